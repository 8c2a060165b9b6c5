"""Which lines of the roster leave: the whole of it, a unit with those below it, a round, or a selection."""

from __future__ import annotations

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.export import NumberForm, RosterScope
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.masks import masked_entry, shown_entry
from lantian_desktop.store.roster import roster, units

_BATCH = 1000
WHOLE = RosterScope()


def whole_roster(office: Office, *, scope: RosterScope = WHOLE) -> tuple[RosterEntry, ...]:
    """Return the lines of a scope in the roster's order, numbers in full; a selection in the order it was made."""
    if scope.entry_ids:
        return tuple(roster.entry(office.session, entry_id) for entry_id in dict.fromkeys(scope.entry_ids))
    found: list[RosterEntry] = []
    while True:
        query = RosterQuery(unit_id=scope.unit_id, round_number=scope.round_number, offset=len(found), limit=_BATCH)
        page = roster.page(office.session, query)
        found += page.rows
        if len(found) >= page.total or not page.rows:
            return tuple(found)


def number_form(office: Office, wanted: NumberForm | None = None) -> NumberForm:
    """Return the form in which numbers leave: full only for those who may see them and do not wish otherwise."""
    if wanted is NumberForm.FULL:
        office.require(Right.EDIT_ROSTER)
    return wanted or (NumberForm.FULL if office.may(Right.EDIT_ROSTER) else NumberForm.MASKED)


def shown_lines(office: Office, *, scope: RosterScope = WHOLE, numbers: NumberForm) -> tuple[RosterEntry, ...]:
    """Return the lines of a scope as they leave: in a form of numbers, and never with more than this user may see."""
    lines = whole_roster(office, scope=scope)
    if numbers is NumberForm.MASKED:
        return tuple(masked_entry(line) for line in lines)
    return tuple(shown_entry(office, line) for line in lines)


def scope_caption(office: Office, scope: RosterScope) -> str:
    """Return what a scope is called in a title: 第12轮次, a unit's name, 选定人员; empty for the whole roster."""
    if scope.entry_ids:
        return "选定人员"
    parts = [units.unit(office.session, scope.unit_id).name] if scope.unit_id is not None else []
    parts += [f"第{scope.round_number}轮次"] if scope.round_number is not None else []
    return "".join(parts)
