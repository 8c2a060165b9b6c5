"""What the plans tab shows of an issue's plan, and what it offers to do. Values in, values out."""

from __future__ import annotations

from datetime import date

from lantian_desktop.domain.admin.calendar import LightSettings, cn_date, cn_day
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.plans.plan import Difference, PlanStatus, RectificationPlan
from lantian_desktop.services.issues.detail import IssueDetail
from lantian_desktop.ui.issues.due_words import due_fact, state_chip
from lantian_desktop.ui.kit.lists.cards import Detail, Event, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone

PLAN_ACTIONS = (
    IssueAction.SUBMIT_PLAN,
    IssueAction.APPROVE_PLAN,
    IssueAction.RETURN_PLAN,
    IssueAction.REPORT_DONE,
    IssueAction.REVISE_PLAN,
)
STATUS_TONES = {
    PlanStatus.DRAFT: Tone.NEUTRAL,
    PlanStatus.SUBMITTED: Tone.ACCENT,
    PlanStatus.APPROVED: Tone.GREEN,
    PlanStatus.RETURNED: Tone.AMBER,
}
LABELS = {IssueAction.SUBMIT_PLAN: "填写方案", IssueAction.REVISE_PLAN: "调整方案"}
PROGRESS, SETBACK, IMMEDIATE, ISSUE = "progress", "setback", "immediate", "issue"


def status_chip(status: PlanStatus | None) -> Chip:
    """Return the chip of a plan's status; None is a plan that is still owed."""
    return Chip("待报方案", Tone.NEUTRAL) if status is None else Chip(status.label, STATUS_TONES[status])


def plan_detail(
    detail: IssueDetail, differences: tuple[Difference, ...], *, today: date, lights: LightSettings
) -> Detail:
    """Return what is shown of an issue's plan."""
    issue, plan = detail.issue, detail.plan
    chips = [state_chip(issue.state, blocked=bool(issue.blocked_reason)), status_chip(plan.status if plan else None)]
    version = f"第{plan.version}版　{plan.author} 填报" if plan else "尚未填报"
    return Detail(
        title=issue.caption,
        subtitle=f"{issue.number} · {detail.territory.short_name} · {detail.category.label} · {version}",
        chips=tuple(chips),
        body=issue.description,
        groups=(*_plan_groups(plan), _dues(issue, today, lights), *_rest(detail, differences)),
        events=progress_events(detail),
        events_heading="进展",
    )


def _plan_groups(plan: RectificationPlan | None) -> tuple[FactGroup, ...]:
    if plan is None:
        return ()
    facts = [
        Fact("整改类型", plan.type.label),
        Fact("整改目标", plan.goal, missing=not plan.goal),
        Fact("完成标准", plan.standard, missing=not plan.standard),
    ]
    if plan.interim_control:
        facts.append(Fact("过渡期管控", plan.interim_control))
    if plan.budget_source:
        facts.append(Fact("资金来源", plan.budget_source))
    if plan.status is PlanStatus.RETURNED:
        facts.append(Fact("退回原因", plan.return_reason, Tone.AMBER))
    if plan.decided_by and plan.decided_on:
        facts.append(
            Fact(
                "审定" if plan.status is PlanStatus.APPROVED else "退回",
                f"{plan.decided_by}　{cn_date(plan.decided_on)}",
            )
        )
    return (FactGroup("方案", tuple(facts)),)


def _dues(issue: Issue, today: date, lights: LightSettings) -> FactGroup:
    dues = issue.dues
    done = issue.reported_on
    facts = [
        due_fact("方案期限", dues.nearest_plan, today, done_on=issue.plan_submitted_on, lights=lights),
        due_fact("整改期限", dues.nearest_rectify, today, done_on=done, lights=lights),
    ]
    if issue.due_moves:
        facts.append(Fact("调整期限", f"已调整 {issue.due_moves} 次", Tone.AMBER))
    if issue.needs_new_measure:
        facts.append(Fact("须补充", "核查未通过或反弹后，须补充新的措施和整改期限", Tone.RED))
    return FactGroup("期限", tuple(facts))


def _rest(detail: IssueDetail, differences: tuple[Difference, ...]) -> tuple[FactGroup, ...]:
    versions = detail.plan_versions
    groups = []
    if differences:
        facts = tuple(Fact(one.field, f"{one.old or '（无）'} → {one.new or '（删去）'}") for one in differences)
        groups.append(FactGroup(f"第{versions[-1].version}版与第{versions[-2].version}版相比", facts))
    if len(versions) > 1:
        groups.append(FactGroup("各版方案", tuple(_version(plan) for plan in reversed(versions))))
    evidence = [one for one in detail.attachments if one.measure_id]
    if evidence:
        shown = tuple(
            Fact(f"{one.added_at:%m-%d}", f"{one.name}{_taken(one.taken_on)}　打开", link=f"attachment:{one.id}")
            for one in evidence
        )
        groups.append(FactGroup("佐证材料", shown))
    return tuple(groups)


def _version(plan: RectificationPlan) -> Fact:
    submitted = f"　{cn_date(plan.submitted_on)} 报送" if plan.submitted_on else ""
    reason = f"　退回原因：{plan.return_reason}" if plan.return_reason else ""
    return Fact(f"第{plan.version}版", f"{plan.status.label}　{plan.author}{submitted}{reason}")


def _taken(day: date | None) -> str:
    return f"（拍摄于 {cn_date(day)}）" if day else ""


def progress_events(detail: IssueDetail) -> tuple[Event, ...]:
    """Return the reports on measures, newest first."""
    numbers = {one.id: n for n, one in enumerate(detail.plan.measures, 1)} if detail.plan else {}
    notes = sorted(detail.progress, key=lambda note: (note.on, note.entered_at), reverse=True)
    return tuple(
        Event(cn_day(note.on), f"措施{numbers.get(note.measure_id, '—')} {note.percent}%　{note.note}", note.user)
        for note in notes
    )


def plan_offers(detail: IssueDetail) -> tuple[Offer, ...]:
    """Return the buttons: the steps a plan is concerned with, reporting on measures, and the way to the issue."""
    issue, plan = detail.issue, detail.plan
    offers = [
        Offer(one.action.value, LABELS.get(one.action, one.label), one.refusal or "", primary=_leads(issue, one.action))
        for action in PLAN_ACTIONS
        for one in detail.offers
        if one.action is action
    ]
    if issue.state is IssueState.RECTIFYING and plan is not None:
        offers.insert(0, Offer(PROGRESS, "登记进展", primary=not issue.needs_new_measure))
    if issue.needs_new_measure and issue.state is IssueState.RECTIFYING:
        offers.insert(0, Offer(SETBACK, "补充措施", primary=True))
    if issue.state is IssueState.ASSIGNED:
        offers.append(Offer(IMMEDIATE, "立行立改"))
    return (*offers, Offer(ISSUE, "查看问题"))


def _leads(issue: Issue, action: IssueAction) -> bool:
    return action in {IssueAction.SUBMIT_PLAN, IssueAction.APPROVE_PLAN} and not issue.blocked_reason
