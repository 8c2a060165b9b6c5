"""Pages for screen and paper, and the faces they are set in. What a document contains is decided by the service of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.services.office import Office

if TYPE_CHECKING:
    from lantian_desktop.documents.fonts import FaceBook
    from lantian_desktop.documents.raster import PageImage


def faces(office: Office) -> FaceBook:
    """Return the faces documents are set in; loaded once a process."""
    return _faces(office.resources / "fonts")


@lru_cache(maxsize=2)
def _faces(folder: Path) -> FaceBook:
    from lantian_desktop.documents.fonts import FaceBook  # reportlab: only where a page is made

    return FaceBook(folder)


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    from lantian_desktop.documents import raster  # pypdfium2: only where a page is shown

    return raster.page_count(pdf)


def page_size_mm(pdf: bytes, index: int) -> tuple[float, float]:
    """Return width and height of page `index` (from 0) in millimetres."""
    from lantian_desktop.documents import raster  # pypdfium2: only where a page is shown

    return raster.page_size_mm(pdf, index)


def page_image(pdf: bytes, index: int, *, dpi: float) -> PageImage:
    """Return page `index` (from 0) as BGRA pixels."""
    from lantian_desktop.documents import raster  # pypdfium2: only where a page is shown

    return raster.render_page(pdf, index, dpi=dpi)


def page_band(pdf: bytes, index: int, *, dpi: float, top: int, rows: int) -> PageImage:
    """Return rows of pixels of page `index` (from 0) as its sheet leaves the printer, from row `top` on."""
    from lantian_desktop.documents import raster  # pypdfium2: only where a page is printed

    return raster.render_band(pdf, index, dpi=dpi, top=top, rows=rows)


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Return several finished PDFs as one, in their order; the pages keep their size and rotation."""
    from lantian_desktop.documents import imposition  # pypdfium2: only where something is printed

    return imposition.joined(pdfs)
