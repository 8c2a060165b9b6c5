"""The roster: posts, the persons who hold them, and who held them before. Units and rounds live in `units`.

A number goes along with whom it belongs to: mobile, e-mail and WeChat with the person, the others with the post.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import JOIN, SQL, Expression, ModelSelect, fn

from lantian_desktop.domain.admin.people import same_person
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.queries import Page, SearchKeys
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side, UnitKind
from lantian_desktop.domain.roster.tree import PlaceCount
from lantian_desktop.store import search
from lantian_desktop.store.revisions import save_revision
from lantian_desktop.store.roster import tenures
from lantian_desktop.store.rows import fetch, fetch_one, image_rows, pack, put_image_row, run, scalar, sql, tuples
from lantian_desktop.store.search import SearchKind
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import PersonRow, PostRow, TenureRow, UnitRow

TOPIC = "roster"  # what is remembered between two changes of the roster
ROLE_ORDER = {  # stored with every line: numbers once given stay, a new role gets one between
    PostRole.CHIEF_LIAISON: 100,
    PostRole.LIAISON: 200,
    PostRole.STAFF: 300,
    PostRole.STREET_LIAISON: 400,
    PostRole.DEPARTMENT_LIAISON: 500,
    PostRole.FIRST_RESPONSIBLE: 600,
    PostRole.GROUP_LEADER: 700,
    PostRole.GROUP_MEMBER: 800,
    PostRole.DUTY_PHONE: 900,
    PostRole.OTHER: 1000,
}
# A unit has one of each of these, so another name in the same post is a successor, not a second person.
_SINGLE_HOLDER_ROLES = frozenset(
    {PostRole.CHIEF_LIAISON, PostRole.LIAISON, PostRole.FIRST_RESPONSIBLE, PostRole.GROUP_LEADER, PostRole.DUTY_PHONE}
)


def page(db: Session, query: RosterQuery) -> Page[RosterEntry]:
    """Return one page of the roster: by unit, role, A / B 角 and surname reading."""
    conditions = _conditions(db, query)
    total = int(scalar(db, PostRow.select(fn.COUNT(SQL("*"))).where(*conditions)))
    order = (UnitRow.position, PostRow.role_order, PostRow.side, PostRow.sort_key, PostRow.id)
    rows = fetch(db, _entries().where(*conditions).order_by(*order).limit(query.limit).offset(query.offset))
    return Page(tuple(_entry(row) for row in rows), total, query.offset)


def starred(db: Session, limit: int) -> tuple[RosterEntry, ...]:
    """Return the first lines that bear a star, in the roster's order; unlike `page` without counting them."""
    order = (UnitRow.position, PostRow.role_order, PostRow.side, PostRow.sort_key, PostRow.id)
    return tuple(
        _entry(row) for row in fetch(db, _entries().where(_live(), PostRow.starred).order_by(*order).limit(limit))
    )


def numbers(db: Session, query: RosterQuery) -> frozenset[int]:
    """Return the numbers of the lines a query asks for, its text and its page aside."""
    wanted = _conditions(db, replace(query, text=""))
    return frozenset(number for (number,) in tuples(db, PostRow.select(PostRow.id).where(*wanted)))


def entry(db: Session, entry_id: int) -> RosterEntry:
    """Return one line of the roster; raise NotFound when there is none."""
    row = fetch_one(db, _entries().where(PostRow.id == entry_id, _live()))
    if row is None:
        raise NotFound("找不到名册中的这一条，它可能已被删除；请刷新名册。")
    return _entry(row)


def save(db: Session, entry: RosterEntry, *, keys: SearchKeys, correcting: bool = False) -> RosterEntry:
    """Add a line (number 0) or replace it. Another name means another person: the predecessor's tenure ends.

    `correcting` says that the name was only written wrong, so that the person stays the same.
    """
    text = search.searchable(keys.text, *keys.pinyin, *keys.initials)
    columns = {**_columns(entry), "sort_key": keys.sort, "search_text": text, "spelled": keys.spelled}
    if entry.id:
        save_revision(db, PostRow, PostRow.id == entry.id, columns, expected=entry.revision)
        _seat(db, entry, correcting=correcting)
    else:
        entry = replace(entry, id=run(db, PostRow.insert(**columns)))
        _seat_first(db, entry)
    search.index(db, SearchKind.CONTACT, [(entry.id, text)])
    db.forget(TOPIC)
    return _as_stored(db, entry.id)


def delete(db: Session, entry_id: int) -> None:
    """Hide a line; it is kept, and `restore` brings it back."""
    run(db, PostRow.update(removed=True).where(PostRow.id == entry_id))
    search.remove(db, SearchKind.CONTACT, entry_id)
    db.forget(TOPIC)


def change(db: Session, entry_ids: Sequence[int], **columns: Any) -> None:
    """Change columns that neither concern the person nor what is searched: the star, the day of verification."""
    run(db, PostRow.update(**columns).where(PostRow.id.in_(entry_ids)))
    db.forget(TOPIC)


def restore(db: Session, entry_id: int) -> RosterEntry:
    """Bring a deleted line back."""
    run(db, PostRow.update(removed=False).where(PostRow.id == entry_id))
    text = scalar(db, PostRow.select(PostRow.search_text).where(PostRow.id == entry_id))
    search.index(db, SearchKind.CONTACT, [(entry_id, text)])
    db.forget(TOPIC)
    return entry(db, entry_id)


def match(
    db: Session,
    *,
    unit_id: int,
    role: PostRole,
    title: str,
    name: str,
    round_number: int | None,
    group: str,
    exclude: Container[int] = frozenset(),
    side: Side = Side.NONE,
) -> RosterEntry | None:
    """Return the line an imported one speaks of, as `match_among` the lines of its unit, role, round and group."""
    same_round = PostRow.round_number.is_null() if round_number is None else PostRow.round_number == round_number
    same_post = (PostRow.unit_id == unit_id) & (PostRow.role == role.value) & (PostRow.group == group) & same_round
    found = [_entry(row) for row in fetch(db, _entries().where(_live(), same_post).order_by(PostRow.id))]
    return match_among(found, role=role, title=title, name=name, exclude=exclude, side=side)


def match_among(
    lines: Sequence[RosterEntry],
    *,
    role: PostRole,
    title: str,
    name: str,
    exclude: Container[int] = frozenset(),
    side: Side = Side.NONE,
) -> RosterEntry | None:
    """Return the line of one post that is meant: the same person, else a vacancy of that role, else a post held by one only.

    A 角 and B 角 are two posts: a line of the other side never matches, unless nothing is said of sides.
    """
    found = [line for line in lines if line.id not in exclude and (not _sided(side) or line.side in {side, Side.NONE})]
    titled = [line for line in found if line.title == title]
    named = [line for line in (*titled, *found) if name and same_person(line.name, name)]
    vacant = [line for line in (*titled, *found) if not line.name]
    only = _only(titled, side) if role in _SINGLE_HOLDER_ROLES or not name else []
    return next(iter((*named, *vacant, *only)), None)


def places(db: Session) -> tuple[PlaceCount, ...]:
    """Return how many lines each unit has by round and group, units below it not counted."""
    where = (PostRow.unit_id, PostRow.round_number, PostRow.group)
    counted = PostRow.select(*where, fn.COUNT(SQL("*"))).where(_live()).group_by(*where)
    return tuple(PlaceCount(*row) for row in tuples(db, counted))


def removed_count(db: Session) -> int:
    """Return how many lines were deleted and can be brought back."""
    return int(scalar(db, PostRow.select(fn.COUNT(SQL("*"))).where(PostRow.removed)))


def starred_count(db: Session) -> int:
    """Return how many lines bear a star."""
    return int(scalar(db, PostRow.select(fn.COUNT(SQL("*"))).where(_live(), PostRow.starred)))


def holders_on(db: Session, on: date, unit_ids: Sequence[int] = ()) -> tuple[tuple[RosterEntry, date | None], ...]:
    """Return the roster as it was on a day, each line with the day its holder left; the numbers are the last ones known.

    Posts nobody is known to have held then come without a name. A line deleted since is there if its holder's days are known,
    one merged into another is not: the other one stands for it.
    """
    covering = (TenureRow.post_id == PostRow.id) & _covers(on)
    query = (
        PostRow.select(PostRow, PersonRow.name, PersonRow.mobile, PersonRow.email, PersonRow.wechat)
        .select_extend(TenureRow.since, TenureRow.until)
        .join(UnitRow, on=PostRow.unit_id == UnitRow.id)
        .switch(PostRow)
        .join(TenureRow, JOIN.LEFT_OUTER, on=covering)
        .join(PersonRow, JOIN.LEFT_OUTER, on=TenureRow.person_id == PersonRow.id)
        .where(_live() | (TenureRow.since.is_null(False) & TenureRow.until.is_null(False) & ~fn.EXISTS(_going_on())))
        .order_by(UnitRow.position, PostRow.role_order, PostRow.side, PostRow.id, TenureRow.since)
        .order_by_extend(TenureRow.until.is_null(False), TenureRow.until.desc())  # the last one is whose it was
    )
    if unit_ids:
        query = query.where(PostRow.unit_id.in_(unit_ids))
    latest = {row["id"]: (_entry(row), row["until"]) for row in fetch(db, query)}
    return tuple(latest.values())


def _only(titled: list[RosterEntry], side: Side) -> list[RosterEntry]:
    """Return the post a successor may take over: the one of that side; without a side the only one there is."""
    if side is Side.NONE:
        return [] if len({line.side for line in titled} - {Side.NONE}) > 1 else titled
    return [line for line in titled if line.side is side]


def image(db: Session, entry_id: int) -> dict[str, Any]:
    """Return all that is stored of a line as plain texts and numbers, so that `put_image` can bring it back."""
    post = image_rows(db, PostRow, PostRow.id == entry_id)
    if not post:
        raise NotFound("找不到名册中的这一条，它可能已被删除；请刷新名册。")
    holder = post[0]["holder_id"]
    return {
        "post": post[0],
        "person": image_rows(db, PersonRow, PersonRow.id == holder)[0] if holder else None,
        "tenures": image_rows(db, TenureRow, TenureRow.post_id == entry_id),
    }


def put_image(db: Session, image: Mapping[str, Any]) -> None:
    """Bring a line, its holder and its tenures back to what they were when `image` was taken."""
    post = {**image["post"], "role_order": ROLE_ORDER[PostRole(image["post"]["role"])]}
    if image["person"]:
        put_image_row(db, PersonRow, image["person"])
    put_image_row(db, PostRow, post)
    run(db, TenureRow.delete().where(TenureRow.post_id == post["id"]))
    for tenure in image["tenures"]:
        put_image_row(db, TenureRow, tenure)
    search.remove(db, SearchKind.CONTACT, post["id"])
    db.forget(TOPIC)
    if not post["removed"]:
        search.index(db, SearchKind.CONTACT, [(post["id"], post["search_text"])])


def _live() -> Expression:
    return PostRow.removed == False  # noqa: E712 - SQL


def _covers(on: date) -> Expression:
    begun = TenureRow.since.is_null() | (TenureRow.since <= on)
    return begun & (TenureRow.until.is_null() | (TenureRow.until > on))


def _conditions(db: Session, query: RosterQuery) -> list[Expression]:
    found = [PostRow.removed == query.removed]
    if query.ids is not None:
        found.append(PostRow.id.in_(SQL("(SELECT value FROM json_each(?))", [pack(query.ids)])))
    if query.unit_id is not None:
        found.append(PostRow.unit_id.in_(with_below(db, query.unit_id)))
    if query.kind is not None:
        found.append(_of_kind(query.kind))
    if query.round_number is not None:
        found.append(PostRow.round_number == query.round_number)
    if query.group:
        found.append(PostRow.group == query.group)
    if query.starred:
        found.append(PostRow.starred == True)  # noqa: E712 - SQL
    if query.removed:  # what was deleted is not in the index
        found += [PostRow.search_text.contains(term) for term in search.terms(query.text)]
    elif search.terms(query.text):
        found.append(PostRow.id.in_(search.matching(SearchKind.CONTACT, query.text)))
    return found


def _going_on() -> ModelSelect[TenureRow]:
    """Of a removed line: it was merged, for whoever holds a deleted one leaves with it."""
    lasting = TenureRow.alias()
    return lasting.select(SQL("1")).where(lasting.post_id == PostRow.id, lasting.until.is_null())


def _of_kind(kind: UnitKind) -> Expression:
    """Units of a kind that stand on the first level, and all below them."""
    statement = (
        "(WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE kind = ? AND parent_id IS NULL "
        "UNION SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id) SELECT id FROM below)"
    )
    inside = PostRow.unit_id.in_(SQL(statement, [kind.value]))
    return inside | PostRow.round_number.is_null(False) if kind is UnitKind.INSPECTION else inside


def with_below(db: Session, unit_id: int) -> list[int]:
    """Return a unit and all below it."""
    statement = (
        "WITH RECURSIVE below (id) AS (VALUES (?) UNION SELECT unit.id FROM unit JOIN below ON unit.parent_id = below.id) "
        "SELECT id FROM below"
    )
    return [number for (number,) in sql(db, statement, (unit_id,))]


def _entries() -> ModelSelect[PostRow]:
    lasting = (TenureRow.post_id == PostRow.id) & TenureRow.until.is_null()
    return (
        PostRow.select(PostRow, PersonRow.name, PersonRow.mobile, PersonRow.email, PersonRow.wechat, TenureRow.since)
        .join(UnitRow, on=PostRow.unit_id == UnitRow.id)
        .switch(PostRow)
        .join(PersonRow, JOIN.LEFT_OUTER, on=PostRow.holder_id == PersonRow.id)
        .switch(PostRow)
        .join(TenureRow, JOIN.LEFT_OUTER, on=lasting)
    )


def _entry(row: dict[str, Any]) -> RosterEntry:
    return RosterEntry(
        id=row["id"],
        unit_id=row["unit_id"],
        role=PostRole(row["role"]),
        title=row["title"],
        name=row["name"] or "",
        phones=Phones(
            office_phone=row["office_phone"],
            mobile=row["mobile"] or "",
            duty_phone=row["duty_phone"],
            extension=row["extension"],
            fax=row["fax"],
            email=row["email"] or "",
            wechat=row["wechat"] or "",
        ),
        round_number=row["round_number"],
        group=row["group"],
        remark=row["remark"],
        verified_on=row["verified_on"],
        held_since=row["since"],
        starred=bool(row["starred"]),
        side=Side(row["side"] or Side.NONE.value),
        revision=row["revision"],
    )


def _columns(entry: RosterEntry) -> dict[str, Any]:
    return {
        "unit_id": entry.unit_id,
        "role": entry.role.value,
        "role_order": ROLE_ORDER[entry.role],
        "title": entry.title,
        "round_number": entry.round_number,
        "group": entry.group,
        "office_phone": entry.phones.office_phone,
        "duty_phone": entry.phones.duty_phone,
        "extension": entry.phones.extension,
        "fax": entry.phones.fax,
        "remark": entry.remark,
        "verified_on": entry.verified_on,
        "starred": entry.starred,
        "side": entry.side.value if _sided(entry.side) else "",
    }


def _sided(side: Side) -> bool:
    return side is not Side.NONE


def _seat(db: Session, entry: RosterEntry, *, correcting: bool) -> None:
    """Put the person of `entry` into the post, in place of who held it unless it is the same person."""
    before = _as_stored(db, entry.id)
    holder = scalar(db, PostRow.select(PostRow.holder_id).where(PostRow.id == entry.id))
    person = _person(entry)
    unnamed = not before.name and not (
        entry.name and tenures.had_holder(db, entry.id)
    )  # a vacancy may keep its numbers
    if holder is not None and (correcting or unnamed or same_person(before.name, entry.name)):
        run(db, PersonRow.update(**person).where(PersonRow.id == holder))
        _tenures(db, entry.id, since=entry.held_since)
        return
    since = entry.held_since
    if holder is not None:
        since = since if since != before.held_since else None  # the predecessor's day, carried over by a form
        since = since or db.clock().date()
        _tenures(db, entry.id, until=since)
        since = since if entry.name else None  # nobody's day: a form would take it for the next one's
    elif since is None and entry.name and tenures.had_holder(db, entry.id):
        since = db.clock().date()  # otherwise whoever comes now would have been there before those who left
    if any(person.values()):
        _seat_first(db, replace(entry, held_since=since))
    else:
        run(db, PostRow.update(holder_id=None).where(PostRow.id == entry.id))


def _seat_first(db: Session, entry: RosterEntry) -> None:
    """Put the person of `entry`, if there is one, into a post that nobody holds, without reading anything."""
    person = _person(entry)
    if any(person.values()):
        holder = run(db, PersonRow.insert(**person))
        run(db, PostRow.update(holder_id=holder).where(PostRow.id == entry.id))
        run(db, TenureRow.insert(post_id=entry.id, person_id=holder, since=entry.held_since))


def _person(entry: RosterEntry) -> dict[str, str]:
    phones = entry.phones
    return {"name": entry.name, "mobile": phones.mobile, "email": phones.email, "wechat": phones.wechat}


def _tenures(db: Session, post_id: int, **changed: date | None) -> None:
    run(db, TenureRow.update(**changed).where(TenureRow.post_id == post_id, TenureRow.until.is_null()))


def _as_stored(db: Session, entry_id: int) -> RosterEntry:
    row = fetch_one(db, _entries().where(PostRow.id == entry_id))
    if row is None:
        raise NotFound("找不到名册中的这一条，它可能已被删除；请刷新名册。")
    return _entry(row)
