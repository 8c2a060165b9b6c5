"""The open store: one transaction per change, one journal line in it, and the news of it afterwards.

Which records change and by which rules does not live here; aggregates and services do that inside `write`.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar, cast

from lantian_desktop.domain.errors import StoreBusy
from lantian_desktop.store.attached_files import AttachedFiles
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.database import StoreDatabase
from lantian_desktop.store.engine.failures import translated
from lantian_desktop.store.engine.folder import StoreFolder
from lantian_desktop.store.engine.lock import StoreLock

_NAMED_PER_TOPIC = 20  # a journal line names so many records of a kind and counts the rest

Listener = Callable[[frozenset[str]], None]
T = TypeVar("T")


@dataclass(slots=True)
class Touched:
    """Collects what a write touches, while it runs."""

    _topics: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    _notes: dict[str, Any] = field(default_factory=dict)

    def add(self, topic: str, *records: int) -> None:
        """Note that `records` of `topic` change; without a record the topic as a whole."""
        self._topics[topic].update(dict.fromkeys(records))

    def note(self, **facts: Any) -> None:
        """Put further facts into the journal line; they must be plain text, numbers, lists or mappings."""
        self._notes.update(facts)

    @property
    def topics(self) -> frozenset[str]:
        """What listeners are told."""
        return frozenset(self._topics)

    def details(self) -> dict[str, Any]:
        """Return what the journal line tells beside its title."""
        records = {topic: _record_list([record for record in found if record]) for topic, found in self._topics.items()}
        return {**({"records": records} if records else {}), **self._notes}


class _Running(threading.local):
    touched: Touched | None = None
    data_version: int | None = None  # of this thread's connection when the journal was last looked at
    blocks: int = 0  # `connected` blocks around the present line
    looked: bool = False  # whether the journal was looked at in the outermost of them
    facts: Mapping[str, Any] = MappingProxyType({})


class Session:
    """The open store for one user at a time; every thread uses it with a connection of its own."""

    def __init__(
        self,
        database: StoreDatabase,
        *,
        folder: StoreFolder,
        files: AttachedFiles,
        clock: Callable[[], datetime],
        user: str,
        lock: StoreLock | None = None,
        refusal: str = "",
        take_lock: Callable[[], StoreLock] | None = None,
    ) -> None:
        """`refusal` is the sentence writers hear while another process writes; `take_lock` gets the right to write before the first write."""
        self.database = database
        self.folder = folder
        self.files = files
        self.clock = clock
        self.user = user
        self._lock = lock
        self._refusal = refusal
        self._take_lock = take_lock
        self._listeners: list[Listener] = []
        self._running = _Running()
        self._remembered: dict[str, dict[str, object]] = {}
        self._forgotten = 0
        self._looking = threading.Lock()
        self._newest_seen: int | None = None  # number of a journal entry
        self._own_entries: set[int] = set()  # written by this session and not yet looked past
        self._unannounced: frozenset[str] = frozenset()

    @property
    def read_only(self) -> bool:
        """Whether another process holds the store, so that this one only reads."""
        return bool(self._refusal)

    @contextmanager
    def write(self, title: str, **details: Any) -> Generator[Touched, None, None]:
        """Run the block as one transaction with one journal line `title`; inside another `write` it joins that one.

        Listeners hear of the touched topics after the outermost commit.
        """
        outer = self._running.touched
        if outer is not None:
            outer.note(**details)
            with self.database.atomic():
                yield outer
            return
        self._claim()
        touched = Touched()
        touched.note(**self._running.facts, **details)
        entry = 0
        try:
            with self.connected(), self._transaction(touched):
                self._look_at_journal()  # nobody else writes from here on
                yield touched
                entry = journal.append(self, title=title, details=touched.details())
                self._own_entries.add(entry)
        except BaseException:
            self._own_entries.discard(entry)  # the number is free for others again
            raise
        self.forget(*touched.topics)
        self._announce(touched.topics | self._take_unannounced())

    @contextmanager
    def noting(self, **facts: Any) -> Generator[None, None, None]:
        """Put facts into the journal line of every write that begins in the block."""
        before, self._running.facts = self._running.facts, facts
        try:
            yield
        finally:
            self._running.facts = before

    @contextmanager
    def write_unjournalled(self) -> Generator[None, None, None]:
        """Run the block as one transaction without a journal line: drafts and window preferences, nothing of record."""
        self._claim()
        with self.connected(), translated(), self.database.atomic():
            yield

    @contextmanager
    def connected(self) -> Generator[None, None, None]:
        """Give the block a connection in this thread; one opened here is closed afterwards."""
        opened = self.database.connect(reuse_if_open=True)
        running = self._running
        if opened:
            running.data_version = None
        if not running.blocks:
            running.looked = False
        running.blocks += 1
        try:
            with translated():
                yield
        finally:
            running.blocks -= 1
            if opened:
                self.database.close()

    def remember(self, topic: str, name: str, load: Callable[[], T]) -> T:
        """Return what `load` gave for `name` last time, until `topic` is touched or forgotten, a write fails, or another session wrote."""
        self._look_again()
        known = self._remembered.get(topic, {})
        if name in known:
            return cast("T", known[name])
        before = self._forgotten
        value = load()
        if before == self._forgotten:  # otherwise another thread changed the topic while it was being read
            self._remembered.setdefault(topic, {})[name] = value
        return value

    def forget(self, *topics: str) -> None:
        """Drop what is remembered of `topics`; a function that saves calls it, so that the next reader sees the change."""
        self._forgotten += 1
        for topic in topics:
            self._remembered.pop(topic, None)

    def catch_up(self) -> None:
        """Forget what is remembered when another session wrote, and tell the listeners what it touched.

        Drafts and window preferences leave no journal line: they are read each time and never remembered.
        """
        self._running.looked = False
        self._look_again()
        if topics := self._take_unannounced():
            self._announce(topics)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the topics after every committed write; the returned function ends that."""
        self._look_again()  # what others write from now on is news
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Close this thread's connection and let others write."""
        if not self.database.is_closed():
            self.database.close()
        if self._lock is not None:
            self._lock.release()

    def _claim(self) -> None:
        if self._refusal:
            raise StoreBusy(self._refusal)
        if self._lock is None and self._take_lock is not None:
            self._lock = self._take_lock()

    @contextmanager
    def _transaction(self, touched: Touched) -> Generator[None, None, None]:
        self._running.touched = touched
        try:
            with translated(), self.database.atomic():
                yield
        except BaseException:
            self.forget(*self._remembered)
            raise
        finally:
            self._running.touched = None

    def _look_again(self) -> None:
        """Look at the journal, once in a `connected` block; never while this thread writes, for then nobody else does."""
        if self._running.touched is not None or (self._running.blocks and self._running.looked):
            return
        if self._running.blocks or not self.database.is_closed():
            self._look_at_journal()
        else:
            with self.connected():
                self._look_at_journal()
        self._running.looked = True

    def _look_at_journal(self) -> None:
        """Forget everything when the journal holds entries of other sessions; their topics wait to be announced."""
        version = self.database.data_version()
        if version == self._running.data_version:
            return
        with self._looking:
            seen, self._newest_seen = self._newest_seen, journal.newest(self)
            self._running.data_version = version
            if seen is None or seen == self._newest_seen:
                return
            entries = journal.topics_after(self, seen)
            others = [topics for number, topics in entries.items() if number not in self._own_entries]
            self._own_entries = {number for number in self._own_entries if number > self._newest_seen}
        if others:
            self._unannounced = self._unannounced.union(*others)
            self.forget(*self._remembered)

    def _take_unannounced(self) -> frozenset[str]:
        topics, self._unannounced = self._unannounced, frozenset()
        return topics

    def _announce(self, topics: frozenset[str]) -> None:
        for listener in tuple(self._listeners):
            listener(topics)


def _record_list(records: list[int]) -> Any:
    if len(records) <= _NAMED_PER_TOPIC:
        return records
    return {"count": len(records), "first": records[:_NAMED_PER_TOPIC]}
