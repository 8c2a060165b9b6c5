"""Who takes turns on duty, their leave, and 换休 days entered by hand. The rota itself lives in `rota`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.rota.rota import DutyMember, Leave, LeaveKind
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.store.revisions import TAKEN_AWAY, next_revision, save_revision
from lantian_desktop.store.rows import fetch, image_rows, pack, put_image_row, run, scalar, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DutyLeaveRow, DutyMemberRow, RestEntryRow, RotaChangeRow, RotaSeatRow
from lantian_desktop.store.tables.row import TableRow

TOPIC = "duty"  # what is remembered between two changes of duty
_SAME_NAMES = ("name", "phone", "contact_id", "share", "position", "joined_on", "left_on")


@dataclass(frozen=True, slots=True)
class RestEntry:
    """换休 days added (or taken, below 0) by hand, in tenths of a day, with the reason."""

    id: int
    member_id: int
    day: date
    tenths: int
    reason: str
    entered_by: str
    entered_at: datetime


def members(db: Session) -> tuple[DutyMember, ...]:
    """Return everybody who takes or took turns, in their order."""
    query = DutyMemberRow.select().order_by(DutyMemberRow.position, DutyMemberRow.id)
    return db.remember(TOPIC, "members", lambda: tuple(_member(row) for row in fetch(db, query)))


def member(db: Session, member_id: int) -> DutyMember:
    """Return one member; raise NotFound when there is none."""
    found = next((member for member in members(db) if member.id == member_id), None)
    if found is None:
        raise NotFound("找不到这名值班人员，请刷新后重试。")
    return found


def save_member(db: Session, member: DutyMember) -> DutyMember:
    """Add a member (number 0, at the end of the order) or replace one."""
    columns = {name: getattr(member, name) for name in _SAME_NAMES}
    columns["posts"] = pack(sorted(post.value for post in member.posts))
    if member.id:
        same = DutyMemberRow.id == member.id
        save_revision(db, DutyMemberRow, same, columns, expected=member.revision)
    else:
        last = scalar(db, DutyMemberRow.select(fn.MAX(DutyMemberRow.position)))
        columns["position"] = (last or 0) + 1
        member = replace(member, id=run(db, DutyMemberRow.insert(**columns)), position=columns["position"])
    db.forget(TOPIC)
    return replace(member, revision=next_revision(db))


def place(db: Session, member_ids: Sequence[int]) -> None:
    """Put members into this order."""
    for position, member_id in enumerate(member_ids, 1):
        run(db, DutyMemberRow.update(position=position).where(DutyMemberRow.id == member_id))
    db.forget(TOPIC)


def is_used(db: Session, member_id: int) -> bool:
    """Return whether a member stands in any rota or change, so that their row must stay."""
    seats = RotaSeatRow.select(fn.COUNT(RotaSeatRow.member_id)).where(RotaSeatRow.member_id == member_id)
    involved = (RotaChangeRow.member_id == member_id) | (RotaChangeRow.other_id == member_id)
    changes = RotaChangeRow.select(fn.COUNT(RotaChangeRow.id)).where(involved)
    return bool(scalar(db, seats) or scalar(db, changes))


def remove_member(db: Session, member_id: int) -> None:
    """Take away a member who never stood in a rota, with leave and rest days entered for them."""
    for table in (DutyLeaveRow, RestEntryRow):
        run(db, table.delete().where(table.member_id == member_id))
    run(db, DutyMemberRow.delete().where(DutyMemberRow.id == member_id))
    db.forget(TOPIC)


def linked_to(db: Session, contact_id: int) -> tuple[int, ...]:
    """Return the members whose number is that of a roster line."""
    query = DutyMemberRow.select(DutyMemberRow.id).where(DutyMemberRow.contact_id == contact_id)
    return tuple(row["id"] for row in fetch(db, query))


def link(db: Session, member_id: int, contact_id: int) -> None:
    """Have a member's number be that of another roster line."""
    run(db, DutyMemberRow.update(contact_id=contact_id).where(DutyMemberRow.id == member_id))
    db.forget(TOPIC)


def leaves(db: Session, first: date | None = None, last: date | None = None) -> tuple[Leave, ...]:
    """Return leave in the order it begins; between days: that which touches them."""
    query = DutyLeaveRow.select()
    if first is not None and last is not None:
        query = query.where(DutyLeaveRow.first <= last, DutyLeaveRow.last >= first)
    return tuple(_leave(row) for row in fetch(db, query.order_by(DutyLeaveRow.first, DutyLeaveRow.id)))


def save_leave(db: Session, leave: Leave) -> Leave:
    """Enter leave (number 0) or replace it."""
    columns = {
        "member_id": leave.member_id,
        "first": leave.first,
        "last": leave.last,
        "kind": leave.kind.value,
        "note": leave.note,
    }
    if leave.id:
        same = DutyLeaveRow.id == leave.id
        revision = save_revision(db, DutyLeaveRow, same, columns, expected=leave.revision)
        if not revision:
            raise NotFound(TAKEN_AWAY)
        return replace(leave, revision=revision)
    return replace(leave, id=run(db, DutyLeaveRow.insert(**columns)), revision=next_revision(db))


def remove_leave(db: Session, leave_id: int) -> None:
    """Take leave away."""
    run(db, DutyLeaveRow.delete().where(DutyLeaveRow.id == leave_id))


def rest_entries(db: Session) -> tuple[RestEntry, ...]:
    """Return 换休 days entered by hand, in order of their day."""
    query = RestEntryRow.select().order_by(RestEntryRow.day, RestEntryRow.id)
    return tuple(RestEntry(**row) for row in fetch(db, query))


def add_rest_entry(db: Session, *, member_id: int, day: date, tenths: int, reason: str) -> RestEntry:
    """Enter 换休 days by hand, now and in the session's name."""
    facts: dict[str, Any] = {"member_id": member_id, "day": day, "tenths": tenths, "reason": reason}
    facts |= {"entered_by": db.user, "entered_at": db.clock()}
    return RestEntry(id=run(db, RestEntryRow.insert(**facts)), **facts)


def member_images(db: Session, member_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Return what members are now, with leave and rest days entered for them, so that `put_images` can bring it back."""
    wanted = list(member_ids)
    rows = [_image(DutyMemberRow, row) for row in image_rows(db, DutyMemberRow, DutyMemberRow.id.in_(wanted))]
    for table in (DutyLeaveRow, RestEntryRow):
        rows += [_image(table, row) for row in image_rows(db, table, table.member_id.in_(wanted))]
    return rows


def leave_images(db: Session, leave_id: int) -> list[dict[str, Any]]:
    """Return what leave is now; nothing when there is none of that number."""
    return [_image(DutyLeaveRow, row) for row in image_rows(db, DutyLeaveRow, DutyLeaveRow.id == leave_id)]


def no_image(made: DutyMember | Leave) -> list[dict[str, Any]]:
    """Return the image of what was not there before it was made: putting it back takes it away."""
    table = DutyMemberRow if isinstance(made, DutyMember) else DutyLeaveRow
    return [{"table": table._meta.table_name, "id": made.id, "row": None}]


def put_images(db: Session, images: Iterable[Mapping[str, Any]]) -> None:
    """Bring members, leave and rest days back to what they were when their images were taken."""
    tables = {table._meta.table_name: table for table in (DutyMemberRow, DutyLeaveRow, RestEntryRow)}
    for image in images:
        table = tables[image["table"]]
        if image["row"] is None:
            run(db, table.delete().where(table.id == image["id"]))
        else:
            put_image_row(db, table, image["row"])
    db.forget(TOPIC)


def _image(table: type[TableRow], row: dict[str, Any]) -> dict[str, Any]:
    return {"table": table._meta.table_name, "id": row["id"], "row": row}


def _member(row: dict[str, Any]) -> DutyMember:
    posts = frozenset(DutyPost(post) for post in unpack_texts(row["posts"]))
    return DutyMember(id=row["id"], posts=posts, revision=row["revision"], **{name: row[name] for name in _SAME_NAMES})


def _leave(row: dict[str, Any]) -> Leave:
    return Leave(
        row["id"], row["member_id"], row["first"], row["last"], LeaveKind(row["kind"]), row["note"], row["revision"]
    )
