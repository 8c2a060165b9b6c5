"""Counters of numbers that are taken once and never given again. What a number looks like lives in `domain.letters.numbering`."""

from __future__ import annotations

from lantian_desktop.store.rows import sql
from lantian_desktop.store.session import Session


def take(db: Session, series: str) -> int:
    """Take the next number of a series, counting from 1; it is gone only when the surrounding transaction is."""
    statement = (
        "INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last"
    )
    return int(sql(db, statement, (series,))[0][0])


def last_taken(db: Session, series: str) -> int:
    """Return the number of a series taken last, 0 when none was."""
    rows = sql(db, "SELECT last FROM counter WHERE name = ?", (series,))
    return int(rows[0][0]) if rows else 0
