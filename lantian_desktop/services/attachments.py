"""Photos and scans come in and are shown. Encryption and files are the store's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import Attachment, AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile
from lantian_desktop.services.office import Office
from lantian_desktop.store import attachments as stored

MAX_BYTES = 50 * 1024 * 1024  # one attachment; larger ones are videos, which belong elsewhere


def attach(
    office: Office,
    *,
    issue_id: int | None,
    path: Path,
    purpose: AttachmentPurpose = AttachmentPurpose.EVIDENCE,
    taken_on: date | None = None,
    measure_id: int | None = None,
) -> Attachment:
    """Keep the file at `path` with an issue (and perhaps one of its measures); raise UnreadableFile when it cannot be read."""
    office.require(Right.EDIT_RECORDS)
    if taken_on is not None and taken_on > office.today:
        raise InvalidInput("拍摄日期晚于今天，请更正。", field="taken_on")
    data = read_file(path)
    with office.session.write("添加附件") as touched:
        touched.note(name=path.name)
        added = stored.add(
            office.session,
            data=data,
            name=path.name,
            purpose=purpose,
            issue_id=issue_id,
            measure_id=measure_id,
            taken_on=taken_on,
        )
        touched.add("attachments", added.id)
        touched.add("issues", issue_id or 0)
    return added


def attachment_of(office: Office, *, sha256: str) -> Attachment:
    """Return the attachment that keeps a file, such as the scan of a letter received or of a signed sheet."""
    return stored.of_file(office.session, sha256)


def attachment_bytes(office: Office, *, attachment: Attachment) -> bytes:
    """Return the file's content, checked against its SHA-256."""
    return stored.read(office.session, attachment.sha256)


def read_file(path: Path) -> bytes:
    """Return the bytes of `path`; raise UnreadableFile with a sentence when missing, empty or too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(f"附件“{path.name}”超过 50 MB，请压缩后再添加。")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"读不到文件“{path.name}”，请检查文件是否存在、是否可读。") from error
    if not data:
        raise UnreadableFile(f"文件“{path.name}”是空的，请另选文件。")
    return data
