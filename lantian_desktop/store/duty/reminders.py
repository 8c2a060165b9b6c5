"""Which reminders were shown, so that none is shown twice."""

from __future__ import annotations

from collections.abc import Iterable

from lantian_desktop.store.rows import fetch, run
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import ReminderRow


def not_yet_shown(db: Session, keys: Iterable[str]) -> frozenset[str]:
    """Return those of `keys` that were never shown."""
    wanted = frozenset(keys)
    shown = fetch(db, ReminderRow.select(ReminderRow.key).where(ReminderRow.key.in_(sorted(wanted))))
    return wanted - {row["key"] for row in shown}


def note_shown(db: Session, keys: Iterable[str]) -> None:
    """Keep that reminders were shown now."""
    for key in keys:
        run(db, ReminderRow.insert(key=key, shown_at=db.clock()).on_conflict_ignore())
