"""The rules nobody is put on duty against, with their sentences: leave, service, one seat a shift, rest between shifts and nights.

Arranging keeps them, the list of conflicts shows where they are broken; both ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.rota.load import SeatSlot
from lantian_desktop.domain.rota.rota import DutyMember, Leave
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.domain.terms import Labelled

_INSTANT = timedelta(microseconds=1)


class BarKind(Labelled):
    """Why somebody may not take a seat."""

    NOT_SERVING = "not_serving", "不在任"
    WRONG_POST = "wrong_post", "岗位不符"
    ON_LEAVE = "on_leave", "请假"
    SAME_SHIFT = "same_shift", "同班重复"
    TWO_NIGHTS = "two_nights", "连续夜班"
    BACK_TO_BACK = "back_to_back", "连班"


@dataclass(frozen=True, slots=True)
class Bar:
    """One such reason, with the leave or the other shift it comes from."""

    kind: BarKind
    leave: Leave | None = None
    other: SeatSlot | None = None

    @property
    def words(self) -> str:
        """Return a few words: 公休 7月1日至7月5日, 7月14日 夜班在班."""
        if self.leave is not None:
            first, last = cn_day(self.leave.first), cn_day(self.leave.last)
            return f"{self.leave.kind.label} {first}" + ("" if first == last else f"至{last}")
        if self.other is None:
            return self.kind.label
        return f"{self.kind.label}（{self.other.shift.caption}在班）"


def touched_days(shift: Shift) -> tuple[date, ...]:
    """Return the calendar days a shift lies in: leave on any of them forbids it, so nobody on leave is on duty that morning."""
    first, last = shift.starts_at.date(), (shift.ends_at - _INSTANT).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def absence(member: DutyMember, shift: Shift, leaves: Iterable[Leave]) -> Bar | None:
    """Return why a member cannot be there at all during a shift; `leaves` are the member's own."""
    if not member.serves_on(shift.day):
        return Bar(BarKind.NOT_SERVING)
    first, *_, last = (shift.day, *touched_days(shift))
    found = next((leave for leave in leaves if leave.first <= last and leave.last >= first), None)
    return None if found is None else Bar(BarKind.ON_LEAVE, leave=found)


def clash(one: SeatSlot, other: SeatSlot) -> BarKind | None:
    """Return which rule is broken when one person stands both seats; 24 hours on end are a night."""
    if abs(one.ordinal - other.ordinal) > 1:
        return None
    if one.ordinal == other.ordinal and one.seat.shift == other.seat.shift:
        return BarKind.SAME_SHIFT
    if one.night and other.night:
        return BarKind.TWO_NIGHTS
    touching = one.shift.ends_at >= other.shift.starts_at and other.shift.ends_at >= one.shift.starts_at
    return BarKind.BACK_TO_BACK if touching else None
