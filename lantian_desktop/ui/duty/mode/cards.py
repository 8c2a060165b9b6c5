"""The two cards of who is on duty, large, and always true: in duty mode, on its lock, and on the lock of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from lantian_desktop.domain.phones import grouped
from lantian_desktop.services.duty.cards import DutyCard, duty_cards
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.lines import DutyPerson
from lantian_desktop.ui.duty.mode.measures import LEAST_DIGITS, ModeMeasures
from lantian_desktop.ui.duty.mode.text import FitLabel
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone

NO_NUMBER = "没有登记号码"


class Cards(QWidget):
    """One card for each post, side by side and equally wide; read again every minute, so that a new shift shows by itself."""

    ticked = Signal()

    def __init__(self, office: Office, measures: ModeMeasures) -> None:
        super().__init__()
        self._office, self._measures = office, measures
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[DutyCard, ...] = ()
        self.cards: list[DutyPostCard] = []
        self.minute = QTimer(self)
        self.minute.setSingleShot(True)
        self.minute.timeout.connect(self._tick)
        self.refresh()
        self._wait()

    @property
    def shown(self) -> tuple[DutyCard, ...]:
        """What the cards show."""
        return self._shown

    def refresh(self) -> None:
        """Read who is on duty; nothing is drawn anew when nothing changed."""
        read = duty_cards(self._office)
        if read != self._shown:
            self._shown = read
            self._draw()

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._measures = measures
        self._draw()

    def _draw(self) -> None:
        for old in self.cards:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._row.setSpacing(self._measures.gap)
        self.cards = [DutyPostCard(card, self._measures) for card in self._shown]
        for card in self.cards:
            self._row.addWidget(card, 1)
            for label in card.numbers:
                label.pressed.connect(self._copy)

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        QToolTip.showText(QCursor.pos(), f"已复制 {grouped(number)}")

    def _tick(self) -> None:
        self.refresh()
        self.ticked.emit()
        self._wait()

    def _wait(self) -> None:
        """Wake with the next minute: hands of clocks and shifts change on it."""
        now = self._office.clock()
        self.minute.start(60_000 - now.second * 1000 - now.microsecond // 1000)


class DutyPostCard(QFrame):
    """Who is on duty as one post: one person large, several as lines; what is wrong in red, as a sentence."""

    def __init__(self, card: DutyCard, measures: ModeMeasures) -> None:
        super().__init__()
        self._measures = measures
        self.numbers: list[FitLabel] = []
        self.setProperty("role", "card")
        self.setAccessibleName(card.post.label)
        if card.alarm:
            set_role(self, "red", "tone")
        column = QVBoxLayout(self)
        column.setContentsMargins(measures.margin * 4 // 5, measures.gap, measures.margin * 4 // 5, measures.gap)
        column.setSpacing(measures.gap // 3)
        column.addWidget(plain_label(card.post.label, "muted"))
        if len(card.people) == 1:
            self._one(column, card.people[0])
        elif card.people:
            self._several(column, card.people)
        if not card.people:
            column.addWidget(plain_label("无人在班", "name"))
        if card.alarm:
            column.addWidget(plain_label(card.alarm, "red", wrap=True))
        column.addStretch(1)
        column.addWidget(ElidedLabel(_foot(card), "muted"))

    def _one(self, column: QVBoxLayout, person: DutyPerson) -> None:
        column.addWidget(ElidedLabel(_name_with_change(person), "name"))
        column.addWidget(self._number(person, self._measures.digits))

    def _several(self, column: QVBoxLayout, people: Sequence[DutyPerson]) -> None:
        lines = QGridLayout()
        lines.setHorizontalSpacing(self._measures.gap)
        lines.setVerticalSpacing(0)
        for at, person in enumerate(people):
            lines.addWidget(ElidedLabel(_name_with_change(person), "name"), at, 0)
            number = self._number(person, self._measures.digits * 3 // 4)
            number.keep_whole()
            lines.addWidget(number, at, 1)
        lines.setColumnStretch(0, 1)
        column.addLayout(lines)

    def _number(self, person: DutyPerson, height: int) -> FitLabel:
        label = FitLabel(grouped(person.number) if person.number else NO_NUMBER)
        wanted = max(height, LEAST_DIGITS) if person.number else self._measures.name
        label.set_heights(wanted, min(LEAST_DIGITS, wanted))
        label.setAccessibleName(f"{person.name}的电话 {person.number or NO_NUMBER}")
        if not person.number:
            label.set_tone(Tone.RED)
        label.offer(person.number)
        self.numbers.append(label)
        return label


def _name_with_change(person: DutyPerson) -> str:
    if person.change is None or not person.replaces:
        return person.name
    return f"{person.name}（{person.change.label}，原为{person.replaces}）"


def _foot(card: DutyCard) -> str:
    following = f"下一班 {'、'.join(card.following)}" if card.following else "下一班还没有安排" if card.until else ""
    return "    ".join(part for part in (card.until, following) if part)
