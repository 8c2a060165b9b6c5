"""Ctrl+K: one line that finds anything, its hits in a list below, Enter goes there. What can be found is the service's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lantian_desktop.domain.queries import Hit
from lantian_desktop.ui.theme import measures_of
from lantian_desktop.ui.widgets.search_box import SearchBox
from lantian_desktop.ui.widgets.text import plain_label

KINDS = {"contact": "人员", "issue": "问题", "letter": "文书"}
HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class Finder(SearchBox):
    """The search line of the header with its popup of hits."""

    hit_chosen = Signal(object)

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__("查找任何内容 Ctrl+K", parent)
        self._find = find
        self._popup = QFrame(self.window())
        self._popup.setProperty("role", "popup")
        self._list = QListWidget()
        self._list.setAccessibleName("查找结果")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._go)
        self._nothing: QLabel = plain_label("", "muted", wrap=True)
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._popup.hide()
        self.search_requested.connect(self._show_hits)
        self.returnPressed.connect(self._go_current)
        self.left_downwards.connect(self._down)
        self.installEventFilter(self)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits listed now."""
        return tuple(self._list.item(row).data(HIT_ROLE) for row in range(self._list.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move in the list; Esc closes it first."""
        if event.key() == Qt.Key.Key_Up and self._popup.isVisible():
            self._list.setCurrentRow(max(self._list.currentRow() - 1, 0))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the popup when the line is left."""
        if event.type() is QEvent.Type.FocusOut:
            self._popup.hide()
        return super().eventFilter(watched, event)

    def _show_hits(self, text: str) -> None:
        self._list.clear()
        hits = self._find(text) if text else ()
        for hit in hits:
            item = QListWidgetItem(f"{KINDS.get(hit.kind, hit.kind)}　{hit.title}　{hit.subtitle}")
            item.setData(HIT_ROLE, hit)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(hits))
        self._nothing.setText(f"没有与“{text}”相符的人员、问题或文书，可换一个词、拼音首字母或号码后几位。")
        self._nothing.setVisible(bool(text) and not hits)
        self._popup.setVisible(bool(text))
        if text:
            self._place(len(hits))

    def _place(self, count: int) -> None:
        window = self.window()
        self._popup.setParent(window)
        width = min(max(self.width(), 560), window.width() - 24)
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        height = min(count, 10) * measures_of(self.font()).row + 20 if count else 70
        self._popup.setGeometry(max(corner.x(), 12), corner.y(), width, height)
        self._popup.show()
        self._popup.raise_()

    def _down(self) -> None:
        self._list.setCurrentRow(min(self._list.currentRow() + 1, self._list.count() - 1))

    def _go_current(self) -> None:
        item = self._list.currentItem()
        if item is not None and not self._popup.isHidden():
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT_ROLE)
        self._popup.hide()
        self.clear()
        self.settle()
        self.hit_chosen.emit(hit)
