"""The list of views at the left: a label and how many rows stand behind it. Views below others can be folded away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from lantian_desktop.ui.kit.lists.views_paint import (
    FOLD_ROLE,
    VIEW_ROLE,
    Fold,
    View,
    ViewDelegate,
    indent,
    needed_width,
)
from lantian_desktop.ui.kit.work.memory import Memory

__all__ = ["Spell", "View", "ViewList"]
TYPING_MS = 1000  # keys closer together than this are one word
Spell = Callable[[str], Sequence[str]]


class ViewList(QListView):
    """Views with counts; exactly one is chosen. Left and Right fold and unfold, letters lead to a view by its spelling."""

    view_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spell: Spell | None = None  # how labels are spelled in letters, for finding them by typing
        self._items = QStandardItemModel(self)
        self._memory: tuple[Memory, str] | None = None
        self._turned: dict[str, bool] = {}
        self._typed = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self.setModel(self._items)
        self.setItemDelegate(ViewDelegate(self))
        self.setProperty("role", "views")
        self.setAccessibleName("视图")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    def remember_in(self, memory: Memory, name: str) -> None:
        """Keep what a user folds and unfolds under a name."""
        self._memory = (memory, f"folded/{name}")
        kept = json.loads(memory.recall(self._memory[1]) or "{}")
        self._turned = {str(key): bool(folded) for key, folded in kept.items()} if isinstance(kept, dict) else {}

    def show_views(self, views: Sequence[View]) -> None:
        """Show these views and keep the chosen one if it is still there."""
        chosen = self.chosen()
        with QSignalBlocker(self.selectionModel()):
            self._items.clear()
            for at, view in enumerate(views):
                item = QStandardItem()
                item.setData(view, VIEW_ROLE)
                item.setData(view.name or view.label, int(Qt.ItemDataRole.ToolTipRole))
                opens = at + 1 < len(views) and views[at + 1].depth > view.depth
                item.setData(self._fold_of(view) if opens else Fold.NONE, FOLD_ROLE)
                self._items.appendRow(item)
            if not self._select(chosen) and views:
                self._select(views[0].key)
        self._show_folds()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_items"):
            self._fit()

    def chosen(self) -> str:
        """Return the key of the chosen view."""
        view = self.currentIndex().data(VIEW_ROLE)
        return view.key if isinstance(view, View) else ""

    def chosen_label(self) -> str:
        """Return the label of the chosen view."""
        view = self.currentIndex().data(VIEW_ROLE)
        return view.label if isinstance(view, View) else ""

    def choose(self, key: str) -> None:
        """Choose a view by its key; what it is folded into opens."""
        self._select(key)
        self._reveal(self.currentIndex().row())

    def is_folded(self, key: str) -> bool:
        """Return whether what is below a view is folded away."""
        return any(self._view(row).key == key and self._fold(row) is Fold.FOLDED for row in self._rows())

    def fold(self, key: str, *, folded: bool) -> None:
        """Fold away what is below a view, or unfold it, and remember that for the user."""
        self._turn([row for row in self._rows() if self._view(row).key == key], folded=folded)

    def _turn(self, rows: Sequence[int], *, folded: bool) -> None:
        for row in rows:
            if self._fold(row) is not Fold.NONE:
                self._items.item(row).setData(Fold.FOLDED if folded else Fold.OPEN, FOLD_ROLE)
                self._turned[self._view(row).key] = folded
        if self._memory is not None:
            memory, name = self._memory
            memory.remember(name, json.dumps(self._turned, ensure_ascii=False))
        self._show_folds()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left folds or goes to the view above, Right unfolds or goes to the first one below."""
        row = self.currentIndex().row()
        if row < 0 or event.key() not in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            super().keyPressEvent(event)
            return
        requested, fold = event.key() == Qt.Key.Key_Left, self._fold(row)
        if fold is (Fold.OPEN if requested else Fold.FOLDED):
            self.fold(self._view(row).key, folded=requested)
        elif requested and (above := self._above(row)) is not None:
            self.setCurrentIndex(self._items.index(above, 0))
        elif not requested and fold is Fold.OPEN:
            self.setCurrentIndex(self._items.index(row + 1, 0))

    def keyboardSearch(self, typed: str) -> None:
        """Go to the next view whose label, or its spelling, begins with what is typed; keys in quick succession count together."""
        going_on = self._typing.isActive()
        self._typed = self._typed + typed if going_on else typed
        self._typing.start()
        shown = [row for row in self._rows() if not self.isRowHidden(row)]
        start = self.currentIndex().row() + (0 if going_on else 1)
        for row in sorted(shown, key=lambda row: (row < start, row)):
            if self._answers(self._view(row), self._typed.casefold()):
                self.setCurrentIndex(self._items.index(row, 0))
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the triangle folds and unfolds; anywhere else it chooses."""
        index = self.indexAt(event.position().toPoint())
        view = index.data(VIEW_ROLE)
        if isinstance(view, View) and index.data(FOLD_ROLE) is not Fold.NONE:
            begin = self.visualRect(index).left() + indent(view.depth, self.font())
            if begin <= event.position().x() <= begin + indent(1, self.font()):
                self.fold(view.key, folded=index.data(FOLD_ROLE) is Fold.OPEN)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click folds and unfolds."""
        index = self.indexAt(event.position().toPoint())
        if index.data(FOLD_ROLE) in {Fold.OPEN, Fold.FOLDED}:
            self.fold(index.data(VIEW_ROLE).key, folded=index.data(FOLD_ROLE) is Fold.OPEN)

    def _answers(self, view: View, typed: str) -> bool:
        words = (view.label, view.name, *(self.spell(view.label) if self.spell else ()))
        return any(word.casefold().startswith(typed) for word in words)

    def _fold_of(self, view: View) -> Fold:
        return Fold.FOLDED if self._turned.get(view.key, view.folded) else Fold.OPEN

    def _show_folds(self) -> None:
        """Hide what is below a folded view; a chosen view that goes away hands over to the one above it."""
        folded_at: int | None = None
        for row in self._rows():
            view = self._view(row)
            if folded_at is not None and view.depth <= folded_at:
                folded_at = None
            self.setRowHidden(row, folded_at is not None)
            if folded_at is None and self._fold(row) is Fold.FOLDED:
                folded_at = view.depth
            self._items.item(row).setData(self._spoken(row), int(Qt.ItemDataRole.AccessibleTextRole))
        row = self.currentIndex().row()
        while row >= 0 and self.isRowHidden(row) and (above := self._above(row)) is not None:
            row = above
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._items.index(row, 0))
        self.viewport().update()

    def _spoken(self, row: int) -> str:
        view = self._view(row)
        counted = "" if view.count is None else f" {view.count} 项"
        return f"{view.name or view.label}{counted}{self._fold(row).words}"

    def _reveal(self, row: int) -> None:
        """Unfold everything a view is folded into, all at once: one by one the choice would wander upwards."""
        folded = []
        while row >= 0 and (above := self._above(row)) is not None:
            row = above
            if self._fold(row) is Fold.FOLDED:
                folded.append(row)
        if folded:
            self._turn(folded, folded=False)

    def _above(self, row: int) -> int | None:
        depth = self._view(row).depth
        return next((at for at in range(row - 1, -1, -1) if self._view(at).depth < depth), None) if depth else None

    def _rows(self) -> Iterator[int]:
        return iter(range(self._items.rowCount()))

    def _view(self, row: int) -> View:
        view: View = self._items.item(row).data(VIEW_ROLE)
        return view

    def _fold(self, row: int) -> Fold:
        fold: Fold = self._items.item(row).data(FOLD_ROLE)
        return fold

    def _fit(self) -> None:
        shown = [self._view(row) for row in self._rows()]
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(needed_width(shown, self.fontMetrics(), self.font()) + bar)

    def _select(self, key: str) -> bool:
        row = next((row for row in self._rows() if self._view(row).key == key), None)
        if row is not None:
            self.setCurrentIndex(self._items.index(row, 0))
        return row is not None

    def _tell(
        self, _current: QModelIndex | QPersistentModelIndex, _before: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.chosen():
            self.view_chosen.emit(self.chosen())
