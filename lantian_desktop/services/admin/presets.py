"""The shipped presets as domain values, read once when an office is made; afterwards the store's copies are what counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lantian_desktop.domain.admin.calendar import YearCalendar
from lantian_desktop.domain.admin.office import Category, LegalBasis, Level, OfficeProfile
from lantian_desktop.domain.plans.verification import ChecklistTemplate, ItemTemplate
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Unit, UnitKind

ZONE_PREFIX = "治霾函"


def read(resources: Path, name: str) -> Any:
    """Return the content of `resources/presets/NAME.json`."""
    return json.loads((resources / "presets" / f"{name}.json").read_text(encoding="utf-8"))


def units(resources: Path) -> tuple[Unit, ...]:
    """Return districts, zones and departments in their fixed order; ids are 0."""
    return tuple(_unit(entry) for entry in read(resources, "units")["units"])


def _unit(entry: Mapping[str, Any]) -> Unit:
    return Unit(
        id=0,
        name=entry["name"],
        short_name=entry["short_name"],
        kind=UnitKind(entry["kind"]),
        order=entry["order"],
        code=entry["code"],
        formal_name=entry["formal_name"],
        aliases=tuple(entry["aliases"]),
    )


def streets(resources: Path) -> Mapping[str, tuple[str, ...]]:
    """Return the streets and towns known, by the name of their district."""
    return {name: tuple(found) for name, found in read(resources, "streets")["streets"].items()}


def categories(resources: Path) -> tuple[Category, ...]:
    """Return the ten statistical headings."""
    return tuple(
        Category(entry["id"], entry["label"], entry["order"], tuple(entry["counts"]), tuple(entry["aliases"]))
        for entry in read(resources, "categories")["categories"]
    )


def legal_bases(resources: Path) -> tuple[LegalBasis, ...]:
    """Return the articles of law a finding is usually based on."""
    return tuple(
        LegalBasis(
            entry["id"], entry["law"], entry["article"], entry["subject"], entry["text"], tuple(entry["categories"])
        )
        for entry in read(resources, "legal_bases")["bases"]
    )


def checklist_templates(resources: Path) -> tuple[ChecklistTemplate, ...]:
    """Return the shipped checklist templates; ids are 0."""
    return tuple(
        ChecklistTemplate(
            id=0,
            name=entry["name"],
            version=entry["version"],
            items=tuple(ItemTemplate(item["what"], item["how"], item["standard"]) for item in entry["items"]),
            categories=tuple(entry["categories"]),
        )
        for entry in read(resources, "checklist_templates")["templates"]
    )


def phrases(resources: Path) -> Mapping[str, str]:
    """Return the phrases of letters by their identifier."""
    return {entry["id"]: entry["text"] for entry in read(resources, "phrases")["phrases"]}


def years(resources: Path) -> tuple[YearCalendar, ...]:
    """Return the State Council's notices for the years shipped."""
    return tuple(
        YearCalendar(
            int(year),
            {date.fromisoformat(day): name for day, name in entry["holidays"].items()},
            frozenset(date.fromisoformat(day) for day in entry["makeup_workdays"]),
        )
        for year, entry in read(resources, "holidays")["years"].items()
    )


def units_below(resources: Path, own: Unit) -> tuple[Unit, ...]:
    """Return what a district or zone has beside its streets: its own support bodies and departments; ids are 0."""
    words = {"unit": own.name, "short": own.short_name}
    entries = (entry for entry in read(resources, "units")["below"] if own.kind.value in entry["unit_kinds"])
    return tuple(
        Unit(
            id=0,
            name=entry["name"].format(**words),
            short_name=entry["short_name"].format(**words),
            kind=UnitKind(entry["kind"]),
            order=0,
            parent_id=own.id,
            formal_name=entry["formal_name"].format(**words),
        )
        for entry in entries
    )


def bodies(resources: Path, own: Unit | None) -> Mapping[str, str]:
    """Return what kind of support body a unit is, by its name: those of the city and of 本单位."""
    table = read(resources, "units")
    words = {"unit": own.name, "short": own.short_name} if own else {"unit": "", "short": ""}
    entries = (*table["units"], *table["below"])
    return {entry["name"].format(**words): body for entry in entries if (body := entry.get("body"))}


def vacant_posts(resources: Path, known: Mapping[str, Unit], *, own: Unit | None = None) -> tuple[RosterEntry, ...]:
    """Return the posts of the two-level mechanism, nobody reported for them yet, for the units in `known` (by name)."""
    kinds = bodies(resources, own)
    found: list[RosterEntry] = []
    for entry in read(resources, "posts")["posts"]:
        found += [
            RosterEntry(0, unit.id, PostRole(entry["role"]), entry["title"])
            for unit in known.values()
            if unit.name == entry["unit"]
            or unit.kind.value in entry["unit_kinds"]
            or kinds.get(unit.name) in entry["bodies"]
        ]
    return tuple(found)


def unit_choices(resources: Path) -> tuple[str, ...]:
    """Return what the wizard offers as 本单位: the city and every district and zone."""
    kinds = {UnitKind.CITY, UnitKind.DISTRICT, UnitKind.DEVELOPMENT_ZONE, UnitKind.NEW_AREA}
    return tuple(unit.name for unit in units(resources) if unit.kind in kinds)


def suggest_profile(resources: Path, *, unit_name: str, level: Level) -> OfficeProfile:
    """Return the profile an office of `unit_name` usually has: name, short name, 代字 and mark; every part can be changed."""
    entries = read(resources, "units")["units"]
    entry = next((e for e in entries if unit_name in {e["name"], e["short_name"], *e["aliases"]}), None)
    mark = entry["mark"] if entry else unit_name[:1]
    name = entry["name"] if entry else unit_name
    office_name = "市铁腕治霾办" if level is Level.CITY else f"{name}铁腕治霾办"
    letterhead = "西安市铁腕治霾工作组办公室" if level is Level.CITY else f"{_full(name)}铁腕治霾工作组办公室"
    return OfficeProfile(office_name, name, level, f"{mark}{ZONE_PREFIX}", mark, letterhead)


def _full(name: str) -> str:
    return name if name.startswith(("西安", "西咸")) else f"西安市{name}"
