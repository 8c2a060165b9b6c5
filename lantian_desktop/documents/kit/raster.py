"""Pages as pixels, for preview and print; also how many pages a file has and in which faces. Finished files are not changed here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_int, create_string_buffer
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
from pypdfium2 import raw

from lantian_desktop.documents.kit.page import MM
from lantian_desktop.domain.errors import UnreadableFile

_POINTS_PER_INCH = 72.0
_LONGEST_NAME = 128  # bytes; PostScript names have at most 63 characters
_WHITE = 0xFFFFFFFF
_ONE_AT_A_TIME = Lock()  # PDFium may not be called from two threads at once


@dataclass(frozen=True, slots=True)
class RasterImage:
    """Pixels of 32 bits: blue, green, red and a byte of padding; rows are `stride` bytes long."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """Return how many pages the file has."""
    with opened(pdf) as document:
        return len(document)


def page_size_mm(pdf: bytes, index: int) -> tuple[float, float]:
    """Return width and height of a page as it is read, in mm."""
    with opened(pdf) as document:
        width, height = document[index].get_size()
        return width / MM, height / MM


def render_page(pdf: bytes, index: int, *, dpi: float, for_paper: bool = False) -> RasterImage:
    """Return a page as it is read, or for paper: turned pages lie upright there, as the sheet leaves the printer."""
    with opened(pdf) as document:
        page = document[index]
        turn = upright_turn(page) if for_paper else 0
        width, height = _pixels(page, turn, dpi)
        return _drawn(page, turn, (width, height), range(height))


def render_band(pdf: bytes, index: int, *, dpi: float, top: int, rows: int) -> RasterImage:
    """Return at most `rows` rows of a page for paper, from row `top` on, none below its end: a sheet is never held whole."""
    with opened(pdf) as document:
        page = document[index]
        turn = upright_turn(page)
        width, height = _pixels(page, turn, dpi)
        return _drawn(page, turn, (width, height), range(top, min(top + rows, height)))


def upright_turn(page: Any) -> int:
    """Return by how many degrees a page read as it is must turn clockwise to lie on an upright sheet, head at the left."""
    turn = -int(page.get_rotation()) % 360
    width, height = page.get_size()
    wide = (width > height) != bool(turn % 180)
    return (turn + 270) % 360 if wide else turn


def _pixels(page: Any, turn: int, dpi: float) -> tuple[int, int]:
    """Return how many pixels the whole page has across and down, once it is turned."""
    width, height = (round(points * dpi / _POINTS_PER_INCH) for points in page.get_size())
    return (height, width) if turn % 180 else (width, height)


def _drawn(page: Any, turn: int, whole: tuple[int, int], rows: range) -> RasterImage:
    if not rows:
        return RasterImage(whole[0], 0, 0, b"")
    raw = pypdfium2.raw
    bitmap = pypdfium2.PdfBitmap.new_native(whole[0], len(rows), raw.FPDFBitmap_BGRx)
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, whole[0], len(rows), _WHITE)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, -rows.start, *whole, turn // 90, raw.FPDF_ANNOT)
    return RasterImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """Give the block the open file, one block at a time; raise UnreadableFile when it is damaged."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFile("这份 PDF 无法打开，可能已损坏，请重新生成或另选文件。") from error
        try:
            yield document
        finally:
            document.close()


def face_names(pdf: bytes, index: int) -> tuple[str, ...]:
    """Return the PostScript names of the faces a page is set in, as the file has them, in order of first use."""
    names: dict[bytes, None] = {}
    room, flags = create_string_buffer(_LONGEST_NAME), c_int()
    with opened(pdf) as document:
        text = document[index].get_textpage()
        for place in range(text.count_chars()):
            if raw.FPDFText_GetFontInfo(text, place, room, _LONGEST_NAME, flags):  # 0: a blank no face has drawn
                names[room.value] = None
    return tuple(name.decode("utf-8", errors="replace") for name in names)
