"""The 联络名册 in print: units in their fixed order, then the groups of each round. Which numbers may be seen is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import count

from lantian_desktop.documents import page, table
from lantian_desktop.documents.fonts import FaceBook, Role
from lantian_desktop.documents.measure import Measure, Strength, Unit
from lantian_desktop.documents.paper import Paper
from lantian_desktop.documents.sheet import Sheet
from lantian_desktop.documents.table import Align, TableColumn, TableContent
from lantian_desktop.documents.wording import optional, titled, written_date

BETWEEN_MM = Measure(4.0, Unit.MM, "单位表与轮次表之间的空白", Strength.PRACTICE)
FOOT_MM = Measure(2.0, Unit.MM, "表下说明之上的空白", Strength.PRACTICE)
# About millimetres of the 225 there are: a telephone number may not break.
_COLUMNS = (
    TableColumn("序号", 10, Align.CENTRE),
    TableColumn("单位", 30),
    TableColumn("职务（角色）", 36),
    TableColumn("姓名", 18, Align.CENTRE),
    TableColumn("办公电话", 26, Align.CENTRE),
    TableColumn("手机", 24, Align.CENTRE),
    TableColumn("24小时电话", 26, Align.CENTRE),
    TableColumn("传真", 26, Align.CENTRE),
    TableColumn("备注", 29),
)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One post: who holds it, or 待报, and how it is reached."""

    unit: str
    post: str
    name: str
    office_phone: str = ""
    mobile: str = ""
    duty_phone: str = ""
    fax: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RosterSection:
    """Lines under one caption: the units, or the groups of a round."""

    caption: str
    lines: tuple[RosterLine, ...]


@dataclass(frozen=True, slots=True)
class RosterBook:
    """The whole roster; `note` says at the foot which form of the mobiles it carries."""

    title: str
    as_of: date
    sections: tuple[RosterSection, ...]
    unit: str = ""
    note: str = ""


def build(content: RosterBook, faces: FaceBook) -> bytes:
    """Return the PDF of the roster on turned pages, the header repeated on each."""
    title = titled(content.title, "标题", faces)
    unit = optional(content.unit, "编制单位", Role.KAI, faces)
    note = optional(content.note, "说明", Role.KAI, faces)
    tables = [table.checked(part, faces, "名册") for part in _tables(content)]
    sheet = Sheet(faces, title=title, author=unit or title)
    paper = Paper(sheet, landscape=True)
    paper.title(title)
    paper.side_lines(unit, f"截至 {written_date(content.as_of)}", Role.KAI, page.SIZE_SMALL_4_PT)
    for number, part in enumerate(tables):
        paper.top += BETWEEN_MM if number else 0.0
        table.draw_captioned(paper, part, reserve=_note_height() if number == len(tables) - 1 else 0.0)
    if note:
        paper.top += FOOT_MM
        paper.side_lines(note, "", Role.KAI, page.SIZE_SMALL_4_PT)
    return sheet.finish()


def _note_height() -> float:
    return FOOT_MM + page.SIZE_SMALL_4_PT / page.MM


def _tables(content: RosterBook) -> list[TableContent]:
    """Return one table a section; lines are numbered through all of them."""
    serials = count(1)
    return [
        TableContent(_COLUMNS, tuple(_row(next(serials), line) for line in section.lines), section.caption)
        for section in content.sections
    ]


def _row(serial: int, line: RosterLine) -> tuple[str, ...]:
    phones = (line.office_phone, line.mobile, line.duty_phone, line.fax)
    return (str(serial), line.unit, line.post, line.name, *phones, line.remark)
