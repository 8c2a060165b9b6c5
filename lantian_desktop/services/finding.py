"""查找任何内容 (Ctrl+K): contacts, issues and letters by any part of their text, pinyin, initials or number."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.queries import Hit
from lantian_desktop.services.office import Office
from lantian_desktop.store import search

KINDS = ("contact", "issue", "letter")


def find(office: Office, *, text: str, kinds: Sequence[str] = KINDS, limit: int = 50) -> tuple[Hit, ...]:
    """Return what matches `text`, best first; nothing for an empty text."""
    if not text.strip():
        return ()
    return search.find(office.session, text, kinds=tuple(kinds), limit=limit)
