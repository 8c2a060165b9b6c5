"""Rows of 3号 text and how they fall on pages: what may stand last and first on one, and that 署名 never stands alone.

What the rows say is the document's matter, drawing them `sheet`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import pairwise

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.heading import LISTED, is_heading, level_of, roles_of
from lantian_desktop.documents.kit.measure import Count, MeasureUnit, Strength
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines
from lantian_desktop.domain.errors import InvalidInput

MEASURE = Count(2 * page.CELLS, MeasureUnit.HALF_CELL, "5.2.3 每行", Strength.USUAL)
PARAGRAPH_INDENT = Count(4, MeasureUnit.HALF_CELL, "7.3.3 每个自然段左空二字", Strength.BINDING)


class _Harm(IntEnum):
    """How badly a page ends: well, with or before a lone row of a paragraph, leaving a heading or the tail without text."""

    NONE = auto()
    LONE_ROW = auto()
    HEADING_LEFT = auto()
    TAIL_LEFT = auto()


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of text: the line, the face of each character and the blank half cells before it. No line: a blank row.

    `first` and `last` tell its place in its paragraph, `heading` the level of the heading it is wholly part of (0: none),
    `of_text` that it belongs to 正文.
    """

    line: TypesetLine | None = None
    roles: tuple[FaceRole, ...] = ()
    indent: float = 0.0
    first: bool = True
    last: bool = True
    heading: int = 0
    of_text: bool = False


BLANK = TextRow()


@dataclass(frozen=True, slots=True)
class RowPage:
    """The rows of one page, its first em-top and its pitch in mm."""

    rows: tuple[TextRow, ...]
    top: float
    pitch: float

    @property
    def bottom(self) -> float:
        """The em-bottom of the last row."""
        return self.top + (len(self.rows) - 1) * self.pitch + page.SIZE_3_MM

    @property
    def tightened(self) -> bool:
        """Whether the rows of this page stand closer so that it takes in 署名 and 成文日期 (7.3.5.5)."""
        return self.pitch < page.PITCH_MM


def paragraph_rows(
    text: str, *, first_indent: int = PARAGRAPH_INDENT, indent: int = 0, measure: int = MEASURE
) -> list[TextRow]:
    """Return the rows of one paragraph, its heading in the face of its level."""
    text = text.strip()
    roles = roles_of(text)
    lines = [line for line in break_lines(text, measure, first_indent=first_indent, indent=indent) if line.text]
    level, whole = level_of(text), is_heading(text)
    rows = []
    for number, line in enumerate(lines, start=1):
        faces = tuple(roles[line.start : line.start + len(line.text)])
        heading = level if level and (whole or FaceRole.BODY not in faces) else 0
        rows.append(TextRow(line, faces, line.indent, number == 1, number == len(lines), heading, of_text=True))
    return rows


def plain_rows(text: str, *, first_indent: int = 0, indent: int = 0, role: FaceRole = FaceRole.BODY) -> list[TextRow]:
    """Return the rows of a text in one face."""
    lines = break_lines(text, MEASURE, first_indent=first_indent, indent=indent)
    return [
        TextRow(line, (role,) * len(line.text), line.indent, number == 1, number == len(lines))
        for number, line in enumerate(lines, start=1)
    ]


def paginate(
    body: Sequence[TextRow], tail: Sequence[TextRow], first: page.Frame, later: page.Frame = page.PORTRAIT
) -> list[RowPage]:
    """Let rows fall on pages; `tail` (署名, 成文日期, 附注) stays whole and never stands on a page alone (7.3.5.5).

    The first page shows 正文 (7.3.3). Raises InvalidInput where the head of the letter leaves no room for that, or where
    the tail does not fit on a page.
    """
    rows = [*body, *tail]
    shown = next((number for number, row in enumerate(body, start=1) if row.of_text), 1)
    _ensure_room(shown, len(tail), first, later)
    starts = _starts(body, first, later, shown)
    pitch = _pitch_with_tail(body, starts, len(tail), later if starts[1:] else first)
    if pitch is None:
        pitch = page.PITCH_MM
        starts = _starts(rows, first, later, shown, tail=len(tail))
        if starts[1] < shown:
            raise InvalidInput("首页排不下正文和署名，请缩短标题或补充正文后再生成。", field="正文")
    pages = [_trimmed(rows[start:end], leading=start > 0) for start, end in pairwise([*starts, len(rows)])]
    return [
        RowPage(tuple(each), (later if number else first).top, pitch if each is pages[-1] else page.PITCH_MM)
        for number, each in enumerate(pages)
    ]


def page_end(rows: Sequence[TextRow], room: int, *, least: int = 1, tail: int = 0) -> int:
    """Return how many of the rows a page with room for `room` takes, at least `least`: as many as end it well.

    The last `tail` rows stay whole and take at least two rows of 正文 along to their page.
    """
    if len(rows) <= room:
        return len(rows)
    most = max(min(room, len(rows) - tail - 1) if tail else room, min(least, 1))
    latest = _latest_cut(rows[: len(rows) - tail]) if tail else len(rows)
    cuts = range(most, min(least, most) - 1, -1)
    return min(cuts, key=lambda cut: _Harm.TAIL_LEFT if cut > latest else _harm(rows, cut))


def _latest_cut(body: Sequence[TextRow]) -> int:
    """Return where the page of the tail must begin at the latest so that it shows enough of 正文."""
    texts = [index for index, row in enumerate(body) if row.of_text][-page.BODY_ROWS_CARRIED :]
    return texts[0] if texts else len(body)


def _harm(rows: Sequence[TextRow], cut: int) -> _Harm:
    """Return how badly a page would end if row `cut` began the next one."""
    above, below = _nearest(reversed(rows[:cut])), _nearest(rows[cut:])
    if above.heading and not (above.heading == below.heading >= LISTED):
        return _Harm.HEADING_LEFT
    alone_above = above.first and not above.last
    alone_below = below.last and not below.first
    return _Harm.LONE_ROW if alone_above or alone_below else _Harm.NONE


def _nearest(rows: Iterable[TextRow]) -> TextRow:
    return next((row for row in rows if row.line is not None), BLANK)


def _trimmed(rows: Sequence[TextRow], *, leading: bool) -> Sequence[TextRow]:
    """Leave out blank rows at the end of a page and, but for the first, at its head."""
    start, end = 0, len(rows)
    while leading and start < end and rows[start].line is None:
        start += 1
    while end > start and rows[end - 1].line is None:
        end -= 1
    return rows[start:end]


def _ensure_room(shown: int, tail: int, first: page.Frame, later: page.Frame) -> None:
    if first.capacity(page.PITCH_MM) < shown:
        raise InvalidInput("标题太长，首页排不下正文，请缩短标题后再生成。", field="标题")
    if tail + page.BODY_ROWS_CARRIED > later.capacity(page.PITCH_MM):
        raise InvalidInput("署名和附注太长，一页排不下，请缩短联系人等内容后再生成。", field="署名")


def _starts(rows: Sequence[TextRow], first: page.Frame, later: page.Frame, shown: int, *, tail: int = 0) -> list[int]:
    """Return where each page begins; page 1 takes at least `shown` rows."""
    starts, room, least = [0], first.capacity(page.PITCH_MM), shown
    start = 0
    while len(rows) - start > room:
        start += page_end(rows[start:], room, least=least, tail=tail)
        while start < len(rows) and rows[start].line is None:
            start += 1
        if start < len(rows):
            starts.append(start)
        room, least = later.capacity(page.PITCH_MM), 1
    return starts


def _pitch_with_tail(body: Sequence[TextRow], starts: Sequence[int], tail: int, frame: page.Frame) -> float | None:
    """Return the pitch at which the last page takes in the tail as well, or None where it cannot or would show no text."""
    rows = body[starts[-1] :]
    alone = len(starts) > 1 and sum(row.of_text for row in rows) < page.BODY_ROWS_CARRIED
    together = len(rows) + tail
    if together <= frame.capacity(page.PITCH_MM) and not (alone and tail):
        return page.PITCH_MM
    if together <= frame.capacity(page.TIGHTEST_PITCH_MM) and not alone:
        return (frame.bottom - page.SIZE_3_MM - frame.top) / (together - 1)
    return None


def draw_rows(sheet: PageCanvas, rows: RowPage) -> None:
    """Draw the rows of one page."""
    for number, row in enumerate(rows.rows):
        draw_row(sheet, row, page.LEFT_MM, rows.top + number * rows.pitch)


def draw_row(sheet: PageCanvas, row: TextRow, left: float, top: float) -> None:
    """Draw a row whose text area begins `left` mm from the edge, its em-top at `top`."""
    if row.line is not None:
        place = left + row.indent * page.HALF_MM
        sheet.line(row.line, place, top, page.SIZE_3_PT, row.roles, cell=page.CELL_MM)
