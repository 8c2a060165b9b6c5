"""What records are found by, written with them, and written anew when a unit is called otherwise. Letters keep the name that is printed on them."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.contact_search import (
    post_text,
)
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import RosterEntry, Unit
from lantian_desktop.domain.spelling import packed
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import keys, name_spelling, spoken_keys, text_spelling
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import contacts, roster, units


class KeyMaker:
    """Makes search keys; units and categories are read once, so that an import of many rows stays quick."""

    def __init__(self, office: Office) -> None:
        """Read the names keys are made of."""
        self._territories = {unit.id: unit.short_name for unit in units.all_units(office.session)}
        self._categories = {category.id: category.label for category in settings.categories(office.session)}

    def keys(self, issue: Issue) -> SearchKeys:
        """Return the search keys: number, place, street, address, territory, category, people and description."""
        territory = self._territories.get(issue.territory_id, "")
        full, initials = spoken_keys(f"{issue.site} {territory} {issue.street}", person=issue.responsible_person)
        words = (
            issue.number,
            issue.site,
            issue.street,
            issue.address,
            territory,
            self._categories.get(issue.category, ""),
            issue.responsible_person,
            issue.responsible_phone,
            issue.task_item,
            issue.description,
        )
        return SearchKeys(" ".join(word for word in words if word), full, initials, issue.number)


def issue_keys(office: Office, issue: Issue) -> SearchKeys:
    """Return the search keys of one issue."""
    return KeyMaker(office).keys(issue)


def contact_spelling(entry: RosterEntry, unit: Unit) -> str:
    """Return what is kept of the readings of a roster line: its name, its post and what its unit is called."""
    words = (post_text(entry), *_callings(unit))
    return packed((name_spelling(entry.name), *map(text_spelling, words)))


def line_keys(entry: RosterEntry, unit: Unit) -> SearchKeys:
    """Return what a roster line is found by: who, what and where, and the numbers by their tails."""
    phones = f"{entry.phones.mobile} {entry.phones.duty_phone} {entry.phones.office_phone}"
    words = f"{unit.name} {unit.short_name} {entry.role.label} {entry.title} {entry.group} {phones}"
    return replace(keys(words, person=entry.name), spelled=contact_spelling(entry, unit))


def _callings(unit: Unit) -> tuple[str, ...]:
    return tuple(dict.fromkeys((unit.name, *filter(None, (unit.short_name, unit.formal_name, *unit.aliases)))))


_ALL = 1_000_000  # lines; more than any roster has


def renew(office: Office, unit_id: int) -> None:
    """Write anew what the roster lines and the issues of a unit are found by, inside the caller's transaction."""
    session = office.session
    unit = units.unit(session, unit_id)
    asked = (RosterQuery(unit_id=unit_id, removed=removed, limit=_ALL) for removed in (False, True))
    lines = [line for query in asked for line in roster.page(session, query).rows if line.unit_id == unit_id]
    contacts.keep_words(session, [(line.id, line_keys(line, unit)) for line in lines])
    made = KeyMaker(office)
    issues.keep_words(session, ((issue, made.keys(issue)) for issue in issues.of_territory(session, unit_id)))
