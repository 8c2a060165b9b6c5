"""Two roster lines that mean the same become one: what each field may be, and which is proposed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from lantian_desktop.domain.roster.roster import Phones, RosterEntry, Side

PHONES = tuple(field.name for field in fields(Phones))
OWN = ("unit_id", "role", "side", "title", "name", "held_since", "round_number", "group", "verified_on", "remark")
FIELDS = (*OWN[:6], *PHONES, *OWN[6:])  # in the order they are compared


@dataclass(frozen=True, slots=True)
class Merging:
    """The line that stays and the one that goes into it; `from_other` names the fields proposed from the other one."""

    keep: RosterEntry
    other: RosterEntry
    differing: tuple[str, ...]
    from_other: frozenset[str]


def value_of(entry: RosterEntry, field: str) -> Any:
    """Return what a line holds in one of the compared fields."""
    return getattr(entry.phones, field) if field in PHONES else getattr(entry, field)


def proposal(one: RosterEntry, other: RosterEntry) -> Merging:
    """Return how two lines are best merged: the fuller one stays, each field is the filled one, else the newer one's."""
    keep, goes = (one, other) if _weight(one) >= _weight(other) else (other, one)
    differing = tuple(field for field in FIELDS if value_of(keep, field) != value_of(goes, field))
    taken = frozenset(field for field in differing if _is_proposed(keep, goes, field))
    return Merging(keep, goes, differing, taken)


def merged(merging: Merging, from_other: frozenset[str]) -> RosterEntry:
    """Return the line that stays with the fields chosen from the other one; a star of either is kept."""
    goes = merging.other
    own = {field: value_of(goes, field) for field in from_other if field not in PHONES}
    phones = {field: value_of(goes, field) for field in from_other if field in PHONES}
    starred = merging.keep.starred or goes.starred
    return replace(merging.keep, **own, phones=replace(merging.keep.phones, **phones), starred=starred)


def _weight(entry: RosterEntry) -> tuple[int, date, int]:
    """The fuller line weighs more, of equal ones the newer, of those the one entered first."""
    return (sum(_is_filled(entry, field) for field in FIELDS), _age(entry), -entry.id)


def _age(entry: RosterEntry) -> date:
    return entry.verified_on or date.min


def _is_filled(entry: RosterEntry, field: str) -> bool:
    return value_of(entry, field) not in {"", None, Side.NONE}


def _is_proposed(keep: RosterEntry, goes: RosterEntry, field: str) -> bool:
    """What is filled goes before what is empty; of two numbers, and of two days of verification, the newer one is taken."""
    if not _is_filled(goes, field) or not _is_filled(keep, field):
        return _is_filled(goes, field)
    return _age(goes) > _age(keep) and field in {*PHONES, "verified_on"}
