"""Rows of a problem list become issues: units and categories looked up, what is known compared, the rest entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import (
    Complainant,
    DueDates,
    Issue,
    IssueSource,
    IssueState,
    IssueTag,
    Position,
    Quantities,
    StepKind,
)
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.import_plan import ImportPlan, ImportRow, RowVerdict
from lantian_desktop.services.issues.issues import DELETABLE, first_step, prepare, starting_state
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.lookups import Lookups
from lantian_desktop.services.search_keys import KeyMaker
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Touched

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.precheck import Fault, Record, Table

BATCH = 500  # rows written between two reports of progress
_TEXT = ("number", "group", "street", "site", "address", "description", "task_item", "legal_basis", "remark")


def judge(office: Office, table: Table, path: Path) -> tuple[Table, dict[int, ImportRow]]:
    """Return the table with what the store had to object, and the verdicts of the rows that can be taken."""
    lookups = Lookups(office)
    faults = [fault for record in table.good for fault in _objections(office, table, record, lookups)]
    judged = table.with_faults(faults)
    offered = [(record, _issue(record, lookups)) for record in judged.good]
    known = Known(office, [issue for _, issue in offered])
    return judged, {record.row: _row(record, issue, known.find(issue)) for record, issue in offered}


def _objections(office: Office, table: Table, record: Record, lookups: Lookups) -> list[Fault]:
    found = []
    for key in ("territory", "lead_unit"):
        name = str(record.values.get(key) or "")
        if name and lookups.unit(name) is None:
            found.append(table.fault(record, key, f"没有名为“{name}”的单位"))
    found += [
        table.fault(record, "supporting_units", f"没有名为“{name}”的单位")
        for name in _list(record, "supporting_units")
        if lookups.unit(name) is None
    ]
    category = str(record.values.get("category") or "")
    if category and lookups.category(category) is None:
        found.append(table.fault(record, "category", f"没有“{category}”这一类别"))
    day = record.values.get("found_on")
    if isinstance(day, date) and day > office.today:
        found.append(table.fault(record, "found_on", "发现日期晚于今天"))
    return found


class Known:
    """What the store already has of a sheet: by number, and by the facts of rows that carry none."""

    def __init__(self, office: Office, wanted: Sequence[Issue]) -> None:
        """Look up every row at once."""
        numbers = [issue.number for issue in wanted if issue.number]
        self.by_number = issues.by_numbers(office.session, numbers)
        bare = [issue for issue in wanted if not issue.number]
        self.by_facts = {_facts(issue): issue for issue in issues.issues_of_same_facts(office.session, bare)}

    def find(self, issue: Issue) -> Issue | None:
        """Return the issue in the store that `issue` would be, or None."""
        if issue.number:
            return self.by_number.get(issue.number)
        return self.by_facts.get(_facts(issue))


def _facts(issue: Issue) -> tuple[object, ...]:
    return issue.territory_id, issue.category, issue.found_on, issue.site, issue.description


def _row(record: Record, issue: Issue, existing: Issue | None) -> ImportRow:
    if existing is None:
        return ImportRow(record.row, RowVerdict.NEW, caption(record), value=issue, note=_letter_note(record.values))
    merged = merge(existing, issue)
    verdict = RowVerdict.SAME if merged == existing else RowVerdict.CHANGED
    return ImportRow(record.row, verdict, caption(record), value=merged)


def _letter_note(values: Mapping[str, object]) -> str:
    """What an old ledger says of the letter that assigned the issue."""
    number, day = _text(values, "letter_number"), _day(values, "letter_on")
    dated = f"（{cn_date(day)}）" if day else ""
    return f"督办文号 {number}{dated}" if number else ""


def caption(record: Record) -> str:
    """Return what a row is called in the pre-check."""
    values = record.values
    words = (values.get("number"), values.get("site") or str(values.get("description") or "")[:20])
    return " ".join(str(word) for word in words if word)


def merge(existing: Issue, offered: Issue) -> Issue:
    """Return `held` with what the sheet says; an empty cell erases nothing, and neither state nor step is touched."""
    changes: dict[str, Any] = {}
    for name in (*_TEXT[1:], "responsible_person", "responsible_phone", "lead_unit_id", "position", "round_number"):
        value = getattr(offered, name)
        if value not in ("", None):
            changes[name] = value
    if offered.supporting_unit_ids:
        changes["supporting_unit_ids"] = offered.supporting_unit_ids
    if offered.quantities != Quantities():
        changes["quantities"] = offered.quantities
    dues = {name: value for name in _DUES if (value := getattr(offered.dues, name)) is not None}
    if existing.state in {IssueState.FOUND, IssueState.PENDING, IssueState.CONFIRMED}:
        changes["dues"] = replace(existing.dues, **dues)
    if existing.state in DELETABLE:  # later the territory changes by 属地移交 only
        changes["territory_id"] = offered.territory_id
    return replace(existing, category=offered.category, **changes)


_DUES = ("confirm_by", "appeal_by", "superior_plan_due", "superior_rectify_due")


def _issue(record: Record, lookups: Lookups) -> Issue:
    values = record.values
    territory = lookups.territory(_text(values, "territory"), _text(values, "street"))
    lead = lookups.unit(_text(values, "lead_unit"))
    supporting = (lookups.unit(name) for name in _list(record, "supporting_units"))
    found_on = values["found_on"]
    assert territory is not None
    assert isinstance(found_on, date)
    state = _text(values, "state")
    issue = Issue(
        id=0,
        state=IssueState(state) if state else IssueState.PENDING,
        found_on=found_on,
        territory_id=territory.id,
        category=lookups.category(_text(values, "category")) or "",
        source=IssueSource(_text(values, "source") or IssueSource.INSPECTION),
        round_number=_integer(values, "round"),
        position=_position(values),
        lead_unit_id=lead.id if lead else None,
        supporting_unit_ids=tuple(dict.fromkeys(unit.id for unit in supporting if unit)),
        responsible_person=_text(values, "responsible_person"),
        responsible_phone=_text(values, "responsible_phone"),
        quantities=_quantities(values),
        complainant=Complainant(_text(values, "complainant_name"), _text(values, "complainant_phone")),
        tags=frozenset(tag for word in _list(record, "tags") if (tag := IssueTag.from_text(word))),
        dues=_dues(values),
        plan_submitted_on=_day(values, "plan_submitted_on"),
        reported_on=_day(values, "reported_on"),
        closed_on=_day(values, "closed_on"),
        number=_text(values, "number"),
    )
    words: dict[str, Any] = {name: _text(values, name) for name in _TEXT[1:]}
    issue = replace(issue, **words)
    return issue if state else starting_state(issue)


def _dues(values: Mapping[str, object]) -> DueDates:
    return DueDates(
        confirm_by=_day(values, "confirm_by"),
        appeal_by=_day(values, "appeal_by"),
        superior_plan_due=_day(values, "plan_due"),
        superior_rectify_due=_day(values, "rectify_due"),
    )


def _quantities(values: Mapping[str, object]) -> Quantities:
    tonnage = values.get("tonnage")
    return Quantities(
        _integer(values, "sets"), _integer(values, "households"), tonnage if isinstance(tonnage, Decimal) else None
    )


def _position(values: Mapping[str, object]) -> Position | None:
    longitude, latitude = values.get("longitude"), values.get("latitude")
    if isinstance(longitude, Decimal) and isinstance(latitude, Decimal):
        return Position(float(longitude), float(latitude))
    return None


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "").strip()


def _day(values: Mapping[str, object], key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None


def _integer(values: Mapping[str, object], key: str) -> int | None:
    value = values.get(key)
    return int(value) if isinstance(value, int | Decimal) else None


def _list(record: Record, key: str) -> tuple[str, ...]:
    value = record.values.get(key)
    return tuple(value) if isinstance(value, tuple) else ()


def write(
    office: Office, rows: Sequence[ImportRow], plan: ImportPlan, touched: Touched, advance: Callable[[int, int], bool]
) -> None:
    """Enter the new issues and update the changed ones inside the caller's transaction; one undo for all."""
    maker = KeyMaker(office)
    changed = [row.value for row in rows if row.verdict is RowVerdict.CHANGED and isinstance(row.value, Issue)]
    before = compensation.images(office, [issue.id for issue in changed])
    created: list[int] = []
    fresh = [(row.value, row.note) for row in rows if row.verdict is RowVerdict.NEW and isinstance(row.value, Issue)]
    received = [pair for pair in fresh if pair[0].number]
    for part in (received, [pair for pair in fresh if not pair[0].number]):  # ours are given when all others are known
        for start in range(0, len(part), BATCH):
            advance(len(created), len(rows))
            created += _enter(office, part[start : start + BATCH], maker)
    for index, issue in enumerate(changed):
        if index % BATCH == 0:
            advance(len(fresh) + index, len(rows))
        issues.save(office.session, issue, keys=maker.keys(issue))
    touched.add("issues", *created, *(issue.id for issue in changed))
    compensation.offer(office, title=f"导入 {plan.path.name}", before=before, created=created)


def _enter(office: Office, batch: Sequence[tuple[Issue, str]], maker: KeyMaker) -> list[int]:
    numbered = [prepare(office, issue) for issue, _ in batch]
    added = issues.add_many(office.session, [(issue, maker.keys(issue)) for issue in numbered])
    notes = (note for _, note in batch)
    stamps = [
        first_step(office, issue, kind=_kind(issue), reason=note) for issue, note in zip(added, notes, strict=True)
    ]
    issues.add_steps(office.session, stamps)
    return [issue.id for issue in added]


def _kind(issue: Issue) -> StepKind:
    return StepKind.REGISTERED if issue == starting_state(issue) else StepKind.BROUGHT_IN


def choices(office: Office) -> Mapping[str, Sequence[str]]:
    """Return the words a template offers in drop-downs."""
    names = [unit.name for unit in units.all_units(office.session)]
    return {
        "territory": names,
        "lead_unit": names,
        "category": [category.label for category in settings.categories(office.session)],
    }
