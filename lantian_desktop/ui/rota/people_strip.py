"""The people who take turns, in one line over the calendar, each with the load so far; they are dragged or given by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lantian_desktop.ui.kit.paint.theme import measures_of, roles_of
from lantian_desktop.ui.rota.calendar_view import MEMBER_MIME

PERSON_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PAD = 9


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be put into seats: what they serve as, and their load in the days shown."""

    member_id: int
    name: str
    posts: str
    load: str = ""

    @property
    def caption(self) -> str:
        """What the strip shows."""
        return f"{self.name}　{self.load}" if self.load else self.name


class _Model(QStandardItemModel):
    def mimeTypes(self) -> list[str]:
        return [MEMBER_MIME]

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction  # a move would take the name off the strip

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return member_data(indexes[0].data(PERSON_ROLE).member_id)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wide = option.fontMetrics.horizontalAdvance(index.data(PERSON_ROLE).caption)
        return QSize(wide + 2 * PAD + 6, measures_of(option.font).row - 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = roles_of(option.palette)
        person: Person = index.data(PERSON_ROLE)
        rect: QRect = option.rect.adjusted(1, 2, -5, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QColor(roles.accent if focused else roles.line))
        painter.setBrush(QColor(roles.accent_ground if focused else roles.surface))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setFont(option.font)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = rect.adjusted(PAD, 0, -PAD, 0)
        painter.setPen(QColor(roles.text))
        painter.drawText(room, middle, person.name)
        painter.setPen(QColor(roles.muted))
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), person.load)
        painter.restore()


class PeopleStrip(QListView):
    """Names with loads; drag one onto a seat, or choose with the arrows and press Enter."""

    person_given = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._items = _Model(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("role", "views")
        self.setAccessibleName("值班人员与负荷")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._fit()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these people in their order."""
        at = self.currentIndex().row()
        self._items.clear()
        for person in people:
            item = QStandardItem()
            item.setData(person, PERSON_ROLE)
            words = f"{person.name}，{person.posts}" + (f"，负荷 {person.load}" if person.load else "")
            item.setData(words, int(Qt.ItemDataRole.AccessibleTextRole))
            item.setToolTip(f"{words}\n拖到日历的某一班，或先选中某一班再按回车")
            self._items.appendRow(item)
        self.setCurrentIndex(self._items.index(max(min(at, len(people) - 1), 0), 0))
        self.viewport().update()

    def people(self) -> tuple[Person, ...]:
        """Return the people shown."""
        return tuple(self._items.item(row).data(PERSON_ROLE) for row in range(self._items.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the person to the seat the calendar's cursor is on."""
        person = self.currentIndex().data(PERSON_ROLE)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(person, Person):
            self.person_given.emit(person.member_id)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_items"):
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(measures_of(self.font()).row + 10)  # with room for the scroll bar


def member_data(member_id: int) -> QMimeData:
    """Return a person as drag and drop carries them."""
    data = QMimeData()
    data.setData(MEMBER_MIME, str(member_id).encode())
    return data
