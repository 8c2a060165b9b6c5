"""The list of a 交接班 as an entry of its form: one line an item, with a mark for what is done where a mark counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from lantian_desktop.domain.duty.log import HandoverItem, ItemKind
from lantian_desktop.services.duty.handover_items import may_be_marked
from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.lists.chips import ChipLabel
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone

TONES = {
    ItemKind.OPEN_ENTRY: Tone.AMBER,
    ItemKind.OPEN_CALL: Tone.AMBER,
    ItemKind.OVERDUE: Tone.RED,
    ItemKind.DUE_TODAY: Tone.AMBER,
    ItemKind.CARRIED: Tone.ACCENT,
}
DONE = "已办"
BY_ITSELF = "按流程办"  # an issue is done by its own steps, not by a mark


class ItemsField(Field):
    """Items with their marks; its text are the marked ones."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self._items: tuple[HandoverItem, ...] = ()
        self._boxes: dict[int, QCheckBox] = {}
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put(self._holder)

    def show_items(self, items: Sequence[HandoverItem]) -> None:
        """List these items; marks set before stay where the item is still there."""
        marked = set(self.text().split("\n"))
        self._clear()
        self._items = tuple(items)
        for row, item in enumerate(self._items):
            self._add(row, item, marked=_key(item) in marked)
        if not self._items:
            self._grid.addWidget(plain_label("没有未办事项。", "muted"), 0, 0, 1, 3)
        self.setFocusProxy(next(iter(self._boxes.values()), self._holder))

    @property
    def items(self) -> tuple[HandoverItem, ...]:
        """The items with their marks."""
        return tuple(
            replace(item, done=self._boxes[row].isChecked()) if row in self._boxes else item
            for row, item in enumerate(self._items)
        )

    def text(self) -> str:
        """Return the marked items by their keys."""
        return "\n".join(_key(item) for row, item in enumerate(self.items) if row in self._boxes and item.done)

    def set_text(self, text: str) -> None:
        """Mark these and no others."""
        wanted = set(text.split("\n"))
        for row, box in self._boxes.items():
            box.setChecked(_key(self._items[row]) in wanted)

    def _add(self, row: int, item: HandoverItem, *, marked: bool) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(ChipLabel(Chip(item.kind.label, TONES.get(item.kind, Tone.NEUTRAL))), row, 0, top)
        words = plain_label(item.text, wrap=True)
        words.setContentsMargins(0, 2, 0, 2)
        self._grid.addWidget(words, row, 1)
        self._grid.addWidget(self._mark(row, item, marked=marked), row, 2, top)

    def _mark(self, row: int, item: HandoverItem, *, marked: bool) -> QWidget:
        if item.done:
            return plain_label(DONE, "green")
        if not may_be_marked(item):
            return plain_label(BY_ITSELF, "small")
        box = self._boxes[row] = QCheckBox(DONE)
        box.setAccessibleName(f"{DONE}：{item.text}")
        box.setChecked(marked)
        box.toggled.connect(self._tell)
        return box

    def _clear(self) -> None:
        self._boxes = {}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _key(item: HandoverItem) -> str:
    return f"{item.kind.value}|{item.ref or item.text}"
