"""查找人员: contacts found within the time of a key, ranked, what matched pointed out, numbers masked by role."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from lantian_desktop.domain.roster.contact_search import (
    PHONE_FIELDS,
    Contact,
    ContactHit,
    Marked,
    post_text,
    shown_digits,
)
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_index import ContactIndex, contact_index, note_recent, recent_ids
from lantian_desktop.services.roster.masks import shown_entry
from lantian_desktop.store.roster import roster, units

__all__ = ["find_contacts", "note_recent", "plain_hits", "recent_contacts", "starred_contacts"]


def find_contacts(
    office: Office, *, text: str, limit: int = 50, only: Container[int] | None = None
) -> tuple[ContactHit, ...]:
    """Return the contacts that match every word of `text`, best first; `only` narrows them to these roster lines.

    Order: the whole name, reading or number; the surname; the beginning of the name or the end of a number; then everything
    else; among equals starred ones, then those looked up last. Digits that this user sees masked
    are not searched: whoever tries numbers one by one learns nothing.
    """
    index = contact_index(office)
    found = index.search.find(text, recent=recent_ids(office))
    ranked = (index.search.contacts[place] for place in found.places)
    wanted = [contact for contact in ranked if only is None or contact.id in only][:limit]
    return tuple(_hit(office, index, contact, found.words) for contact in wanted)


def recent_contacts(office: Office) -> tuple[ContactHit, ...]:
    """Return the contacts the signed-in user went to last that are still there, the latest first."""
    wanted = recent_ids(office)
    if not wanted:
        return ()
    entries = {
        entry.id: entry for entry in roster.page(office.session, RosterQuery(ids=wanted, limit=len(wanted))).rows
    }
    return plain_hits(office, [entries[number] for number in wanted if number in entries])


def starred_contacts(office: Office, *, limit: int) -> tuple[ContactHit, ...]:
    """Return contacts that bear a star, in the roster's order."""
    return plain_hits(office, roster.starred(office.session, limit))


def plain_hits(office: Office, entries: Iterable[RosterEntry]) -> tuple[ContactHit, ...]:
    """Return roster lines as hits without anything marked; unlike finding, this needs no index of all contacts."""
    names = {unit.id: unit.name for unit in units.all_units(office.session)}
    return tuple(_contact_hit(shown_entry(office, entry), names[entry.unit_id]) for entry in entries)


def _contact_hit(entry: RosterEntry, unit: str) -> ContactHit:
    number = next(filter(None, (getattr(entry.phones, field) for field in PHONE_FIELDS)), "")
    return ContactHit(entry, Marked(entry.shown_name), Marked(unit), Marked(post_text(entry)), Marked(number))


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
