"""The draft of a letter as a file leaders edit: made from what would be printed, never registered, numbered or kept."""

from __future__ import annotations

from pathlib import Path

from lantian_desktop.domain.letters.letter import LetterDraft
from lantian_desktop.services.files import write_file
from lantian_desktop.services.letters.content import content
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces

SUFFIX = ".docx"


def draft_bytes(office: Office, *, draft: LetterDraft) -> bytes:
    """Return the .docx of a draft; raise InvalidInput or MissingGlyph for what could not be printed either."""
    from lantian_desktop.documents.letters import (
        word_draft as letter_docx,  # python-docx: only where such a file is made
    )

    return letter_docx.build(content(office, draft, number=""), faces(office))


def save_draft(office: Office, *, draft: LetterDraft, path: Path) -> None:
    """Write the .docx of a draft. Nothing is registered and the store stays as it is, as with every other export."""
    write_file(path, draft_bytes(office, draft=draft))


def file_name(draft: LetterDraft) -> str:
    """Return a name that is allowed on every system, e.g. 督办函-征求意见稿-关于….docx."""
    from lantian_desktop.documents.catalogue import plain_name  # reportlab: only where a file is made

    subject = plain_name(draft.title.replace("\n", ""))
    return f"{'-'.join(filter(None, (draft.kind.label, '征求意见稿', subject)))}{SUFFIX}"
