"""What the roster lacks, looked through as a whole and remembered until something changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.gaps import GapFinding, Pair, Survey
from lantian_desktop.domain.roster.gaps import survey as look_through
from lantian_desktop.domain.roster.roster import Gap, RosterEntry
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings as stored_settings
from lantian_desktop.store.roster import contacts
from lantian_desktop.store.roster import roster as stored
from lantian_desktop.store.roster import units as stored_units

DISTINCT = "roster_distinct"  # pairs of lines that are no duplicates of each other


def survey(office: Office) -> Survey:
    """Return everything that is missing or doubtful; five thousand lines take a tenth of a second, the second time none."""
    days = office.settings.verify_after_days
    name = f"survey/{office.today}/{days}/{len(_distinct(office))}"
    return office.session.remember(stored.TOPIC, name, lambda: _look(office, days))


def gap_count(office: Office) -> int:
    """Return on how many lines something is missing or doubtful."""
    return len(survey(office).findings)


def gap_counts(office: Office) -> Mapping[Gap, int]:
    """Return on how many lines each kind of gap is."""
    name = f"gap counts/{office.today}/{office.settings.verify_after_days}"
    return office.session.remember(stored.TOPIC, name, lambda: survey(office).counts())


def findings(office: Office, *, entry_id: int) -> tuple[GapFinding, ...]:
    """Return what is to be put right on one line."""
    return survey(office).findings.get(entry_id, ())


def set_apart(office: Office, *, one: int, other: int) -> None:
    """Note that two lines with the same mobile or name are no duplicates, so that they are not told again."""
    office.require(Right.EDIT_ROSTER)
    known = _distinct(office)
    title = "确认不是重复条目"
    with office.session.write(title) as touched:
        compensation.offer(office, title=title, values_before={DISTINCT: _as_lists(known)})
        stored_settings.write_json(office.session, DISTINCT, _as_lists({*known, frozenset({one, other})}))
        touched.note(distinct=[one, other])
        touched.add("roster")


def _as_lists(pairs: Iterable[Pair]) -> list[list[int]]:
    return sorted(sorted(pair) for pair in pairs)


def _distinct(office: Office) -> frozenset[Pair]:
    return office.session.remember(stored.TOPIC, DISTINCT, lambda: _read_distinct(office))


def _read_distinct(office: Office) -> frozenset[Pair]:
    kept = stored_settings.read_json(office.session, DISTINCT) or []
    return frozenset(frozenset(int(one) for one in pair) for pair in kept)


def _look(office: Office, days: int) -> Survey:
    names = {unit.id: unit.short_name or unit.name for unit in stored_units.all_units(office.session)}
    lines = sorted((line for line, _ in contacts.everything(office.session)), key=_number)
    return look_through(lines, as_of=office.today, units=names, verify_after_days=days, distinct=_distinct(office))


def _number(line: RosterEntry) -> int:
    return line.id
