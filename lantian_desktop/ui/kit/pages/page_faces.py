"""The line that tells which faces the page in view is set in. They are read on the worker's thread, once a page."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.kit.paint.text import ElidedLabel
from lantian_desktop.ui.kit.work.worker import RunningJob, Worker


class FacedPages(Protocol):
    """A document that knows its faces; it is asked on another thread."""

    def faces(self, number: int) -> tuple[str, ...]:
        """Return one line a kind of face on a page, counted from 0."""


class FacesLine(ElidedLabel):
    """One quiet line, shortened where it must be; the tooltip and the accessible name hold all of it."""

    def __init__(self, worker: Worker) -> None:
        super().__init__("", "muted")
        self._worker = worker
        self._pages: FacedPages | None = None
        self._number = -1
        self._read: dict[int, str] = {}
        self._requested: set[int] = set()

    def follow(self, pages: FacedPages | None) -> None:
        """Take another document; its first page is told when `show_page` says so."""
        self._pages, self._number = pages, -1
        self._read.clear()
        self._requested.clear()
        self.setVisible(pages is not None)
        self._tell()

    def show_page(self, number: int) -> None:
        """Tell the faces of a page, counted from 0, as soon as they are known."""
        if number == self._number or self._pages is None:
            return
        self._number = number
        self._tell()
        if number in self._requested:
            return
        self._requested.add(number)
        pages = self._pages

        def read(_running: RunningJob) -> str:
            return "；".join(pages.faces(number))

        self._worker.run(read, partial(self._keep, pages, number), self._pass_over, owner=self)

    def _keep(self, pages: FacedPages, number: int, text: str) -> None:
        if pages is self._pages:
            self._read[number] = text
            self._tell()

    def _pass_over(self, _error: OfficeError) -> None:
        """Leave the line empty: a page that cannot be read says so where it is drawn."""

    def _tell(self) -> None:
        faces_text = self._read.get(self._number, "")
        text = f"本页字体　{faces_text}" if faces_text else ""
        self.setText(text)
        self.setAccessibleName(text or "本页字体")
