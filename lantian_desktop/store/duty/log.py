"""Lines of the 值班日志 and signed hand-overs. What a hand-over must list is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import SQL, Expression, fn

from lantian_desktop.domain.admin.people import SignedBy
from lantian_desktop.domain.duty.log import (
    CallOutcome,
    EntryKind,
    Handover,
    HandoverItem,
    HandoverSignature,
    ItemKind,
    LogEntry,
)
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.queries import Page
from lantian_desktop.store.revisions import next_revision, save_revision
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, scalar, unpack
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DutyEntryRow, HandoverRow


def entry(db: Session, entry_id: int) -> LogEntry:
    """Return one line; raise NotFound when there is none."""
    row = fetch_one(db, DutyEntryRow.select().where(DutyEntryRow.id == entry_id))
    if row is None:
        raise NotFound("找不到这条值班记录，请刷新后重试。")
    return _entry(row)


def entries(
    db: Session, *, day: date | None = None, shift: int | None = None, text: str = "", offset: int = 0, limit: int = 200
) -> Page[LogEntry]:
    """Return one page of lines, newest first; `text` is any parts of what was written."""
    conditions: list[Expression] = []
    if day is not None:
        conditions.append(DutyEntryRow.day == day)
    if shift is not None:
        conditions.append(DutyEntryRow.shift == shift)
    conditions += [_contains(word) for word in text.split()]
    query = DutyEntryRow.select().where(*conditions) if conditions else DutyEntryRow.select()
    total = int(scalar(db, query.select(fn.COUNT(SQL("*")))))
    rows = fetch(db, query.order_by(DutyEntryRow.at.desc(), DutyEntryRow.id.desc()).offset(offset).limit(limit))
    return Page(tuple(_entry(row) for row in rows), total, offset)


def of_shift(db: Session, day: date, shift: int) -> tuple[LogEntry, ...]:
    """Return the lines of a shift in the order of their time."""
    query = DutyEntryRow.select().where(DutyEntryRow.day == day, DutyEntryRow.shift == shift)
    return tuple(_entry(row) for row in fetch(db, query.order_by(DutyEntryRow.at, DutyEntryRow.id)))


def calls_about(db: Session, issue_id: int, on: date) -> tuple[LogEntry, ...]:
    """Return the calls about an issue made on a calendar day whose outcome is known, in the order of their time."""
    begins = datetime.combine(on, time.min)
    query = DutyEntryRow.select().where(
        DutyEntryRow.issue_id == issue_id,
        DutyEntryRow.outcome != "",
        DutyEntryRow.at >= begins,
        DutyEntryRow.at < begins + timedelta(days=1),
    )
    return tuple(_entry(row) for row in fetch(db, query.order_by(DutyEntryRow.at, DutyEntryRow.id)))


def open_entries(db: Session) -> tuple[LogEntry, ...]:
    """Return the lines with something still to do that no later line has taken up, in the order of their time."""
    later = DutyEntryRow.alias()
    taken_up = later.select(later.follows_id).where(later.follows_id.is_null(False))  # read once, not line by line
    query = DutyEntryRow.select().where(DutyEntryRow.done == False, DutyEntryRow.id.not_in(taken_up))  # noqa: E712 - SQL
    return tuple(_entry(row) for row in fetch(db, query.order_by(DutyEntryRow.at, DutyEntryRow.id)))


def save_entry(db: Session, entry: LogEntry) -> LogEntry:
    """Enter a line (number 0) or correct one that is not locked; a trigger refuses others."""
    columns = _columns(entry)
    if entry.id:
        same = DutyEntryRow.id == entry.id
        return replace(entry, revision=save_revision(db, DutyEntryRow, same, columns, expected=entry.revision))
    return replace(entry, id=run(db, DutyEntryRow.insert(**columns)), revision=next_revision(db))


def lock_until(db: Session, day: date, shift: int) -> int:
    """Lock the lines of a shift that is handed over, and of those before it that nobody hands over any more; return how many."""
    open_ = DutyEntryRow.locked == False  # noqa: E712 - SQL
    until = (DutyEntryRow.day < day) | ((DutyEntryRow.day == day) & (DutyEntryRow.shift <= shift))
    return run(db, DutyEntryRow.update(locked=True).where(open_, until))


def handover(db: Session, day: date, shift: int) -> Handover | None:
    """Return the hand-over of a shift, or None while it is not signed."""
    row = fetch_one(db, HandoverRow.select().where(HandoverRow.day == day, HandoverRow.shift == shift))
    return None if row is None else _handover(row)


def handed_over(db: Session, first: date, last: date) -> frozenset[tuple[date, int]]:
    """Return the shifts (day of duty, place in it) between two days, both included, whose hand-over is signed."""
    query = HandoverRow.select(HandoverRow.day, HandoverRow.shift).where(HandoverRow.day.between(first, last))
    return frozenset((row["day"], row["shift"]) for row in fetch(db, query))


def handovers(db: Session, *, offset: int = 0, limit: int = 100) -> Page[Handover]:
    """Return one page of hand-overs, newest first."""
    total = int(scalar(db, HandoverRow.select(fn.COUNT(HandoverRow.id))))
    query = HandoverRow.select().order_by(HandoverRow.day.desc(), HandoverRow.shift.desc())
    return Page(tuple(_handover(row) for row in fetch(db, query.offset(offset).limit(limit))), total, offset)


def add_handover(db: Session, handover: Handover) -> Handover:
    """Enter a signed hand-over; it is never changed again."""
    columns: dict[str, Any] = {
        **{name: getattr(handover, name) for name in _SAME_NAMES},
        "giver": handover.giver.person,
        "giver_how": handover.giver.how.value,
        "giver_scan": handover.giver.scan,
        "taker": handover.taker.person,
        "taker_how": handover.taker.how.value,
        "taker_scan": handover.taker.scan,
        "items": pack([asdict(item) for item in handover.items]),
    }
    return replace(handover, id=run(db, HandoverRow.insert(**columns)))


_SAME_NAMES = ("day", "shift", "next_day", "next_shift", "signed_at", "note", "reason", "journal_head")
_ENTRY_NAMES = (
    "at", "day", "shift", "content", "unit", "name", "post", "phone", "passed_to", "passed_at", "result", "done", "contact_id",
    "recorder", "entered_at", "follows_id", "locked", "issue_id", "unit_id",
)  # fmt: skip
_SEARCHED = ("content", "unit", "name", "post", "phone", "passed_to", "result", "recorder")


def _contains(word: str) -> Expression:
    found: Sequence[Expression] = [getattr(DutyEntryRow, name).contains(word) for name in _SEARCHED]
    condition = found[0]
    for other in found[1:]:
        condition |= other
    return condition


def _entry(row: dict[str, Any]) -> LogEntry:
    same = {name: row[name] for name in _ENTRY_NAMES}
    outcome = CallOutcome(row["outcome"]) if row["outcome"] else None
    return LogEntry(id=row["id"], kind=EntryKind(row["kind"]), outcome=outcome, revision=row["revision"], **same)


def _columns(entry: LogEntry) -> dict[str, Any]:
    same = {name: getattr(entry, name) for name in _ENTRY_NAMES}
    return {**same, "kind": entry.kind.value, "outcome": entry.outcome.value if entry.outcome else ""}


def _handover(row: dict[str, Any]) -> Handover:
    items = tuple(HandoverItem(**{**item, "kind": ItemKind(item["kind"])}) for item in unpack(row["items"]))
    giver, taker = (
        HandoverSignature(row[who], SignedBy(row[f"{who}_how"]), row[f"{who}_scan"]) for who in ("giver", "taker")
    )
    same = {name: row[name] for name in _SAME_NAMES}
    return Handover(id=row["id"], giver=giver, taker=taker, items=items, **same)
