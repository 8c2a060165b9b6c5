"""Working days, due dates with their working shown, and the lights that follow from them. No clock: days come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.terms import Labelled

SATURDAY = 5
SHOWN_SKIPS = 6


class CalendarMissing(OfficeError):
    """The State Council's notice for a year has not been entered; working days of it are unknown."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} 年节假日安排未录入，请先导入该年的放假安排，或直接填写日期。")
        self.year = year


class DayKind(Labelled):
    """What a period is counted in."""

    WORKING = "working", "个工作日"
    NATURAL = "natural", "日"


class Light(Labelled):
    """How near a due date is; always shown with its word."""

    NONE = "none", "无期限"
    DONE = "done", "已完成"
    FAR = "far", "未到期"
    BLUE = "blue", "七日内"
    AMBER = "amber", "三日内"
    RED = "red", "超期"


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One year's notice: days off with the holiday's name, and the weekend days that are worked (调休)."""

    year: int
    holidays: Mapping[date, str] = field(default_factory=dict)
    makeup_workdays: frozenset[date] = frozenset()
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count, and why."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date with its working: counted from the day after `start`."""

    due: date
    start: date
    count: int
    kind: DayKind
    skipped: tuple[Skipped, ...] = ()
    note: str = ""

    def working(self) -> str:
        """Return the working as one Chinese line, e.g. 收函 7月5日起 5 个工作日…"""
        parts = [f"{cn_day(self.start)}起 {self.count} {self.kind.label}（次日起算）"]
        if self.skipped:
            shown = "、".join(f"{cn_day(skip.day)} {skip.why}" for skip in self.skipped[:SHOWN_SKIPS])
            more = f" 等 {len(self.skipped)} 天" if len(self.skipped) > SHOWN_SKIPS else ""
            parts.append(f"跳过 {shown}{more}")
        if self.note:
            parts.append(self.note)
        return "；".join(parts)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Answers whether a day is worked; refuses to guess for a year it does not hold."""

    years: Mapping[int, YearCalendar]

    def off_reason(self, day: date) -> str | None:
        """Return why `day` is off (周六, 国庆节 …) or None when it is worked; raise CalendarMissing for an unknown year."""
        year = self.years.get(day.year)
        if year is None:
            raise CalendarMissing(day.year)
        if day in year.holidays:
            return year.holidays[day]
        if day in year.makeup_workdays or day.weekday() < SATURDAY:
            return None
        return "周六" if day.weekday() == SATURDAY else "周日"

    def is_working(self, day: date) -> bool:
        """Return whether `day` is worked."""
        return self.off_reason(day) is None

    def due(self, start: date, count: int, kind: DayKind) -> DueDate:
        """Return the day `count` days after `start`, day 1 being the day after it (domain handbook §3)."""
        return self._working(start, count) if kind is DayKind.WORKING else self._natural(start, count)

    def _working(self, start: date, count: int) -> DueDate:
        day, left, skipped = start, count, list[Skipped]()
        while left > 0:
            day += timedelta(days=1)
            why = self.off_reason(day)
            if why is None:
                left -= 1
            else:
                skipped.append(Skipped(day, why))
        return DueDate(day, start, count, DayKind.WORKING, tuple(skipped))

    def _natural(self, start: date, count: int) -> DueDate:
        day = start + timedelta(days=count)
        why = self.off_reason(day) if day.year in self.years else None
        return DueDate(day, start, count, DayKind.NATURAL, (), f"{cn_day(day)} 为{why}，不顺延" if why else "")


@dataclass(frozen=True, slots=True)
class LightSettings:
    """Days before a due date at which its light changes (setting, domain handbook §3)."""

    blue_days: int = 7
    amber_days: int = 3


def light(
    due: date | None, as_of: date, *, done_on: date | None = None, settings: LightSettings | None = None
) -> Light:
    """Return the light of `due` as seen on `as_of`; a thing done late stays red, done in time is 已完成."""
    bounds = settings or LightSettings()
    if due is None:
        return Light.NONE
    if done_on is not None:
        return Light.DONE if done_on <= due else Light.RED
    left = (due - as_of).days
    if left < 0:
        return Light.RED
    if left <= bounds.amber_days:
        return Light.AMBER
    return Light.BLUE if left <= bounds.blue_days else Light.FAR


def light_text(due: date | None, as_of: date, *, done_on: date | None = None) -> str:
    """Return the words beside a light: 剩 2 天, 今日到期, 超期 1 天, 已按期, 逾期 3 天完成."""
    if due is None:
        return "—"
    if done_on is not None:
        return "按期完成" if done_on <= due else f"逾期 {(done_on - due).days} 天完成"
    left = (due - as_of).days
    if left < 0:
        return f"超期 {-left} 天"
    return "今日到期" if left == 0 else f"剩 {left} 天"


def cn_day(day: date) -> str:
    """Return 7月5日."""
    return f"{day.month}月{day.day}日"


def cn_date(day: date) -> str:
    """Return 2019年7月5日, Arabic figures without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
