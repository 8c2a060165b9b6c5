"""Rows of a table put into another order with the mouse. It tells from where to where; what that means is the caller's."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from lantian_desktop.ui.kit.lists.table import RowsTable

T = TypeVar("T")
ROW_MIME = "application/x-lantian-row"


class RowDragging(QObject):
    """Watches a table's rows being dragged onto other rows of the same table."""

    row_moved = Signal(object)  # (from, to)

    def __init__(self, table: RowsTable[T]) -> None:
        super().__init__(table)
        self._table = table
        self._pressed: QPoint | None = None
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin a drag far enough from the press, and take what is dropped."""
        kind = event.type()
        if isinstance(event, QMouseEvent):
            if kind is QEvent.Type.MouseButtonPress:
                self._pressed = event.position().toPoint()
            elif kind is QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif kind is QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
                return self._begin(event.position().toPoint())
        elif isinstance(event, QDropEvent) and event.mimeData().hasFormat(ROW_MIME):
            event.acceptProposedAction()
            if kind is QEvent.Type.Drop:
                self._drop(event)
            return True
        return super().eventFilter(watched, event)

    def _begin(self, point: QPoint) -> bool:
        if self._pressed is None or (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return False
        row = self._table.indexAt(self._pressed).row()
        self._pressed = None
        if row < 0:
            return False
        drag = QDrag(self._table)
        drag.setMimeData(row_data(row))
        drag.exec(Qt.DropAction.MoveAction)
        return True

    def _drop(self, event: QDropEvent) -> None:
        source = int(event.mimeData().data(ROW_MIME).toStdString())
        target = self._table.indexAt(event.position().toPoint()).row()
        last = self._table.rows.rowCount() - 1
        self.row_moved.emit((source, target if target >= 0 else last))


def row_data(row: int) -> QMimeData:
    """Return a row as drag and drop carries it."""
    data = QMimeData()
    data.setData(ROW_MIME, str(row).encode())
    return data
