"""Which column of the sheet holds what: one combo for each column the program knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lantian_desktop.services.import_plan import ColumnChoice
from lantian_desktop.ui.kit.forms.field import CalmCombo
from lantian_desktop.ui.kit.paint.text import plain_label

ABREAST = 3


class MappingPanel(QWidget):
    """Shows what was recognised and lets it be changed."""

    mapping_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._combos: dict[str, CalmCombo] = {}
        self._area = QScrollArea()
        self._area.setProperty("role", "ground")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        again = QPushButton("按此对应重新预检")
        again.setAccessibleName("按此对应重新预检")
        again.setProperty("role", "primary")
        again.clicked.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            plain_label(
                "左为本系统的栏目（* 为必填），右为表格中的列。改动会记住，下次遇到同样的表头直接使用。",
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self._area, 1)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

    def show_columns(self, columns: Sequence[ColumnChoice], headers: Sequence[str]) -> None:
        """Show what was recognised."""
        self._combos = {}
        inside = QFrame()
        inside.setProperty("role", "card")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(12)
        for number, choice in enumerate(columns):
            combo = CalmCombo()
            combo.setAccessibleName(f"{choice.header} 对应的列")
            combo.addItem("（没有这一列）", None)
            for at, header in enumerate(headers):
                combo.addItem(header or f"第 {at + 1} 列", at)
            combo.setCurrentIndex(0 if choice.index is None else choice.index + 1)
            self._combos[choice.key] = combo
            row, place = divmod(number, ABREAST)
            grid.addWidget(plain_label(f"{choice.header}{' *' if choice.required else ''}"), row, place * 2)
            grid.addWidget(combo, row, place * 2 + 1)
            grid.setColumnStretch(place * 2 + 1, 1)
        grid.setRowStretch(len(columns) // ABREAST + 1, 1)
        self._area.setWidget(inside)

    def choose(self, key: str, index: int) -> None:
        """Say that a column stands at `index`, counted from 0."""
        self._combos[key].setCurrentIndex(index + 1)

    def mapping(self) -> dict[str, int]:
        """Return the chosen place of each column that has one."""
        return {key: int(combo.currentData()) for key, combo in self._combos.items() if combo.currentData() is not None}

    def _tell(self) -> None:
        self.mapping_chosen.emit(self.mapping())
