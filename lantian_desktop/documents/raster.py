"""Pages as pixels, for preview and print; also how many pages a file has. pypdfium2 lives here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2

from lantian_desktop.documents.page import MM
from lantian_desktop.domain.errors import UnreadableFile

_POINTS_PER_INCH = 72.0
_ONE_AT_A_TIME = Lock()  # PDFium may not be called from two threads at once


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of 32 bits: blue, green, red and a byte of padding; rows are `stride` bytes long."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages the file has."""
    with _opened(pdf) as document:
        return len(document)


def page_size_mm(pdf: bytes, index: int) -> tuple[float, float]:
    """Return width and height of a page as it is read, in mm."""
    with _opened(pdf) as document:
        width, height = document[index].get_size()
        return width / MM, height / MM


def render_page(pdf: bytes, index: int, *, dpi: float, for_paper: bool = False) -> PageImage:
    """Return a page as it is read, or for paper: turned pages lie upright there, as the sheet leaves the printer."""
    with _opened(pdf) as document:
        page = document[index]
        turn = (-page.get_rotation()) % 360 if for_paper else 0
        bitmap = page.render(scale=dpi / _POINTS_PER_INCH, rotation=turn, rev_byteorder=False, force_bitmap_format=4)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile("这份 PDF 无法打开，可能已损坏，请重新生成或另选文件。") from error
        try:
            yield document
        finally:
            document.close()
