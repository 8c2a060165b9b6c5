"""What is found by a unit's name, kept true when the unit is called otherwise. Letters keep the name that is printed on them."""

from __future__ import annotations

from lantian_desktop.domain.queries import RosterQuery
from lantian_desktop.services.issues.keys import KeyMaker
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_index import line_keys
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import contacts, roster, units

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
