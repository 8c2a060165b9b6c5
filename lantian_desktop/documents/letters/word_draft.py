"""The editable draft of an official letter: the same parts as in print, for leaders who change words before it is issued.

It bears no number and says 征求意见稿 on every page. What is issued is the printed letter alone; `official_letter` makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.flow import MEASURE, PARAGRAPH_INDENT
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.heading import roles_of
from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.page import DOCUMENT_HEAD, LETTER_HEAD
from lantian_desktop.documents.kit.title import title_lines
from lantian_desktop.documents.kit.wording import written_date, written_units
from lantian_desktop.documents.letters import official_letter, word_file, word_page, word_sections, word_tables
from lantian_desktop.documents.letters.annex import LABEL_ROW, TITLE_ROW, UNDER_TITLE_MM, Annex
from lantian_desktop.documents.letters.imprint import unit_text
from lantian_desktop.documents.letters.letterhead import mark_ink
from lantian_desktop.documents.letters.official_letter import OfficialLetter
from lantian_desktop.documents.letters.signature import signature_rows
from lantian_desktop.documents.letters.word_page import ROW_MM, em_top_mm
from lantian_desktop.documents.letters.word_sections import FirstPage, SectionPart, bar, draft_word
from lantian_desktop.documents.letters.word_tables import ImprintEntry
from lantian_desktop.documents.letters.word_text import (
    Edge,
    Element,
    ParagraphForm,
    body_paragraph,
    paragraph,
    pieces,
    run,
)
from lantian_desktop.domain.letters.letter import LetterFormat

_INDENT_CELLS = PARAGRAPH_INDENT // 2
_ROW_EM_MM = em_top_mm(ROW_MM, word_page.SIZE_3_PT)
_TITLE_LINE_MM = page.row_height_mm(page.SIZE_2_PT)


def build(content: OfficialLetter, faces: FaceBook) -> bytes:
    """Return the .docx of the draft, without number; the same content gives the same bytes. What cannot be printed is refused."""
    letter = official_letter.checked(content, faces)
    document = word_file.begin(title=letter.title, author=letter.issuer, dated_on=letter.dated_on)
    word_sections.write(document, _parts(letter, faces))
    return word_file.finish(document)


def _parts(letter: OfficialLetter, faces: FaceBook) -> list[SectionPart]:
    """Return the letter, its annexes, and 版记 on the last upright page."""
    moved = official_letter.moves_address(letter, faces)
    head = _letter_head(letter, faces) if letter.format is LetterFormat.LETTER else _document_head(letter, faces)
    address = [] if moved else [_row_paragraph(ParagraphForm(before=ROW_MM), official_letter.address(letter))]
    parts = [SectionPart((*head.elements, *address, *_body(letter), *_tail(letter)), first=head.first)]
    for number, annex in enumerate(letter.annexes, start=1):
        parts.append(_annex(annex, f"附件{number}" if len(letter.annexes) > 1 else "附件"))
    imprint = _imprint(letter, moved=moved)
    if imprint and parts[-1].landscape:
        parts.append(
            SectionPart(imprint, first=FirstPage((draft_word(),), (_empty(),)))
        )  # a page of its own is not numbered
    elif imprint:
        parts[-1] = SectionPart((*parts[-1].elements, *imprint), first=parts[-1].first)
    return parts


def _row_paragraph(form: ParagraphForm, text: str, role: FaceRole = FaceRole.BODY) -> Element:
    return body_paragraph(form, [(text, role)])


def _empty() -> Element:
    return paragraph(ParagraphForm())


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands over the text of page 1, and its margins where they differ from other pages."""

    elements: tuple[Element, ...]
    first: FirstPage | None = None


@dataclass(frozen=True, slots=True)
class _MarkPlace:
    """The mark in a size the file can hold: top and bottom of its fixed line and the end of its ink, in mm."""

    size: float
    top: float
    bottom: float
    ink_end: float

    def written(self, mark: str, under: float) -> Element:
        """Return the paragraph of the mark; what stands over it ends at `under` mm."""
        out = -page.CELL_MM  # its cells are wider than its ink, which may fill the 版心
        form = ParagraphForm(align="center", before=self.top - under, line=self.bottom - self.top, left=out, right=out)
        return paragraph(form, run(mark, FaceRole.MARK, self.size, colour=word_page.rgb(page.RED)))


def _mark(letter: OfficialLetter, faces: FaceBook, ink_top: float, largest: float) -> _MarkPlace:
    ink = mark_ink(faces, letter.mark)
    size = floor(2 * ink.size_pt(largest)) / 2  # half points
    em = size / page.MM
    line = word_page.MARK_LINE_EM * em
    top = ink_top + ink.rise * em - word_page.BASELINE_SHARE * line
    return _MarkPlace(size, top, top + line, ink_top + (ink.rise - ink.drop) * em)


def _letter_head(letter: OfficialLetter, faces: FaceBook) -> _Head:
    """信函格式: mark and red lines stand in the margins of page 1, which hold them where they are while the text changes."""
    mark = _mark(letter, faces, LETTER_HEAD.mark_top_mm, LETTER_HEAD.mark_largest_pt)
    line = mark.ink_end + LETTER_HEAD.line_under_mark_mm
    row = line + LETTER_HEAD.pair_mm + LETTER_HEAD.number_under_line_mm
    named = mark.written(letter.mark, word_page.DRAFT_WORD_MM + word_page.DRAFT_WORD_LINE_MM)
    for top, thick in (
        (line, LETTER_HEAD.thick_mm),
        (line + LETTER_HEAD.thick_mm + LETTER_HEAD.between_mm, LETTER_HEAD.thin_mm),
    ):
        named.append(_red_bar(top, thick))
    text_top = row - _ROW_EM_MM
    foot = _empty()
    edge = page.PAGE_HEIGHT_MM - LETTER_HEAD.second_line_from_bottom_mm
    foot.append(_red_bar(edge - LETTER_HEAD.pair_mm, LETTER_HEAD.thin_mm))
    foot.append(_red_bar(edge - LETTER_HEAD.thick_mm, LETTER_HEAD.thick_mm))
    # A head taller than the margin pushes the text down to its foot; what is still missing stands over the first row.
    form = ParagraphForm(align="left", before=text_top - max(mark.bottom, page.TOP_MM), tab=page.TEXT_WIDTH_MM)
    number = _row_paragraph(form, f"{letter.urgency}\t", FaceRole.HEI)
    title = _title(letter.title, row + (1 + LETTER_HEAD.blank_rows_over_title) * page.PITCH_MM, text_top + ROW_MM)
    return _Head((number, title), FirstPage((draft_word(), named), (foot,)))


def _red_bar(top: float, thickness: float) -> Element:
    length = LETTER_HEAD.line_length_mm
    return bar((page.PAGE_WIDTH_MM - length) / 2, top, length, thickness)


def _document_head(letter: OfficialLetter, faces: FaceBook) -> _Head:
    """文件格式: urgency, mark, the place of the number with 签发人, red line, title, one under the other."""
    urgency = _row_paragraph(ParagraphForm(align="left"), letter.urgency, FaceRole.HEI)
    mark = _mark(letter, faces, DOCUMENT_HEAD.mark_top_mm, DOCUMENT_HEAD.mark_largest_pt)
    row = mark.ink_end + DOCUMENT_HEAD.blank_rows_over_number * page.PITCH_MM + page.ROW_GAP_MM
    top = row - _ROW_EM_MM
    line = row + page.SIZE_3_MM + DOCUMENT_HEAD.line_under_number_mm
    space = round((line - top - ROW_MM) * page.MM)
    red = Edge(DOCUMENT_HEAD.line_mm, space, word_page.rgb(page.RED))
    number = _number_row(letter.signatory, top - mark.bottom, red)
    under = line + DOCUMENT_HEAD.line_mm
    title_top = under + DOCUMENT_HEAD.blank_rows_over_title * page.PITCH_MM + page.ROW_GAP_MM
    title = _title(letter.title, title_top, top + ROW_MM + space / page.MM + DOCUMENT_HEAD.line_mm)
    return _Head((urgency, mark.written(letter.mark, page.TOP_MM + ROW_MM), number, title))


def _number_row(signatory: str, before: float, red: Edge) -> Element:
    """Return the row of 发文字号, left blank, with 签发人 at the right in an 上行文 (7.2.5, 7.2.6)."""
    if not signatory:
        return paragraph(ParagraphForm(align="center", before=before, under=red))
    stop = page.TEXT_WIDTH_MM - DOCUMENT_HEAD.signer_inset_cells * page.CELL_MM
    inset = DOCUMENT_HEAD.number_inset_cells * page.CELL_MM
    form = ParagraphForm(align="left", before=before, first=inset, tab=stop, under=red)
    return body_paragraph(form, [("\t签发人：", FaceRole.BODY), (signatory, FaceRole.KAI)])


def _title(title: str, em_top: float, under: float) -> Element:
    """Return the title in the lines of print, its first em-top at `em_top` mm under what ends at `under` mm."""
    before = em_top - em_top_mm(_TITLE_LINE_MM, word_page.SIZE_2_PT) - under
    form = ParagraphForm(align="center", before=before, line=_TITLE_LINE_MM)
    return body_paragraph(form, [("\n".join(title_lines(title)), FaceRole.MARK)], word_page.SIZE_2_PT)


def _paragraphs(texts: Sequence[str], *, keep_last: bool = False, before: float = 0.0) -> list[Element]:
    """Return paragraphs with their levels in their faces; the last one may be kept with what follows."""
    made = []
    for number, text in enumerate(part.strip() for part in texts):
        last = number == len(texts) - 1
        form = ParagraphForm(cells=_INDENT_CELLS, keep_next=last and keep_last, before=0.0 if number else before)
        made.append(body_paragraph(form, pieces(text, roles_of(text))))
    return made


def _body(letter: OfficialLetter) -> list[Element]:
    """Return the text and 附件说明; the last of it goes along with the signature (7.3.5.5)."""
    made = _paragraphs(letter.paragraphs, keep_last=True)
    for number, item in enumerate(official_letter.annex_items([one.title for one in letter.annexes])):
        left, first = item.indent * page.HALF_MM, item.first_indent * page.HALF_MM
        before = 0.0 if number else LETTER_HEAD.blank_rows_over_annex_note * ROW_MM
        made.append(
            _row_paragraph(ParagraphForm(left=left, first=first - left, before=before, keep_next=True), item.text)
        )
    return made


def _tail(letter: OfficialLetter) -> list[Element]:
    """Return 署名, 成文日期 and 附注, each row at its distance from the right edge."""
    made, blanks = [], 0
    note = official_letter.contact_note(letter)
    rows = signature_rows(letter.issuer, letter.dated_on, with_seal=letter.with_seal)
    for number, row in enumerate(rows, start=1):
        if row.line is None:
            blanks += 1
            continue
        right = (MEASURE - row.indent - width(row.line.text)) * page.HALF_MM
        kept = number < len(rows) or bool(note)
        made.append(
            _row_paragraph(
                ParagraphForm(align="right", right=right, before=blanks * ROW_MM, keep_next=kept), row.line.text
            )
        )
        blanks = 0
    return [*made, _row_paragraph(ParagraphForm(cells=_INDENT_CELLS), note)] if note else made


def _annex(annex: Annex, label: str) -> SectionPart:
    """Return an annex on pages of its own, turned when it holds a table (7.3.7)."""
    named = _row_paragraph(
        ParagraphForm(align="left", before=(LABEL_ROW - 1) * ROW_MM, keep_next=True), label, FaceRole.HEI
    )
    title = _title(annex.title, (TITLE_ROW - 1) * ROW_MM + _ROW_EM_MM, LABEL_ROW * ROW_MM)
    if annex.table is None:
        return SectionPart((named, title, *_paragraphs(annex.paragraphs, before=ROW_MM)))
    gap = paragraph(ParagraphForm(line=UNDER_TITLE_MM))
    return SectionPart((named, title, gap, *word_tables.captioned(annex.table, page.LANDSCAPE)), landscape=True)


def _imprint(letter: OfficialLetter, *, moved: bool) -> tuple[Element, ...]:
    named = [("主送", letter.addressees)] if moved else []
    named += [("抄送", letter.copied_to)] if letter.copied_to else []
    written = [(label, written_units(groups)) for label, groups in named]
    entries = [ImprintEntry(unit_text(label, units), label) for label, units in written if units]
    if letter.format is LetterFormat.DOCUMENT:
        return (
            word_tables.imprint(entries, (letter.printed_by or letter.issuer, f"{written_date(letter.dated_on)}印发")),
        )
    return (word_tables.imprint(entries, None),) if entries else ()
