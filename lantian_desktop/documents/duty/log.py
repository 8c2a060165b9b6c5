"""The 值班日志 of one shift: what came in and what became of it, what is handed over, both signatures, the head of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.bands import Band, Box, checked, draw_bands, facts_band, heights, label
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.typeset import break_lines
from lantian_desktop.documents.kit.wording import optional, titled, written_date

KINDS = ("来电", "去电", "来文", "事件", "指示")
_BLANK_MOMENT = "　月　日　时　分"
_BLANK_DATE = "　　　　年　　月　　日"
HEAD_MM = PageMeasure(9.0, MeasureUnit.MM, "表头一行的高度", Strength.PRACTICE)
SIGN_MM = PageMeasure(13.0, MeasureUnit.MM, "签字一栏的高度", Strength.PRACTICE)
ENTRY_MM = PageMeasure(12.6, MeasureUnit.MM, "值班记录一行的高度", Strength.PRACTICE)
CARRIED_MM = PageMeasure(24.0, MeasureUnit.MM, "交接事项一栏的高度", Strength.PRACTICE)
GAP_MM = PageMeasure(2.5, MeasureUnit.MM, "各部分之间的空白", Strength.PRACTICE)
FOOT_PT = PageMeasure(9.0, MeasureUnit.PT, "小5号：日志末条校验值", Strength.PRACTICE)
FOOT_PITCH = PageMeasure(1.4, MeasureUnit.SHARE, "表下说明的行距", Strength.PRACTICE)
_COLUMNS = (
    TableColumn("时间", 14, Align.CENTRE),
    TableColumn("类型", 12, Align.CENTRE),
    TableColumn("来自\n（单位、姓名、职务、电话）", 30),
    TableColumn("内容", 40),
    TableColumn("转办与时间", 24),
    TableColumn("结果", 20),
    TableColumn("记录人", 16, Align.CENTRE),
)


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """One thing that came in; empty values leave room for the pen."""

    time: str = ""
    kind: str = ""
    source: str = ""
    content: str = ""
    passed_on: str = ""
    result: str = ""
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class DutyLog:
    """All that is printed of one shift; a day of None is filled in by hand, and so are signatures that are empty."""

    title: str
    day: date | None = None
    shift: str = ""
    leader: str = ""
    officers: str = ""
    weather: str = ""
    entries: tuple[DutyEntry, ...] = ()
    handed_over: str = ""
    journal_head: str = ""
    unit: str = ""
    giver: str = ""
    taker: str = ""
    signed_at: str = _BLANK_MOMENT
    note: str = ""


def build(content: DutyLog, faces: FaceBook) -> bytes:
    """Return the PDF of the log."""
    title = titled(content.title, "标题", faces)
    unit = optional(content.unit, "值班单位", FaceRole.KAI, faces)
    head, tail = (checked(part, faces, "值班日志") for part in (_head(content), _tail(content)))
    entries = table.checked(_entries(content), faces, "值班记录")
    parts = ((content.note, "说明"), (content.journal_head, "操作日志链头"))
    foot = tuple(optional(text, field, FaceRole.SONG, faces) for text, field in parts)
    sheet = PageCanvas(faces, title=title, author=unit or title)
    paper = Paper(sheet)
    paper.title(title)
    paper.side_lines(unit, f"类型填写：{'、'.join(KINDS)}", FaceRole.KAI, page.SIZE_SMALL_4_PT)
    draw_bands(paper, head)
    paper.top += GAP_MM
    table.draw_captioned(paper, entries)
    closing = GAP_MM + sum(heights(tail, paper.frame.width)) + _foot_height(foot)
    if paper.room_mm < closing:
        paper.turn()
    else:
        paper.top += GAP_MM
    draw_bands(paper, tail)
    _draw_foot(paper, foot)
    return sheet.finish()


def _head(content: DutyLog) -> tuple[Band, ...]:
    day = written_date(content.day) if content.day else _BLANK_DATE
    return (
        facts_band(
            (("日期", day), ("班次", content.shift), ("天气", content.weather)), (16, 44, 16, 36, 16, 28), HEAD_MM
        ),
        facts_band((("带班领导", content.leader), ("值班员", content.officers)), (24, 36, 16, 80), HEAD_MM),
    )


def _entries(content: DutyLog) -> TableContent:
    rows = tuple(
        (entry.time, entry.kind, entry.source, entry.content, entry.passed_on, entry.result, entry.recorder)
        for entry in content.entries
    )
    return TableContent(_COLUMNS, rows, least_row_mm=ENTRY_MM)


def _tail(content: DutyLog) -> tuple[Band, ...]:
    return (
        Band((label("交接事项", 24), Box(content.handed_over, 132, upper=True)), CARRIED_MM),
        Band(
            (
                label("交班人签字", 24),
                Box(content.giver, 34, align=Align.CENTRE),
                label("接班人签字", 24),
                Box(content.taker, 34, align=Align.CENTRE),
                Box(content.signed_at, 40, align=Align.CENTRE),
            ),
            SIGN_MM,
        ),
    )


def _foot_lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    measure = int(page.TEXT_WIDTH_MM / (FOOT_PT / page.MM / 2))
    return tuple(line.text for text in texts if text for line in break_lines(text, measure, justify=False))


def _foot_height(texts: tuple[str, ...]) -> float:
    lines = len(_foot_lines(texts))
    return GAP_MM + lines * FOOT_PT / page.MM * FOOT_PITCH if lines else 0.0


def _draw_foot(paper: Paper, texts: tuple[str, ...]) -> None:
    paper.top += GAP_MM
    for line in _foot_lines(texts):
        paper.sheet.text(line, paper.frame.left, paper.top, FOOT_PT, FaceRole.SONG)
        paper.top += FOOT_PT / page.MM * FOOT_PITCH
