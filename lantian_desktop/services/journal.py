"""The journal and the health of the store, as `lantian verify`, `lantian check` and an auditor ask for them."""

from __future__ import annotations

from lantian_desktop.services.office import Office
from lantian_desktop.store import database, journal
from lantian_desktop.store.journal import JournalEntry, Verdict


def entries(office: Office, *, offset: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
    """Return journal entries, oldest first."""
    return journal.entries(office.session, offset=offset, limit=limit)


def verify(office: Office) -> Verdict:
    """Follow the chain of the journal and name the first broken entry."""
    return journal.verify(office.session)


def head(office: Office) -> str:
    """Return the digest of the newest entry."""
    return journal.head(office.session)


def check_store(office: Office) -> None:
    """Read and check every page of the store; raise DamagedStore when anything is wrong."""
    database.check_integrity(office.session.database)
