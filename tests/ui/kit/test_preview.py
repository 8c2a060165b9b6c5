"""The preview is shown real PDF pages: reportlab draws them, pdfium turns them into pixels."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.kit.pages.preview import PageImage, PdfPreview
from lantian_desktop.ui.kit.work.worker import InlineWorker, PoolWorker


@dataclass(frozen=True)
class Pixels:
    width: int
    height: int
    stride: int
    pixels: bytes


class RealPages:
    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.asked: list[tuple[int, float]] = []

    def count(self) -> int:
        return len(pypdfium2.PdfDocument(self.pdf))

    def size(self, number: int) -> tuple[float, float]:
        return pypdfium2.PdfDocument(self.pdf)[number].get_size()

    def render(self, number: int, dpi: float) -> PageImage:
        self.asked.append((number, dpi))
        bitmap = pypdfium2.PdfDocument(self.pdf)[number].render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
        return Pixels(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))

    def faces(self, number: int) -> tuple[str, ...]:
        return ()


class UnreadablePages(RealPages):
    def render(self, number: int, dpi: float) -> PageImage:
        raise OfficeError("文书已损坏，请从备份中恢复。")


@pytest.fixture
def pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for size in (A4, A4, landscape(A4)):
        canvas.setPageSize(size)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, size[1] - 72, 72, 72, stroke=0, fill=1)  # one square inch in the upper left corner
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(qtbot, pdf) -> PdfPreview:
    widget = PdfPreview(InlineWorker())
    qtbot.addWidget(widget)
    widget.resize(700, 600)
    widget.show_pages(RealPages(pdf))
    widget.show()
    return widget


def corner_of_first_page(preview: PdfPreview) -> str:
    return preview.view.grab().toImage().pixelColor(14 + 10, 14 + 10).name()


def test_each_page_is_as_wide_as_the_view(preview) -> None:
    room = preview.view.viewport().width() - 28
    assert corner_of_first_page(preview) == "#ff0000"
    assert preview.view.scale == pytest.approx(room / (A4[0] * 96 / 72))
    preview.view.verticalScrollBar().setValue(preview.view.verticalScrollBar().maximum())
    assert preview.view.scale == pytest.approx(room / (landscape(A4)[0] * 96 / 72))
    preview.view.verticalScrollBar().setValue(0)
    assert not preview.view.waiting


def test_turning_and_zooming_by_keys(qtbot, preview) -> None:
    qtbot.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    preview.view.set_zoom(1.0)
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.view.current_page() == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.view.current_page() == 2
    qtbot.keyClick(preview.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.scale == 1.25
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.scale == 1.0


def test_a_new_version_stays_at_the_same_place(preview, pdf) -> None:
    preview.view.set_zoom(1.0)
    preview.view.go_to(1)
    preview.show_pages(RealPages(pdf), stay=True)
    assert preview.view.current_page() == 1


def test_pages_are_drawn_on_the_worker_and_blank_until_then(qtbot, pdf) -> None:
    worker = PoolWorker()
    widget = PdfPreview(worker)
    qtbot.addWidget(widget)
    widget.resize(QSize(700, 600))
    pages = RealPages(pdf)
    widget.show_pages(pages)
    widget.show()
    widget.view.grab()
    qtbot.waitUntil(lambda: not widget.view.waiting)
    assert corner_of_first_page(widget) == "#ff0000"
    worker.wait()


def many_pages(count: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _page in range(count):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, A4[1] - 72, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_the_pages_beside_the_present_one_are_drawn_ahead_and_stay_sharp(qtbot) -> None:
    worker = PoolWorker()
    widget = PdfPreview(worker)
    qtbot.addWidget(widget)
    widget.resize(QSize(700, 1100))
    pages = RealPages(many_pages(12))
    widget.show_pages(pages)
    widget.show()
    for at in (0, 1, 2, 3, 4, 3, 2):
        widget.view.go_to(at)
        asked = len(pages.asked)
        widget.view.grab()
        sharp = [number for number, _dpi in pages.asked[asked:]]
        if at:
            assert at not in sharp, "it was drawn when its neighbour was shown"
            assert corner_of_first_page(widget) == "#ff0000"
        qtbot.waitUntil(lambda: (widget.view.grab(), not widget.view.waiting)[1])
    assert sorted({number for number, _dpi in pages.asked}) == list(range(7))
    assert len(pages.asked) == 7  # none was drawn twice
    worker.wait()


def test_a_page_left_far_behind_is_given_up_first(qtbot) -> None:
    widget = PdfPreview(InlineWorker())
    qtbot.addWidget(widget)
    widget.resize(QSize(700, 1100))
    pages = RealPages(many_pages(12))
    widget.show_pages(pages)
    widget.show()
    for at in (0, 11, 10, 11):
        widget.view.go_to(at)
        widget.view.grab()
    before = len(pages.asked)
    widget.view.go_to(10)
    widget.view.grab()
    assert len(pages.asked) == before
    widget.view.go_to(5)
    widget.view.grab()
    widget.view.go_to(0)
    widget.view.grab()
    assert len(pages.asked) > before


def test_a_page_that_cannot_be_drawn_says_why(qtbot, pdf) -> None:
    widget = PdfPreview(InlineWorker())
    qtbot.addWidget(widget)
    widget.resize(700, 600)
    widget.show()
    widget.show_pages(UnreadablePages(pdf))
    widget.view.grab()
    qtbot.waitUntil(lambda: widget.pages is None)
    assert any(label.text() == "文书已损坏，请从备份中恢复。" for label in widget.findChildren(QLabel))
