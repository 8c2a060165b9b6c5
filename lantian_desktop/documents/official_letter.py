"""An official letter: one description of its parts, set in 信函格式 (GB/T 9704-2012 10.1) or 文件格式 (clause 7).

Which kind it is, what it says and which number it bears are decided by whoever asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from lantian_desktop.documents import annex, document_head, imprint, letterhead, page
from lantian_desktop.documents.annex import Annex
from lantian_desktop.documents.flow import BLANK, PARAGRAPH_INDENT, Row, draw_rows, paginate, paragraph_rows, plain_rows
from lantian_desktop.documents.fonts import FaceBook, Role
from lantian_desktop.documents.marks import clean, width
from lantian_desktop.documents.page import LETTER_HEAD
from lantian_desktop.documents.sheet import Sheet
from lantian_desktop.documents.signature import signature_rows
from lantian_desktop.documents.wording import optional, required, titled, written_units
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letter import LetterFormat

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


def build(content: OfficialLetter, faces: FaceBook) -> bytes:
    """Return the PDF of the letter; the same content gives the same bytes."""
    letter = _checked(content, faces)
    sheet = Sheet(faces, title=letter.title, author=letter.issuer)
    frame = _begin(sheet, faces, letter)
    addressed = plain_rows(f"{written_units(letter.addressees)}：")
    moved = len(addressed) >= frame.capacity(page.PITCH_MM)  # page 1 must show text, so 主送 goes to 版记 (7.3.2)
    pages = paginate(_body(letter, [] if moved else addressed), _tail(letter), frame)
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


def _begin(sheet: Sheet, faces: FaceBook, letter: OfficialLetter) -> page.Frame:
    """Draw the first page's head and return the room for rows under it."""
    sheet.new_page()
    if letter.format is LetterFormat.LETTER:
        return letterhead.draw_head(sheet, faces, letter.mark, letter.number, letter.urgency, letter.title)
    sheet.page_number()
    head = document_head.Head(letter.mark, letter.number, letter.signatory, letter.urgency, letter.title)
    return document_head.draw_head(sheet, faces, head)


def _end(sheet: Sheet, letter: OfficialLetter, used: float, *, moved: bool) -> None:
    """Draw 版记; `moved` 主送 stands there because the first page has no room for it."""
    lines = imprint.unit_lines("主送", written_units(letter.addressees)) if moved else ()
    lines += imprint.unit_lines("抄送", written_units(letter.copied_to))
    if letter.format is LetterFormat.LETTER:
        imprint.draw_plain(sheet, lines, used)
    else:
        imprint.draw_ruled(sheet, lines, imprint.Printed(letter.printed_by or letter.issuer, letter.dated_on), used)


def _checked(content: OfficialLetter, faces: FaceBook) -> OfficialLetter:
    """Return the letter with clean text that can be drawn."""
    if content.urgency not in URGENCIES:
        raise InvalidInput("紧急程度只能是“加急”或“特急”，平件请留空。", field="紧急程度")
    addressees, copied_to = written_units(content.addressees), written_units(content.copied_to)
    faces.ensure_covered(copied_to, Role.BODY, "抄送")
    required(addressees, "主送", Role.BODY, faces)
    paragraphs = tuple(part for text in content.paragraphs for part in clean(text).split("\n") if part.strip())
    required("".join(paragraphs), "正文", Role.BODY, faces)
    for text in paragraphs:
        for role in (Role.BODY, Role.HEI, Role.KAI):
            faces.ensure_covered(text, role, "正文")
    return replace(
        content,
        mark=required(content.mark, "发文机关标志", Role.MARK, faces),
        number=optional(content.number, "发文字号", Role.BODY, faces),
        title=titled(content.title, "标题", faces),
        paragraphs=paragraphs,
        issuer=required(content.issuer, "署名", Role.BODY, faces),
        contact_person=optional(content.contact_person, "联系人", Role.BODY, faces),
        contact_phone=optional(content.contact_phone, "联系电话", Role.BODY, faces),
        signatory=optional(content.signatory, "签发人", Role.KAI, faces),
        printed_by=optional(content.printed_by, "印发机关", Role.BODY, faces),
        annexes=tuple(annex.checked(each, faces) for each in content.annexes),
    )


def _body(letter: OfficialLetter, addressed: list[Row]) -> list[Row]:
    rows = list(addressed)
    for text in letter.paragraphs:
        rows += paragraph_rows(text)
    return rows + _annex_note([each.title for each in letter.annexes])


def _annex_note(titles: list[str]) -> list[Row]:
    """附件说明: one blank row under the text, names aligned with one another (7.3.4)."""
    if not titles:
        return []
    rows = [BLANK] * LETTER_HEAD.blank_rows_over_annex_note
    lead = PARAGRAPH_INDENT + width("附件：")
    for number, title in enumerate(titles, start=1):
        figure = f"{number}. " if len(titles) > 1 else ""
        opening = "附件：" if number == 1 else ""
        first = PARAGRAPH_INDENT if number == 1 else lead
        rows += plain_rows(f"{opening}{figure}{title}", first_indent=first, indent=lead + width(figure))
    return rows


def _tail(letter: OfficialLetter) -> list[Row]:
    rows = signature_rows(letter.issuer, letter.dated_on, with_seal=letter.with_seal)
    parts = []
    if letter.contact_person:
        parts.append(f"联系人：{letter.contact_person}")
    if letter.contact_phone:
        parts.append(f"{'电话' if parts else '联系电话'}：{letter.contact_phone}")
    if parts:
        rows += plain_rows(f"（{'，'.join(parts)}）", first_indent=PARAGRAPH_INDENT)
    return rows
