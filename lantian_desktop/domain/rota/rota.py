"""The rota: who was put into which seat, which changes lie upon it, and the one answer to 谁在班. Arranging it anew lives elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lantian_desktop.domain.rota.schemes import MOST_OFFICERS, DutyPost, DutyScheme, Shift, scheme_on, shift_at
from lantian_desktop.domain.terms import Labelled


class LeaveKind(Labelled):
    """Why somebody takes no duty."""

    HOLIDAY = "holiday", "公休"
    REST = "rest", "换休"
    SICK = "sick", "病假"
    PERSONAL = "personal", "事假"
    TRIP = "trip", "出差"
    OTHER = "other", "其他"


class ChangeKind(Labelled):
    """What a change upon the rota is."""

    SWAP = "swap", "调班"
    STAND_IN = "stand_in", "替班"


class ChangeStatus(Labelled):
    """Where a change stands; only an approved one counts."""

    REQUESTED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未同意"
    REVOKED = "revoked", "已撤销"


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One place of one shift; `number` counts the 值班员 from 0."""

    day: date
    shift: int
    post: DutyPost
    number: int = 0


@dataclass(frozen=True, slots=True)
class DutyMember:
    """Somebody who takes turns. `share` is the part of a full load in percent; an empty `phone` is that of the roster line."""

    id: int
    name: str
    posts: frozenset[DutyPost]
    phone: str = ""
    contact_id: int | None = None
    share: int = 100
    position: int = 0
    joined_on: date | None = None
    left_on: date | None = None
    revision: int = field(default=0, compare=False)

    def serves_on(self, day: date) -> bool:
        """Return whether the member belongs to those who take turns on `day`; the day of leaving counts."""
        return not ((self.joined_on and day < self.joined_on) or (self.left_on and day > self.left_on))


@dataclass(frozen=True, slots=True)
class Leave:
    """Days without duty, both ends included."""

    id: int
    member_id: int
    first: date
    last: date
    kind: LeaveKind = LeaveKind.HOLIDAY
    note: str = ""
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class RotaChange:
    """A 替班 (`other_id` takes `seat` of `member_id`) or 调班 (they also give `other_seat` the other way round).

    `turn` is the place among the approved changes; they are applied in that order.
    """

    id: int
    kind: ChangeKind
    seat: Seat
    member_id: int
    other_id: int
    other_seat: Seat | None = None
    reason: str = ""
    status: ChangeStatus = ChangeStatus.REQUESTED
    asked_by: str = ""
    asked_at: datetime | None = None
    turn: int | None = None
    decided_by: str = ""
    decided_at: datetime | None = None
    decided_how: str = ""
    scan: str = ""
    revoked_by: str = ""
    revoked_at: datetime | None = None
    revoke_reason: str = ""

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats it concerns."""
        return (self.seat,) if self.other_seat is None else (self.seat, self.other_seat)

    def successor(self, seat: Seat, holder_id: int) -> int:
        """Return who has `seat` after this change if `holder_id` had it before."""
        if seat == self.seat and holder_id == self.member_id:
            return self.other_id
        if seat == self.other_seat and holder_id == self.other_id:
            return self.member_id
        return holder_id


@dataclass(frozen=True, slots=True)
class Rota:
    """All that answers 谁在班 for some days: schemes, members, seats given, and the changes upon them."""

    schemes: tuple[DutyScheme, ...]
    members: Mapping[int, DutyMember]
    seats: Mapping[Seat, int]
    changes: Mapping[Seat, tuple[RotaChange, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in a seat. `planned` is whom the rota named before any change, `change` the last one that brought the present one."""

    seat: Seat
    member: DutyMember
    planned: DutyMember
    change: RotaChange | None = None


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who stands a shift, and the seats nobody was put into."""

    shift: Shift
    seated: tuple[Seated, ...]
    vacant: tuple[Seat, ...] = ()

    def of(self, post: DutyPost) -> tuple[Seated, ...]:
        """Return those on duty as `post`."""
        return tuple(one for one in self.seated if one.seat.post is post)


def approved_by_seat(changes: Iterable[RotaChange]) -> dict[Seat, tuple[RotaChange, ...]]:
    """Return the approved changes of each seat in the order they were approved."""
    found: dict[Seat, list[RotaChange]] = defaultdict(list)
    approved = [change for change in changes if change.status is ChangeStatus.APPROVED]
    for change in sorted(approved, key=lambda change: (change.turn or 0, change.id)):
        for seat in change.seats:
            found[seat].append(change)
    return {seat: tuple(changes_of_seat) for seat, changes_of_seat in found.items()}


def on_duty(rota: Rota, at: datetime) -> OnDuty | None:
    """Return who is on duty at an instant; None where no scheme is in force. Every view, print and export asks this."""
    shift = shift_at(rota.schemes, at)
    if shift is None:
        return None
    seated, vacant = [], []
    for seat in seats_of(rota, shift):
        found = _seated(rota, seat)
        if found is None:
            vacant.append(seat)
        else:
            seated.append(found)
    return OnDuty(shift, tuple(seated), tuple(vacant))


def seats_of(rota: Rota, shift: Shift) -> tuple[Seat, ...]:
    """Return the seats of a shift: those its scheme has, and any beyond them that were given."""
    scheme = scheme_on(rota.schemes, shift.day)
    officers = scheme.officers if scheme else 0
    wanted = [Seat(shift.day, shift.index, DutyPost.LEADER)]
    for number in range(MOST_OFFICERS):
        seat = Seat(shift.day, shift.index, DutyPost.OFFICER, number)
        if number < officers or seat in rota.seats:
            wanted.append(seat)
    return tuple(wanted)


def _seated(rota: Rota, seat: Seat) -> Seated | None:
    planned = rota.seats.get(seat)
    if planned is None:
        return None
    holder, last = planned, None
    for change in rota.changes.get(seat, ()):
        successor = change.successor(seat, holder)
        if successor != holder:
            holder, last = successor, change
    return Seated(seat, rota.members[holder], rota.members[planned], last)


def on_leave(leaves: Sequence[Leave], member_id: int, day: date) -> Leave | None:
    """Return the leave of a member that covers `day`, or None."""
    return next((leave for leave in leaves if leave.member_id == member_id and leave.first <= day <= leave.last), None)
