"""Duty (24 小时值班): how days are cut into shifts, by whom they are stood, how a calendar day is marked. Who is on duty lives in `rota`."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lantian_desktop.domain.admin.calendar import CalendarMissing, WorkCalendar
from lantian_desktop.domain.terms import Labelled

HANDOVER_AT = time(8, 30)  # 交接班时间 (setting, domain handbook §10)
MOST_OFFICERS = 3  # 值班员 of one shift, 1 + 1…3 (domain handbook §10)
REST_DAY, MAKEUP_DAY = "休息日", "调休上班"
_SMALL_HOURS = time(2, 0)  # a shift that covers this hour is a night
_DAY = timedelta(days=1)


class DutyPost(Labelled):
    """What somebody is on duty as."""

    LEADER = "duty_leader", "带班领导"
    OFFICER = "duty_officer", "值班员"


class ShiftPattern(Labelled):
    """How a day of duty is shared out."""

    WHOLE_DAY = "whole_day", "24小时一班"
    DAY_AND_NIGHT = "day_and_night", "白班、夜班"
    THREE = "three", "三班"

    @property
    def shifts(self) -> tuple[str, ...]:
        """The names of a day's shifts, in order."""
        return _SHIFTS[self]


_SHIFTS = {
    ShiftPattern.WHOLE_DAY: ("24小时",),
    ShiftPattern.DAY_AND_NIGHT: ("白班", "夜班"),
    ShiftPattern.THREE: ("早班", "中班", "夜班"),
}


@dataclass(frozen=True, slots=True)
class DutyScheme:
    """How days are cut into shifts from `starts_on` on: when each shift of a day begins and how many 值班员 stand it.

    The first of `starts` is the hand-over hour; one that is not later than the one before lies on the next calendar day.
    """

    starts_on: date
    pattern: ShiftPattern = ShiftPattern.WHOLE_DAY
    starts: tuple[time, ...] = (HANDOVER_AT,)
    officers: int = 1
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift: the day of duty it belongs to, its place in that day, and the instants it lies between (end excluded)."""

    day: date
    index: int
    name: str
    starts_at: datetime
    ends_at: datetime

    @property
    def night(self) -> bool:
        """Whether the small hours lie in it, as they do in 24 hours on end."""
        days = (self.starts_at.date(), self.ends_at.date())
        return any(self.starts_at <= datetime.combine(day, _SMALL_HOURS) < self.ends_at for day in days)

    @property
    def caption(self) -> str:
        """Return 7月15日 夜班."""
        return f"{self.day.month}月{self.day.day}日 {self.name}"


def even_starts(pattern: ShiftPattern, handover: time = HANDOVER_AT) -> tuple[time, ...]:
    """Return when the shifts of a day begin if all are equally long and the first begins at the hand-over hour."""
    count = len(pattern.shifts)
    first = datetime.combine(date.min, handover)
    return tuple((first + _DAY / count * place).time() for place in range(count))


def scheme_on(schemes: Sequence[DutyScheme], day: date) -> DutyScheme | None:
    """Return the scheme in force on a day of duty, the latest begun; None before the first."""
    begun = [scheme for scheme in schemes if scheme.starts_on <= day]
    return max(begun, key=lambda scheme: scheme.starts_on, default=None)


def shifts_of(schemes: Sequence[DutyScheme], day: date) -> tuple[Shift, ...]:
    """Return the shifts of a day of duty in order. The last one lasts until the next day's first begins, whatever hour that is."""
    scheme = scheme_on(schemes, day)
    if scheme is None:
        return ()
    begins = _begins(scheme, day)
    following = scheme_on(schemes, day + _DAY)
    assert following is not None  # a scheme, once begun, lasts
    end = datetime.combine(day + _DAY, following.starts[0])
    ends = [min(begin, end) for begin in (*begins[1:], end)]
    return tuple(
        Shift(day, index, name, begin, until)
        for index, (name, begin, until) in enumerate(zip(scheme.pattern.shifts, begins, ends, strict=True))
        if begin < until
    )


def shift_at(schemes: Sequence[DutyScheme], at: datetime) -> Shift | None:
    """Return the shift an instant of local time lies in; None before the first scheme begins."""
    days = (at.date() - _DAY, at.date())
    found = (shift for day in days for shift in shifts_of(schemes, day) if shift.starts_at <= at < shift.ends_at)
    return next(found, None)


def shifts_between(schemes: Sequence[DutyScheme], first: date, last: date) -> tuple[Shift, ...]:
    """Return every shift of the days of duty from `first` to `last`, both included."""
    days = (first + _DAY * number for number in range((last - first).days + 1))
    return tuple(shift for day in days for shift in shifts_of(schemes, day))


def month_days(month: date) -> tuple[date, ...]:
    """Return every day of the month in which `month` lies."""
    _, last = calendar.monthrange(month.year, month.month)
    return tuple(month.replace(day=day) for day in range(1, last + 1))


def day_mark(work: WorkCalendar, day: date) -> str:
    """Return the holiday's name, 休息日, 调休上班, or nothing on an ordinary working day; nothing too for an unknown year."""
    try:
        why = work.off_reason(day)
    except CalendarMissing:
        return ""
    if day in work.years[day.year].makeup_workdays:
        return MAKEUP_DAY
    if why is None:
        return ""
    return why if day in work.years[day.year].holidays else REST_DAY


def _begins(scheme: DutyScheme, day: date) -> list[datetime]:
    begins = [datetime.combine(day, scheme.starts[0])]
    for start in scheme.starts[1:]:
        same_day = datetime.combine(begins[-1].date(), start)
        begins.append(same_day if same_day > begins[-1] else same_day + _DAY)
    return begins
