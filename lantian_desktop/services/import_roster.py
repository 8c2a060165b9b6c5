"""Rows of a roster become posts and the persons who hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.queries import RosterQuery
from lantian_desktop.domain.roster import GroupKind, InspectionGroup, Phones, PostRole, RosterEntry, Round, Side
from lantian_desktop.services import compensation
from lantian_desktop.services.import_issues import Lookups
from lantian_desktop.services.import_plan import ImportPlan, ImportRow, Verdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import store_entry
from lantian_desktop.store import roster, units
from lantian_desktop.store.session import Touched

if TYPE_CHECKING:
    from lantian_desktop.exchange.precheck import Record, Table
    from lantian_desktop.exchange.sheets import Sheet

BATCH = 100  # rows written between two reports of progress
_PHONES = tuple(field.name for field in fields(Phones))


def judge(office: Office, table: Table, path: Path) -> tuple[Table, dict[int, ImportRow]]:
    """Return the table with what the store had to object, and the verdicts of the rows that can be taken."""
    lookups = Lookups(office)
    faults = []
    for record in table.good:
        name = _text(record.values, "unit")
        if lookups.unit(name) is None:
            faults.append(table.fault(record, "unit", f"没有名为“{name}”的单位"))
    judged = table.with_faults(faults)
    taken: set[int] = set()
    return judged, {record.row: _row(office, record, lookups, taken) for record in judged.good}


def _row(office: Office, record: Record, lookups: Lookups, taken: set[int]) -> ImportRow:
    entry = _entry(record, lookups)
    held = _held(office, entry, taken)
    if held is None:
        return ImportRow(record.row, Verdict.NEW, caption(record), value=entry)
    taken.add(held.id)
    merged = merge(held, entry)
    verdict = Verdict.SAME if merged == held else Verdict.CHANGED
    return ImportRow(record.row, verdict, caption(record), value=merged)


def caption(record: Record) -> str:
    """Return what a row is called in the pre-check."""
    return " ".join(filter(None, (_text(record.values, key) for key in ("unit", "title", "name"))))


def _held(office: Office, entry: RosterEntry, taken: set[int]) -> RosterEntry | None:
    return roster.match(
        office.session,
        unit_id=entry.unit_id,
        role=entry.role,
        title=entry.title,
        name=entry.name,
        round_number=entry.round_number,
        group=entry.group,
        exclude=taken,
        side=entry.side,
    )


def groups_of(office: Office, sheets: Sequence[Sheet]) -> tuple[tuple[Round, ...], tuple[InspectionGroup, ...]]:
    """Return the rounds and groups that a second sheet 轮次与工作组 names; none where there is no such sheet."""
    from lantian_desktop.exchange.group_sheet import GROUPS  # spreadsheets: only where a file is read
    from lantian_desktop.exchange.header import find_header
    from lantian_desktop.exchange.precheck import precheck

    fitting = [sheet for sheet in sheets if "轮次" in sheet.name and find_header(sheet, GROUPS) is not None]
    if not fitting:
        return (), ()
    lookups = Lookups(office)
    rounds: dict[int, Round] = {}
    groups = []
    for record in precheck(fitting, GROUPS).good:
        number, first, last = (record.values.get(key) for key in ("round", "starts_on", "ends_on"))
        assert isinstance(number, int)
        if isinstance(first, date) and isinstance(last, date):
            rounds[number] = Round(number, first, last)
        groups.append(_group(record, number, lookups))
    return tuple(rounds[number] for number in sorted(rounds)), tuple(groups)


def _group(record: Record, round_number: int, lookups: Lookups) -> InspectionGroup:
    named = record.values.get("territories")
    found = (lookups.unit(name) for name in named) if isinstance(named, tuple) else ()
    return InspectionGroup(
        round_number,
        _text(record.values, "group"),
        GroupKind(_text(record.values, "kind") or GroupKind.ORDINARY),
        tuple(unit.id for unit in found if unit),
    )


def merge(held: RosterEntry, offered: RosterEntry) -> RosterEntry:
    """Return `held` with what the sheet says; an empty cell erases nothing."""
    phones = {name: value for name in _PHONES if (value := getattr(offered.phones, name))}
    return replace(
        held,
        name=offered.name or held.name,
        title=offered.title or held.title,
        remark=offered.remark or held.remark,
        verified_on=offered.verified_on or held.verified_on,
        phones=replace(held.phones, **phones),
        side=held.side if offered.side is Side.NONE else offered.side,
    )


def _entry(record: Record, lookups: Lookups) -> RosterEntry:
    values = record.values
    unit = lookups.unit(_text(values, "unit"))
    assert unit is not None
    below = lookups.unit(_text(values, "territory"))
    if below is not None and below.parent_id == unit.id:
        unit = below  # a street's own liaison, listed under the district with the street as 负责区域
    verified_on, round_number = values.get("verified_on"), values.get("round")
    phones = {name: _text(values, name) for name in _PHONES}
    return RosterEntry(
        id=0,
        unit_id=unit.id,
        role=PostRole(_text(values, "role") or PostRole.OTHER),
        title=_text(values, "title"),
        name=_text(values, "name"),
        phones=Phones(**phones),
        round_number=round_number if isinstance(round_number, int) else None,
        group=_text(values, "group"),
        remark=_text(values, "remark"),
        verified_on=verified_on if isinstance(verified_on, date) else None,
        side=Side(_text(values, "side") or Side.NONE),
    )


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "").strip()


def write(
    office: Office, rows: Sequence[ImportRow], plan: ImportPlan, touched: Touched, advance: Callable[[int, int], bool]
) -> None:
    """Enter new lines and update changed ones inside the caller's transaction; one undo for all."""
    wanted = [row for row in rows if isinstance(row.value, RosterEntry)]
    changed = [row.value.id for row in wanted if row.verdict is Verdict.CHANGED and isinstance(row.value, RosterEntry)]
    before = [{"id": entry_id, "entry": roster.image(office.session, entry_id)} for entry_id in changed]
    created: list[int] = []
    for index, row in enumerate(wanted):
        if index % BATCH == 0:
            advance(index, len(wanted))
        assert isinstance(row.value, RosterEntry)
        saved = store_entry(office, row.value)
        touched.add("roster", saved.id)
        if row.verdict is Verdict.NEW:
            created.append(saved.id)
    for round_ in plan.rounds:
        units.save_round(office.session, round_)
        touched.add("units", round_.number)
    for group in plan.groups:
        units.save_group(office.session, group)
    compensation.offer(office, title=f"导入 {plan.path.name}", roster_before=before, roster_created=created)


def choices(office: Office) -> Mapping[str, Sequence[str]]:
    """Return the words a template offers in drop-downs."""
    return {"unit": [unit.name for unit in units.all_units(office.session)]}


def exported(office: Office) -> tuple[RosterEntry, ...]:
    """Return the whole roster in its order."""
    found: list[RosterEntry] = []
    while True:
        page = roster.page(office.session, RosterQuery(offset=len(found), limit=1000))
        found += page.rows
        if len(found) >= page.total or not page.rows:
            return tuple(found)
