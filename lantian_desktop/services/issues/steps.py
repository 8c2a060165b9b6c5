"""The steps of an issue's life, done one by one or for a selection: one transaction, one journal line, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right, Signature, SignedBy
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, Step, StepKind
from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.domain.plans.issue_flow import FLOW, SETBACKS, StepFacts
from lantian_desktop.domain.plans.plan import PlanStatus, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.attachments import attach
from lantian_desktop.services.office import Office
from lantian_desktop.services.search_keys import issue_keys
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters
from lantian_desktop.store.plans import checklists, plans

SIGNED = frozenset({IssueAction.APPROVE_PLAN, IssueAction.STRIKE_OFF})
DECIDED = {IssueAction.APPROVE_PLAN: PlanStatus.APPROVED, IssueAction.RETURN_PLAN: PlanStatus.RETURNED}
OWN_FORMS = {
    IssueAction.ASSIGN: "请制发督办函（或登记收到的督办函）来交办。",
    IssueAction.SUBMIT_PLAN: "请在整改方案表单中报送方案。",
    IssueAction.REVISE_PLAN: "请在整改方案表单中调整方案。",
    IssueAction.PASS: "请填写核查清单来办理核查。",
    IssueAction.FAIL: "请填写核查清单来办理核查。",
}


@dataclass(frozen=True, slots=True)
class PaperSignature:
    """纸质签批 as a clerk records it: who signed when, and the scan or photo of the signed sheet, kept with each issue."""

    person: str
    signed_on: date
    scan: Path


@dataclass(frozen=True, slots=True)
class StepInput:
    """What the user gives with a step. `on` is the event's day (today when None); the entry time is stamped apart."""

    on: date | None = None
    reason: str = ""
    reply_number: str = ""
    override_reason: str = ""
    signature: Signature | None = None
    paper: PaperSignature | None = None
    evidence: tuple[Path, ...] = ()
    follow_up_on: date | None = None


def perform(
    office: Office, *, issue_ids: Sequence[int], action: IssueAction, step: StepInput | None = None
) -> tuple[Issue, ...]:
    """Do one action to every issue named; when any of them refuses, Refused names it and nothing changes at all."""
    _require(office)
    given = step or StepInput()
    if action in OWN_FORMS:
        raise Refused(OWN_FORMS[action])
    if not issue_ids:
        raise InvalidInput("请先选择问题。")
    with office.session.write(f"{action.label} {len(issue_ids)} 件") as touched:
        before = compensation.images(office, issue_ids)
        moved = tuple(_perform_one(office, issue_id, action, given) for issue_id in issue_ids)
        compensation.offer(office, title=_undo_title(action, moved), before=before)
        for issue in moved:
            touched.add("issues", issue.id)
            touched.add("plans", issue.id)
    return moved


def _perform_one(office: Office, issue_id: int, action: IssueAction, given: StepInput) -> Issue:
    issue = issues.load(office.session, issue_id)
    if given.paper is not None:
        given = replace(given, signature=_on_paper(office, issue_id, given.paper))
    moved = advance(office, issue, action, given)
    for path in given.evidence:
        purpose = AttachmentPurpose.APPEAL if action is IssueAction.APPEAL else AttachmentPurpose.EVIDENCE
        attach(office, issue_id=issue_id, path=path, purpose=purpose)
    number = _covering(office, issue_id) if moved.state is IssueState.CONFIRMED else ""
    if number:  # the letter came before the confirmation, so that it assigns now
        return advance(office, moved, IssueAction.ASSIGN, StepInput(on=given.on), letter=number)
    return moved


def advance(
    office: Office,
    issue: Issue,
    action: IssueAction,
    given: StepInput,
    *,
    plan: RectificationPlan | None = None,
    checklist: Checklist | None = None,
    letter: str = "",
) -> Issue:
    """Take one step inside the caller's transaction: ask the table, change the issue, stamp the step."""
    facts = gather(office, issue, action, given, plan=plan, checklist=checklist, letter=letter)
    if facts.on > office.today:
        raise InvalidInput("办理日期晚于今天，请更正。", field="on")
    refusal = FLOW.refusal(issue.state, action, facts)
    if refusal is not None:
        raise Refused(f"{issue.number} {refusal.sentence}", code=refusal.code)
    target = FLOW.advance(issue.state, action, facts)
    if action in DECIDED and facts.plan is not None:
        _decide(office, facts.plan, action, facts)
    moved = effects(replace(issue, state=target), action, facts)
    if given.follow_up_on is not None:
        moved = replace(moved, follow_up_on=given.follow_up_on)
    issues.save(office.session, moved, keys=issue_keys(office, moved))
    stamp(office, moved, action, issue.state, facts, note=letter)
    return moved


def gather(
    office: Office,
    issue: Issue,
    action: IssueAction,
    given: StepInput,
    *,
    plan: RectificationPlan | None = None,
    checklist: Checklist | None = None,
    letter: str = "",
) -> StepFacts:
    """Collect what the guards look at, from the user and from the store."""
    on = given.on or office.today
    steps = issues.steps(office.session, issue.id)
    brought_in = bool(steps) and steps[0].kind is StepKind.BROUGHT_IN
    done = _verified_since_report(office, issue, steps, brought_in=brought_in)
    passes = [one for one in done if one.passes]
    return StepFacts(
        issue=issue,
        on=on,
        reason=given.reason,
        reply_number=given.reply_number,
        signature=given.signature or _own_signature(office, action, on),
        override_reason=given.override_reason,
        covering_letter=letter or _covering(office, issue.id),
        plan=plan or plans.current(office.session, issue.id),
        checklist=checklist,
        passed_checklists=len(passes),
        passed_by=_passed_by(steps, passes),
        latest_checklist=done[-1] if done else None,
        submitted_by=_submitted_by(steps),
        last_happened_on=max((step.happened_on for step in steps), default=None),
        brought_in=brought_in,
    )


def effects(issue: Issue, action: IssueAction, facts: StepFacts) -> Issue:
    """Return `issue` with the dates and flags the action leaves behind."""
    if action in {IssueAction.SUBMIT_PLAN, IssueAction.REVISE_PLAN}:
        return replace(issue, plan_submitted_on=issue.plan_submitted_on or facts.on)
    if action is IssueAction.RETURN_PLAN:
        return replace(issue, plan_submitted_on=None)
    if action is IssueAction.REPORT_DONE:
        return replace(issue, reported_on=facts.on)
    if action is IssueAction.STRIKE_OFF:
        return replace(issue, closed_on=facts.on)
    if action in SETBACKS:
        return replace(issue, reported_on=None, closed_on=None, needs_new_measure=True)
    return issue


def stamp(
    office: Office,
    issue: Issue,
    action: IssueAction | None,
    before: IssueState | None,
    facts: StepFacts,
    *,
    note: str = "",
) -> Step:
    """Write the step that led to `issue`'s present state."""
    return issues.add_step(
        office.session,
        Step(
            id=0,
            issue_id=issue.id,
            kind=StepKind.ACTED,
            action=action,
            from_state=before,
            to_state=issue.state,
            happened_on=facts.on,
            entered_at=office.clock(),
            user=office.user.name,
            reason=facts.reason.strip(),
            reply_number=facts.reply_number.strip(),
            override_reason=facts.override_reason.strip(),
            signature=facts.signature if action in SIGNED else None,
            note=note,
        ),
    )


def undo_title(office: Office) -> str | None:
    """Return what Ctrl+Z would undo now, or None."""
    return compensation.title(office)


def undo_last(office: Office) -> str:
    """Undo the last undoable change by a compensating step; return its title. Raise Refused when later work depends on it."""
    _require(office)
    return compensation.undo_change(office)


def _require(office: Office) -> None:
    if not (office.may(Right.EDIT_RECORDS) or office.may(Right.SIGN)):
        raise NotAllowed(f"{office.user.name}没有“{Right.EDIT_RECORDS.label}”的权限，请由经办或负责人登录办理。")


def _decide(office: Office, plan: RectificationPlan, action: IssueAction, facts: StepFacts) -> None:
    signer = facts.signature.person if facts.signature else office.user.name
    decided = replace(plan, status=DECIDED[action], decided_by=signer, decided_on=facts.on, return_reason=facts.reason)
    plans.save(office.session, decided)


def _on_paper(office: Office, issue_id: int, paper: PaperSignature) -> Signature:
    """Keep the signed sheet with the issue, inside the step's transaction, and return the signature it bears."""
    if not paper.person.strip():
        raise InvalidInput("请填写签字人姓名。", field="person")
    if paper.signed_on > office.today:
        raise InvalidInput("签字日期晚于今天，请更正。", field="signed_on")
    kept = attach(
        office, issue_id=issue_id, path=paper.scan, purpose=AttachmentPurpose.SIGNED_SHEET, taken_on=paper.signed_on
    )
    return Signature(paper.person.strip(), SignedBy.PAPER, paper.signed_on, kept.sha256)


def _own_signature(office: Office, action: IssueAction, on: date) -> Signature | None:
    if action in SIGNED and office.may(Right.SIGN):
        return Signature(office.user.name, SignedBy.LOGIN, on)
    return None


def _covering(office: Office, issue_id: int) -> str:
    covering = letters.covering(office.session, issue_id)
    own = [one for one in covering if one.draft.kind is LetterKind.SUPERVISION and not one.void_reason]
    if own:
        return str(own[-1].number)
    received = letters.received_covering(office.session, issue_id)
    return received[-1].number if received else ""


def _verified_since_report(
    office: Office, issue: Issue, steps: Sequence[Step], *, brought_in: bool
) -> tuple[Checklist, ...]:
    """Return the verifications since the last report; an old ledger brought in may not know the day of it."""
    reports = [step.happened_on for step in steps if step.action is IssueAction.REPORT_DONE]
    since = reports[-1] if reports else issue.reported_on
    if since is None and not brought_in:
        return ()
    return tuple(
        checklist
        for checklist in checklists.of_issue(office.session, issue.id)
        if checklist.verified_at is not None and (since is None or checklist.verified_at.date() >= since)
    )


def _submitted_by(steps: Sequence[Step]) -> str:
    submitted = {IssueAction.SUBMIT_PLAN, IssueAction.REVISE_PLAN}
    return next((step.user for step in reversed(steps) if step.action in submitted), "")


def _passed_by(steps: Sequence[Step], passes: Sequence[Checklist]) -> tuple[str, ...]:
    doers = [step.user for step in steps if step.action is IssueAction.PASS]
    return tuple(dict.fromkeys((*doers[-1:], *(name for checklist in passes for name in checklist.verifiers))))


def _undo_title(action: IssueAction, moved: Sequence[Issue]) -> str:
    return f"{action.label} {moved[0].number}" if len(moved) == 1 else f"{action.label} {len(moved)} 件"
