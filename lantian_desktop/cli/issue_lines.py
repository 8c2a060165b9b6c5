"""One issue told in full: as lines for people and as a JSON record. What is masked was masked by the services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lantian_desktop.cli.output import facts, table
from lantian_desktop.domain.admin.calendar import light_text
from lantian_desktop.domain.issues.issue import Issue, IssueAction, Step, overdue
from lantian_desktop.domain.letters.letter import Letter, ReceivedLetter
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.services.issues.detail import IssueDetail

ANSWERS = (IssueAction.CONFIRM, IssueAction.APPEAL)  # what keeps the due dates of a pending issue


def issue_lines(detail: IssueDetail, today: date) -> list[str]:
    """Return everything about an issue as lines of text."""
    lines = [f"{detail.issue.number}  {detail.issue.caption}  【{detail.issue.state.label}】", ""]
    lines += facts(_facts(detail))
    for heading, part in _parts(detail, today):
        if part:
            lines += ["", heading, *part]
    return lines


def _facts(detail: IssueDetail) -> list[tuple[str, object]]:
    issue = detail.issue
    return [
        ("类别", detail.category.label),
        ("问题描述", issue.description),
        ("属地单位", detail.territory.name),
        ("街道", issue.street),
        ("地址", issue.address),
        ("轮次和工作组", " ".join(part for part in (_round(issue), issue.group) if part)),
        ("发现日期", issue.found_on),
        ("来源", issue.source),
        ("牵头单位", detail.lead.name if detail.lead else ""),
        ("配合单位", tuple(unit.name for unit in detail.supporting)),
        ("责任人", " ".join(part for part in (issue.responsible_person, detail.responsible_phone_shown) if part)),
        ("任务清单条目", issue.task_item),
        ("法律依据", issue.legal_basis),
        ("标注", issue.tags),
        ("受阻原因", issue.blocked_reason),
        ("备注", issue.remark),
        ("尚缺", detail.missing),
    ]


def _round(issue: Issue) -> str:
    return f"第{issue.round_number}轮次" if issue.round_number else ""


def _parts(detail: IssueDetail, today: date) -> Iterator[tuple[str, list[str]]]:
    yield "期限", facts(_dues(detail, today))
    yield "督办函", [_letter_line(letter) for letter in detail.letters] + [_received_line(r) for r in detail.received]
    if detail.plan is not None:
        plan = detail.plan
        yield (
            f"整改方案（第{plan.version}版，{plan.status.label}）",
            [*facts(_plan_facts(plan)), *_measures(plan.measures)],
        )
    yield "核查", [_checklist_line(checklist) for checklist in detail.checklists]
    yield "附件", [f"{one.name}（{one.purpose.label}）" for one in detail.attachments]
    yield "办理过程", table(("日期", "事项", "状态", "经办", "说明"), [_step_row(step) for step in detail.steps])
    yield "现在可以办理", [_offer_line(offer.action.value, offer.label, offer.refusal) for offer in detail.offers]


def _dues(detail: IssueDetail, today: date) -> list[tuple[str, object]]:
    issue, dues = detail.issue, detail.issue.dues
    answered = next((step.happened_on for step in detail.steps if step.action in ANSWERS), None)
    named = (
        ("确认期限", dues.confirm_by, answered),
        ("申诉期限", dues.appeal_by, answered),
        ("上级方案期限", dues.superior_plan_due, issue.plan_submitted_on),
        ("本级方案期限", dues.plan_due, issue.plan_submitted_on),
        ("上级整改期限", dues.superior_rectify_due, issue.reported_on),
        ("本级整改期限", dues.rectify_due, issue.reported_on),
    )
    lines = [(label, f"{due}（{light_text(due, today, done_on=done)}）") for label, due, done in named if due]
    return [*lines, ("超期", overdue(issue, today))]


def _letter_line(letter: Letter) -> str:
    void = f"，已作废：{letter.void_reason}" if letter.void_reason else ""
    return f"{letter.number}  {letter.draft.dated_on}  {letter.draft.title}{void}"


def _received_line(letter: ReceivedLetter) -> str:
    return f"{letter.number}  {letter.dated_on}  {letter.title}（{letter.sender}来文）"


def _plan_facts(plan: RectificationPlan) -> list[tuple[str, object]]:
    return [
        ("类型", plan.type),
        ("目标", plan.goal),
        ("完成标准", plan.standard),
        ("填报人", plan.author),
        ("报送日期", plan.submitted_on),
        ("审定人", plan.decided_by),
        ("退回理由", plan.return_reason),
    ]


def _measures(measures: Sequence[Measure]) -> list[str]:
    headers = ("措施", "内容", "责任单位", "责任人", "时限", "进展", "佐证")
    rows = [
        (str(i), m.text, m.unit, m.person, str(m.due or ""), f"{m.progress}%", f"{m.evidence} 件")
        for i, m in enumerate(measures, 1)
    ]
    return table(headers, rows)


def _checklist_line(checklist: Checklist) -> str:
    at = f"{checklist.verified_at:%Y-%m-%d %H:%M}" if checklist.verified_at else "未填时间"
    outcome = checklist.outcome.label if checklist.outcome else "未下结论"
    return f"{at}  {outcome}  核查人 {'、'.join(checklist.verifiers)}"


def _step_row(step: Step) -> tuple[str, ...]:
    who = f"{step.user}（{step.signature.person} {step.signature.how.label}）" if step.signature else step.user
    remark = "；".join(part for part in (step.grounds, step.note) if part and part != step.title)
    return (str(step.happened_on), step.title, step.to_state.label, who, remark)


def _offer_line(action: str, label: str, refusal: str | None) -> str:
    return f"{action} {label}" + (f"：暂不能办，{refusal}" if refusal else "")


def record(detail: IssueDetail, today: date) -> dict[str, object]:
    """Return everything about an issue as one record for scripts."""
    issue = detail.issue
    return {
        **own_fields(detail, today),
        "missing": detail.missing,
        "supervision_letters": [_letter_record(letter) for letter in detail.letters],
        "received_letters": detail.received,
        "rectification_plan": detail.plan,
        "plan_versions": len(detail.plan_versions),
        "progress": detail.progress,
        "verification_checklists": detail.checklists,
        "annexes": detail.attachments,
        "steps": detail.steps,
        "due_moves": detail.due_moves,
        "actions": [
            {"action": o.action, "label": o.label, "needs": o.needs, "refusal": o.refusal} for o in detail.offers
        ],
        "needs_new_measure": issue.needs_new_measure,
    }


def own_fields(detail: IssueDetail, today: date) -> dict[str, object]:
    """Return the issue's own fields by their glossary identifiers, units by name, phones as this user may see them."""
    issue = detail.issue
    return {
        "number": issue.number,
        "revision": issue.revision,
        "state": issue.state,
        "overdue": overdue(issue, today),
        "site": issue.site,
        "description": issue.description,
        "category": issue.category,
        "territory": detail.territory.short_name,
        "street": issue.street,
        "address": issue.address,
        "position": issue.position,
        "round": issue.round_number,
        "inspection_group": issue.group,
        "found_on": issue.found_on,
        "source": issue.source,
        "task_item": issue.task_item,
        "legal_basis": issue.legal_basis,
        "lead_unit": detail.lead.short_name if detail.lead else "",
        "supporting_units": [unit.short_name for unit in detail.supporting],
        "responsible_person": issue.responsible_person,
        "responsible_phone": detail.responsible_phone_shown,
        "quantities": issue.quantities,
        "tags": issue.tags,
        "blocked_reason": issue.blocked_reason,
        "dues": issue.dues,
        "plan_submitted_on": issue.plan_submitted_on,
        "reported_on": issue.reported_on,
        "closed_on": issue.closed_on,
        "follow_up_on": issue.follow_up_on,
        "remark": issue.remark,
    }


def _letter_record(letter: Letter) -> dict[str, object]:
    return {
        "document_number": str(letter.number),
        "kind": letter.draft.kind,
        "title": letter.draft.title,
        "dated_on": letter.draft.dated_on,
        "signatory": letter.draft.signatory,
        "void_reason": letter.void_reason,
    }
