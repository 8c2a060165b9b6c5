"""常用与最近: whom the desk is likeliest to call before anything is typed."""

from __future__ import annotations

from lantian_desktop.domain.contact_search import PHONE_FIELDS, ContactHit, Marked, post_text
from lantian_desktop.domain.roster import RosterEntry
from lantian_desktop.services.contact_finding import recent_contacts
from lantian_desktop.services.contact_index import contact_index
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import shown_entry

RECENT = 3  # of those looked up last go before the starred ones


def usual_contacts(office: Office, *, limit: int = 20) -> tuple[ContactHit, ...]:
    """Return whom the signed-in user went to last, then the starred contacts, then those looked up before; each once."""
    recent = recent_contacts(office)
    index = contact_index(office)
    names = {unit.id: unit.name for unit in index.units}
    starred = [_hit(office, entry, names[entry.unit_id]) for entry in index.entries.values() if entry.starred]
    found: dict[int, ContactHit] = {}
    for hit in (*recent[:RECENT], *starred, *recent[RECENT:]):
        found.setdefault(hit.id, hit)
    return tuple(found.values())[:limit]


def _hit(office: Office, entry: RosterEntry, unit: str) -> ContactHit:
    shown = shown_entry(office, entry)
    number = next(filter(None, (getattr(shown.phones, field) for field in PHONE_FIELDS)), "")
    return ContactHit(shown, Marked(shown.shown_name), Marked(unit), Marked(post_text(entry)), Marked(number))
