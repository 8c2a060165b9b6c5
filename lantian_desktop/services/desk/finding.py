"""查找任何内容 (Ctrl+K): contacts, issues and letters by any part of their text, pinyin, initials or number."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.roster.contact_search import ContactHit, Hit
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_finding import find_contacts, recent_contacts
from lantian_desktop.store import search

KINDS = ("contact", "issue", "letter")


def find(office: Office, *, text: str, kinds: Sequence[str] = KINDS, limit: int = 50) -> tuple[Hit, ...]:
    """Return what matches `text`, best first; nothing for an empty text. Contacts come first, every kind gets its share."""
    if not text.strip():
        return ()
    others = tuple(kind for kind in kinds if kind != "contact")
    contacts = find_contacts(office, text=text, limit=limit) if "contact" in kinds else ()
    share = max(limit // max(len(kinds), 1), 1)
    found = search.find(office.session, text, kinds=others, limit=limit - min(len(contacts), share)) if others else ()
    return (*map(contact_hit, contacts[: limit - len(found)]), *found)


def recent(office: Office) -> tuple[Hit, ...]:
    """Return the contacts the signed-in user went to last, the latest first."""
    return tuple(map(contact_hit, recent_contacts(office)))


def contact_hit(found: ContactHit) -> Hit:
    """Return a contact as one thing among others."""
    words = " ".join(part for part in (found.unit.text, found.post.text) if part)
    return Hit("contact", found.id, found.name.text or found.post.text, words, found)
