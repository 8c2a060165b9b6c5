"""综合反馈: the counts of one day or round and the sentences made from them. Denominator 0 prints —, never 0 %."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lantian_desktop.domain.issue import IssueState
from lantian_desktop.domain.verification import Outcome


@dataclass(frozen=True, slots=True)
class CountLine:
    """One row of a table of counts."""

    label: str
    found: int
    assigned: int
    closed: int
    overdue: int


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


def percent(part: int, whole: int) -> str:
    """Return the share of `part` in `whole` with two decimals, or — when `whole` is 0."""
    if whole == 0:
        return "—"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{share}%"
