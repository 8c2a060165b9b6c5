"""The journal and the health of the store, as `lantian verify`, `lantian check` and an auditor ask for them."""

from __future__ import annotations

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.office import Office
from lantian_desktop.store import health
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.journal import ChainVerdict, JournalEntry

__all__ = ["ChainVerdict", "JournalEntry", "check_store", "entries", "head", "page", "verify"]


def entries(office: Office, *, offset: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
    """Return journal entries, newest first, for a role that may read them."""
    office.require(Right.READ_JOURNAL)
    return journal.entries(office.session, offset=offset, limit=limit)


def page(office: Office, *, text: str = "", offset: int = 0, limit: int = 200) -> Page[JournalEntry]:
    """Return one page of the journal, newest first, for a role that may read it; `text` narrows it."""
    office.require(Right.READ_JOURNAL)
    found = journal.entries(office.session, text=text, offset=offset, limit=limit)
    return Page(found, journal.count(office.session, text=text))


def verify(office: Office) -> ChainVerdict:
    """Follow the chain of the journal and name the first broken entry."""
    return journal.verify(office.session)


def head(office: Office) -> str:
    """Return the digest of the newest entry."""
    return journal.head(office.session)


def check_store(office: Office) -> None:
    """Check pages, journal, letters and attached files; raise DamagedStore naming the first thing that is wrong."""
    health.check_store(office.session)
