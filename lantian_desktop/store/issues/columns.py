"""An issue as the columns of its row and back, and the columns that are derived so that lists come from indexes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import Case, fn

from lantian_desktop.domain.issues.issue import (
    RECTIFICATION_OPEN,
    Complainant,
    DueDates,
    Issue,
    IssueSource,
    IssueState,
    IssueTag,
    Position,
    Quantities,
)
from lantian_desktop.store.tables import IssueRow

# Stored with every issue, so that lists and counts come from indexes: numbers once given stay, a new state gets one between.
STATE_ORDER = {
    IssueState.FOUND: 100,
    IssueState.PENDING: 200,
    IssueState.APPEALED: 300,
    IssueState.CONFIRMED: 400,
    IssueState.ASSIGNED: 500,
    IssueState.PLANNED: 600,
    IssueState.RECTIFYING: 700,
    IssueState.REPORTED: 800,
    IssueState.VERIFIED: 900,
    IssueState.CLOSED: 1000,
    IssueState.WITHDRAWN: 1100,
}
_DONE_STATES = frozenset({IssueState.REPORTED, IssueState.VERIFIED, IssueState.CLOSED})
_CAPTION_SIGNS = 24
_ALWAYS_LATE = date.min  # late as seen on any day
_FIGURES = re.compile(r"[0-9]+")
_FIGURE_WIDTH = 9
_DUE_NAMES = ("confirm_by", "appeal_by", "plan_due", "rectify_due", "superior_plan_due", "superior_rectify_due")
_SAME_NAMES = (
    "number",
    "found_on",
    "territory_id",
    "site",
    "description",
    "round_number",
    "group",
    "street",
    "address",
    "task_item",
    "legal_basis",
    "lead_unit_id",
    "responsible_person",
    "responsible_phone",
    "blocked_reason",
    "due_moves",
    "plan_submitted_on",
    "reported_on",
    "closed_on",
    "follow_up_on",
    "needs_new_measure",
    "remark",
)


def to_columns(issue: Issue) -> dict[str, Any]:
    """Return every column of the issue's row but its number in the store and its search text."""
    due, done_on = current_due(issue)
    return {
        **{name: getattr(issue, name) for name in _SAME_NAMES},
        **{name: getattr(issue.dues, name) for name in _DUE_NAMES},
        **{tag.value: tag in issue.tags for tag in IssueTag},
        "number_key": number_key(issue.number),
        "state": issue.state.value,
        "state_order": STATE_ORDER[issue.state],
        "category_id": issue.category,
        "site_key": comparable_text(issue.site),
        "source": issue.source.value,
        "blocked": bool(issue.blocked_reason.strip()),
        "due": due,
        "due_done_on": done_on,
        "late_after": late_after(issue),
        "longitude": issue.position.longitude if issue.position else None,
        "latitude": issue.position.latitude if issue.position else None,
        "sets": issue.quantities.sets,
        "households": issue.quantities.households,
        "tonnage": None if issue.quantities.tonnage is None else str(issue.quantities.tonnage),
        "complainant_name": issue.complainant.name,
        "complainant_phone": issue.complainant.phone,
    }


def to_issue(row: dict[str, Any], supporting: Sequence[int]) -> Issue:
    """Return the issue a row holds."""
    return Issue(
        **{name: row[name] for name in _SAME_NAMES},
        id=row["id"],
        revision=row["revision"],
        state=IssueState(row["state"]),
        category=row["category_id"],
        source=IssueSource(row["source"]),
        position=None if row["longitude"] is None else Position(row["longitude"], row["latitude"]),
        supporting_unit_ids=tuple(supporting),
        quantities=_quantities(row),
        complainant=Complainant(row["complainant_name"], row["complainant_phone"]),
        tags=tags_of(row),
        dues=DueDates(**{name: row[name] for name in _DUE_NAMES}),
    )


def caption() -> Case:
    """Return `Issue.caption` as a column."""
    return Case(None, ((IssueRow.site != "", IssueRow.site),), fn.SUBSTR(IssueRow.description, 1, _CAPTION_SIGNS))


def tags_of(row: dict[str, Any]) -> frozenset[IssueTag]:
    """Return the tags a row carries."""
    return frozenset(tag for tag in IssueTag if row[tag.value])


def current_due(issue: Issue) -> tuple[date | None, date | None]:
    """Return the due date that matters in the issue's state, and the day what it asks for was done."""
    dues = issue.dues
    if issue.state is IssueState.PENDING:
        return _nearest(dues.confirm_by, dues.appeal_by), None
    if issue.state is IssueState.ASSIGNED and issue.plan_submitted_on is None:
        return _nearest(dues.nearest_plan, dues.nearest_rectify), None
    if issue.state in RECTIFICATION_OPEN:
        return dues.nearest_rectify, None
    done_on = issue.reported_on or issue.closed_on
    if issue.state in _DONE_STATES and done_on is not None:
        return dues.nearest_rectify, done_on
    return None, None


def late_after(issue: Issue) -> date | None:
    """Return the day after which the issue is overdue, None when it cannot be: `domain.issues.issue.overdue` as one column."""
    if issue.state in RECTIFICATION_OPEN:
        return current_due(issue)[0]
    due = issue.dues.nearest_rectify
    reported_late = due is not None and issue.reported_on is not None and issue.reported_on > due
    return _ALWAYS_LATE if issue.state is IssueState.REPORTED and reported_late else None


def number_key(number: str) -> str:
    """Return a text that sorts as the number does, figures by their value: 高督-12-9 before 高督-12-10."""
    return _FIGURES.sub(lambda found: found[0].zfill(_FIGURE_WIDTH), comparable_text(number))


def comparable_text(text: str) -> str:
    """Return a text in one form of its characters and without blanks, for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _quantities(row: dict[str, Any]) -> Quantities:
    tonnage = row["tonnage"]
    return Quantities(row["sets"], row["households"], None if tonnage is None else Decimal(tonnage))


def _nearest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
