"""What happened on one day, for the 日报: found, done, due, and late for the first time. Cumulative counts are `summary`'s."""

from __future__ import annotations

from datetime import date, timedelta

from lantian_desktop.domain.issues.issue import PLAN_OPEN, RECTIFICATION_OPEN, IssueAction
from lantian_desktop.domain.summaries.feedback import DayFigures, DayLine, OverdueLine
from lantian_desktop.store.session import Session
from lantian_desktop.store.summaries.summary import (
    IN_SCOPE,
    NOT_UNDONE,
    STOOD,
    SummaryScope,
    ask,
    ask_issues,
    shown_site,
    words,
)

_NEW = f"""{STOOD}
SELECT number, u.short_name, site, description, c.label
FROM judged JOIN unit u ON u.id = territory_id JOIN category c ON c.id = category_id
WHERE found_on = :as_of ORDER BY u.position, number_key
"""  # noqa: S608 - the inserted words are identifiers of our own

_DUE = f"""{STOOD}
SELECT number, u.short_name, site, description, '整改方案', u.position, number_key
FROM judged JOIN unit u ON u.id = territory_id
WHERE state IN ({words(PLAN_OPEN)}) AND plan_on IS NULL AND plan_due = :as_of
UNION ALL
SELECT number, u.short_name, site, description, '整改', u.position, number_key
FROM judged JOIN unit u ON u.id = territory_id
WHERE state IN ({words(RECTIFICATION_OPEN)}) AND rectify_due = :as_of
ORDER BY 6, 7, 5
"""  # noqa: S608 - the inserted words are identifiers of our own

_DONE = f"""
SELECT s.action, count(DISTINCT s.issue_id) FROM step s JOIN issue i ON i.id = s.issue_id
WHERE s.action IS NOT NULL AND s.happened_on = :as_of AND {IN_SCOPE} AND {NOT_UNDONE}
GROUP BY 1
"""  # noqa: S608 - the inserted words are identifiers of our own


def day_figures(db: Session, *, as_of: date, round_number: int | None, overdue: tuple[OverdueLine, ...]) -> DayFigures:
    """Return what happened on a day, of one round or of all; `overdue` is what was late on it."""
    scope = SummaryScope(as_of, round_number)
    done = dict(ask(db, _DONE, scope))
    return DayFigures(
        new=tuple(_line(*row) for row in ask_issues(db, _NEW, scope)),
        done={action: done.get(action.value, 0) for action in IssueAction},
        due=tuple(_line(*row[:5]) for row in ask_issues(db, _DUE, scope)),
        newly_overdue=sum(line.due == as_of - timedelta(days=1) for line in overdue),
    )


def _line(number: str, territory: str, site: str, description: str, what: str) -> DayLine:
    return DayLine(number, territory, shown_site(site, description), what)
