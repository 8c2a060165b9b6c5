"""The entry of the issues a letter covers: found by typing, moved, taken off, each with due dates of its own where it needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letters.letter import CoveredIssue
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.paint.text import ElidedLabel, set_role
from lantian_desktop.ui.letters.names import hide_offers


@dataclass(frozen=True, slots=True)
class Offered:
    """An issue that can be covered, with the line it is shown by."""

    issue_id: int
    caption: str


class CoveredRow(QFrame):
    """One covered issue; Alt+↑ and Alt+↓ move it, Delete takes it off."""

    own_changed = Signal()
    moved = Signal(int)  # by how many places
    taken_off = Signal()

    def __init__(self, caption: str, *, today: date) -> None:
        super().__init__()
        self.caption, self._today = caption, today
        self._label = ElidedLabel()
        self.up = self._button("↑", "上移", self._move_up)
        self.down = self._button("↓", "下移", self._move_down)
        self.own = self._button("单独期限", "为这个问题单独填写期限", self._toggle_own)
        self.own.setCheckable(True)
        self.off = self._button("移除", "移除", self._ask_off)
        self.plan = DateField("plan", "单独方案期限", today=today)
        self.rectify = DateField("rectify", "单独整改期限", today=today)
        self._dates = QWidget()
        self._lay_out()
        for sequence, pressed in (("Alt+Up", self._move_up), ("Alt+Down", self._move_down)):
            # A shortcut, for a button takes the arrow keys to itself whatever is pressed with them.
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(pressed)
        self.plan.edited.connect(self.own_changed)
        self.rectify.edited.connect(self.own_changed)

    def number(self, at: int, count: int, *, with_dues: bool) -> None:
        """Show where the issue stands in the list, and whether letters of the kind set due dates."""
        self._label.setText(f"{at}. {self.caption}")
        self.up.setEnabled(at > 1)
        self.down.setEnabled(at < count)
        for button in (self.up, self.down):
            button.setVisible(count > 1)
        self.own.setVisible(with_dues)
        self._dates.setVisible(with_dues and self.own.isChecked())

    @property
    def has_own(self) -> bool:
        """Whether the issue has due dates of its own."""
        return self.own.isChecked()

    def show_own(self, plan: str, rectify: str) -> None:
        """Give the issue due dates of its own."""
        self.own.setChecked(True)
        set_role(self.own, "chosen")
        self.plan.set_text(plan)
        self.rectify.set_text(rectify)
        self._dates.setVisible(not self.own.isHidden())

    def own_dues(self, issue_id: int) -> CoveredIssue:
        """Return its own due dates; raise InvalidInput when one is missing."""
        for field in (self.plan, self.rectify):
            if field.day() is None:
                name = self.caption.split("　")[0]
                raise InvalidInput(
                    f"{name} 的{field.label}没有填好，请填写，或再点“单独期限”取消单独填写。", field="issues"
                )
        return CoveredIssue(issue_id, self.plan.day(), self.rectify.day())

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab goes through, in its order."""
        dates = [
            part
            for field in (self.plan, self.rectify)
            for part in field.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
        ]
        return (self.own, *dates, self.up, self.down, self.off)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the issue off, whichever of its buttons has the focus."""
        if event.key() == Qt.Key.Key_Delete:
            self.taken_off.emit()
        else:
            super().keyPressEvent(event)

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)

    def _ask_off(self) -> None:
        self.taken_off.emit()

    def _toggle_own(self) -> None:
        set_role(self.own, "chosen" if self.own.isChecked() else "plain")
        self._dates.setVisible(self.own.isChecked())
        self.own_changed.emit()
        if self.own.isChecked():
            self.plan.setFocus()

    def _button(self, text: str, name: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("role", "plain")
        button.setAccessibleName(f"{name} {self.caption}")
        button.setToolTip({"↑": "上移（Alt+↑）", "↓": "下移（Alt+↓）", "移除": "移除（Delete）"}.get(text, name))
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._label, 1)
        for button in (self.own, self.up, self.down, self.off):
            line.addWidget(button)
        dates = QHBoxLayout(self._dates)
        dates.setContentsMargins(18, 0, 0, 6)
        dates.setSpacing(12)
        dates.addWidget(self.plan, 1, Qt.AlignmentFlag.AlignTop)
        dates.addWidget(self.rectify, 1, Qt.AlignmentFlag.AlignTop)
        self._dates.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._dates)


class CoveredField(Field):
    """The covered issues in the order of the annex. `find` searches those that may be added, `name` tells them by id."""

    dues_requested = Signal(object)  # the row that asks for the letter's dates as a beginning
    searched_in_vain = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        *,
        find: Callable[[str], Sequence[Offered]],
        named: Callable[[Sequence[int]], Sequence[Offered]],
        today: date,
    ) -> None:
        super().__init__(name, label)
        self._find, self._named, self._today = find, named, today
        self._rows: dict[int, CoveredRow] = {}
        self._with_dues = True
        self._found: tuple[Offered, ...] = ()
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.line = QLineEdit()
        self._set_up_search()
        self._column.addWidget(self.line)
        self.put(box)
        self.line.setAccessibleName("添加问题")
        self.setFocusProxy(self.line)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the issues in the order they stand in the annex."""
        return tuple(self._rows)

    def row(self, issue_id: int) -> CoveredRow:
        """Return the row of a covered issue."""
        return self._rows[issue_id]

    def own_dues(self) -> dict[int, CoveredIssue]:
        """Return the due dates of single issues; raise InvalidInput when one is missing."""
        if not self._with_dues:
            return {}
        return {key: row.own_dues(key) for key, row in self._rows.items() if row.has_own}

    def show_dues(self, *, with_dues: bool) -> None:
        """Say whether letters of the kind set due dates at all."""
        self._with_dues = with_dues
        self._number()

    def add(self, *issue_ids: int) -> None:
        """Cover more issues."""
        self._insert([issue_id for issue_id in issue_ids if issue_id not in self._rows])
        self._tell()

    def text(self) -> str:
        """Return a line for each issue: its id and, where it has them, its own due dates."""
        own = "|".join
        return "\n".join(
            own((str(key), row.plan.text(), row.rectify.text())) if row.has_own else str(key)
            for key, row in self._rows.items()
        )

    def set_text(self, text: str) -> None:
        """Cover these issues, those that no longer exist left out."""
        lines = {int(line.split("|")[0]): line.split("|")[1:] for line in text.split("\n") if line}
        for row in self._rows.values():
            self._drop(row)
        self._rows = {}
        self._insert(list(lines))
        for key, row in self._rows.items():
            if len(lines[key]) == 2:
                row.show_own(*lines[key])
        self._number()

    def matches(self, typed: str) -> tuple[Offered, ...]:
        """Return the issues that are not covered yet and hold what is typed."""
        return tuple(one for one in self._find(typed.strip()) if one.issue_id not in self._rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what there is on ↓."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            opens_list = event.key() == Qt.Key.Key_Down and not self.line.text()
            if opens_list:
                self._offer("")
            return opens_list
        return super().eventFilter(watched, event)

    def _set_up_search(self) -> None:
        self.line.setPlaceholderText("添加问题：编号、点位或拼音首字母")
        self._listed = QStringListModel(self)
        self._completer = QCompleter(self._listed, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self._add_first)
        self.line.installEventFilter(self)

    def _offer(self, typed: str) -> None:
        self._found = self.matches(typed)
        self._listed.setStringList([one.caption for one in self._found])
        if self._found:
            self.show_error("")
            self._completer.complete()
            return
        hide_offers(self._completer)
        self.searched_in_vain.emit(typed.strip())

    def _add_first(self) -> None:
        """Add the first one found, unless another is lit in the list: that one comes by itself."""
        popup = self._completer.popup()
        lit = popup is not None and popup.isVisible() and popup.selectionModel().hasSelection()
        if lit or not self.line.text().strip():
            return
        self._found = self.matches(self.line.text())
        if self._found:
            self._take(self._found[0].caption)
        else:
            self.searched_in_vain.emit(self.line.text().strip())

    def _take(self, caption: str) -> None:
        chosen = next((one for one in self._found if one.caption == caption), None)
        hide_offers(self._completer)
        if chosen is not None:
            self.line.clear()
            self.add(chosen.issue_id)
            self.line.setFocus()

    def _insert(self, issue_ids: Sequence[int]) -> None:
        for one in self._named(issue_ids):
            row = CoveredRow(one.caption, today=self._today)
            row.moved.connect(partial(self._move, one.issue_id))
            row.taken_off.connect(partial(self._take_off, one.issue_id))
            row.own_changed.connect(partial(self._change_own, one.issue_id))
            self._rows[one.issue_id] = row
            self._column.insertWidget(self._column.count() - 1, row)
            row.show()
        self._number()

    def _change_own(self, issue_id: int) -> None:
        row = self._rows[issue_id]
        if row.has_own and not (row.plan.text() or row.rectify.text()):
            self.dues_requested.emit(row)
        self._tell()

    def _take_off(self, issue_id: int) -> None:
        at = self.ids.index(issue_id)
        self._drop(self._rows.pop(issue_id))
        self._number()
        self._tell()
        left = list(self._rows.values())
        (left[min(at, len(left) - 1)].off if left else self.line).setFocus()

    def _move(self, issue_id: int, by: int) -> None:
        order = list(self._rows)
        at = order.index(issue_id)
        if not 0 <= at + by < len(order):
            return
        order.insert(at + by, order.pop(at))
        self._rows = {key: self._rows[key] for key in order}
        focus = self.focusWidget()
        self._column.removeWidget(self._rows[issue_id])
        self._column.insertWidget(at + by, self._rows[issue_id])
        self._number()
        if focus is not None and self._rows[issue_id].isAncestorOf(focus):
            (focus if focus.isEnabled() else self._rows[issue_id].off).setFocus()
        self._tell()

    def _number(self) -> None:
        before: QWidget = self.line
        for at, row in enumerate(self._rows.values(), 1):
            row.number(at, len(self._rows), with_dues=self._with_dues)
            for stop in row.stops():  # rows come later than the fields below them, and Tab would reach them last
                self.setTabOrder(before, stop)
                before = stop

    def _drop(self, row: CoveredRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
