"""The file of an editable draft: a bare word-processor document to fill, and how it is written so that it never varies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.sheet import PROGRAM
from lantian_desktop.documents.letters import word_page
from lantian_desktop.documents.letters.word_text import Element, node, run_form

DRAFT_WORD = "征求意见稿"
_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
_KEPT_PARTS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # of the zip format: what is packed bears no time of its own


def begin(*, title: str, author: str, dated_on: date) -> Document:
    """Return an empty document with the text's face, size, line and grid, marked as a draft in its properties."""
    document = docx.Document()
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype not in _KEPT_PARTS:
                del holder.rels[key]
    _describe(document, title, author, dated_on)
    _style(document.styles.element)
    _set(document.settings.element)
    _name_faces(document)
    return document


def finish(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _describe(document: Document, title: str, author: str, dated_on: date) -> None:
    """Fill the properties; they hold at most 255 characters each."""
    about = document.core_properties
    day = datetime.combine(dated_on, time())
    about.title, about.author, about.last_modified_by = title.replace("\n", "")[:255], author[:255], PROGRAM
    about.subject = about.content_status = about.keywords = DRAFT_WORD
    about.comments = ""
    about.created = about.modified = day
    about.revision = 1


def _style(styles: Element) -> None:
    """Keep the basic styles alone and make 正文 the text of official letters."""
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    normal = next(one for one in styles.findall(qn("w:style")) if one.get(qn("w:styleId")) == "Normal")
    for part in [*normal.findall(qn("w:pPr")), *normal.findall(qn("w:rPr"))]:
        normal.remove(part)
    line = {"w:before": 0, "w:after": 0, "w:line": word_page.ROW_TWIPS, "w:lineRule": "exact"}
    normal.append(node("w:pPr", None, *_text_rules(), node("w:spacing", line), node("w:jc", {"w:val": "both"})))
    form = run_form(FaceRole.BODY, word_page.SIZE_3_PT)
    form.append(node("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}))
    normal.append(form)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _text_rules() -> list[Element]:
    """No page turned for a single row, marks kept off the edges, none hanging out, no blanks beside Latin and digits."""
    rules: Mapping[str, int] = {
        "w:widowControl": 0,
        "w:kinsoku": 1,
        "w:overflowPunct": 0,
        "w:autoSpaceDE": 0,
        "w:autoSpaceDN": 0,
    }
    return [node(tag, {"w:val": value}) for tag, value in rules.items()]


def _set(settings: Element) -> None:
    """Different pages at the right and the left; marks squeezed as the typesetter does; the present file format."""
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:defaultTabStop")).addnext(node("w:evenAndOddHeaders"))
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _name_faces(document: Document) -> None:
    """Write which face may stand in for one that the PC does not have."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table: Element = parse_xml(part.blob)
    for face in list(table):
        table.remove(face)
    for name, instead in word_page.FACES.values():
        table.append(node("w:font", {"w:name": name}, node("w:altName", {"w:val": instead})))
    part._blob = serialize_part_xml(table)
