"""The journal and the health of the store, as `lantian verify`, `lantian check` and an auditor ask for them."""

from __future__ import annotations

from lantian_desktop.services.office import Office
from lantian_desktop.store import health, journal
from lantian_desktop.store.journal import JournalEntry, Verdict


def entries(office: Office, *, offset: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
    """Return journal entries, newest first."""
    return journal.entries(office.session, offset=offset, limit=limit)


def verify(office: Office) -> Verdict:
    """Follow the chain of the journal and name the first broken entry."""
    return journal.verify(office.session)


def head(office: Office) -> str:
    """Return the digest of the newest entry."""
    return journal.head(office.session)


def check_store(office: Office) -> None:
    """Check pages, journal, letters and attached files; raise DamagedStore naming the first thing that is wrong."""
    health.check_store(office.session)
