"""The last part of a letter's check: that its pages can be set, and what had to be done so that 署名 stands with the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.services.letters.content import content, list_title
from lantian_desktop.services.letters.findings import Finding, Subject, error, warning
from lantian_desktop.services.printing import faces

# What the typesetter calls the parts of a letter, and the entries they are typed in.
_ENTRIES: Mapping[str, str] = {
    "标题": "title",
    "正文": "body",
    "主送": "addressees",
    "抄送": "copied_to",
    "签发人": "signatory",
    "联系人": "contact_person",
    "联系电话": "contact_phone",
    "成文日期": "dated_on",
}


def page_findings(subject: Subject) -> Iterator[Finding]:
    """Yield why the pages cannot be set, or a warning where the last page's rows were drawn together."""
    from lantian_desktop.documents.letters import official_letter  # reportlab: only where a page is made
    from lantian_desktop.documents.letters.annex import Annex

    office, draft = subject.office, subject.draft
    try:
        listed = [Annex(list_title(office, draft))] if draft.covered and draft.with_list else []
        typed = [Annex(one.title, paragraphs=(one.text,)) for one in draft.annexes]
        bare = content(office, replace(draft, covered=(), annexes=()), number="")
        tightened = official_letter.tightens(replace(bare, annexes=(*listed, *typed)), faces(office))
    except OfficeError as refusal:
        yield error(refusal.sentence, _entry(refusal))
        return
    if tightened:
        yield warning("末页行距收紧后才排得下署名和日期，如不合意，请增删一两行正文。", "body")


def _entry(refusal: OfficeError) -> str:
    part = refusal.field if isinstance(refusal, InvalidInput) else ""
    return "annexes" if part.startswith("附件") else _ENTRIES.get(part, "")
