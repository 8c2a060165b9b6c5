"""Ctrl+K: one line that finds anything, its hits in a list below, Enter goes there. What can be found is the service's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lantian_desktop.domain.queries import Hit
from lantian_desktop.ui.theme import measures_of
from lantian_desktop.ui.widgets.search_box import SearchBox
from lantian_desktop.ui.widgets.text import plain_label

KINDS = {"contact": "人员", "issue": "问题", "letter": "文书"}
HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class HitList(QFrame):
    """The popup under the line: hits, or the sentence that there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.hits = QListWidget()
        self.hits.setAccessibleName("查找结果")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing: QLabel = plain_label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.hits)
        column.addWidget(self._nothing)

    def show_hits(self, hits: Sequence[Hit], text: str) -> None:
        """List the hits of a text."""
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(f"{KINDS.get(hit.kind, hit.kind)}　{hit.title}　{hit.subtitle}")
            item.setData(HIT_ROLE, hit)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)
        self.hits.setVisible(bool(hits))
        self._nothing.setText(f"没有与“{text}”相符的人员、问题或文书，可换一个词、拼音首字母或号码后几位。")
        self._nothing.setVisible(not hits)

    def move_by(self, rows: int) -> None:
        """Move the cursor."""
        self.hits.setCurrentRow(min(max(self.hits.currentRow() + rows, 0), self.hits.count() - 1))


class Finder(SearchBox):
    """The search line of the header with its popup of hits."""

    hit_chosen = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__("查找任何内容 Ctrl+K", parent)
        self._find = find
        self._popup: HitList | None = None
        self.search_requested.connect(self._show_hits)
        self.returnPressed.connect(self._go_current)
        self.left_downwards.connect(self._down)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits listed now."""
        if self._popup is None:
            return ()
        shown = self._popup.hits
        return tuple(shown.item(row).data(HIT_ROLE) for row in range(shown.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move in the list; Esc closes it first."""
        if event.key() == Qt.Key.Key_Up and self._popup is not None and self._popup.isVisible():
            self._popup.move_by(-1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the popup when the line is left."""
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()

    def _show_hits(self, text: str) -> None:
        if not text:
            if self._popup is not None:
                self._popup.show_hits((), "")
                self._popup.hide()
            return
        if self._popup is None:  # made when it is first needed: the window opens sooner
            self._popup = HitList(self.window())
            self._popup.hits.itemClicked.connect(self._go)
        found = self._find(text)
        self._popup.show_hits(found, text)
        self._place(self._popup, len(found))

    def _place(self, popup: HitList, count: int) -> None:
        window = self.window()
        width = min(max(self.width(), 560), window.width() - 24)
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        height = min(count, 10) * measures_of(self.font()).row + 20 if count else 70
        popup.setGeometry(max(corner.x(), 12), corner.y(), width, height)
        popup.show()
        popup.raise_()

    def _down(self) -> None:
        if self._popup is not None:
            self._popup.move_by(1)

    def _go_current(self) -> None:
        item = None if self._popup is None or self._popup.isHidden() else self._popup.hits.currentItem()
        if item is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT_ROLE)
        self.clear()
        self.settle()
        self.hit_chosen.emit(hit)
