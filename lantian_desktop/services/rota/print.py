"""The 值班表 of a period with names: a page a month, marks and numbers, what was changed, and what is vacant, said under the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, scheme_on
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.rota.duty import sees_numbers
from lantian_desktop.services.rota.lines import (
    MASKED,
    DutyPerson,
    RotaLine,
    change_notes,
    missing_years,
    rota_lines,
    seat_words,
)
from lantian_desktop.store.rota import rota as stored

if TYPE_CHECKING:
    from lantian_desktop.documents.rota.sheet import RotaDay, RotaSheet, RotaShift

VACANT_NAMED = 12  # practice, in no regulation: vacancies named under one table; the rest are counted
_DAY = timedelta(days=1)
_Section = tuple[RotaLine, ...]


def rota_sheet_pdf(office: Office, *, first: date, last: date) -> bytes:
    """Return the rota of the days of duty from `first` to `last`: each month, and each new order of shifts, on a page of its own.

    Raises InvalidInput for a wrong period, NotFound when no shifts were set up for it.
    """
    from lantian_desktop.documents.rota.sheet import build_book  # reportlab: only where a page is made

    lines = rota_lines(office, first=first, last=last)
    schemes = stored.schemes(office.session)
    begin = first
    sheets = []
    for section in _sections(lines, schemes):
        sheets.append(_sheet(office, section, schemes, begin))
        begin = section[-1].shift.day + _DAY
    return build_book(sheets, faces(office))


def rota_file_name(*, first: date, last: date, ending: str = ".pdf") -> str:
    """Return what the file of a rota is called: 值班表-2019年7月.pdf for a whole month, else with both days."""
    if first.day == 1 and last == _month_end(first):
        return f"值班表-{first.year}年{first.month}月{ending}"
    return f"值班表-{first}至{last}{ending}"


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month in which `day` lies."""
    return day.replace(day=1), _month_end(day)


def _month_end(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - _DAY


def _sections(lines: Sequence[RotaLine], schemes: Sequence[DutyScheme]) -> list[_Section]:
    """Return the lines cut where a month begins and where days are cut into shifts of other names."""

    def belongs(line: RotaLine) -> tuple[int, int, str]:
        scheme = scheme_on(schemes, line.shift.day)
        assert scheme is not None  # a shift comes of one
        return (line.shift.day.year, line.shift.day.month, scheme.pattern.value)

    return [tuple(section) for _, section in groupby(lines, key=belongs)]


def _sheet(office: Office, section: _Section, schemes: Sequence[DutyScheme], first_day: date) -> RotaSheet:
    from lantian_desktop.documents.rota.sheet import RotaSheet

    first = section[0].shift.day
    scheme = scheme_on(schemes, first)
    assert scheme is not None  # a shift comes of one
    names = scheme.pattern.shifts
    return RotaSheet(
        title=f"{office.profile.name}{first.year}年{first.month}月值班表",
        days=tuple(_day(day_lines, len(names)) for day_lines in _by_day(section)),
        shifts=names,
        unit=f"值班单位：{office.profile.name}",
        notes=tuple(_notes(office, section, schemes, first_day)),
        phone_column=False,
    )


def _by_day(section: _Section) -> list[_Section]:
    return [tuple(day_lines) for _, day_lines in groupby(section, key=lambda line: line.shift.day)]


def _day(lines: _Section, count: int) -> RotaDay:
    from lantian_desktop.documents.rota.sheet import RotaDay, RotaShift

    shifts = [RotaShift()] * count
    for line in lines:
        shifts[line.shift.index] = _shift(line, beside=count == 1)
    return RotaDay(lines[0].shift.day, lines[0].mark, tuple(shifts))


def _shift(line: RotaLine, *, beside: bool) -> RotaShift:
    """Return who stands a shift, numbers beside the names where there is room for them."""
    from lantian_desktop.documents.rota.sheet import RotaShift

    def shown(person: DutyPerson) -> str:
        return f"{person.name} {person.phone}".strip() if beside else person.name

    leaders, officers = line.of(DutyPost.LEADER), line.of(DutyPost.OFFICER)
    return RotaShift("、".join(map(shown, leaders)), tuple(map(shown, officers)))


def _notes(office: Office, section: _Section, schemes: Sequence[DutyScheme], first_day: date) -> Iterable[str]:
    first, last = section[0].shift.day, section[-1].shift.day
    phone = f"，值班电话{office.profile.contact_phone}" if office.profile.contact_phone else ""
    yield f"注：{_hours(section)}{phone}。调班、替班须经带班领导同意并登记。"
    if not sees_numbers(office):
        yield f"{MASKED}。"
    if first_day < first:
        yield f"{cn_day(first_day)}至{cn_day(first - _DAY)}没有设置班次。"
    yield from (
        f"{year}年节假日安排未录入，本表未标注节假日。" for year in missing_years(office, first=first, last=last)
    )
    if changes := change_notes(office, first=first, last=last):
        yield f"变动：{'；'.join(changes)}。"
    if vacant := _vacancies(section, schemes):
        yield f"空缺：{vacant}。"
    if len({line.shift.index for line in section}) > 1 and (numbers := _numbers(section)):
        yield f"电话：{numbers}。"


def _hours(section: _Section) -> str:
    """Return when shifts change hands: 8:30交接班, or 白班8:30、夜班20:30开始; what changes within the table with its day."""
    texts: list[str] = []
    before = ""
    for day in _by_day(section):
        words = _starts(day)
        if words != before:
            texts.append(f"{cn_day(day[0].shift.day)}起{words}" if texts else words)
        before = words
    return "，".join(texts)


def _starts(day: _Section) -> str:
    if len(day) == 1:
        return f"{_clock(day[0])}交接班"
    return "、".join(f"{line.shift.name}{_clock(line)}" for line in day) + "开始"


def _clock(line: RotaLine) -> str:
    at = line.shift.starts_at
    return f"{at.hour}:{at.minute:02d}"


def _vacancies(section: _Section, schemes: Sequence[DutyScheme]) -> str:
    """Return the vacant seats; shifts on end without anybody as from–to: 7月1日至7月3日、7月9日夜班值班员."""
    if not any(line.people for line in section):
        return "各班都还没有排人"
    words = []
    for alone, run in groupby(section, key=lambda line: not line.people):
        lines = list(run)
        if alone:
            names = [seat_words(line.vacant[0], schemes) for line in (lines[0], lines[-1])]
            words.append("至".join(dict.fromkeys(names)))
            continue
        lacking = (line for line in lines if line.vacant)
        words += [f"{seat_words(line.vacant[0], schemes)}{'、'.join(_posts(line.vacant))}" for line in lacking]
    more = f"等 {len(words)} 处" if len(words) > VACANT_NAMED else ""
    return "、".join(words[:VACANT_NAMED]) + more


def _posts(seats: Sequence[Seat]) -> list[str]:
    counted = {post: sum(seat.post is post for seat in seats) for post in DutyPost}
    return [f"{post.label}{f' {count} 人' if count > 1 else ''}" for post, count in counted.items() if count]


def _numbers(section: _Section) -> str:
    """Return everybody's number once, in the order they come on duty."""
    known = {person.name: person.phone for line in section for person in line.people if person.phone}
    return "、".join(f"{name} {phone}" for name, phone in known.items())
