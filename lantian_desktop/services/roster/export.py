"""The roster leaves as a file: xlsx, pdf, csv, cards (vcf) or one HTML page. Each says which form of numbers it carries.

What carries full numbers is journalled: who took how many lines away, as what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput, StoreBusy
from lantian_desktop.domain.roster.export import BookOptions, BookOrder, CsvEncoding, NumberForm, RosterScope
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import rows as roster_rows
from lantian_desktop.services.roster.lines import WHOLE, number_form, scope_caption, shown_lines
from lantian_desktop.services.roster.masks import masked_entry
from lantian_desktop.store.roster import units

TITLE = "导出名册（完整号码）"
PRODUCT = "-//LanTian//蓝天联络//CN"


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What leaves: the lines as they may be seen, how they were chosen, and how the file is to be made."""

    lines: tuple[RosterEntry, ...]
    scope: RosterScope
    numbers: NumberForm
    csv: CsvEncoding
    book: BookOptions


def export_roster(
    office: Office,
    *,
    path: Path,
    scope: RosterScope = WHOLE,
    numbers: NumberForm | None = None,
    csv: CsvEncoding = CsvEncoding.GB18030,
    order: BookOrder = BookOrder.WHOLE,
    page_each: bool = False,
) -> int:
    """Write the roster by the ending of `path` and return how many lines; `order` and `page_each` are for .pdf, `csv` for .csv.

    `numbers` of None are as this user may see them. Raise NotAllowed when full numbers are wanted by somebody who may not see them,
    StoreBusy when they cannot be journalled because a window elsewhere holds the store.
    """
    make = _MAKERS.get(path.suffix.lower())
    if make is None:
        raise InvalidInput(f"名册只能导出为 {'、'.join(_MAKERS)}，请改文件名。", field="path")
    form = number_form(office, numbers)
    leaving = _Leaving(
        shown_lines(office, scope=scope, numbers=form), scope, form, csv, BookOptions(order, scope, form, page_each)
    )
    if not leaving.lines and path.suffix.lower() == ".vcf":
        raise InvalidInput("这个范围里没有名册条目，没有名片可写；请换一个单位、轮次或选择。", field="scope")
    data = make(office, leaving)
    if not _carries_numbers(leaving):
        write_file(path, data)
        return len(leaving.lines)
    try:
        with office.session.write(TITLE) as touched:  # the file and its line in the journal, or neither
            touched.note(**_details(office, path, leaving))
            write_file(path, data)
    except StoreBusy as busy:
        raise StoreBusy(f"{busy.sentence}（导出完整号码要记入日志；隐去手机号的名册现在也能导出。）") from busy
    return len(leaving.lines)


def export_book(office: Office, *, path: Path, book: BookOptions) -> int:
    """Write the lines of a printed roster by the ending of `path`; return how many there are."""
    return export_roster(
        office, path=path, scope=book.scope, numbers=book.numbers, order=book.order, page_each=book.page_each
    )


def file_name(
    office: Office,
    *,
    suffix: str,
    scope: RosterScope = WHOLE,
    numbers: NumberForm,
    order: BookOrder = BookOrder.WHOLE,
) -> str:
    """Return 联络名册-高陵区-已隐去手机号-2019-07-22.vcf: what it is, of whom, in which form, of which day."""
    by = "" if order is BookOrder.WHOLE or scope.round_number else order.label
    words = ("联络名册", scope_caption(office, scope), by, "" if numbers is NumberForm.FULL else numbers.label)
    return "-".join((*filter(None, words), office.today.isoformat())) + suffix


def note_taken(office: Office, path: Path, *, book: BookOptions) -> None:
    """Journal that a printed roster was saved to a file, when it carries full numbers."""
    form = number_form(office, book.numbers)
    lines = shown_lines(office, scope=book.scope, numbers=form)
    leaving = _Leaving(lines, book.scope, form, CsvEncoding.GB18030, book)
    if _carries_numbers(leaving):
        with office.session.write(TITLE) as touched:
            touched.note(**_details(office, path, leaving))


def _carries_numbers(leaving: _Leaving) -> bool:
    return leaving.numbers is NumberForm.FULL and any(map(_has_mobile, leaving.lines))


def _has_mobile(line: RosterEntry) -> bool:
    """Return whether a mobile stands anywhere in a line: in its own column, as an office phone, in a remark."""
    return masked_entry(line) != line


def _details(office: Office, path: Path, leaving: _Leaving) -> dict[str, object]:
    """Return what the journal keeps of an export: what left as which file, without any number."""
    return {
        "file": path.name,
        "numbers": leaving.numbers.value,
        "lines": len(leaving.lines),
        "mobiles": sum(map(_has_mobile, leaving.lines)),
        "scope": scope_caption(office, leaving.scope) or "全部",
    }


def _title(office: Office, leaving: _Leaving) -> str:
    return f"{office.profile.name}联络名册{_of(office, leaving)}"


def _of(office: Office, leaving: _Leaving) -> str:
    caption = scope_caption(office, leaving.scope)
    return f"（{caption}）" if caption else ""


def _headed(office: Office, leaving: _Leaving) -> str:
    """Return the title with day and form, as the first row of a sheet."""
    return f"{_title(office, leaving)}　截至{cn_date(office.today)}　{leaving.numbers.sentence}"


def records(office: Office, lines: tuple[RosterEntry, ...]) -> list[dict[str, object]]:
    """Return lines as records of the roster sheet's columns, numbered from 1."""
    known = {unit.id: unit.name for unit in units.all_units(office.session)}
    return [roster_rows.record(line, unit=known[line.unit_id], serial=serial) for serial, line in enumerate(lines, 1)]


def _sheet(office: Office, leaving: _Leaving) -> bytes:
    from lantian_desktop.exchange.kit.writing import sheet_bytes
    from lantian_desktop.exchange.roster.sheet import ROSTER  # spreadsheets: only where a file leaves

    rows = records(office, leaving.lines)
    return sheet_bytes(ROSTER, rows, created=office.clock(), title=_headed(office, leaving), sheet="联络名册")


def _csv(office: Office, leaving: _Leaving) -> bytes:
    from lantian_desktop.exchange.kit.writing import csv_bytes, grid_of
    from lantian_desktop.exchange.roster.sheet import ROSTER

    grid = grid_of(ROSTER, records(office, leaving.lines))
    return csv_bytes((_headed(office, leaving),), (grid.headers, *grid.rows), encoding=leaving.csv)


def _cards(office: Office, leaving: _Leaving) -> bytes:
    from lantian_desktop.exchange.roster.cards import cards_bytes

    return cards_bytes(records(office, leaving.lines), numbers=leaving.numbers, product=PRODUCT)


def _html(office: Office, leaving: _Leaving) -> bytes:
    from lantian_desktop.services.roster.html import page  # pinyin: only where names are spelled

    return page(office, leaving.lines, title=_title(office, leaving), numbers=leaving.numbers)


def _pdf(office: Office, leaving: _Leaving) -> bytes:
    from lantian_desktop.services.roster.print import roster_pdf  # it imports this room's lines, not this room

    return roster_pdf(office, book=leaving.book)


_MAKERS: Mapping[str, Callable[[Office, _Leaving], bytes]] = {
    ".xlsx": _sheet,
    ".pdf": _pdf,
    ".csv": _csv,
    ".vcf": _cards,
    ".html": _html,
}
SUFFIXES = tuple(_MAKERS)
