"""联络名册: units, posts and persons. What leaves here is masked by role, so that no screen can forget it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right, same_person
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import (
    InspectionGroup,
    Phones,
    PostRole,
    RosterEntry,
    Round,
    Unit,
    malformed,
)
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.roster.contact_index import contact_index, recent_ids
from lantian_desktop.services.roster.masks import hidden_mobiles, shown_entry
from lantian_desktop.services.search_keys import line_keys
from lantian_desktop.store.revisions import require_unchanged
from lantian_desktop.store.roster import roster as stored
from lantian_desktop.store.roster import tenures
from lantian_desktop.store.roster import units as stored_units


def units(office: Office) -> tuple[Unit, ...]:
    """Return every unit in the office's fixed order."""
    return stored_units.all_units(office.session)


def find_unit(office: Office, *, text: str, field: str = "unit") -> Unit:
    """Return the unit called `text` (name, short name or code); raise InvalidInput naming the entry when there is none."""
    unit = stored_units.find_unit(office.session, text)
    if unit is None:
        raise InvalidInput(f"没有名为“{text}”的单位，请核对，可以写全称、简称或代码。", field=field)
    return unit


def roster_page(office: Office, *, query: RosterQuery) -> Page[RosterEntry]:
    """Return one page of the roster, best matches first where a text is looked for; mobiles masked by role.

    Recent ones come latest first.
    """
    wanted = replace(query, ids=_ids(office, query))
    if query.recent and wanted.ids is not None:
        found = stored.page(office.session, replace(wanted, offset=0, limit=len(wanted.ids))).rows
        rows = sorted(found, key=lambda entry: (wanted.ids or ()).index(entry.id))
        page = Page(tuple(rows[query.offset : query.offset + query.limit]), len(rows), query.offset)
    elif query.text.strip() and not query.removed:
        page = _found(office, wanted)
    else:
        page = stored.page(office.session, wanted)
    return replace(page, rows=tuple(shown_entry(office, entry) for entry in page.rows))


def _found(office: Office, query: RosterQuery) -> Page[RosterEntry]:
    """Return one page of the lines that match the query's text, among those that match the rest of it."""
    index = contact_index(office)
    ranked = index.ranked(query.text, recent=recent_ids(office))
    if replace(query, text="", offset=0, limit=0) != RosterQuery(limit=0):
        among = stored.numbers(office.session, query)
        ranked = tuple(number for number in ranked if number in among)
    shown = ranked[query.offset : query.offset + query.limit]
    return Page(tuple(index.entries[number] for number in shown), len(ranked), query.offset)


def _ids(office: Office, query: RosterQuery) -> tuple[int, ...] | None:
    """Return the lines a question names by what they lack or when they were last used; None when it does not."""
    if query.recent:
        return recent_ids(office)
    if query.gap is None and not query.only_gaps:
        return query.ids
    return tuple(sorted(roster_gaps.survey(office).ids(query.gap)))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines stand, bear a star, were looked up last and were deleted."""

    existing: int
    starred: int
    recent: int
    removed: int


def counts(office: Office) -> Counts:
    """Return how many lines there are of each sort."""
    db = office.session
    lines = db.remember(stored.TOPIC, "places", lambda: stored.places(db))
    starred = db.remember(stored.TOPIC, "starred", lambda: stored.starred_count(db))
    removed = db.remember(stored.TOPIC, "removed", lambda: stored.removed_count(db))
    recent = roster_page(office, query=RosterQuery(recent=True, limit=0)).total
    return Counts(sum(place.count for place in lines), starred, recent, removed)


def roster_entry(office: Office, *, entry_id: int) -> RosterEntry:
    """Return one line in full, for editing by a role that may."""
    office.require(Right.EDIT_ROSTER)
    return stored.entry(office.session, entry_id)


def entries(office: Office, *, ids: Iterable[int]) -> tuple[RosterEntry, ...]:
    """Return some lines in the roster's order, mobiles as this user may see them; what was deleted is left out."""
    wanted = tuple(ids)
    return roster_page(office, query=RosterQuery(ids=wanted, limit=len(wanted))).rows if wanted else ()


def caption(office: Office, entry: RosterEntry) -> str:
    """Return 高陵区 联络员 示例甲."""
    unit = stored_units.unit(office.session, entry.unit_id)
    return f"{unit.name} {entry.role.label} {entry.shown_name}".strip()


def shown_phone(office: Office, entry: RosterEntry) -> str:
    """Return the number to call first as this user may see it; an empty string when there is none."""
    phones = shown_entry(office, entry).phones
    return phones.mobile or phones.duty_phone or phones.office_phone


def reveal_mobile(office: Office, *, entry_id: int) -> str:
    """Return the mobiles of a line in full, in whatever field they stand, several parted by 、.

    The journal is told whose they were, by number, unit and role: it holds no personal data.
    """
    entry = stored.entry(office.session, entry_id)
    with office.session.write("查看手机号码") as touched:
        touched.note(contact=entry_id, **_post_words(office, entry))
    return hidden_mobiles(entry)


def save_entry(office: Office, *, entry: RosterEntry, correcting: bool = False) -> RosterEntry:
    """Store a roster line (insert when its id is 0); raise InvalidInput with the field when a number is malformed.

    Another name is another person, whose predecessor's tenure ends, unless `correcting` says it was only written wrong.
    """
    office.require(Right.EDIT_ROSTER)
    if entry.id:
        require_unchanged(office.session, stored.entry(office.session, entry.id).revision, entry.revision)
    check(entry)
    check_since(office, entry)
    _check_call(office, entry)
    before = [image(office, entry.id)] if entry.id else []
    title = "修改名册条目" if entry.id else "新增名册条目"
    if entry.id:
        _check_succession(office, entry, correcting=correcting)
    with office.session.write(title) as touched:
        saved = store_entry(office, entry, correcting=correcting)
        created = [] if entry.id else [saved.id]
        compensation.offer(office, title=title, roster_before=before, roster_created=created)
        touched.add("roster", saved.id)
    return saved


def image(office: Office, entry_id: int) -> dict[str, Any]:
    """Return what a line is now, so that an undo can bring it back."""
    return {"id": entry_id, "entry": stored.image(office.session, entry_id)}


def store_entry(office: Office, entry: RosterEntry, *, correcting: bool = False) -> RosterEntry:
    """Write a roster line with its search keys inside the caller's transaction."""
    unit = stored_units.unit(office.session, entry.unit_id)
    return stored.save(office.session, entry, keys=line_keys(entry, unit), correcting=correcting)


def delete_entries(office: Office, *, entry_ids: Sequence[int]) -> None:
    """Take lines off the roster with one undo: whoever holds them ends today, and they can be restored at any time."""
    office.require(Right.EDIT_ROSTER)
    title = "删除名册条目"
    before = [image(office, entry_id) for entry_id in entry_ids]
    with office.session.write(title) as touched:
        if len(entry_ids) == 1:
            touched.note(**_post_words(office, stored.entry(office.session, entry_ids[0])))
        for entry_id in entry_ids:
            stored.delete(office.session, entry_id)
            tenures.close(office.session, entry_id, office.today)
        compensation.offer(office, title=title, roster_before=before)
        touched.add("roster", *entry_ids)


def restore_entries(office: Office, *, entry_ids: Sequence[int]) -> None:
    """Bring deleted lines back with one undo, their holders in office again."""
    office.require(Right.EDIT_ROSTER)
    title, before = "恢复名册条目", [image(office, entry_id) for entry_id in entry_ids]
    with office.session.write(title) as touched:
        for entry_id in entry_ids:
            stored.restore(office.session, entry_id)
            tenures.reopen(office.session, entry_id)
        compensation.offer(office, title=title, roster_before=before)
        touched.add("roster", *entry_ids)


def verify_entries(office: Office, *, entry_ids: Sequence[int]) -> None:
    """Note that lines were checked by a call today; a malformed number is no obstacle, it stays in the gaps."""
    _mark(office, "核实名册条目", entry_ids, verified_on=office.today)


def star_entries(office: Office, *, entry_ids: Sequence[int], starred: bool) -> None:
    """Put lines among the often used ones of the whole office, or take them away."""
    _mark(office, "标为常用" if starred else "取消常用", entry_ids, starred=starred)


def _mark(office: Office, title: str, entry_ids: Sequence[int], **columns: object) -> None:
    office.require(Right.EDIT_ROSTER)
    before = [image(office, entry_id) for entry_id in entry_ids]
    with office.session.write(title) as touched:
        stored.change(office.session, entry_ids, **columns)
        compensation.offer(office, title=title, roster_before=before)
        touched.add("roster", *entry_ids)


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


def written_numbers(phones: Phones) -> Phones:
    """Return numbers as a sheet of the roster would bring them in: full width, +86, brackets and 转 put right, the rest as typed."""
    from lantian_desktop.exchange.kit.findings import BadCell, Repaired  # spreadsheets: only where something is entered
    from lantian_desktop.exchange.kit.phones import read_phone

    def written(number: str) -> str:
        try:
            found = read_phone(number)
        except BadCell:
            return number
        return str(found.value) if isinstance(found, Repaired) else found

    numbers = {name: written(getattr(phones, name)) for name in ("mobile", "office_phone", "duty_phone", "fax")}
    return replace(phones, **numbers)


def check(entry: RosterEntry) -> None:
    """Raise InvalidInput naming the field when a line cannot be kept as it is."""
    if not entry.unit_id:
        raise InvalidInput("请选择单位。", field="unit_id")
    if entry.role is PostRole.OTHER and not entry.title.strip():
        raise InvalidInput("身份为“其他”时，请填写职务。", field="title")
    for field in malformed(entry.phones):
        number = getattr(entry.phones, field)
        form = "分机只能是数字" if field == "extension" else "手机应为 11 位，座机请带区号，如 029-86900000"
        raise InvalidInput(f"号码“{number}”格式不对：{form}。", field=field)


def check_since(office: Office, entry: RosterEntry) -> None:
    """Raise InvalidInput when who holds a post now would have begun before a former holder left, or has not begun yet."""
    begins = entry.held_since
    if begins is None:
        return
    if begins > office.today:
        raise InvalidInput("任职日期不能晚于今天，到任以后再填写。", field="held_since")
    for former in tenures.of_post(office.session, entry.id) if entry.id else ():
        if former.until is not None and begins < former.until and former.name:
            raise InvalidInput(f"{former.name} {cn_date(former.until)} 才离任，任职日期不能更早。", field="held_since")


def _check_call(office: Office, entry: RosterEntry) -> None:
    """Nobody was called tomorrow; a day that is kept already is let be, for the clock may have been wrong then."""
    kept = stored.entry(office.session, entry.id).verified_on if entry.id else None
    if entry.verified_on is not None and entry.verified_on > office.today and entry.verified_on != kept:
        raise InvalidInput("核实日期不能晚于今天，请更正。", field="verified_on")


def _check_succession(office: Office, entry: RosterEntry, *, correcting: bool) -> None:
    """Nobody takes a post before the one who holds it did; days once kept are corrected with a reason only."""
    before = stored.entry(office.session, entry.id)
    began, begins = before.held_since, entry.held_since
    if begins == began or began is None or not before.name:
        return
    if correcting or same_person(before.name, entry.name):
        raise InvalidInput("已记下的任职日期请在“历任”里更正，并写明理由。", field="held_since")
    if begins is not None and begins < began:
        raise InvalidInput(f"前任 {cn_date(began)} 才到任，接任日期不能更早，请核对。", field="held_since")


def _post_words(office: Office, entry: RosterEntry) -> dict[str, object]:
    return {"unit": stored_units.unit(office.session, entry.unit_id).name, "role": entry.role.label}
