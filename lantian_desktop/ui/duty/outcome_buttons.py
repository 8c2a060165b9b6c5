"""接通, 未接, 转达: the buttons that log what became of a call, with their keys. Who is called is not known here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.ui.kit.work.prompts import Question

KEYS = {CallOutcome.ANSWERED: "F2", CallOutcome.UNANSWERED: "F3", CallOutcome.PASSED_ON: "F4"}
ROLES = {CallOutcome.ANSWERED: "primary", CallOutcome.UNANSWERED: "danger"}
ASK_WHOM = Question("转达", "转达给谁（可以不填）", "记录")


class OutcomeButtons(QWidget):
    """One button for each outcome; off while there is nobody to call or the user may not keep the log."""

    chosen = Signal(object)  # CallOutcome

    def __init__(self) -> None:
        super().__init__()
        self._refusal = ""
        self._callable = False
        self.buttons = {outcome: self._button(outcome) for outcome in CallOutcome}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)

    @property
    def on(self) -> bool:
        """Whether a call can be logged now."""
        return self._callable and not self._refusal

    def allow(self, refusal: str) -> None:
        """Let calls be logged, or say why not."""
        self._refusal = refusal
        for outcome, button in self.buttons.items():
            button.setToolTip(refusal or f"记入值班日志：{outcome.label}（{KEYS[outcome]}）")
        self._switch()

    def follow(self, *, somebody: bool) -> None:
        """Tell whether there is somebody to call."""
        self._callable = somebody
        self._switch()

    def _switch(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(self.on)

    def _press(self) -> None:
        pressed = self.sender()
        self.chosen.emit(next(outcome for outcome, button in self.buttons.items() if button is pressed))

    def _button(self, outcome: CallOutcome) -> QPushButton:
        button = QPushButton(f"{outcome.label} {KEYS[outcome]}")
        button.setProperty("role", ROLES.get(outcome, ""))
        button.setAccessibleName(outcome.label)
        button.clicked.connect(self._press)
        return button
