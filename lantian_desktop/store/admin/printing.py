"""Printers' offsets and the 打印记录. Counting a letter's prints is done here in the same breath; sending pages is not."""

from __future__ import annotations

from typing import Any

from peewee import fn

from lantian_desktop.domain.admin.printing import NO_OFFSET, PaperOffset, PrintRecord, Sides
from lantian_desktop.domain.queries import Page
from lantian_desktop.store.rows import fetch, fetch_one, run, scalar
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import PrinterOffsetRow, PrintRecordRow


def offset(db: Session, printer: str) -> PaperOffset:
    """Return how far the pages of a printer are moved; one that was never measured moves nothing."""
    row = fetch_one(db, PrinterOffsetRow.select().where(PrinterOffsetRow.printer == printer))
    return NO_OFFSET if row is None else PaperOffset(row["right_tenths"], row["down_tenths"])


def offsets(db: Session) -> dict[str, PaperOffset]:
    """Return every kept offset by the printer's name, in the order of names."""
    rows = fetch(db, PrinterOffsetRow.select().order_by(PrinterOffsetRow.printer))
    return {row["printer"]: PaperOffset(row["right_tenths"], row["down_tenths"]) for row in rows}


def save_offset(db: Session, printer: str, offset: PaperOffset) -> None:
    """Keep how far the pages of a printer are moved."""
    figures = {"right_tenths": offset.right, "down_tenths": offset.down}
    query = PrinterOffsetRow.insert(printer=printer, **figures)
    run(db, query.on_conflict(conflict_target=[PrinterOffsetRow.printer], update=figures))


def remove_offset(db: Session, printer: str) -> None:
    """Move the pages of a printer no more."""
    run(db, PrinterOffsetRow.delete().where(PrinterOffsetRow.printer == printer))


def add_record(
    db: Session,
    *,
    title: str,
    letter_id: int | None,
    printer: str,
    pages: str,
    copies: int,
    sides: Sides,
    times: int,
) -> PrintRecord:
    """Enter what a printer took, now and in the session's name."""
    facts: dict[str, Any] = {
        "title": title,
        "letter_id": letter_id,
        "printer": printer,
        "pages": pages,
        "copies": copies,
        "times": times,
        "printed_at": db.clock(),
        "user": db.user,
    }
    number = run(db, PrintRecordRow.insert(sides=sides.value, **facts))
    return PrintRecord(id=number, sides=sides, **facts)


def records(db: Session, *, text: str = "", offset: int = 0, limit: int = 100) -> Page[PrintRecord]:
    """Return one page of the 打印记录, newest first; `text` is any parts of title, printer or user."""
    query = PrintRecordRow.select()
    for word in text.split():
        query = query.where(
            PrintRecordRow.title.contains(word)
            | PrintRecordRow.printer.contains(word)
            | PrintRecordRow.user.contains(word)
        )
    total = int(scalar(db, query.select(fn.COUNT(PrintRecordRow.id))))
    rows = fetch(db, query.order_by(PrintRecordRow.id.desc()).offset(offset).limit(limit))
    return Page(tuple(PrintRecord(**{**row, "sides": Sides(row["sides"])}) for row in rows), total, offset)
