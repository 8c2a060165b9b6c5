"""Typed text that was not yet saved, kept per user and record so that lock, crash and restart lose nothing."""

from __future__ import annotations

from collections.abc import Mapping

from lantian_desktop.services.office import Office
from lantian_desktop.store import drafts


def save_draft(office: Office, *, key: str, data: Mapping[str, object]) -> None:
    """Keep `data` (JSON values) as the draft of the form `key`; silently nothing while the store is read-only."""
    if not office.read_only:
        drafts.save(office.session, key, data)


def load_draft(office: Office, *, key: str) -> Mapping[str, object] | None:
    """Return the draft of the form `key`, or None."""
    return drafts.load(office.session, key)


def discard_draft(office: Office, *, key: str) -> None:
    """Forget the draft of the form `key`."""
    if not office.read_only:
        drafts.discard(office.session, key)
