"""Saving over a record only as it was read. Every aggregate whose records know their revision writes through here.

A revision is the number of the journal entry of the change that wrote a record last; triggers keep it (migration 0007).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import Expression, fn

from lantian_desktop.domain.errors import ChangedMeanwhile, NotFound
from lantian_desktop.store.rows import fetch_one, run, scalar
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import JournalRow, VersionedRow

TAKEN_AWAY = "这一条已被删除，没有保存；如仍需要，请记下所填内容后新增一条。"


def next_revision(db: Session) -> int:
    """Return the revision of what the running transaction writes."""
    return int(scalar(db, JournalRow.select(fn.COALESCE(fn.MAX(JournalRow.seq), 0))) or 0) + 1


def save_revision(
    db: Session, table: type[VersionedRow], row: Expression, columns: Mapping[str, Any], *, expected: int
) -> int:
    """Replace columns of a row that is still as it was read at `expected`; return its revision, 0 when there is no such row.

    What this very transaction wrote may be written again. Raise ChangedMeanwhile for what another one wrote since.
    """
    now = next_revision(db)
    if run(db, table.update(**columns).where(row, table.revision.in_((expected, now)))):
        return now
    stored = scalar(db, table.select(table.revision).where(row))
    if stored is None:
        return 0
    raise changed_meanwhile(db, int(stored))


def put_revision(
    db: Session, table: type[VersionedRow], key: Mapping[str, Any], columns: Mapping[str, Any], *, expected: int
) -> int:
    """Add a row under a key people know, or replace it as `save_revision` does; return its revision.

    0 expected means that there was none when it was read: another one's row of that key is not replaced. Raise NotFound where
    the one that was read is gone.
    """
    if saved := save_revision(db, table, _same(table, key), columns, expected=expected):
        return saved
    if expected:
        raise NotFound(TAKEN_AWAY)
    run(db, table.insert(**key, **columns))
    return next_revision(db)


def overwrite(db: Session, table: type[VersionedRow], key: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Add a row under its key or replace it whoever wrote it: for what is not read by anybody before it is written."""
    if not run(db, table.update(**columns).where(_same(table, key))):
        run(db, table.insert(**key, **columns))


def require_unchanged(db: Session, stored: int, expected: int) -> None:
    """Raise ChangedMeanwhile for a record that is not as it was read; services ask before they judge what was typed.

    What this very transaction wrote may be written again.
    """
    if stored not in {expected, next_revision(db)}:
        raise changed_meanwhile(db, stored)


def changed_meanwhile(db: Session, revision: int) -> ChangedMeanwhile:
    """Return the news that a record was written by the change of that revision, as the journal tells it."""
    row = fetch_one(db, JournalRow.select().where(JournalRow.seq == revision))
    return ChangedMeanwhile(by=row["user"], at=row["at"], title=row["title"]) if row else ChangedMeanwhile()


def _same(table: type[VersionedRow], key: Mapping[str, Any]) -> Expression:
    first, *others = (getattr(table, name) == value for name, value in key.items())
    condition: Expression = first
    for other in others:
        condition &= other
    return condition
