"""Days off and worked weekends, entered year by year from the State Council's notices, and the reminder when one is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.calendar import YearCalendar
from lantian_desktop.domain.admin.holiday_notice import FIELD, read_notice
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings as stored

NOTICE_MONTHS = (11, 12)  # the State Council publishes next year's notice in late autumn
YEARS = range(2000, 2100)
LARGEST_FILE = 2_000_000  # bytes; a century of notices is far smaller


def years(office: Office) -> tuple[YearCalendar, ...]:
    """Return the years entered, the newest first."""
    known_years = office.calendar.years
    return tuple(known_years[year] for year in sorted(known_years, reverse=True))


def calendar_notice(office: Office) -> str | None:
    """Return a reminder when this year's days off are missing, or next year's in November or December; otherwise None."""
    today = office.today
    if today.year not in office.calendar.years:
        return f"{today.year} 年节假日安排未录入，工作日期限无法推算；请在“设置 → 节假日”中录入。"
    if today.month in NOTICE_MONTHS and today.year + 1 not in office.calendar.years:
        return f"{today.year + 1} 年节假日安排尚未录入；国务院办公厅发布后，请在“设置 → 节假日”中录入。"
    return None


def holiday_reminder(office: Office, *, first: date | None = None, last: date | None = None) -> str:
    """Return what to enter before the rota can mark days off: for a period shown, and for next year in late autumn; else nothing."""
    if first is not None and last is not None:
        lacking = [str(year) for year in range(first.year, last.year + 1) if year not in office.calendar.years]
        if lacking:
            return f"{'、'.join(lacking)} 年节假日安排未录入，排班表没有标注节假日和调休；请在“设置 → 节假日”中录入。"
    return calendar_notice(office) or ""


def enter_notice(office: Office, *, year: int, text: str, read_at: int | None = None) -> YearCalendar:
    """Enter a year's notice as it is worded, in place of what was held; days of a neighbouring year held go there.

    With `read_at` only where the year still is at that revision, 0 meaning that it was not there.
    """
    office.require(Right.ADMINISTER)
    if year not in YEARS:
        raise InvalidInput(f"年份应为 {YEARS[0]} 至 {YEARS[-1]} 之间的四位数字。", field="year")
    notice = read_notice(text, year)
    calendar = notice.of_year(year)
    if not calendar.holidays:
        raise InvalidInput(
            f"没有读到 {year} 年的放假日期，请粘贴国务院办公厅的放假通知，或按每行一个节日填写。", field=FIELD
        )
    beside = [notice.of_year(other) for other in notice.years() if other != year]
    known_years = office.calendar.years
    added = [_merged(known_years[one.year], one) for one in beside if one.year in known_years]
    if read_at is None:
        read_at = known_years[year].revision if year in known_years else 0
    calendar = replace(calendar, revision=read_at)
    _store(office, f"录入 {year} 年节假日", (calendar, *added))
    return calendar


def _merged(known_years: YearCalendar, more: YearCalendar) -> YearCalendar:
    holidays = {day: name for day, name in known_years.holidays.items() if day not in more.makeup_workdays}
    worked = (known_years.makeup_workdays - set(more.holidays)) | more.makeup_workdays
    return replace(known_years, holidays={**holidays, **more.holidays}, makeup_workdays=frozenset(worked))


def import_years(office: Office, *, path: Path) -> tuple[int, ...]:
    """Take the years in a file of the form of the shipped preset; raise UnreadableFile when it has another form."""
    office.require(Right.ADMINISTER)
    found = _read_years(path)
    known_years = office.calendar.years
    known = [replace(one, revision=known_years[one.year].revision if one.year in known_years else 0) for one in found]
    _store(office, f"导入 {len(found)} 个年份的节假日", known)
    return tuple(calendar.year for calendar in found)


def _read_years(path: Path) -> tuple[YearCalendar, ...]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile("文件过大，不是节假日文件，请核对。")
        entries = json.loads(path.read_text(encoding="utf-8-sig"))["years"]
        found = tuple(
            YearCalendar(
                int(year),
                {date.fromisoformat(day): str(name) for day, name in entry["holidays"].items()},
                frozenset(date.fromisoformat(day) for day in entry["makeup_workdays"]),
            )
            for year, entry in entries.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile("这不是本程序的节假日文件（holidays.json），请核对后重选。") from error
    if not found or any(_misplaced(calendar) for calendar in found):
        raise UnreadableFile("节假日文件里的日期与年份不符，请核对后重选。")
    return found


def _misplaced(calendar: YearCalendar) -> bool:
    return calendar.year not in YEARS or any(
        day.year != calendar.year for day in (*calendar.holidays, *calendar.makeup_workdays)
    )


def _store(office: Office, title: str, calendars: Sequence[YearCalendar]) -> None:
    with office.session.write(title) as touched:
        for calendar in calendars:
            stored.save_year(office.session, calendar)
        touched.note(years=sorted(calendar.year for calendar in calendars))
        touched.add("settings")
