"""The part of a letter's check that is about its pages: what had to be done so that 署名 stands with the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.letter_content import content, list_title
from lantian_desktop.services.letter_findings import Finding, Subject, warning
from lantian_desktop.services.printing import faces


def page_findings(subject: Subject) -> Iterator[Finding]:
    """Yield a warning where the last page's rows were drawn together; a letter that cannot be set is another finding's matter."""
    from lantian_desktop.documents import official_letter  # reportlab: only where a page is made
    from lantian_desktop.documents.annex import Annex

    office, draft = subject.office, subject.draft
    try:
        listed = [list_title(office, draft)] if draft.covered and draft.with_list else []
        named = tuple(Annex(title) for title in (*listed, *(annex.title for annex in draft.annexes)))
        letter = replace(content(office, replace(draft, covered=(), annexes=()), number=""), annexes=named)
        tightened = official_letter.tightens(letter, faces(office))
    except OfficeError:
        return
    if tightened:
        yield warning("末页行距收紧后才排得下署名和日期，如不合意，请增删一两行正文。", "body")
