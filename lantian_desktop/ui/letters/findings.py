"""The list of what is wrong or doubtful with a letter: one row each, errors first, chosen to be led to the words it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from lantian_desktop.services.letters.check import Severity
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.letters.set import Doubt

MARKS = {Severity.ERROR: "✕", Severity.WARNING: "!"}
SHOWN_ROWS = 4
PASSED = "检查通过，可以登记并编号。"


class FindingsList(QFrame):
    """Counts over the rows; Enter or a click on a row asks to be led there."""

    chosen = Signal(object)  # a Doubt

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._doubts: tuple[Doubt, ...] = ()
        self._heading = plain_label("", wrap=True)
        self.rows = QListWidget()
        self.rows.setProperty("role", "findings")
        self.rows.setAccessibleName("检查结果")
        self.rows.setWordWrap(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.rows.setToolTip("回车或点击，跳到要改的地方（F8 下一条）")
        self.rows.itemActivated.connect(self._choose)
        self.rows.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.rows)
        self.show_doubts(())

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show these, errors first; the place in the list stays where it was."""
        place = self.rows.currentRow()
        self._doubts = tuple(doubts)
        self.rows.clear()
        for doubt in self._doubts:
            severity = doubt.finding.severity
            self.rows.addItem(f"{MARKS[severity]} {severity.label}　{doubt.finding.sentence}")
        self.rows.setCurrentRow(min(place, len(self._doubts) - 1))
        self._heading.setText(self.summary)
        blocked = any(doubt.finding.severity is Severity.ERROR for doubt in self._doubts)
        tone = (Tone.RED if blocked else Tone.AMBER) if self._doubts else Tone.GREEN
        set_role(self, tone.value, "tone")
        self.setAccessibleName(self.sentences)
        self._fit()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is shown."""
        return self._doubts

    @property
    def summary(self) -> str:
        """How many there are of each kind."""
        counts = [
            f"{count} {severity.label}"
            for severity in Severity
            if (count := sum(doubt.finding.severity is severity for doubt in self._doubts))
        ]
        return " · ".join(counts) or PASSED

    @property
    def sentences(self) -> str:
        """The rows as lines, or that the check was passed."""
        sentences = (f"{doubt.finding.severity.label}：{doubt.finding.sentence}" for doubt in self._doubts)
        return "\n".join(sentences) or PASSED

    def go_to_next(self) -> None:
        """Lead to the next one, from the last one to the first."""
        if self._doubts:
            self.rows.setCurrentRow((self.rows.currentRow() + 1) % len(self._doubts))
            self.chosen.emit(self._doubts[self.rows.currentRow()])

    def sizeHint(self) -> QSize:
        """Return no more height than the rows need."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows break anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew with the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(self, "rows"):
            self._fit()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._doubts[self.rows.row(item)])

    def _fit(self) -> None:
        heights = [self.rows.sizeHintForRow(at) for at in range(self.rows.count())]
        self.rows.setVisible(bool(heights))
        if heights:
            shown = sum(heights[:SHOWN_ROWS]) + (heights[0] // 2 if len(heights) > SHOWN_ROWS else 0)
            self.rows.setFixedHeight(shown + 4)
