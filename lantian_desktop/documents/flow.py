"""Rows of 3号 text and how they fall on pages. What the rows say is the document's matter, drawing them `sheet`'s."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantian_desktop.documents import page
from lantian_desktop.documents.fonts import Role
from lantian_desktop.documents.heading import roles_of
from lantian_desktop.documents.measure import Count, Strength, Unit
from lantian_desktop.documents.sheet import Sheet
from lantian_desktop.documents.typeset import Line, break_lines

MEASURE = Count(2 * page.CELLS, Unit.HALF_CELL, "5.2.3 每行", Strength.USUAL)
PARAGRAPH_INDENT = Count(4, Unit.HALF_CELL, "7.3.3 每个自然段左空二字", Strength.BINDING)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text: the line, the face of each character and the blank half cells before it. No line: a blank row."""

    line: Line | None = None
    roles: tuple[Role, ...] = ()
    indent: float = 0.0


BLANK = Row()


@dataclass(frozen=True, slots=True)
class RowPage:
    """The rows of one page, its first em-top and its pitch in mm."""

    rows: tuple[Row, ...]
    top: float
    pitch: float

    @property
    def bottom(self) -> float:
        """The em-bottom of the last row."""
        return self.top + (len(self.rows) - 1) * self.pitch + page.SIZE_3_MM


def paragraph_rows(
    text: str, *, first_indent: int = PARAGRAPH_INDENT, indent: int = 0, measure: int = MEASURE
) -> list[Row]:
    """Return the rows of one paragraph, its heading in the face of its level."""
    text = text.strip()
    roles = roles_of(text)
    lines = break_lines(text, measure, first_indent=first_indent, indent=indent)
    return [
        Row(line, tuple(roles[line.start : line.start + len(line.text)]), line.indent) for line in lines if line.text
    ]


def plain_rows(text: str, *, first_indent: int = 0, indent: int = 0, role: Role = Role.BODY) -> list[Row]:
    """Return the rows of a text in one face."""
    lines = break_lines(text, MEASURE, first_indent=first_indent, indent=indent)
    return [Row(line, (role,) * len(line.text), line.indent) for line in lines]


def paginate(
    body: Sequence[Row], tail: Sequence[Row], first: page.Frame, later: page.Frame = page.PORTRAIT
) -> list[RowPage]:
    """Let rows fall on pages; `tail` (署名, 成文日期, 附注) stays whole and never stands on a page alone (7.3.5.5)."""
    chunks = _fill(body, first.capacity(page.PITCH_MM), later.capacity(page.PITCH_MM))
    frame = first if len(chunks) == 1 else later
    together = len(chunks[-1]) + len(tail)
    pitch: float = page.PITCH_MM
    if together > frame.capacity(page.TIGHTEST_PITCH_MM):
        carried = _carried(chunks[-1])
        kept = chunks.pop()
        chunks += [kept[: len(kept) - carried], kept[len(kept) - carried :]]
    elif together > frame.capacity(page.PITCH_MM):
        pitch = (frame.bottom - page.SIZE_3_MM - frame.top) / (together - 1)
    chunks[-1] = [*chunks[-1], *tail]
    return [
        RowPage(tuple(rows), (later if number else first).top, pitch if rows is chunks[-1] else page.PITCH_MM)
        for number, rows in enumerate(chunks)
    ]


def _carried(rows: Sequence[Row]) -> int:
    """Return how many rows go along with the signature: two of text, and never all the page has."""
    texts = 0
    for count, row in enumerate(reversed(rows[1:]), start=1):
        texts += row.line is not None
        if texts == page.BODY_ROWS_CARRIED:
            return count
    return len(rows) - 1


def _fill(rows: Iterable[Row], first: int, later: int) -> list[list[Row]]:
    pages: list[list[Row]] = [[]]
    for row in rows:
        if len(pages[-1]) == (first if len(pages) == 1 else later):
            pages.append([])
        if row.line is None and not pages[-1] and len(pages) > 1:
            continue  # a blank row does not begin a page
        pages[-1].append(row)
    if not pages[-1] and len(pages) > 1:
        pages.pop()
    return pages


def draw_rows(sheet: Sheet, rows: RowPage) -> None:
    """Draw the rows of one page."""
    for number, row in enumerate(rows.rows):
        if row.line is not None:
            left = page.LEFT_MM + row.indent * page.HALF_MM
            sheet.line(row.line, left, rows.top + number * rows.pitch, page.SIZE_3_PT, row.roles, cell=page.CELL_MM)
