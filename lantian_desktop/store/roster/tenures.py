"""Who held a post from when to when. Seating a successor, which ends a tenure and begins another, lives in `roster`."""

from __future__ import annotations

from datetime import date
from typing import Any

from peewee import ModelSelect

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.roster.roster import Tenure
from lantian_desktop.store.revisions import save_revision
from lantian_desktop.store.rows import fetch, fetch_one, run, scalar, sql
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import PersonRow, PostRow, TenureRow


def of_post(db: Session, post_id: int) -> tuple[Tenure, ...]:
    """Return the tenures of a post, the latest first."""
    rows = fetch(db, _tenures_with_names().where(TenureRow.post_id == post_id))
    found = (_tenure(row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.until or date.max, one.since or date.min, one.id), reverse=True))


def had_holder(db: Session, post_id: int) -> bool:
    """Return whether somebody left a post; asked past the model, for an import asks it for thousands."""
    return bool(list(sql(db, "SELECT 1 FROM tenure WHERE post_id = ? AND until IS NOT NULL LIMIT 1", (post_id,))))


def tenure(db: Session, tenure_id: int) -> Tenure:
    """Return one tenure; raise NotFound when there is none."""
    row = fetch_one(db, _tenures_with_names().where(TenureRow.id == tenure_id))
    if row is None:
        raise NotFound("找不到这段任职，请刷新名册后再试。")
    return _tenure(row)


def change(db: Session, tenure: Tenure) -> None:
    """Keep other days of a tenure that is still as it was read."""
    days = {"since": tenure.since, "until": tenure.until}
    save_revision(db, TenureRow, TenureRow.id == tenure.id, days, expected=tenure.revision)


def move(db: Session, tenure: Tenure, post_id: int) -> None:
    """Let a tenure belong to another post, into which its own was merged."""
    run(db, TenureRow.update(post_id=post_id).where(TenureRow.id == tenure.id))


def close(db: Session, post_id: int, until: date) -> None:
    """End what lasts on a post, because the post is given up; `reopen` takes that back."""
    run(db, TenureRow.update(until=until).where(TenureRow.post_id == post_id, TenureRow.until.is_null()))


def reopen(db: Session, post_id: int) -> None:
    """Let the holder of a post go on, where `close` had ended that."""
    lasting = TenureRow.select().where(TenureRow.post_id == post_id, TenureRow.until.is_null())
    if fetch_one(db, lasting) is not None:
        return
    holder = scalar(db, PostRow.select(PostRow.holder_id).where(PostRow.id == post_id))
    last = TenureRow.select(TenureRow.id).where(TenureRow.post_id == post_id, TenureRow.person_id == holder)
    number = scalar(db, last.order_by(TenureRow.id.desc()).limit(1))
    run(db, TenureRow.update(until=None).where(TenureRow.id == number))


def _tenures_with_names() -> ModelSelect[TenureRow]:
    return TenureRow.select(TenureRow, PersonRow.name).join(PersonRow, on=TenureRow.person_id == PersonRow.id)


def _tenure(row: dict[str, Any]) -> Tenure:
    return Tenure(row["id"], row["post_id"], row["name"], row["since"], row["until"], row["revision"])
