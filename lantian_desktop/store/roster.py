"""The roster: posts, the persons who hold them, and who held them before. Units and rounds live in `units`.

A number goes along with whom it belongs to: mobile, e-mail and WeChat with the person, the others with the post.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from peewee import JOIN, SQL, Expression, ModelSelect, fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.people import same_person
from lantian_desktop.domain.queries import Page, RosterQuery, SearchKeys
from lantian_desktop.domain.roster import VERIFY_AFTER_DAYS, Gap, Phones, PostRole, RosterEntry, gaps
from lantian_desktop.store import search
from lantian_desktop.store.rows import fetch, fetch_one, image_rows, put_image_row, run, scalar, sql, tuples
from lantian_desktop.store.search import SearchKind
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import PersonRow, PostRow, TenureRow, UnitRow

ROLE_ORDER = {role: order for order, role in enumerate(PostRole)}
# A unit has one of each of these, so another name in the same post is a successor, not a second person.
_HELD_BY_ONE = frozenset(
    {PostRole.CHIEF_LIAISON, PostRole.LIAISON, PostRole.FIRST_RESPONSIBLE, PostRole.GROUP_LEADER, PostRole.DUTY_PHONE}
)


def page(db: Session, query: RosterQuery, *, as_of: date) -> Page[RosterEntry]:
    """Return one page of the roster: by unit, role and surname reading."""
    conditions = _conditions(db, query, as_of)
    total = int(scalar(db, PostRow.select(fn.COUNT(SQL("*"))).where(*conditions)))
    order = (UnitRow.position, PostRow.role_order, PostRow.sort_key, PostRow.id)
    rows = fetch(db, _entries().where(*conditions).order_by(*order).limit(query.limit).offset(query.offset))
    return Page(tuple(_entry(row) for row in rows), total, query.offset)


def numbers(db: Session, query: RosterQuery, *, as_of: date) -> frozenset[int]:
    """Return the numbers of the lines a query asks for, its text and its page aside."""
    wanted = _conditions(db, replace(query, text=""), as_of)
    return frozenset(number for (number,) in tuples(db, PostRow.select(PostRow.id).where(*wanted)))


def entry(db: Session, entry_id: int) -> RosterEntry:
    """Return one line of the roster; raise NotFound when there is none."""
    row = fetch_one(db, _entries().where(PostRow.id == entry_id, _live()))
    if row is None:
        raise NotFound("找不到名册中的这一条，它可能已被删除；请刷新名册。")
    return _entry(row)


def save(db: Session, entry: RosterEntry, *, keys: SearchKeys) -> RosterEntry:
    """Add a line (number 0) or replace it. Another name means another person: the predecessor's tenure ends."""
    text = search.searchable(keys.text, *keys.pinyin, *keys.initials)
    columns = {**_columns(entry), "sort_key": keys.sort, "search_text": text, "spelled": keys.spelled}
    if entry.id:
        run(db, PostRow.update(**columns).where(PostRow.id == entry.id))
    else:
        entry = replace(entry, id=run(db, PostRow.insert(**columns)))
    _seat(db, entry)
    search.index(db, SearchKind.CONTACT, [(entry.id, text)])
    return _as_stored(db, entry.id)


def delete(db: Session, entry_id: int) -> None:
    """Hide a line; it is kept, and `restore` brings it back."""
    run(db, PostRow.update(removed=True).where(PostRow.id == entry_id))
    search.remove(db, SearchKind.CONTACT, entry_id)


def restore(db: Session, entry_id: int) -> RosterEntry:
    """Bring a deleted line back."""
    run(db, PostRow.update(removed=False).where(PostRow.id == entry_id))
    text = scalar(db, PostRow.select(PostRow.search_text).where(PostRow.id == entry_id))
    search.index(db, SearchKind.CONTACT, [(entry_id, text)])
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
) -> RosterEntry | None:
    """Return the line an imported one speaks of: the same person, else a vacancy of that role, else a post held by one only."""
    same_round = PostRow.round_number.is_null() if round_number is None else PostRow.round_number == round_number
    same_post = (PostRow.unit_id == unit_id) & (PostRow.role == role.value) & (PostRow.group == group) & same_round
    found = [_entry(row) for row in fetch(db, _entries().where(_live(), same_post).order_by(PostRow.id))]
    found = [line for line in found if line.id not in exclude]
    titled = [line for line in found if line.title == title]
    named = [line for line in (*titled, *found) if name and same_person(line.name, name)]
    vacant = [line for line in (*titled, *found) if not line.name]
    only = titled if role in _HELD_BY_ONE or not name else []
    return next(iter((*named, *vacant, *only)), None)


def counts_by_unit(db: Session) -> dict[int, int]:
    """Return how many lines each unit has, units below it not counted."""
    counted = PostRow.select(PostRow.unit_id, fn.COUNT(SQL("*"))).where(_live()).group_by(PostRow.unit_id)
    return {unit_id: int(count) for unit_id, count in tuples(db, counted)}


def gap_count(db: Session, as_of: date) -> int:
    """Return on how many lines something is missing or doubtful, as `domain.roster.gaps` tells."""
    return int(scalar(db, PostRow.select(fn.COUNT(SQL("*"))).where(_live(), _has_gap(as_of))))


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
    post = dict(image["post"])
    if image["person"]:
        put_image_row(db, PersonRow, image["person"])
    put_image_row(db, PostRow, post)
    run(db, TenureRow.delete().where(TenureRow.post_id == post["id"]))
    for tenure in image["tenures"]:
        put_image_row(db, TenureRow, tenure)
    search.remove(db, SearchKind.CONTACT, post["id"])
    if not post["removed"]:
        search.index(db, SearchKind.CONTACT, [(post["id"], post["search_text"])])


def _live() -> Expression:
    return PostRow.removed == False  # noqa: E712 - SQL


def _has_gap(as_of: date) -> Expression:
    stale = PostRow.named_verified_on < as_of - timedelta(days=VERIFY_AFTER_DAYS)
    return (PostRow.flawed == True) | stale  # noqa: E712 - SQL


def _conditions(db: Session, query: RosterQuery, as_of: date) -> list[Expression]:
    found = [_live()]
    if query.unit_id is not None:
        found.append(PostRow.unit_id.in_(_with_below(db, query.unit_id)))
    if query.round_number is not None:
        found.append(PostRow.round_number == query.round_number)
    if query.only_gaps:
        found.append(_has_gap(as_of))
    if search.terms(query.text):
        found.append(PostRow.id.in_(search.matching(SearchKind.CONTACT, query.text)))
    return found


def _with_below(db: Session, unit_id: int) -> list[int]:
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
        starred=row["starred"],
    )


def _columns(entry: RosterEntry) -> dict[str, Any]:
    lacking = set(gaps(entry, entry.verified_on or date.min)) - {Gap.UNVERIFIED}
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
        "flawed": bool(lacking),
        "named_verified_on": entry.verified_on if entry.name else None,
    }


def _seat(db: Session, entry: RosterEntry) -> None:
    """Put the person of `entry` into the post, beside or in place of who held it."""
    before = _as_stored(db, entry.id)
    holder = scalar(db, PostRow.select(PostRow.holder_id).where(PostRow.id == entry.id))
    person = {
        "name": entry.name,
        "mobile": entry.phones.mobile,
        "email": entry.phones.email,
        "wechat": entry.phones.wechat,
    }
    if holder is not None and (not before.name or same_person(before.name, entry.name)):
        run(db, PersonRow.update(**person).where(PersonRow.id == holder))
        _tenures(db, entry.id, since=entry.held_since)
        return
    since = entry.held_since
    if holder is not None:
        since = since if since != before.held_since else None  # the predecessor's day, carried over by a form
        since = since or db.clock().date()
        _tenures(db, entry.id, until=since)
    successor = run(db, PersonRow.insert(**person)) if any(person.values()) else None
    run(db, PostRow.update(holder_id=successor).where(PostRow.id == entry.id))
    if successor is not None:
        run(db, TenureRow.insert(post_id=entry.id, person_id=successor, since=since))


def _tenures(db: Session, post_id: int, **changed: date | None) -> None:
    run(db, TenureRow.update(**changed).where(TenureRow.post_id == post_id, TenureRow.until.is_null()))


def _as_stored(db: Session, entry_id: int) -> RosterEntry:
    row = fetch_one(db, _entries().where(PostRow.id == entry_id))
    if row is None:
        raise NotFound("找不到名册中的这一条，它可能已被删除；请刷新名册。")
    return _entry(row)
