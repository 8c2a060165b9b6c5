"""Typing a name into a seat: a line with the people it may mean under it, found by name, pinyin and initials."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lantian_desktop.services.pinyin import keys
from lantian_desktop.ui.rota.people_strip import Person

SHOWN = 8
NOBODY = "没有这个值班人员"
_MEMBER = int(Qt.ItemDataRole.UserRole)


class NameTyping(QFrame):
    """A small box over a seat. Enter takes the name marked, Esc leaves."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder = parent
        self.setProperty("role", "popup")
        self._people: tuple[Person, ...] = ()
        self.line = QLineEdit()
        self.line.setAccessibleName("值班人姓名")
        self.line.setPlaceholderText("姓名或拼音首字母")
        self.names = QListWidget()
        self.names.setAccessibleName("可选的人")
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.names)
        self.line.textChanged.connect(self._narrow)
        self.line.installEventFilter(self)
        self.names.itemClicked.connect(self._take)
        self.hide()

    def begin(self, text: str, people: Sequence[Person], beside: QRect) -> None:
        """Open beside a seat with what was typed already."""
        self._people = tuple(people)
        self.line.setText(text)
        self._narrow()
        wide = self.fontMetrics().horizontalAdvance("示") * 15
        rows = min(max(len(people), 1), SHOWN)
        high = self.line.sizeHint().height() + 22 + (self.names.sizeHintForRow(0) + 1) * rows + 12
        room = self._holder.rect()
        left = min(beside.left(), room.right() - wide)
        top = beside.bottom() + 3 if beside.bottom() + high < room.bottom() else max(beside.top() - high - 3, 0)
        self.setGeometry(max(left, 0), top, wide, min(high, room.height()))
        self.show()
        self.raise_()
        self.line.setFocus()
        self.line.end(False)

    def shown(self) -> tuple[str, ...]:
        """Return the names offered now."""
        items = [self.names.item(row) for row in range(self.names.count())]
        return tuple(item.text().split("　")[0] for item in items if item.data(_MEMBER) is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go through the names, Enter take one, Esc and another place leave."""
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self._leave()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            item = self.names.currentItem()
            if item is not None:
                self._take(item)
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            at = self.names.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
            self.names.setCurrentRow(min(max(at, 0), self.names.count() - 1))
        else:
            return False
        return True

    def _narrow(self) -> None:
        self.names.clear()
        for person in matching(self._people, self.line.text()):
            item = QListWidgetItem(person.caption)
            item.setData(_MEMBER, person.member_id)
            self.names.addItem(item)
        if not self.names.count():
            self.names.addItem(NOBODY)
            self.names.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.names.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        member_id = item.data(_MEMBER)
        if member_id is not None:
            self.hide()
            self.chosen.emit(int(member_id))

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def matching(people: Sequence[Person], typed: str) -> list[Person]:
    """Return the people a text may mean: those whose name, pinyin or initials begin with it, then those that hold it."""
    wanted = "".join(typed.split()).casefold()
    if not wanted:
        return list(people)
    words = {person: _words(person.name) for person in people}
    begins = [person for person in people if any(word.startswith(wanted) for word in words[person])]
    holds = [person for person in people if any(wanted in word for word in words[person])]
    return begins + [person for person in holds if person not in begins]


def _words(name: str) -> tuple[str, ...]:
    found = keys("", person=name)
    return (name.casefold(), *found.pinyin, *found.initials)
