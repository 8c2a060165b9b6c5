"""The 资料移交清单: what is handed to a work group, signed by both sides. It has no column for 密级, for none may be kept here."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents.kit import table
from lantian_desktop.documents.kit.bands import Band, Box, checked, draw_bands, facts_band, heights, label
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.wording import titled

HEAD_MM = PageMeasure(9.5, MeasureUnit.MM, "表头一行的高度", Strength.PRACTICE)
ITEM_MM = PageMeasure(9.0, MeasureUnit.MM, "清单一行的高度", Strength.PRACTICE)
SIGN_MM = PageMeasure(13.0, MeasureUnit.MM, "签字一栏的高度", Strength.PRACTICE)
GAP_MM = PageMeasure(2.5, MeasureUnit.MM, "各部分之间的空白", Strength.PRACTICE)
_COLUMNS = (
    TableColumn("序号", 11, Align.CENTRE),
    TableColumn("资料名称", 66),
    TableColumn("份数", 12, Align.CENTRE),
    TableColumn("页数", 12, Align.CENTRE),
    TableColumn("载体", 18, Align.CENTRE),
    TableColumn("提供单位", 34),
    TableColumn("提出日期", 23, Align.CENTRE),
    TableColumn("移交日期", 23, Align.CENTRE),
    TableColumn("备注", 26),
)


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """One piece of material; empty values leave room for the pen. `medium` is 纸质, 电子 …"""

    name: str = ""
    copies: str = ""
    pages: str = ""
    medium: str = ""
    provider: str = ""
    asked_on: str = ""
    handed_on: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class HandoverList:
    """All that is printed; the sides sign and date it by hand."""

    title: str
    giver: str = ""
    receiver: str = ""
    items: tuple[MaterialItem, ...] = ()
    number: str = ""


def build(content: HandoverList, faces: FaceBook) -> bytes:
    """Return the PDF of the list on turned pages."""
    title = titled(content.title, "标题", faces)
    head, tail = (checked(part, faces, "移交清单") for part in (_head(content), _tail()))
    items = table.checked(_items(content), faces, "移交清单")
    sheet = PageCanvas(faces, title=title, author=content.giver or title)
    paper = Paper(sheet, landscape=True)
    paper.title(title)
    draw_bands(paper, head)
    paper.top += GAP_MM
    table.draw_captioned(paper, items)
    if paper.room_mm < GAP_MM + sum(heights(tail, paper.frame.width)):
        paper.turn()
    else:
        paper.top += GAP_MM
    draw_bands(paper, tail)
    return sheet.finish()


def _head(content: HandoverList) -> tuple[Band, ...]:
    facts = (("移交单位", content.giver), ("接收单位\n（工作组）", content.receiver), ("编号", content.number))
    return (facts_band(facts, (25, 66, 25, 60, 15, 34), HEAD_MM),)


def _items(content: HandoverList) -> TableContent:
    rows = tuple(
        (
            str(serial),
            item.name,
            item.copies,
            item.pages,
            item.medium,
            item.provider,
            item.asked_on,
            item.handed_on,
            item.remark,
        )
        for serial, item in enumerate(content.items, 1)
    )
    return TableContent(_COLUMNS, rows, least_row_mm=ITEM_MM)


def _tail() -> tuple[Band, ...]:
    date = Box("　　　　年　　月　　日", 45, align=Align.CENTRE)
    sides = ("移交人签字", "接收人签字")
    return (Band(tuple(box for side in sides for box in (label(side, 25), Box("", 42.5), date)), SIGN_MM),)
