"""The 核查清单, blank for the pen or filled in: facts, items, outcome, signatures. Templates and answers are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents import table
from lantian_desktop.documents.fonts import FaceBook
from lantian_desktop.documents.measure import Measure, Strength, Unit
from lantian_desktop.documents.paper import Paper
from lantian_desktop.documents.sheet import Sheet
from lantian_desktop.documents.table import Align, TableColumn, TableContent
from lantian_desktop.documents.wording import titled

RESULTS = ("达到", "未达到", "不适用")
_BOX, _TICKED = "□", "☑"
_FACT_COLUMNS = (TableColumn("", 1.1), TableColumn("", 2.2), TableColumn("", 1.1), TableColumn("", 2.2))
_LINE_COLUMNS = (
    TableColumn("序号", 0.65, Align.CENTRE),
    TableColumn("核查内容", 2.1),
    TableColumn("核查方法", 1.9),
    TableColumn("标准", 2.1),
    TableColumn("结果", 1.15),
    TableColumn("备注", 1.4),
)
PEN_ROW_MM = Measure(9.0, Unit.MM, "手写一行的高度", Strength.PRACTICE)
ITEM_ROW_MM = Measure(15.0, Unit.MM, "核查项一行的高度", Strength.PRACTICE)
SIGNING_ROW_MM = Measure(12.0, Unit.MM, "签字一行的高度", Strength.PRACTICE)
UNDER_TABLE_MM = Measure(3.0, Unit.MM, "表下的空白", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item: what to check, how, against which standard, and the answer ("" leaves it to the pen)."""

    what: str
    how: str
    standard: str
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistForm:
    """All that is printed; empty values leave room for the pen."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ChecklistLine, ...]
    outcome: str = ""
    outcomes: tuple[str, ...] = ()
    verifiers: tuple[str, ...] = ()
    remark: str = ""


def build(content: ChecklistForm, faces: FaceBook) -> bytes:
    """Return the PDF of the checklist."""
    title = titled(content.title, "标题", faces)
    tables = [
        table.checked(part, faces, field)
        for part, field in (
            (_facts(content), "基本情况"),
            (_items(content), "核查项"),
            (_conclusion(content), "核查结论"),
        )
    ]
    sheet = Sheet(faces, title=title, author=title)
    paper = Paper(sheet)
    paper.title(title)
    for part in tables:
        if part.rows:
            table.draw_captioned(paper, part)
            paper.top += UNDER_TABLE_MM
    return sheet.finish()


def _facts(content: ChecklistForm) -> TableContent:
    """Return the facts two to a row."""
    facts = list(content.facts)
    if len(facts) % 2:
        facts.append(("", ""))
    rows = tuple((*left, *right) for left, right in zip(facts[::2], facts[1::2], strict=True))
    return TableContent(_FACT_COLUMNS, rows, lead=frozenset({0, 2}), least_row_mm=PEN_ROW_MM)


def _items(content: ChecklistForm) -> TableContent:
    rows = tuple(
        (str(number), line.what, line.how, line.standard, _choices(RESULTS, line.result, "\n"), line.note)
        for number, line in enumerate(content.lines, start=1)
    )
    return TableContent(_LINE_COLUMNS, rows, least_row_mm=ITEM_ROW_MM)


def _conclusion(content: ChecklistForm) -> TableContent:
    rows = [
        ("核查结果", _choices(content.outcomes, content.outcome, "  ") or content.outcome),
        ("备注", content.remark),
        ("核查人签字", "　　".join(content.verifiers)),
    ]
    if not content.verifiers:
        rows.append(("核查时间", "　　　　年　　月　　日　　时"))
    columns = (TableColumn("", 1.1), TableColumn("", 5.5))
    return TableContent(columns, tuple(rows), lead=frozenset({0}), least_row_mm=SIGNING_ROW_MM)


def _choices(choices: tuple[str, ...], chosen: str, between: str) -> str:
    return between.join(f"{_TICKED if choice == chosen else _BOX}{choice}" for choice in choices)
