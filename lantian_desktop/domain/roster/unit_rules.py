"""Rules about units: what stands below what, the fixed order, and what a unit may be called. Where they are kept is not told here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.roster.roster import Unit, UnitKind

AREAS = (UnitKind.DISTRICT, UnitKind.DEVELOPMENT_ZONE, UnitKind.NEW_AREA)
# What a unit of a kind may stand below; kinds that are not named stand on the first level.
PARENTS: Mapping[UnitKind, tuple[UnitKind, ...]] = {
    UnitKind.STREET: AREAS,
    UnitKind.DEPARTMENT: AREAS,
    UnitKind.OWN_GROUP: AREAS,
    UnitKind.ENTERPRISE: (*AREAS, UnitKind.STREET),
}
BELOW_ALWAYS = frozenset({UnitKind.STREET})
_CALLED = {"name": "名称", "formal_name": "规范全称", "short_name": "简称", "code": "代码", "aliases": "别称"}


def plain_calling(text: str) -> str:
    """Return what a unit is called in the form callings are compared in: blanks, full width and capitals aside."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def tidy(unit: Unit) -> Unit:
    """Return a unit without blanks around its words, its short name that of its name where none is given."""
    name = unit.name.strip()
    short = unit.short_name.strip() or name
    formal = unit.formal_name.strip()
    own = {plain_calling(one) for one in (name, short, formal)}
    others = {plain_calling(alias): alias.strip() for alias in unit.aliases if plain_calling(alias)}
    aliases = tuple(alias for plain, alias in others.items() if plain not in own)
    return replace(unit, name=name, short_name=short, formal_name=formal, code=unit.code.strip(), aliases=aliases)


def check_unit(unit: Unit, units: Sequence[Unit]) -> None:
    """Raise InvalidInput naming the field when a tidy unit cannot stand among `units` as it is.

    What a stored unit was called and where it stood before is not gone into again.
    """
    if not unit.name:
        raise InvalidInput("请填写单位名称。", field="name")
    before = next((one for one in units if one.id == unit.id), None) if unit.id else None
    if before is None or (before.kind, before.parent_id) != (unit.kind, unit.parent_id):
        _check_place(unit, units)
    _check_callings(unit, before, units)


def _check_place(unit: Unit, units: Sequence[Unit]) -> None:
    known = {one.id: one for one in units}
    parent = known.get(unit.parent_id) if unit.parent_id is not None else None
    if parent is None and unit.kind in BELOW_ALWAYS:
        raise InvalidInput(f"请选择{unit.kind.label}所在的区县、开发区或新区。", field="parent_id")
    if parent is not None and unit.id in {one.id for one in _upwards(parent, known)}:
        raise InvalidInput(f"“{parent.name}”就是“{unit.name}”或在它下面，请选择别的上级单位。", field="parent_id")
    if parent is not None and parent.kind not in PARENTS.get(unit.kind, ()):
        raise InvalidInput(f"{_where(unit.kind)}，不能列在“{parent.name}”下面，请改选。", field="parent_id")
    for below in units:
        if unit.id and below.parent_id == unit.id and unit.kind not in PARENTS.get(below.kind, ()):
            raise InvalidInput(f"下面有“{below.name}”，{_where(below.kind)}，请换一个类别。", field="kind")


def _where(kind: UnitKind) -> str:
    allowed = PARENTS.get(kind)
    if not allowed:
        return f"{kind.label}没有上级单位"
    return f"{kind.label}只能在{'、'.join(one.label for one in allowed)}下面"


def _upwards(unit: Unit, known: Mapping[int, Unit]) -> Iterator[Unit]:
    above: Unit | None = unit
    while above is not None:
        yield above
        above = known.get(above.parent_id) if above.parent_id is not None else None


def _check_callings(unit: Unit, before: Unit | None, units: Iterable[Unit]) -> None:
    former = {word for _, word in _callings(before)} if before is not None else set()
    taken: dict[str, tuple[Unit, str]] = {}
    for one in units:
        if one.id != unit.id:
            for field, word in _callings(one):
                taken.setdefault(word, (one, field))
    for field, word in _callings(unit):
        if word in former or word not in taken:
            continue
        other, called = taken[word]
        shown = next(one for one in _words(unit, field) if plain_calling(one) == word)
        raise InvalidInput(f"“{shown}”已是“{other.name}”的{_CALLED[called]}，请换一个。", field=field)


def _callings(unit: Unit) -> Iterator[tuple[str, str]]:
    for field in _CALLED:
        yield from ((field, plain) for word in _words(unit, field) if (plain := plain_calling(word)))


def _words(unit: Unit, field: str) -> tuple[str, ...]:
    words = getattr(unit, field)
    return words if isinstance(words, tuple) else (words,)


def siblings(units: Iterable[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Return the units of the same kind below the same one, in their order."""
    return tuple(one for one in units if (one.parent_id, one.kind) == (unit.parent_id, unit.kind))


def placed(units: Sequence[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Return all units in order, with one put behind the last of its siblings.

    Without any it follows the others of its kind, or what it stands below, or everything.
    """
    others = tuple(one for one in units if one.id != unit.id)
    peers = siblings(others, unit) or tuple(one for one in others if one.kind is unit.kind)
    before = peers or tuple(one for one in others if unit.parent_id in {one.id, one.parent_id})
    at = others.index(before[-1]) + 1 if before else len(others)
    return (*others[:at], unit, *others[at:])


def moved(units: Sequence[Unit], unit: Unit, *, by: int) -> tuple[Unit, ...]:
    """Return all units in order, with one moved `by` places (negative: up) among its siblings; raise Refused at the end."""
    peers = siblings(units, unit)
    at = next(place for place, one in enumerate(peers) if one.id == unit.id)
    if not 0 <= at + by < len(peers):
        raise Refused(f"“{unit.name}”已经排在{'最前' if by < 0 else '最后'}，不能再移。")
    target = peers[at + by]
    others = tuple(one for one in units if one.id != unit.id)
    to = next(place for place, one in enumerate(others) if one.id == target.id) + (by > 0)
    return (*others[:to], unit, *others[to:])
