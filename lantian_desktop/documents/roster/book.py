"""The 联络名册 in print: units in their fixed order, then the groups of each round. Which numbers may be seen is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.wording import optional, titled, written_date

BETWEEN_MM = PageMeasure(4.0, MeasureUnit.MM, "单位表与轮次表之间的空白", Strength.PRACTICE)
FOOT_MM = PageMeasure(2.0, MeasureUnit.MM, "表下说明之上的空白", Strength.PRACTICE)
# About millimetres of the 225 there are: a telephone number may not break.
_SERIAL = TableColumn("序号", 10, Align.CENTRE)
_PLACE_WEIGHT = 30
_COLUMNS = (
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
    """Lines under one caption: the units, or the groups of a round.

    `place` heads the column of units or groups; without it there is no such column, the caption saying it for all lines.
    """

    caption: str
    lines: tuple[RosterLine, ...]
    place: str = "单位"


@dataclass(frozen=True, slots=True)
class RosterBook:
    """A roster; `note` says at the foot which form of the mobiles it carries.

    With `page_each` every section has its own pages, and the note stands below each.
    """

    title: str
    as_of: date
    sections: tuple[RosterSection, ...]
    unit: str = ""
    note: str = ""
    page_each: bool = False


def build(content: RosterBook, faces: FaceBook) -> bytes:
    """Return the PDF of the roster on turned pages, the header repeated on each."""
    title = titled(content.title, "标题", faces)
    unit = optional(content.unit, "编制单位", FaceRole.KAI, faces)
    note = optional(content.note, "说明", FaceRole.KAI, faces)
    tables = [table.checked(part, faces, "名册") for part in _tables(content)]
    sheet = PageCanvas(faces, title=title, author=unit or title)
    paper = Paper(sheet, landscape=True)
    paper.title(title)
    paper.side_lines(unit, f"截至 {written_date(content.as_of)}", FaceRole.KAI, page.SIZE_SMALL_4_PT)
    for number, part in enumerate(tables):
        if number and content.page_each:
            paper.turn()
        elif number:
            paper.top += BETWEEN_MM
        noted = bool(note) and (
            content.page_each or number == len(tables) - 1
        )  # pages of their own are handed out singly
        table.draw_captioned(paper, part, reserve=_note_height() if noted else 0.0)
        if noted:
            paper.top += FOOT_MM
            paper.side_lines(note, "", FaceRole.KAI, page.SIZE_SMALL_4_PT)
    return sheet.finish()


def _note_height() -> float:
    return FOOT_MM + page.SIZE_SMALL_4_PT / page.MM


def _tables(content: RosterBook) -> list[TableContent]:
    """Return one table a section, all with the same columns; lines are numbered through. A unit of several lines is said once."""
    serials = count(1)
    tables = [
        TableContent(
            (_SERIAL, *((TableColumn(section.place, _PLACE_WEIGHT),) if section.place else ()), *_COLUMNS),
            tuple(_row(next(serials), line, section.place) for line in section.lines),
            section.caption,
            merged=frozenset({1}) if section.place else frozenset(),
        )
        for section in content.sections
    ]
    return [replace(table, blank=_blank(tables, len(table.columns))) for table in tables]


def _blank(tables: Iterable[TableContent], width: int) -> frozenset[int]:
    """Return which of `width` columns are blank in all tables that have as many."""
    rows = [row for table in tables if len(table.columns) == width for row in table.rows]
    return frozenset(index for index in range(width) if rows and not any(row[index] for row in rows))


def _row(serial: int, line: RosterLine, place: str) -> tuple[str, ...]:
    phones = (line.office_phone, line.mobile, line.duty_phone, line.fax)
    return (str(serial), *((line.unit,) if place else ()), line.post, line.name, *phones, line.remark)
