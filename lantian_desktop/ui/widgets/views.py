"""The list of views at the left: a label and how many rows stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lantian_desktop.ui.theme import Tone, measures_of, roles_of

VIEW_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class View:
    """One entry: `count` is None while it is being counted; `tone` colours the number when it is not zero."""

    key: str
    label: str
    count: int | None = None
    tone: Tone | None = None
    heading: str = ""  # a small heading above this entry begins a group


class _ViewDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view: View = index.data(VIEW_ROLE)
        measures = measures_of(option.font)
        return QSize(80, measures.row - 1 + (measures.row - 6 if view.heading else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = roles_of(option.palette)
        measures = measures_of(option.font)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        font = option.font
        view: View = index.data(VIEW_ROLE)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if view.heading:
            font.setPixelSize(measures.small)
            painter.setFont(font)
            painter.setPen(QColor(roles.muted))
            painter.drawText(
                rect.adjusted(11, 0, 0, -measures.row + 4), int(Qt.AlignmentFlag.AlignBottom), view.heading
            )
            rect.setTop(rect.bottom() - measures.row + 4)
            font.setPixelSize(measures.text)
        painter.setFont(font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, rect, chosen=chosen)
        painter.setPen(QColor(roles.accent if chosen else roles.text))
        room = rect.adjusted(11, 0, -11, 0)
        painter.drawText(room, middle, view.label)
        if view.count is not None:
            if view.tone and view.count:
                painter.setPen(roles.ink(view.tone))
            elif not chosen:
                painter.setPen(QColor(roles.muted))
            painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), f"{view.count:,}")
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, chosen: bool) -> None:
        roles = roles_of(option.palette)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not (chosen or hovered):
            return
        painter.setPen(QColor(roles.accent) if focused and chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.accent_ground if chosen else roles.neutral_ground))
        painter.drawRoundedRect(rect, 6, 6)


class ViewList(QListView):
    """Views with counts; exactly one is chosen."""

    view_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_ViewDelegate(self))
        self.setProperty("role", "views")
        self.setAccessibleName("视图")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_views(self, views: Sequence[View]) -> None:
        """Show these views and keep the chosen one if it is still there."""
        chosen = self.chosen()
        with QSignalBlocker(self.selectionModel()):
            self._items.clear()
            for view in views:
                item = QStandardItem()
                item.setData(view, VIEW_ROLE)
                counted = "" if view.count is None else f" {view.count} 项"
                item.setData(view.label + counted, int(Qt.ItemDataRole.AccessibleTextRole))
                self._items.appendRow(item)
            self._select(chosen or (views[0].key if views else ""))
        self._fit()
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_items"):
            self._fit()

    def _fit(self) -> None:
        shown = [self._items.item(row).data(VIEW_ROLE) for row in range(self._items.rowCount())]
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(self._needed_width(shown) + bar)

    def chosen(self) -> str:
        """Return the key of the chosen view."""
        view = self.currentIndex().data(VIEW_ROLE)
        return view.key if isinstance(view, View) else ""

    def chosen_label(self) -> str:
        """Return the label of the chosen view."""
        view = self.currentIndex().data(VIEW_ROLE)
        return view.label if isinstance(view, View) else ""

    def choose(self, key: str) -> None:
        """Choose a view by its key."""
        self._select(key)

    def _select(self, key: str) -> None:
        for number in range(self._items.rowCount()):
            index = self._items.index(number, 0)
            if index.data(VIEW_ROLE).key == key:
                self.setCurrentIndex(index)
                return

    def _needed_width(self, views: Sequence[View]) -> int:
        measure = self.fontMetrics().horizontalAdvance
        widest = max((measure(view.label) + measure(f"  {view.count or 0:,}") for view in views), default=0)
        return max(widest + 44, measure("示例示例示例") + 60)

    def _tell(self) -> None:
        if self.chosen():
            self.view_chosen.emit(self.chosen())
