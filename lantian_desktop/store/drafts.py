"""What somebody typed and has not saved, per user and form, and what a user prefers on screen. Neither is of record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lantian_desktop.store.rows import fetch_one, pack, run, unpack
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DraftRow


def save(db: Session, key: str, data: Mapping[str, object]) -> None:
    """Keep `data` as the session user's draft under `key`, in a small transaction of its own without a journal line."""
    row = DraftRow.insert(user=db.user, key=key, data=pack(dict(data)), saved_at=db.clock()).on_conflict_replace()
    with db.write_unjournalled():
        run(db, row)


def load(db: Session, key: str) -> Mapping[str, Any] | None:
    """Return the session user's draft under `key`, or None."""
    row = fetch_one(db, DraftRow.select(DraftRow.data).where(_own(db, key)))
    return None if row is None else dict(unpack(row["data"]))


def discard(db: Session, key: str) -> None:
    """Forget the session user's draft under `key`."""
    with db.write_unjournalled():
        run(db, DraftRow.delete().where(_own(db, key)))


def _own(db: Session, key: str) -> Any:
    return (DraftRow.user == db.user) & (DraftRow.key == key)
