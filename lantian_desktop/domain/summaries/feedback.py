"""综合反馈: the counts of one day or round and the sentences made from them. Denominator 0 prints —, never 0 %."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lantian_desktop.domain.issues.issue import IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.domain.terms import Labelled


class SummaryForm(Labelled):
    """What a summary is about: everything so far, one day, one round, or one topic."""

    GENERAL = "general", "综合反馈"
    DAILY = "daily", "日报"
    ROUND = "round", "轮次小结"
    SPECIAL = "special", "专报"


@dataclass(frozen=True, slots=True)
class SummaryTopic:
    """What a 专报 is about: a category, a territory or a tag. Everything counts when all are empty."""

    label: str = ""
    category: str = ""
    territory_id: int | None = None
    tag: IssueTag | None = None

    @property
    def key(self) -> str:
        """What the topic's free texts are kept under."""
        return self.category or (self.tag.value if self.tag else f"unit-{self.territory_id or 0}")


@dataclass(frozen=True, slots=True)
class SummaryNotes:
    """What a person adds to the figures: typical cases and next steps, one paragraph a line."""

    typical: str = ""
    next_steps: str = ""


@dataclass(frozen=True, slots=True)
class CountLine:
    """One row of a table of counts. `new` were found on the day itself; `plans_owed` and `plans_in` count plans."""

    label: str
    found: int
    assigned: int
    closed: int
    overdue: int
    new: int = 0
    plans_owed: int = 0
    plans_in: int = 0


@dataclass(frozen=True, slots=True)
class DayLine:
    """An issue that a 日报 names: `what` is its category, or which of its due dates it is."""

    number: str
    territory: str
    site: str
    what: str


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What happened on one day: found, done step by step, due, and late for the first time."""

    new: tuple[DayLine, ...]
    done: Mapping[IssueAction, int]
    due: tuple[DayLine, ...]
    newly_overdue: int


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One overdue issue as the summary names it."""

    number: str
    territory: str
    site: str
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Every figure of a summary as of one day: text and tables use the same ones."""

    as_of: date
    round_caption: str
    found: int
    assigned: int
    withdrawn: int
    by_state: Mapping[IssueState, int]
    by_category: tuple[CountLine, ...]
    by_unit: tuple[CountLine, ...]
    plans_owed: int
    plans_submitted: int
    plans_on_time: int
    closed: int
    rectified_owed: int
    rectified_on_time: int
    appeals: int
    appeals_upheld: int
    outcomes: Mapping[Outcome, int]
    overdue: tuple[OverdueLine, ...]
    form: SummaryForm = SummaryForm.GENERAL
    topic: SummaryTopic = SummaryTopic()
    day: DayFigures | None = None


def percent(part: int, whole: int) -> str:
    """Return the share of `part` in `whole` with two decimals, or — when `whole` is 0."""
    if whole == 0:
        return "—"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{share}%"
