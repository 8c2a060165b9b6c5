"""What was proposed last for each entry of a letter: what still stands so follows the next proposal, what a person wrote stays."""

from __future__ import annotations

from collections.abc import Mapping

from lantian_desktop.ui.kit.forms.field import Field


class ProposedTexts:
    """Remembers the proposed texts by field name."""

    def __init__(self) -> None:
        self._proposed: dict[str, str] = {}

    def unchanged(self, field: Field) -> bool:
        """Return whether a field holds what was proposed for it, or nothing where nothing was."""
        return field.text() == self._proposed.get(field.name, "")

    def follow(self, fields: Mapping[str, Field], proposed: Mapping[str, str]) -> None:
        """Enter what is proposed now where the last proposal still stands."""
        for name, text in proposed.items():
            if self.unchanged(fields[name]):
                fields[name].set_text(text)
        self.note(proposed)

    def note(self, proposed: Mapping[str, str]) -> None:
        """Remember what is proposed, and enter nothing."""
        self._proposed.update(proposed)
