"""查找人员: contacts found within the time of a key, ranked, what matched pointed out, numbers masked by role."""

from __future__ import annotations

from collections.abc import Container, Sequence

from lantian_desktop.domain.contact_search import Contact, ContactHit, Marked, shown_digits
from lantian_desktop.services.contact_index import ContactIndex, contact_index, note_recent, recent_ids
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import shown_entry

__all__ = ["find_contacts", "note_recent", "recent_contacts"]


def find_contacts(
    office: Office, *, text: str, limit: int = 50, only: Container[int] | None = None
) -> tuple[ContactHit, ...]:
    """Return the contacts that match every word of `text`, best first; `only` narrows them to these roster lines.

    Order: the whole name, reading or number; the surname; the beginning of the name or the end of a number; then everything
    else; among equals starred ones, then those looked up last. All digits of a number are searched, masked ones never shown.
    """
    index = contact_index(office)
    found = index.search.find(text, recent=recent_ids(office))
    ranked = (index.search.contacts[place] for place in found.places)
    wanted = [contact for contact in ranked if only is None or contact.id in only][:limit]
    return tuple(_hit(office, index, contact, found.words) for contact in wanted)


def recent_contacts(office: Office) -> tuple[ContactHit, ...]:
    """Return the contacts the signed-in user went to last that are still there, the latest first."""
    index = contact_index(office)
    places = (index.search.place(number) for number in recent_ids(office))
    return tuple(_hit(office, index, index.search.contacts[place], ()) for place in places if place is not None)


def _hit(office: Office, index: ContactIndex, contact: Contact, words: Sequence[str]) -> ContactHit:
    entry = shown_entry(office, index.entries[contact.id])
    marks = index.search.marks(contact, words)
    numbers = dict(contact.numbers)
    field = marks.field or next(iter(numbers), "")
    shown = getattr(entry.phones, field) if field else ""
    spans = shown_digits(numbers[field], shown, marks.digits) if field else ()
    return ContactHit(
        entry,
        Marked(entry.shown_name, marks.name if entry.name else ()),
        Marked(contact.unit.shown.text, marks.unit),
        Marked(contact.post.text, marks.post),
        Marked(shown, spans),
    )
