"""Pages on their way to a printer: painted band by band, or handed as a PDF to the system's print service. No dialogs here."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from lantian_desktop.domain.admin.printing import BLANK, NO_OFFSET, PaperOffset, PrinterRefused, PrintOrder
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.admin import printers
from lantian_desktop.ui.kit.pages.preview import PageImage, as_qimage
from lantian_desktop.ui.kit.work.worker import RunningJob, Worker

MIN_DPI = 300  # below this the strokes of 仿宋 at 3号 break up on paper
MAX_DPI = 600  # finer ones are not seen, and every doubling takes four times the data
BAND_BYTES = 4 << 20  # of pixels in a band, painted in about 50 ms; a whole page at 600 dpi would take 139 MB
MM_PER_INCH = 25.4
PIXEL_BYTES = 4
PDF_END = b"%%EOF"
NO_ANSWER = "打印机没有响应，请检查打印机是否已开机、联机，再重新打印。"
UNFINISHED = "打印没有完成，请检查打印机和磁盘空间，再重新打印。"


class Sheets(Protocol):
    """Pages as they lie on the paper; `band` is asked on another thread."""

    def count(self) -> int:
        """Return how many pages there are."""

    def band(self, number: int, dpi: float, top: int, rows: int) -> PageImage:
        """Return at most `rows` rows of pixels of an upright A4 sheet, from row `top` on; none below its end."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How finely pages are drawn for a printer: `dots` of the printer for `pixels` drawn, a whole number of one of them."""

    dpi: float
    dots: int
    pixels: int

    @classmethod
    def for_printer(cls, resolution: int) -> Scale:
        """Return at least 300 and at most 600 dpi that a printer's own dots divide into without a rest."""
        if resolution < MIN_DPI:
            pixels = math.ceil(MIN_DPI / resolution)
            return cls(resolution * pixels, 1, pixels)
        dots = math.ceil(resolution / MAX_DPI)
        return cls(resolution / dots, dots, 1)

    def rows(self, wide_mm: float) -> int:
        """Return how many rows of pixels of a sheet make a band; they are whole dots of the printer."""
        rows = int(BAND_BYTES // (PIXEL_BYTES * wide_mm / MM_PER_INCH * self.dpi))
        return max(rows // self.pixels, 1) * self.pixels

    def on_printer(self, pixels: int) -> float:
        """Return how many of the printer's dots so many pixels take."""
        return pixels * self.dots / self.pixels


@dataclass(frozen=True, slots=True)
class _Band:
    """A band with ink on it; or, without an image, the place where the page ends."""

    top: int
    image: QImage | None = None


class PrintRun(QObject):
    """Paints pages on a printer: drawn band by band on the worker's thread, painted on this one."""

    page_printed = Signal(int, int)
    finished = Signal()
    stopped = Signal()
    failed = Signal(object)  # an OfficeError

    def __init__(
        self,
        printer: QPrinter,
        pages: Sheets,
        worker: Worker,
        *,
        order: PrintOrder,
        faces: Sequence[int] = (),
        offset: PaperOffset = NO_OFFSET,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer, self._pages, self._worker, self._offset = printer, pages, worker, offset
        self._scale = Scale.for_printer(printer.resolution())
        self._rows = self._scale.rows(210.0)
        self._faces = sequence(faces or order.pages, order, by_ourselves=not printer.supportsMultipleCopies())
        self._painter = QPainter()
        self._printed = 0
        self._top = 0
        self._on_page = False  # whether the sheet of the present page is begun
        self._answered = True
        self._asking = False
        self._stopping = False

    def start(self) -> None:
        """Print the pages ordered; `finished`, `stopped` or `failed` follows."""
        self._ask()

    def stop(self) -> None:
        """Stop at the next band; the printer is told to forget the job."""
        self._stopping = True

    def _ask(self) -> None:
        """Ask for bands as long as each is answered at once: a worker on this thread would otherwise pile up calls."""
        if self._asking:
            return
        self._asking = True
        while self._answered:
            self._answered = False
            self._worker.run(self._draw, self._put, self._give_up, owner=self)
        self._asking = False

    def _draw(self, _running: RunningJob) -> _Band:
        """Return the next band of the present page that has ink; white ones are not worth sending."""
        face, top = self._faces[self._printed], self._top
        while face != BLANK and not self._stopping:
            image = self._pages.band(face - 1, self._scale.dpi, top, self._rows)
            if not image.height:
                break
            if image.pixels != b"\xff" * len(image.pixels):
                return _Band(top, as_qimage(image))
            top += image.height
        return _Band(top)

    def _put(self, band: _Band) -> None:
        if self._stopping:
            self._abort()
            self.stopped.emit()
            return
        if not self._on_page and not self._begin_page():
            self._give_up(PrinterRefused(UNFINISHED if self._printed else NO_ANSWER))
            return
        if band.image is not None:
            self._paint(band.top, band.image)
            self._top = band.top + self._rows
        else:
            self._turn_page()
        if self._printed < len(self._faces):
            self._answered = True
            self._ask()
        else:
            self._close()

    def _paint(self, top: int, image: QImage) -> None:
        paper, resolution = self._printer.paperRect(QPrinter.Unit.DevicePixel), self._printer.resolution()
        left = paper.x() + round(self._offset.right_mm * resolution / MM_PER_INCH)
        down = paper.y() + round(self._offset.down_mm * resolution / MM_PER_INCH)
        size = self._scale.on_printer(image.width()), self._scale.on_printer(image.height())
        self._painter.drawImage(QRectF(left, down + self._scale.on_printer(top), *size), image)

    def _begin_page(self) -> bool:
        if self._painter.isActive():
            self._on_page = self._printer.newPage()
            return self._on_page
        self._on_page = self._painter.begin(self._printer)
        if self._on_page:
            hints = QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.LosslessImageRendering
            self._painter.setRenderHints(hints)
        return self._on_page

    def _turn_page(self) -> None:
        self._printed += 1
        self._top = 0
        self._on_page = False
        self.page_printed.emit(self._printed, len(self._faces))

    def _close(self) -> None:
        ended = self._painter.end()
        if ended and self._printer.printerState() is not QPrinter.PrinterState.Error and self._is_whole():
            self.finished.emit()
        else:
            self.failed.emit(PrinterRefused(UNFINISHED))

    def _is_whole(self) -> bool:
        """Return whether a file that was printed to was written to its end; a printer is asked nothing more."""
        name = self._printer.outputFileName()
        return not name or _ends_as_pdf(Path(name))

    def _give_up(self, error: OfficeError) -> None:
        self._abort()
        self.failed.emit(error)

    def _abort(self) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
            half = Path(self._printer.outputFileName())
            if half.is_file():  # never a device, nor a folder when nothing was printed to a file
                half.unlink()


def _ends_as_pdf(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size < 2 * len(PDF_END):
        return False
    with path.open("rb") as file:
        file.seek(-2 * len(PDF_END), os.SEEK_END)
        return PDF_END in file.read()


class SpoolRun(QObject):
    """Hands a PDF to the system's print service on the worker's thread."""

    page_printed = Signal(int, int)
    finished = Signal()
    stopped = Signal()
    failed = Signal(object)  # an OfficeError

    def __init__(
        self,
        title: str,
        pdf: bytes,
        worker: Worker,
        *,
        order: PrintOrder,
        faces: Sequence[int] = (),
        offset: PaperOffset = NO_OFFSET,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._pdf, self._worker, self._order, self._offset = title, pdf, worker, order, offset
        self._faces = faces
        self._stopping = False

    def start(self) -> None:
        """Send the PDF; `finished`, `stopped` or `failed` follows."""
        running = self._worker.run(self._send, self._note, self.failed.emit, owner=self)
        running.progressed.connect(self.page_printed)

    def stop(self) -> None:
        """Send nothing, unless it is already on its way."""
        self._stopping = True

    def _send(self, running: RunningJob) -> bool:
        def goes_on(done: int, total: int) -> bool:
            return running.advance(done, total) and not self._stopping

        return printers.send(
            self._pdf, order=self._order, faces=self._faces, offset=self._offset, title=self._title, goes_on=goes_on
        )

    def _note(self, sent: bool) -> None:
        (self.finished if sent else self.stopped).emit()


def sequence(faces: Sequence[int], order: PrintOrder, *, by_ourselves: bool) -> Sequence[int]:
    """Return faces one after another as ordered; copies only where the printer makes none of its own."""
    faces = tuple(reversed(faces) if order.backwards else faces)
    if not by_ourselves:
        return faces
    if order.collated:
        return faces * order.copies
    return [face for face in faces for _copy in range(order.copies)]
