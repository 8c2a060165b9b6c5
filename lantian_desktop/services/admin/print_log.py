"""打印记录: what a printer took is entered afterwards, never before; a registered letter counts the print at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.admin.printing import PrintedPart, PrintOrder, PrintRecord, pages_of_parts, ranges
from lantian_desktop.domain.errors import OfficeError, Refused
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import printing as stored
from lantian_desktop.store.letters import letters

TOPIC = "prints"
_NAMED = 20  # titles a journal line names


def check_printable(office: Office, *, parts: Sequence[PrintedPart]) -> None:
    """Raise Refused when a letter among them is void, or when the print could not be entered afterwards."""
    if office.read_only:
        raise Refused("数据正由另一个窗口使用，打印无法登记，请在那个窗口打印。")
    for part in parts:
        if part.letter_id is not None:
            require_not_void(office, letter_id=part.letter_id)


def require_not_void(office: Office, *, letter_id: int) -> None:
    """Raise Refused when a letter is void."""
    letter = letters.letter(office.session, letter_id)
    if letter.void_reason:
        raise Refused(f"{letter.number} 已作废，不再打印。")


def record_print(office: Office, *, order: PrintOrder, parts: Sequence[PrintedPart]) -> tuple[PrintRecord, ...]:
    """Enter what a printer took, one line for each document, and count the prints of registered letters, in one transaction.

    `parts` are the documents in the order they stand in the printed whole; `order.pages` are pages of that whole.
    """
    try:
        return _record(office, order, parts)
    except OfficeError as error:
        raise OfficeError(f"已送到打印机，但没有记入打印记录：{error.sentence}") from error


def _record(office: Office, order: PrintOrder, parts: Sequence[PrintedPart]) -> tuple[PrintRecord, ...]:
    printed = pages_of_parts(parts, order.pages)
    title = f"打印 {printed[0][0].title}" if len(printed) == 1 else f"打印 {len(printed)} 件文书"
    with office.session.write(title, printer=order.printer, copies=order.copies) as touched:
        lines = tuple(_enter(office, order, part, pages) for part, pages in printed)
        touched.add(TOPIC, *(line.id for line in lines))
        if counted := [line.letter_id for line in lines if line.letter_id is not None]:
            touched.add("letters", *counted)
        touched.note(**_facts(lines))
    return lines


def _facts(lines: Sequence[PrintRecord]) -> dict[str, object]:
    """Return what the journal tells of the lines beside printer and copies."""
    if len(lines) != 1:
        return {"titles": [line.title for line in lines[:_NAMED]]}
    (line,) = lines
    return {"pages": line.pages, "sides": line.sides.label, **({"times": line.times} if line.times else {})}


def _enter(office: Office, order: PrintOrder, part: PrintedPart, pages: Sequence[int]) -> PrintRecord:
    times = 0 if part.letter_id is None else letters.count_reprint(office.session, part.letter_id)
    return stored.add_record(
        office.session,
        title=part.title,
        letter_id=part.letter_id,
        printer=order.printer,
        pages=ranges(pages),
        copies=order.copies,
        sides=order.sides,
        times=times,
    )


def records(office: Office, *, text: str = "", offset: int = 0, limit: int = 100) -> Page[PrintRecord]:
    """Return one page of the 打印记录, newest first; `text` is any parts of title, printer or user."""
    return stored.records(office.session, text=text, offset=offset, limit=limit)
