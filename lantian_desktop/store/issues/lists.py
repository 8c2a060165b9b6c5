"""Lists of issues: filtered, sorted and paged by the database, and the counts of every view.

Two roads lead to a page: few matches are gathered by the filter and sorted; many are met by walking the sort order's
index until the page is full. How many there are is known before, so the road is chosen by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL, ColumnBase, Field, fn

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import VIEW_STATES, IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.queries import Page
from lantian_desktop.store.issues.columns import STATE_ORDER, caption, tags_of
from lantian_desktop.store.issues.filters import FEW, Conditions, Narrowed, live, narrow, view_conditions
from lantian_desktop.store.rows import fetch, scalar, tuples
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import CategoryRow, UnitRow
from lantian_desktop.store.tables import IssueRow as Table

_STATES = {order: state for state, order in STATE_ORDER.items()}

# What a column of the list is sorted by; every one but the grouped ones is the head of an index.
_SORTS: dict[str, tuple[Field[Any], ...]] = {
    "number": (),
    "site": (Table.site_key,),
    "state": (Table.state_order,),
    "due": (Table.due,),
    "overdue": (Table.late_after,),
    "blocked": (Table.blocked,),
    "tags": (Table.prominent,),
    "found_on": (Table.found_on,),
    "responsible_person": (Table.responsible_person,),
}
# Sorted by the order of another table: its groups are walked one after the other.
_GROUPS: dict[str, Field[Any]] = {
    "category_label": Table.category_id,
    "territory": Table.territory_id,
    "lead_unit": Table.lead_unit_id,
}


def page(db: Session, query: IssueQuery, *, as_of: date) -> Page[IssueLine]:
    """Return one page of the list, and how many issues the whole list has."""
    asked = narrow(db, query, as_of)
    if asked.rare is not None:
        everything = _sorted_ids(db, query, asked, FEW, 0, FEW)
        wanted = everything[query.offset : query.offset + query.limit]
        return Page(_rows(db, wanted, as_of), len(everything), query.offset)
    total = asked.total(db)
    wanted = _sorted_ids(db, query, asked, total, query.offset, query.limit) if query.offset < total else ()
    return Page(_rows(db, wanted, as_of), total, query.offset)


def ids(db: Session, query: IssueQuery, *, as_of: date) -> tuple[int, ...]:
    """Return every issue of the list in its order, whatever page was asked for."""
    asked = narrow(db, query, as_of)
    total = asked.total(db)
    return _sorted_ids(db, query, asked, total, 0, total)


def view_counts(db: Session, *, as_of: date) -> dict[IssueView, int]:
    """Return how many issues every view has."""
    grouped = Table.select(Table.state_order, fn.COUNT(SQL("*"))).where(live()).group_by(Table.state_order)
    by_state = {_STATES[order]: int(count) for order, count in tuples(db, grouped)}
    counts = {view: sum(by_state.get(state, 0) for state in states) for view, states in VIEW_STATES.items()}
    counts[IssueView.ALL] = sum(by_state.values())
    for view in IssueView:
        if view not in counts:
            narrowed = view_conditions(view, as_of)
            counts[view] = int(scalar(db, Table.select(fn.COUNT(SQL("*"))).where(live(), *narrowed)))
    return {view: counts[view] for view in IssueView}


def removed_count(db: Session) -> int:
    """Return how many issues lie in 回收站."""
    return int(scalar(db, Table.select(fn.COUNT(SQL("*"))).where(Table.removed == True)))  # noqa: E712 - SQL


def _sorted_ids(
    db: Session, query: IssueQuery, asked: Narrowed, total: int, offset: int, limit: int
) -> tuple[int, ...]:
    road = asked.walked if total > FEW else asked.met
    if query.sort in _GROUPS:
        return _grouped_ids(db, query, _group_sizes(db, query, asked.met), road, offset, limit)
    heads = _SORTS.get(query.sort, ())
    return _ids(db, road, (*heads, Table.number_key, Table.id), query.descending, offset, limit)


def _ids(
    db: Session, conditions: Conditions, order: Sequence[ColumnBase], descending: bool, offset: int, limit: int
) -> tuple[int, ...]:
    by = [column.desc() if descending else column.asc() for column in order]
    query = Table.select(Table.id).where(*conditions).order_by(*by).limit(limit).offset(offset)
    return tuple(number for (number,) in tuples(db, query))


def _group_sizes(db: Session, query: IssueQuery, conditions: Conditions) -> dict[object, int]:
    """Return how many issues of the list each group has, in the order of the groups, those without one first."""
    column = _GROUPS[query.sort]
    counted = Table.select(column, fn.COUNT(SQL("*"))).where(*conditions).group_by(column)
    sizes: dict[object, int] = dict(tuples(db, counted))
    keys = [None, *_group_keys(db, query.sort)]
    return {key: sizes[key] for key in (reversed(keys) if query.descending else keys) if key in sizes}


def _grouped_ids(
    db: Session, query: IssueQuery, sizes: Mapping[object, int], conditions: Conditions, offset: int, limit: int
) -> tuple[int, ...]:
    """Walk the groups one after the other and take from each what the page covers."""
    column = _GROUPS[query.sort]
    gathered: list[int] = []
    for key, size in sizes.items():
        if offset >= size:
            offset -= size
            continue
        inside = column.is_null() if key is None else column == key
        order = (Table.number_key, Table.id)
        left = limit - len(gathered)
        gathered += _ids(db, [*conditions, inside], order, query.descending, offset, left)
        offset = 0
        if len(gathered) >= limit:
            break
    return tuple(gathered)


def _group_keys(db: Session, sort: str) -> list[object]:
    of = CategoryRow if sort == "category_label" else UnitRow
    return [key for (key,) in tuples(db, of.select(of.id).order_by(of.position, of.id))]


def _rows(db: Session, wanted: Sequence[int], as_of: date) -> tuple[IssueLine, ...]:
    if not wanted:
        return ()
    lead = UnitRow.alias()
    query = (
        Table.select(
            Table.id,
            Table.number,
            caption().alias("caption"),
            CategoryRow.label,
            UnitRow.short_name.alias("territory"),
            Table.state,
            Table.due,
            Table.due_done_on,
            (Table.late_after < as_of).alias("late"),
            Table.blocked,
            Table.prominent,
            Table.regional,
            Table.common,
            Table.found_on,
            lead.short_name.alias("lead"),
            Table.responsible_person,
        )
        .join(UnitRow, on=Table.territory_id == UnitRow.id)
        .switch(Table)
        .join(CategoryRow, on=Table.category_id == CategoryRow.id)
        .switch(Table)
        .left_outer_join(lead, on=Table.lead_unit_id == lead.id)
    )
    found = {row["id"]: _row(row) for row in _in_batches(db, query, wanted)}
    return tuple(found[number] for number in wanted if number in found)


def _in_batches(db: Session, query: Any, wanted: Sequence[int]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for start in range(0, len(wanted), FEW):
        rows += fetch(db, query.where(Table.id.in_(wanted[start : start + FEW])))
    return rows


def _row(row: dict[str, Any]) -> IssueLine:
    return IssueLine(
        id=row["id"],
        number=row["number"],
        site=row["caption"],
        category_label=row["label"],
        territory=row["territory"],
        state=IssueState(row["state"]),
        due=row["due"],
        due_done_on=row["due_done_on"],
        overdue=bool(row["late"]),
        blocked=row["blocked"],
        tags=tags_of(row),
        found_on=row["found_on"],
        lead_unit=row["lead"] or "",
        responsible_person=row["responsible_person"],
    )
