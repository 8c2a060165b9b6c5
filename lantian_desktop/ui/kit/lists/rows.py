"""The only table model: frozen rows, columns as data, pages fetched on demand. Sorting and filtering are done by whoever fetches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lantian_desktop.domain.queries import Page
from lantian_desktop.ui.kit.paint.theme import Tone

T = TypeVar("T")
AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
CHIP_ROLE = ROW_ROLE + 1
MARK_ROLE = ROW_ROLE + 2
PAGE_SIZE = 200


@dataclass(frozen=True, slots=True)
class Chip:
    """A short word on a tinted ground; the tone only repeats what the word says."""

    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Sort:
    """The order a user asked for: the name of an order the fetcher knows, and its direction."""

    order: str
    descending: bool = False


Fetch = Callable[[Sort | None, int, int], Page[T]]


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its header, the text of a row in it, and the order it sorts by (none: it cannot be sorted)."""

    header: str
    text: Callable[[T], str]
    order: str = ""
    width: int = 120  # pixels at the standard text size
    chip: Callable[[T], Chip | None] | None = None
    right: bool = False
    hidden: bool = False

    @property
    def key(self) -> str:
        """The name this column is remembered by."""
        return self.order or self.header


class RowsModel(QAbstractTableModel, Generic[T]):
    """Immutable rows under columns; ROW_ROLE gives the row itself, CHIP_ROLE a chip, MARK_ROLE whether it is marked."""

    sort_changed = Signal()
    marks_changed = Signal()

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_by: Sort | None = None
        self._key = key
        self._fetch: Fetch[T] | None = None
        self._rows: list[T] = []
        self._total = 0
        self._marked: dict[object, T] = {}

    def show_from(self, fetch: Fetch[T]) -> None:
        """Replace all rows by the first page of `fetch`, which is asked again as the user scrolls."""
        self._fetch = fetch
        self.reload()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Replace all rows by these, in this order."""
        kept = tuple(rows)
        self.show_from(lambda _sort, offset, limit: Page(kept[offset : offset + limit], len(kept)))

    def reload(self) -> None:
        """Fetch again as many rows as were loaded, so that the scroll position keeps its meaning."""
        if self._fetch is None:
            return
        page = self._fetch(self.sort_by, 0, max(PAGE_SIZE, len(self._rows)))
        self.beginResetModel()
        self._rows, self._total = list(page.rows), page.total
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many rows there are, loaded or not."""
        return self._total

    def row(self, number: int) -> T | None:
        """Return the loaded row at a position, or None."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def key_of(self, row: T) -> object:
        """Return what identifies a row across reloads."""
        return self._key(row)

    def position(self, key: object) -> int | None:
        """Return where the row with this key stands among the loaded ones."""
        return next((number for number, row in enumerate(self._rows) if self._key(row) == key), None)

    def key_where(self, matches: Callable[[T], bool]) -> object:
        """Return the key of the first loaded row that matches, or None."""
        return next((self._key(row) for row in self._rows if matches(row)), None)

    def marked(self) -> tuple[T, ...]:
        """Return the marked rows, in the order they were marked."""
        return tuple(self._marked.values())

    def toggle_mark(self, number: int) -> None:
        """Mark the row at a position, or take its mark away."""
        row = self.row(number)
        if row is None:
            return
        if self._marked.pop(self._key(row), None) is None:
            self._marked[self._key(row)] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
        self.marks_changed.emit()

    def clear_marks(self) -> None:
        """Take all marks away."""
        if not self._marked:
            return
        self._marked.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.marks_changed.emit()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many rows are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Answer for one cell."""
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)}:
            return column.text(row)
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) if column.right else None
        return self._own_role(row, column, role)

    def _own_role(self, row: T, column: Column[T], role: int) -> object:
        if role == ROW_ROLE:
            return row
        if role == CHIP_ROLE:
            return column.chip(row) if column.chip else None
        return self._key(row) in self._marked if role == MARK_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Answer for one header."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return self.columns[section].header
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Say whether rows remain to be loaded."""
        return not parent.isValid() and self._fetch is not None and len(self._rows) < self._total

    def fetchMore(self, parent: AnyIndex) -> None:
        """Load the next page."""
        if parent.isValid() or self._fetch is None:
            return
        page = self._fetch(self.sort_by, len(self._rows), PAGE_SIZE)
        if not page.rows:
            self._total = len(self._rows)
            return
        self.beginInsertRows(NOWHERE, len(self._rows), len(self._rows) + len(page.rows) - 1)
        self._rows.extend(page.rows)
        self._total = max(page.total, len(self._rows))
        self.endInsertRows()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Remember the wished order and fetch anew; a column without an order changes nothing."""
        requested = self.columns[column].order if 0 <= column < len(self.columns) else ""
        if not requested:
            return
        self.sort_by = Sort(requested, order is Qt.SortOrder.DescendingOrder)
        self.reload()
        self.sort_changed.emit()
