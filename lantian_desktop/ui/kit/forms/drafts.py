"""Drafts of forms: what was typed but not yet saved. The form decides when; a keeper decides where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from lantian_desktop.services import drafts, overwriting
from lantian_desktop.services.office import Office

OVER = "@over"  # under no field's name: what was stored when the draft was begun


def joined(typed: Mapping[str, str], over: Mapping[str, str]) -> dict[str, str]:
    """Return a draft that knows over which stored texts it was typed."""
    return {**typed, OVER: json.dumps(dict(over), ensure_ascii=False)}


def parted(draft: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what was typed and over what; of a draft that does not know it, nothing."""
    over = json.loads(draft.get(OVER, "{}"))
    return {name: text for name, text in draft.items() if name != OVER}, over


class Drafts(Protocol):
    """Keeps texts of a form's fields by the form's key."""

    def load(self, key: str) -> Mapping[str, str] | None:
        """Return the draft kept under a key, or None."""

    def save(self, key: str, texts: Mapping[str, str]) -> None:
        """Keep a draft."""

    def discard(self, key: str) -> None:
        """Forget a draft."""

    def replacing(self, overwritten: Mapping[str, str]) -> AbstractContextManager[None]:
        """Let what the block saves tell the journal which values, by label, it replaces."""


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

    def replacing(self, overwritten: Mapping[str, str]) -> AbstractContextManager[None]:
        """Let what the block saves tell the journal which values, by label, it replaces."""
        return overwriting.overwriting(self._office, values=overwritten)


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

    def replacing(self, overwritten: Mapping[str, str]) -> AbstractContextManager[None]:  # noqa: ARG002 - Drafts asks for it
        """Tell nobody: there is no journal yet."""
        return nullcontext()
