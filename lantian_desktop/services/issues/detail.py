"""Everything the detail pane and `lantian show` tell about one issue, with the actions offered and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import Attachment
from lantian_desktop.domain.issues.issue import DueMove, Issue, IssueAction, IssueState, Step
from lantian_desktop.domain.letters.letter import Letter, ReceivedLetter
from lantian_desktop.domain.plans.issue_flow import FLOW, OF_SIGNATURE
from lantian_desktop.domain.plans.plan import ProgressNote, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.domain.roster.roster import Unit
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.issues.steps import StepInput, gather
from lantian_desktop.services.masking import shown_issue, shown_plan
from lantian_desktop.services.office import Office
from lantian_desktop.store import attachments
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters
from lantian_desktop.store.plans import checklists, plans
from lantian_desktop.store.roster import units

RECURRENCE_DAYS = 365  # 再现: same place and category again within 12 months (domain handbook §5)


class StepNeeds(Labelled):
    """What the user gives with an action: it decides which form opens."""

    NOTHING = "nothing", "直接办理"
    REASON = "reason", "填写理由"
    REPLY = "reply", "填写复函或理由"
    GROUNDS = "grounds", "填写申诉理由"
    PLAN = "plan", "填写方案"
    CHECKLIST = "checklist", "填写核查清单"
    SIGNATURE = "signature", "签批"
    LETTER = "letter", "制发督办函"


_A = IssueAction
NEEDS: dict[IssueAction, StepNeeds] = {
    _A.REFER: StepNeeds.NOTHING,
    _A.DISMISS: StepNeeds.REASON,
    _A.CONFIRM: StepNeeds.NOTHING,
    _A.APPEAL: StepNeeds.GROUNDS,
    _A.UPHOLD: StepNeeds.REPLY,
    _A.REJECT: StepNeeds.REPLY,
    _A.RETRACT: StepNeeds.REPLY,
    _A.ASSIGN: StepNeeds.LETTER,
    _A.SUBMIT_PLAN: StepNeeds.PLAN,
    _A.APPROVE_PLAN: StepNeeds.SIGNATURE,
    _A.RETURN_PLAN: StepNeeds.REASON,
    _A.REVISE_PLAN: StepNeeds.PLAN,
    _A.REPORT_DONE: StepNeeds.NOTHING,
    _A.PASS: StepNeeds.CHECKLIST,
    _A.FAIL: StepNeeds.CHECKLIST,
    _A.STRIKE_OFF: StepNeeds.SIGNATURE,
    _A.REFUSE: StepNeeds.REASON,
    _A.REOPEN: StepNeeds.REASON,
    _A.WITHDRAW: StepNeeds.REASON,
}


@dataclass(frozen=True, slots=True)
class ActionOffer:
    """An action as a button: `refusal` is its tooltip when it may not be done now."""

    action: IssueAction
    needs: StepNeeds
    refusal: str | None

    @property
    def label(self) -> str:
        """The button's text."""
        return self.action.label


@dataclass(frozen=True, slots=True)
class IssueDetail:
    """One issue with everything that hangs on it."""

    issue: Issue
    territory: Unit
    lead: Unit | None
    supporting: tuple[Unit, ...]
    category: Category
    steps: tuple[Step, ...]
    due_moves: tuple[DueMove, ...]
    letters: tuple[Letter, ...]
    received: tuple[ReceivedLetter, ...]
    plan: RectificationPlan | None
    plan_versions: tuple[RectificationPlan, ...]
    progress: tuple[ProgressNote, ...]
    checklists: tuple[Checklist, ...]
    attachments: tuple[Attachment, ...]
    offers: tuple[ActionOffer, ...]
    recurrences: tuple[int, ...]
    missing: tuple[str, ...]
    responsible_phone_shown: str


def issue_detail(office: Office, *, issue_id: int) -> IssueDetail:
    """Return one issue with its history, plan, letters and the actions its state allows."""
    issue = shown_issue(office, issues.load(office.session, issue_id))
    return _detail(office, issue, offers(office, issue))


def removed_detail(office: Office, *, issue_id: int) -> IssueDetail:
    """Return an issue that lies in the 回收站, with all that hangs on it; no step is offered there."""
    return _detail(office, shown_issue(office, issues.load_removed(office.session, issue_id)), ())


def _detail(office: Office, issue: Issue, actions: tuple[ActionOffer, ...]) -> IssueDetail:
    db, issue_id = office.session, issue.id
    known = {category.id: category for category in settings.categories(db)}
    versions = tuple(shown_plan(office, version) for version in plans.versions(db, issue_id))
    return IssueDetail(
        issue=issue,
        territory=units.unit(db, issue.territory_id),
        lead=units.unit(db, issue.lead_unit_id) if issue.lead_unit_id else None,
        supporting=tuple(units.unit(db, unit_id) for unit_id in issue.supporting_unit_ids),
        category=known.get(issue.category, Category(issue.category, issue.category, 0)),
        steps=issues.steps(db, issue_id),
        due_moves=issues.due_moves(db, issue_id),
        letters=letters.covering(db, issue_id),
        received=letters.received_covering(db, issue_id),
        plan=versions[-1] if versions else None,
        plan_versions=versions,
        progress=plans.progress(db, issue_id),
        checklists=checklists.of_issue(db, issue_id),
        attachments=attachments.of_issue(db, issue_id),
        offers=actions,
        recurrences=_recurrences(office, issue),
        missing=missing(issue),
        responsible_phone_shown=issue.responsible_phone,
    )


def offers(office: Office, issue: Issue) -> tuple[ActionOffer, ...]:
    """Return the actions of the present state, each with why it may not be done now; forms ask for what is missing."""
    return tuple(_offer(office, issue, action) for action in FLOW.allowed(issue.state))


def _offer(office: Office, issue: Issue, action: IssueAction) -> ActionOffer:
    needs = NEEDS[action]
    if not _may(office, needs):
        return ActionOffer(
            action, needs, f"{office.user.name}没有“{Right.EDIT_RECORDS.label}”的权限，请由经办登录办理。"
        )
    if needs is not StepNeeds.NOTHING and action is not _A.STRIKE_OFF:
        return ActionOffer(action, needs, None)
    facts = gather(office, issue, action, StepInput(on=None))
    refusal = FLOW.refusal(issue.state, action, facts)
    if refusal is None or (needs is StepNeeds.SIGNATURE and refusal.code in OF_SIGNATURE):
        return ActionOffer(action, needs, None)
    return ActionOffer(action, needs, refusal.sentence)


def _may(office: Office, needs: StepNeeds) -> bool:
    """A clerk may take every step; who signs may decide, but does not write plans, checklists and letters."""
    if office.may(Right.EDIT_RECORDS):
        return True
    return office.may(Right.SIGN) and needs not in {StepNeeds.PLAN, StepNeeds.CHECKLIST, StepNeeds.LETTER}


def missing(issue: Issue) -> tuple[str, ...]:
    """Return the names of facts not yet known about an issue; intake asks for four only, the rest can wait."""
    asked = {
        "点位名称": issue.site,
        "问题描述": issue.description,
        "地址": issue.address,
        "牵头单位": issue.lead_unit_id,
        "责任人": issue.responsible_person,
        "责任人电话": issue.responsible_phone,
    }
    return tuple(label for label, value in asked.items() if not value)


def _recurrences(office: Office, issue: Issue) -> tuple[int, ...]:
    if not issue.site or issue.state is IssueState.WITHDRAWN:
        return ()
    since = issue.found_on - timedelta(days=RECURRENCE_DAYS)
    return issues.same_site_since(office.session, issue, since)
