"""Changes that may still be taken back, newest first. What taking back means is told by the payload's maker, a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantian_desktop.domain.queries import UndoRecord
from lantian_desktop.store.rows import fetch_one, pack, run, unpack
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import UndoRow


def push(db: Session, title: str, payload: Mapping[str, Any]) -> UndoRecord:
    """Note how to take back the change being made, inside its own transaction."""
    at = db.clock()
    number = run(db, UndoRow.insert(title=title, at=at, user=db.user, payload=pack(dict(payload))))
    return UndoRecord(number, title, at, db.user, payload)


def last(db: Session) -> UndoRecord | None:
    """Return the newest change that was not taken back, or None."""
    row = fetch_one(db, UndoRow.select().where(~UndoRow.undone).order_by(UndoRow.id.desc()).limit(1))
    if row is None:
        return None
    return UndoRecord(row["id"], row["title"], row["at"], row["user"], unpack(row["payload"]))


def mark_undone(db: Session, record_id: int) -> None:
    """Note that a change was taken back."""
    run(db, UndoRow.update(undone=True).where(UndoRow.id == record_id))
