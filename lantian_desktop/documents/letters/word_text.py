"""Paragraphs and runs of the editable draft as XML of a word processor. Text goes in as text nodes, never as markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.letters import word_page
from lantian_desktop.documents.letters.word_page import twips

Element = Any  # lxml ships no types
Piece = tuple[str, FaceRole]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of a paragraph or table; `space_pt` lies between it and the text."""

    thick_mm: float
    space_pt: int = 0
    colour: str = "auto"


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """How a paragraph stands. Lengths in mm; `first` is counted from `left` and may be negative.

    `cells` is the first indent in characters, which the word processor keeps when the size is changed.
    """

    align: str = "both"
    before: float = 0.0
    line: float = word_page.ROW_MM
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    cells: int = 0
    tab: float = 0.0
    keep_next: bool = False
    under: Edge | None = None


def node(tag: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """Return an element; names are prefixed as in the file format, e.g. w:p, and attributes without prefix have none."""
    made: Element = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name) if ":" in name else name, str(value))
    for child in children:
        made.append(child)
    return made


def run(text: str, role: FaceRole, size_pt: float, *, colour: str = "") -> Element:
    """Return a run in the face of a role; line breaks in the text stay line breaks of the paragraph."""
    made = node("w:r", None, run_form(role, size_pt, colour=colour))
    for index, part in enumerate(text.split("\n")):
        if index:
            made.append(node("w:br"))
        for number, piece in enumerate(part.split("\t")):
            if number:
                made.append(node("w:tab"))
            if piece:
                made.append(_text(piece))
    return made


def _text(text: str) -> Element:
    made = node("w:t", {"xml:space": "preserve"})
    made.text = text
    return made


def run_form(role: FaceRole, size_pt: float, *, colour: str = "") -> Element:
    """Return the properties of a run; digits take the half-width forms of the same face."""
    name = word_page.FACES[role][0]
    faces = {f"w:{use}": name for use in ("ascii", "hAnsi", "eastAsia", "cs")}
    made = node("w:rPr", None, node("w:rFonts", {"w:hint": "eastAsia", **faces}))
    if colour:
        made.append(node("w:color", {"w:val": colour}))
    tracking = word_page.TRACKING_PT if size_pt == word_page.SIZE_3_PT else 0
    made.append(node("w:spacing", {"w:val": round(tracking * word_page.TWIPS_PER_PT)}))
    half_points = round(size_pt * 2)
    made.append(node("w:sz", {"w:val": half_points}))
    made.append(node("w:szCs", {"w:val": half_points}))
    return made


def field(name: str, role: FaceRole, size_pt: float) -> list[Element]:
    """Return the runs of a field the word processor works out itself, such as PAGE."""
    instruction = node("w:instrText", {"xml:space": "preserve"})
    instruction.text = f" {name} "
    steps = (
        node("w:fldChar", {"w:fldCharType": "begin"}),
        instruction,
        node("w:fldChar", {"w:fldCharType": "separate"}),
        _text("1"),
        node("w:fldChar", {"w:fldCharType": "end"}),
    )
    return [node("w:r", None, run_form(role, size_pt), step) for step in steps]


def paragraph(form: ParagraphForm, *runs: Element) -> Element:
    """Return a paragraph of finished runs."""
    return node("w:p", None, _paragraph_form(form), *runs)


def pieces(text: str, roles: Sequence[FaceRole]) -> tuple[Piece, ...]:
    """Cut a text into stretches of one face."""
    found = groupby(zip(text, roles, strict=True), key=lambda pair: pair[1])
    return tuple(("".join(character for character, _ in pairs), role) for role, pairs in found)


def body_paragraph(form: ParagraphForm, parts: Iterable[Piece], size_pt: float = word_page.SIZE_3_PT) -> Element:
    """Return a paragraph of text in one size."""
    return paragraph(form, *(run(text, role, size_pt) for text, role in parts))


def _paragraph_form(form: ParagraphForm) -> Element:
    """Return the properties in the order the file format commands."""
    made = node("w:pPr")
    if form.keep_next:
        made.append(node("w:keepNext"))
    if form.under:
        made.append(node("w:pBdr", None, line("w:bottom", form.under)))
    if form.tab:
        stop = node("w:tab", {"w:val": "right", "w:pos": twips(form.tab)})
        made.append(node("w:tabs", None, stop))
    if form.line != word_page.ROW_MM:
        made.append(node("w:snapToGrid", {"w:val": 0}))  # some readers round every line up to whole rows
    spacing = {"w:before": twips(form.before), "w:after": 0, "w:line": twips(form.line), "w:lineRule": "exact"}
    made.append(node("w:spacing", spacing))
    made.append(node("w:ind", _indents(form)))
    made.append(node("w:jc", {"w:val": form.align}))
    return made


def _indents(form: ParagraphForm) -> dict[str, object]:
    indents: dict[str, object] = {"w:left": twips(form.left), "w:right": twips(form.right)}
    if form.cells:
        return {**indents, "w:firstLineChars": 100 * form.cells, "w:firstLine": twips(form.cells * page.CELL_MM)}
    if form.first < 0:
        return {**indents, "w:hanging": twips(-form.first)}
    return {**indents, "w:firstLine": twips(form.first)}


def line(tag: str, edge: Edge) -> Element:
    """Return a border of a paragraph, table or cell."""
    values = {
        "w:val": "single",
        "w:sz": word_page.border(edge.thick_mm),
        "w:space": edge.space_pt,
        "w:color": edge.colour,
    }
    return node(tag, values)
