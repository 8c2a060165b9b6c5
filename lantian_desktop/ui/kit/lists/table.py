"""The list of rows: sorting requests, marks, keys, remembered columns, copying as TSV. What a row means is the caller's."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from lantian_desktop.ui.kit.lists.chips import RowDelegate
from lantian_desktop.ui.kit.lists.rows import Column, RowsModel, Sort
from lantian_desktop.ui.kit.paint.theme import MEASURES, TextSize, measures_of
from lantian_desktop.ui.kit.work.memory import Memory

T = TypeVar("T")
MenuMaker = Callable[[QMenu], None]


def as_tsv(columns: Sequence[Column[T]], rows: Sequence[T]) -> str:
    """Return rows with their header as a spreadsheet program pastes them: one line a row, tabs between."""
    lines = ["\t".join(column.header for column in columns)]
    lines += ["\t".join(" ".join(column.text(row).split()) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


class RowsTable(QTableView, Generic[T]):
    """A table of fixed row height over a RowsModel."""

    current_changed = Signal()
    chosen_changed = Signal()
    opened = Signal()
    copied = Signal()

    def __init__(self, model: RowsModel[T], *, name: str, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._name, self._memory = name, memory
        self._key: object = None
        self._menu: MenuMaker | None = None
        self._scale = 0.0
        self._away: set[int] = set()  # columns hidden for now only
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self._set_up_appearance()
        self.setModel(model)
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._keep_current)
        model.modelReset.connect(self._restore_current)
        model.marks_changed.connect(self.chosen_changed)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.doubleClicked.connect(self._open)

    def offer_menu(self, fill: MenuMaker) -> None:
        """Let `fill` put the allowed actions into the right-click menu."""
        self._menu = fill

    def current_row(self) -> T | None:
        """Return the row the cursor is on."""
        return self.rows.row(self.currentIndex().row())

    def chosen_rows(self) -> tuple[T, ...]:
        """Return the rows an action applies to: the marked ones, else the selected ones."""
        marked = self.rows.marked()
        if marked:
            return marked
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(row for row in map(self.rows.row, numbers) if row is not None)

    def go_to(self, key: object) -> bool:
        """Put the cursor on the row with a key, if it is loaded."""
        number = self.rows.position(key)
        if number is None:
            return False
        self._set_current(number)
        return True

    def choose(self, keys: Sequence[object]) -> None:
        """Choose the loaded rows with these keys together; the cursor goes to the first."""
        numbers = [number for key in keys if (number := self.rows.position(key)) is not None]
        if not numbers:
            return
        self._set_current(numbers[0])
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for number in numbers[1:]:
            self.selectionModel().select(self.rows.index(number, 0), flags)

    def copy_rows(self) -> None:
        """Put the chosen rows with the shown columns into the clipboard."""
        header = self.horizontalHeader()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        columns = [self.rows.columns[at] for at in shown if not self.isColumnHidden(at)]
        QGuiApplication.clipboard().setText(as_tsv(columns, self.chosen_rows()))
        self.copied.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with J and K, mark with Space, open with Enter, copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() == Qt.Key.Key_Space:
            self.rows.toggle_mark(self.currentIndex().row())
            self._step(1)
        elif event.key() in {Qt.Key.Key_J, Qt.Key.Key_K} and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_J else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif event.key() == Qt.Key.Key_Escape and self.rows.marked():
            self.rows.clear_marks()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._menu:
            self._menu(menu)
            menu.addSeparator()
        copy = menu.addAction("复制所选行（含表头）")
        copy.triggered.connect(self.copy_rows)
        menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the tint away."""
        self._hover(-1)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size with the rows' height and the columns' widths."""
        super().changeEvent(event)
        if event.type() not in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            return
        self.verticalHeader().setDefaultSectionSize(measures_of(self.font()).row)
        if getattr(self, "_scale", 0.0) not in {0.0, self._present_scale()}:
            self._recall_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the widest column take the room that is left."""
        super().resizeEvent(event)
        self._fill_width()

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered_row:
            self._delegate.hovered_row = row
            self.viewport().update()

    def _set_up_appearance(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(measures_of(self.font()).row)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        self._recall_columns()
        header.sectionResized.connect(self._remember_columns)
        header.sectionMoved.connect(self._remember_columns)
        # Enabled last: switching sorting on asks the model to sort by the shown column at once.
        header.setSortIndicatorClearable(False)
        self.setSortingEnabled(True)
        self.rows.sort_changed.connect(self._remember_columns)

    def _recall_columns(self) -> None:
        header = self.horizontalHeader()
        kept = self._kept()
        for at, column in enumerate(self.rows.columns):
            self.setColumnHidden(at, bool(kept.get(column.key, {}).get("hidden", column.hidden)))
        order = sorted(range(header.count()), key=lambda at: kept.get(self.rows.columns[at].key, {}).get("place", at))
        for place, at in enumerate(order):
            header.moveSection(header.visualIndex(at), place)
        self._recall_widths()
        self._recall_sort(kept.get("", {}))

    def _recall_widths(self) -> None:
        self._scale = self._present_scale()
        kept = self._kept()
        with QSignalBlocker(self.horizontalHeader()):
            for at, column in enumerate(self.rows.columns):
                width = kept.get(column.key, {}).get("width", column.width)
                self.setColumnWidth(at, round(width * self._scale))
        self._fill_width()

    def _fill_width(self) -> None:
        """Give the widest column what is left over, and take from it what is missing, down to half of it."""
        shown = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        if not shown:
            return
        widest = max(shown, key=lambda at: self.rows.columns[at].width)
        column = self.rows.columns[widest]
        requested = self._kept().get(column.key, {}).get("width", column.width) * self._scale
        left = self.viewport().width() - sum(self.columnWidth(at) for at in shown if at != widest)
        with QSignalBlocker(self.horizontalHeader()):
            self.setColumnWidth(widest, round(max(left, requested / 2)))
        self.updateGeometries()

    def _present_scale(self) -> float:
        return measures_of(self.font()).text / MEASURES[TextSize.STANDARD].text

    def _kept(self) -> dict[str, dict[str, Any]]:
        kept = json.loads(self._memory.recall(f"columns/{self._name}") or "{}")
        return kept if isinstance(kept, dict) else {}

    def _recall_sort(self, kept: dict[str, object]) -> None:
        at = next(
            (at for at, column in enumerate(self.rows.columns) if column.order and column.order == kept.get("order")),
            -1,
        )
        direction = Qt.SortOrder.DescendingOrder if kept.get("descending") else Qt.SortOrder.AscendingOrder
        if at >= 0:
            self.rows.sort_by = Sort(self.rows.columns[at].order, bool(kept.get("descending")))
        self.horizontalHeader().setSortIndicator(at, direction)

    def _remember_columns(self, *_moved: int) -> None:
        header = self.horizontalHeader()
        kept: dict[str, dict[str, object]] = {}
        for at, column in enumerate(self.rows.columns):
            width = self.columnWidth(at) or round(column.width * self._scale)
            kept[column.key] = {
                "width": round(width / self._scale),
                "hidden": self.isColumnHidden(at) and at not in self._away,
                "place": header.visualIndex(at),
            }
        if self.rows.sort_by:
            kept[""] = {"order": self.rows.sort_by.order, "descending": self.rows.sort_by.descending}
        self._memory.remember(f"columns/{self._name}", json.dumps(kept, ensure_ascii=False))

    def _choose_columns(self, where: QPoint) -> None:
        menu = QMenu("显示的列", self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(self.rows.columns):
            action = QAction(column.header, menu, checkable=True, checked=not self.isColumnHidden(at))
            action.setEnabled(at != 0)
            action.toggled.connect(partial(self.show_column, at))
            menu.addAction(action)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    def show_column(self, at: int, shown: bool) -> None:
        """Show or hide a column and remember it."""
        self._away.discard(at)
        self.setColumnHidden(at, not shown)
        self._remember_columns()
        self._fill_width()

    def hide_for_now(self, at: int, *, hidden: bool) -> None:
        """Hide a column the user shows, to make room for another one, or bring it back; that is not remembered."""
        if hidden == (at in self._away) or (hidden and self.isColumnHidden(at)):
            return
        (self._away.add if hidden else self._away.discard)(at)
        with QSignalBlocker(self.horizontalHeader()):
            self.setColumnHidden(at, hidden)
        self._fill_width()
        self.viewport().update()

    def _step(self, by: int) -> None:
        number = self.currentIndex().row() + by
        if number >= self.rows.rowCount() and self.rows.canFetchMore(QModelIndex()):
            self.rows.fetchMore(QModelIndex())
        if 0 <= number < self.rows.rowCount():
            self._set_current(number)

    def _set_current(self, number: int) -> None:
        at = self.horizontalHeader().logicalIndex(0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows.index(number, at), flags)

    def _keep_current(self) -> None:
        row = self.current_row()
        self._key = None if row is None else self.rows.key_of(row)

    def _restore_current(self) -> None:
        with QSignalBlocker(self.selectionModel()):
            number = self.rows.position(self._key) if self._key is not None else None
            if self.rows.rowCount():
                self._set_current(number or 0)
        if number is not None:  # the blocked signal would have scrolled there
            self.scrollTo(self.currentIndex())
        self.viewport().update()
        self.current_changed.emit()
        self.chosen_changed.emit()

    def _tell_current(self) -> None:
        self.viewport().update()
        self.current_changed.emit()

    def _tell_chosen(self) -> None:
        self.chosen_changed.emit()

    def _open(self) -> None:
        if self.current_row() is not None:
            self.opened.emit()
