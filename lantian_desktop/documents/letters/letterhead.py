"""The head of the first page in 信函格式: mark, red lines, 发文字号, 紧急程度, title. The numbers are in `page`."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import halves, width
from lantian_desktop.documents.kit.page import LETTER_HEAD
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.title import title_lines
from lantian_desktop.documents.kit.typeset import ensure_one_line
from lantian_desktop.domain.errors import InvalidInput


def draw_head(sheet: PageCanvas, faces: FaceBook, mark: str, number: str, urgency: str, title: str) -> page.Frame:
    """Draw all that stands over the text of page 1 and return the room for rows."""
    ink_end = draw_mark(sheet, faces, mark, top=LETTER_HEAD.mark_top_mm, largest=LETTER_HEAD.mark_largest_pt)
    line_top = ink_end + LETTER_HEAD.line_under_mark_mm
    _draw_lines(sheet, line_top)
    row = line_top + LETTER_HEAD.pair_mm + LETTER_HEAD.number_under_line_mm
    if number:
        ensure_one_line(f"{urgency}　{number}", 2 * page.CELLS, "发文字号")
        left = page.RIGHT_MM - width(number) * page.SIZE_3_MM / 2
        sheet.text(number, left, row, page.SIZE_3_PT, FaceRole.BODY)
    if urgency:
        sheet.text(urgency, page.LEFT_MM, row, page.SIZE_3_PT, FaceRole.HEI, cell=page.CELL_MM)
    top = draw_title(sheet, title, row + (1 + LETTER_HEAD.blank_rows_over_title) * page.PITCH_MM)
    top += LETTER_HEAD.blank_rows_over_addressee * page.PITCH_MM
    return page.Frame(page.LEFT_MM, top, page.TEXT_WIDTH_MM, LETTER_HEAD.first_page_bottom_mm)


def draw_title(
    sheet: PageCanvas, title: str, top: float, *, centre: float = page.LEFT_MM + page.TEXT_WIDTH_MM / 2
) -> float:
    """Draw a title whose first em-top is at `top` and return the em-top of a row right under it."""
    em = page.SIZE_2_PT / page.MM
    for line in title_lines(title):
        sheet.text(line, centre - width(line) * em / 4, top, page.SIZE_2_PT, FaceRole.MARK)
        top += page.row_height_mm(page.SIZE_2_PT)
    return top


@dataclass(frozen=True, slots=True)
class MarkInk:
    """Where the ink of a mark lies in ems: from its first cell's left edge, over and (negative) under the baseline."""

    left: float
    right: float
    rise: float
    drop: float

    def size_pt(self, largest: float) -> float:
        """Return the largest size whose ink stays within the 版心."""
        return min(largest, page.TEXT_WIDTH_MM * page.MM / (self.right - self.left))


def mark_ink(faces: FaceBook, mark: str) -> MarkInk:
    """Measure the ink of a mark in the face it is drawn in."""
    boxes = [_ink(faces, character) for character in mark]
    lead = width(mark[:-1]) / 2
    return MarkInk(boxes[0][0], lead + boxes[-1][2], max(box[3] for box in boxes), min(box[1] for box in boxes))


def draw_mark(sheet: PageCanvas, faces: FaceBook, mark: str, *, top: float, largest: float) -> float:
    """Draw the mark as large as fits the 版心, its ink's top at `top` mm, and return where its ink ends."""
    ink = mark_ink(faces, mark)
    size = ink.size_pt(largest)
    if size < LETTER_HEAD.mark_smallest_pt:
        raise InvalidInput("“发文机关标志”太长，一行排不下，请改用规范化简称。", field="发文机关标志")
    em = size / page.MM
    left = page.PAGE_WIDTH_MM / 2 - (ink.left + ink.right) / 2 * em
    sheet.text(mark, left, top - (page.EM_TOP - ink.rise) * em, size, FaceRole.MARK, red=True)
    return top + (ink.rise - ink.drop) * em


def _ink(faces: FaceBook, character: str) -> tuple[float, float, float, float]:
    """Return the ink of a character in ems from its cell's left edge and the baseline."""
    face = faces.face_for(character, FaceRole.MARK)
    box = face.ink(character) if face is not None else None
    left, bottom, right, top = box or (0.0, 0.0, 500.0 * halves(character), 0.0)
    return left / 1000, bottom / 1000, right / 1000, top / 1000


def _draw_lines(sheet: PageCanvas, top: float) -> None:
    head = LETTER_HEAD
    left = (page.PAGE_WIDTH_MM - head.line_length_mm) / 2
    sheet.bar(left, top, head.line_length_mm, head.thick_mm, red=True)
    sheet.bar(left, top + head.thick_mm + head.between_mm, head.line_length_mm, head.thin_mm, red=True)
    edge = page.PAGE_HEIGHT_MM - head.second_line_from_bottom_mm
    sheet.bar(left, edge - head.pair_mm, head.line_length_mm, head.thin_mm, red=True)
    sheet.bar(left, edge - head.thick_mm, head.line_length_mm, head.thick_mm, red=True)
