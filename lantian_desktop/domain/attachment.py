"""Photos and scans kept with records: the day they were taken is not the day they were added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantian_desktop.domain.terms import Labelled


class AttachmentPurpose(Labelled):
    """What an attachment is for."""

    PHOTO = "photo", "现场照片"
    EVIDENCE = "evidence", "佐证材料"
    APPEAL = "appeal", "申诉材料"
    SIGNED_SHEET = "signed_sheet", "签批页"
    RECEIVED_LETTER = "received_letter", "来文扫描件"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its SHA-256 (64 hex digits), belonging to an issue and perhaps to one of its measures; `size` in bytes."""

    id: int
    issue_id: int | None
    measure_id: int | None
    purpose: AttachmentPurpose
    name: str
    sha256: str
    size: int
    added_at: datetime
    added_by: str
    taken_on: date | None = None
