"""An issue (问题), its states, actions, steps and due dates. Which action is allowed when stands in `issue_flow`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from lantian_desktop.domain.admin.people import Signature
from lantian_desktop.domain.terms import Labelled


class IssueState(Labelled):
    """Where an issue stands (domain handbook §2)."""

    FOUND = "found", "已排查"
    PENDING = "pending", "待确认"
    APPEALED = "appealed", "申诉中"
    CONFIRMED = "confirmed", "已确认"
    ASSIGNED = "assigned", "已交办"
    PLANNED = "planned", "方案待审"
    RECTIFYING = "rectifying", "整改中"
    REPORTED = "reported", "待核查"
    VERIFIED = "verified", "待销号"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


class IssueAction(Labelled):
    """What may be done to an issue."""

    REFER = "refer", "认定移交"
    DISMISS = "dismiss", "不予认定"
    CONFIRM = "confirm", "确认"
    APPEAL = "appeal", "申诉"
    UPHOLD = "uphold", "申诉成立"
    REJECT = "reject", "申诉不成立"
    RETRACT = "retract", "撤回申诉"
    ASSIGN = "assign", "交办"
    SUBMIT_PLAN = "submit_plan", "报送方案"
    APPROVE_PLAN = "approve_plan", "审定方案"
    RETURN_PLAN = "return_plan", "退回方案"
    REVISE_PLAN = "revise_plan", "调整方案"
    REPORT_DONE = "report_done", "报告完成"
    PASS = "pass", "核查通过"
    FAIL = "fail", "核查不通过"
    STRIKE_OFF = "strike_off", "销号"
    REFUSE = "refuse", "不予销号"
    REOPEN = "reopen", "反弹重开"
    WITHDRAW = "withdraw", "上级撤销"


class IssueSource(Labelled):
    """Where an issue came from."""

    INSPECTION = "inspection", "强化监督"
    COMPLAINT = "complaint", "信访"
    SELF_CHECK = "self_check", "自查"
    SUPERIOR = "superior", "上级督办"


class IssueTag(Labelled):
    """Marks beside the state."""

    PROMINENT = "prominent", "突出问题"
    REGIONAL = "regional", "区域性"
    COMMON = "common", "共性"


NEVER_OVERDUE = frozenset({IssueState.VERIFIED, IssueState.CLOSED, IssueState.WITHDRAWN})
PLAN_OPEN = frozenset({IssueState.ASSIGNED})
RECTIFICATION_OPEN = frozenset({IssueState.ASSIGNED, IssueState.PLANNED, IssueState.RECTIFYING})
SELF_STARTED = frozenset({IssueSource.SELF_CHECK, IssueSource.COMPLAINT})


@dataclass(frozen=True, slots=True)
class Quantities:
    """What the category counts: sets (台), households (户), tonnage (蒸吨); None when not counted."""

    sets: int | None = None
    households: int | None = None
    tonnage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """WGS-84 degrees."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who complained; always masked outside the record itself."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DueDates:
    """Every date an issue is held to. `superior_*` is what a higher authority set, the others are this office's own."""

    confirm_by: date | None = None
    appeal_by: date | None = None
    plan_due: date | None = None
    rectify_due: date | None = None
    superior_plan_due: date | None = None
    superior_rectify_due: date | None = None

    @property
    def nearest_plan(self) -> date | None:
        """The nearer of the two plan due dates: lights follow it."""
        return _nearer(self.plan_due, self.superior_plan_due)

    @property
    def nearest_rectify(self) -> date | None:
        """The nearer of the two rectification due dates: lights follow it."""
        return _nearer(self.rectify_due, self.superior_rectify_due)


def _nearer(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem under one number (一件一号). `id` is 0 before it is stored."""

    id: int
    number: str
    state: IssueState
    found_on: date
    territory_id: int
    category: str
    site: str = ""
    description: str = ""
    source: IssueSource = IssueSource.INSPECTION
    round_number: int | None = None
    group: str = ""
    street: str = ""
    address: str = ""
    position: Position | None = None
    task_item: str = ""
    legal_basis: str = ""
    lead_unit_id: int | None = None
    supporting_unit_ids: tuple[int, ...] = ()
    responsible_person: str = ""
    responsible_phone: str = ""
    quantities: Quantities = Quantities()
    complainant: Complainant = Complainant()
    tags: frozenset[IssueTag] = frozenset()
    blocked_reason: str = ""
    dues: DueDates = DueDates()
    due_moves: int = 0
    plan_submitted_on: date | None = None
    reported_on: date | None = None
    closed_on: date | None = None
    follow_up_on: date | None = None
    needs_new_measure: bool = False
    remark: str = ""
    revision: int = field(default=0, compare=False)

    @property
    def caption(self) -> str:
        """The place, or the beginning of the description where no place was given."""
        return self.site or self.description[:24]


class StepKind(Labelled):
    """What a step is: one of the workflow's actions, or what else moves an issue."""

    REGISTERED = "registered", "登记"
    BROUGHT_IN = "brought_in", "期初录入"
    ACTED = "acted", "办理"
    TRANSFERRED = "transferred", "移交"
    UNDONE = "undone", "撤销"


@dataclass(frozen=True, slots=True)
class Step:
    """One stamped step of an issue's life: never edited, never deleted. `action` is there for 办理 alone.

    `reply_number` is the 复函文号 it rests on, `override_reason` why a guard was passed over; `note` tells the letter
    that assigned, the territories of a 移交, or what was taken back.
    """

    id: int
    issue_id: int
    kind: StepKind
    action: IssueAction | None
    from_state: IssueState | None
    to_state: IssueState
    happened_on: date
    entered_at: datetime
    user: str
    reason: str = ""
    reply_number: str = ""
    override_reason: str = ""
    signature: Signature | None = None
    note: str = ""

    @property
    def title(self) -> str:
        """What the timeline calls the step."""
        if self.action is not None:
            return self.action.label
        return self.note or self.kind.label

    @property
    def grounds(self) -> str:
        """Reason, reply and reason for an override as one text."""
        reply = f"复函 {self.reply_number}" if self.reply_number else ""
        return "；".join(part for part in (self.reason, reply, self.override_reason) if part)


@dataclass(frozen=True, slots=True)
class DueMove:
    """One change of a due date: old, new, why, who approved."""

    issue_id: int
    which: str
    old: date | None
    new: date
    reason: str
    approver: str
    entered_at: datetime


def overdue(issue: Issue, as_of: date) -> bool:
    """Return whether the issue is overdue on `as_of`: computed, never stored (domain handbook §2)."""
    return plan_overdue(issue, as_of) or rectification_overdue(issue, as_of)


def plan_overdue(issue: Issue, as_of: date) -> bool:
    """Return whether the plan is owed and late."""
    due = issue.dues.nearest_plan
    return issue.state in PLAN_OPEN and issue.plan_submitted_on is None and due is not None and due < as_of


def rectification_overdue(issue: Issue, as_of: date) -> bool:
    """Return whether the rectification is owed and late; judged by the day it was reported done."""
    due = issue.dues.nearest_rectify
    if due is None or issue.state in NEVER_OVERDUE:
        return False
    if issue.state is IssueState.REPORTED and issue.reported_on is not None:
        return issue.reported_on > due
    return issue.state in RECTIFICATION_OPEN and due < as_of
