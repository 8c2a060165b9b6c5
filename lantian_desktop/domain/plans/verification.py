"""核查清单: templates, filled checklists, outcomes, and the contradictions that betray a false report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import plain_person
from lantian_desktop.domain.terms import Labelled

MIN_VERIFIERS = 2  # 现场核查不少于两人 (domain handbook §5)


class ItemResult(Labelled):
    """The answer to one item."""

    MET = "met", "达到"
    UNMET = "unmet", "未达到"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Outcome(Labelled):
    """What a verification found."""

    DONE = "done", "整改到位"
    MOSTLY_DONE = "mostly_done", "基本到位"
    LATE = "late", "未按期完成"
    NOT_DONE = "not_done", "未整改到位"
    FALSELY_REPORTED = "falsely_reported", "虚报整改完成"
    SHAM = "sham", "虚假整改"
    REBOUND = "rebound", "反弹"
    UNVERIFIABLE = "unverifiable", "无法核查"


PASSING = frozenset({Outcome.DONE, Outcome.MOSTLY_DONE})


@dataclass(frozen=True, slots=True)
class ItemTemplate:
    """One thing to check: what, how, and the standard it is held against."""

    what: str
    how: str
    standard: str


@dataclass(frozen=True, slots=True)
class ChecklistTemplate:
    """A versioned list of items for some categories; an empty `categories` fits every category."""

    id: int
    name: str
    version: int
    items: tuple[ItemTemplate, ...]
    categories: tuple[str, ...] = ()
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """One item answered. `remedy` is the measure or the reason an item that is 未达到 must have."""

    item: ItemTemplate
    result: ItemResult | None = None
    note: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """One verification of one issue. `id` is 0 before it is stored; times are local."""

    id: int
    issue_id: int
    template_name: str
    template_version: int
    answers: tuple[Answer, ...]
    verifiers: tuple[str, ...] = ()
    verified_at: datetime | None = None
    place: str = ""
    round_number: int | None = None
    group: str = ""
    reported_text: str = ""
    reported_on: date | None = None
    photo_on: date | None = None
    outcome: Outcome | None = None
    follow_up_on: date | None = None
    revision: int = field(default=0, compare=False)

    @property
    def passes(self) -> bool:
        """Whether the outcome lets the issue go on to 待销号."""
        return self.outcome in PASSING


def incomplete(checklist: Checklist) -> tuple[str, ...]:
    """Return what keeps the checklist from counting, each a short Chinese phrase."""
    lacking: list[str] = []
    if len({plain for name in checklist.verifiers if (plain := plain_person(name))}) < MIN_VERIFIERS:
        lacking.append("不少于两名核查人")
    if checklist.verified_at is None:
        lacking.append("核查时间")
    if not checklist.place.strip():
        lacking.append("核查地点")
    if checklist.outcome is None:
        lacking.append("核查结果")
    return (*lacking, *_answer_gaps(checklist), *_outcome_gaps(checklist))


def _answer_gaps(checklist: Checklist) -> list[str]:
    lacking: list[str] = []
    for index, answer in enumerate(checklist.answers, 1):
        if answer.result is None:
            lacking.append(f"第{index}项的结果")
        elif answer.result is ItemResult.UNMET and not answer.remedy.strip():
            lacking.append(f"第{index}项未达到，需补充措施或说明原因")
    return lacking


def _outcome_gaps(checklist: Checklist) -> list[str]:
    unmet = any(answer.result is ItemResult.UNMET for answer in checklist.answers)
    lacking = ["结果为“整改到位”，但有未达到的项目"] if unmet and checklist.outcome is Outcome.DONE else []
    if checklist.outcome in {Outcome.MOSTLY_DONE, Outcome.UNVERIFIABLE} and checklist.follow_up_on is None:
        lacking.append("回头看日期" if checklist.outcome is Outcome.MOSTLY_DONE else "再次核查日期")
    return lacking


def contradictions(checklist: Checklist) -> tuple[str, ...]:
    """Return warnings where reported, photo and verification dates do not fit together (虚报 is what they hint at)."""
    found = []
    verified = checklist.verified_at.date() if checklist.verified_at else None
    reported, photo = checklist.reported_on, checklist.photo_on
    if reported and verified and verified < reported:
        found.append(f"核查日期 {cn_date(verified)} 早于报告完成日期 {cn_date(reported)}")
    if reported and photo and photo < reported and checklist.passes:
        found.append(f"照片拍摄于 {cn_date(photo)}，早于报告完成日期 {cn_date(reported)}，请确认不是旧照片")
    if photo and verified and photo > verified:
        found.append(f"照片拍摄日期 {cn_date(photo)} 晚于核查日期 {cn_date(verified)}")
    unmet = sum(answer.result is ItemResult.UNMET for answer in checklist.answers)
    if reported and unmet and checklist.outcome not in {Outcome.FALSELY_REPORTED, Outcome.SHAM}:
        found.append(f"已报告完成，但现场有 {unmet} 项未达到，请考虑是否属于虚报")
    return tuple(found)
