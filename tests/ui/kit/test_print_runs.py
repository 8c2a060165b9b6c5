"""Pages painted on a printer, read back from the PDF it wrote: count, order, size, place, and never a whole page in memory."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from lantian_desktop.domain.admin.printing import BLANK, NO_OFFSET, PaperOffset, PrintOrder, Sides
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.kit.pages import print_runs
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.pages.preview import PageImage
from lantian_desktop.ui.kit.pages.print_runs import PrintRun, Scale, sequence
from lantian_desktop.ui.kit.pages.printing import TO_FILE, lay_whole_sheet, order_of, sides_of, whole_page_printer
from lantian_desktop.ui.kit.work.worker import InlineWorker, PoolWorker

MM = 72 / 25.4
COLOURS = ((1, 0, 0), (0, 0, 1), (0, 0, 0), (1, 0, 1))
SEEN = ((255, 0, 0), (0, 0, 255), (0, 0, 0), (255, 0, 255))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Four pages, each with a square inch of its own colour in the upper left corner; the third is wide, the fourth shown turned."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, colour in enumerate(COLOURS):
        size = landscape(A4) if number > 1 else A4
        canvas.setPageSize(size)
        canvas.setPageRotation(90 if number == 3 else 0)
        canvas.setFillColorRGB(*colour)
        if number == 3:
            canvas.transform(0, 1, -1, 0, A4[0], 0)
        canvas.rect(0, size[1] - 72, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class ReportedRun:
    """What a run said."""

    def __init__(self, run: PrintRun) -> None:
        self.pages: list[tuple[int, int]] = []
        self.ends: list[object] = []
        run.page_printed.connect(lambda done, total: self.pages.append((done, total)))
        run.finished.connect(lambda: self.ends.append("finished"))
        run.stopped.connect(lambda: self.ends.append("stopped"))
        run.failed.connect(self.ends.append)


def to_file(path: Path, *, resolution: int = 300) -> QPrinter:
    printer = whole_page_printer("督办函")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(resolution)
    return printer


def printed(
    pdf: bytes, path: Path, printer: QPrinter | None = None, offset: PaperOffset = NO_OFFSET
) -> tuple[pypdfium2.PdfDocument, ReportedRun]:
    printer = printer or to_file(path)
    pages = PdfPages(pdf)
    run = PrintRun(printer, pages, InlineWorker(), order=order_of(printer, pages.count()), offset=offset)
    reported = ReportedRun(run)
    run.start()
    return pypdfium2.PdfDocument(path), reported


def colours(document: pypdfium2.PdfDocument) -> list[tuple[int, int, int]]:
    """Return the one colour that stands on each page beside white."""
    found = []
    for page in map(document.get_page, range(len(document))):
        picture = page.render(scale=0.5).to_pil().convert("RGB")
        found.append(max((count, colour) for count, colour in picture.getcolors(9999) if colour != (255, 255, 255))[1])
    return found


def ink_mm(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of what is darker than half, in mm."""
    picture = page.render(scale=600 / 72).to_pil().convert("L").point(lambda shade: 255 if shade < 128 else 0)
    return tuple(edge / 600 * 25.4 for edge in picture.getbbox())


def test_pages_keep_their_order_size_and_place_and_wide_ones_lie_upright_on_the_sheet(pdf, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    document, reported = printed(pdf, path, to_file(path, resolution=600))
    assert reported.pages == [(number, 4) for number in (1, 2, 3, 4)]
    assert reported.ends == ["finished"]
    assert colours(document) == list(SEEN)
    for page in map(document.get_page, range(4)):
        assert page.get_size() == pytest.approx(A4, abs=0.5)
        assert page.get_rotation() == 0
    # A wide page's head lies at the sheet's left edge, so that what is first on it comes to the foot.
    places = [(0, 0, 25.4, 25.4)] * 2 + [(0, 297 - 25.4, 25.4, 297)] * 2
    for number, place in enumerate(places):
        assert ink_mm(document[number]) == pytest.approx(place, abs=0.1)


@pytest.mark.parametrize(("resolution", "right", "down"), [(300, 35, 23), (720, -104, 200), (1200, 7, -9)])
def test_the_offset_of_the_printer_moves_every_page(pdf, tmp_path: Path, resolution, right, down) -> None:
    printer = to_file(tmp_path / "printed.pdf", resolution=resolution)
    printer.setPageRanges(QPageRanges.fromString("1,4"))
    document, _reported = printed(pdf, tmp_path / "printed.pdf", printer, PaperOffset(right, down))
    for number, top in enumerate((0.0, 297 - 25.4)):
        place = right / 10, top + down / 10, right / 10 + 25.4, top + down / 10 + 25.4
        on_paper = max(place[0], 0), max(place[1], 0), place[2], min(place[3], 297)
        assert ink_mm(document[number]) == pytest.approx(on_paper, abs=0.1)


@pytest.mark.parametrize(
    ("ranges", "expected"), [("2", [2]), ("1-2,4", [1, 2, 4]), ("3-9", [3, 4]), ("", [1, 2, 3, 4])]
)
def test_only_the_wanted_pages_are_printed(pdf, tmp_path: Path, ranges: str, expected: list[int]) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(QPageRanges.fromString(ranges))
    document, reported = printed(pdf, tmp_path / "printed.pdf", printer)
    assert colours(document) == [SEEN[page - 1] for page in expected]
    assert reported.pages[-1] == (len(expected), len(expected))


@pytest.mark.parametrize(("collated", "expected"), [(True, [1, 2, 1, 2]), (False, [1, 1, 2, 2])])
def test_copies_are_made_where_the_printer_makes_none(pdf, tmp_path: Path, collated, expected) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setFromTo(1, 2)
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    assert not printer.supportsMultipleCopies()
    document, _reported = printed(pdf, tmp_path / "printed.pdf", printer)
    assert colours(document) == [SEEN[page - 1] for page in expected]


def test_the_last_page_comes_first_when_that_is_asked(pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    document, _reported = printed(pdf, tmp_path / "printed.pdf", printer)
    assert colours(document) == list(reversed(SEEN))


def test_a_page_without_ink_is_a_page_all_the_same(tmp_path: Path) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.showPage()
    canvas.save()
    document, reported = printed(buffer.getvalue(), tmp_path / "printed.pdf")
    assert (len(document), reported.ends) == (1, ["finished"])


def test_a_face_that_stays_white_is_a_page_between_the_others(pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    run = PrintRun(printer, PdfPages(pdf), InlineWorker(), order=order_of(printer, 4), faces=(1, BLANK, 2))
    reported = ReportedRun(run)
    run.start()
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert reported.pages[-1] == (3, 3)
    assert document[1].render(scale=0.5).to_pil().convert("L").getextrema() == (255, 255)
    assert [ink_mm(document[at])[0] for at in (0, 2)] == [0.0, 0.0]


def test_what_the_printer_was_set_to_never_scales_or_turns_the_sheet(pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(False)
    lay_whole_sheet(printer)
    document, _reported = printed(pdf, tmp_path / "printed.pdf", printer)
    assert document[0].get_size() == pytest.approx(A4, abs=0.5)
    assert ink_mm(document[0]) == pytest.approx((0, 0, 25.4, 25.4), abs=0.1)


def test_what_was_asked_is_read_from_the_printer(qapp) -> None:
    printer = whole_page_printer("督办函")
    printer.setOutputFileName("x.pdf")
    assert order_of(printer, 3) == PrintOrder(TO_FILE, (1, 2, 3))
    printer.setFromTo(2, 3)
    printer.setCopyCount(5)
    printer.setCollateCopies(False)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    assert order_of(printer, 6) == PrintOrder(TO_FILE, (2, 3), copies=5, collated=False, backwards=True, grey=True)


@pytest.mark.parametrize(
    ("mode", "sides"),
    [
        ("DuplexNone", Sides.ONE_SIDED),
        ("DuplexAuto", Sides.LONG_EDGE),
        ("DuplexLongSide", Sides.LONG_EDGE),
        ("DuplexShortSide", Sides.SHORT_EDGE),
    ],
)
def test_both_sides_are_turned_as_the_dialog_says(mode: str, sides: Sides) -> None:
    assert sides_of(QPrinter.DuplexMode[mode]) is sides


class Counted(PdfPages):
    """Pages that note width, height and resolution of their bands."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(pdf)
        self.bands: list[tuple[int, int, float]] = []

    def band(self, number: int, dpi: float, top: int, rows: int) -> PageImage:
        image = super().band(number, dpi, top, rows)
        self.bands.append((image.width, image.height, dpi))
        return image


def test_a_page_at_600_dpi_is_never_in_memory_whole(pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf", resolution=1200)
    pages = Counted(pdf)
    run = PrintRun(printer, pages, InlineWorker(), order=order_of(printer, pages.count()))
    reported = ReportedRun(run)
    tracemalloc.start()
    run.start()
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reported.ends == ["finished"]
    whole = 4960 * 7016 * 4
    assert {dpi for _wide, _high, dpi in pages.bands} == {600.0}
    assert sum(wide * high * 4 for wide, high, _dpi in pages.bands) >= 4 * whole * 0.999
    assert max(wide * high * 4 for wide, high, _dpi in pages.bands) <= print_runs.BAND_BYTES
    assert peak < 5 * print_runs.BAND_BYTES < whole / 6


class Unreadable(PdfPages):
    """Pages of which the second cannot be drawn."""

    def band(self, number: int, dpi: float, top: int, rows: int) -> PageImage:
        if number:
            raise OfficeError("文书已损坏，请从备份中恢复。")
        return super().band(number, dpi, top, rows)


def test_a_page_that_cannot_be_drawn_ends_the_job_and_leaves_no_half_of_it(pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    run = PrintRun(printer, Unreadable(pdf), InlineWorker(), order=order_of(printer, 4))
    reported = ReportedRun(run)
    run.start()
    assert [str(end) for end in reported.ends] == ["文书已损坏，请从备份中恢复。"]
    assert reported.pages == [(1, 4)]
    assert not (tmp_path / "printed.pdf").exists()


@pytest.mark.parametrize("worker", [InlineWorker, PoolWorker])
def test_stopping_leaves_nothing_behind(qtbot, pdf, tmp_path: Path, worker) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    made = worker()
    run = PrintRun(printer, PdfPages(pdf), made, order=order_of(printer, 4))
    reported = ReportedRun(run)
    run.page_printed.connect(run.stop)
    with qtbot.waitSignal(run.stopped):
        run.start()
    made.wait()
    assert (reported.pages, reported.ends) == ([(1, 4)], ["stopped"])
    assert not (tmp_path / "printed.pdf").exists()


@pytest.mark.qt_log_ignore("QPainter::begin.*", extend=True)
def test_a_printer_that_takes_no_page_is_reported(qtbot, pdf, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "no such folder" / "printed.pdf")
    run = PrintRun(printer, PdfPages(pdf), InlineWorker(), order=order_of(printer, 4))
    reported = ReportedRun(run)
    run.start()
    assert len(reported.ends) == 1
    assert "打印机没有响应" in reported.ends[0].sentence
    assert reported.pages == []


def test_a_disk_that_is_full_is_reported(qtbot, pdf, tmp_path: Path) -> None:
    full = tmp_path / "printed.pdf"
    full.symlink_to("/dev/full")
    printer = to_file(full)
    run = PrintRun(printer, PdfPages(pdf), InlineWorker(), order=order_of(printer, 4))
    reported = ReportedRun(run)
    run.start()
    assert [end.sentence for end in reported.ends] == ["打印没有完成，请检查打印机和磁盘空间，再重新打印。"]


def test_pages_are_drawn_on_the_worker_while_the_window_goes_on(qtbot, pdf, tmp_path: Path) -> None:
    printer, worker = to_file(tmp_path / "printed.pdf"), PoolWorker()
    run = PrintRun(printer, PdfPages(pdf), worker, order=order_of(printer, 4))
    reported = ReportedRun(run)
    with qtbot.waitSignal(run.finished, timeout=30_000):
        run.start()
        assert reported.pages == []  # nothing is waited for
    worker.wait()
    assert colours(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) == list(SEEN)


@given(st.integers(60, 9600))
def test_whole_dots_of_every_printer_make_bands_without_seams(resolution: int) -> None:
    scale = Scale.for_printer(resolution)
    assert print_runs.MIN_DPI <= scale.dpi <= 2 * print_runs.MIN_DPI
    assert 1 in {scale.dots, scale.pixels}
    assert scale.dpi * scale.dots == pytest.approx(resolution * scale.pixels)
    rows = scale.rows(210.0)
    assert scale.on_printer(rows) == int(scale.on_printer(rows))
    assert 100 < rows <= print_runs.BAND_BYTES / 4 / (210 / 25.4 * scale.dpi)


@given(st.sets(st.integers(1, 9), min_size=1), st.integers(1, 4), st.booleans(), st.booleans())
def test_every_copy_has_every_page_once(pages: set[int], copies: int, collated: bool, backwards: bool) -> None:
    order = PrintOrder("p", tuple(sorted(pages)), copies=copies, collated=collated, backwards=backwards)
    run = list(sequence(order.pages, order, by_ourselves=True))
    assert sorted(run) == sorted(page for page in pages for _copy in range(copies))
    one = sorted(pages, reverse=backwards)
    assert (run[: len(one)] if collated else run[::copies]) == one
    assert list(sequence(order.pages, order, by_ourselves=False)) == one
