"""Rows of a roster become posts and the persons who hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantian_desktop.domain.roster.roster import GroupKind, InspectionGroup, RosterEntry, Round, Unit
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.import_plan import ImportPlan, ImportRow, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import import_cards
from lantian_desktop.services.roster import rows as roster_rows
from lantian_desktop.services.roster.import_known import KnownLines
from lantian_desktop.services.roster.lookups import Lookups
from lantian_desktop.services.roster.roster import store_entry
from lantian_desktop.services.roster.rows import merge
from lantian_desktop.store.roster import roster, units
from lantian_desktop.store.session import Touched

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.precheck import Record, Table
    from lantian_desktop.exchange.kit.sheets import Sheet

ADD_IT = "请在联络名册左下角点“单位…”新增，或把这个叫法记为已有单位的别称，再导入"
BATCH = 100  # rows written between two reports of progress


def judge(office: Office, table: Table, path: Path) -> tuple[Table, dict[int, ImportRow]]:
    """Return the table with what the store had to object, and the verdicts of the rows that can be taken."""
    lookups = Lookups(office)
    cards = import_cards.is_cards(path)
    faults = []
    for record in table.good:
        name = _text(record.values, "unit")
        if _unit(record, lookups, narrower=cards) is None:
            faults.append(table.fault(record, "unit", _no_unit(name, cards)))
    judged = table.with_faults(faults)
    lines, taken = KnownLines(office), set[int]()
    if not cards:
        return judged, {record.row: _row(record, _entry(record, lookups), lines, taken) for record in judged.good}
    return _judged_cards(judged, lookups, lines, taken)


def _no_unit(name: str, cards: bool) -> str:
    from lantian_desktop.exchange.roster.cards import TO_DO  # spreadsheets: only where a file is read

    return f"没有名为“{name}”的单位，{TO_DO if cards else ADD_IT}"


def _judged_cards(
    table: Table, lookups: Lookups, lines: KnownLines, taken: set[int]
) -> tuple[Table, dict[int, ImportRow]]:
    rows, faults = {}, []
    for record in table.good:
        offered = _entry(record, lookups)
        if first := lines.repeated(offered, record.row):
            faults.append(table.fault(record, "name", f"与第 {first} 张名片重复"))
        else:
            rows[record.row] = _card_row(record, offered, lines, taken)
    return table.with_faults(faults), rows


def _card_row(record: Record, offered: RosterEntry, lines: KnownLines, taken: set[int]) -> ImportRow:
    """Judge a card: by its post when it tells one, as our own cards do, else by the person, whatever the post."""
    has_role = bool(_text(record.values, "role"))
    line = lines.in_post(offered, taken) if has_role else lines.of_person(offered, taken)
    if line is not None:
        return _known(record, line, offered, taken)
    entry, remark = import_cards.posted(offered)
    same_number = "、".join(line.name or line.role.label for line in lines.others(entry)[:2])
    doubled = f"手机与名册中的“{same_number}”相同，请核对是否为同一人" if same_number else ""
    notes = tuple(filter(None, (remark, doubled)))
    return ImportRow(record.row, RowVerdict.NEW, caption(record), warnings=notes, value=entry)


def _row(record: Record, offered: RosterEntry, existing: KnownLines, taken: set[int]) -> ImportRow:
    line = existing.in_post(offered, taken)
    if line is None:
        return ImportRow(record.row, RowVerdict.NEW, caption(record), value=offered)
    return _known(record, line, offered, taken)


def _known(record: Record, entry: RosterEntry, offered: RosterEntry, taken: set[int]) -> ImportRow:
    taken.add(entry.id)
    merged = merge(entry, offered)
    verdict = RowVerdict.SAME if merged == entry else RowVerdict.CHANGED
    return ImportRow(record.row, verdict, caption(record), value=merged)


def caption(record: Record) -> str:
    """Return what a row is called in the pre-check."""
    return " ".join(filter(None, (_text(record.values, key) for key in ("unit", "title", "name"))))


def groups_of(office: Office, sheets: Sequence[Sheet]) -> tuple[tuple[Round, ...], tuple[InspectionGroup, ...]]:
    """Return the rounds and groups that a second sheet 轮次与工作组 names; none where there is no such sheet."""
    from lantian_desktop.exchange.kit.header import find_header
    from lantian_desktop.exchange.kit.precheck import precheck
    from lantian_desktop.exchange.roster.group_sheet import GROUPS  # spreadsheets: only where a file is read

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


def _unit(record: Record, lookups: Lookups, *, narrower: bool) -> Unit | None:
    """Return the unit a row names; a card's may be known by its narrower part alone."""
    named = lookups.unit(_text(record.values, "unit"))
    return named or (lookups.unit(_text(record.values, "territory")) if narrower else None)


def _entry(record: Record, lookups: Lookups) -> RosterEntry:
    values = record.values
    unit = _unit(record, lookups, narrower=True)
    assert unit is not None
    below = lookups.unit(_text(values, "territory"))
    if below is not None and below.parent_id == unit.id:
        unit = below  # a street's own liaison, listed under the district with the street as 负责区域
    return roster_rows.entry(values, unit_id=unit.id)


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "").strip()


def write(
    office: Office, rows: Sequence[ImportRow], plan: ImportPlan, touched: Touched, advance: Callable[[int, int], bool]
) -> None:
    """Enter new lines and update changed ones inside the caller's transaction; one undo for all."""
    wanted = [row for row in rows if isinstance(row.value, RosterEntry)]
    changed = [
        row.value.id for row in wanted if row.verdict is RowVerdict.CHANGED and isinstance(row.value, RosterEntry)
    ]
    before = [{"id": entry_id, "entry": roster.image(office.session, entry_id)} for entry_id in changed]
    created: list[int] = []
    for index, row in enumerate(wanted):
        if index % BATCH == 0:
            advance(index, len(wanted))
        assert isinstance(row.value, RosterEntry)
        saved = store_entry(office, row.value)
        touched.add("roster", saved.id)
        if row.verdict is RowVerdict.NEW:
            created.append(saved.id)
    rounds = _save_rounds(office, plan, touched)
    compensation.offer(
        office,
        title=f"导入 {plan.path.name}",
        roster_before=before,
        roster_created=created,
        rounds_before=rounds,
    )


def _save_rounds(office: Office, plan: ImportPlan, touched: Touched) -> list[dict[str, Any]]:
    """Enter the rounds and groups a workbook names, and return what there was of them before."""
    numbers = sorted({one.number for one in plan.rounds} | {group.round_number for group in plan.groups})
    before = [units.round_image(office.session, number) for number in numbers]
    known = {one.number: one.revision for one in units.rounds(office.session)}
    for round_ in plan.rounds:
        units.save_round(office.session, replace(round_, revision=known.get(round_.number, 0)))
    for group in plan.groups:
        units.save_group(office.session, group)
    if numbers:
        touched.add("units", *numbers)
    return before


def choices(office: Office) -> Mapping[str, Sequence[str]]:
    """Return the words a template offers in drop-downs."""
    return {"unit": [unit.name for unit in units.all_units(office.session)]}
