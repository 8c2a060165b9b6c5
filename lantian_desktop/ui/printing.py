"""Printing of finished pages: the system's dialog, then each page as an image at its true size. Nothing is laid out here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.widgets.preview import Pages, as_qimage
from lantian_desktop.ui.worker import Ticket, Worker

MIN_DPI = 300  # below this the strokes of 仿宋 at 3号 break up on paper
MAX_DPI = 400  # an A4 page at 400 dpi is 62 MB of pixels, at 600 it would be 139


class PrinterRefused(OfficeError):
    """The printer took no page."""

    def __init__(self) -> None:
        super().__init__("打印机没有响应，请检查打印机是否已开机、联机，再重新打印。")


class PrintRun(QObject):
    """Sends pages to a printer one after another: drawn on the worker's thread, painted on this one."""

    page_printed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)  # an OfficeError

    def __init__(self, printer: QPrinter, pages: Pages, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._pages, self._worker = printer, pages, worker
        self._dpi = float(min(max(printer.resolution(), MIN_DPI), MAX_DPI))
        self._painter = QPainter()
        self._numbers = list(wanted_pages(printer, pages.count()))
        self._printed = 0

    def start(self) -> None:
        """Print the wanted pages; `finished` or `failed` follows."""
        self._next()

    def _next(self) -> None:
        if self._printed == len(self._numbers):
            self._close()
            self.finished.emit()
            return
        self._worker.run(self._draw, self._put, self._give_up, owner=self)

    def _draw(self, _ticket: Ticket) -> QImage:
        return as_qimage(self._pages.render(self._numbers[self._printed], self._dpi))

    def _put(self, image: QImage) -> None:
        if not self._begin_page(image):
            self._give_up(PrinterRefused())
            return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        scale = self._printer.resolution() / self._dpi
        self._painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.LosslessImageRendering
        )
        self._painter.drawImage(QRectF(paper.x(), paper.y(), image.width() * scale, image.height() * scale), image)
        self._printed += 1
        self.page_printed.emit(self._printed, len(self._numbers))
        self._next()

    def _begin_page(self, image: QImage) -> bool:
        wide = image.width() > image.height()
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        return self._printer.newPage() if self._painter.isActive() else self._painter.begin(self._printer)

    def _close(self) -> None:
        if self._painter.isActive():
            self._painter.end()

    def _give_up(self, error: OfficeError) -> None:
        self._close()
        self.failed.emit(error)


def wanted_pages(printer: QPrinter, count: int) -> range:
    """Return the positions of the pages the user asked for, counted from 0."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(max(first, 1) - 1, min(last, count))


def whole_page_printer(name: str) -> QPrinter:
    """Return a printer that uses the whole A4 sheet without margins, so that no millimetre is scaled away."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setDocName(name)
    return printer


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What goes to the printer: `allowed` is asked when the user has accepted, and may refuse by saying so itself."""

    name: str
    pages: Pages
    allowed: Callable[[], bool] = lambda: True


class PrintDialog(QPrintDialog):
    """The system's dialog; what the user accepts is printed. It holds the printer, which Qt's own dialog does not."""

    def __init__(self, parent: QWidget, worker: Worker, job: PrintJob, failed: Callable[[OfficeError], None]) -> None:
        self._printer = whole_page_printer(job.name)
        super().__init__(self._printer, parent)
        self._page, self._worker, self._job, self._failed = parent, worker, job, failed
        self.setWindowTitle(f"打印 {job.name}")
        self.setMinMax(1, job.pages.count())
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        self.finished.connect(self._finish)

    def _finish(self, result: int) -> None:
        self.deleteLater()
        if result != QDialog.DialogCode.Accepted or not self._job.allowed():
            return
        run = PrintRun(self._printer, self._job.pages, self._worker, self._page)
        run.failed.connect(self._failed)
        run.finished.connect(run.deleteLater)
        run.start()


def print_pages(parent: QWidget, worker: Worker, job: PrintJob, failed: Callable[[OfficeError], None]) -> PrintDialog:
    """Open the system's print dialog for a document."""
    dialog = PrintDialog(parent, worker, job, failed)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a receiver
    return dialog
