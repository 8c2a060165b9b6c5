"""Work that may take longer than a blink: one pool thread, answers on the window's thread, progress and cancelling."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from shiboken6 import isValid

from lantian_desktop.domain.errors import OfficeError

T = TypeVar("T")


class RunningJob(QObject):
    """One piece of work under way: it can be cancelled, and it tells how far it is."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def advance(self, done: int, total: int) -> bool:
        """Tell how many of how many are done, and say whether to go on."""
        self.progressed.emit(done, total)
        return not self._stop.is_set()


Job = Callable[[RunningJob], T]


class Worker(Protocol):
    """Runs jobs one after another."""

    def run(
        self, job: Job[T], done: Callable[[T], None], failed: Callable[[OfficeError], None], *, owner: QObject
    ) -> RunningJob:
        """Run `job` and hand its answer to `done` or its refusal to `failed`, unless `owner` is gone by then."""

    def wait(self) -> None:
        """Return when no job is left."""


@dataclass(frozen=True, slots=True)
class _Answer:
    value: object
    error: BaseException | None


class _PendingAnswer(QObject):
    """The part of a job that lives on the window's thread."""

    answered = Signal(object)

    def __init__(
        self, done: Callable[[T], None], failed: Callable[[OfficeError], None], owner: QObject, running: RunningJob
    ) -> None:
        super().__init__()
        self._done: Callable[..., None] = done
        self._failed, self._owner, self._running = failed, owner, running
        self.answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        _pending_answers.discard(self)
        self._running.ended.emit()
        if not isValid(self._owner):
            return
        if answer.error is None:
            self._done(answer.value)
        elif isinstance(answer.error, OfficeError):
            self._failed(answer.error)
        else:
            sys.excepthook(type(answer.error), answer.error, answer.error.__traceback__)


_pending_answers: set[_PendingAnswer] = set()  # keeps Python's side alive until the answer has arrived


class _Run(QRunnable):
    def __init__(self, job: Job[T], running: RunningJob, pending: _PendingAnswer) -> None:
        super().__init__()
        self._job: Callable[[RunningJob], object] = job
        self._running, self._pending = running, pending

    def run(self) -> None:
        try:
            answer = _Answer(self._job(self._running), None)
        except Exception as error:  # noqa: BLE001 - carried to the window's thread and raised or told there
            answer = _Answer(None, error)
        self._pending.answered.emit(answer)


class PoolWorker:
    """One thread of its own."""

    def __init__(self) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)

    def run(
        self, job: Job[T], done: Callable[[T], None], failed: Callable[[OfficeError], None], *, owner: QObject
    ) -> RunningJob:
        """Run `job` on the pool thread and answer on this one."""
        running = RunningJob()
        pending = _PendingAnswer(done, failed, owner, running)
        _pending_answers.add(pending)
        self._pool.start(_Run(job, running, pending))
        return running

    def wait(self) -> None:
        """Return when no job is left."""
        self._pool.waitForDone()


class InlineWorker:
    """Runs each job at once on the calling thread: for tests and for pictures without a display."""

    def run(
        self, job: Job[T], done: Callable[[T], None], failed: Callable[[OfficeError], None], *, owner: QObject
    ) -> RunningJob:
        """Run `job` now."""
        running = RunningJob()
        try:
            value = job(running)
        except OfficeError as error:
            failed(error)
        else:
            if isValid(owner):
                done(value)
        running.ended.emit()
        return running

    def wait(self) -> None:
        """Return at once: nothing is ever left."""
