"""The open store: one transaction per change, one journal line in it, and the news of it afterwards.

Which records change and by which rules does not live here; aggregates and services do that inside `write`.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
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
        records = {topic: _named([record for record in found if record]) for topic, found in self._topics.items()}
        return {**({"records": records} if records else {}), **self._notes}


class _Running(threading.local):
    touched: Touched | None = None


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
        touched.note(**details)
        with self.connected(), self._transaction(touched):
            yield touched
            journal.append(self, title=title, details=touched.details())
        self.forget(*touched.topics)
        self._announce(touched.topics)

    @contextmanager
    def aside(self) -> Generator[None, None, None]:
        """Run the block as one transaction without a journal line: drafts and window preferences, nothing of record."""
        self._claim()
        with self.connected(), translated(), self.database.atomic():
            yield

    @contextmanager
    def connected(self) -> Generator[None, None, None]:
        """Give the block a connection in this thread; one opened here is closed afterwards."""
        opened = self.database.connect(reuse_if_open=True)
        try:
            with translated():
                yield
        finally:
            if opened:
                self.database.close()

    def remember(self, topic: str, name: str, load: Callable[[], T]) -> T:
        """Return what `load` gave for `name` last time, until `topic` is touched, forgotten or a write fails."""
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

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the topics after every committed write; the returned function ends that."""
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

    def _announce(self, topics: frozenset[str]) -> None:
        for listener in tuple(self._listeners):
            listener(topics)


def _named(records: list[int]) -> Any:
    if len(records) <= _NAMED_PER_TOPIC:
        return records
    return {"count": len(records), "first": records[:_NAMED_PER_TOPIC]}
