"""What files are attached to which records. The files themselves lie encrypted in the attachments folder."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantian_desktop.domain.attachment import Attachment, AttachmentPurpose
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.store.rows import fetch, fetch_one, run
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import AttachmentRow


def add(
    db: Session,
    *,
    data: bytes,
    name: str,
    purpose: AttachmentPurpose,
    issue_id: int | None = None,
    measure_id: int | None = None,
    taken_on: date | None = None,
) -> Attachment:
    """Keep a file and what it belongs to; its content is on the disk before the row speaks of it."""
    stored = db.files.put(data)
    columns = {
        "sha256": stored.sha256,
        "size": stored.size,
        "issue_id": issue_id,
        "measure_id": measure_id,
        "purpose": purpose.value,
        "name": name,
        "taken_on": taken_on,
        "added_at": db.clock(),
        "added_by": db.user,
    }
    return attachment(db, run(db, AttachmentRow.insert(**columns)))


def attachment(db: Session, attachment_id: int) -> Attachment:
    """Return one attachment; raise NotFound when there is none."""
    row = fetch_one(db, AttachmentRow.select().where(AttachmentRow.id == attachment_id))
    if row is None:
        raise NotFound("找不到这个附件，请刷新后重试。")
    return _attachment(row)


def of_file(db: Session, sha256: str) -> Attachment:
    """Return the first attachment that keeps this file; raise NotFound when there is none."""
    row = fetch_one(db, AttachmentRow.select().where(AttachmentRow.sha256 == sha256).order_by(AttachmentRow.id))
    if row is None:
        raise NotFound("找不到这个附件，请刷新后重试。")
    return _attachment(row)


def of_issue(db: Session, issue_id: int) -> tuple[Attachment, ...]:
    """Return an issue's attachments, those of its measures among them, in the order they were added."""
    query = AttachmentRow.select().where(AttachmentRow.issue_id == issue_id).order_by(AttachmentRow.id)
    return tuple(_attachment(row) for row in fetch(db, query))


def read(db: Session, sha256: str) -> bytes:
    """Return a file's content; raise NotFound when it is missing, DamagedStore when it is not what was stored."""
    return db.files.get(sha256)


def remove(db: Session, attachment_id: int) -> None:
    """Take an attachment off its record, as its undo does; the file stays in the folder."""
    run(db, AttachmentRow.delete().where(AttachmentRow.id == attachment_id))


def _attachment(row: dict[str, Any]) -> Attachment:
    return Attachment(
        id=row["id"],
        issue_id=row["issue_id"],
        measure_id=row["measure_id"],
        purpose=AttachmentPurpose(row["purpose"]),
        name=row["name"],
        sha256=row["sha256"],
        size=row["size"],
        added_at=row["added_at"],
        added_by=row["added_by"],
        taken_on=row["taken_on"],
    )
