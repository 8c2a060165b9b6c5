"""The shell every tab is given: office, worker, prompts, memory, and the one place where errors of the world become a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services import preferences
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.paint.notice import Notice
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.memory import Memory
from lantian_desktop.ui.kit.work.prompts import Prompts
from lantian_desktop.ui.kit.work.worker import Worker

T = TypeVar("T")


class OfficeMemory:
    """What the signed-in user's window remembers, kept in the store."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def recall(self, name: str) -> str | None:
        """Return the text kept under a name, or None."""
        value = preferences.load(self._office, key=name)
        return value if isinstance(value, str) else None

    def remember(self, name: str, text: str | None) -> None:
        """Keep a text under a name; None forgets it."""
        preferences.save(self._office, key=name, value=text)


class Messages(QObject):
    """Notices on their way to the window, and requests of a tab that concern the whole window."""

    posted = Signal(object)
    record_requested = Signal(str, int)
    records_requested = Signal(str, object)  # a tuple of ids
    duty_mode_requested = Signal()
    calls_requested = Signal(int)  # an issue


@dataclass(frozen=True, slots=True)
class Shell:
    """What a tab works with; it holds no state of its own."""

    office: Office
    worker: Worker
    prompts: Prompts
    memory: Memory
    messages: Messages = field(default_factory=Messages)

    def attempt(
        self,
        action: Callable[[], T],
        then: Callable[[T], None] | None = None,
        refused: Callable[[OfficeError], None] | None = None,
    ) -> bool:
        """Do `action`; hand its answer to `then`, or its refusal to `refused` (else show it), and say whether it was done."""
        try:
            answer = action()
        except OfficeError as error:
            (refused or self.refuse)(error)
            return False
        if then is not None:
            then(answer)
        return True

    def refuse(self, error: OfficeError) -> None:
        """Show why something was not done; the kind of error and its cause can be copied."""
        cause = error.__cause__
        details = f"{type(error).__name__}" + (f" ← {type(cause).__name__}: {cause}" if cause else "")
        self.messages.posted.emit(Notice(error.sentence, Tone.RED, details))

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Tell that something was done, and offer to take it back."""
        self.messages.posted.emit(Notice(sentence, Tone.GREEN, undo=undo))

    def warn(self, sentence: str) -> None:
        """Tell something that wants attention but was done."""
        self.messages.posted.emit(Notice(sentence, Tone.AMBER))

    def show_record(self, kind: str, record_id: int) -> None:
        """Ask the window to show a record in its own tab: `kind` is contact, issue, plan, checklist or letter."""
        self.messages.record_requested.emit(kind, record_id)

    def show_calls(self, issue_id: int) -> None:
        """Ask the window to show at the desk whom to call about an issue."""
        self.messages.calls_requested.emit(issue_id)

    def show_duty_mode(self) -> None:
        """Ask the window to show who is on duty over the whole screen."""
        self.messages.duty_mode_requested.emit()

    def show_records(self, kind: str, record_ids: Sequence[int]) -> None:
        """Ask the window to show records that were just made, ready for what comes next: letters for printing."""
        self.messages.records_requested.emit(kind, tuple(record_ids))
