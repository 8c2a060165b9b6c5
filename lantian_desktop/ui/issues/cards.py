"""What the detail pane shows of one issue: facts, deadlines, letters, plan, papers, timeline. Values only, no widget."""

from __future__ import annotations

from datetime import date

from lantian_desktop.domain.admin.calendar import LightSettings, cn_date
from lantian_desktop.domain.issues.issue import Issue, IssueTag, overdue
from lantian_desktop.services.issues.detail import IssueDetail
from lantian_desktop.ui.issues.due_words import state_chip
from lantian_desktop.ui.issues.words import due_facts, events_of, steps_of, unit_names
from lantian_desktop.ui.kit.lists.cards import Detail, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.theme import Tone


def card_of(found: IssueDetail, as_of: date, bounds: LightSettings) -> Detail:
    """Return an issue as the detail pane shows it."""
    issue = found.issue
    parts = (
        issue.number,
        found.category.label,
        f"属地 {found.territory.name}",
        found.lead and f"牵头 {found.lead.name}",
    )
    return Detail(
        title=issue.caption or issue.number,
        subtitle=" · ".join(part for part in parts if part),
        chips=_chips(found, as_of),
        steps=steps_of(issue, overdue=overdue(issue, as_of)),
        body=issue.description,
        groups=(
            FactGroup("", _dues(issue, as_of, bounds)),
            FactGroup("交办与整改", _work(found)),
            FactGroup("问题", _facts(found)),
            FactGroup("附件", _papers(found)),
        ),
        events=events_of(found),
    )


def _chips(found: IssueDetail, as_of: date) -> tuple[Chip, ...]:
    issue = found.issue
    chips = [state_chip(issue.state, blocked=bool(issue.blocked_reason))]
    if overdue(issue, as_of):
        chips.append(Chip("超期", Tone.RED))
    chips += [Chip(tag.label, Tone.AMBER) for tag in IssueTag if tag in issue.tags]
    if found.recurrences:
        chips.append(Chip(f"再现：12 个月内同点位同类别 {len(found.recurrences) + 1} 次", Tone.RED))
    return tuple(chips)


def _dues(issue: Issue, as_of: date, bounds: LightSettings) -> tuple[Fact, ...]:
    facts = due_facts(issue, as_of, bounds)
    if issue.blocked_reason:
        facts += (Fact("受阻", issue.blocked_reason, Tone.AMBER),)
    if issue.needs_new_measure:
        facts += (Fact("须补充", "新的整改措施和新的整改期限", Tone.AMBER),)
    if issue.follow_up_on:
        facts += (Fact("回头看", cn_date(issue.follow_up_on)),)
    return facts or (Fact("期限", "未定", Tone.NEUTRAL),)


def _work(found: IssueDetail) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for letter in found.letters:
        void = "（已作废）" if letter.void_reason else ""
        facts.append(Fact(letter.draft.kind.label, f"{letter.number}{void}　打开", link=f"letter:{letter.id}"))
    facts += [Fact("收文", f"{letter.number}　{letter.sender}") for letter in found.received]
    if found.plan:
        done = sum(measure.done for measure in found.plan.measures)
        text = (
            f"第 {found.plan.version} 版 {found.plan.status.label}，措施 {done}/{len(found.plan.measures)} 项完成　打开"
        )
        facts.append(Fact("整改方案", text, link=f"plan:{found.issue.id}"))
    for checklist in found.checklists:
        day = cn_date(checklist.verified_at.date()) if checklist.verified_at else "未定时间"
        outcome = checklist.outcome.label if checklist.outcome else "未出结果"
        facts.append(Fact("核查", f"{day}　{outcome}　打开", link=f"checklist:{found.issue.id}"))
    return tuple(facts)


def _facts(found: IssueDetail) -> tuple[Fact, ...]:
    issue = found.issue
    given = {
        "责任人": "　".join(part for part in (issue.responsible_person, found.responsible_phone_shown) if part),
        "配合单位": unit_names(found.supporting),
        "地址": "　".join(part for part in (issue.street, issue.address) if part),
        "坐标": f"{issue.position.longitude}, {issue.position.latitude}" if issue.position else "",
        "数量": _counted(issue),
        "来源": "　".join(part for part in (issue.source.label, _round(issue)) if part),
        "发现日期": cn_date(issue.found_on),
        "任务清单": issue.task_item,
        "法律依据": issue.legal_basis,
        "备注": issue.remark,
    }
    facts = [Fact(label, text) for label, text in given.items() if text]
    if found.missing:
        facts.append(Fact("待补", "、".join(found.missing), Tone.AMBER))
    return tuple(facts)


def _counted(issue: Issue) -> str:
    counted = issue.quantities
    pairs = ((counted.sets, "台"), (counted.households, "户"), (counted.tonnage, "蒸吨"))
    return "　".join(f"{value} {unit}" for value, unit in pairs if value is not None)


def _round(issue: Issue) -> str:
    return (f"第{issue.round_number}轮次" if issue.round_number else "") + issue.group


def _papers(found: IssueDetail) -> tuple[Fact, ...]:
    facts = []
    for paper in found.attachments:
        taken = f"　拍摄于 {cn_date(paper.taken_on)}" if paper.taken_on else ""
        facts.append(Fact(paper.purpose.label, f"{paper.name}{taken}　打开", link=f"attachment:{paper.id}"))
    return tuple(facts)
