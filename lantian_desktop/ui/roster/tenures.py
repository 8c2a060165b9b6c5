"""The card that tells who held a post from when to when, and lets the days be corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QPushButton

from lantian_desktop.domain.roster.roster import Tenure
from lantian_desktop.services.roster.history import span
from lantian_desktop.ui.kit.lists.cards import Card
from lantian_desktop.ui.kit.paint.text import plain_label


class TenureCard(Card):
    """One row a tenure, the latest first; `correct` is called with the one to be corrected, if that is allowed."""

    def __init__(self, tenures: Sequence[Tenure], correct: Callable[[Tenure], None] | None) -> None:
        super().__init__()
        self.column.addWidget(plain_label("历任", "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, tenure in enumerate(tenures):
            grid.addWidget(plain_label(tenure.name, selectable=True), row, 0)
            grid.addWidget(plain_label(span(tenure), "muted", wrap=True, selectable=True), row, 1)
            if correct is not None:
                grid.addWidget(self._button(tenure, correct), row, 2)
        self.column.addLayout(grid)

    def _button(self, tenure: Tenure, correct: Callable[[Tenure], None]) -> QPushButton:
        button = QPushButton("更正")
        button.setProperty("role", "plain")
        button.setAccessibleName(f"更正{tenure.name}的任职起止")
        button.clicked.connect(partial(_press, correct, tenure))
        return button


def _press(correct: Callable[[Tenure], None], tenure: Tenure, _checked: bool = False) -> None:
    correct(tenure)
