"""The units of the roster as a tree in their fixed order, each with the number of lines on it and below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lantian_desktop.domain.roster.roster import InspectionGroup, Unit, UnitKind

# The order of the roster's first level; streets stand under their district.
FIRST_LEVEL = (
    UnitKind.CITY,
    UnitKind.DISTRICT,
    UnitKind.DEVELOPMENT_ZONE,
    UnitKind.NEW_AREA,
    UnitKind.DEPARTMENT,
    UnitKind.STREET,
    UnitKind.INSPECTION,
    UnitKind.OWN_GROUP,
    UnitKind.ENTERPRISE,
)
KIND, UNIT, ROUND, GROUP = "kind:", "", "round:", "group:"


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many lines there are at one place: unit, round and group."""

    unit_id: int
    round_number: int | None
    group: str
    count: int


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree. Its key says what it stands for: kind:…, a unit's number, round:N or group:N/name."""

    key: str
    label: str
    count: int
    depth: int
    name: str = ""  # in full


def tree(
    units: Sequence[Unit], rounds: Iterable[int], groups: Iterable[InspectionGroup], places: Iterable[PlaceCount]
) -> tuple[Node, ...]:
    """Return the tree from top to bottom, units nobody is entered for included."""
    return tuple(_Tree(units, rounds, groups, places).nodes())


def places_of(lines: Iterable[tuple[int, int | None, str]]) -> tuple[PlaceCount, ...]:
    """Return how many of the lines (unit, round, group) are at each place."""
    return tuple(PlaceCount(*place, count) for place, count in Counter(lines).items())


class _Tree:
    def __init__(
        self,
        units: Sequence[Unit],
        rounds: Iterable[int],
        groups: Iterable[InspectionGroup],
        places: Iterable[PlaceCount],
    ) -> None:
        known = {unit.id for unit in units}
        self._places = tuple(places)
        self._below: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in units:
            self._below[unit.parent_id if unit.parent_id in known else None].append(unit)
        own: Counter[int] = Counter()
        for place in self._places:
            own[place.unit_id] += place.count
        self._counts: Mapping[int, int] = own
        self._kinds = {unit.id: unit.kind for unit in units}
        self._groups = _groups_by_round(rounds, groups, self._places)

    def nodes(self) -> Iterator[Node]:
        for kind in FIRST_LEVEL:
            heads = [unit for unit in self._below[None] if unit.kind is kind]
            if kind is UnitKind.INSPECTION:
                yield from self._inspection(heads)
            elif heads:
                total = sum(map(self._total, heads))
                yield Node(f"{KIND}{kind.value}", kind.label, total, 0)
                for unit in heads:
                    yield from self._branch(unit, 1)

    def _branch(self, unit: Unit, depth: int) -> Iterator[Node]:
        yield Node(str(unit.id), unit.short_name or unit.name, self._total(unit), depth, unit.name)
        for below in self._below[unit.id]:
            yield from self._branch(below, depth + 1)

    def _total(self, unit: Unit) -> int:
        return self._counts.get(unit.id, 0) + sum(map(self._total, self._below[unit.id]))

    def _inspection(self, heads: Sequence[Unit]) -> Iterator[Node]:
        """Yield rounds, the newest first, with their groups; lines without a round count for the whole."""
        if not heads and not self._groups:
            return
        whole = sum(p.count for p in self._places if self._inspects(p))
        yield Node(f"{KIND}{UnitKind.INSPECTION.value}", UnitKind.INSPECTION.label, whole, 0)
        if len(heads) > 1:
            for unit in heads:
                yield from self._branch(unit, 1)
        for number in sorted(self._groups, reverse=True):
            inside = [place for place in self._places if place.round_number == number]
            yield Node(f"{ROUND}{number}", f"第{number}轮次", sum(place.count for place in inside), 1)
            for name in self._groups[number]:
                count = sum(place.count for place in inside if place.group == name)
                yield Node(f"{GROUP}{number}/{name}", name, count, 2)

    def _inspects(self, place: PlaceCount) -> bool:
        return place.round_number is not None or self._kinds.get(place.unit_id) is UnitKind.INSPECTION


def _groups_by_round(
    rounds: Iterable[int], groups: Iterable[InspectionGroup], places: Iterable[PlaceCount]
) -> dict[int, list[str]]:
    """Return each round's groups: those set up, in their order, then those that only lines name."""
    found: dict[int, dict[str, None]] = {number: {} for number in rounds}
    for group in groups:
        found.setdefault(group.round_number, {})[group.name] = None
    for place in places:
        if place.round_number is not None:
            named = found.setdefault(place.round_number, {})
            if place.group:
                named[place.group] = None
    return {number: list(named) for number, named in found.items()}


def belongs(key: str, place: tuple[int, int | None, str], units: Mapping[int, Unit]) -> bool:
    """Return whether a line at a place (unit, round, group) is counted at the tree's line `key`."""
    unit_id, round_number, group = place
    if key.startswith(ROUND):
        return f"{ROUND}{round_number}" == key
    if key.startswith(GROUP):
        return f"{GROUP}{round_number}/{group}" == key
    above = tuple(_upwards(unit_id, units))
    if key.startswith(KIND):
        kind = UnitKind(key.removeprefix(KIND))
        inspects = kind is UnitKind.INSPECTION and round_number is not None
        return inspects or (bool(above) and above[-1].kind is kind)
    return any(str(unit.id) == key for unit in above)


def _upwards(unit_id: int, units: Mapping[int, Unit]) -> Iterator[Unit]:
    """Yield a unit and those above it, the highest last."""
    unit = units.get(unit_id)
    while unit is not None:
        yield unit
        unit = units.get(unit.parent_id) if unit.parent_id is not None else None
