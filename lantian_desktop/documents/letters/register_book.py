"""The 发文登记簿 and 收文登记簿 in print: a wide table on turned pages. What is entered in them is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantian_desktop.documents.issues import ledger
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import TableContent


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """A register as of a day; `unit` keeps it."""

    title: str
    as_of: date
    table: TableContent
    unit: str = ""


def build(content: RegisterBook, faces: FaceBook) -> bytes:
    """Return the PDF of the register."""
    return ledger.build(ledger.Ledger(content.title, content.as_of, content.table, content.unit), faces)
