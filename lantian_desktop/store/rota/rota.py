"""The rota as it lies in the store: schemes, seats given, and the changes upon them. Members and leave live in `duty_members`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from peewee import Expression, fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus, Rota, RotaChange, Seat, approved_by_seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern
from lantian_desktop.store.revisions import put_revision
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rows import fetch, fetch_one, insert_rows, pack, run, scalar, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import DutySchemeRow, RotaChangeRow, RotaSeatRow

_SAME_NAMES = (
    "id", "member_id", "other_id", "reason", "asked_by", "asked_at", "turn", "decided_by", "decided_at", "decided_how", "scan",
    "revoked_by", "revoked_at", "revoke_reason",
)  # fmt: skip


def rota(db: Session, first: date, last: date) -> Rota:
    """Return all that answers 谁在班 for the days of duty from `first` to `last`, both included."""
    approved = changes(db, first, last, statuses=(ChangeStatus.APPROVED,))
    members = {member.id: member for member in duty_members.members(db)}
    return Rota(schemes(db), members, seats(db, first, last), approved_by_seat(approved))


def schemes(db: Session) -> tuple[DutyScheme, ...]:
    """Return every scheme, the earliest first."""
    query = DutySchemeRow.select().order_by(DutySchemeRow.starts_on)
    return db.remember(duty_members.TOPIC, "schemes", lambda: tuple(_scheme(row) for row in fetch(db, query)))


def save_scheme(db: Session, scheme: DutyScheme) -> None:
    """Keep a scheme, in place of one that begins on the same day."""
    words = {
        "pattern": scheme.pattern.value,
        "starts": pack([start.isoformat("minutes") for start in scheme.starts]),
        "officers": scheme.officers,
    }
    put_revision(db, DutySchemeRow, {"starts_on": scheme.starts_on}, words, expected=scheme.revision)
    db.forget(duty_members.TOPIC)


def remove_scheme(db: Session, starts_on: date) -> None:
    """Take a scheme away; the one before it lasts on."""
    run(db, DutySchemeRow.delete().where(DutySchemeRow.starts_on == starts_on))
    db.forget(duty_members.TOPIC)


def seats(db: Session, first: date, last: date) -> dict[Seat, int]:
    """Return the seats given on the days of duty from `first` to `last` and whom they were given to, changes left aside."""
    return _given(db, first, last)


def pinned(db: Session, first: date, last: date) -> frozenset[Seat]:
    """Return the seats that are left alone when the rest is arranged anew."""
    is_pinned = RotaSeatRow.pinned == True  # noqa: E712 - SQL
    query = RotaSeatRow.select().where(is_pinned, RotaSeatRow.day.between(first, last))
    return frozenset(_seat(row) for row in fetch(db, query))


def first_day(db: Session) -> date | None:
    """Return the first day of duty somebody was put in for, or None."""
    return _day(scalar(db, RotaSeatRow.select(fn.MIN(RotaSeatRow.day))))


def last_day(db: Session) -> date | None:
    """Return the last day of duty somebody was put in for, or None."""
    return _day(scalar(db, RotaSeatRow.select(fn.MAX(RotaSeatRow.day))))


def put(db: Session, given: Iterable[tuple[Seat, int]], *, pinned: bool) -> None:
    """Give seats to members, in place of whom they were given to."""
    wanted = list(given)
    clear(db, [seat for seat, _ in wanted])
    insert_rows(db, RotaSeatRow, ({**_columns(seat), "member_id": member, "pinned": pinned} for seat, member in wanted))


def clear(db: Session, seats: Iterable[Seat]) -> None:
    """Take seats back."""
    for seat in seats:
        run(db, RotaSeatRow.delete().where(_same_seat(seat)))


def pin(db: Session, seat: Seat, *, pinned: bool) -> None:
    """Have a seat left alone when the rest is arranged anew, or no longer."""
    run(db, RotaSeatRow.update(pinned=pinned).where(_same_seat(seat)))


def images(db: Session, seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Return what seats hold now as plain texts and numbers, so that `put_images` can bring it back."""
    wanted = list(seats)
    if not wanted:
        return []
    first, last = min(seat.day for seat in wanted), max(seat.day for seat in wanted)
    given, kept = _given(db, first, last), pinned(db, first, last)
    return [
        {
            "day": seat.day.isoformat(),
            "shift": seat.shift,
            "post": seat.post.value,
            "number": seat.number,
            "member_id": given.get(seat),
            "pinned": seat in kept,
        }
        for seat in wanted
    ]


def put_images(db: Session, images: Iterable[Mapping[str, Any]]) -> None:
    """Bring seats back to what they were when their images were taken."""
    for image in images:
        seat = Seat(date.fromisoformat(image["day"]), image["shift"], DutyPost(image["post"]), image["number"])
        clear(db, [seat])
        if image["member_id"] is not None:
            put(db, [(seat, image["member_id"])], pinned=image["pinned"])


def changes(
    db: Session, first: date | None = None, last: date | None = None, *, statuses: Sequence[ChangeStatus] = ()
) -> tuple[RotaChange, ...]:
    """Return changes in the order they were asked for; between days: those with one seat there at least."""
    query = RotaChangeRow.select()
    if first is not None and last is not None:
        here, there = RotaChangeRow.day.between(first, last), RotaChangeRow.other_day.between(first, last)
        query = query.where(here | there)
    if statuses:
        query = query.where(RotaChangeRow.status.in_([status.value for status in statuses]))
    return tuple(_change(row) for row in fetch(db, query.order_by(RotaChangeRow.id)))


def change(db: Session, change_id: int) -> RotaChange:
    """Return one change; raise NotFound when there is none."""
    row = fetch_one(db, RotaChangeRow.select().where(RotaChangeRow.id == change_id))
    if row is None:
        raise NotFound("找不到这条调班或替班记录，请刷新后重试。")
    return _change(row)


def add_change(db: Session, change: RotaChange) -> RotaChange:
    """Enter a change that was asked for."""
    number = run(db, RotaChangeRow.insert(**_change_columns(change)))
    return replace(change, id=number)


def save_change(db: Session, change: RotaChange) -> RotaChange:
    """Keep what was decided about a change."""
    run(db, RotaChangeRow.update(**_change_columns(change)).where(RotaChangeRow.id == change.id))
    return change


def next_turn(db: Session) -> int:
    """Return the place of the change that is approved next."""
    return int(scalar(db, RotaChangeRow.select(fn.MAX(RotaChangeRow.turn))) or 0) + 1


def changes_on(db: Session, seat: Seat, *, statuses: Sequence[ChangeStatus]) -> tuple[RotaChange, ...]:
    """Return the changes of a seat that stand at one of `statuses`."""
    return tuple(found for found in changes(db, seat.day, seat.day, statuses=statuses) if seat in found.seats)


def _given(db: Session, first: date, last: date) -> dict[Seat, int]:
    query = RotaSeatRow.select().where(RotaSeatRow.day.between(first, last))
    order = (RotaSeatRow.day, RotaSeatRow.shift, RotaSeatRow.post, RotaSeatRow.number)
    return {_seat(row): row["member_id"] for row in fetch(db, query.order_by(*order))}


def _scheme(row: dict[str, Any]) -> DutyScheme:
    starts = tuple(time.fromisoformat(start) for start in unpack_texts(row["starts"]))
    return DutyScheme(row["starts_on"], ShiftPattern(row["pattern"]), starts, row["officers"], row["revision"])


def _seat(row: dict[str, Any]) -> Seat:
    return Seat(row["day"], row["shift"], DutyPost(row["post"]), row["number"])


def _columns(seat: Seat) -> dict[str, Any]:
    return {"day": seat.day, "shift": seat.shift, "post": seat.post.value, "number": seat.number}


def _same_seat(seat: Seat) -> Expression:
    same_shift = (RotaSeatRow.day == seat.day) & (RotaSeatRow.shift == seat.shift)
    return same_shift & (RotaSeatRow.post == seat.post.value) & (RotaSeatRow.number == seat.number)


def _change(row: dict[str, Any]) -> RotaChange:
    other = None
    if row["other_day"] is not None:
        other = Seat(row["other_day"], row["other_shift"], DutyPost(row["post"]), row["other_number"])
    same = {name: row[name] for name in _SAME_NAMES}
    kind, status = ChangeKind(row["kind"]), ChangeStatus(row["status"])
    return RotaChange(kind=kind, status=status, seat=_seat(row), other_seat=other, **same)


def _change_columns(change: RotaChange) -> dict[str, Any]:
    other = change.other_seat
    return {
        **{name: getattr(change, name) for name in _SAME_NAMES if name != "id"},
        **_columns(change.seat),
        "kind": change.kind.value,
        "status": change.status.value,
        "other_day": other.day if other else None,
        "other_shift": other.shift if other else None,
        "other_number": other.number if other else None,
    }


def _day(found: Any) -> date | None:
    return date.fromisoformat(found) if isinstance(found, str) else found
