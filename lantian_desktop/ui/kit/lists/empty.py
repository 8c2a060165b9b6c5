"""What an empty list or pane shows: one sentence that says what to do next, and a button for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.ui.kit.paint.actions import ActionBar, Offer
from lantian_desktop.ui.kit.paint.text import plain_label


class EmptyState(QWidget):
    """A calm message in the middle."""

    action_requested = Signal(str)

    def __init__(self, title: str, sentence: str, offers: Sequence[Offer] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label(title, "title", wrap=True)
        self._sentence = plain_label(sentence, "muted", wrap=True)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._bar = ActionBar(centred=True)
        self._bar.action_requested.connect(self.action_requested)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._bar)
        column.addStretch(3)
        self._bar.show_offers(offers)

    def say(self, title: str, sentence: str, offers: Sequence[Offer] = ()) -> None:
        """Change the message."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._bar.show_offers(offers)
