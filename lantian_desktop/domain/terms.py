"""The one way a Chinese term is tied to its stored identifier. No other vocabulary lives here."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """Stored text plus the Chinese word shown for it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Return the member whose identifier or label is `text`, or None."""
        wanted = text.strip()
        return next((member for member in cls if wanted in {member.value, member.label}), None)
