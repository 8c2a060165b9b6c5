"""Every contact made ready for finding, kept until roster or units change; and whom a user looked up last. Shows nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.roster.contact_search import (
    MOST_RECENT,
    PHONE_FIELDS,
    Contact,
    ContactSearch,
    UnitWords,
    post_text,
)
from lantian_desktop.domain.roster.roster import RosterEntry, Unit
from lantian_desktop.domain.spelling import Spelling, spelling, spelling_key, unpacked
from lantian_desktop.services import preferences
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import name_spelling, sort_key, text_spelling
from lantian_desktop.services.roster.masks import shown_entry
from lantian_desktop.services.search_keys import _callings, contact_spelling
from lantian_desktop.store.roster import contacts as stored
from lantian_desktop.store.roster import units as stored_units

_TOPIC, _RECENT = "roster", "recent_contacts"


@dataclass(frozen=True, slots=True)
class ContactIndex:
    """The roster made ready for finding; `units` are those it was made with."""

    units: tuple[Unit, ...]
    entries: Mapping[int, RosterEntry]
    search: ContactSearch

    def ranked(self, text: str, *, recent: Sequence[int] = ()) -> tuple[int, ...]:
        """Return the numbers of the lines that match every word of `text`, best first."""
        found = self.search.find(text, recent=recent)
        return tuple(self.search.contacts[place].id for place in found.places)


def contact_index(office: Office) -> ContactIndex:
    """Return the index, made anew after the roster or the units changed; what a role sees masked it cannot search either."""
    session = office.session
    name = "contact_index" if office.may(Right.EDIT_ROSTER) else "contact_index_masked"
    index = session.remember(_TOPIC, name, partial(_read, office))
    if index.units is not stored_units.all_units(session):  # they are remembered too, until they change
        session.forget(_TOPIC)
        index = session.remember(_TOPIC, name, partial(_read, office))
    return index


def recent_ids(office: Office) -> tuple[int, ...]:
    """Return the roster lines the signed-in user went to last, the latest first."""
    kept = preferences.load(office, key=_RECENT)
    return tuple(number for number in kept if isinstance(number, int)) if isinstance(kept, list) else ()


def note_recent(office: Office, contact_id: int) -> None:
    """Note that the signed-in user went to a contact; nothing is noted while the store is read-only."""
    others = (number for number in recent_ids(office) if number != contact_id)
    preferences.save(office, key=_RECENT, value=[contact_id, *others][:MOST_RECENT])


def _read(office: Office) -> ContactIndex:
    session = office.session
    with office.connected():
        units = stored_units.all_units(session)
        lines = stored.everything(session)
    known = unpacked(spellings for _, spellings in lines)
    with_posts = {entry.unit_id for entry, _ in lines}
    named = {unit.id: unit for unit in units if unit.id in with_posts}
    words = {unit.id: UnitWords(*_unit_words(known, unit)) for unit in named.values()}
    search = ContactSearch([_contact(known, shown_entry(office, entry), words[entry.unit_id]) for entry, _ in lines])
    _keep(office, known, named, lines)
    return ContactIndex(units, {entry.id: entry for entry, _ in lines}, search)


def _contact(known: Mapping[str, str], entry: RosterEntry, unit: UnitWords) -> Contact:
    name = spelling(entry.name, known.get(spelling_key(entry.name, is_person=True)))
    return Contact(
        entry.id,
        name or name_spelling(entry.name),
        unit,
        _words(known, post_text(entry)),
        tuple((field, number) for field in PHONE_FIELDS if (number := getattr(entry.phones, field))),
        entry.starred,
    )


def _unit_words(known: Mapping[str, str], unit: Unit) -> tuple[Spelling, tuple[Spelling, ...]]:
    shown, *others = (_words(known, calling) for calling in _callings(unit))
    return shown, tuple(others)


def _words(known: Mapping[str, str], text: str) -> Spelling:
    return spelling(text, known.get(spelling_key(text, is_person=False))) or text_spelling(text)


def _keep(
    office: Office, known: Mapping[str, str], units: Mapping[int, Unit], lines: Sequence[tuple[RosterEntry, str]]
) -> None:
    """Keep the readings that had to be worked out, where the store may be written: of old lines, and of units named anew."""
    if office.read_only:
        return
    unknown = {
        unit.id
        for unit in units.values()
        if not all(spelling_key(text, is_person=False) in known for text in _callings(unit))
    }
    lacking = [
        entry for entry, spellings in lines if not spellings or entry.unit_id in unknown or _is_new(known, entry)
    ]
    found = [(entry.id, contact_spelling(entry, units[entry.unit_id]), sort_key(entry.name)) for entry in lacking]
    try:
        if found:
            stored.keep_spellings(office.session, found)
    except OfficeError:
        return  # they were worked out for this time, and will be kept another time


def _is_new(known: Mapping[str, str], entry: RosterEntry) -> bool:
    name, post = spelling_key(entry.name, is_person=True), spelling_key(post_text(entry), is_person=False)
    return (entry.name != "" and name not in known) or (post != "" and post not in known)
