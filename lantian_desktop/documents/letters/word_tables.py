"""Tables of the editable draft: the list of issues as it is laid out in print, and 版记 at the foot of the last page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from lantian_desktop.documents.kit import page, table
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.page import DOCUMENT_HEAD
from lantian_desktop.documents.kit.table import Align, LaidTable, TableContent
from lantian_desktop.documents.letters.word_page import twips
from lantian_desktop.documents.letters.word_text import Edge, Element, ParagraphForm, body_paragraph, line, node

_ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_EM_MM = page.SIZE_4_PT / page.MM
_INSET_MM = DOCUMENT_HEAD.imprint_inset_em * _EM_MM
_PITCH_MM = page.row_height_mm(page.SIZE_4_PT)
_SIDES = ("top", "left", "bottom", "right")


def captioned(content: TableContent, frame: page.Frame) -> list[Element]:
    """Return a checked table under its caption and note, its header repeated on every page, its rows never torn."""
    laid = table.lay_out(content, frame.width, frame.bottom - frame.top)
    made = []
    if content.caption:
        form = ParagraphForm(align="center", line=page.SIZE_4_PT / page.MM * table.CAPTION_LEADING, keep_next=True)
        made.append(body_paragraph(form, [(content.caption, FaceRole.HEI)], page.SIZE_4_PT))
    if content.note:
        form = ParagraphForm(align="right", line=page.row_height_mm(page.SIZE_SMALL_4_PT), keep_next=True)
        made.append(body_paragraph(form, [(content.note, FaceRole.KAI)], page.SIZE_SMALL_4_PT))
    return [*made, _issues(content, laid)]


def _issues(content: TableContent, laid: LaidTable) -> Element:
    rows = []
    if laid.header is not None:
        headers = [column.header for column in content.columns]
        rows.append(_row(content, laid, headers, header=True))
    rows += [_row(content, laid, texts) for texts in content.rows]
    edges = dict.fromkeys(_SIDES, table.OUTER_MM) | {"insideH": table.INNER_MM, "insideV": table.INNER_MM}
    borders = node("w:tblBorders", None, *(line(f"w:{side}", Edge(thick)) for side, thick in edges.items()))
    em = laid.size / page.MM
    upright = max(table.PAD_TOP_MM - (table.LEADING - 1) * em / 2, 0.0)  # the fixed line brings blank of its own
    margins = _margins("w:tblCellMar", upright, table.PAD_MM)
    return _table(laid.widths, rows, borders, node("w:tblLayout", {"w:type": "fixed"}), margins)


def _row(content: TableContent, laid: LaidTable, texts: Sequence[str], *, header: bool = False) -> Element:
    form = node("w:trPr", None, node("w:cantSplit"))
    if content.least_row_mm and not header:
        form.append(node("w:trHeight", {"w:val": twips(content.least_row_mm), "w:hRule": "atLeast"}))
    if header:
        form.append(node("w:tblHeader"))
    made = node("w:tr", None, form)
    for index, (text, column, width) in enumerate(zip(texts, content.columns, laid.widths, strict=True)):
        label = header or index in content.lead
        align = Align.CENTRE if label else column.align
        shape = ParagraphForm(align=_ALIGNED[align], line=table.LEADING * laid.size / page.MM)
        words = body_paragraph(shape, [(text, FaceRole.HEI if label else FaceRole.SONG)], laid.size)
        made.append(_cell(width, words, node("w:vAlign", {"w:val": "center"})))
    return made


def _cell(width: float, words: Element, *form: Element) -> Element:
    return node("w:tc", None, node("w:tcPr", None, _width("w:tcW", width), *form), words)


def _table(widths: Sequence[float], rows: Sequence[Element], *form: Element, place: Element | None = None) -> Element:
    grid = node("w:tblGrid", None, *(node("w:gridCol", {"w:w": twips(width)}) for width in widths))
    head = node("w:tblPr", None, *(() if place is None else (place,)), _width("w:tblW", sum(widths)), *form)
    return node("w:tbl", None, head, grid, *rows)


def _width(tag: str, mm: float) -> Element:
    return node(tag, {"w:w": twips(mm), "w:type": "dxa"})


def _margins(tag: str, upright: float, sideways: float) -> Element:
    sizes = zip(_SIDES, chain.from_iterable([(upright, sideways)] * 2), strict=True)
    return node(tag, None, *(_width(f"w:{side}", mm) for side, mm in sizes))


@dataclass(frozen=True, slots=True)
class ImprintEntry:
    """A row of 版记; later lines of its text are indented by as many characters as `label` has, and one for the colon."""

    text: str
    label: str = ""


def imprint(entries: Sequence[ImprintEntry], printed: tuple[str, str] | None) -> Element:
    """Return 版记 at the foot of the page it falls on; `printed` 印发机关 and 日期 bring the lines with them (7.4, 10.1)."""
    rows = [_entry(entry) for entry in entries]
    if printed is not None:
        form = ParagraphForm(align="left", tab=page.TEXT_WIDTH_MM - 2 * _INSET_MM, line=_PITCH_MM)
        rows.append(body_paragraph(form, [("\t".join(printed), FaceRole.BODY)], page.SIZE_4_PT))
    borders = _ruled(len(rows)) if printed is not None else [[] for _ in rows]
    place = {"w:vertAnchor": "margin", "w:horzAnchor": "margin", "w:tblpX": 0, "w:tblpYSpec": "bottom"}
    made = [
        node("w:tr", None, node("w:trPr", None, node("w:cantSplit")), _cell(page.TEXT_WIDTH_MM, words, *edges))
        for words, edges in zip(rows, borders, strict=True)
    ]
    fixed = node("w:tblLayout", {"w:type": "fixed"})
    margins = _margins("w:tblCellMar", 0.0, _INSET_MM)
    return _table([page.TEXT_WIDTH_MM], made, fixed, margins, place=node("w:tblpPr", place))


def _entry(entry: ImprintEntry) -> Element:
    hanging = _EM_MM * (len(entry.label) + 1)
    form = ParagraphForm(left=hanging, first=-hanging, line=_PITCH_MM)
    return body_paragraph(form, [(entry.text, FaceRole.BODY)], page.SIZE_4_PT)


def _ruled(rows: int) -> list[list[Element]]:
    """Return the borders of each row: first and last line thick, one thin line over 印发."""
    outer, inner = Edge(DOCUMENT_HEAD.imprint_outer_line_mm), Edge(DOCUMENT_HEAD.imprint_inner_line_mm)
    edges: list[dict[str, Edge]] = [{} for _ in range(rows)]
    edges[-1] = {"w:top": inner, "w:bottom": outer}
    edges[0]["w:top"] = outer
    return [[node("w:tcBorders", None, *(line(*edge) for edge in sorted(one.items(), reverse=True)))] for one in edges]
