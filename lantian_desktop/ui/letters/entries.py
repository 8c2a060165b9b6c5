"""Entries only a letter has: the units it goes to and the issues it covers, each a list one adds to and takes off from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import ElidedLabel


class UnitsField(Field):
    """Any number of units in their fixed order: found by typing, taken off by pressing them."""

    def __init__(self, name: str, label: str, choices: Sequence[Choice], *, required: bool = False) -> None:
        super().__init__(name, label, required=required)
        self._labels = {choice.key: choice.label for choice in choices}
        self._keys: list[str] = []
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._taken = QWidget()
        self._flow = FlowLayout(self._taken, gap=6)
        self.adder = ChoiceField("add", "", choices, searchable=True, nothing=f"添加{label}：名称或拼音首字母")
        self.adder.combo.setAccessibleName(f"添加{label}")
        column.addWidget(self._taken)
        column.addWidget(self.adder)
        self.put(box)
        self.setFocusProxy(self.adder.combo)
        self.adder.edited.connect(self._add_typed)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the units, in their fixed order."""
        return tuple(int(key) for key in self._labels if key in self._keys)

    def text(self) -> str:
        """Return the ids with line breaks between."""
        return "\n".join(str(unit_id) for unit_id in self.ids)

    def set_text(self, text: str) -> None:
        """Take these units and no others."""
        self._keys = [key for key in text.split("\n") if key in self._labels]
        self._show()

    def add(self, key: str) -> None:
        """Take one more unit."""
        if key in self._labels and key not in self._keys:
            self._keys.append(key)
            self._show()
            self._tell()

    def _add_typed(self) -> None:
        key = str(self.adder.combo.currentData() or "")
        if key:
            self.adder.set_text("")
            self.add(key)

    def _take_off(self, key: str, _checked: bool = False) -> None:
        self._keys.remove(key)
        self._show()
        self._tell()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for unit_id in self.ids:
            name = self._labels[str(unit_id)]
            button = QPushButton(f"{name}　×", self._taken)
            button.setAccessibleName(f"移除{self.label} {name}")
            button.setToolTip(f"点击移除 {name}")
            button.clicked.connect(partial(self._take_off, str(unit_id)))
            self._flow.addWidget(button)
            button.show()
        self._taken.setVisible(bool(self._keys))
        self._taken.updateGeometry()


class ReceivedCoveredField(Field):
    """The issues a letter covers, by id; each can be taken off, others are added from the list of issues."""

    removed = Signal()

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self._captions: dict[int, str] = {}
        self._ids: list[int] = []
        self._rows: list[QWidget] = []
        box = QWidget()
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.put(box)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the issues in the order they stand in the annex."""
        return tuple(self._ids)

    def text(self) -> str:
        """Return the ids with line breaks between."""
        return "\n".join(str(issue_id) for issue_id in self._ids)

    def set_text(self, text: str) -> None:
        """Cover those of the known issues."""
        wanted = [int(line) for line in text.split("\n") if line]
        self._ids = [issue_id for issue_id in wanted if issue_id in self._captions]
        self._show()

    def _take_off(self, issue_id: int, _checked: bool = False) -> None:
        self._ids.remove(issue_id)
        self._show()
        self._tell()
        self.removed.emit()

    def _show(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(number, issue_id) for number, issue_id in enumerate(self._ids, 1)]
        for row in self._rows:
            self._list.addWidget(row)

    def _row(self, number: int, issue_id: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        caption = self._captions[issue_id]
        line.addWidget(ElidedLabel(f"{number}. {caption}"), 1)
        if len(self._ids) > 1:
            off = QPushButton("移除")
            off.setProperty("role", "plain")
            off.setAccessibleName(f"移除 {caption}")
            off.clicked.connect(partial(self._take_off, issue_id))
            line.addWidget(off)
        return row
