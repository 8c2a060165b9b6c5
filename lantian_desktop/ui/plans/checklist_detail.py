"""What the checklists tab shows of a verification, and what it offers to do. Values in, values and cards out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lantian_desktop.domain.admin.calendar import LightSettings, cn_date
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.plans.verification import PASSING, Answer, Checklist, ItemResult, Outcome, contradictions
from lantian_desktop.services.issues.detail import IssueDetail
from lantian_desktop.services.plans.verification import VERIFIABLE
from lantian_desktop.ui.issues.due_words import due_fact, state_chip
from lantian_desktop.ui.kit.lists.cards import Card, Detail, Event, Fact, FactGroup, FactsCard
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.text import hairline, plain_label
from lantian_desktop.ui.kit.paint.theme import Tone

SIGNED_OFF = (IssueAction.STRIKE_OFF, IssueAction.REFUSE, IssueAction.REOPEN)
RESULT_ROLES = {ItemResult.MET: "green", ItemResult.UNMET: "red", ItemResult.NOT_APPLICABLE: "muted"}
FILL, BLANK, FILLED, ISSUE = "fill", "blank", "filled", "issue"


def outcome_chip(outcome: Outcome | None) -> Chip:
    """Return the chip of an outcome; None is a verification still to be made."""
    if outcome is None:
        return Chip("未核查", Tone.NEUTRAL)
    if outcome in PASSING:
        return Chip(outcome.label, Tone.GREEN)
    return Chip(outcome.label, Tone.AMBER if outcome is Outcome.UNVERIFIABLE else Tone.RED)


def checklist_detail(detail: IssueDetail, checklist: Checklist | None, *, today: date, lights: LightSettings) -> Detail:
    """Return what is shown of one verification, or of an issue that waits for one."""
    issue = detail.issue
    chips = [state_chip(issue.state, blocked=bool(issue.blocked_reason))]
    if checklist is not None:
        chips.append(outcome_chip(checklist.outcome))
    reported = due_fact("整改期限", issue.dues.nearest_rectify, today, done_on=issue.reported_on, lights=lights)
    groups = (FactGroup("期限", (reported, *_follow_up(issue.follow_up_on))),)
    return Detail(
        title=issue.caption,
        subtitle=f"{issue.number} · {detail.territory.short_name} · {detail.category.label}",
        chips=tuple(chips),
        body=issue.description,
        groups=groups,
        events=tuple(_event(one) for one in reversed(detail.checklists)),
        events_heading="历次核查",
    )


def _follow_up(day: date | None) -> tuple[Fact, ...]:
    return (Fact("回头看", cn_date(day)),) if day else ()


def checklist_cards(checklist: Checklist) -> list[QWidget]:
    """Return the cards of one verification: what is contradictory, its head, its items."""
    found = contradictions(checklist)
    warned = FactGroup("日期和结果有矛盾，请核对", tuple(Fact("·", one, Tone.RED) for one in found))
    cards: list[QWidget] = [FactsCard(warned)] if found else []
    return [*cards, FactsCard(FactGroup("核查", _facts(checklist))), AnswersCard(checklist.answers)]


def _facts(checklist: Checklist) -> tuple[Fact, ...]:
    at = checklist.verified_at
    place = " ".join(
        part for part in (f"第{checklist.round_number}轮次" if checklist.round_number else "", checklist.group) if part
    )
    facts = [
        Fact("核查人", "、".join(checklist.verifiers)),
        Fact("核查时间", f"{cn_date(at.date())} {at:%H:%M}" if at else "", missing=at is None),
        Fact("地点", checklist.place),
        Fact("轮次组别", place),
        Fact("报告完成", cn_date(checklist.reported_on) if checklist.reported_on else "未报告"),
        Fact("照片拍摄", cn_date(checklist.photo_on) if checklist.photo_on else "未填"),
        Fact("模板", f"{checklist.template_name}（第{checklist.template_version}版）"),
    ]
    if checklist.reported_text:
        facts.append(Fact("报告情况", checklist.reported_text))
    if checklist.follow_up_on:
        facts.append(Fact("再查日期", cn_date(checklist.follow_up_on)))
    return tuple(facts)


def _event(checklist: Checklist) -> Event:
    at = checklist.verified_at
    unmet = sum(answer.result is ItemResult.UNMET for answer in checklist.answers)
    outcome = f"{checklist.outcome.label if checklist.outcome else '未定'}" + (f"，{unmet} 项未达到" if unmet else "")
    return Event(f"{at.month}月{at.day}日" if at else "—", outcome, "、".join(checklist.verifiers))


class AnswersCard(Card):
    """The items of a checklist with their results."""

    def __init__(self, answers: tuple[Answer, ...]) -> None:
        super().__init__()
        met = sum(answer.result is ItemResult.MET for answer in answers)
        self.column.addWidget(plain_label(f"核查项目　{met} / {len(answers)} 项达到", "small"))
        for number, answer in enumerate(answers, 1):
            if number > 1:
                self.column.addWidget(hairline())
            self._add(number, answer)

    def _add(self, number: int, answer: Answer) -> None:
        result = answer.result
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(plain_label(f"{number}. {answer.item.what}", wrap=True, selectable=True), 1)
        role = RESULT_ROLES[result] if result else "amber"
        row.addWidget(plain_label(result.label if result else "未填", role), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addWidget(plain_label(f"标准：{answer.item.standard}", "small", wrap=True, selectable=True))
        if answer.note:
            self.column.addWidget(plain_label(f"备注：{answer.note}", "small", wrap=True, selectable=True))
        if answer.remedy:
            self.column.addWidget(plain_label(f"措施或原因：{answer.remedy}", "amber", wrap=True, selectable=True))


def checklist_offers(detail: IssueDetail, checklist: Checklist | None) -> tuple[Offer, ...]:
    """Return the buttons: filling in, printing, signing off, and the way to the issue."""
    state = detail.issue.state
    waiting = state is IssueState.REPORTED
    refusal = "" if state in VERIFIABLE else f"当前状态为“{state.label}”，不能登记核查。"
    offers = [Offer(FILL, "填写核查清单", refusal, primary=waiting)]
    offers += [
        Offer(one.action.value, one.label, one.refusal or "", primary=one.action is IssueAction.STRIKE_OFF)
        for action in SIGNED_OFF
        for one in detail.offers
        if one.action is action
    ]
    offers.append(Offer(BLANK, "空白清单"))
    if checklist is not None:
        offers.append(Offer(FILLED, "打印清单"))
    return (*offers, Offer(ISSUE, "查看问题"))
