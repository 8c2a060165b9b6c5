"""Printing of finished pages: the system's dialog, and what follows when it is accepted. Nothing is laid out here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QMarginsF, QObject, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressBar, QProgressDialog, QWidget

from lantian_desktop.domain.admin.printing import NO_OFFSET, PaperOffset, PrintedPart, PrintOrder, Sides, faces_of
from lantian_desktop.domain.errors import InvalidInput, OfficeError, Refused
from lantian_desktop.services.admin import print_log, printers
from lantian_desktop.ui.kit.pages import cups_options
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.pages.print_runs import PrintRun, Sheets, SpoolRun
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import Worker

SHOW_PROGRESS_AFTER_MS = 1000
PROGRESS_WIDE = 26  # characters
TO_FILE = "输出为 PDF 文件"  # stands for the printer's name
SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: Sides.LONG_EDGE,
    QPrinter.DuplexMode.DuplexAuto: Sides.LONG_EDGE,
    QPrinter.DuplexMode.DuplexShortSide: Sides.SHORT_EDGE,
}


def _unmoved(_printer: str) -> PaperOffset:
    return NO_OFFSET


def _always() -> bool:
    return True


def _unnoted(_order: PrintOrder) -> None:
    """Enter nothing."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What goes to the printer.

    `pdf` is what the system's print service gets where there is one; without it pages are painted. `offset` is asked by
    the printer's name, `allowed` when the user has accepted (it refuses by saying so itself), `printed` when the printer
    has taken everything. With `printer` the pages are made for that one alone. `parts` are the documents `pages` are
    made of: on both sides of the paper each begins on a sheet of its own.
    """

    name: str
    pages: Sheets
    pdf: bytes | None = None
    offset: Callable[[str], PaperOffset] = _unmoved
    allowed: Callable[[], bool] = _always
    printed: Callable[[PrintOrder], object] = _unnoted
    printer: str = ""
    parts: tuple[PrintedPart, ...] = ()


def office_job(
    shell: Shell, name: str, pages: PdfPages, parts: Sequence[PrintedPart] = (), *, printer: str = ""
) -> PrintJob:
    """Return a job of the office: moved by the printer's offset and entered in 打印记录.

    `parts` are the documents `pages` are made of, in their order; without any it is one document named `name`.
    """
    parts = tuple(parts) or (PrintedPart(name, pages.count()),)
    check = partial(print_log.check_printable, shell.office, parts=parts)
    offset = partial(_offset_of, shell)

    def record(order: PrintOrder) -> None:
        shell.attempt(partial(print_log.record_print, shell.office, order=order, parts=parts))

    return PrintJob(name, pages, pages.pdf, offset, partial(shell.attempt, check), record, printer, parts)


def _offset_of(shell: Shell, printer: str) -> PaperOffset:
    return printers.offset(shell.office, printer=printer)


def whole_page_printer(name: str) -> QPrinter:
    """Return a printer that uses the whole A4 sheet without margins, so that no millimetre is scaled away."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    lay_whole_sheet(printer)
    return printer


def lay_whole_sheet(printer: QPrinter) -> None:
    """Let a printer print on the whole of upright A4 sheets: pages are drawn at their true size, whatever was chosen."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)


def order_of(printer: QPrinter, count: int) -> PrintOrder:
    """Return what the user asked of a printer for a document of `count` pages."""
    options = cups_options.take_options(printer)
    return PrintOrder(
        printer=TO_FILE if prints_to_file(printer) else printer.printerName(),
        pages=tuple(sorted({*wanted_pages(printer, count)} & {*cups_options.chosen_pages(options, count)})),
        copies=max(printer.copyCount(), 1),
        sides=sides_of(printer.duplex()),
        collated=printer.collateCopies(),
        backwards=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
        grey=printer.colorMode() is QPrinter.ColorMode.GrayScale,
        options=cups_options.others(options),
    )


def sides_of(mode: QPrinter.DuplexMode) -> Sides:
    """Return which sides are printed; upright sheets are turned over their long edge unless something else is asked."""
    return SIDES.get(mode, Sides.ONE_SIDED)


def prints_to_file(printer: QPrinter) -> bool:
    """Return whether the pages go to a file instead of a printer."""
    return bool(printer.outputFileName()) or printer.outputFormat() is QPrinter.OutputFormat.PdfFormat


def wanted_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """Return the pages the user asked for, counted from 1."""
    ranges = printer.pageRanges()
    return tuple(page for page in range(1, count + 1) if ranges.isEmpty() or ranges.contains(page))


class PrintDialog(QPrintDialog):
    """The system's dialog; what the user accepts is printed. It holds the printer, which Qt's own dialog does not."""

    def __init__(self, parent: QWidget, worker: Worker, job: PrintJob, failed: Callable[[OfficeError], None]) -> None:
        self._printer = whole_page_printer(job.name)
        if job.printer:
            self._printer.setPrinterName(job.printer)
        super().__init__(self._printer, parent)
        self._page, self._worker, self._job, self._failed = parent, worker, job, failed
        self.setWindowTitle(f"打印 {job.name}")
        self.setMinMax(1, job.pages.count())
        self.setFromTo(1, job.pages.count())  # stands ready in the entries of a range; all pages stay chosen
        self.setPrintRange(QPrintDialog.PrintRange.AllPages)
        self.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        self.finished.connect(self._finish)

    def _finish(self, result: int) -> None:
        self.deleteLater()
        if result != QDialog.DialogCode.Accepted or not self._job.allowed():
            return
        lay_whole_sheet(self._printer)
        order = order_of(self._printer, self._job.pages.count())
        if not order.pages:
            self._failed(InvalidInput("所选的页码都不在这份文件之内，请重新选择页码。"))
        elif self._job.printer not in {"", order.printer}:
            self._failed(Refused(f"这一页是为“{self._job.printer}”做的，请在打印对话框中选择这台打印机。"))
        else:
            window = self._page.window()
            Printing(window, self._worker, self._job, order, self._failed).start(self._printer)


class Printing(QObject):
    """One accepted job under way: its run, its progress once it takes long, and what follows. It deletes itself."""

    def __init__(
        self,
        window: QWidget,
        worker: Worker,
        job: PrintJob,
        order: PrintOrder,
        failed: Callable[[OfficeError], None],
    ) -> None:
        super().__init__(window)
        self._worker, self._job, self._order, self._failed = worker, job, order, failed
        self.run: PrintRun | SpoolRun | None = None
        self.progress = _progress(window, f"打印 {job.name}")

    def start(self, printer: QPrinter) -> None:
        """Send the pages: as a PDF to the print service of the system, else painted on the printer."""
        job, order = self._job, self._order
        offset, faces = job.offset(order.printer), faces_of(job.parts, order)
        if job.pdf is not None and order.printer != TO_FILE and printers.takes_pdf():
            self.run = SpoolRun(job.name, job.pdf, self._worker, order=order, faces=faces, offset=offset, parent=self)
        else:
            self.run = PrintRun(printer, job.pages, self._worker, order=order, faces=faces, offset=offset, parent=self)
        self.run.page_printed.connect(self._tell)
        self.run.finished.connect(self._succeed)
        self.run.stopped.connect(self._end)
        self.run.failed.connect(self._fail)
        self.progress.canceled.connect(self.run.stop)
        self.run.start()

    def _tell(self, done: int, total: int) -> None:
        self.progress.setMaximum(total)
        self.progress.setValue(done)
        self.progress.setLabelText(f"正在打印第 {min(done + 1, total)} / {total} 页")

    def _succeed(self) -> None:
        self._end()
        self._job.printed(self._order)

    def _fail(self, error: OfficeError) -> None:
        self._end()
        self._failed(error)

    def _end(self) -> None:
        self.progress.hide()
        self.progress.deleteLater()
        self.deleteLater()


def _progress(window: QWidget, title: str) -> QProgressDialog:
    """Return a window that shows itself once printing takes long; it waits behind the lock as the main window does."""
    made = QProgressDialog("正在准备打印…", "停止打印", 0, 0, window, Qt.WindowType.Window)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setAccessibleName("打印进度")
    made.setBar(bar)
    made.setWindowTitle(title)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance("打") * PROGRESS_WIDE)
    made.setAutoClose(False)
    made.setAutoReset(False)
    made.setMinimumDuration(SHOW_PROGRESS_AFTER_MS)
    return made


def print_pages(parent: QWidget, worker: Worker, job: PrintJob, failed: Callable[[OfficeError], None]) -> PrintDialog:
    """Open the system's print dialog for a document."""
    dialog = PrintDialog(parent, worker, job, failed)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a receiver
    return dialog
