"""A roster line as a record of the roster's columns and back: the one place that ties fields to columns.

It goes by the fields of a line, so that a further field needs its column in the roster sheet and nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from typing import Any, get_type_hints

from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.terms import Labelled

_PLACE = {"id", "unit_id", "phones", "revision"}  # told by other means than a cell of their own
_POST = {"role", "round_number", "group"}  # what makes a post the same one: an import never changes it
_COLUMNS = {"round_number": "round"}  # where a column's key is not the field's name
_HINTS = get_type_hints(RosterEntry)
PLAIN = tuple(field for field in fields(RosterEntry) if field.name not in _PLACE)
PHONES = tuple(field.name for field in fields(Phones))
YES = "1"


def column_of(field: str) -> str:
    """Return the key of the column that holds a field."""
    return _COLUMNS.get(field, field)


def record(entry: RosterEntry, *, unit: str, serial: int) -> dict[str, object]:
    """Return a line as a record of the roster's columns."""
    plain = {column_of(field.name): _offered_value(field, getattr(entry, field.name)) for field in PLAIN}
    return {"serial": serial, "unit": unit, **plain, **{name: getattr(entry.phones, name) for name in PHONES}}


def entry(values: Mapping[str, object], *, unit_id: int) -> RosterEntry:
    """Return the line a record tells of, number 0; a record without a role is of another post."""
    plain: dict[str, Any] = {field.name: _value(field, values.get(column_of(field.name))) for field in PLAIN}
    phones = Phones(**{name: str(values.get(name) or "").strip() for name in PHONES})
    return RosterEntry(id=0, unit_id=unit_id, phones=phones, **plain)


def merge(existing: RosterEntry, offered: RosterEntry) -> RosterEntry:
    """Return `held` with what an import says; an empty cell erases nothing."""
    offered_values: dict[str, Any] = {
        field.name: getattr(offered, field.name)
        for field in PLAIN
        if field.name not in _POST and getattr(offered, field.name) != field.default
    }
    phones = {name: value for name in PHONES if (value := getattr(offered.phones, name))}
    return replace(existing, phones=replace(existing.phones, **phones), **offered_values)


def _offered_value(field: Field[Any], value: object) -> object:
    """Return a value for a cell; what a line has by default is an empty one."""
    if value == field.default:
        return None if value is None else ""
    if isinstance(value, bool):
        return YES if value else ""
    return value.value if isinstance(value, Labelled) else value


def _value(field: Field[Any], cell: object) -> object:
    hint = _HINTS[field.name]
    if hint is bool:
        return cell == YES
    if hint is str:
        return str(cell or "").strip()
    if isinstance(hint, type) and issubclass(hint, Labelled):
        return hint(str(cell)) if cell else (PostRole.OTHER if field.default is MISSING else field.default)
    return cell or None
