"""Random rotas, made of the deeds people do: noted as plain values, or done in a real office through its services."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.duty.log import Handover, HandoverSignature
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.rota.rota import (
    ChangeKind,
    ChangeStatus,
    DutyMember,
    Leave,
    LeaveKind,
    Rota,
    RotaChange,
    Seat,
    approved_by_seat,
)
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from lantian_desktop.store.duty import log as duty_log
from tests.services.rota.oracle import DAY, NAMES, ROOM, Act, Cut, Oracle, Place

APPROVERS = ("示例丙", "示例丙", "示例丙", "示例甲", "示例戊")
BEGIN = date(2019, 7, 1)
PATTERNS = {
    1: ShiftPattern.WHOLE_DAY,
    2: ShiftPattern.DAY_AND_NIGHT,
    3: ShiftPattern.THREE,
}


@dataclass
class Plain:
    """The rota as plain values: what a store would hold, asked through the domain alone."""

    posts: tuple[frozenset[str], ...]
    schemes: list[DutyScheme] = field(default_factory=list)
    changes: list[RotaChange] = field(default_factory=list)

    def do(self, act: Act, oracle: Oracle) -> None:
        """Note what the oracle let happen."""
        if act.what == "scheme":
            assert act.cut is not None
            kept = [scheme for scheme in self.schemes if scheme.starts_on != act.cut.from_day]
            self.schemes = [*kept, scheme_of(act.cut)]
        elif act.what == "ask":
            request = oracle.requests[-1]
            kind = ChangeKind.SWAP if request.there else ChangeKind.STAND_IN
            there = seat_of(request.there) if request.there else None
            change = RotaChange(len(oracle.requests), kind, seat_of(request.here), request.holder, request.other, there)
            self.changes.append(change)
        elif act.request >= 0:
            request = oracle.requests[act.request]
            turn = request.approved_as or None
            decided = replace(self.changes[act.request], status=ChangeStatus(request.status), turn=turn)
            self.changes[act.request] = decided

    def rota(self, oracle: Oracle) -> Rota:
        members = {number: member_of(number, self.posts) for number in range(len(NAMES))}
        seats = {seat_of(place): who for place, who in oracle.base.items()}
        return Rota(tuple(self.schemes), members, seats, approved_by_seat(self.changes))


@dataclass
class Real:
    """A real office: every deed goes through the services a window would ask."""

    office: Office
    posts: tuple[frozenset[str], ...]
    ids: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(len(NAMES)):
            saved = rota.save_member(self.office, member=replace(member_of(number, self.posts), id=0))
            self.ids.append(saved.id)

    def does(self, act: Act, oracle: Oracle) -> bool:
        """Do a deed; return whether the office let it happen."""
        try:
            self._do(act, oracle)
        except OfficeError:
            return False
        return True

    def _do(self, act: Act, oracle: Oracle) -> None:
        office, seats = self.office, [seat_of(place) for place in act.places]
        if act.what == "scheme":
            assert act.cut is not None
            schemes = {one.starts_on: one.revision for one in rota.schemes(office)}
            scheme = scheme_of(act.cut)
            rota.save_scheme(office, scheme=replace(scheme, revision=schemes.get(scheme.starts_on, 0)))
        elif act.what == "give":
            people = [self.ids[who] for who in act.people]
            if len(seats) == 1:
                rota.assign(office, seat=seats[0], member_id=people[0])
            else:
                rota.give_seats(office, given=dict(zip(seats, people, strict=True)), title="排班")
        elif act.what == "move":
            rota.move(office, source=seats[0], target=seats[1])
        elif act.what == "clear":
            rota.clear_seats(office, seats=seats)
        elif act.what == "hand_over":
            sign(office, seats[0])
        elif act.what == "leave":
            first = act.places[0][0]
            leave = Leave(0, self.ids[act.people[0]], first, first + DAY, LeaveKind.TRIP)
            rota.save_leave(office, leave=leave)
        else:
            self._change(act, seats)

    def _change(self, act: Act, seats: Sequence[Seat]) -> None:
        if act.what == "ask":
            kind = ChangeKind.SWAP if act.swap else ChangeKind.STAND_IN
            there = seats[1] if act.swap else None
            change = rota_changes.ask_for_change(
                self.office,
                kind=kind,
                seat=seats[0],
                other_id=self.ids[act.people[0]],
                other_seat=there,
                reason="有事",
            )
            self.requests.append(change.id)
            return
        number = self.requests[act.request]
        signed = Signature(act.approver, SignedBy.PAPER, self.office.today)
        if act.what == "approve":
            rota_changes.approve_change(self.office, change_id=number, signature=signed)
        elif act.what == "refuse":
            rota_changes.refuse_change(self.office, change_id=number, signature=signed, reason="人手不够")
        else:
            rota_changes.revoke_change(self.office, change_id=number, reason="情况有变")

    def undo(self, oracle: Oracle) -> bool:
        """Take the last step back, in the office and in the oracle, where leave does not change who is on duty."""
        if not oracle.kept or compensation.title(self.office) is None:
            return False
        if compensation.undo_change(self.office) != "登记请假":
            oracle.base = oracle.kept.pop()
        return True


def sign(office: Office, seat: Seat) -> None:
    """Let a shift be handed over as the store keeps it; what a hand-over lists is of no matter here."""
    by = HandoverSignature("示例丙", SignedBy.PAPER)
    signed = Handover(0, seat.day, seat.shift, seat.day + DAY, 0, by, by, office.clock())
    with office.session.write("交接班") as touched:
        duty_log.add_handover(office.session, signed)
        touched.add("duty_log")


def scheme_of(cut: Cut) -> DutyScheme:
    return DutyScheme(cut.from_day, PATTERNS[len(cut.starts)], cut.starts, cut.officers)


def seat_of(place: Place) -> Seat:
    day, index, post, number = place
    return Seat(day, index, DutyPost.LEADER if post == "leader" else DutyPost.OFFICER, number)


def member_of(number: int, posts: Sequence[frozenset[str]]) -> DutyMember:
    stored = frozenset(
        post for word, post in (("leader", DutyPost.LEADER), ("officer", DutyPost.OFFICER)) if word in posts[number]
    )
    return DutyMember(number, NAMES[number], stored, phone=f"138{number:08}")


def random_posts(chance: Random) -> tuple[frozenset[str], ...]:
    """Return what each may be on duty as: most as both, the first as leader and the last as officer at least."""
    kinds = (frozenset({"leader", "officer"}),) * 3 + (frozenset({"leader"}), frozenset({"officer"}))
    return tuple(chance.choice(kinds) for _ in NAMES)


def acts(chance: Random, oracle: Oracle, *, count: int) -> Iterator[Act]:
    """Yield deeds that fit how things stand, and some that do not; the caller does each before the next is thought of."""
    begin = BEGIN
    for _ in range(chance.choice((1, 2, 2, 3))):
        yield Act("scheme", cut=_cut(chance, begin))
        days = chance.randint(3, 8)
        yield _fill(chance, oracle, begin, days)
        begin += days * DAY
    for _ in range(count):
        yield _any(chance, oracle)


def _cut(chance: Random, begin: date) -> Cut:
    number = chance.choice((1, 1, 2, 2, 3))
    first = chance.choice((510, 510, 480, 540, 420, 1200, 15, 1425))  # minutes after midnight; 8:30 is the custom
    length = 24 * 60 // number
    jitter = [0] + [chance.choice((0, 0, -60, 45)) for _ in range(number - 1)]
    minutes = [(first + length * place + jitter[place]) % (24 * 60) for place in range(number)]
    return Cut(begin, tuple(time(one // 60, one % 60) for one in minutes), chance.randint(1, ROOM))


def _fill(chance: Random, oracle: Oracle, begin: date, days: int) -> Act:
    """Return the arranging of some days, a few seats left vacant and a few beyond the scheme."""
    given: dict[Place, int] = {}
    known = max(oracle.cuts, key=lambda cut: cut.from_day)
    for number in range(days):
        for index in range(len(known.starts)):
            for post, room in (("leader", 1), ("officer", known.officers + (chance.random() < 0.1))):
                for place in range(min(room, ROOM)):
                    fitting = [who for who in range(len(NAMES)) if post in oracle.posts[who]]
                    if fitting and chance.random() > 0.12:
                        given[(begin + number * DAY, index, post, place)] = chance.choice(fitting)
    return Act("give", tuple(given), tuple(given.values()))


def _any(chance: Random, oracle: Oracle) -> Act:
    makers: tuple[Callable[[Random, Oracle], Act], ...] = (
        _give, _give, _move, _move, _clear, _leave, _recut, _hand_over, _stand_in, _stand_in, _swap, _swap, _decide, _decide, _decide, _take_back,
    )  # fmt: skip
    return chance.choice(makers)(chance, oracle)


def _place(chance: Random, oracle: Oracle) -> Place:
    """Return a seat that is given, or now and then any."""
    if oracle.base and chance.random() > 0.15:
        return chance.choice(sorted(oracle.base))
    _, day, index = chance.choice(oracle.begins())
    post = chance.choice(("leader", "officer"))
    return (day, index + (chance.random() < 0.05), post, 0 if post == "leader" else chance.randrange(ROOM))


def _give(chance: Random, oracle: Oracle) -> Act:
    return Act("give", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _move(chance: Random, oracle: Oracle) -> Act:
    return Act("move", (_place(chance, oracle), _place(chance, oracle)))


def _clear(chance: Random, oracle: Oracle) -> Act:
    return Act("clear", tuple({_place(chance, oracle) for _ in range(chance.randint(1, 3))}))


def _leave(chance: Random, oracle: Oracle) -> Act:
    return Act("leave", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _hand_over(chance: Random, oracle: Oracle) -> Act:
    open_ones = [place for place in sorted(oracle.base) if not oracle.is_signed(place)]
    if not open_ones or len(oracle.signed) > 3:
        return _give(chance, oracle)
    return Act("hand_over", (open_ones[chance.randrange(min(6, len(open_ones)))],))


def _recut(chance: Random, oracle: Oracle) -> Act:
    last = max((place[0] for place in oracle.base), default=BEGIN)
    return Act("scheme", cut=_cut(chance, last + chance.randint(-1, 5) * DAY))


def _stand_in(chance: Random, oracle: Oracle) -> Act:
    return Act("ask", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _swap(chance: Random, oracle: Oracle) -> Act:
    here, holders = _place(chance, oracle), oracle.holders()
    fitting = [place for place in sorted(holders) if place[2] == here[2] and holders[place] != holders.get(here)]
    there = chance.choice(fitting) if fitting and chance.random() > 0.1 else _place(chance, oracle)
    other = holders.get(there, 0) if chance.random() > 0.1 else chance.randrange(len(NAMES))
    return Act("ask", (here, there), (other,), swap=True)


def _decide(chance: Random, oracle: Oracle) -> Act:
    asked = [number for number, request in enumerate(oracle.requests) if request.status == "asked"]
    if not asked:
        return _swap(chance, oracle)
    what = chance.choice(("approve", "approve", "approve", "refuse"))
    return Act(what, request=chance.choice(asked), approver=chance.choice(APPROVERS))


def _take_back(chance: Random, oracle: Oracle) -> Act:
    if not oracle.requests:
        return _stand_in(chance, oracle)
    return Act("revoke", request=chance.randrange(len(oracle.requests)))


def instants(chance: Random, oracle: Oracle, *, count: int) -> list[datetime]:
    """Return instants within and just beyond the rota, every fourth at a change of shifts or the moment before."""
    begins = [begin for begin, _, _ in oracle.begins()]
    first, last = begins[0] - DAY, begins[-1]
    seconds = int((last - first).total_seconds())
    found = [first + timedelta(seconds=chance.randrange(seconds)) for _ in range(count - count // 4)]
    edges = [chance.choice(begins) - timedelta(seconds=chance.randrange(2)) for _ in range(count // 4)]
    return [*found, *edges]
