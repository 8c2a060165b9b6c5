"""Pages for the screen and for paper, and the faces they are set in. What a document contains is decided by the service of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.services.office import Office

if TYPE_CHECKING:
    from lantian_desktop.documents.kit.fonts import FaceBook
    from lantian_desktop.documents.kit.measure import Named
    from lantian_desktop.documents.kit.raster import RasterImage


_font_folders: list[Path] = []  # of this PC, not of an office: set once by the program's start


def use_font_folders(folders: Sequence[Path]) -> None:
    """Let documents made from now on use the PC's own faces in these folders; they are searched by the first document."""
    _font_folders[:] = folders


def faces(office: Office) -> FaceBook:
    """Return the faces documents are set in; found and loaded once a process."""
    return _faces(office.resources / "fonts", tuple(_font_folders))


@lru_cache(maxsize=2)
def _faces(bundled: Path, font_folders: tuple[Path, ...]) -> FaceBook:
    from lantian_desktop.documents.kit.fonts import FaceBook  # reportlab: only where a page is made

    return FaceBook(bundled, font_folders)


def page_faces(pdf: bytes, index: int) -> tuple[str, ...]:
    """Return one line a kind of face page `index` (from 0) is set in, read from the file: 仿宋：仿宋_GB2312（本机）."""
    from lantian_desktop.documents.kit import page_faces as reading  # pypdfium2: only where a page is shown

    return reading.page_faces(pdf, index)


@dataclass(frozen=True, slots=True)
class FaceAtHand:
    """Which face documents take for a use, 仿宋 or another, and its file."""

    use: str
    face: str
    path: Path


@dataclass(frozen=True, slots=True)
class FacesAtHand:
    """The faces of this PC: those documents are set in, and the font files that cannot be used, with the reason."""

    chosen: tuple[FaceAtHand, ...]
    passed_over: tuple[tuple[Path, str], ...]


def faces_at_hand(resources: Path) -> FacesAtHand:
    """Return which faces documents are set in on this PC."""
    from lantian_desktop.documents.kit.page_faces import in_words  # pypdfium2

    book = _faces(resources / "fonts", tuple(_font_folders))
    chosen = tuple(FaceAtHand(face.role.label, in_words(face.name), face.path) for face in book.chosen())
    return FacesAtHand(chosen, tuple((passed.path, passed.reason) for passed in book.passed_over))


def page_measures() -> tuple[Named, ...]:
    """Return every parameter of a page: name, value, unit, clause of GB/T 9704-2012 or practice, and how strongly it binds."""
    from lantian_desktop.documents import parameters  # reportlab: only where pages are spoken of

    return parameters.measures()


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    from lantian_desktop.documents.kit import raster  # pypdfium2: only where a page is shown

    return raster.page_count(pdf)


def page_size_mm(pdf: bytes, index: int) -> tuple[float, float]:
    """Return width and height of page `index` (from 0) in millimetres."""
    from lantian_desktop.documents.kit import raster  # pypdfium2: only where a page is shown

    return raster.page_size_mm(pdf, index)


def page_image(pdf: bytes, index: int, *, dpi: float) -> RasterImage:
    """Return page `index` (from 0) as BGRA pixels."""
    from lantian_desktop.documents.kit import raster  # pypdfium2: only where a page is shown

    return raster.render_page(pdf, index, dpi=dpi)


def page_band(pdf: bytes, index: int, *, dpi: float, top: int, rows: int) -> RasterImage:
    """Return rows of pixels of page `index` (from 0) as its sheet leaves the printer, from row `top` on."""
    from lantian_desktop.documents.kit import raster  # pypdfium2: only where a page is printed

    return raster.render_band(pdf, index, dpi=dpi, top=top, rows=rows)


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Return several finished PDFs as one, in their order; the pages keep their size and rotation."""
    from lantian_desktop.documents.kit import imposition  # pypdfium2: only where something is printed

    return imposition.joined(pdfs)
