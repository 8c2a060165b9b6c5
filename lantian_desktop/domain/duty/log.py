"""值班日志: what came in during a shift and what became of it, calls made, and the 交接班 that closes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from lantian_desktop.domain.admin.people import SignedBy
from lantian_desktop.domain.terms import Labelled


class EntryKind(Labelled):
    """What a line of the log tells of (domain handbook §10; 去电 for calls made from the desk)."""

    CALL_IN = "call_in", "来电"
    CALL_OUT = "call_out", "去电"
    DOCUMENT = "document", "来文"
    INCIDENT = "incident", "事件"
    INSTRUCTION = "instruction", "指示"


class CallOutcome(Labelled):
    """What became of a call made."""

    ANSWERED = "answered", "接通"
    UNANSWERED = "unanswered", "未接"
    PASSED_ON = "passed_on", "转达"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line. `day` and `shift` name the shift it happened in; `follows_id` is an earlier line this one goes on from.

    `issue_id` is the issue it speaks of and `unit_id` the unit that was called about it, whatever the words say.

    `done` False means there is still something to do; a line that follows and is done closes it. `locked` once handed over.
    """

    id: int
    at: datetime
    day: date
    shift: int
    kind: EntryKind
    content: str = ""
    unit: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""
    passed_to: str = ""
    passed_at: datetime | None = None
    result: str = ""
    done: bool = True
    outcome: CallOutcome | None = None
    contact_id: int | None = None
    recorder: str = ""
    entered_at: datetime | None = None
    follows_id: int | None = None
    locked: bool = False
    issue_id: int | None = None
    unit_id: int | None = None
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class ShiftKey:
    """Which shift a line belongs to; where no shifts were set up, the calendar day and 0."""

    day: date
    index: int


class ItemKind(Labelled):
    """What a line of a hand-over speaks of."""

    OPEN_ENTRY = "open_entry", "未办结"
    OPEN_CALL = "open_call", "未接通"
    OVERDUE = "overdue", "超期"
    DUE_TODAY = "due_today", "今日到期"
    DUE_TOMORROW = "due_tomorrow", "明日到期"
    CARRIED = "carried", "上班移交"
    NOTE = "note", "提示"


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """One thing handed over; `ref` names the record it comes from (entry:12, issue:7), `done` what was finished meanwhile."""

    kind: ItemKind
    text: str
    ref: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class HandoverSignature:
    """Who signed and how: by their own password, or on paper (`scan` is its SHA-256)."""

    person: str
    how: SignedBy = SignedBy.LOGIN
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A signed 交接班: from one shift to the next. `reason` tells why somebody else than the rota says signed."""

    id: int
    day: date
    shift: int
    next_day: date
    next_shift: int
    giver: HandoverSignature
    taker: HandoverSignature
    signed_at: datetime
    items: tuple[HandoverItem, ...] = ()
    note: str = ""
    reason: str = ""
    journal_head: str = ""
