"""整改方案: drafting, submitting, progress and measures after a setback. Approving is a step like others, see `steps`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.plans.lists import PlanLine
from lantian_desktop.domain.plans.plan import (
    DONE_PERCENT,
    Difference,
    Measure,
    PlanStatus,
    PlanType,
    ProgressNote,
    RectificationPlan,
    diff,
)
from lantian_desktop.domain.queries import Page
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.attachments import attach
from lantian_desktop.services.issues.issues import DueKind, move_due
from lantian_desktop.services.issues.steps import StepInput, advance
from lantian_desktop.services.masking import shown_plan
from lantian_desktop.services.office import Office
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import plans as stored
from lantian_desktop.store.revisions import changed_meanwhile, require_unchanged
from lantian_desktop.store.roster import units

OPEN_FOR_DRAFTS = frozenset({IssueState.ASSIGNED, IssueState.RECTIFYING})


def plan_page(
    office: Office, *, status: PlanStatus | None = None, text: str = "", offset: int = 0, limit: int = 100
) -> Page[PlanLine]:
    """Return one page of the plans, each issue by its newest version."""
    return stored.page(office.session, status=status, text=text, offset=offset, limit=limit, as_of=office.today)


def blank_plan(office: Office, *, issue_id: int) -> RectificationPlan:
    """Return the next version to fill in: a held draft, or the last version's content, or an empty one with what is known."""
    return shown_plan(office, _next_to_fill(office, issue_id))


def _next_to_fill(office: Office, issue_id: int) -> RectificationPlan:
    issue = issues.load(office.session, issue_id)
    current = stored.current(office.session, issue_id)
    if current is None:
        return _first(office, issue)
    if current.status is PlanStatus.DRAFT:
        return current
    return replace(
        current,
        version=current.version + 1,
        status=PlanStatus.DRAFT,
        author=office.user.name,
        submitted_on=None,
        decided_by="",
        decided_on=None,
        return_reason="",
    )


def _first(office: Office, issue: Issue) -> RectificationPlan:
    territory = units.unit(office.session, issue.territory_id)
    measure = Measure(
        0, "", territory.short_name, issue.responsible_person, issue.dues.nearest_rectify, issue.responsible_phone
    )
    return RectificationPlan(
        issue_id=issue.id,
        version=1,
        status=PlanStatus.DRAFT,
        type=PlanType.TIME_LIMITED,
        goal="",
        standard="",
        measures=(measure,),
        author=office.user.name,
    )


def save_plan_draft(office: Office, *, plan: RectificationPlan) -> RectificationPlan:
    """Keep an unfinished plan with the record, visible to colleagues; it changes no state."""
    office.require(Right.EDIT_RECORDS)
    require_unchanged(office.session, _revision(office, plan.issue_id), plan.revision)
    issue = issues.load(office.session, plan.issue_id)
    if issue.state not in OPEN_FOR_DRAFTS:
        raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，不能填写方案。")
    with office.session.write(f"保存方案草稿 {issue.number}") as touched:
        saved = stored.save(office.session, _next(office, plan, PlanStatus.DRAFT))
        touched.add("plans", plan.issue_id)
    return saved


def submit_plan(office: Office, *, plan: RectificationPlan, on: date | None = None) -> RectificationPlan:
    """Submit a plan for approval: 报送方案 from 已交办, 调整方案 from 整改中; raise Refused with what it lacks."""
    office.require(Right.EDIT_RECORDS)
    require_unchanged(office.session, _revision(office, plan.issue_id), plan.revision)
    issue = issues.load(office.session, plan.issue_id)
    action = IssueAction.REVISE_PLAN if issue.state is IssueState.RECTIFYING else IssueAction.SUBMIT_PLAN
    day = on or office.today
    with office.session.write(f"{action.label} {issue.number}") as touched:
        before = compensation.images(office, (issue.id,))
        ready = replace(_next(office, plan, PlanStatus.SUBMITTED), submitted_on=day)
        advance(office, issue, action, StepInput(on=day), plan=ready)
        saved = stored.save(office.session, ready)
        compensation.offer(office, title=f"{action.label} {issue.number}", before=before)
        touched.add("plans", issue.id)
        touched.add("issues", issue.id)
    return saved


def _next(office: Office, plan: RectificationPlan, status: PlanStatus) -> RectificationPlan:
    """Give the plan the version that may be written: the open draft's, or one more than the last decided one."""
    current = stored.current(office.session, plan.issue_id)
    require_unchanged(
        office.session, _revision(office, plan.issue_id), plan.revision
    )  # it was written from the newest one
    version = current.version if current else 0
    in_place = current is not None and current.status is PlanStatus.DRAFT
    return replace(
        plan, version=version if in_place else version + 1, status=status, author=plan.author or office.user.name
    )


def record_progress(
    office: Office,
    *,
    issue_id: int,
    measure_id: int,
    percent: int,
    note: str = "",
    on: date | None = None,
    evidence: Sequence[Path] = (),
    taken_on: date | None = None,
    read_at: int | None = None,
) -> Measure:
    """Record how far a measure is, in percent 0–100, with its evidence; only while the issue is 整改中.

    With `read_at` only where the plan still is at that revision, which reports on its measures change too.
    """
    office.require(Right.EDIT_RECORDS)
    issue = issues.load(office.session, issue_id)
    if issue.state is not IssueState.RECTIFYING:
        raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，整改中才能登记进展。")
    _measure(office, issue_id, measure_id)
    day = on or office.today
    _check_report(office, issue, percent, day)
    with office.session.write(f"登记进展 {issue.number}") as touched:
        if read_at is not None:
            require_unchanged(office.session, _revision(office, issue_id), read_at)
        for path in evidence:
            attach(
                office,
                issue_id=issue_id,
                path=path,
                purpose=AttachmentPurpose.EVIDENCE,
                taken_on=taken_on,
                measure_id=measure_id,
            )
        progress = ProgressNote(measure_id, percent, note.strip(), day, office.clock(), office.user.name)
        stored.add_progress(office.session, progress)
        touched.add("plans", issue_id)
        touched.add("issues", issue_id)
    return _measure(office, issue_id, measure_id)


def _check_report(office: Office, issue: Issue, percent: int, day: date) -> None:
    if not 0 <= percent <= DONE_PERCENT:
        raise InvalidInput("进展应为 0 至 100 的整数。", field="percent")
    if day > office.today:
        raise InvalidInput("进展日期晚于今天，请更正。", field="on")
    if day < issue.found_on:
        raise InvalidInput("进展日期早于发现日期，请更正。", field="on")


def changed_since(office: Office, *, issue_id: int) -> ChangedMeanwhile:
    """Return who changed the newest version of an issue's plan, or reported on its measures, last."""
    return changed_meanwhile(office.session, _revision(office, issue_id))


def add_measure_after_setback(office: Office, *, issue_id: int, measure: Measure, rectify_due: date) -> Issue:
    """Give an issue that failed or rebounded its new measure and new 整改期限, which it needs before it is reported again."""
    office.require(Right.EDIT_RECORDS)
    issue = issues.load(office.session, issue_id)
    plan = stored.current(office.session, issue_id)
    _require_setback(issue, plan)
    assert plan is not None  # asked just now
    for value, word in ((measure.text, "措施内容"), (measure.unit, "责任单位"), (measure.person, "责任人")):
        if not value.strip():
            raise InvalidInput(f"请填写{word}。", field="measure")
    if rectify_due <= office.today:
        raise InvalidInput("新的整改期限应在今天之后。", field="rectify_due")
    added = replace(measure, id=0, due=measure.due or rectify_due, progress=0, done_on=None, evidence=0)
    with office.session.write(f"补充措施 {issue.number}") as touched:
        stored.save(office.session, replace(plan, measures=(*plan.measures, added)))
        ready = replace(issue, needs_new_measure=False)
        reason = "核查未通过或反弹后重新确定"
        moved = move_due(office, ready, DueKind.RECTIFY_DUE, rectify_due, reason=reason, approver=office.user.name)
        touched.add("plans", issue_id)
        touched.add("issues", issue_id)
    return moved


def _require_setback(issue: Issue, plan: RectificationPlan | None) -> None:
    if issue.state is not IssueState.RECTIFYING:
        raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，不需要补充措施。")
    if not issue.needs_new_measure:
        raise Refused(f"{issue.number} 没有被退回整改，不需要补充措施；要改措施请用“调整方案”。")
    if plan is None:
        raise Refused(f"{issue.number} 还没有整改方案，请先用“调整方案”报送方案，审定后再补充措施。")


def plan_diff(office: Office, *, issue_id: int) -> tuple[Difference, ...]:
    """Return what the newest version changes against the one before; empty when there is only one."""
    versions = stored.versions(office.session, issue_id)
    return diff(versions[-2], versions[-1]) if len(versions) > 1 else ()


def _revision(office: Office, issue_id: int) -> int:
    current = stored.current(office.session, issue_id)
    return current.revision if current else 0


def _measure(office: Office, issue_id: int, measure_id: int) -> Measure:
    plan = stored.current(office.session, issue_id)
    for measure in plan.measures if plan else ():
        if measure.id == measure_id:
            return measure
    raise NotFound("没有这条整改措施，请刷新后重试。")
