"""Printers of this office: how far each one's pages are moved, the page that measures it, and handing a PDF to the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.admin.printing import BLANK, PaperOffset, PrintOrder, mm_text
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.exchange.kit import spooler
from lantian_desktop.services import printing
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import printing as stored

TOPIC = "printers"


def offset(office: Office, *, printer: str) -> PaperOffset:
    """Return how far the pages of a printer are moved."""
    return stored.offset(office.session, printer)


def offsets(office: Office) -> Mapping[str, PaperOffset]:
    """Return every kept offset by the printer's name."""
    return stored.offsets(office.session)


def save_offset(office: Office, *, printer: str, offset: PaperOffset) -> None:
    """Keep how far the pages of a printer are moved from now on; stored letters are not touched by it."""
    office.require(Right.EDIT_RECORDS)
    name = printer.strip()
    if not name:
        raise InvalidInput("请填写打印机名称。", field="name")
    with office.session.write("校准打印机") as touched:
        stored.save_offset(office.session, name, offset)
        touched.note(printer=name, right=mm_text(offset.right), down=mm_text(offset.down))
        touched.add(TOPIC)


def remove_offset(office: Office, *, printer: str) -> None:
    """Move the pages of a printer no more."""
    office.require(Right.EDIT_RECORDS)
    if printer not in offsets(office):
        return
    with office.session.write("删除打印机校准") as touched:
        stored.remove_offset(office.session, printer)
        touched.note(printer=printer)
        touched.add(TOPIC)


def alignment_page(office: Office, *, printer: str) -> bytes:
    """Return the 打印测试页 of a printer, which tells the offset it is printed with."""
    from lantian_desktop.documents.kit.test_page import AlignmentPage, build  # reportlab: only where a page is made

    moved = offset(office, printer=printer)
    page = AlignmentPage(printer, office.today, right_tenths=moved.right, down_tenths=moved.down)
    return build(page, printing.faces(office))


def takes_pdf() -> bool:
    """Return whether the system's print service takes PDFs from us."""
    return spooler.is_there()


def send(
    pdf: bytes,
    *,
    order: PrintOrder,
    offset: PaperOffset,
    title: str,
    goes_on: Callable[[int, int], bool],
    faces: Sequence[int] = (),
) -> bool:
    """Hand a PDF to the system's print service and return True, or False when `goes_on` said no before that.

    `goes_on` is told how many pages of how many are laid on the sheet. `faces` are the pages ordered, with BLANK where a
    face stays white. Raise PrinterRefused when the PDF is not taken.
    """
    from lantian_desktop.documents.kit import imposition  # pypdfium2: only where something is printed

    if BLANK in faces:
        pdf, order = imposition.arranged(pdf, faces), replace(order, pages=tuple(range(1, len(faces) + 1)))
    laid = imposition.for_paper(pdf, right_mm=offset.right_mm, down_mm=offset.down_mm, goes_on=goes_on)
    if laid is None:
        return False
    spooler.submit(laid, order, title=title)
    return True
