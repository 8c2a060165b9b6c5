"""A page with a detail pane beside it, which lies over the page where 特大 text leaves no room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSplitter, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.lists.browse import ROOMY
from lantian_desktop.ui.kit.lists.detail import DetailPane
from lantian_desktop.ui.kit.paint.text import set_role
from lantian_desktop.ui.kit.paint.theme import MEASURES, TextSize, measures_of

SHARE = 26  # percent of the width that the detail takes
OVERLAID = 620  # pixels the detail takes over the page
FORM_WIDTH = 440  # pixels a form wants beside the page


class PageWithDetail(QWidget):
    """The page at the left, the detail at the right."""

    closed = Signal()

    def __init__(self, page: QWidget, detail: DetailPane) -> None:
        super().__init__()
        self._page, self.detail = page, detail
        self._overlaid = False
        self._form_width = FORM_WIDTH
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(10)
        self._splitter.setChildrenCollapsible(False)
        self._panel = QFrame()
        self._back = QPushButton("返回（Esc）")
        self._back.setAccessibleName("返回")
        self._back.clicked.connect(self.close_detail)
        self._back.hide()
        self._column = QVBoxLayout(self._panel)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(detail, 1)
        self._splitter.addWidget(page)
        self._splitter.addWidget(self._panel)
        self._splitter.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._arrange)
        detail.form_closed.connect(self._form_closed)

    @property
    def overlaid(self) -> bool:
        """Whether the detail lies over the page instead of beside it."""
        return self._overlaid

    def show_form(self, form: QWidget, *, width: int = FORM_WIDTH) -> None:
        """Put a form in front and give it room: `width` in pixels."""
        self._form_width = width
        self.detail.show_form(form)
        self.open_detail()
        if not self._overlaid:
            self._share()

    def open_detail(self) -> None:
        """Show the detail, over the page where there is no room beside it."""
        if self._overlaid:
            self._panel.show()
            self._panel.raise_()
            self._place()

    def close_detail(self) -> None:
        """Take an overlaid detail away; an open form stays as a draft."""
        if self.detail.form is not None:
            self.detail.close_form()
        elif self._overlaid:
            self._panel.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes an overlaid detail away."""
        if event.key() == Qt.Key.Key_Escape and self._overlaid and self._panel.isVisible():
            self.close_detail()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size, but only afterwards: moving widgets while Qt walks over them ends the program."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_later"):
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay at the right edge, and the shares beside each other."""
        super().resizeEvent(event)
        if self._overlaid:
            self._place()
        elif event.oldSize().width() <= 0 or self.detail.form is None:
            self._share()
        self._later.start()

    def _share(self) -> None:
        right = self.width() * SHARE // 100
        if self.detail.form is not None:
            right = max(right, self._form_width)
        self._splitter.setSizes([self.width() - right, right])

    def _form_closed(self) -> None:
        if self._overlaid:
            self._panel.hide()
        else:
            self._share()
        self.closed.emit()

    def _arrange(self) -> None:
        overlay = measures_of(self.font()).text >= MEASURES[TextSize.HUGE].text and self.width() < ROOMY
        if overlay == self._overlaid:
            return
        self._overlaid = overlay
        self._back.setVisible(overlay)
        self._column.setContentsMargins(14 if overlay else 0, 10 if overlay else 0, 10 if overlay else 0, 8)
        set_role(self._panel, "overlay" if overlay else "")
        if overlay:
            self._panel.setParent(self)
            self._panel.setVisible(self.detail.form is not None)
            self._place()
        else:
            self._splitter.addWidget(self._panel)
            self._panel.show()
            self._share()

    def _place(self) -> None:
        width = min(self.width(), OVERLAID)
        self._panel.setGeometry(self.width() - width, 0, width, self.height())
