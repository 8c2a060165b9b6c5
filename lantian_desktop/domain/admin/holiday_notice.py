"""The State Council's yearly notice of days off, read as it is worded and written back in the same form. Nothing is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lantian_desktop.domain.admin.calendar import SATURDAY, YearCalendar, cn_day
from lantian_desktop.domain.errors import InvalidInput

FIELD = "notice"
MAKEUP = "调休上班"  # the line that names worked weekend days of no particular holiday
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|\d+[、.])\s*")
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:至|到|—+|–|-|~)\s*{_DAY})?")
_COUNT = re.compile(r"共(\d{1,2})天")
LONGEST = 31  # days of one holiday; more is a slip of the pen


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A notice as read: days off with their names and worked weekend days; some may lie in the years beside."""

    holidays: tuple[tuple[date, str], ...]
    makeup_workdays: tuple[date, ...]

    def years(self) -> tuple[int, ...]:
        """Return the years it speaks of."""
        return tuple(sorted({day.year for day in (*(day for day, _ in self.holidays), *self.makeup_workdays)}))

    def of_year(self, year: int) -> YearCalendar:
        """Return what it says of one year."""
        return YearCalendar(
            year,
            {day: name for day, name in self.holidays if day.year == year},
            frozenset(day for day in self.makeup_workdays if day.year == year),
        )


def read_notice(text: str, year: int) -> HolidayNotice:
    """Read a notice line by line (元旦：1月1日至3日放假调休，共3天。1月4日上班。); raise InvalidInput naming a line that cannot be read."""
    off: dict[date, str] = {}
    worked: set[date] = set()
    for line in text.splitlines():
        plain = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", line)).strip()
        if not plain or not (":" in plain or _SPAN.search(plain)):
            continue
        name, _, rest = _NUMBERED.sub("", plain).partition(":")
        days, makeup = _read_line(name.strip(), rest, year)
        off |= dict.fromkeys(days, name.strip())
        worked |= makeup
    _check(off, worked)
    return HolidayNotice(tuple(sorted(off.items())), tuple(sorted(worked)))


def notice_text(calendar: YearCalendar) -> str:
    """Return a year's days in the form `read_notice` reads, one line a holiday."""
    lines = []
    for name in dict.fromkeys(calendar.holidays[day] for day in sorted(calendar.holidays)):
        days = sorted(day for day, called in calendar.holidays.items() if called == name)
        lines.append(f"{name}：{'、'.join(_spans(days))}放假，共{len(days)}天。")
    if calendar.makeup_workdays:
        lines.append(f"{MAKEUP}：{'、'.join(cn_day(day) for day in sorted(calendar.makeup_workdays))}。")
    return "\n".join(lines)


def _read_line(name: str, rest: str, year: int) -> tuple[list[date], set[date]]:
    off: list[date] = []
    worked: set[date] = set()
    for clause in re.split(r"[。;]", rest):
        days = list(_days(clause, year))
        if "上班" in clause or name == MAKEUP:
            worked.update(days)
        else:
            off += days
    if not off and not worked:
        raise InvalidInput(f"“{name}”一行没有读到日期，请写成“元旦：1月1日至3日放假”的样子。", field=FIELD)
    counted = _COUNT.search(rest)
    if counted and off and int(counted.group(1)) != len(off):
        raise InvalidInput(f"“{name}”写明共{counted.group(1)}天，读到 {len(off)} 天，请核对日期。", field=FIELD)
    return off, worked


def _days(clause: str, year: int) -> Iterator[date]:
    month = 0
    for found in _SPAN.finditer(clause):
        first = _day(found.group(1), found.group(2), found.group(3), year, month)
        last = first
        if found.group(6):
            last = _day(found.group(4), found.group(5), found.group(6), first.year, first.month)
            if found.group(4) is None and last < first and last.month < first.month:  # 12月31日至1月2日
                last = last.replace(year=first.year + 1)
        if last < first or (last - first).days >= LONGEST:
            raise InvalidInput(f"“{found.group()}”的起止日期不对，请核对。", field=FIELD)
        month = last.month
        yield from (first + timedelta(days=count) for count in range((last - first).days + 1))


def _day(year: str | None, month: str | None, day: str, known_year: int, known_month: int) -> date:
    try:
        return date(int(year or known_year), int(month or known_month), int(day))
    except ValueError as error:
        raise InvalidInput(f"“{month or known_month}月{day}日”不是有效日期，请核对。", field=FIELD) from error


def _check(off: dict[date, str], worked: Iterable[date]) -> None:
    for day in sorted(worked):
        if day in off:
            raise InvalidInput(f"{cn_day(day)}既是{off[day]}放假又写明上班，请核对。", field=FIELD)
        if day.weekday() < SATURDAY:
            raise InvalidInput(f"{day.year}年{cn_day(day)}不是周末，不需要调休上班，请核对。", field=FIELD)


def _spans(days: list[date]) -> Iterator[str]:
    start = days[0]
    for at, day in enumerate(days):
        following = days[at + 1] if at + 1 < len(days) else None
        if following == day + timedelta(days=1):
            continue
        yield cn_day(start) if start == day else f"{cn_day(start)}至{_short(start, day)}"
        if following is not None:
            start = following


def _short(start: date, day: date) -> str:
    return f"{day.day}日" if day.month == start.month else cn_day(day)
