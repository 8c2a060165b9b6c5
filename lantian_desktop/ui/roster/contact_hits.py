"""A list of what was found: name, unit and post, number at the right, what matched in bold. It knows nothing of searching.

`HitList` shows lines of any kind; `ContactHitList` shows contacts. Rows follow the list's own text size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lantian_desktop.domain.roster.contact_search import ContactHit, Marked
from lantian_desktop.ui.kit.paint.theme import Roles, roles_of

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NOTHING = Marked("")
STAR = "★"
ROW_SHARE = 1.75  # of the height of a line of text
TITLE_SHARE = 0.42  # of the row at most
MARGIN, GAP = 10, 14
DOT = " · "


@dataclass(frozen=True, slots=True)
class HitLine:
    """One row: a word for its kind ('' where all are of one), title, what is said beside it, a number, and what it stands for."""

    title: Marked
    rest: tuple[Marked, ...] = ()
    number: Marked = NOTHING
    kind: str = ""
    starred: bool = False
    value: object = None

    @property
    def words(self) -> str:
        """The row as one text, for tooltips and screen readers."""
        star = "常用" if self.starred else ""
        parts = (self.kind, self.title.text, star, *(part.text for part in self.rest), self.number.text)
        return " ".join(part for part in parts if part)


def contact_line(hit: ContactHit, *, kind: str = "") -> HitLine:
    """Return a contact as a row; a number that belongs to nobody is called by its post."""
    starred = hit.entry.starred
    if not hit.name.text:
        return HitLine(hit.post, (hit.unit,), hit.number, kind, starred, hit)
    rest = tuple(part for part in (hit.unit, hit.post) if part.text)
    return HitLine(hit.name, rest, hit.number, kind, starred, hit)


class HitLines(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[HitLine, ...] = ()

    def show_lines(self, lines: Sequence[HitLine]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Answer for one row."""
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        spoken = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        return line.words if role in {int(one) for one in spoken} else None


class HitDelegate(QStyledItemDelegate):
    """Draws a row: kind, title, the rest in muted ink, the number at the right; what matched is bold and in the accent."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """Return the height of a row at the list's text size."""
        return QSize(200, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one row."""
        line: HitLine = index.data(LINE_ROLE)
        view = option.widget
        roles = roles_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option, roles)
        room: QRect = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        ink = _Ink(painter, option.font, roles)
        columns = view.columns if isinstance(view, HitList) else Columns()
        room.setRight(room.right() - ink.right(room, line.number))
        if line.kind:
            ink.left(room, (Marked(line.kind),), muted=True)
            room.setLeft(room.left() + columns.kind)
        title = QRect(room)
        title.setWidth(min(columns.title, room.width()))
        ink.left(title, (line.title, Marked(f" {STAR}")) if line.starred else (line.title,), between="")
        room.setLeft(title.right() + GAP)
        ink.left(room, line.rest, muted=True)
        painter.restore()


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths that all rows of a list share, in pixels."""

    kind: int = 0
    title: int = 120


class HitList(QListView):
    """Rows of hits; a click or Enter on one activates it. `move_by` lets a search line move the cursor."""

    activated_value = Signal(object)
    current_value_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = Columns()
        self._lines = HitLines(self)
        self.setModel(self._lines)
        self.setItemDelegate(HitDelegate(self))
        self.setAccessibleName("查找结果")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._activate)
        self.selectionModel().currentChanged.connect(self._tell_current)

    @property
    def lines(self) -> tuple[HitLine, ...]:
        """The rows shown."""
        return self._lines.lines

    def show_lines(self, lines: Sequence[HitLine]) -> None:
        """Replace all rows and put the cursor on the first, which is the best."""
        self._lines.show_lines(lines)
        self._measure()
        self.setCurrentIndex(self._lines.index(0))
        self.scrollToTop()

    def current_value(self) -> object:
        """Return what the current row stands for, or None."""
        line = self.currentIndex().data(LINE_ROLE)
        return line.value if isinstance(line, HitLine) else None

    def move_by(self, rows: int) -> None:
        """Move the cursor, stopping at the ends."""
        if self.lines:
            wanted = self.currentIndex().row() + rows
            self.setCurrentIndex(self._lines.index(min(max(wanted, 0), len(self.lines) - 1)))

    def rows_height(self, rows: int) -> int:
        """Return how many pixels so many rows take, frame included."""
        return rows * row_height(self.font()) + 2 * self.frameWidth() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates the current row; arrows and pages move."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_lines"):
            self._measure()
            self.doItemsLayout()

    def _measure(self) -> None:
        metrics, strong = QFontMetrics(self.font()), QFontMetrics(_strong(self.font()))
        kind = max((metrics.horizontalAdvance(line.kind) + GAP for line in self.lines if line.kind), default=0)
        starred = metrics.horizontalAdvance(f" {STAR}")
        titles = (strong.horizontalAdvance(line.title.text) + starred * line.starred for line in self.lines)
        least = strong.horizontalAdvance("示例示")
        most = max(round(self.viewport().width() * TITLE_SHARE), least)
        self.columns = Columns(kind, min(max(titles, default=least) + 2, most))

    def _activate(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if isinstance(line, HitLine):
            self.activated_value.emit(line.value)

    def _tell_current(self) -> None:
        self.current_value_changed.emit(self.current_value())


class ContactHitList(HitList):
    """Contacts that were found, one a row; signals carry the ContactHit."""

    def show_hits(self, hits: Sequence[ContactHit]) -> None:
        """List contacts, the best first."""
        self.show_lines([contact_line(hit) for hit in hits])

    def current_hit(self) -> ContactHit | None:
        """Return the contact the cursor is on."""
        value = self.current_value()
        return value if isinstance(value, ContactHit) else None


def row_height(font: QFont) -> int:
    """Return the height of a row at a text size, in pixels."""
    return round(QFontMetrics(font).height() * ROW_SHARE)


@dataclass(frozen=True, slots=True)
class _Ink:
    """Draws marked texts on one line."""

    painter: QPainter
    font: QFont
    roles: Roles

    def left(self, room: QRect, texts: Sequence[Marked], *, muted: bool = False, between: str = DOT) -> None:
        """Draw texts from the left, ended by an ellipsis where they do not fit."""
        at = room.left()
        for number, text in enumerate(texts):
            pieces = _pieces(text)
            for words, strong in [(between, False), *pieces] if number and between else pieces:
                metrics = QFontMetrics(_strong(self.font) if strong else self.font)
                left = room.right() + 1 - at
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left)
                self._draw(QRect(at, room.top(), left, room.height()), shown, strong=strong, muted=muted)
                at += metrics.horizontalAdvance(words)
                if shown != words:
                    return

    def right(self, room: QRect, text: Marked) -> int:
        """Draw a text at the right edge and return how much room it took."""
        if not text.text:
            return 0
        pieces = [
            (words, strong, QFontMetrics(_strong(self.font) if strong else self.font))
            for words, strong in _pieces(text)
        ]
        width = sum(metrics.horizontalAdvance(words) for words, _, metrics in pieces)
        at = room.right() + 1 - width
        for words, strong, metrics in pieces:
            self._draw(QRect(at, room.top(), room.right() + 1 - at, room.height()), words, strong=strong)
            at += metrics.horizontalAdvance(words)
        return width + GAP

    def _draw(self, rect: QRect, words: str, *, strong: bool, muted: bool = False) -> None:
        self.painter.setFont(_strong(self.font) if strong else self.font)
        self.painter.setPen(QColor(self.roles.accent if strong else self.roles.muted if muted else self.roles.text))
        self.painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), words)


def _ground(painter: QPainter, option: QStyleOptionViewItem, roles: Roles) -> None:
    rect: QRect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(roles.accent_ground))
        painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(roles.accent))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(roles.ground))
    painter.setPen(QPen(QColor(roles.line), 0))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _pieces(text: Marked) -> list[tuple[str, bool]]:
    """Return a text cut where marks begin and end; True stands beside what is marked."""
    pieces, at = [], 0
    for begins, ends in text.spans:
        pieces += [(text.text[at:begins], False), (text.text[begins:ends], True)]
        at = ends
    return [(words, strong) for words, strong in (*pieces, (text.text[at:], False)) if words]


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setBold(True)
    return strong
