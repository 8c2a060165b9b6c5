"""Choices of the office's own lists: units, categories, and every labelled vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import keys
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.field import Choice


def of_terms(terms: Iterable[Labelled]) -> tuple[Choice, ...]:
    """Return the members of a vocabulary."""
    return tuple(Choice(term.value, term.label) for term in terms)


def of_units(office: Office, kinds: Iterable[UnitKind] = ()) -> tuple[Choice, ...]:
    """Return units of some kinds (none: all) in the office's order; they are found by name, code, pinyin and initials."""
    wanted = frozenset(kinds)
    return tuple(_unit(unit) for unit in roster.units(office) if not wanted or unit.kind in wanted)


def of_categories(office: Office) -> tuple[Choice, ...]:
    """Return the categories in their order."""
    return tuple(Choice(category.id, category.label) for category in issues.categories(office))


def _unit(unit: Unit) -> Choice:
    found = keys(unit.name)
    words = (unit.short_name, unit.formal_name, unit.code, *unit.aliases, *found.pinyin, *found.initials)
    return Choice(str(unit.id), unit.name, " ".join(word for word in words if word))
