"""The pane at the right: a record's cards with its actions, or a form in their place; nothing chosen shows what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.lists.cards import Detail, cards_of
from lantian_desktop.ui.kit.lists.empty import EmptyState
from lantian_desktop.ui.kit.paint.actions import ActionBar, Offer


class CardColumn(QScrollArea):
    """Cards from top to bottom that scroll together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ground")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Replace the cards and scroll to the top."""
        inside = QWidget()
        inside.setProperty("role", "ground")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(inside)


class DetailPane(QStackedWidget):
    """Shows nothing, a record, or a form."""

    action_requested = Signal(str)
    link_followed = Signal(str)
    form_closed = Signal()

    def __init__(self, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._cards = CardColumn()
        self.bar = ActionBar()
        self.bar.action_requested.connect(self.action_requested)
        self._record = QWidget()
        column = QVBoxLayout(self._record)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._cards, 1)
        column.addWidget(self.bar)
        self._form: QWidget | None = None
        self._behind: QWidget = self._empty  # what a form in front will give way to
        self.addWidget(self._empty)
        self.addWidget(self._record)

    def show_nothing(self) -> None:
        """Show the empty state, unless a form is open."""
        self.bar.show_offers(())
        self._settle(self._empty)

    def show_record(
        self,
        detail: Detail,
        offers: Sequence[Offer] = (),
        extra: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """Show a record's cards, further cards after its heading and at the end, and its actions; an open form stays in front."""
        heading, *others = cards_of(detail, self._follow)
        self._cards.show_cards([heading, *extra, *others, *below])
        self.bar.show_offers(offers)
        self._settle(self._record)

    def show_form(self, form: QWidget) -> None:
        """Put a form in front, in place of one that was open."""
        self._drop_form()
        self._form = form
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.setFocus()

    def close_form(self) -> None:
        """Take the form away and show again what stands behind it."""
        if self._form is None:
            return
        self._drop_form()
        self.setCurrentWidget(self._behind)
        self.form_closed.emit()

    @property
    def form(self) -> QWidget | None:
        """The open form."""
        return self._form

    def changeEvent(self, event: QEvent) -> None:
        """Let wrapped buttons find their rows again when the text size changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.bar.updateGeometry()

    def _settle(self, page: QWidget) -> None:
        self._behind = page
        if self._form is None:
            self.setCurrentWidget(page)

    def _drop_form(self) -> None:
        if self._form is not None:
            self.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _follow(self, target: str) -> None:
        self.link_followed.emit(target)
