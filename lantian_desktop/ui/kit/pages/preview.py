"""The PDF preview: pages one under the other, drawn on the worker's thread, with zoom and page turning. It prints nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.kit.pages.page_faces import FacedPages, FacesLine
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import roles_of
from lantian_desktop.ui.kit.work.worker import RunningJob, Worker

GAP = 14
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
DPI_AT_ONE = 96
KEPT_PICTURES = 8  # an A4 page twice enlarged takes 14 MB
NEIGHBOURS = 2  # pages drawn ahead on either side, so that turning waits for nothing
SMALLEST = 0.2
A4_POINTS = 595.0


class PageImage(Protocol):
    """A rendered page: BGRA pixels, row after row."""

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def stride(self) -> int:
        """Bytes a row takes."""

    @property
    def pixels(self) -> bytes:
        """The bytes."""


class Pages(Protocol):
    """A document that can be looked at; `render` is asked on another thread."""

    def count(self) -> int:
        """Return how many pages there are."""

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points."""

    def render(self, number: int, dpi: float) -> PageImage:
        """Return the picture of a page."""


class PreviewedPages(Pages, FacedPages, Protocol):
    """A document that is not only shown but spoken of."""


def as_qimage(image: PageImage) -> QImage:
    """Return a picture Qt can draw, with bytes of its own."""
    return QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32).copy()


class PageView(QAbstractScrollArea):
    """The pages, drawn where they are visible."""

    page_changed = Signal(int, int)
    zoomed = Signal()
    failed = Signal(object)  # an OfficeError

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文件预览")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self._worker = worker
        self._pages: Pages | None = None
        self._sizes: list[tuple[float, float]] = []
        self._rects: list[QRect] = []
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._stale: dict[int, QImage] = {}  # shown, stretched, until the sharp picture has come
        self._wanted: set[tuple[int, int]] = set()
        self._zoom: float | None = None  # None: as wide as the view
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def show_pages(self, pages: Pages | None, *, stay: bool = False) -> None:
        """Show a document from its first page, or nothing; `stay` keeps the place, for a new version of the same one."""
        place = self.verticalScrollBar().value() if stay else 0
        self._pages = pages
        self._pictures.clear()
        self._wanted.clear()
        if not stay:
            self._stale.clear()
        self._sizes = [pages.size(number) for number in range(pages.count())] if pages else []
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell_page()

    @property
    def pages(self) -> Pages | None:
        """The document shown."""
        return self._pages

    @property
    def scale(self) -> float:
        """Logical pixels per 1/96 inch of the present page."""
        return self._scale_of(self.current_page())

    @property
    def waiting(self) -> bool:
        """Whether a picture of a page is still being drawn."""
        return bool(self._wanted)

    def set_zoom(self, zoom: float | None) -> None:
        """Show at a scale, or as wide as the view."""
        at = self.current_page()
        self._zoom = zoom
        self._lay_out()
        self.go_to(at)
        self.zoomed.emit()

    def zoom_by(self, direction: int) -> None:
        """Go to the next larger or smaller step."""
        steps = [step for step in STEPS if (step > self.scale + 0.01 if direction > 0 else step < self.scale - 0.01)]
        if steps:
            self.set_zoom(steps[0] if direction > 0 else steps[-1])

    def current_page(self) -> int:
        """Return the page at the middle of the view, counted from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return next((n for n, rect in enumerate(self._rects) if rect.bottom() + GAP >= middle), 0)

    def go_to(self, number: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= number < len(self._sizes):
            self.verticalScrollBar().setValue(self._rects[number].top() - GAP)
            self._tell_page()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the visible pages; one that has no picture yet is blank paper or the picture of another size."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        roles = roles_of(self.palette())
        painter.fillRect(self.viewport().rect(), QColor(roles.neutral_ground))
        offset = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number, place in enumerate(self._rects):
            rect = place.translated(*offset)
            if not rect.intersects(self.viewport().rect()):
                continue
            painter.fillRect(rect.adjusted(-1, -1, 1, 1), QColor(roles.line))
            painter.fillRect(rect, QColor("white"))
            picture = self._picture(number)
            if picture is not None:
                painter.drawImage(rect, picture)
        self._draw_ahead()
        painter.end()  # a refusal's traceback may hold this frame, and with it the painter, beyond the event

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width when it is fitted."""
        super().resizeEvent(event)
        self._lay_out()
        self.zoomed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another mode of colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, otherwise scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages; Ctrl with + - 0 changes the size."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in zooms:
            self.zoom_by(zooms[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.set_zoom(None)
        elif key in turns:
            self.go_to(self.current_page() + turns[key])
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self._sizes) - 1)
        else:
            super().keyPressEvent(event)

    def _scale_of(self, number: int) -> float:
        """Return the scale of a page: fitted pages are each as wide as the view, upright and landscape ones alike."""
        if self._zoom is not None:
            return self._zoom
        wide = self._sizes[number][0] if number < len(self._sizes) else A4_POINTS
        return max((self.viewport().width() - 2 * GAP) / (wide * DPI_AT_ONE / 72), SMALLEST)

    def _page_size(self, number: int) -> QSize:
        width, height = self._sizes[number]
        factor = self._scale_of(number) * DPI_AT_ONE / 72
        return QSize(round(width * factor), round(height * factor))

    def _placed(self) -> list[QRect]:
        """Return where each page lies, from the top of the first one's margin."""
        rects, top = [], GAP
        for number in range(len(self._sizes)):
            size = self._page_size(number)
            left = max((self.viewport().width() - size.width()) // 2, GAP)
            rects.append(QRect(left, top, size.width(), size.height()))
            top += size.height() + GAP
        return rects

    def _draw_ahead(self) -> None:
        """Ask for the pages beside the present one, once all that is visible has come."""
        if self._wanted or self._pages is None:
            return
        at = self.current_page()
        for away in range(1, NEIGHBOURS + 1):
            for number in (at + away, at - away):
                if 0 <= number < len(self._sizes):
                    self._picture(number)

    def _key(self, number: int) -> tuple[int, int]:
        return number, round(self._scale_of(number) * self.devicePixelRatioF() * 1000)

    def _picture(self, number: int) -> QImage | None:
        key = self._key(number)
        if key not in self._pictures and key not in self._wanted and self._pages is not None:
            self._wanted.add(key)
            pages, dpi = self._pages, key[1] / 1000 * DPI_AT_ONE

            def draw(_running: RunningJob) -> QImage:
                return as_qimage(pages.render(number, dpi))

            self._worker.run(draw, partial(self._keep, pages, key), self._refuse, owner=self)
        return self._pictures.get(key) or self._stale.get(number)

    def _keep(self, pages: Pages, key: tuple[int, int], picture: QImage) -> None:
        if pages is not self._pages:
            return
        self._wanted.discard(key)
        at = self.current_page()
        if len(self._pictures) >= KEPT_PICTURES:
            self._pictures.pop(max(self._pictures, key=lambda kept: (kept[1] != key[1], abs(kept[0] - at))))
        self._pictures[key] = picture
        self._stale = {page: kept for page, kept in self._stale.items() if abs(page - at) <= KEPT_PICTURES}
        self._stale[key[0]] = picture
        self.viewport().update()

    def _refuse(self, error: OfficeError) -> None:
        self.failed.emit(error)

    def _lay_out(self) -> None:
        self._rects = self._placed()
        full = self._rects[-1].bottom() + GAP if self._rects else 0
        widest = max((rect.width() for rect in self._rects), default=0) + 2 * GAP
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, full - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, widest - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _tell_page(self) -> None:
        self.page_changed.emit(self.current_page() + 1 if self._sizes else 0, len(self._sizes))


class PdfPreview(QWidget):
    """Pages with their toolbar; without a document, a sentence that says why."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PageView(worker)
        self._where = plain_label("", "muted")
        self._faces = FacesLine(worker)
        self._empty = plain_label("尚无可预览的页面。", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.page_changed.connect(self._show_where)
        self.view.zoomed.connect(self._show_where_now)
        # Queued: a refusal may come while the view is being painted, and must not hide it just then.
        self.view.failed.connect(self._say_why, Qt.ConnectionType.QueuedConnection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._toolbar())
        faces = QHBoxLayout()
        faces.setContentsMargins(8, 0, 0, 0)  # where the words of the toolbar begin
        faces.addWidget(self._faces)
        column.addLayout(faces)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        self.show_pages(None)

    @property
    def pages(self) -> Pages | None:
        """The document shown."""
        return self.view.pages

    def show_pages(self, pages: PreviewedPages | None, *, say: str = "尚无可预览的页面。", stay: bool = False) -> None:
        """Show a document, or nothing but the sentence `say`."""
        self._empty.setText(say)
        self._empty.setVisible(pages is None)
        self.view.setVisible(pages is not None)
        self._faces.follow(pages)
        self.view.show_pages(pages, stay=stay)

    def _toolbar(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(bar, gap=2)
        for text, pressed in (
            ("上一页", self._back),
            ("下一页", self._forth),
            ("缩小", self._smaller),
            ("放大", self._larger),
            ("适合宽度", self._fit),
        ):
            flow.addWidget(_tool(text, pressed))
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(8, 8, 0, 0)
        row.addWidget(self._where)
        flow.addWidget(where)
        return bar

    def _show_where(self, page: int, count: int) -> None:
        percent = round(self.view.scale * 100)
        self._where.setText(f"第 {page} / {count} 页 · {percent}%" if count else "")
        self._faces.show_page(page - 1)

    def _show_where_now(self) -> None:
        count = self.pages.count() if self.pages else 0
        self._show_where(self.view.current_page() + 1, count)

    def _say_why(self, error: OfficeError) -> None:
        self.show_pages(None, say=error.sentence)

    def _back(self) -> None:
        self.view.go_to(self.view.current_page() - 1)

    def _forth(self) -> None:
        self.view.go_to(self.view.current_page() + 1)

    def _smaller(self) -> None:
        self.view.zoom_by(-1)

    def _larger(self) -> None:
        self.view.zoom_by(1)

    def _fit(self) -> None:
        self.view.set_zoom(None)


def _tool(text: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "plain")
    button.setAccessibleName(text)
    button.clicked.connect(pressed)
    return button
