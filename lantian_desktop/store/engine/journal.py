"""The journal: append-only, each entry sealed with the one before. Written by `Session` in the transaction it tells of.

Whoever holds the key can rewrite the whole chain; a head kept elsewhere (printed, in a backup) tells that too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from peewee import ModelSelect, fn

from lantian_desktop.store.engine.database import StoreDatabase
from lantian_desktop.store.tables import JournalRow

_FIRST = "0" * 64  # what the first entry names as its predecessor


class OpenStore(Protocol):
    """What the journal needs of an open store: where it lies, who writes, and what time it is."""

    database: StoreDatabase
    user: str
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Who did what when. `digest` seals all of it and the entry before."""

    seq: int
    at: datetime
    user: str
    title: str
    details: Mapping[str, Any]
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """The outcome of checking the chain: how many entries fit, the head, and the first broken entry if any."""

    entries: int
    head: str
    broken_seq: int | None = None

    @property
    def sound(self) -> bool:
        """Whether every entry fits."""
        return self.broken_seq is None

    @property
    def sentence(self) -> str:
        """The outcome in one Chinese sentence."""
        if self.sound:
            return f"操作日志完整，共 {self.entries} 条，链头 {self.head[:16]}。"
        return f"操作日志从第 {self.broken_seq} 条起被改动；请保留现有数据并从备份核对。"


def append(db: OpenStore, *, title: str, details: Mapping[str, Any]) -> int:
    """Add one entry in the session's name and return its number; `Session.write` calls it inside the transaction."""
    last = JournalRow.select(JournalRow.seq, JournalRow.digest).order_by(JournalRow.seq.desc()).first(db.database)
    seq, previous = (last.seq + 1, last.digest) if last else (1, _FIRST)
    at, text = db.clock(), _canonical(details)
    digest = _digest(seq, at.isoformat(sep=" "), db.user, title, text, previous)
    JournalRow.insert(
        seq=seq, at=at, user=db.user, title=title, details=text, previous=previous, digest=digest
    ).execute(db.database)
    return seq


def head(db: OpenStore) -> str:
    """Return the digest of the newest entry; of an empty journal, sixty-four noughts."""
    last = JournalRow.select(JournalRow.digest).order_by(JournalRow.seq.desc()).first(db.database)
    return last.digest if last else _FIRST


def newest(db: OpenStore) -> int:
    """Return the number of the newest entry, 0 of an empty journal."""
    return int(JournalRow.select(fn.MAX(JournalRow.seq)).scalar(db.database) or 0)


def topics_after(db: OpenStore, seq: int) -> dict[int, frozenset[str]]:
    """Return by its number which kinds of records each entry touched that came after number `seq`."""
    later = JournalRow.select(JournalRow.seq, JournalRow.details).where(JournalRow.seq > seq).tuples()
    return {number: frozenset(json.loads(details).get("records", ())) for number, details in later.execute(db.database)}


def latest_at(db: OpenStore) -> datetime | None:
    """Return when the newest entry was made; a clock that shows less was set back."""
    last = JournalRow.select(JournalRow.at).order_by(JournalRow.seq.desc()).first(db.database)
    return last.at if last else None


def entries(db: OpenStore, *, text: str = "", offset: int = 0, limit: int = 200) -> tuple[JournalEntry, ...]:
    """Return entries, newest first; with `text` those whose user, title or details hold it."""
    query = _holding(JournalRow.select(), text).order_by(JournalRow.seq.desc()).offset(offset).limit(limit)
    return tuple(_entry(row) for row in query.execute(db.database))


def count(db: OpenStore, *, text: str = "") -> int:
    """Return how many entries there are that `entries` would give."""
    return int(_holding(JournalRow.select(), text).count(db.database))


def _holding(query: ModelSelect[JournalRow], text: str) -> ModelSelect[JournalRow]:
    for word in text.split():
        query = query.where(
            JournalRow.user.contains(word) | JournalRow.title.contains(word) | JournalRow.details.contains(word)
        )
    return query


def verify(db: OpenStore) -> ChainVerdict:
    """Check the whole chain and name the first entry that does not fit."""
    return verify_database(db.database)


def verify_database(database: StoreDatabase) -> ChainVerdict:
    """Check the chain in a database that may not be the open one, such as a backup."""
    expected, previous = 1, _FIRST
    for seq, at, user, title, details, before, digest in _all_rows(database):
        fits = seq == expected and before == previous
        if not fits or digest != _digest(seq, at, user, title, details, previous):
            return ChainVerdict(expected - 1, previous, broken_seq=expected)
        expected, previous = expected + 1, digest
    return ChainVerdict(expected - 1, previous)


def _all_rows(database: StoreDatabase) -> Iterator[tuple[Any, ...]]:
    return iter(
        database.execute_sql("SELECT seq, at, user, title, details, previous, digest FROM journal ORDER BY seq")
    )


def _digest(seq: int, at: str, user: str, title: str, details: str, previous: str) -> str:
    """`at` is the text as stored."""
    sealed = _canonical([seq, at, user, title, details, previous])
    return hashlib.sha256(sealed.encode("utf-8")).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(row: Any) -> JournalEntry:
    return JournalEntry(
        seq=row.seq,
        at=row.at,
        user=row.user,
        title=row.title,
        details=json.loads(row.details),
        previous=row.previous,
        digest=row.digest,
    )
