"""发文登记簿 and 收文登记簿: read in the order of their numbers with gaps and duplicates in place, and exported as sheet or document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letters.letter import Letter, ReceivedLetter
from lantian_desktop.domain.letters.register import (
    RegisterGap,
    RegisterKey,
    RegisterKind,
    RegisterLine,
    register_keys,
)
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters as stored
from lantian_desktop.store.roster import units

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.columns import ColumnSet

Row = dict[str, object]
WIDTHS = {  # about millimetres of the 225 there are: numbers, dates and names must not break, in 5号 or smaller
    RegisterKind.ISSUED: {
        "number": 25, "dated_on": 19, "title": 30.5, "kind": 12, "addressees": 19, "copied_to": 16, "signatory": 13,
        "issues": 9, "registered_at": 19, "user": 13, "reprints": 8.5, "void": 12, "sha256": 29,
    },
    RegisterKind.RECEIVED: {
        "number": 30, "sender": 26, "title": 46, "dated_on": 21.5, "received_on": 21.5, "plan_due": 21.5,
        "rectify_due": 21.5, "issues": 27, "scan": 10,
    },
}  # fmt: skip
_LEFT = {"title", "addressees", "copied_to", "sender", "void"}
_DIGEST_PART = 16  # figures of a SHA-256 on a line of its column
_BATCH = 500  # letters read by one question
_EVERY = 1_000_000


def issued_page(
    office: Office, *, text: str = "", year: int | None = None, offset: int = 0, limit: int = 100
) -> Page[RegisterLine | RegisterGap]:
    """Return one page of the 发文登记簿, the highest number of the latest year first, gaps in their places."""
    keys = _keys(office, text, year)[::-1]
    return Page(_lines(office, keys[offset : offset + limit]), len(keys), offset)


def register_rows(office: Office, *, kind: RegisterKind, text: str = "", year: int | None = None) -> list[Row]:
    """Return every line of a register from the first number on, keyed by the columns of its sheet."""
    if kind is RegisterKind.ISSUED:
        names = {unit.id: unit.short_name or unit.name for unit in units.all_units(office.session)}
        return [_issued_row(line, names) for line in _lines(office, _keys(office, text, year))]
    received = stored.received_page(office.session, text=text, limit=_EVERY).rows
    return [_received_row(office, letter) for letter in reversed(received) if year in {None, letter.received_on.year}]


def export_register(office: Office, *, kind: RegisterKind, path: Path, text: str = "", year: int | None = None) -> int:
    """Write a register as .xlsx or .pdf, by the ending of `path`; return the number of its lines."""
    rows = register_rows(office, kind=kind, text=text, year=year)
    if path.suffix.lower() == ".xlsx":
        write_file(path, _sheet(office, kind, rows, year))
    elif path.suffix.lower() == ".pdf":
        write_file(path, _document(office, kind, rows, year))
    else:
        raise InvalidInput("登记簿只能导出为 .xlsx 或 .pdf，请改文件名。", field="path")
    return len(rows)


def register_pdf(office: Office, *, kind: RegisterKind, text: str = "", year: int | None = None) -> bytes:
    """Return a register as a landscape document."""
    return _document(office, kind, register_rows(office, kind=kind, text=text, year=year), year)


def _keys(office: Office, text: str, year: int | None) -> tuple[RegisterKey | RegisterGap, ...]:
    """Return the lines of the register in order; a search shows a gap only where it asks for it (缺号, or its label)."""
    keys = register_keys(stored.numbers(office.session, year=year))
    if not text.strip():
        return keys
    found = {letter_id for letter_id, _ in stored.numbers(office.session, text=text, year=year)}
    return tuple(
        key for key in keys if (text.strip() in key.label if isinstance(key, RegisterGap) else key.letter_id in found)
    )


def _lines(office: Office, keys: Sequence[RegisterKey | RegisterGap]) -> tuple[RegisterLine | RegisterGap, ...]:
    letters: dict[int, Letter] = {}
    ids = [key.letter_id for key in keys if isinstance(key, RegisterKey)]
    for start in range(0, len(ids), _BATCH):
        letters |= stored.by_ids(office.session, ids[start : start + _BATCH])
    return tuple(
        key if isinstance(key, RegisterGap) else RegisterLine(letters[key.letter_id], key.duplicate) for key in keys
    )


def _issued_row(line: RegisterLine | RegisterGap, names: dict[int, str]) -> Row:
    if isinstance(line, RegisterGap):
        return {"number": line.label, "title": line.sentence}
    letter, draft = line.letter, line.letter.draft
    return {
        "number": f"{letter.number}（重号）" if line.duplicate else str(letter.number),
        "dated_on": draft.dated_on,
        "title": draft.title.replace("\n", ""),
        "kind": draft.kind.label,
        "addressees": draft.addressees(names),
        "copied_to": "、".join(draft.copied_to),
        "signatory": draft.signatory,
        "issues": len(draft.covered),
        "registered_at": f"{letter.registered_at:%Y-%m-%d %H:%M}",
        "user": letter.user,
        "reprints": letter.reprinted,
        "void": f"作废：{letter.void_reason}" if letter.void_reason else "",
        "sha256": letter.pdf_sha256,
    }


def _received_row(office: Office, letter: ReceivedLetter) -> Row:
    numbers = (issues.load(office.session, covered.issue_id).number for covered in letter.covered)
    return {
        "number": letter.number,
        "sender": letter.sender,
        "title": letter.title,
        "dated_on": letter.dated_on,
        "received_on": letter.received_on,
        "plan_due": _days(covered.plan_due for covered in letter.covered),
        "rectify_due": _days(covered.rectify_due for covered in letter.covered),
        "issues": "、".join(numbers),
        "scan": "有" if letter.scan else "无",
    }


def _days(days: Iterable[date | None]) -> str:
    """Return the different days of what a letter covers, the earliest first."""
    return "、".join(day.isoformat() for day in sorted({day for day in days if day}))


def _columns(kind: RegisterKind) -> ColumnSet:
    from lantian_desktop.exchange.letters import register_sheet  # spreadsheets: only where a file leaves

    return register_sheet.ISSUED if kind is RegisterKind.ISSUED else register_sheet.RECEIVED


def _title(office: Office, kind: RegisterKind, year: int | None) -> str:
    return f"{office.profile.name}{f'{year}年' if year else ''}{kind.label}"


def _sheet(office: Office, kind: RegisterKind, rows: Sequence[Row], year: int | None) -> bytes:
    from lantian_desktop.exchange.kit.writing import sheet_bytes  # spreadsheets: only where a file leaves

    title = f"{_title(office, kind, year)}（截至{cn_date(office.today)}）"
    return sheet_bytes(_columns(kind), rows, created=office.clock(), title=title, sheet=kind.label)


def _document(office: Office, kind: RegisterKind, rows: Sequence[Row], year: int | None) -> bytes:
    from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
    from lantian_desktop.documents.letters.register_book import (  # reportlab: only where a page is made
        RegisterBook,
        build,
    )

    widths, sheet_columns = WIDTHS[kind], _columns(kind).columns
    columns = tuple(
        TableColumn(column.header, widths[column.key], Align.LEFT if column.key in _LEFT else Align.CENTRE)
        for column in sheet_columns
    )
    cells = tuple(tuple(_cell(column.key, row.get(column.key)) for column in sheet_columns) for row in rows)
    unit = f"登记单位：{office.profile.name}　共 {sum('dated_on' in row for row in rows)} 件"
    return build(
        RegisterBook(_title(office, kind, year), office.today, TableContent(columns, cells), unit), faces(office)
    )


def _cell(key: str, value: object) -> str:
    text = "" if value is None else str(value)
    if key == "sha256":
        return "\n".join(text[at : at + _DIGEST_PART] for at in range(0, len(text), _DIGEST_PART))
    return (
        text.replace(" ", "\n") if key == "registered_at" else text.replace("、", "\n") if key.endswith("due") else text
    )
