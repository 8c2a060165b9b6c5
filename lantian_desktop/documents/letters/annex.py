"""Annexes of a letter: 附件 and its number, a title, a table on turned pages or plain text (GB/T 9704-2012 7.3.4, 7.3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.flow import paragraph_rows
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.measure import Count, MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import TableContent
from lantian_desktop.documents.kit.wording import required

LABEL_ROW = Count(1, MeasureUnit.ROW, "7.3.7 附件及顺序号在版心左上角第一行", Strength.BINDING)
TITLE_ROW = Count(3, MeasureUnit.ROW, "7.3.7 附件标题居中编排在版心第三行", Strength.BINDING)
UNDER_TITLE_MM = PageMeasure(2.0, MeasureUnit.MM, "附件标题与表之间的空白", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: a table, printed on turned pages, or paragraphs."""

    title: str
    table: TableContent | None = None
    paragraphs: tuple[str, ...] = ()


def checked(annex: Annex, faces: FaceBook) -> Annex:
    """Return the annex with clean text that can be drawn."""
    paragraphs = tuple(part for text in annex.paragraphs for part in clean(text).split("\n") if part.strip())
    for text in paragraphs:
        for role in (FaceRole.BODY, FaceRole.HEI, FaceRole.KAI):
            faces.ensure_covered(text, role, "附件")
    title = required(annex.title, "附件名称", FaceRole.MARK, faces)
    faces.ensure_covered(title, FaceRole.BODY, "附件名称")
    content = table.checked(annex.table, faces, f"附件《{title}》") if annex.table is not None else None
    return replace(annex, title=title, table=content, paragraphs=paragraphs)


def draw_annexes(sheet: PageCanvas, annexes: Sequence[Annex]) -> float:
    """Draw every annex on pages of its own and return how far down the last upright page is used, in mm."""
    used: float = page.PAGE_HEIGHT_MM
    for number, annex in enumerate(annexes, start=1):
        paper = Paper(sheet, landscape=annex.table is not None)
        label = f"附件{number}" if len(annexes) > 1 else "附件"
        sheet.outline(f"{label} {annex.title}")
        paper.top = paper.frame.top + (LABEL_ROW - 1) * page.PITCH_MM
        sheet.text(label, paper.frame.left, paper.top, page.SIZE_3_PT, FaceRole.HEI, cell=page.CELL_MM)
        paper.top = paper.frame.top + (TITLE_ROW - 1) * page.PITCH_MM
        paper.title(annex.title)
        _draw_content(paper, annex)
        used = paper.used
    return used


def _draw_content(paper: Paper, annex: Annex) -> None:
    if annex.table is not None:
        paper.top += UNDER_TITLE_MM
        table.draw_captioned(paper, annex.table, under_title=True)
    elif annex.paragraphs:
        paper.leave_blank()
    paper.rows([row for text in annex.paragraphs for row in paragraph_rows(text)])
