"""The 问题整改台账: one wide table on turned pages, 截至 a day. Which columns it has is decided by who asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import TableContent
from lantian_desktop.documents.kit.wording import optional, titled, written_date


@dataclass(frozen=True, slots=True)
class Ledger:
    """A titled table; `unit` stands left over it, 截至 right."""

    title: str
    as_of: date
    table: TableContent
    unit: str = ""


def build(content: Ledger, faces: FaceBook) -> bytes:
    """Return the PDF of the ledger."""
    title = titled(content.title, "标题", faces)
    unit = optional(content.unit, "填报单位", FaceRole.KAI, faces)
    rows = table.checked(content.table, faces, "台账")
    sheet = PageCanvas(faces, title=title, author=unit or title)
    paper = Paper(sheet, landscape=True)
    paper.title(title)
    paper.side_lines(unit, f"截至 {written_date(content.as_of)}", FaceRole.KAI, page.SIZE_SMALL_4_PT)
    table.draw_captioned(paper, rows)
    return sheet.finish()
