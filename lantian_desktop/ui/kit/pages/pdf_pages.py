"""Finished PDFs as pages to look at and to print. They are drawn through the services; nothing is typeset here."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.services import printing
from lantian_desktop.ui.kit.pages.preview import PageImage

POINTS_PER_MM = 72 / 25.4


class PdfPages:
    """The pages of one PDF; made where the PDF is made, so that counting them does not hold up the window."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        sizes = (printing.page_size_mm(pdf, number) for number in range(printing.page_count(pdf)))
        self._sizes = tuple((wide * POINTS_PER_MM, high * POINTS_PER_MM) for wide, high in sizes)

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        return self._sizes[number]

    def render(self, number: int, dpi: float) -> PageImage:
        """Return the picture of a page."""
        return printing.page_image(self.pdf, number, dpi=dpi)

    def band(self, number: int, dpi: float, top: int, rows: int) -> PageImage:
        """Return rows of pixels of a page as its sheet leaves the printer."""
        return printing.page_band(self.pdf, number, dpi=dpi, top=top, rows=rows)

    def faces(self, number: int) -> tuple[str, ...]:
        """Return one line a kind of face that a page is set in."""
        return printing.page_faces(self.pdf, number)


class JoinedPages:
    """Several PDFs one after the other; `starts` are the positions of their first pages."""

    def __init__(self, parts: Sequence[PdfPages]) -> None:
        self.parts = tuple(parts)
        self._places = tuple((part, number) for part in self.parts for number in range(part.count()))
        counts = [part.count() for part in self.parts]
        self.starts = tuple(sum(counts[:at]) for at in range(len(counts)))

    def count(self) -> int:
        """Return how many pages there are in all."""
        return len(self._places)

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        part, at = self._places[number]
        return part.size(at)

    def render(self, number: int, dpi: float) -> PageImage:
        """Return the picture of a page."""
        part, at = self._places[number]
        return part.render(at, dpi)

    def faces(self, number: int) -> tuple[str, ...]:
        """Return one line a kind of face that a page is set in."""
        part, at = self._places[number]
        return part.faces(at)
