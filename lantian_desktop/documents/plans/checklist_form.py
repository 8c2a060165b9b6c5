"""The 核查清单, blank for the pen or filled in: facts, items, outcome, signatures. Templates and answers are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents.kit import bands, table
from lantian_desktop.documents.kit.bands import Band, Box
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.wording import titled
from lantian_desktop.domain.plans.verification import MIN_VERIFIERS

RESULTS = ("达到", "未达到", "不适用")
_BOX, _TICKED = "□", "☑"
_FACT_COLUMNS = (TableColumn("", 26), TableColumn("", 52), TableColumn("", 26), TableColumn("", 52))
_WIDE_COLUMNS = (TableColumn("", 26), TableColumn("", 130))
_LINE_COLUMNS = (
    TableColumn("序号", 0.65, Align.CENTRE),
    TableColumn("核查内容", 2.1),
    TableColumn("核查方法", 1.9),
    TableColumn("标准", 2.1),
    TableColumn("结果", 1.15),
    TableColumn("备注", 1.4),
)
PEN_ROW_MM = PageMeasure(9.0, MeasureUnit.MM, "手写一行的高度", Strength.PRACTICE)
ITEM_ROW_MM = PageMeasure(15.0, MeasureUnit.MM, "核查项一行的高度", Strength.PRACTICE)
SIGNING_ROW_MM = PageMeasure(13.0, MeasureUnit.MM, "签字一行的高度", Strength.PRACTICE)
UNDER_TABLE_MM = PageMeasure(3.0, MeasureUnit.MM, "表下的空白", Strength.PRACTICE)
_OUTCOMES_A_LINE = 4
_BLANK_DATE = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class ChecklistFormItem:
    """One item: what to check, how, against which standard, and the answer ("" leaves it to the pen)."""

    what: str
    how: str
    standard: str
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistPaper:
    """All that is printed; empty values leave room for the pen. `facts` stand two to a row, `wide_facts` one."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ChecklistFormItem, ...]
    wide_facts: tuple[tuple[str, str], ...] = ()
    outcome: str = ""
    outcomes: tuple[str, ...] = ()
    verifiers: tuple[str, ...] = ()
    follow_up: str = ""
    remark: str = ""


def build(content: ChecklistPaper, faces: FaceBook) -> bytes:
    """Return the PDF of the checklist."""
    title = titled(content.title, "标题", faces)
    facts, wide, items, conclusion = (
        table.checked(part, faces, field)
        for part, field in (
            (_facts(content), "基本情况"),
            (_wide(content), "基本情况"),
            (_items(content), "核查项"),
            (_conclusion(content), "核查结论"),
        )
    )
    signatures = bands.checked(_signatures(), faces, "签字")
    sheet = PageCanvas(faces, title=title, author=title)
    paper = Paper(sheet)
    paper.title(title)
    signing = sum(bands.heights(signatures, paper.frame.width))
    page_height = paper.frame.bottom - paper.frame.top
    ending = UNDER_TABLE_MM + table.lay_out(conclusion, paper.frame.width, page_height).height + signing
    for part, gap, reserve in ((facts, 0.0, 0.0), (wide, UNDER_TABLE_MM, 0.0), (items, UNDER_TABLE_MM, ending)):
        if part.rows:
            # The conclusion stays whole, and the last item goes along to its page.
            table.draw_captioned(paper, part, reserve=reserve)
            paper.top += gap
    table.draw_captioned(paper, conclusion, reserve=signing)
    bands.draw_bands(paper, signatures)
    return sheet.finish()


def _facts(content: ChecklistPaper) -> TableContent:
    """Return the facts two to a row."""
    facts = list(content.facts)
    if len(facts) % 2:
        facts.append(("", ""))
    rows = tuple((*left, *right) for left, right in zip(facts[::2], facts[1::2], strict=True))
    return TableContent(_FACT_COLUMNS, rows, lead=frozenset({0, 2}), least_row_mm=PEN_ROW_MM)


def _wide(content: ChecklistPaper) -> TableContent:
    """Return who verifies, and the facts that need a whole row."""
    named = "、".join(content.verifiers) or "1.　　　　　　　　　　2.　　　　　　　　　　3."
    rows = (*content.wide_facts, (f"核查人\n（不少于{MIN_VERIFIERS}人）", named))
    return TableContent(_WIDE_COLUMNS, rows, lead=frozenset({0}), least_row_mm=PEN_ROW_MM)


def _items(content: ChecklistPaper) -> TableContent:
    rows = tuple(
        (str(number), line.what, line.how, line.standard, _choices(RESULTS, line.result, "\n"), line.note)
        for number, line in enumerate(content.lines, start=1)
    )
    return TableContent(_LINE_COLUMNS, rows, least_row_mm=ITEM_ROW_MM)


def _conclusion(content: ChecklistPaper) -> TableContent:
    rows = (
        ("核查结果", _outcomes(content)),
        ("再次核查\n（回头看）", content.follow_up or _BLANK_DATE),
        ("备注", content.remark),
    )
    return TableContent(_WIDE_COLUMNS, rows, lead=frozenset({0}), least_row_mm=PEN_ROW_MM)


def _signatures() -> tuple[Band, ...]:
    """Return the places to sign: those who verified, and who was there for the place that was verified."""
    sides = ("核查人签字", "被核查单位\n签字")
    return (Band(tuple(box for side in sides for box in (bands.label(side, 26), Box("", 52))), SIGNING_ROW_MM),)


def _outcomes(content: ChecklistPaper) -> str:
    if not content.outcomes:
        return content.outcome
    parts = (content.outcomes[at : at + _OUTCOMES_A_LINE] for at in range(0, len(content.outcomes), _OUTCOMES_A_LINE))
    return "\n".join(_choices(part, content.outcome, "　") for part in parts)


def _choices(choices: tuple[str, ...], chosen: str, between: str) -> str:
    return between.join(f"{_TICKED if choice == chosen else _BOX}{choice}" for choice in choices)
