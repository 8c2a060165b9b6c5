"""From the button to the record: a document is entered and counted when the printer has taken it, and never before."""

from __future__ import annotations

import threading
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QPushButton, QWidget

from lantian_desktop.domain.admin.printing import PaperOffset, PrintedPart, PrintOrder, Sides
from lantian_desktop.services import printing
from lantian_desktop.services.admin import print_log, printers
from lantian_desktop.services.letters import letters
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer, Source
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.pages.preview import PageImage
from lantian_desktop.ui.kit.pages.printing import (
    TO_FILE,
    Printing,
    PrintJob,
    office_job,
    print_pages,
    whole_page_printer,
)
from lantian_desktop.ui.kit.work.worker import PoolWorker
from tests.printing_kit import StandInLp
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def letter(stage):
    from lantian_desktop.services.letters import content as letter_content

    issue = stage.confirmed()
    return letters.issue_letter(stage.office, draft=letter_content.propose(stage.office, issue_ids=[issue.id]).draft)


@pytest.fixture
def viewer(qtbot, stage, letter) -> DocumentViewer:
    """The page of a registered letter."""

    def make(office) -> bytes:
        return letters.letter_pdf(office, letter_id=letter.id)

    made = DocumentViewer(stage.shell, Source(f"督办函 {letter.number}", letter.file_name, make, letter_id=letter.id))
    qtbot.addWidget(made)
    made.show()
    return made


def dialog_of(viewer: DocumentViewer, path: Path) -> QPrintDialog:
    viewer.print_button.click()
    dialog = viewer.findChildren(QPrintDialog)[-1]
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    dialog.printer().setResolution(300)
    return dialog


def reprints(stage: Stage, letter) -> int:
    return letters.letter(stage.office, letter_id=letter.id).reprints


def send(viewer: DocumentViewer, stage: Stage, letter, order: PrintOrder, worker=None) -> Printing:
    """Do what follows an accepted dialog in which a printer of the system was chosen."""
    part = PrintedPart(viewer.source.title, viewer.pages.count(), letter.id)
    job = office_job(stage.shell, viewer.source.title, viewer.pages, [part])
    made = Printing(viewer.window(), worker or stage.shell.worker, job, order, stage.shell.refuse)
    made.start(whole_page_printer(viewer.source.title))
    return made


def test_the_dialog_prints_the_range_asked_and_enters_it(stage, letter, viewer) -> None:
    printers.save_offset(stage.office, printer=TO_FILE, offset=PaperOffset(50, 0))
    dialog = dialog_of(viewer, stage.folder / "printed.pdf")
    dialog.printer().setPageRanges(QPageRanges.fromString("1"))
    dialog.done(QDialog.DialogCode.Accepted)
    document = pypdfium2.PdfDocument(stage.folder / "printed.pdf")
    assert len(document) == 1
    assert left_of_ink(document[0]) == pytest.approx(20 + 5, abs=0.15)  # line 1 begins at 20 mm
    (line,) = print_log.records(stage.office).rows
    assert (line.title, line.letter_id, line.printer) == (viewer.source.title, letter.id, TO_FILE)
    assert (line.pages, line.copies, line.times, line.user) == ("1", 1, 1, "示例甲")
    assert reprints(stage, letter) == 1


def left_of_ink(page: pypdfium2.PdfPage) -> float:
    picture = page.render(scale=600 / 72).to_pil().convert("L").point(lambda shade: 255 if shade < 128 else 0)
    return picture.getbbox()[0] / 600 * 25.4


def test_giving_up_or_choosing_no_page_enters_nothing(stage, letter, viewer) -> None:
    dialog_of(viewer, stage.folder / "printed.pdf").reject()
    dialog = dialog_of(viewer, stage.folder / "printed.pdf")
    dialog.printer().setPageRanges(QPageRanges.fromString("7-9"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert "所选的页码都不在这份文件之内" in stage.messages[-1]
    assert not (stage.folder / "printed.pdf").exists()
    assert (print_log.records(stage.office).total, reprints(stage, letter)) == (0, 0)


@pytest.mark.qt_log_ignore("QPainter::begin.*", extend=True)
def test_a_printer_that_takes_nothing_is_reported_and_not_counted(stage, letter, viewer) -> None:
    dialog_of(viewer, stage.folder / "no such folder" / "printed.pdf").done(QDialog.DialogCode.Accepted)
    assert "打印机没有响应" in stage.messages[-1]
    assert (print_log.records(stage.office).total, reprints(stage, letter)) == (0, 0)


def test_the_print_service_gets_the_stored_letter_itself(stage, letter, viewer, tmp_path, monkeypatch) -> None:
    lp = StandInLp.on_path(tmp_path, monkeypatch)
    pages = tuple(range(1, viewer.pages.count() + 1))
    send(viewer, stage, letter, PrintOrder("HP_2F", pages, copies=2, sides=Sides.LONG_EDGE))
    assert lp.arguments[:4] == ["-d", "HP_2F", "-n", "2"]
    assert "sides=two-sided-long-edge" in lp.arguments
    assert lp.arguments[lp.arguments.index("-t") + 1] == f"督办函 {letter.number}"
    assert printing.page_count(lp.given) == len(pages)
    (line,) = print_log.records(stage.office).rows
    assert (line.printer, line.copies, line.sides, line.times) == ("HP_2F", 2, Sides.LONG_EDGE, 1)
    assert reprints(stage, letter) == 1


def test_what_the_print_service_refuses_is_counted_only_once_it_is_taken(
    stage, letter, viewer, tmp_path, monkeypatch
) -> None:
    lp = StandInLp.on_path(tmp_path, monkeypatch)
    lp.fail("lp: The printer or class does not exist.")
    send(viewer, stage, letter, PrintOrder("HP_2F", (1,)))
    assert "打印机“HP_2F”没有接收文件" in stage.messages[-1]
    assert (print_log.records(stage.office).total, reprints(stage, letter)) == (0, 0)
    lp.work()
    send(viewer, stage, letter, PrintOrder("HP_2F", (1,)))
    assert (print_log.records(stage.office).total, reprints(stage, letter)) == (1, 1)


def test_the_offset_of_the_printer_reaches_the_print_service(stage, letter, viewer, tmp_path, monkeypatch) -> None:
    lp = StandInLp.on_path(tmp_path, monkeypatch)
    send(viewer, stage, letter, PrintOrder("HP_2F", (1,)))
    before = left_of_ink(pypdfium2.PdfDocument(lp.given)[0])
    printers.save_offset(stage.office, printer="HP_2F", offset=PaperOffset(-37, 0))
    send(viewer, stage, letter, PrintOrder("HP_2F", (1,)))
    assert left_of_ink(pypdfium2.PdfDocument(lp.given)[0]) == pytest.approx(before - 3.7, abs=0.1)
    assert letters.letter_pdf(stage.office, letter_id=letter.id) == viewer.pages.pdf


def test_where_another_window_writes_nothing_is_printed(stage, letter, viewer, tmp_path, monkeypatch) -> None:
    from dataclasses import replace

    from lantian_desktop.store.opening import open_store
    from tests.factories import PASSWORD

    reader = open_store(
        stage.office.folder, user="示例甲", password=PASSWORD, clock=stage.clock, read_only_if_busy=True
    )
    beside = replace(stage.office, session=reader)
    shell = replace(stage.shell, office=beside)
    job = office_job(shell, "台账", viewer.pages)
    dialog = print_pages(viewer, shell.worker, job, shell.refuse)
    dialog.printer().setOutputFileName(str(stage.folder / "printed.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert "打印无法登记，请在那个窗口打印" in stage.messages[-1]
    assert not (stage.folder / "printed.pdf").exists()
    reader.close()


class KeptPages(PdfPages):
    """Pages whose second one is not drawn before somebody lets it go on."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(pdf)
        self.reached, self.go_on = threading.Event(), threading.Event()

    def band(self, number: int, dpi: float, top: int, rows: int) -> PageImage:
        if number:
            self.reached.set()
            self.go_on.wait(20)
        return super().band(number, dpi, top, rows)


@pytest.mark.parametrize("stops", [True, False])
def test_progress_is_reported_and_can_be_stopped(qtbot, stage, letter, viewer, stops: bool) -> None:
    pages, worker = KeptPages(viewer.pages.pdf), PoolWorker()
    printer = whole_page_printer("督办函")
    printer.setOutputFileName(str(stage.folder / "printed.pdf"))
    printer.setResolution(300)
    taken: list[PrintOrder] = []
    job = PrintJob("督办函", pages, printed=taken.append)
    total = pages.count()
    order = PrintOrder(TO_FILE, tuple(range(1, total + 1)))
    under_way = Printing(viewer.window(), worker, job, order, stage.shell.refuse)
    under_way.progress.setMinimumDuration(0)
    with qtbot.waitSignal(under_way.destroyed, timeout=30_000):
        under_way.start(printer)
        qtbot.waitUntil(pages.reached.is_set)
        qtbot.waitUntil(lambda: f"第 2 / {total} 页" in under_way.progress.labelText())
        assert under_way.progress.isVisible()
        if stops:
            button = next(one for one in under_way.progress.findChildren(QPushButton) if one.text() == "停止打印")
            button.click()
        pages.go_on.set()
    worker.wait()
    assert bool(taken) is not stops
    assert (stage.folder / "printed.pdf").exists() is not stops
    assert not [one for one in viewer.window().findChildren(QProgressDialog) if one.isVisible()]


def test_a_page_made_for_one_printer_goes_to_no_other(qtbot, stage, viewer) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    job = office_job(stage.shell, "打印测试页", viewer.pages, printer="HP 二楼")
    dialog = print_pages(parent, stage.shell.worker, job, stage.shell.refuse)
    dialog.printer().setOutputFileName(str(stage.folder / "printed.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert "这一页是为“HP 二楼”做的" in stage.messages[-1]
    assert not (stage.folder / "printed.pdf").exists()
