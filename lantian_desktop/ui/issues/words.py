"""How an issue is put into words and tones on screen: chips, facts, timeline. Shared by the tabs that show issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from lantian_desktop.domain.admin.calendar import LightSettings, cn_date, cn_day
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.services.issues.detail import IssueDetail
from lantian_desktop.services.issues.issues import DueKind
from lantian_desktop.ui.issues.due_words import due_fact
from lantian_desktop.ui.kit.lists.cards import Event, Fact
from lantian_desktop.ui.kit.paint.pipeline import Steps
from lantian_desktop.ui.kit.paint.theme import Tone

STEP_NAMES = ("排查", "确认", "交办", "方案", "整改", "核查", "销号")
STEP_AT = {
    IssueState.FOUND: 0,
    IssueState.PENDING: 1,
    IssueState.APPEALED: 1,
    IssueState.CONFIRMED: 2,
    IssueState.ASSIGNED: 3,
    IssueState.PLANNED: 3,
    IssueState.RECTIFYING: 4,
    IssueState.REPORTED: 5,
    IssueState.VERIFIED: 6,
    IssueState.CLOSED: 7,
}
DUE_DATES_OFF = frozenset({IssueState.VERIFIED, IssueState.CLOSED, IssueState.WITHDRAWN})


def steps_of(issue: Issue, *, overdue: bool) -> Steps | None:
    """Return where an issue stands among the steps; none for one that was withdrawn."""
    if issue.state is IssueState.WITHDRAWN:
        return None
    tone = (
        Tone.RED
        if overdue
        else Tone.AMBER
        if issue.blocked_reason or issue.state is IssueState.APPEALED
        else Tone.ACCENT
    )
    return Steps(STEP_NAMES, STEP_AT[issue.state], tone)


def _due(
    label: str,
    due: date | None,
    as_of: date,
    bounds: LightSettings,
    *,
    done_on: date | None = None,
    binding: bool = True,
) -> Fact | None:
    if due is None:
        return None
    if done_on is None and not binding:
        return Fact(label, cn_date(due))
    return due_fact(label, due, as_of, done_on=done_on, lights=bounds)


def due_facts(issue: Issue, as_of: date, bounds: LightSettings) -> tuple[Fact, ...]:
    """Return every due date of an issue; those of the superior and those of this office stand apart."""
    dues, waiting = issue.dues, issue.state in {IssueState.PENDING, IssueState.APPEALED}
    binding = issue.state not in DUE_DATES_OFF
    done = issue.reported_on
    facts: Iterable[Fact | None] = (
        _due("确认期限", dues.confirm_by, as_of, bounds, binding=waiting),
        _due("申诉期限", dues.appeal_by, as_of, bounds, binding=waiting),
        _due("上级方案期限", dues.superior_plan_due, as_of, bounds, done_on=issue.plan_submitted_on, binding=binding),
        _due("方案期限", dues.plan_due, as_of, bounds, done_on=issue.plan_submitted_on, binding=binding),
        _due("上级整改期限", dues.superior_rectify_due, as_of, bounds, done_on=done, binding=binding),
        _due("整改期限", dues.rectify_due, as_of, bounds, done_on=done, binding=binding),
        Fact("改期", f"已调整 {issue.due_moves} 次", Tone.AMBER) if issue.due_moves else None,
    )
    return tuple(fact for fact in facts if fact is not None)


def events_of(detail: IssueDetail) -> tuple[Event, ...]:
    """Return everything that happened to an issue, newest first."""
    found: list[tuple[date, int, Event]] = []
    for at, step in enumerate(detail.steps):
        signed = f"{step.signature.person}{step.signature.how.label}" if step.signature else ""
        note = "　".join(part for part in (step.grounds, step.note if step.action else "", signed) if part)
        who = f"{step.title} · {step.user}"
        found.append((step.happened_on, at, Event(_when(step.happened_on), who, note, _tone(step.action))))
    for move in detail.due_moves:
        kind = DueKind.from_text(move.which)
        old = cn_date(move.old) if move.old else "未定"
        text = f"调整{kind.label if kind else '期限'}：{old} → {cn_date(move.new)}"
        found.append(
            (
                move.entered_at.date(),
                900,
                Event(_when(move.entered_at.date()), text, f"{move.reason}　批准人 {move.approver}"),
            )
        )
    found += [
        (report.on, 901, Event(_when(report.on), f"进展 {report.percent} % · {report.user}", report.note))
        for report in detail.progress
    ]
    found.sort(key=lambda item: (item[0], item[1]), reverse=True)
    return tuple(event for _day, _at, event in found)


def unit_names(units: Sequence[object]) -> str:
    """Return names with 、 between."""
    return "、".join(str(getattr(unit, "name", unit)) for unit in units)


def _when(day: date) -> str:
    return cn_day(day)


def _tone(action: IssueAction | None) -> Tone | None:
    bad = {IssueAction.FAIL, IssueAction.REFUSE, IssueAction.REOPEN, IssueAction.RETURN_PLAN}
    good = {IssueAction.PASS, IssueAction.STRIKE_OFF, IssueAction.APPROVE_PLAN}
    return Tone.RED if action in bad else Tone.GREEN if action in good else None
