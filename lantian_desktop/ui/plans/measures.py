"""The card of a plan's measures: each with its progress as a bar and in figures, its evidence, and a button to report on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.plans.plan import Measure
from lantian_desktop.ui.kit.lists.cards import Card
from lantian_desktop.ui.kit.paint.text import hairline, plain_label


class MeasuresCard(Card):
    """Measures from the first to the last."""

    progress_requested = Signal(int)

    def __init__(self, measures: tuple[Measure, ...], *, reporting: bool) -> None:
        super().__init__()
        self.column.addWidget(plain_label("整改措施", "small"))
        for number, measure in enumerate(measures, 1):
            if number > 1:
                self.column.addWidget(hairline())
            self.column.addWidget(self._measure(number, measure, reporting=reporting))
        if not measures:
            self.column.addWidget(plain_label("还没有措施。", "muted"))

    def _measure(self, number: int, measure: Measure, *, reporting: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(f"{number}. {measure.text}", wrap=True, selectable=True))
        due = f"{cn_date(measure.due)}前" if measure.due else "未定时限"
        column.addWidget(plain_label(f"{measure.unit}　{measure.person}　{due}", "small", wrap=True, selectable=True))
        column.addLayout(self._progress(number, measure, reporting=reporting))
        return box

    def _progress(self, number: int, measure: Measure, *, reporting: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(measure.progress)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"措施{number} 进展 {measure.progress}%")
        row.addWidget(bar, 1)
        evidence = f"佐证 {measure.evidence} 件" if measure.evidence else "无佐证"
        row.addWidget(plain_label(f"{measure.progress}%　{evidence}", _role(measure)))
        if reporting:
            button = QPushButton("登记进展")
            button.setProperty("role", "plain")
            button.setAccessibleName(f"登记措施{number}的进展")
            button.clicked.connect(partial(self._ask, measure.id))
            row.addWidget(button)
        return row

    def _ask(self, measure_id: int, _checked: bool = False) -> None:
        self.progress_requested.emit(measure_id)


def _role(measure: Measure) -> str:
    if measure.done and measure.evidence:
        return "green"
    return "amber" if measure.done else "muted"
