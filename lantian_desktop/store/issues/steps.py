"""The stamped steps of issues and the moves of their due dates: written once, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import fn

from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.issues.issue import DueMove, IssueAction, IssueState, Step, StepKind
from lantian_desktop.store.rows import fetch, insert_rows, run, tuples
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DueMoveRow, StepRow

_BATCH = 500  # issues asked for in one statement


def add_step(db: Session, step: Step) -> Step:
    """Stamp a step and return it with its number."""
    return replace(step, id=run(db, StepRow.insert(**_step_columns(step))))


def add_steps(db: Session, steps: Iterable[Step]) -> None:
    """Stamp many steps at once."""
    insert_rows(db, StepRow, (_step_columns(step) for step in steps))


def steps(db: Session, issue_id: int) -> tuple[Step, ...]:
    """Return an issue's steps in the order they were entered."""
    query = StepRow.select().where(StepRow.issue_id == issue_id).order_by(StepRow.id)
    return tuple(_step(row) for row in fetch(db, query))


def last_step_ids(db: Session, issue_ids: Sequence[int]) -> dict[int, int]:
    """Return the number of the step entered last, by issue; issues without steps are left out."""
    found: dict[int, int] = {}
    query = StepRow.select(StepRow.issue_id, fn.MAX(StepRow.id)).group_by(StepRow.issue_id)
    for start in range(0, len(issue_ids), _BATCH):
        found |= dict(tuples(db, query.where(StepRow.issue_id.in_(issue_ids[start : start + _BATCH]))))
    return found


def last_step_days(db: Session, issue_ids: Sequence[int]) -> dict[int, date]:
    """Return the latest day a step of an issue happened on, by issue; issues without such a day are left out."""
    found: dict[int, date] = {}
    query = StepRow.select(StepRow.issue_id, fn.MAX(StepRow.happened_on)).group_by(StepRow.issue_id)
    for start in range(0, len(issue_ids), _BATCH):
        chosen = StepRow.issue_id.in_(issue_ids[start : start + _BATCH]) & StepRow.happened_on.is_null(is_null=False)
        found |= dict(tuples(db, query.where(chosen)))
    return found


def add_due_move(db: Session, move: DueMove) -> None:
    """Keep one change of a due date."""
    run(
        db,
        DueMoveRow.insert(
            issue_id=move.issue_id,
            which=move.which,
            old=move.old,
            new=move.new,
            reason=move.reason,
            approver=move.approver,
            entered_at=move.entered_at,
        ),
    )


def due_moves(db: Session, issue_id: int) -> tuple[DueMove, ...]:
    """Return how an issue's due dates moved, oldest first."""
    query = DueMoveRow.select().where(DueMoveRow.issue_id == issue_id).order_by(DueMoveRow.id)
    return tuple(
        DueMove(
            issue_id=row["issue_id"],
            which=row["which"],
            old=row["old"],
            new=row["new"],
            reason=row["reason"],
            approver=row["approver"],
            entered_at=row["entered_at"],
        )
        for row in fetch(db, query)
    )


def _step_columns(step: Step) -> dict[str, Any]:
    """Return every column of a step's row but its number."""
    signature = step.signature
    return {
        "issue_id": step.issue_id,
        "kind": step.kind.value,
        "action": step.action.value if step.action else None,
        "from_state": step.from_state.value if step.from_state else None,
        "to_state": step.to_state.value,
        "happened_on": step.happened_on,
        "entered_at": step.entered_at,
        "user": step.user,
        "reason": step.reason,
        "reply_number": step.reply_number,
        "override_reason": step.override_reason,
        "signed_person": signature.person if signature else "",
        "signed_how": signature.how.value if signature else None,
        "signed_on": signature.signed_on if signature else None,
        "signed_scan": signature.scan if signature else "",
        "note": step.note,
    }


def _step(row: dict[str, Any]) -> Step:
    return Step(
        id=row["id"],
        issue_id=row["issue_id"],
        kind=StepKind(row["kind"]),
        action=IssueAction(row["action"]) if row["action"] else None,
        from_state=IssueState(row["from_state"]) if row["from_state"] else None,
        to_state=IssueState(row["to_state"]),
        happened_on=row["happened_on"],
        entered_at=row["entered_at"],
        user=row["user"],
        reason=row["reason"],
        reply_number=row["reply_number"],
        override_reason=row["override_reason"],
        signature=_signature(row),
        note=row["note"],
    )


def _signature(row: dict[str, Any]) -> Signature | None:
    if row["signed_how"] is None:
        return None
    return Signature(row["signed_person"], SignedBy(row["signed_how"]), row["signed_on"], row["signed_scan"])
