"""Two people changed one record: whose value of each field goes on. How fields are shown and stored lives elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record somebody else changed: what it held when it was opened, what is stored now, what was typed."""

    name: str
    label: str
    opened: str
    stored: str
    typed: str

    @property
    def is_asked(self) -> bool:
        """Whether both changed it, each to something else, so that somebody has to choose."""
        return self.opened not in {self.stored, self.typed} and self.stored != self.typed

    @property
    def is_taken(self) -> bool:
        """Whether only the other one changed it, so that the stored value goes on."""
        return self.opened == self.typed != self.stored


def changes(
    opened: Mapping[str, str], stored: Mapping[str, str], typed: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """Return the fields whose stored value is not the one typed and was not when the record was opened.

    A field that only the writer changed is none of them: nobody else's value is lost by saving it.
    """
    found = (
        FieldChange(name, labels.get(name, name), opened.get(name, ""), stored[name], typed.get(name, ""))
        for name in stored
    )
    return tuple(one for one in found if one.is_asked or one.is_taken)
