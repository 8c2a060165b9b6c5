"""常用与最近: whom the desk is likeliest to call before anything is typed."""

from __future__ import annotations

from lantian_desktop.domain.roster.contact_search import ContactHit
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_finding import recent_contacts, starred_contacts

RECENT = 3  # of those looked up last go before the starred ones


def usual_contacts(office: Office, *, limit: int = 20) -> tuple[ContactHit, ...]:
    """Return whom the signed-in user went to last, then the starred contacts, then those looked up before; each once."""
    recent = recent_contacts(office)
    found: dict[int, ContactHit] = {}
    for hit in (*recent[:RECENT], *starred_contacts(office, limit=limit), *recent[RECENT:]):
        found.setdefault(hit.id, hit)
    return tuple(found.values())[:limit]
