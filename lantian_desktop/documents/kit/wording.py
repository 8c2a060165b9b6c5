"""How names, dates and numbers of contents are written in documents. No layout here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.domain.errors import InvalidInput


def written_date(day: date) -> str:
    """Return 2019年7月5日: Arabic, no leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_units(groups: Sequence[Sequence[str]]) -> str:
    """Join units: 、 within a level, ， between levels."""
    return "，".join("、".join(clean(unit).strip() for unit in group) for group in groups if group)


def single_line(text: str) -> str:
    """Return cleaned text without line breaks."""
    return " ".join(clean(text).split("\n")).strip()


def required(text: str, field: str, role: FaceRole, faces: FaceBook) -> str:
    """Return a cleaned one-line entry that may not be empty and that the faces can draw."""
    text = optional(text, field, role, faces)
    if not text:
        raise InvalidInput(f"“{field}”还没有填写，请补全后再生成文书。", field=field)
    return text


def titled(text: str, field: str, faces: FaceBook) -> str:
    """Return a cleaned title that may not be empty; the line breaks its writer chose are kept."""
    required(text, field, FaceRole.MARK, faces)
    return "\n".join(part.strip() for part in clean(text).split("\n") if part.strip())


def optional(text: str, field: str, role: FaceRole, faces: FaceBook) -> str:
    """Return a cleaned one-line entry that the faces can draw."""
    text = single_line(text)
    faces.ensure_covered(text, role, field)
    return text
