"""The 值班表 of a period: one row a day, one pair of columns a shift, names or room for them. Who is on duty is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines
from lantian_desktop.documents.kit.wording import optional, titled
from lantian_desktop.domain.errors import InvalidInput

WEEKDAYS = "一二三四五六日"
TALLEST_MM = PageMeasure(8.0, MeasureUnit.MM, "一天一行的最大高度", Strength.PRACTICE)
LOWEST_MM = PageMeasure(5.9, MeasureUnit.MM, "一天一行的最小高度：一月排在一页", Strength.PRACTICE)
FOOT_MM = PageMeasure(1.5, MeasureUnit.MM, "表下说明之上的空白", Strength.PRACTICE)
FOOT_PITCH = PageMeasure(1.35, MeasureUnit.SHARE, "表下说明的行距", Strength.PRACTICE)
_FIXED = (TableColumn("日期", 19, Align.CENTRE), TableColumn("星期", 11, Align.CENTRE))
SMALLEST_MM = PageMeasure(5.4, MeasureUnit.MM, "一天一行用小5号时的最小高度：说明与表同页", Strength.PRACTICE)
TWO_NAMES = PageMeasure(1.8, MeasureUnit.SHARE, "两名值班员并列时该栏与带班领导栏之比", Strength.PRACTICE)
_FEW_SHIFTS, _FEW_OFFICERS = 2, 2  # so many names stand side by side
SHIFTS_MM = PageMeasure(104.0, MeasureUnit.MM, "各班次合占的宽度", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class RotaShift:
    """Who has one shift of one day; empty values leave room for the pen."""

    leader: str = ""
    officers: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RotaDay:
    """One day: `mark` names the holiday, 休息日 or 调休上班; `shifts` as many as the sheet has, or none yet."""

    day: date
    mark: str = ""
    shifts: tuple[RotaShift, ...] = ()


@dataclass(frozen=True, slots=True)
class RotaSheet:
    """The rota of the days given; `shifts` are the names of the shifts of a day, `notes` stand under the table.

    Where a day has one shift, `phone_column` gives the numbers a column of their own; otherwise they stand beside the names.
    """

    title: str
    days: tuple[RotaDay, ...]
    shifts: tuple[str, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    phone_column: bool = True


def build(content: RotaSheet, faces: FaceBook) -> bytes:
    """Return the PDF of the rota."""
    return build_book((content,), faces)


def build_book(contents: Sequence[RotaSheet], faces: FaceBook) -> bytes:
    """Return the PDF of several rotas, each beginning on a page of its own."""
    if not contents or not all(content.days and content.shifts for content in contents):
        raise InvalidInput("值班表至少要有一天和一个班次，请选择日期范围后重试。", field="日期")
    titles = [titled(content.title, "标题", faces) for content in contents]
    sheet = PageCanvas(faces, title=titles[0], author=contents[0].unit or titles[0])
    for content, title in zip(contents, titles, strict=True):
        _draw(sheet, content, title, faces)
    return sheet.finish()


def _draw(sheet: PageCanvas, content: RotaSheet, title: str, faces: FaceBook) -> None:
    unit = optional(content.unit, "值班单位", FaceRole.KAI, faces)
    notes = tuple(optional(note, "说明", FaceRole.KAI, faces) for note in content.notes if note)
    paper = Paper(sheet)
    paper.title(title)
    paper.side_lines(unit, _period(content.days), FaceRole.KAI, page.SIZE_SMALL_4_PT)
    rows, foot, size = _fitting(content, notes, paper.room_mm)
    table.draw_captioned(paper, table.checked(rows, faces, "值班表"), reserve=foot)
    paper.top += FOOT_MM
    for lines in _broken(notes, size):
        if paper.room_mm < len(lines) * _pitch(size) < paper.frame.bottom - paper.frame.top:
            paper.turn()  # a note stays in one piece
        for line in lines:
            if paper.room_mm < _pitch(size):
                paper.turn()
            sheet.line(line, paper.frame.left, paper.top, size, FaceRole.KAI)
            paper.top += _pitch(size)


def _fitting(content: RotaSheet, notes: Sequence[str], room: float) -> tuple[TableContent, float, float]:
    """Return the table, the height kept for the notes and their size: both smaller where all would not fit on the page.

    No room is kept where it still does not: then the notes go on over the page.
    """
    count = len(content.days) + 2  # the header may take two lines
    foot = _foot(notes, page.SIZE_5_PT)
    share = (room - foot) / count
    if share >= LOWEST_MM:
        return _table(content, min(share, TALLEST_MM)), foot, page.SIZE_5_PT
    small = table.SIZE_SMALL_5_PT
    foot = _foot(notes, small)
    share = (room - foot) / count
    rows = replace(_table(content, max(share, SMALLEST_MM)), largest_pt=small)
    return rows, foot if share >= SMALLEST_MM else 0.0, small


def _foot(notes: Sequence[str], size: float) -> float:
    return FOOT_MM + sum(map(len, _broken(notes, size))) * _pitch(size)


def _broken(notes: Sequence[str], size: float) -> list[tuple[TypesetLine, ...]]:
    measure = int(page.TEXT_WIDTH_MM / (size / page.MM / 2))
    return [tuple(break_lines(clean(note), measure)) for note in notes]


def _pitch(size: float) -> float:
    return size / page.MM * FOOT_PITCH


def _period(days: tuple[RotaDay, ...]) -> str:
    first, last = days[0].day, days[-1].day
    return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日"


def _table(content: RotaSheet, row_mm: float) -> TableContent:
    rows = tuple(
        (f"{day.day.month}月{day.day.day}日", WEEKDAYS[day.day.weekday()], *_cells(content, day), day.mark)
        for day in content.days
    )
    columns = (*_FIXED, *_columns(content), TableColumn("备注", 22, Align.CENTRE))
    return TableContent(columns, rows, least_row_mm=row_mm)


def _columns(content: RotaSheet) -> tuple[TableColumn, ...]:
    """One shift may have a column for its telephone; of several, each number stands under its name."""
    heads: tuple[tuple[str, float], ...] = (("带班领导", 1.0), ("值班员", _officers_share(content)))
    if _has_phones(content):
        heads = (*heads, ("联系电话", 1.0))
    width = SHIFTS_MM / (len(content.shifts) * sum(share for _, share in heads))
    named = ("",) if len(content.shifts) == 1 else tuple(f"{shift}\n" for shift in content.shifts)
    return tuple(TableColumn(f"{name}{head}", width * share, Align.CENTRE) for name in named for head, share in heads)


def _officers_share(content: RotaSheet) -> float:
    """Return how many times as wide as the leader's the officers' column is: two names fit on a line where there is room for them."""
    return TWO_NAMES if _in_one_line(content) and _most_officers(content) > 1 else 1.0


def _in_one_line(content: RotaSheet) -> bool:
    if len(content.shifts) == 1:
        return content.phone_column
    return len(content.shifts) == _FEW_SHIFTS and _most_officers(content) <= _FEW_OFFICERS


def _most_officers(content: RotaSheet) -> int:
    return max((len(shift.officers) for day in content.days for shift in day.shifts), default=0)


def _has_phones(content: RotaSheet) -> bool:
    return content.phone_column and len(content.shifts) == 1


def _cells(content: RotaSheet, day: RotaDay) -> tuple[str, ...]:
    cells: list[str] = []
    for index in range(len(content.shifts)):
        shift = day.shifts[index] if index < len(day.shifts) else RotaShift()
        officers = ("、" if _in_one_line(content) else "\n").join(shift.officers)
        if _has_phones(content):
            cells += (shift.leader, officers, shift.phone)
        else:
            cells += (shift.leader, f"{officers}\n{shift.phone}".strip())
    return tuple(cells)
