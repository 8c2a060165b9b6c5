"""Tables in print: columns in millimetres, cells wrapped by the same breaker, the header repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.flow import TextRow
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.measure import Count, MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines
from lantian_desktop.documents.kit.wording import optional
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.terms import Labelled


class Align(Labelled):
    """Where a cell's text stands."""

    LEFT = "left", "左"
    CENTRE = "centre", "中"
    RIGHT = "right", "右"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its header, its share of the width and how its cells stand."""

    header: str
    weight: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableContent:
    """A table of plain text. Columns without any header print no header row; `lead` columns are set as labels in 黑体.

    In a `merged` column equal texts under one another are one cell; on a new page it is said again. Tables that shall look alike
    are told which columns are `blank` in all of them; by default each table sees for itself.
    `largest_pt` keeps the text to a size where a page would not hold all that belongs on it.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    lead: frozenset[int] = frozenset()
    least_row_mm: float = 0.0
    merged: frozenset[int] = frozenset()
    blank: frozenset[int] | None = None
    largest_pt: float = page.SIZE_5_PT


_PRACTICE = Strength.PRACTICE
SIZE_SMALL_5_PT = PageMeasure(9.0, MeasureUnit.PT, "小5号：栏多的表", _PRACTICE)
SIZE_6_PT = PageMeasure(7.5, MeasureUnit.PT, "6号：栏很多的表", _PRACTICE)
SIZES_PT = (page.SIZE_5_PT, SIZE_SMALL_5_PT, SIZE_6_PT)
PAD_MM = PageMeasure(1.0, MeasureUnit.MM, "表线与文字左右之间至少留的空白", _PRACTICE)
PAD_TOP_MM = PageMeasure(1.1, MeasureUnit.MM, "表线与文字上下之间至少留的空白", _PRACTICE)
LEADING = PageMeasure(1.35, MeasureUnit.EM, "格内各行的行距", _PRACTICE)
CAPTION_LEADING = PageMeasure(1.5, MeasureUnit.EM, "表名一行的高度", _PRACTICE)
OUTER_MM = PageMeasure(0.35, MeasureUnit.MM, "表的外框线，同 7.4.1 首条和末条分隔线", _PRACTICE)
INNER_MM = PageMeasure(0.2, MeasureUnit.MM, "表的内线", _PRACTICE)
BLANK_COLUMN_MM = PageMeasure(9.5, MeasureUnit.MM, "各行皆空的栏的宽度，5号二字", _PRACTICE)
NARROWEST = Count(4, MeasureUnit.HALF_CELL, "栏至少容下的宽度，再窄则改用小一号字", _PRACTICE)
TALLEST_SHARE = PageMeasure(0.22, MeasureUnit.SHARE, "各行平均高度占版心的上限，再高则改用小一号字", _PRACTICE)
TALLEST_HEADER = Count(5, MeasureUnit.LINE, "表头至多折成的行数，再多则改用小一号字", _PRACTICE)
TALLEST_HEADER_SHARE = PageMeasure(0.5, MeasureUnit.SHARE, "表头高度占版心的上限", _PRACTICE)
SAMPLE = Count(40, MeasureUnit.ROW, "试排以选定字号的行数", _PRACTICE)
CAPTION_ROWS = Count(2, MeasureUnit.ROW, "表名与表头、首行同页所留的行数", _PRACTICE)


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[TypesetLine, ...]
    align: Align
    role: FaceRole


@dataclass(frozen=True, slots=True)
class _Row:
    """A row and its height; `beside` is that of its cells that are not merged, enough where it goes on from the row above."""

    cells: tuple[_Cell, ...]
    height: float
    unmerged_height: float


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table whose cells are wrapped: heights and widths in mm."""

    widths: tuple[float, ...]
    size: float
    header: _Row | None
    rows: tuple[_Row, ...]
    merged: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        """The height of header and rows together."""
        return sum(row.height for row in self.rows) + (self.header.height if self.header else 0.0)


def checked(table: TableContent, faces: FaceBook, field: str) -> TableContent:
    """Return the table with clean text; raise when a row has another length or a character cannot be drawn."""
    headers = [clean(column.header) for column in table.columns]
    for header in headers:
        faces.ensure_covered(header, FaceRole.HEI, f"{field}表头")
    rows = []
    for number, row in enumerate(table.rows, start=1):
        if len(row) != len(headers):
            raise InvalidInput(
                f"{field}第 {number} 行有 {len(row)} 格，表头有 {len(headers)} 格，请核对后再生成。", field=field
            )
        cells = tuple(clean(text).strip(" \n") for text in row)
        for index, (text, header) in enumerate(zip(cells, headers, strict=True)):
            role = FaceRole.HEI if index in table.lead else FaceRole.SONG
            faces.ensure_covered(text, role, f"{field}第 {number} 行 {header or index + 1}")
        rows.append(cells)
    caption = optional(table.caption, f"{field}表名", FaceRole.HEI, faces)
    note = optional(table.note, f"{field}表上说明", FaceRole.KAI, faces)
    columns = tuple(replace(column, header=header) for column, header in zip(table.columns, headers, strict=True))
    return replace(table, columns=columns, rows=tuple(rows), caption=caption, note=note)


def lay_out(table: TableContent, width: float, page_height: float) -> LaidTable:
    """Wrap every cell at the largest size that keeps the rows readable."""
    widths = _widths(table, width)
    allowed = [size for size in SIZES_PT if size <= table.largest_pt]
    size = next((size for size in allowed if _suits(table, widths, size, page_height)), SIZES_PT[-1])
    header = None
    if any(column.header for column in table.columns):
        header = _row(table, tuple(column.header for column in table.columns), widths, size, header=True)
        if header.height > page_height * TALLEST_HEADER_SHARE:
            raise InvalidInput("“表头”太长，一页排不下，请缩短后再生成。", field="表头")
    rows = tuple(_row(table, row, widths, size) for row in table.rows)
    return LaidTable(widths, size, header, rows, table.merged)


def _widths(table: TableContent, width: float) -> tuple[float, ...]:
    """Share the width out by weight; a blank column needs no more than its header does, unless it waits for the pen."""
    blank = [_is_blank(table, index) for index in range(len(table.columns))]
    total = sum(column.weight for column in table.columns)
    shares = [column.weight * width / total for column in table.columns]
    if table.least_row_mm or not any(column.header for column in table.columns) or all(blank):
        return tuple(shares)
    shares = [min(share, BLANK_COLUMN_MM) if empty else share for share, empty in zip(shares, blank, strict=True)]
    filled = sum(share for share, empty in zip(shares, blank, strict=True) if not empty)
    growth = (width - sum(shares) + filled) / filled
    return tuple(share if empty else share * growth for share, empty in zip(shares, blank, strict=True))


def _is_blank(table: TableContent, index: int) -> bool:
    if table.blank is not None:
        return index in table.blank
    return bool(table.rows) and not any(row[index] for row in table.rows)


def _suits(table: TableContent, widths: Sequence[float], size: float, page_height: float) -> bool:
    if min(_measure(width, size) for width in widths) < NARROWEST:
        return False
    headers = [len(_broken(c.header, _measure(w, size), False)) for c, w in zip(table.columns, widths, strict=True)]
    sample = [_row(table, row, widths, size).height for row in table.rows[:SAMPLE]]
    average = sum(sample) / len(sample) if sample else 0.0
    return max(headers) <= TALLEST_HEADER and average <= page_height * TALLEST_SHARE


def _row(
    table: TableContent, texts: Sequence[str], widths: Sequence[float], size: float, *, header: bool = False
) -> _Row:
    cells = []
    for index, (text, column, width) in enumerate(zip(texts, table.columns, widths, strict=True)):
        label = header or index in table.lead
        align = Align.CENTRE if label else column.align
        lines = _broken(text, _measure(width, size), align is Align.LEFT)
        cells.append(_Cell(lines, align, FaceRole.HEI if label else FaceRole.SONG))
    least = 0.0 if header else table.least_row_mm
    own = [len(cell.lines) for index, cell in enumerate(cells) if index not in table.merged]
    height = max(_height(max(len(cell.lines) for cell in cells), size), least)
    return _Row(tuple(cells), height, max(_height(max(own, default=1), size), least))


@lru_cache(maxsize=4096)
def _broken(text: str, measure: int, justify: bool) -> tuple[TypesetLine, ...]:
    return break_lines(text, measure, justify=justify)


def _measure(width: float, size: float) -> int:
    """Return the half cells a column holds."""
    return max(int((width - 2 * PAD_MM) / (size / page.MM / 2) + 1e-6), 2)


def _height(lines: int, size: float) -> float:
    em = size / page.MM
    return em + (lines - 1) * LEADING * em + 2 * PAD_TOP_MM


def draw_captioned(
    paper: Paper,
    content: TableContent,
    *,
    over: Sequence[TextRow] = (),
    over_mm: float = 0.0,
    reserve: float = 0.0,
    under_title: bool = False,
) -> None:
    """Draw a table with its caption and note over it; headings over that, `over_mm` away, stay on the page of its first row.

    With `under_title` only a title stands above: the first row begins under it, cut where it must be.
    """
    laid = lay_out(content, paper.frame.width, paper.frame.bottom - paper.frame.top)
    first = laid.rows[0].height if laid.rows else 0.0
    rows = CAPTION_ROWS + len(over)
    if not under_title and paper.room_mm < rows * page.PITCH_MM + over_mm + first + (
        laid.header.height if laid.header else 0.0
    ):
        paper.turn()
    paper.rows(over)
    if not paper.fresh:
        paper.top += over_mm
    if content.caption:
        paper.centred(content.caption, FaceRole.HEI, page.SIZE_4_PT, pitch=page.SIZE_4_PT / page.MM * CAPTION_LEADING)
    if content.note:
        paper.side_lines("", content.note, FaceRole.KAI, page.SIZE_SMALL_4_PT)
    draw_table(paper, laid, reserve=reserve, stay=under_title)


def draw_table(paper: Paper, table: LaidTable, *, reserve: float = 0.0, stay: bool = False) -> None:
    """Draw the table from the paper's place on, over as many pages as it takes; `reserve` mm stay free under the last row.

    With `stay` it begins on the present page whatever its first row needs.
    """
    segment = _Segment(paper, table, stay=stay)
    for number, row in enumerate(table.rows):
        kept_free = reserve if number == len(table.rows) - 1 else 0.0
        room = segment.room() if stay and number == 0 else segment.whole_page()
        for part in _parts(row, table, room):
            if not segment.has_room(part, kept_free):
                segment.close()
                paper.turn()
                segment = _Segment(paper, table)
            segment.add(part)
    segment.close()


def _parts(row: _Row, table: LaidTable, room: float) -> list[_Row]:
    """Cut a row that is taller than a page into rows of as many lines as fit."""
    if row.height <= room:
        return [row]
    em = table.size / page.MM
    fit = max(int((room - em - 2 * PAD_TOP_MM) / (LEADING * em)) + 1, 1)
    most = max(len(cell.lines) for cell in row.cells)
    parts = []
    for start in range(0, most, fit):
        cells = tuple(replace(cell, lines=cell.lines[start : start + fit]) for cell in row.cells)
        height = _height(max(len(cell.lines) for cell in cells), table.size)
        parts.append(_Row(cells, height, height))
    return parts


class _Segment:
    """The part of a table that stands on one page."""

    def __init__(self, paper: Paper, table: LaidTable, *, stay: bool = False) -> None:
        first = table.rows[0].height if table.rows else 0.0
        header = table.header.height if table.header else 0.0
        if not stay and not paper.fresh and paper.room_mm < min(header + first, paper.frame.bottom - paper.frame.top):
            paper.turn()
        self._paper = paper
        self._table = table
        self._edges = [paper.top]
        self._rows: list[_Row] = []
        self._verticals = list(accumulate(table.widths, initial=paper.frame.left))
        if table.header is not None:
            self.add(table.header)

    def whole_page(self) -> float:
        """Return the height a row may have on a page of its own."""
        header = self._table.header.height if self._table.header else 0.0
        return self._paper.frame.bottom - self._paper.frame.top - header

    def room(self) -> float:
        """Return the height left under the last row."""
        return self._paper.frame.bottom - self._edges[-1]

    def has_room(self, row: _Row, kept_free: float) -> bool:
        """Return whether a row fits under the last one with so many mm left free."""
        return self._edges[-1] + self._height_of(row) + kept_free <= self._paper.frame.bottom + 1e-6

    def add(self, row: _Row) -> None:
        """Take one row; it is drawn when the part is complete, for only then it is known how far a merged cell goes."""
        self._edges.append(self._edges[-1] + self._height_of(row))
        self._rows.append(row)

    def close(self) -> None:
        """Draw cells and rules and move the paper's place under the table."""
        if not self._rows:
            return
        for number, row in enumerate(self._rows):
            for index, cell in enumerate(row.cells):
                if not self._goes_on(number, index):
                    self._draw(cell, index, self._edges[number], self._edges[self._end(number, index)])
        self._draw_rules()
        self._paper.top = self._edges[-1]
        self._paper.fresh = False

    def _height_of(self, row: _Row) -> float:
        """Return the height of a row that comes next: the first of merged cells has room for all of their text by itself."""
        first = 1 if self._table.header is not None else 0
        if len(self._rows) <= first or not self._table.merged:
            return row.height
        above = self._rows[-1].cells
        goes_on = all(row.cells[index].lines == above[index].lines for index in self._table.merged)
        return row.unmerged_height if goes_on else row.height

    def _goes_on(self, number: int, index: int) -> bool:
        """Return whether a cell is one with the cell above it."""
        first = 1 if self._table.header is not None else 0
        if index not in self._table.merged or not first < number < len(self._rows):
            return False
        lines, above = self._rows[number].cells[index].lines, self._rows[number - 1].cells[index].lines
        return lines == above and any(line.text for line in lines)

    def _end(self, number: int, index: int) -> int:
        end = number + 1
        while self._goes_on(end, index):
            end += 1
        return end

    def _draw(self, cell: _Cell, index: int, top: float, bottom: float) -> None:
        em, left, width = self._table.size / page.MM, self._verticals[index], self._table.widths[index]
        block = em + (len(cell.lines) - 1) * LEADING * em
        place = top + (bottom - top - block) / 2
        full = _measure(width, self._table.size) * em / 2
        edge = left + (width - full) / 2
        for line in cell.lines:
            if line.text:
                slack = full - line.width * em / 2
                shift = {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[cell.align]
                self._paper.sheet.line(line, edge + shift, place, self._table.size, cell.role)
            place += LEADING * em

    def _draw_rules(self) -> None:
        top, bottom = self._edges[0], self._edges[-1]
        left, right = self._verticals[0], self._verticals[-1]
        boxes: list[tuple[float, float, float, float]] = []
        for number, edge in enumerate(self._edges):
            thick = OUTER_MM if edge in (top, bottom) else INNER_MM
            for start, end in self._stretches(number):
                boxes.append((start - OUTER_MM / 2, edge - thick / 2, end - start + OUTER_MM, thick))
        for edge in self._verticals:
            thick = OUTER_MM if edge in (left, right) else INNER_MM
            boxes.append((edge - thick / 2, top, thick, bottom - top))
        self._paper.sheet.bars(boxes)

    def _stretches(self, number: int) -> list[tuple[float, float]]:
        """Return where the rule above a row is drawn: not through merged cells."""
        found: list[tuple[float, float]] = []
        for index, (left, right) in enumerate(pairwise(self._verticals)):
            if self._goes_on(number, index):
                continue
            if found and found[-1][1] == left:
                found[-1] = (found[-1][0], right)
            else:
                found.append((left, right))
        return found
