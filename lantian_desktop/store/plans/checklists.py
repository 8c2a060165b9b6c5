"""Filled checklists. Their templates live in `settings`."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from peewee import SQL, ModelSelect, fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.plans.lists import ChecklistLine
from lantian_desktop.domain.plans.verification import Answer, Checklist, ItemResult, ItemTemplate, Outcome
from lantian_desktop.domain.queries import Page
from lantian_desktop.store.issues.columns import caption
from lantian_desktop.store.revisions import next_revision, save_revision
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, scalar, unpack, unpack_texts
from lantian_desktop.store.search import SearchKind, matching, terms
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import ChecklistRow as Table
from lantian_desktop.store.tables import IssueRow, UnitRow

_GONE = "找不到这份核查清单，它可能已被撤销；请刷新列表。"
_SAME_NAMES = (
    "issue_id",
    "template_name",
    "template_version",
    "verified_at",
    "place",
    "round_number",
    "group",
    "reported_text",
    "reported_on",
    "photo_on",
    "follow_up_on",
)


def save(db: Session, checklist: Checklist) -> Checklist:
    """Add a checklist (number 0) or replace it, and return it as stored."""
    columns = _columns(checklist)
    if checklist.id:
        revision = save_revision(db, Table, Table.id == checklist.id, columns, expected=checklist.revision)
        if not revision:
            raise NotFound(_GONE)
        return replace(checklist, revision=revision)
    return replace(checklist, id=run(db, Table.insert(**columns)), revision=next_revision(db))


def load(db: Session, checklist_id: int) -> Checklist:
    """Return one checklist; raise NotFound when there is none."""
    row = fetch_one(db, Table.select().where(Table.id == checklist_id))
    if row is None:
        raise NotFound(_GONE)
    return _checklist(row)


def remove(db: Session, checklist_id: int) -> None:
    """Take a checklist away again, as the undo of its making does."""
    run(db, Table.delete().where(Table.id == checklist_id))


def of_issue(db: Session, issue_id: int) -> tuple[Checklist, ...]:
    """Return an issue's checklists in the order they were made."""
    query = Table.select().where(Table.issue_id == issue_id).order_by(Table.id)
    return tuple(_checklist(row) for row in fetch(db, query))


def page(
    db: Session, *, outcome: Outcome | None = None, text: str = "", offset: int = 0, limit: int = 100
) -> Page[ChecklistLine]:
    """Return one page of all checklists, those not finished first, then the newest."""
    total = int(scalar(db, _narrowed(Table.select(fn.COUNT(SQL("*"))), outcome, text)))
    columns = (IssueRow.number, caption().alias("caption"), UnitRow.short_name.alias("territory"))
    query = (
        Table.select(Table, *columns)
        .join(IssueRow, on=Table.issue_id == IssueRow.id)
        .join(UnitRow, on=IssueRow.territory_id == UnitRow.id)
        .order_by(Table.verified_at.is_null().desc(), Table.verified_at.desc(), Table.id.desc())
    )
    rows = fetch(db, _narrowed(query, outcome, text).limit(limit).offset(offset))
    return Page(tuple(_listed(row) for row in rows), total, offset)


def _narrowed(query: ModelSelect[Table], outcome: Outcome | None, text: str) -> ModelSelect[Table]:
    if outcome is not None:
        query = query.where(Table.outcome == outcome.value)
    if terms(text):
        query = query.where(Table.issue_id.in_(matching(SearchKind.ISSUE, text)))
    return query


def _columns(checklist: Checklist) -> dict[str, Any]:
    return {
        **{name: getattr(checklist, name) for name in _SAME_NAMES},
        "answers": pack([asdict(answer) for answer in checklist.answers]),
        "verifiers": pack(checklist.verifiers),
        "outcome": checklist.outcome.value if checklist.outcome else None,
    }


def _checklist(row: dict[str, Any]) -> Checklist:
    return Checklist(
        **{name: row[name] for name in _SAME_NAMES},
        id=row["id"],
        revision=row["revision"],
        answers=tuple(_answer(answer) for answer in unpack(row["answers"])),
        verifiers=unpack_texts(row["verifiers"]),
        outcome=_outcome(row),
    )


def _answer(kept: dict[str, Any]) -> Answer:
    result = ItemResult(kept["result"]) if kept["result"] else None
    return Answer(ItemTemplate(**kept["item"]), result, kept["note"], kept["remedy"])


def _outcome(row: dict[str, Any]) -> Outcome | None:
    return Outcome(row["outcome"]) if row["outcome"] else None


def _listed(row: dict[str, Any]) -> ChecklistLine:
    return ChecklistLine(
        id=row["id"],
        issue_id=row["issue_id"],
        number=row["number"],
        site=row["caption"],
        territory=row["territory"],
        template_name=row["template_name"],
        verified_at=row["verified_at"],
        verifiers="、".join(unpack_texts(row["verifiers"])),
        outcome=_outcome(row),
        unmet=sum(answer["result"] == ItemResult.UNMET.value for answer in unpack(row["answers"])),
        follow_up_on=row["follow_up_on"],
    )
