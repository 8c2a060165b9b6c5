"""Sections of the editable draft: paper, margins and grid, what stands over and under the text, and red lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.page import LANDSCAPE, PORTRAIT
from lantian_desktop.documents.letters import word_page
from lantian_desktop.documents.letters.word_file import DRAFT_WORD
from lantian_desktop.documents.letters.word_page import em_top_mm, twips
from lantian_desktop.documents.letters.word_text import Element, ParagraphForm, field, node, paragraph, run

_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)
_EM_MM = page.SIZE_4_PT / page.MM
_INSET_MM = page.PAGE_NUMBER_INSET_EM * _EM_MM
_NUMBER_TOP_MM = page.PAGE_NUMBER_LINE_MM - em_top_mm(word_page.NUMBER_LINE_MM, page.SIZE_4_PT) - _EM_MM / 2
_SLIVER = ParagraphForm(line=word_page.SLIVER_PT / page.MM)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What stands over and under the text of a section's first page instead of the draft word and the page number."""

    header: tuple[Element, ...]
    footer: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class SectionPart:
    """What becomes one section: paragraphs and tables on paper of one orientation."""

    elements: tuple[Element, ...]
    landscape: bool = False
    first: FirstPage | None = None


def write(document: Document, parts: Sequence[SectionPart]) -> None:
    """Put the parts into an empty document, each on a page of its own."""
    body = document.element.body
    for number, part in enumerate(parts):
        if number:
            document.add_section(WD_SECTION.NEW_PAGE)
            _flatten(body[-2])
        _lay_out(document.sections[-1], landscape=part.landscape)
        _furnish(document.sections[-1], part)
        for element in part.elements:
            body.insert(len(body) - 1, element)
    if parts[-1].elements[-1].tag == qn("w:tbl"):
        body.insert(len(body) - 1, paragraph(_SLIVER))  # a text may not end with a table


def _flatten(holder: Element) -> None:
    """Make the empty paragraph that carries the end of a section too small to turn a page."""
    form = paragraph(_SLIVER)[0]
    form.append(holder.find(f"{qn('w:pPr')}/{qn('w:sectPr')}"))
    holder.replace(holder[0], form)


def _lay_out(section: Section, *, landscape: bool) -> None:
    frame = LANDSCAPE if landscape else PORTRAIT
    paper = (page.PAGE_WIDTH_MM, page.PAGE_HEIGHT_MM)
    wide, high = paper[::-1] if landscape else paper
    form = section._sectPr
    turned = {"w:orient": "landscape"} if landscape else {}
    _renew(form, "w:pgSz", {"w:w": twips(wide), "w:h": twips(high), **turned})
    left, top, text = twips(frame.left), twips(frame.top), twips(frame.width)
    foot = page.PAGE_HEIGHT_MM - _NUMBER_TOP_MM - word_page.NUMBER_LINE_MM
    margins = {
        "w:top": top,
        "w:right": twips(wide) - left - text,
        "w:bottom": twips(high - frame.bottom),
        "w:left": left,
        "w:header": twips(word_page.DRAFT_WORD_MM),
        "w:footer": twips(word_page.DRAFT_WORD_MM if landscape else foot),
        "w:gutter": 0,
    }
    _renew(form, "w:pgMar", margins)
    _renew(form, "w:docGrid", {"w:type": "lines", "w:linePitch": word_page.ROW_TWIPS})


def _renew(form: Element, tag: str, attributes: Mapping[str, object]) -> None:
    form.replace(form.find(qn(tag)), node(tag, attributes))


def _furnish(section: Section, part: SectionPart) -> None:
    """Fill the margins; the window of a word processor joins them to the section before where nothing is said."""
    _fill(section.header, [draft_word()])
    _fill(section.even_page_header, [draft_word()])
    _fill(section.footer, [_turned_number(odd=True) if part.landscape else _number(odd=True)])
    _fill(section.even_page_footer, [_turned_number(odd=False) if part.landscape else _number(odd=False)])
    section.different_first_page_header_footer = part.first is not None
    if part.first is not None:
        _fill(section.first_page_header, part.first.header)
        _fill(section.first_page_footer, part.first.footer)


def _fill(margin: _BaseHeaderFooter, elements: Iterable[Element]) -> None:
    margin.is_linked_to_previous = False
    holder = margin._element
    for old in list(holder):
        holder.remove(old)
    for element in elements:
        holder.append(element)


def draft_word() -> Element:
    """Return the line that tells every page is a draft."""
    form = ParagraphForm(align="center", line=word_page.DRAFT_WORD_LINE_MM)
    colour = word_page.rgb(word_page.GREY)
    return paragraph(form, run(DRAFT_WORD, FaceRole.HEI, page.SIZE_4_PT, colour=colour))


def _number(*, odd: bool) -> Element:
    """Return — n —, one character in from the outer edge (clause 7.5)."""
    line = word_page.NUMBER_LINE_MM
    form = (
        ParagraphForm("right", line=line, right=_INSET_MM) if odd else ParagraphForm("left", line=line, left=_INSET_MM)
    )
    role, size = FaceRole.SONG, page.SIZE_4_PT
    before, after = (run(text, role, size) for text in ("— ", " —"))
    return paragraph(form, before, *field("PAGE", role, size), after)


def _turned_number(*, odd: bool) -> Element:
    """Return the number where a portrait page has it: at the left of a turned page, reading downward."""
    left = page.PAGE_HEIGHT_MM - _NUMBER_TOP_MM - word_page.NUMBER_LINE_MM
    box = _shape(left, page.LEFT_MM, word_page.NUMBER_LINE_MM, page.TEXT_WIDTH_MM, 'filled="f"')
    text = f'<v:textbox {_NAMESPACES} style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent/></v:textbox>'
    holder = parse_xml(text)
    holder[0].append(_number(odd=odd))
    box[-1][0].append(holder)
    return paragraph(_SLIVER, box)


def bar(left: float, top: float, length: float, thickness: float) -> Element:
    """Return a run that holds a red line at a place of the page, in mm."""
    return _shape(left, top, length, thickness, f'fillcolor="#{word_page.rgb(page.RED)}"')


def _shape(left: float, top: float, wide: float, high: float, look: str) -> Element:
    place = {"margin-left": left, "margin-top": top, "width": wide, "height": high}
    lengths = ";".join(f"{name}:{mm * page.MM:.2f}pt" for name, mm in place.items())
    anchors = "mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    style = f"position:absolute;{lengths};z-index:1;{anchors}"
    return parse_xml(f'<w:r {_NAMESPACES}><w:pict><v:rect style="{style}" {look} stroked="f"/></w:pict></w:r>')
