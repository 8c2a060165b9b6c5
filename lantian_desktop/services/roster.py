"""联络名册: units, posts and persons. Masking by role happens here, so that no screen can forget it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.people import Right
from lantian_desktop.domain.queries import Page, RosterQuery
from lantian_desktop.domain.roster import InspectionGroup, PostRole, RosterEntry, Round, Unit, malformed, mask_mobiles
from lantian_desktop.services.contact_index import contact_index, contact_spelling, recent_ids
from lantian_desktop.services.office import Office
from lantian_desktop.services.pinyin import keys
from lantian_desktop.store import roster as stored
from lantian_desktop.store import units as stored_units

_MASKED = ("mobile", "office_phone", "extension", "fax", "email", "wechat")  # a 24-hour number is meant for everybody


def units(office: Office) -> tuple[Unit, ...]:
    """Return every unit in the office's fixed order."""
    return stored_units.all_units(office.session)


def unit_counts(office: Office) -> dict[int, int]:
    """Return the number of roster lines of each unit."""
    return stored.counts_by_unit(office.session)


def gap_count(office: Office) -> int:
    """Return how many roster lines have something missing."""
    return stored.gap_count(office.session, as_of=office.today)


def find_unit(office: Office, *, text: str, field: str = "unit") -> Unit:
    """Return the unit called `text` (name, short name or code); raise InvalidInput naming the entry when there is none."""
    unit = stored_units.find_unit(office.session, text)
    if unit is None:
        raise InvalidInput(f"没有名为“{text}”的单位，请核对名称，或先在名册中新增该单位。", field=field)
    return unit


def roster_page(office: Office, *, query: RosterQuery) -> Page[RosterEntry]:
    """Return one page of the roster, best matches first where a text is looked for; mobiles masked by role."""
    page = _found(office, query) if query.text.strip() else stored.page(office.session, query, as_of=office.today)
    return replace(page, rows=tuple(shown_entry(office, entry) for entry in page.rows))


def _found(office: Office, query: RosterQuery) -> Page[RosterEntry]:
    """Return one page of the lines that match the query's text, among those that match the rest of it."""
    index = contact_index(office)
    ranked = index.ranked(query.text, recent=recent_ids(office))
    if replace(query, text="", offset=0, limit=0) != RosterQuery(limit=0):
        among = stored.numbers(office.session, query, as_of=office.today)
        ranked = tuple(number for number in ranked if number in among)
    shown = ranked[query.offset : query.offset + query.limit]
    return Page(tuple(index.entries[number] for number in shown), len(ranked), query.offset)


def roster_entry(office: Office, *, entry_id: int) -> RosterEntry:
    """Return one line in full, for editing by a role that may."""
    office.require(Right.EDIT_ROSTER)
    return stored.entry(office.session, entry_id)


def shown_phone(office: Office, entry: RosterEntry) -> str:
    """Return the number to call first as this user may see it; an empty string when there is none."""
    phones = shown_entry(office, entry).phones
    return phones.mobile or phones.duty_phone or phones.office_phone


def reveal_mobile(office: Office, *, entry_id: int) -> str:
    """Return a mobile in full and journal that it was shown."""
    entry = stored.entry(office.session, entry_id)
    with office.session.write("查看手机号码") as touched:
        touched.note(contact=entry_id)
        return entry.phones.mobile


def save_entry(office: Office, *, entry: RosterEntry) -> RosterEntry:
    """Store a roster line (insert when its id is 0); raise InvalidInput with the field when a number is malformed."""
    office.require(Right.EDIT_ROSTER)
    _check(entry)
    with office.session.write("新增名册条目" if entry.id == 0 else "修改名册条目") as touched:
        saved = store_entry(office, entry)
        touched.add("roster", saved.id)
    return saved


def store_entry(office: Office, entry: RosterEntry) -> RosterEntry:
    """Write a roster line with its search keys inside the caller's transaction."""
    unit = stored_units.unit(office.session, entry.unit_id)
    phones = f"{entry.phones.mobile} {entry.phones.duty_phone} {entry.phones.office_phone}"  # found by their tails too
    words = f"{unit.name} {unit.short_name} {entry.role.label} {entry.title} {entry.group} {phones}"
    found = replace(keys(words, person=entry.name), spelled=contact_spelling(entry, unit))
    return stored.save(office.session, entry, keys=found)


def delete_entry(office: Office, *, entry_id: int) -> None:
    """Take a line off the roster; it stays in the store, hidden."""
    office.require(Right.EDIT_ROSTER)
    entry = stored.entry(office.session, entry_id)
    with office.session.write("删除名册条目") as touched:
        touched.note(unit=entry.unit_id, role=entry.role.value)
        stored.delete(office.session, entry_id)
        touched.add("roster", entry_id)


def add_unit(office: Office, *, unit: Unit) -> Unit:
    """Add or change a unit."""
    office.require(Right.EDIT_ROSTER)
    if not unit.name.strip():
        raise InvalidInput("请填写单位名称。", field="name")
    with office.session.write("维护单位") as touched:
        touched.note(name=unit.name)
        saved = stored_units.save_unit(office.session, unit)
        touched.add("units", saved.id)
    return saved


def rounds(office: Office) -> tuple[Round, ...]:
    """Return the rounds known, in order."""
    return stored_units.rounds(office.session)


def groups(office: Office, *, round_number: int) -> tuple[InspectionGroup, ...]:
    """Return the inspection groups of a round, the central one first."""
    return stored_units.groups(office.session, round_number)


def current_round(office: Office, *, on: date | None = None) -> Round | None:
    """Return the round set as current, or the latest one running or begun on `on` (today)."""
    known = rounds(office)
    chosen = office.settings.current_round
    day = on or office.today
    for round_ in known:
        if round_.number == chosen:
            return round_
    begun = [round_ for round_ in known if round_.starts_on is None or round_.starts_on <= day] or list(known)
    return begun[-1] if begun else None


def save_round(office: Office, *, round_: Round) -> None:
    """Add or change a round; its end may not lie before its start."""
    office.require(Right.EDIT_RECORDS)
    if round_.starts_on and round_.ends_on and round_.ends_on < round_.starts_on:
        raise InvalidInput("轮次结束日期早于开始日期，请更正。", field="ends_on")
    with office.session.write("维护轮次") as touched:
        stored_units.save_round(office.session, round_)
        touched.add("units", round_.number)


def shown_entry(office: Office, entry: RosterEntry) -> RosterEntry:
    """Return a line as this user may see it: mobiles masked unless the role shows them."""
    return entry if office.may(Right.EDIT_ROSTER) else masked_entry(entry)


def masked_entry(entry: RosterEntry) -> RosterEntry:
    """Return a line with every mobile in it masked, whoever asks."""
    shown = {name: mask_mobiles(getattr(entry.phones, name)) for name in _MASKED}
    return replace(entry, phones=replace(entry.phones, **shown), remark=mask_mobiles(entry.remark))


def _check(entry: RosterEntry) -> None:
    if not entry.unit_id:
        raise InvalidInput("请选择单位。", field="unit_id")
    if entry.role is PostRole.OTHER and not entry.title.strip():
        raise InvalidInput("身份为“其他”时，请填写职务。", field="title")
    for field in malformed(entry.phones):
        number = getattr(entry.phones, field)
        raise InvalidInput(f"号码“{number}”格式不对：手机应为 11 位，座机请带区号，如 029-86900000。", field=field)
