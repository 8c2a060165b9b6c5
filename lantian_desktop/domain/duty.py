"""Duty (24 小时值班): how a day is cut into shifts and how a calendar day is marked on a rota. Who is on duty lives elsewhere."""

from __future__ import annotations

import calendar
from datetime import date, time

from lantian_desktop.domain.calendar import CalendarMissing, WorkCalendar
from lantian_desktop.domain.terms import Labelled

HANDOVER_AT = time(8, 30)  # 交接班时间 (setting, domain handbook §10)
REST_DAY, MAKEUP_DAY = "休息日", "调休上班"


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
