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
from tests.services.rota.oracle import DAY, NAMES, ROOM, Cut, Deed, Oracle, Place

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

    def do(self, deed: Deed, oracle: Oracle) -> None:
        """Note what the oracle let happen."""
        if deed.what == "scheme":
            assert deed.cut is not None
            kept = [scheme for scheme in self.schemes if scheme.starts_on != deed.cut.from_day]
            self.schemes = [*kept, scheme_of(deed.cut)]
        elif deed.what == "ask":
            wish = oracle.wishes[-1]
            kind = ChangeKind.SWAP if wish.there else ChangeKind.STAND_IN
            there = seat_of(wish.there) if wish.there else None
            change = RotaChange(len(oracle.wishes), kind, seat_of(wish.here), wish.holder, wish.other, there)
            self.changes.append(change)
        elif deed.wish >= 0:
            wish = oracle.wishes[deed.wish]
            turn = wish.approved_as or None
            decided = replace(self.changes[deed.wish], status=ChangeStatus(wish.status), turn=turn)
            self.changes[deed.wish] = decided

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
    wishes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(len(NAMES)):
            saved = rota.save_member(self.office, member=replace(member_of(number, self.posts), id=0))
            self.ids.append(saved.id)

    def does(self, deed: Deed, oracle: Oracle) -> bool:
        """Do a deed; return whether the office let it happen."""
        try:
            self._do(deed, oracle)
        except OfficeError:
            return False
        return True

    def _do(self, deed: Deed, oracle: Oracle) -> None:
        office, seats = self.office, [seat_of(place) for place in deed.places]
        if deed.what == "scheme":
            assert deed.cut is not None
            rota.save_scheme(office, scheme=scheme_of(deed.cut))
        elif deed.what == "give":
            people = [self.ids[who] for who in deed.people]
            if len(seats) == 1:
                rota.assign(office, seat=seats[0], member_id=people[0])
            else:
                rota.give_seats(office, given=dict(zip(seats, people, strict=True)), title="排班")
        elif deed.what == "move":
            rota.move(office, source=seats[0], target=seats[1])
        elif deed.what == "clear":
            rota.clear_seats(office, seats=seats)
        elif deed.what == "hand_over":
            sign(office, seats[0])
        elif deed.what == "leave":
            first = deed.places[0][0]
            leave = Leave(0, self.ids[deed.people[0]], first, first + DAY, LeaveKind.TRIP)
            rota.save_leave(office, leave=leave)
        else:
            self._change(deed, seats)

    def _change(self, deed: Deed, seats: Sequence[Seat]) -> None:
        if deed.what == "ask":
            kind = ChangeKind.SWAP if deed.swap else ChangeKind.STAND_IN
            there = seats[1] if deed.swap else None
            asked = rota_changes.ask_for_change(
                self.office,
                kind=kind,
                seat=seats[0],
                other_id=self.ids[deed.people[0]],
                other_seat=there,
                reason="有事",
            )
            self.wishes.append(asked.id)
            return
        number = self.wishes[deed.wish]
        signed = Signature(deed.approver, SignedBy.PAPER, self.office.today)
        if deed.what == "approve":
            rota_changes.approve_change(self.office, change_id=number, signature=signed)
        elif deed.what == "refuse":
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
    held = frozenset(
        post for word, post in (("leader", DutyPost.LEADER), ("officer", DutyPost.OFFICER)) if word in posts[number]
    )
    return DutyMember(number, NAMES[number], held, phone=f"138{number:08}")


def random_posts(chance: Random) -> tuple[frozenset[str], ...]:
    """Return what each may be on duty as: most as both, the first as leader and the last as officer at least."""
    kinds = (frozenset({"leader", "officer"}),) * 3 + (frozenset({"leader"}), frozenset({"officer"}))
    return tuple(chance.choice(kinds) for _ in NAMES)


def deeds(chance: Random, oracle: Oracle, *, count: int) -> Iterator[Deed]:
    """Yield deeds that fit how things stand, and some that do not; the caller does each before the next is thought of."""
    begin = BEGIN
    for _ in range(chance.choice((1, 2, 2, 3))):
        yield Deed("scheme", cut=_cut(chance, begin))
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


def _fill(chance: Random, oracle: Oracle, begin: date, days: int) -> Deed:
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
    return Deed("give", tuple(given), tuple(given.values()))


def _any(chance: Random, oracle: Oracle) -> Deed:
    makers: tuple[Callable[[Random, Oracle], Deed], ...] = (
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


def _give(chance: Random, oracle: Oracle) -> Deed:
    return Deed("give", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _move(chance: Random, oracle: Oracle) -> Deed:
    return Deed("move", (_place(chance, oracle), _place(chance, oracle)))


def _clear(chance: Random, oracle: Oracle) -> Deed:
    return Deed("clear", tuple({_place(chance, oracle) for _ in range(chance.randint(1, 3))}))


def _leave(chance: Random, oracle: Oracle) -> Deed:
    return Deed("leave", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _hand_over(chance: Random, oracle: Oracle) -> Deed:
    open_ones = [place for place in sorted(oracle.base) if not oracle.is_signed(place)]
    if not open_ones or len(oracle.signed) > 3:
        return _give(chance, oracle)
    return Deed("hand_over", (open_ones[chance.randrange(min(6, len(open_ones)))],))


def _recut(chance: Random, oracle: Oracle) -> Deed:
    last = max((place[0] for place in oracle.base), default=BEGIN)
    return Deed("scheme", cut=_cut(chance, last + chance.randint(-1, 5) * DAY))


def _stand_in(chance: Random, oracle: Oracle) -> Deed:
    return Deed("ask", (_place(chance, oracle),), (chance.randrange(len(NAMES)),))


def _swap(chance: Random, oracle: Oracle) -> Deed:
    here, held = _place(chance, oracle), oracle.holders()
    fitting = [place for place in sorted(held) if place[2] == here[2] and held[place] != held.get(here)]
    there = chance.choice(fitting) if fitting and chance.random() > 0.1 else _place(chance, oracle)
    other = held.get(there, 0) if chance.random() > 0.1 else chance.randrange(len(NAMES))
    return Deed("ask", (here, there), (other,), swap=True)


def _decide(chance: Random, oracle: Oracle) -> Deed:
    asked = [number for number, wish in enumerate(oracle.wishes) if wish.status == "asked"]
    if not asked:
        return _swap(chance, oracle)
    what = chance.choice(("approve", "approve", "approve", "refuse"))
    return Deed(what, wish=chance.choice(asked), approver=chance.choice(APPROVERS))


def _take_back(chance: Random, oracle: Oracle) -> Deed:
    if not oracle.wishes:
        return _stand_in(chance, oracle)
    return Deed("revoke", wish=chance.randrange(len(oracle.wishes)))


def instants(chance: Random, oracle: Oracle, *, count: int) -> list[datetime]:
    """Return instants within and just beyond the rota, every fourth at a change of shifts or the moment before."""
    begins = [begin for begin, _, _ in oracle.begins()]
    first, last = begins[0] - DAY, begins[-1]
    seconds = int((last - first).total_seconds())
    found = [first + timedelta(seconds=chance.randrange(seconds)) for _ in range(count - count // 4)]
    edges = [chance.choice(begins) - timedelta(seconds=chance.randrange(2)) for _ in range(count // 4)]
    return [*found, *edges]
