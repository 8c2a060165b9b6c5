"""The working surface while a rota is arranged: who has which seat so far, who may take one, and how level a post's quarter is.

It is changed in place and thrown away; what comes out of it are the frozen values of `rota_arranging`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import lcm

from lantian_desktop.domain.rota.load import SeatSlot, part_of
from lantian_desktop.domain.rota.rota import DutyMember, Leave, Seat
from lantian_desktop.domain.rota.rules import Bar, absence, clash
from lantian_desktop.domain.rota.schemes import DutyPost

FAR = 9  # days; duties further apart than this are all the same


@dataclass(slots=True)
class Group:
    """One post in one quarter: what its members carry so far, in points, and credit that is still to come by day."""

    post: DutyPost
    quarter: tuple[date, date]
    members: tuple[int, ...]
    carried: dict[int, int]
    factor: dict[int, int]
    coming: list[tuple[date, int, int]] = field(default_factory=list)

    def level(self, member_id: int, more: int = 0) -> int:
        """Return what a member carries against their share, on a scale of whole numbers that only this group uses."""
        return (self.carried[member_id] + more) * self.factor[member_id]

    def credit_until(self, day: date) -> None:
        """Count the credit of the days up to `day`."""
        while self.coming and self.coming[0][0] <= day:
            _, member_id, points = self.coming.pop(0)
            self.carried[member_id] += points


def factors(members: Iterable[DutyMember]) -> dict[int, int]:
    """Return for each member the whole number that makes points comparable in spite of different shares."""
    parts = {member.id: part_of(member) for member in members}
    common = lcm(*parts.values()) if parts else 1
    return {member_id: common // part for member_id, part in parts.items()}


class Board:
    """Seats and who has them. Only seats that are `open` may be moved; the others are as they are."""

    def __init__(self, members: Sequence[DutyMember], leaves: Sequence[Leave], slots: Mapping[Seat, SeatSlot]) -> None:
        self.members = {member.id: member for member in members}
        self.slots = slots
        self.holder: dict[Seat, int] = {}
        self._leaves = {one.id: [leave for leave in leaves if leave.member_id == one.id] for one in members}
        self._duties: dict[int, dict[int, list[SeatSlot]]] = {one.id: defaultdict(list) for one in members}
        self._absent: dict[tuple[int, int, int], Bar | None] = {}

    def give(self, slot: SeatSlot, member_id: int) -> None:
        """Put a member into a seat."""
        self.holder[slot.seat] = member_id
        self._duties[member_id][slot.ordinal].append(slot)

    def take(self, slot: SeatSlot) -> int:
        """Take a seat back and return who had it."""
        member_id = self.holder.pop(slot.seat)
        self._duties[member_id][slot.ordinal].remove(slot)
        return member_id

    def bar(self, member_id: int, slot: SeatSlot, *, without: SeatSlot | None = None) -> Bar | None:
        """Return why a member may not take a seat, or None; `without` is a seat they would give up for it."""
        away = self.absent(member_id, slot)
        if away is not None:
            return away
        duties = self._duties[member_id]
        for ordinal in (slot.ordinal - 1, slot.ordinal, slot.ordinal + 1):
            for other in duties.get(ordinal, ()):
                if other is not without and other is not slot:
                    kind = clash(slot, other)
                    if kind is not None:
                        return Bar(kind, other=other)
        return None

    def absent(self, member_id: int, slot: SeatSlot) -> Bar | None:
        """Return why a member cannot be there at all, or None."""
        key = (member_id, slot.ordinal, slot.seat.shift)
        if key not in self._absent:
            self._absent[key] = absence(self.members[member_id], slot.shift, self._leaves[member_id])
        return self._absent[key]

    def clashes(self, member_id: int, slot: SeatSlot) -> list[SeatSlot]:
        """Return the seats of a member that forbid another one."""
        near = (slot.ordinal - 1, slot.ordinal, slot.ordinal + 1)
        duties = (other for ordinal in near for other in self._duties[member_id].get(ordinal, ()))
        return [other for other in duties if other is not slot and clash(slot, other) is not None]

    def distance(self, member_id: int, slot: SeatSlot, *, without: SeatSlot | None = None) -> int:
        """Return how many days lie between a seat and the nearest other duty of a member, at most FAR."""
        duties = self._duties[member_id]
        for days in range(FAR):
            for ordinal in (slot.ordinal - days, slot.ordinal + days):
                if any(other is not without and other is not slot for other in duties.get(ordinal, ())):
                    return days
        return FAR

    def last_before(self, member_id: int, slot: SeatSlot) -> int:
        """Return the day of duty (as an ordinal) on which a member was last on duty before a seat; 0 for never."""
        return max((day for day, duties in self._duties[member_id].items() if duties and day < slot.ordinal), default=0)
