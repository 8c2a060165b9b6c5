"""What the window remembers for a user: widths, sort, mode, text size, drafts of forms. Where it is kept is the giver's business."""

from __future__ import annotations

from typing import Protocol


class Memory(Protocol):
    """Small texts by name."""

    def recall(self, name: str) -> str | None:
        """Return the text kept under a name, or None."""

    def remember(self, name: str, text: str | None) -> None:
        """Keep a text under a name; None forgets it."""


class ShortMemory:
    """A memory that lasts as long as the window."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def recall(self, name: str) -> str | None:
        """Return the text kept under a name, or None."""
        return self._texts.get(name)

    def remember(self, name: str, text: str | None) -> None:
        """Keep a text under a name; None forgets it."""
        if text is None:
            self._texts.pop(name, None)
        else:
            self._texts[name] = text


_ENTRY = "enter in duty mode"


def enters_in_duty_mode(memory: Memory) -> bool:
    """Return whether the user goes to duty mode straight from signing in."""
    return memory.recall(_ENTRY) is not None


def enter_in_duty_mode(memory: Memory, *, wanted: bool) -> None:
    """Remember whether the user does."""
    memory.remember(_ENTRY, "yes" if wanted else None)
