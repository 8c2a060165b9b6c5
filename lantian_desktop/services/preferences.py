"""What one user prefers on screen: theme, text size, column widths. Not journalled, never part of the records."""

from __future__ import annotations

from lantian_desktop.services.office import Office
from lantian_desktop.store import drafts

_PREFIX = "preference:"


def load(office: Office, *, key: str) -> object | None:
    """Return the preference stored under `key` for the signed-in user, or None."""
    text = drafts.load(office.session, _PREFIX + key)
    return None if text is None else text.get("value")


def save(office: Office, *, key: str, value: object) -> None:
    """Remember `value` (anything JSON can hold) under `key`; silently nothing while the store is read-only."""
    if not office.read_only:
        drafts.save(office.session, _PREFIX + key, {"value": value})
