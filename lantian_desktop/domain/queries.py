"""What lists ask for and what they get: frozen questions and rows, independent of any store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from lantian_desktop.domain.issues.issue import IssueState, IssueTag
from lantian_desktop.domain.plans.plan import PlanStatus, PlanType
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.domain.roster.contact_search import ContactHit
from lantian_desktop.domain.roster.roster import Gap, UnitKind
from lantian_desktop.domain.terms import Labelled

T = TypeVar("T")


class IssueView(Labelled):
    """The views beside the issue list, each with its count."""

    PENDING = "pending", "待确认"
    APPEALED = "appealed", "申诉中"
    CONFIRMED = "confirmed", "待交办"
    ASSIGNED = "assigned", "待报方案"
    PLANNED = "planned", "方案待审"
    RECTIFYING = "rectifying", "整改中"
    REPORTED = "reported", "待核查"
    VERIFIED = "verified", "待销号"
    OVERDUE = "overdue", "超期"
    DUE_SOON = "due_soon", "三日内到期"
    BLOCKED = "blocked", "受阻"
    PROMINENT = "prominent", "突出问题"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"
    ALL = "all", "全部"


VIEW_STATES: dict[IssueView, tuple[IssueState, ...]] = {
    view: (IssueState(view.value),) for view in IssueView if view.value in {state.value for state in IssueState}
}


@dataclass(frozen=True, slots=True)
class IssueQuery:
    """A filtered, sorted, paged list of issues. `sort` is a column of IssueRow; `view` and `text` narrow together.

    `removed` asks for what lies in 回收站 instead of what stands; `due_on` for what is due on that day and not done.
    """

    view: IssueView = IssueView.ALL
    states: tuple[IssueState, ...] = ()
    text: str = ""
    territory_id: int | None = None
    category: str = ""
    round_number: int | None = None
    sort: str = "number"
    descending: bool = False
    offset: int = 0
    limit: int = 100
    removed: bool = False
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One line of the issue list."""

    id: int
    number: str
    site: str
    category_label: str
    territory: str
    state: IssueState
    due: date | None
    due_done_on: date | None
    overdue: bool
    blocked: bool
    tags: frozenset[IssueTag]
    found_on: date
    lead_unit: str
    responsible_person: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows from `offset` on, and how many there are in all."""

    rows: tuple[T, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """A filtered, paged roster. `unit_id` and `kind` include the units below; INSPECTION means the groups of every round too.

    `only_gaps`, `gap` and `recent` are answered by the services, which turn them into `ids`: only these lines. `removed`
    asks for what was deleted instead of what stands.
    """

    unit_id: int | None = None
    text: str = ""
    only_gaps: bool = False
    round_number: int | None = None
    offset: int = 0
    limit: int = 200
    kind: UnitKind | None = None
    group: str = ""
    gap: Gap | None = None
    starred: bool = False
    recent: bool = False
    removed: bool = False
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by 查找任何内容: `kind` is contact, issue or letter; `contact` tells more of a contact."""

    kind: str
    id: int
    title: str
    subtitle: str
    contact: ContactHit | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan list: the highest version of an issue's plan. `percent` is the mean progress, 0–100."""

    issue_id: int
    number: str
    site: str
    territory: str
    version: int
    status: PlanStatus
    type: PlanType
    percent: int
    plan_due: date | None
    submitted_on: date | None
    rectify_due: date | None
    overdue: bool
    state: IssueState = IssueState.ASSIGNED
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One line of the checklist list. `verifiers` is joined by 、; `unmet` counts the items that are 未达到."""

    id: int
    issue_id: int
    number: str
    site: str
    territory: str
    template_name: str
    verified_at: datetime | None
    verifiers: str
    outcome: Outcome | None
    unmet: int
    follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What a record is found by: its words, the full readings and initials of its names, and the reading it sorts by.

    `spelled` are a contact's texts with the readings of every character (`domain.spelling.packed`).
    """

    text: str = ""
    pinyin: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    sort: str = ""
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class UndoRecord:
    """A change that may still be taken back. `payload` is what the service that made it needs to do so."""

    id: int
    title: str
    at: datetime
    user: str
    payload: Mapping[str, Any]
