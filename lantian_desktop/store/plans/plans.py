"""Rectification plans by version, their measures and the progress of these.

A measure is one thing with one progress, however many versions of the plan word it; so a copied measure keeps its
number, its progress and its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL, Expression, fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.issues.issue import DueDates, IssueState
from lantian_desktop.domain.plans.lists import PlanLine
from lantian_desktop.domain.plans.plan import (
    DONE_PERCENT,
    Measure,
    PlanStatus,
    PlanType,
    ProgressNote,
    RectificationPlan,
)
from lantian_desktop.domain.queries import Page
from lantian_desktop.store.issues.columns import caption
from lantian_desktop.store.revisions import save_revision
from lantian_desktop.store.rows import fetch, image_rows, put_image_row, run, scalar, tuples
from lantian_desktop.store.search import SearchKind, matching, terms
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import AttachmentRow, IssueRow, MeasureRow, PlanMeasureRow, ProgressRow, UnitRow
from lantian_desktop.store.tables import PlanRow as Table

_SAME_NAMES = (
    "issue_id",
    "version",
    "goal",
    "standard",
    "author",
    "interim_control",
    "budget_source",
    "submitted_on",
    "decided_by",
    "decided_on",
    "return_reason",
)


def versions(db: Session, issue_id: int) -> tuple[RectificationPlan, ...]:
    """Return every version of an issue's plan, the first one first."""
    return _plans(db, [issue_id]).get(issue_id, ())


def current(db: Session, issue_id: int) -> RectificationPlan | None:
    """Return the highest version of an issue's plan, or None."""
    return next(reversed(versions(db, issue_id)), None)


def current_many(db: Session, issue_ids: Sequence[int]) -> dict[int, RectificationPlan]:
    """Return the highest version of the plans of these issues, by issue; issues without one are left out."""
    return {issue_id: plans[-1] for issue_id, plans in _plans(db, issue_ids, Table.current == True).items()}  # noqa: E712 - SQL


def save(db: Session, plan: RectificationPlan) -> RectificationPlan:
    """Add a version or replace it, and return it with the numbers of its measures.

    A measure that is already known keeps its progress; `add_progress` is what changes that.
    """
    plan_id = _put_plan(db, plan)
    run(db, PlanMeasureRow.delete().where(PlanMeasureRow.plan_id == plan_id))
    for position, measure in enumerate(plan.measures):
        _put_measure(db, plan.issue_id, plan_id, position, measure)
    stored = next((known for known in versions(db, plan.issue_id) if known.version == plan.version), None)
    assert stored is not None  # it was written just now
    return stored


def add_progress(db: Session, note: ProgressNote) -> None:
    """Keep a report on a measure; from now on the measure stands where the report says."""
    reached = MeasureRow.update(progress=note.percent, done_on=note.on if note.percent >= DONE_PERCENT else None)
    if not run(db, reached.where(MeasureRow.id == note.measure_id)):
        raise NotFound("找不到这条整改措施，它可能已被改动；请刷新方案。")
    words = {"percent": note.percent, "note": note.note, "on": note.on}
    run(db, ProgressRow.insert(measure_id=note.measure_id, entered_at=note.entered_at, user=note.user, **words))


def progress(db: Session, issue_id: int) -> tuple[ProgressNote, ...]:
    """Return every report on an issue's measures in the order they were entered."""
    query = ProgressRow.select().join(MeasureRow, on=ProgressRow.measure_id == MeasureRow.id)
    rows = fetch(db, query.where(MeasureRow.issue_id == issue_id).order_by(ProgressRow.id))
    return tuple(_note(row) for row in rows)


def page(
    db: Session,
    *,
    as_of: date,
    status: PlanStatus | None = None,
    text: str = "",
    offset: int = 0,
    limit: int = 100,
) -> Page[PlanLine]:
    """Return one page of the plans that are in force or under way, the newest first."""
    conditions = _conditions(status, text)
    total = int(scalar(db, Table.select(fn.COUNT(SQL("*"))).where(*conditions)))
    late = (IssueRow.late_after < as_of).alias("late")
    dues = (IssueRow.plan_due, IssueRow.superior_plan_due, IssueRow.rectify_due, IssueRow.superior_rectify_due)
    known = (IssueRow.number, IssueRow.state, IssueRow.reported_on)
    columns = (*known, caption().alias("caption"), UnitRow.short_name.alias("territory"), late, *dues)
    query = (
        Table.select(Table, *columns)
        .join(IssueRow, on=Table.issue_id == IssueRow.id)
        .join(UnitRow, on=IssueRow.territory_id == UnitRow.id)
        .where(*conditions)
        .order_by(Table.id.desc())
    )
    rows = fetch(db, query.limit(limit).offset(offset))
    percents = _percents(db, [row["id"] for row in rows])
    return Page(tuple(_listed(row, percents.get(row["id"], 0)) for row in rows), total, offset)


def status_counts(db: Session) -> dict[PlanStatus, int]:
    """Return how many plans stand where, counting the highest version of each."""
    counted = Table.select(Table.status, fn.COUNT(SQL("*"))).where(_newest()).group_by(Table.status)
    found = {str(status): int(count) for status, count in tuples(db, counted)}
    return {status: found.get(status.value, 0) for status in PlanStatus}


def images(db: Session, issue_id: int) -> list[dict[str, Any]]:
    """Return all versions of an issue's plan, measures and reports as plain values, so that `put_images` brings them back."""
    plans = image_rows(db, Table, Table.issue_id == issue_id)
    plan_ids = [plan["id"] for plan in plans]
    measures = image_rows(db, MeasureRow, MeasureRow.issue_id == issue_id)
    return [
        {
            "plans": plans,
            "worded": image_rows(db, PlanMeasureRow, PlanMeasureRow.plan_id.in_(plan_ids)),
            "measures": measures,
            "notes": [number for (number,) in tuples(db, _notes_of(issue_id))],
        }
    ]


def put_images(db: Session, issue_id: int, images: Iterable[Mapping[str, Any]]) -> None:
    """Bring an issue's plan back to what it was: versions and reports made since go, measures stay with their old progress."""
    for image in images:
        kept = [plan["id"] for plan in image["plans"]]
        mine = Table.select(Table.id).where(Table.issue_id == issue_id)
        run(db, PlanMeasureRow.delete().where(PlanMeasureRow.plan_id.in_(mine)))
        run(db, Table.delete().where(Table.issue_id == issue_id, Table.id.not_in(kept)))
        for table, key in ((Table, "plans"), (MeasureRow, "measures")):
            for row in image[key]:
                put_image_row(db, table, row)
        for row in image["worded"]:
            run(db, PlanMeasureRow.insert(row))
        since = _notes_of(issue_id).where(ProgressRow.id.not_in(image["notes"]))
        run(db, ProgressRow.delete().where(ProgressRow.id.in_(since)))


def _plans(db: Session, issue_ids: Sequence[int], *conditions: Expression) -> dict[int, tuple[RectificationPlan, ...]]:
    if not issue_ids:
        return {}
    rows = fetch(db, Table.select().where(Table.issue_id.in_(issue_ids), *conditions).order_by(Table.version))
    measures = _measures(db, [row["id"] for row in rows])
    found: dict[int, tuple[RectificationPlan, ...]] = {}
    for row in rows:
        found[row["issue_id"]] = (*found.get(row["issue_id"], ()), _plan(row, measures[row["id"]]))
    return found


def _measures(db: Session, plan_ids: Sequence[int]) -> defaultdict[int, tuple[Measure, ...]]:
    """Return the measures of each version, with the progress and the evidence they have today."""
    query = (
        PlanMeasureRow.select(PlanMeasureRow, MeasureRow.progress, MeasureRow.done_on)
        .join(MeasureRow, on=PlanMeasureRow.measure_id == MeasureRow.id)
        .where(PlanMeasureRow.plan_id.in_(plan_ids))
        .order_by(PlanMeasureRow.plan_id, PlanMeasureRow.position)
    )
    rows = fetch(db, query)
    counted = AttachmentRow.select(AttachmentRow.measure_id, fn.COUNT(SQL("*"))).group_by(AttachmentRow.measure_id)
    known = list({row["measure_id"] for row in rows})
    evidence = {number: int(count) for number, count in tuples(db, counted.where(AttachmentRow.measure_id.in_(known)))}
    found: defaultdict[int, tuple[Measure, ...]] = defaultdict(tuple)
    for row in rows:
        found[row["plan_id"]] += (_measure(row, evidence.get(row["measure_id"], 0)),)
    return found


def _put_plan(db: Session, plan: RectificationPlan) -> int:
    columns = {
        **{name: getattr(plan, name) for name in _SAME_NAMES},
        "status": plan.status.value,
        "type": plan.type.value,
    }
    known = dict(tuples(db, Table.select(Table.version, Table.id).where(Table.issue_id == plan.issue_id)))
    newest = plan.version >= max(known, default=0)
    if newest:
        run(db, Table.update(current=False).where(Table.issue_id == plan.issue_id, Table.version < plan.version))
    if plan.version not in known:
        return run(db, Table.insert(**columns, current=newest))
    save_revision(db, Table, Table.id == known[plan.version], columns, expected=plan.revision)
    return int(known[plan.version])


def _put_measure(db: Session, issue_id: int, plan_id: int, position: int, measure: Measure) -> None:
    measure_id = measure.id
    mine = MeasureRow.select(MeasureRow.id).where(MeasureRow.id == measure_id, MeasureRow.issue_id == issue_id)
    if measure_id and scalar(db, mine) is None:
        raise NotFound("方案中的一条措施不属于这个问题，请刷新方案后重新填写。")
    if not measure_id:
        new = MeasureRow.insert(issue_id=issue_id, progress=measure.progress, done_on=measure.done_on)
        measure_id = run(db, new)
    run(
        db,
        PlanMeasureRow.insert(
            plan_id=plan_id,
            measure_id=measure_id,
            position=position,
            text=measure.text,
            unit=measure.unit,
            person=measure.person,
            phone=measure.phone,
            due=measure.due,
        ),
    )


def _newest() -> Expression:
    return Table.current == True  # noqa: E712 - SQL


def _conditions(status: PlanStatus | None, text: str) -> list[Expression]:
    found = [_newest()]
    if status is not None:
        found.append(Table.status == status.value)
    if terms(text):
        found.append(Table.issue_id.in_(matching(SearchKind.ISSUE, text)))
    return found


def _percents(db: Session, plan_ids: Sequence[int]) -> dict[int, int]:
    mean = (
        PlanMeasureRow.select(PlanMeasureRow.plan_id, fn.AVG(MeasureRow.progress))
        .join(MeasureRow, on=PlanMeasureRow.measure_id == MeasureRow.id)
        .where(PlanMeasureRow.plan_id.in_(plan_ids))
        .group_by(PlanMeasureRow.plan_id)
    )
    return {plan_id: int(percent) for plan_id, percent in tuples(db, mean)}


def _notes_of(issue_id: int) -> Any:
    query = ProgressRow.select(ProgressRow.id).join(MeasureRow, on=ProgressRow.measure_id == MeasureRow.id)
    return query.where(MeasureRow.issue_id == issue_id)


def _plan(row: dict[str, Any], measures: tuple[Measure, ...]) -> RectificationPlan:
    return RectificationPlan(
        **{name: row[name] for name in _SAME_NAMES},
        status=PlanStatus(row["status"]),
        type=PlanType(row["type"]),
        measures=measures,
        revision=row["revision"],
    )


def _measure(row: dict[str, Any], evidence: int) -> Measure:
    return Measure(
        id=row["measure_id"],
        text=row["text"],
        unit=row["unit"],
        person=row["person"],
        due=row["due"],
        phone=row["phone"],
        progress=row["progress"],
        done_on=row["done_on"],
        evidence=evidence,
    )


def _note(row: dict[str, Any]) -> ProgressNote:
    return ProgressNote(row["measure_id"], row["percent"], row["note"], row["on"], row["entered_at"], row["user"])


def _listed(row: dict[str, Any], percent: int) -> PlanLine:
    dues = DueDates(
        plan_due=row["plan_due"],
        superior_plan_due=row["superior_plan_due"],
        rectify_due=row["rectify_due"],
        superior_rectify_due=row["superior_rectify_due"],
    )
    return PlanLine(
        issue_id=row["issue_id"],
        number=row["number"],
        site=row["caption"],
        territory=row["territory"],
        version=row["version"],
        status=PlanStatus(row["status"]),
        type=PlanType(row["type"]),
        percent=percent,
        plan_due=dues.nearest_plan,
        submitted_on=row["submitted_on"],
        rectify_due=dues.nearest_rectify,
        overdue=bool(row["late"]),
        state=IssueState(row["state"]),
        reported_on=row["reported_on"],
    )
