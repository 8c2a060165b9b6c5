"""The head of the first page in 文件格式: mark, 发文字号, 签发人, red line, title (GB/T 9704-2012 7.2). The numbers are in `page`."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.page import DOCUMENT_HEAD
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.typeset import ensure_one_line
from lantian_desktop.documents.letters.letterhead import draw_mark, draw_title

_SIGNED_BY = "签发人："


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the text of page 1."""

    mark: str
    number: str
    signatory: str
    urgency: str
    title: str


def draw_head(sheet: PageCanvas, faces: FaceBook, head: Head) -> page.Frame:
    """Draw the head and return the room for rows."""
    if head.urgency:  # 版心左上角, 7.2.1–7.2.3
        sheet.text(head.urgency, page.LEFT_MM, page.TOP_MM, page.SIZE_3_PT, FaceRole.HEI, cell=page.CELL_MM)
    ink_end = draw_mark(sheet, faces, head.mark, top=DOCUMENT_HEAD.mark_top_mm, largest=DOCUMENT_HEAD.mark_largest_pt)
    row = ink_end + DOCUMENT_HEAD.blank_rows_over_number * page.PITCH_MM + page.ROW_GAP_MM
    _draw_number(sheet, head, row)
    line = row + page.SIZE_3_MM + DOCUMENT_HEAD.line_under_number_mm
    sheet.bar(page.LEFT_MM, line, DOCUMENT_HEAD.line_length_mm, DOCUMENT_HEAD.line_mm, red=True)
    under = line + DOCUMENT_HEAD.line_mm
    top = under + DOCUMENT_HEAD.blank_rows_over_title * page.PITCH_MM + page.ROW_GAP_MM
    top = draw_title(sheet, head.title, top) + DOCUMENT_HEAD.blank_rows_over_addressee * page.PITCH_MM
    return page.Frame(page.LEFT_MM, top, page.TEXT_WIDTH_MM, page.BOTTOM_MM)


def _draw_number(sheet: PageCanvas, head: Head, row: float) -> None:
    """Draw 发文字号 centred, or in an 上行文 at the left with 签发人 on the same row at the right (7.2.5, 7.2.6)."""
    half = page.SIZE_3_MM / 2
    room = 2 * (page.CELLS - DOCUMENT_HEAD.number_inset_cells - DOCUMENT_HEAD.signer_inset_cells)
    ensure_one_line(head.number, room, "发文字号")
    if not head.signatory:
        centre = page.LEFT_MM + page.TEXT_WIDTH_MM / 2
        sheet.text(head.number, centre - width(head.number) * half / 2, row, page.SIZE_3_PT, FaceRole.BODY)
        return
    ensure_one_line(f"{head.number}　{_SIGNED_BY}{head.signatory}", room, "签发人")
    left = page.LEFT_MM + DOCUMENT_HEAD.number_inset_cells * page.CELL_MM
    sheet.text(head.number, left, row, page.SIZE_3_PT, FaceRole.BODY)
    edge = page.RIGHT_MM - DOCUMENT_HEAD.signer_inset_cells * page.CELL_MM
    name_left = edge - width(head.signatory) * half
    sheet.text(head.signatory, name_left, row, page.SIZE_3_PT, FaceRole.KAI)
    sheet.text(_SIGNED_BY, name_left - width(_SIGNED_BY) * half, row, page.SIZE_3_PT, FaceRole.BODY)
