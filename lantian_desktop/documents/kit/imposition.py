"""Finished files on their way to a printer: several as one, and pages laid on the sheet. The files given are never changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ctypes import byref
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw

from lantian_desktop.documents.kit.page import MM, PAGE_HEIGHT_MM, PAGE_WIDTH_MM
from lantian_desktop.documents.kit.raster import opened, upright_turn
from lantian_desktop.domain.admin.printing import BLANK
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile

Goes = Callable[[int, int], bool]


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Return several files as one, their pages in order with size and rotation as they are.

    What the first file says of itself (`PrintScaling`, `Lang`, title) stays; the outlines of the others are left out.
    """
    if not pdfs:
        raise InvalidInput("没有可以合并的文书，请至少选择一件。")
    if len(pdfs) == 1:
        return bytes(pdfs[0])
    with opened(pdfs[0]) as whole:
        for pdf in pdfs[1:]:
            _append(whole, pdf)
        return _written(whole)


def _append(whole: Any, pdf: bytes) -> None:
    try:
        part = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("有一件文书的 PDF 无法打开，可能已损坏，请重新生成后再合并。") from error
    try:
        whole.import_pages(part)
    finally:
        part.close()


def arranged(pdf: bytes, faces: Sequence[int]) -> bytes:
    """Return a copy with these pages alone, counted from 1 and rising, and a white A4 page for each BLANK among them."""
    with opened(pdf) as document:
        for page in range(len(document), 0, -1):
            if page not in faces:
                document.del_page(page - 1)
        for place, face in enumerate(faces):
            if face == BLANK:
                document.new_page(PAGE_WIDTH_MM * MM, PAGE_HEIGHT_MM * MM, place)
        return _written(document)


def for_paper(pdf: bytes, *, right_mm: float, down_mm: float, goes_on: Goes) -> bytes | None:
    """Return a copy whose pages lie upright on the sheet, head of a turned one at the left, and are moved by an offset.

    `goes_on` is told how many pages of how many are laid; None is returned when it answers no. A file of upright pages
    that are not moved is returned as it is.
    """
    with opened(pdf) as document:
        changed = False
        for number in range(len(document)):
            page = document[number]
            changed |= _lay(page, right_mm * MM, down_mm * MM)
            page.close()
            if not goes_on(number + 1, len(document)):
                return None
        return _written(document) if changed else pdf


def _lay(page: Any, right: float, down: float) -> bool:
    """Turn and move one page; `right` and `down` are points on the sheet. Return whether that changed anything."""
    turn, rotation = upright_turn(page), page.get_rotation()
    stays = (turn + rotation) % 360 == 0
    if rotation:
        page.set_rotation(0)
    if stays and not (right or down):
        return bool(rotation)
    matrix = pypdfium2.raw.FS_MATRIX(1, 0, 0, 1, right, -down)
    if not stays:  # a page that is wide by itself: its text will run upward
        left, bottom, far, top = page.get_mediabox()
        matrix = pypdfium2.raw.FS_MATRIX(0, 1, -1, 0, top + right, -left - down)
        page.set_mediabox(0, 0, top - bottom, far - left)
    pypdfium2.raw.FPDFPage_TransFormWithClip(page, byref(matrix), None)
    return True


def _written(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
