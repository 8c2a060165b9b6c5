"""The 综合反馈 (日报, 轮次小结, 专报) as a plain document: a title, 截至 a day, paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.flow import TextRow, paragraph_rows
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import TableContent
from lantian_desktop.documents.kit.wording import optional, titled, written_date
from lantian_desktop.documents.letters.signature import signature_rows

Block = str | TableContent
ROUND_TABLE_MM = PageMeasure(3.0, MeasureUnit.MM, "表上下的空白", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """What is printed; with `issuer` and `dated_on` it is signed at the end."""

    title: str
    as_of: date
    blocks: tuple[Block, ...]
    issuer: str = ""
    dated_on: date | None = None


def build(content: FeedbackSummary, faces: FaceBook) -> bytes:
    """Return the PDF of the summary."""
    title = titled(content.title, "标题", faces)
    issuer = optional(content.issuer, "署名", FaceRole.BODY, faces)
    blocks = [part for block in content.blocks for part in _checked(block, faces)]
    tail = signature_rows(issuer, content.dated_on, with_seal=False) if issuer and content.dated_on else []
    sheet = PageCanvas(faces, title=title, author=issuer or title)
    paper = Paper(sheet)
    paper.title(title)
    paper.centred(f"（截至 {written_date(content.as_of)}）", FaceRole.KAI, page.SIZE_3_PT, pitch=page.PITCH_MM)
    paper.leave_blank()
    _draw(paper, blocks, tail)
    return sheet.finish()


def _checked(block: Block, faces: FaceBook) -> list[Block]:
    if isinstance(block, TableContent):
        return [table.checked(block, faces, f"表《{block.caption}》" if block.caption else "表")]
    parts: list[Block] = [part for part in clean(block).split("\n") if part.strip()]
    for role in (FaceRole.BODY, FaceRole.HEI, FaceRole.KAI):
        faces.ensure_covered(clean(block), role, "正文")
    return parts


def _draw(paper: Paper, blocks: Sequence[Block], tail: Sequence[TextRow]) -> None:
    """Draw text and tables; a heading stays with the table under it, the signature with rows of whatever is the last."""
    rows: list[TextRow] = []
    for number, block in enumerate(blocks, start=1):
        if isinstance(block, str):
            rows += paragraph_rows(block)
            continue
        headings = _headings_at_the_end(rows)
        paper.rows(rows[: len(rows) - headings])
        reserve = len(tail) * page.PITCH_MM + ROUND_TABLE_MM if tail and number == len(blocks) else 0.0
        over_mm = ROUND_TABLE_MM - page.ROW_GAP_MM / 2
        table.draw_captioned(paper, block, over=rows[len(rows) - headings :], over_mm=over_mm, reserve=reserve)
        paper.top += ROUND_TABLE_MM
        rows = []
    paper.rows(rows, tail=tail)


def _headings_at_the_end(rows: Sequence[TextRow]) -> int:
    return sum(1 for _ in takewhile(lambda row: row.heading, reversed(rows)))
