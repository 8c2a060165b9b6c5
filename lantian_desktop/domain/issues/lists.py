"""Lists of issues: their views, what may be asked for, and their lines, independent of any store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.issues.issue import IssueState, IssueTag
from lantian_desktop.domain.terms import Labelled


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
    """A filtered, sorted, paged list of issues. `sort` is a column of IssueLine; `view` and `text` narrow together.

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
class IssueLine:
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
