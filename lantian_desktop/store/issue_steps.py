"""The stamped steps of issues and the moves of their due dates: written once, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lantian_desktop.domain.issue import DueMove, IssueAction, IssueState, Step
from lantian_desktop.domain.people import Signature, SignedBy
from lantian_desktop.store.rows import fetch, fetch_one, insert_rows, run
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DueMoveRow, StepRow


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


def last_step(db: Session, issue_id: int) -> Step | None:
    """Return the step of an issue that was entered last."""
    query = StepRow.select().where(StepRow.issue_id == issue_id).order_by(StepRow.id.desc()).limit(1)
    row = fetch_one(db, query)
    return None if row is None else _step(row)


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
        "action": step.action.value if step.action else None,
        "from_state": step.from_state.value if step.from_state else None,
        "to_state": step.to_state.value,
        "happened_on": step.happened_on,
        "entered_at": step.entered_at,
        "user": step.user,
        "reason": step.reason,
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
        action=IssueAction(row["action"]) if row["action"] else None,
        from_state=IssueState(row["from_state"]) if row["from_state"] else None,
        to_state=IssueState(row["to_state"]),
        happened_on=row["happened_on"],
        entered_at=row["entered_at"],
        user=row["user"],
        reason=row["reason"],
        signature=_signature(row),
        note=row["note"],
    )


def _signature(row: dict[str, Any]) -> Signature | None:
    if row["signed_how"] is None:
        return None
    return Signature(row["signed_person"], SignedBy(row["signed_how"]), row["signed_on"], row["signed_scan"])
