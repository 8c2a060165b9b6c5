"""The counts of 综合反馈 as of a day, from the stamped steps: one query groups every issue, Python only adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.issues.issue import PLAN_OPEN, RECTIFICATION_OPEN, IssueState
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.domain.roster.roster import Round, Unit, UnitKind
from lantian_desktop.domain.summaries.feedback import CountLine, OverdueLine, Summary, SummaryTopic
from lantian_desktop.store.admin import settings
from lantian_desktop.store.roster import units
from lantian_desktop.store.rows import sql
from lantian_desktop.store.session import Session

_BEFORE_ASSIGNMENT = frozenset({IssueState.FOUND, IssueState.PENDING, IssueState.APPEALED, IssueState.CONFIRMED})
_PLAN_IN = frozenset(
    {IssueState.PLANNED, IssueState.RECTIFYING, IssueState.REPORTED, IssueState.VERIFIED, IssueState.CLOSED}
)
_DONE = frozenset({IssueState.REPORTED, IssueState.VERIFIED, IssueState.CLOSED})
_TERRITORIES = {
    Level.CITY: frozenset({UnitKind.DISTRICT, UnitKind.DEVELOPMENT_ZONE, UnitKind.NEW_AREA}),
    Level.DISTRICT: frozenset({UnitKind.STREET}),
}


EVERYTHING = SummaryTopic()


@dataclass(frozen=True, slots=True)
class _Group:
    """Issues that count alike."""

    state: IssueState
    category: str
    territory: int
    assigned: bool
    plan_on_time: bool
    rectify_owed: bool
    rectify_on_time: bool
    overdue: bool
    new: bool
    count: int


@dataclass(frozen=True, slots=True)
class SummaryScope:
    """What is counted: issues as of a day, of one round or all, of one topic or all."""

    as_of: date
    round_number: int | None = None
    topic: SummaryTopic = EVERYTHING

    def parameters(self) -> dict[str, object]:
        """Return the values of the statements' names."""
        return {
            "as_of": self.as_of.isoformat(),
            "round": self.round_number,
            "category": self.topic.category or None,
            "territory": self.topic.territory_id,
            "tag": self.topic.tag.value if self.topic.tag else None,
        }


def summary(db: Session, *, as_of: date, round_number: int | None, topic: SummaryTopic | None = None) -> Summary:
    """Return every figure as of a day, of one round or topic or of all; each counts issues, the assigned ones without 已撤销.

    A plan is owed by every assigned issue. A rectification is owed when its due date has come or it was reported done.
    """
    scope = SummaryScope(as_of, round_number, topic or EVERYTHING)
    groups = _groups(db, scope)
    standing = _owing_plans(groups)
    appeals, upheld = _appeals(db, scope)
    return Summary(
        as_of=as_of,
        round_caption=_round_caption(db, round_number),
        found=_count(groups),
        assigned=_count(group for group in groups if group.assigned),
        withdrawn=_count(group for group in groups if group.state is IssueState.WITHDRAWN),
        by_state={state: _count(group for group in groups if group.state is state) for state in IssueState},
        by_category=_by_category(db, groups),
        by_unit=_by_unit(db, groups),
        plans_owed=_count(standing),
        plans_submitted=_count(group for group in standing if group.state in _PLAN_IN),
        plans_on_time=_count(group for group in standing if group.plan_on_time),
        closed=_count(group for group in groups if group.state is IssueState.CLOSED),
        rectified_owed=_count(group for group in standing if group.rectify_owed),
        rectified_on_time=_count(group for group in standing if group.rectify_on_time),
        appeals=appeals,
        appeals_upheld=upheld,
        outcomes=_outcomes(db, scope),
        overdue=_overdue(db, scope),
        topic=scope.topic,
    )


def _owing_plans(groups: Iterable[_Group]) -> list[_Group]:
    """Return what was assigned and not withdrawn: each of these owes a plan."""
    return [group for group in groups if group.assigned and group.state is not IssueState.WITHDRAWN]


def words(states: Iterable[IssueState]) -> str:
    """Return states as a list of SQL texts; they are identifiers of our own."""
    return ", ".join(f"'{state.value}'" for state in sorted(states))


# The state of issue i on the day :as_of. What has no step by then is taken as its first step tells it.
_STATE_THEN = """COALESCE(
      (SELECT s.to_state FROM step s WHERE s.issue_id = i.id AND s.happened_on <= :as_of ORDER BY s.id DESC LIMIT 1),
      (SELECT s.to_state FROM step s WHERE s.issue_id = i.id ORDER BY s.id LIMIT 1), i.state)"""
_STATE_NOW = "i.state"  # the same where nothing happened after that day, and three times as fast
_ANYTHING_LATER = "SELECT 1 FROM step WHERE happened_on > :as_of LIMIT 1"

# Issues i of the round and the topic asked for.
IN_SCOPE = """i.removed = 0 AND (:round IS NULL OR i.round_number = :round)
  AND (:category IS NULL OR i.category_id = :category) AND (:territory IS NULL OR i.territory_id = :territory)
  AND (:tag IS NULL OR CASE :tag WHEN 'prominent' THEN i.prominent WHEN 'regional' THEN i.regional ELSE i.common END)"""

# Issues as they stood on the day :as_of; a plan or a report given in later had not been given in yet.
STOOD = f"""
WITH stood AS (
  SELECT i.id, i.number, i.number_key, i.found_on, i.site, i.description, i.category_id, i.territory_id,
    {{state}} AS state,
    COALESCE(MIN(i.plan_due, i.superior_plan_due), i.plan_due, i.superior_plan_due) AS plan_due,
    COALESCE(MIN(i.rectify_due, i.superior_rectify_due), i.rectify_due, i.superior_rectify_due) AS rectify_due,
    CASE WHEN i.plan_submitted_on <= :as_of THEN i.plan_submitted_on END AS plan_on,
    CASE WHEN i.reported_on <= :as_of THEN i.reported_on END AS reported_on
  FROM issue i
  WHERE i.found_on <= :as_of AND {IN_SCOPE}
), judged AS (
  SELECT *, CASE WHEN state IN ({words(_BEFORE_ASSIGNMENT)}) THEN 0 WHEN state <> 'withdrawn' THEN 1
      ELSE EXISTS (SELECT 1 FROM step s WHERE s.issue_id = stood.id AND s.happened_on <= :as_of
        AND s.to_state NOT IN ({words(_BEFORE_ASSIGNMENT | {IssueState.WITHDRAWN})})) END AS assigned,
    state IN ({words(PLAN_OPEN)}) AND plan_on IS NULL AND plan_due < :as_of AS plan_late,
    (state = 'reported' AND reported_on > rectify_due)
      OR (state IN ({words(RECTIFICATION_OPEN)}) AND rectify_due < :as_of) AS rectify_late
  FROM stood
)
"""  # noqa: S608 - the inserted words are identifiers of our own

_GROUPS = f"""{STOOD}
SELECT state, category_id, territory_id, assigned,
  state IN ({words(_PLAN_IN)}) AND (plan_due IS NULL OR plan_on <= plan_due) IS TRUE,
  (rectify_due <= :as_of OR state IN ({words(_DONE)})) IS TRUE,
  state IN ({words(_DONE)}) AND (rectify_due IS NULL OR reported_on <= rectify_due) IS TRUE,
  plan_late IS TRUE OR rectify_late IS TRUE, found_on = :as_of, count(*)
FROM judged GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""  # noqa: S608 - the inserted words are identifiers of our own

_OVERDUE = f"""{STOOD}
SELECT number, u.short_name, site, description,
  CASE WHEN plan_late IS TRUE THEN plan_due ELSE rectify_due END,
  CASE WHEN plan_late IS NOT TRUE AND state = 'reported' THEN reported_on ELSE :as_of END
FROM judged JOIN unit u ON u.id = territory_id
WHERE plan_late IS TRUE OR rectify_late IS TRUE
ORDER BY 5, u.position, number_key
"""  # noqa: S608 - the inserted words are identifiers of our own

# A step s that was taken back by a later one does not count.
NOT_UNDONE = """NOT EXISTS (SELECT 1 FROM step u WHERE u.issue_id = s.issue_id AND u.id > s.id AND u.action IS NULL
    AND u.from_state = s.to_state AND u.to_state = s.from_state)"""

_APPEALED = f"""
SELECT count(DISTINCT CASE WHEN s.action = 'appeal' THEN s.issue_id END),
       count(DISTINCT CASE WHEN s.action = 'uphold' THEN s.issue_id END)
FROM step s JOIN issue i ON i.id = s.issue_id
WHERE s.action IN ('appeal', 'uphold') AND s.happened_on <= :as_of AND {IN_SCOPE} AND {NOT_UNDONE}
"""  # noqa: S608 - the inserted words are identifiers of our own

_OUTCOMES = f"""
SELECT c.outcome, count(*) FROM checklist c JOIN issue i ON i.id = c.issue_id
WHERE c.outcome IS NOT NULL AND date(c.verified_at) <= :as_of AND {IN_SCOPE}
GROUP BY 1
"""  # noqa: S608 - the inserted words are identifiers of our own


def ask(db: Session, statement: str, scope: SummaryScope) -> list[tuple[Any, ...]]:
    """Run a statement with what is asked for under its names."""
    return sql(db, statement, scope.parameters())


def ask_issues(db: Session, statement: str, scope: SummaryScope) -> list[tuple[Any, ...]]:
    """Run a statement over issues as they stood on the day."""
    later = sql(db, _ANYTHING_LATER, {"as_of": scope.as_of.isoformat()})
    return ask(db, statement.format(state=_STATE_THEN if later else _STATE_NOW), scope)


def _groups(db: Session, scope: SummaryScope) -> list[_Group]:
    return [_group(*row) for row in ask_issues(db, _GROUPS, scope)]


def _group(state: str, category: str, territory: int, *facts: int) -> _Group:
    *flags, count = facts
    assigned, plan_on_time, rectify_owed, rectify_on_time, overdue, new = map(bool, flags)
    return _Group(
        state=IssueState(state),
        category=category,
        territory=territory,
        assigned=assigned,
        plan_on_time=plan_on_time,
        rectify_owed=rectify_owed,
        rectify_on_time=rectify_on_time,
        overdue=overdue,
        new=new,
        count=count,
    )


def _overdue(db: Session, scope: SummaryScope) -> tuple[OverdueLine, ...]:
    lines = []
    for number, territory, site, description, due, until in ask_issues(db, _OVERDUE, scope):
        due_on, late_on = date.fromisoformat(due), date.fromisoformat(until)
        lines.append(OverdueLine(number, territory, shown_site(site, description), due_on, (late_on - due_on).days))
    return tuple(lines)


def shown_site(site: str, description: str) -> str:
    """Return what a line calls an issue by."""
    return site or description[:24]


def _appeals(db: Session, scope: SummaryScope) -> tuple[int, int]:
    appealed, upheld = ask(db, _APPEALED, scope)[0]
    return int(appealed), int(upheld)


def _outcomes(db: Session, scope: SummaryScope) -> Mapping[Outcome, int]:
    counted = dict(ask(db, _OUTCOMES, scope))
    return {outcome: counted.get(outcome.value, 0) for outcome in Outcome}


def _by_category(db: Session, groups: list[_Group]) -> tuple[CountLine, ...]:
    headings = settings.categories(db)
    return tuple(_line(each.label, [group for group in groups if group.category == each.id]) for each in headings)


def _by_unit(db: Session, groups: list[_Group]) -> tuple[CountLine, ...]:
    """Every territory of the office's level in its fixed order, zero rows included, and whoever else has issues."""
    named = {group.territory for group in groups}
    kinds = territory_kinds(db)
    shown: list[Unit] = [unit for unit in units.all_units(db) if unit.kind in kinds or unit.id in named]
    return tuple(_line(unit.short_name, [group for group in groups if group.territory == unit.id]) for unit in shown)


def territory_kinds(db: Session) -> frozenset[UnitKind]:
    """Return the kinds of units that are territories at the office's level."""
    return _TERRITORIES[_level(db)]


def _level(db: Session) -> Level:
    try:
        return settings.profile(db).level
    except NotFound:
        return Level.CITY


def _line(label: str, groups: list[_Group]) -> CountLine:
    standing = _owing_plans(groups)
    return CountLine(
        label=label,
        found=_count(groups),
        assigned=_count(group for group in groups if group.assigned),
        closed=_count(group for group in groups if group.state is IssueState.CLOSED),
        overdue=_count(group for group in groups if group.overdue),
        new=_count(group for group in groups if group.new),
        plans_owed=_count(standing),
        plans_in=_count(group for group in standing if group.state in _PLAN_IN),
    )


def _count(groups: Iterable[_Group]) -> int:
    return sum(group.count for group in groups)


def _round_caption(db: Session, round_number: int | None) -> str:
    if round_number is None:
        return ""
    known = next((each for each in units.rounds(db) if each.number == round_number), Round(round_number))
    return known.caption()
