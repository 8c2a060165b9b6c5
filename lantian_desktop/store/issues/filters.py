"""What narrows a list of issues: views, filters and words, as conditions the database answers from indexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import SQL, Expression, fn

from lantian_desktop.domain.admin.calendar import LightSettings
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import VIEW_STATES, IssueQuery, IssueView
from lantian_desktop.store import search
from lantian_desktop.store.issues.columns import STATE_ORDER
from lantian_desktop.store.rows import scalar, sql
from lantian_desktop.store.search import SearchKind
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import IssueRow

FEW = 2000  # so many issues are gathered and sorted faster than an index is walked
_DUE_SOON_DAYS = LightSettings().amber_days

Conditions = list[Expression]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The issues a query asks for: by `filters`, and by words, which are `rare` when these few issues have them all."""

    filters: tuple[Expression, ...]
    words: str = ""
    rare: tuple[int, ...] | None = None

    @property
    def met(self) -> Conditions:
        """The conditions as the text index answers them: best where the list is short, and for counting."""
        if not self.words:
            return [*self.filters]
        found = search.matching(SearchKind.ISSUE, self.words) if self.rare is None else self.rare
        return [*self.filters, IssueRow.id.in_(found)]

    @property
    def walked(self) -> Conditions:
        """The conditions as each issue's own text answers them: best where most issues meet them and few are wanted."""
        if self.rare is not None:
            return self.met
        return [*self.filters, *_with_words(self.words)]

    def total(self, db: Session) -> int:
        """Return how many issues there are."""
        if self.words and self.rare is None and len(self.filters) == 1:  # the bin's issues are not in the text index
            found = search.matching(SearchKind.ISSUE, self.words)
            return int(sql(db, f"SELECT count(*) FROM {found.sql}", found.params)[0][0])  # noqa: S608 - bound values
        return int(scalar(db, IssueRow.select(fn.COUNT(SQL("*"))).where(*self.met)))


def narrow(db: Session, query: IssueQuery, as_of: date) -> Narrowed:
    """Return what a query asks for; words that few issues have are looked up here."""
    filters: Conditions = [IssueRow.removed == query.removed, *view_conditions(query.view, as_of)]
    if query.states:
        filters.append(_in_states(query.states))
    if query.territory_id is not None:
        filters.append(IssueRow.territory_id == query.territory_id)
    if query.category:
        filters.append(IssueRow.category_id == query.category)
    if query.round_number is not None:
        filters.append(IssueRow.round_number == query.round_number)
    if query.due_on is not None:
        filters += [IssueRow.due == query.due_on, IssueRow.due_done_on.is_null()]
    if query.removed:  # what lies in 回收站 is in no text index; it is little
        filters += _with_words(query.text)
    if query.removed or not search.terms(query.text):
        return Narrowed(tuple(filters))
    rare = search.rare_matches(db, SearchKind.ISSUE, query.text, most=FEW)
    return Narrowed(tuple(filters), query.text, None if rare is None else tuple(rare))


def live() -> Expression:
    """Return the condition that an issue does not lie in 回收站."""
    return IssueRow.removed == False  # noqa: E712 - SQL


def view_conditions(view: IssueView, as_of: date) -> Conditions:
    """Return what puts an issue into a view."""
    if view in VIEW_STATES:
        return [_in_states(VIEW_STATES[view])]
    soon = IssueRow.due.between(as_of, as_of + timedelta(days=_DUE_SOON_DAYS))
    special: dict[IssueView, Conditions] = {
        IssueView.OVERDUE: [IssueRow.late_after < as_of],
        IssueView.DUE_SOON: [soon, IssueRow.due_done_on.is_null()],
        IssueView.BLOCKED: [IssueRow.blocked == True],  # noqa: E712 - SQL
        IssueView.PROMINENT: [IssueRow.prominent == True],  # noqa: E712 - SQL
    }
    return special.get(view, [])


def _with_words(words: str) -> Conditions:
    return [fn.INSTR(IssueRow.search_text, term) > 0 for term in search.terms(words)]


def _in_states(states: Sequence[IssueState]) -> Expression:
    return IssueRow.state_order.in_([STATE_ORDER[state] for state in states])
