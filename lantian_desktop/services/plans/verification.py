"""核查清单: from template to outcome. A verification may be recorded early; only from 待核查 does it move the issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, NotFound, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.plans.issue_flow import verifier_differs
from lantian_desktop.domain.plans.lists import ChecklistLine
from lantian_desktop.domain.plans.verification import Answer, Checklist, ChecklistTemplate, Outcome, incomplete
from lantian_desktop.domain.queries import Page
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.issues.steps import StepInput, advance, gather
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import checklists as stored
from lantian_desktop.store.revisions import require_unchanged

VERIFIABLE = frozenset({
    IssueState.ASSIGNED,
    IssueState.PLANNED,
    IssueState.RECTIFYING,
    IssueState.REPORTED,
    IssueState.VERIFIED,
})  # fmt: skip


def templates(office: Office) -> tuple[ChecklistTemplate, ...]:
    """Return the templates in use, the newest version of each."""
    return settings.newest_templates(office.session)


def template_for(office: Office, *, category: str) -> ChecklistTemplate:
    """Return the template of a category, or the general one."""
    known = templates(office)
    for template in known:
        if category in template.categories:
            return template
    general = next((template for template in known if not template.categories), None)
    if general is None:
        raise NotFound("没有适用的核查清单模板，请先在设置中添加。")
    return general


def blank_checklist(office: Office, *, issue_id: int) -> Checklist:
    """Return an unanswered checklist for the issue, its head filled in as far as known.

    Until it is stored its revision is that of the issue it was begun upon.
    """
    issue = issues.load(office.session, issue_id)
    template = template_for(office, category=issue.category)
    return Checklist(
        id=0,
        issue_id=issue_id,
        template_name=template.name,
        template_version=template.version,
        answers=tuple(Answer(item) for item in template.items),
        place=issue.address or issue.site,
        round_number=issue.round_number,
        group=issue.group,
        reported_on=issue.reported_on,
        revision=issue.revision,
    )


def conclude(office: Office, *, checklist: Checklist, on: date | None = None) -> Issue:
    """Store a finished checklist; from 待核查 it also passes or fails the issue. Raise Refused with what it lacks."""
    office.require(Right.EDIT_RECORDS)
    issue = issues.load(office.session, checklist.issue_id)
    if not checklist.id:
        require_unchanged(office.session, issue.revision, checklist.revision)
    if issue.state not in VERIFIABLE:
        raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，不能登记核查。")
    lacking = incomplete(checklist)
    if lacking:
        raise Refused(f"核查清单还缺：{'、'.join(lacking)}。")
    _check_time(office, checklist)
    _check_verifiers(office, issue, checklist)
    with office.session.write(f"核查 {issue.number}") as touched:
        before = compensation.images(office, (issue.id,))
        saved = stored.save(office.session, checklist)
        moved = _move(office, issue, saved, on)
        if moved is not issue:
            compensation.offer(office, title=f"核查 {issue.number}", before=before, checklists_made=(saved.id,))
        touched.add("checklists", saved.id)
        touched.add("issues", issue.id)
    return moved


def _move(office: Office, issue: Issue, checklist: Checklist, on: date | None) -> Issue:
    if issue.state is not IssueState.REPORTED:
        return issue
    if checklist.outcome is Outcome.UNVERIFIABLE:  # stays 待核查 with a new date
        return issues.save(office.session, replace(issue, follow_up_on=checklist.follow_up_on))
    action = IssueAction.PASS if checklist.passes else IssueAction.FAIL
    day = on or (checklist.verified_at.date() if checklist.verified_at else office.today)
    reason = checklist.outcome.label if checklist.outcome else ""
    followed = replace(issue, follow_up_on=checklist.follow_up_on or issue.follow_up_on)
    return advance(office, followed, action, StepInput(on=day, reason=reason), checklist=checklist)


def _check_time(office: Office, checklist: Checklist) -> None:
    if checklist.verified_at is not None and checklist.verified_at > office.clock():
        raise InvalidInput("核查时间晚于现在，请更正。", field="verified_at")


def _check_verifiers(office: Office, issue: Issue, checklist: Checklist) -> None:
    """A pass counts whenever it was recorded, so whoever answers for the rectification may never give one."""
    facts = gather(office, issue, IssueAction.PASS, StepInput(), checklist=checklist)
    refusal = verifier_differs(facts) if checklist.passes else None
    if refusal is not None:
        raise Refused(f"{issue.number} {refusal.sentence}", code=refusal.code)


def checklist_page(
    office: Office, *, outcome: Outcome | None = None, text: str = "", offset: int = 0, limit: int = 100
) -> Page[ChecklistLine]:
    """Return one page of the verifications recorded."""
    return stored.page(office.session, outcome=outcome, text=text, offset=offset, limit=limit)


def checklist(office: Office, *, checklist_id: int) -> Checklist:
    """Return one verification."""
    return stored.load(office.session, checklist_id)
