"""Who is on duty, in cards with large numbers; who comes next, in one line below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.duty.handover import moment
from lantian_desktop.domain.phones import grouped
from lantian_desktop.services.duty.desk import DeskView
from lantian_desktop.services.rota.lines import DutyPerson
from lantian_desktop.ui.duty.big_number import BigNumber
from lantian_desktop.ui.duty.code_popup import CodePopup
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label

IN_ONE_ROW = 3
NOBODY = "现在没有人值班"
UNARRANGED = "还没有设置班次和排班：先在“人员与请假”里加入值班人员，再到“排班表”设置班次、排班。"


class PersonCard(QFrame):
    """One person: what as, the name, the number, and the buttons to copy it and to show its code."""

    copied = Signal(str)

    def __init__(self, person: DutyPerson) -> None:
        super().__init__()
        self.person = person
        self.setProperty("role", "card")
        self.number = BigNumber(grouped(person.number) or "没有号码")
        self.copy = self._button("复制", f"复制{person.name}的号码", self._copy)
        self.code = self._button("二维码", f"{person.name}号码的二维码", self.show_code)
        name = plain_label(person.name, "title")
        stands_in = f"　替{person.replaces}" if person.replaces else ""
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name)
        head.addWidget(ElidedLabel(f"{person.post.label}{stands_in}", "muted"), 1)
        for button in (self.copy, self.code):
            button.setEnabled(bool(person.number))
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 8, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.number)

    def show_code(self) -> None:
        """Show the number as a code to scan."""
        popup = CodePopup(f"{self.person.post.label} {self.person.name}", grouped(self.person.number), self)
        popup.show_below(self.code)

    def _copy(self) -> None:
        self.copied.emit(grouped(self.person.number))

    def _button(self, text: str, name: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "plain")
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button


class OnDutyCards(QWidget):
    """The cards of everybody on duty, and the line that says who comes next."""

    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[DutyPerson, ...] | None = None
        self.cards: list[PersonCard] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        self._nobody = plain_label("", "title", wrap=True)
        self.following = ElidedLabel("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._nobody)
        column.addLayout(self._grid)
        column.addWidget(self.following)

    def show_desk(self, desk: DeskView) -> None:
        """Show who is on duty; cards are built anew only when somebody changed."""
        if desk.on_duty != self._shown:
            self._shown = desk.on_duty
            self._rebuild(desk.on_duty)
        self._nobody.setText(NOBODY if desk.shift else UNARRANGED)
        self._nobody.setVisible(not desk.on_duty)
        self.following.setText(_following(desk))
        self.following.setVisible(bool(desk.next_shift))

    def _rebuild(self, people: Sequence[DutyPerson]) -> None:
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PersonCard(person) for person in people]
        across = len(people) if len(people) <= IN_ONE_ROW else 2
        for place, card in enumerate(self.cards):
            card.copied.connect(self.copied)
            self._grid.addWidget(card, place // across, place % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def _following(desk: DeskView) -> str:
    if desk.next_shift is None:
        return ""
    people = "、".join(f"{one.post.label} {one.name} {grouped(one.number)}".strip() for one in desk.following)
    return f"下一班（{moment(desk.next_shift.starts_at)}）：{people or '还没有排人'}"
