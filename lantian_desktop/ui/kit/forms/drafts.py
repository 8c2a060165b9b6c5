"""Drafts of forms: what was typed but not yet saved. The form decides when; a keeper decides where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from lantian_desktop.services import drafts
from lantian_desktop.services.office import Office


class Drafts(Protocol):
    """Keeps texts of a form's fields by the form's key."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """Return the draft kept under a key, or None."""

    def save(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep a draft."""

    def discard(self, key: str) -> None:
        """Forget a draft."""


class OfficeDrafts:
    """Drafts of the signed-in user, in the store."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def load(self, key: str) -> Mapping[str, str] | None:
        """Return the draft kept under a key, or None."""
        kept = drafts.load_draft(self._office, key=key)
        return None if kept is None else {name: str(text) for name, text in kept.items()}

    def save(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep a draft."""
        drafts.save_draft(self._office, key=key, data=dict(texts))

    def discard(self, key: str) -> None:
        """Forget a draft."""
        drafts.discard_draft(self._office, key=key)


class ShortDrafts:
    """Drafts that last as long as the program, for forms before anybody has signed in."""

    def __init__(self) -> None:
        self._kept: dict[str, Mapping[str, str]] = {}

    def load(self, key: str) -> Mapping[str, str] | None:
        """Return the draft kept under a key, or None."""
        return self._kept.get(key)

    def save(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep a draft."""
        self._kept[key] = dict(texts)

    def discard(self, key: str) -> None:
        """Forget a draft."""
        self._kept.pop(key, None)
