"""An official letter: one description of its parts, set in 信函格式 (GB/T 9704-2012 10.1) or 文件格式 (clause 7).

Which kind it is, what it says and which number it bears are decided by whoever asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.flow import (
    BLANK,
    PARAGRAPH_INDENT,
    RowPage,
    TextRow,
    draw_rows,
    paginate,
    paragraph_rows,
    plain_rows,
)
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean, width
from lantian_desktop.documents.kit.page import LETTER_HEAD
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.wording import optional, required, titled, written_units
from lantian_desktop.documents.letters import annex, document_head, imprint, letterhead
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.signature import signature_rows
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letters.letter import LetterFormat

URGENCIES = ("", "加急", "特急")


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """All that is printed. `addressees` and `copied_to` are groups of units of one level, higher levels first.

    `signatory` (签发人) and `printed_by` (印发机关) are printed in 文件格式 alone; a signatory makes it an 上行文.
    """

    mark: str
    number: str
    title: str
    addressees: tuple[tuple[str, ...], ...]
    paragraphs: tuple[str, ...]
    issuer: str
    dated_on: date
    urgency: str = ""
    annexes: tuple[Annex, ...] = ()
    with_seal: bool = True
    contact_person: str = ""
    contact_phone: str = ""
    copied_to: tuple[tuple[str, ...], ...] = ()
    format: LetterFormat = LetterFormat.LETTER
    signatory: str = ""
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class NotedAnnex:
    """A paragraph of 附件说明 and the blank half cells before its first and its later lines."""

    text: str
    first_indent: int
    indent: int


def build(content: OfficialLetter, faces: FaceBook) -> bytes:
    """Return the PDF of the letter; the same content gives the same bytes."""
    letter = checked(content, faces)
    sheet = PageCanvas(faces, title=letter.title, author=letter.issuer)
    pages, moved = _set(sheet, faces, letter)
    for index, rows in enumerate(pages):
        if index:
            sheet.new_page()
            sheet.page_number()
        draw_rows(sheet, rows)
    used = pages[-1].bottom
    if letter.annexes:
        used = annex.draw_annexes(sheet, letter.annexes)
    _end(sheet, letter, used, moved=moved)
    return sheet.finish()


def tightens(content: OfficialLetter, faces: FaceBook) -> bool:
    """Return whether the rows of the last page stand closer than the grid so that it takes in 署名 and 成文日期 (7.3.5.5)."""
    letter = checked(content, faces)
    pages, _ = _set(PageCanvas(faces, title=letter.title, author=letter.issuer), faces, letter)
    return pages[-1].tightened


def _set(sheet: PageCanvas, faces: FaceBook, letter: OfficialLetter) -> tuple[list[RowPage], bool]:
    """Draw the first page's head; return the rows of each page and whether 主送 has moved to 版记."""
    frame = _begin(sheet, faces, letter)
    addressed = plain_rows(address(letter))
    moved = _moved(addressed, frame)
    return paginate(_body(letter, [] if moved else addressed), _tail(letter), frame), moved


def address(letter: OfficialLetter) -> str:
    """Return the line of 主送."""
    return f"{written_units(letter.addressees)}："


def _moved(addressed: list[TextRow], frame: page.Frame) -> bool:
    """Page 1 must show text, so 主送 that fills it goes to 版记 (7.3.2)."""
    return len(addressed) >= frame.capacity(page.PITCH_MM)


def moves_address(letter: OfficialLetter, faces: FaceBook) -> bool:
    """Return whether 主送 of a checked letter stands in 版记."""
    trial = PageCanvas(faces, title=letter.title, author=letter.issuer)
    return _moved(plain_rows(address(letter)), _begin(trial, faces, letter))


def _begin(sheet: PageCanvas, faces: FaceBook, letter: OfficialLetter) -> page.Frame:
    """Draw the first page's head and return the room for rows under it."""
    sheet.new_page()
    if letter.format is LetterFormat.LETTER:
        return letterhead.draw_head(sheet, faces, letter.mark, letter.number, letter.urgency, letter.title)
    sheet.page_number()
    head = document_head.Head(letter.mark, letter.number, letter.signatory, letter.urgency, letter.title)
    return document_head.draw_head(sheet, faces, head)


def _end(sheet: PageCanvas, letter: OfficialLetter, used: float, *, moved: bool) -> None:
    """Draw 版记; `moved` 主送 stands there because the first page has no room for it."""
    lines = imprint.unit_lines("主送", written_units(letter.addressees)) if moved else ()
    lines += imprint.unit_lines("抄送", written_units(letter.copied_to))
    if letter.format is LetterFormat.LETTER:
        imprint.draw_plain(sheet, lines, used)
    else:
        imprint.draw_ruled(sheet, lines, imprint.Printed(letter.printed_by or letter.issuer, letter.dated_on), used)


def checked(content: OfficialLetter, faces: FaceBook) -> OfficialLetter:
    """Return the letter with clean text that can be drawn."""
    if content.urgency not in URGENCIES:
        raise InvalidInput("紧急程度只能是“加急”或“特急”，平件请留空。", field="紧急程度")
    addressees, copied_to = written_units(content.addressees), written_units(content.copied_to)
    faces.ensure_covered(copied_to, FaceRole.BODY, "抄送")
    required(addressees, "主送", FaceRole.BODY, faces)
    paragraphs = tuple(part for text in content.paragraphs for part in clean(text).split("\n") if part.strip())
    required("".join(paragraphs), "正文", FaceRole.BODY, faces)
    for text in paragraphs:
        for role in (FaceRole.BODY, FaceRole.HEI, FaceRole.KAI):
            faces.ensure_covered(text, role, "正文")
    return replace(
        content,
        mark=required(content.mark, "发文机关标志", FaceRole.MARK, faces),
        number=optional(content.number, "发文字号", FaceRole.BODY, faces),
        title=titled(content.title, "标题", faces),
        paragraphs=paragraphs,
        issuer=required(content.issuer, "署名", FaceRole.BODY, faces),
        contact_person=optional(content.contact_person, "联系人", FaceRole.BODY, faces),
        contact_phone=optional(content.contact_phone, "联系电话", FaceRole.BODY, faces),
        signatory=optional(content.signatory, "签发人", FaceRole.KAI, faces),
        printed_by=optional(content.printed_by, "印发机关", FaceRole.BODY, faces),
        annexes=tuple(annex.checked(each, faces) for each in content.annexes),
    )


def _body(letter: OfficialLetter, addressed: list[TextRow]) -> list[TextRow]:
    rows = list(addressed)
    for text in letter.paragraphs:
        rows += paragraph_rows(text)
    return rows + _annex_note([each.title for each in letter.annexes])


def _annex_note(titles: list[str]) -> list[TextRow]:
    """附件说明: one blank row under the text, names aligned with one another (7.3.4)."""
    rows = [BLANK] * LETTER_HEAD.blank_rows_over_annex_note if titles else []
    for item in annex_items(titles):
        rows += plain_rows(item.text, first_indent=item.first_indent, indent=item.indent)
    return rows


def annex_items(titles: Sequence[str]) -> Iterator[NotedAnnex]:
    """Yield the paragraphs of 附件说明; figures only where there are several (7.3.4)."""
    lead = PARAGRAPH_INDENT + width("附件：")
    for number, title in enumerate(titles, start=1):
        figure = f"{number}. " if len(titles) > 1 else ""
        opening, first = ("附件：", PARAGRAPH_INDENT) if number == 1 else ("", lead)
        yield NotedAnnex(f"{opening}{figure}{title}", first, lead + width(figure))


def _tail(letter: OfficialLetter) -> list[TextRow]:
    rows = signature_rows(letter.issuer, letter.dated_on, with_seal=letter.with_seal)
    note = contact_note(letter)
    return rows + plain_rows(note, first_indent=PARAGRAPH_INDENT) if note else rows


def contact_note(letter: OfficialLetter) -> str:
    """Return 附注, or nothing when nobody is named."""
    parts = []
    if letter.contact_person:
        parts.append(f"联系人：{letter.contact_person}")
    if letter.contact_phone:
        parts.append(f"{'电话' if parts else '联系电话'}：{letter.contact_phone}")
    return f"（{'，'.join(parts)}）" if parts else ""
