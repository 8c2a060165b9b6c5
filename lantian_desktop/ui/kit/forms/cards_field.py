"""The entry of a list whose members have several entries each: cards that are added, moved up and taken off, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.paint.text import plain_label

Rows = Sequence[Sequence[tuple[Field, int]]]  # fields side by side with their stretch, row under row
Make = Callable[[], Rows]


class MemberCard(QFrame):
    """One member being written."""

    edited = Signal()

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.fields = {field.name: field for row in rows for field, _stretch in row}
        self._untouched = self.texts()
        self._heading = plain_label("", "accent")
        self.up_button = _plain_button("上移")
        self.remove_button = _plain_button("移除")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.up_button)
        top.addWidget(self.remove_button)
        column.addLayout(top)
        for fields in rows:
            row = QHBoxLayout()
            row.setSpacing(12)
            for field, stretch in fields:
                field.edited.connect(self.edited)
                row.addWidget(field, stretch, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    @property
    def blank(self) -> bool:
        """Whether nothing was entered."""
        return self.texts() == self._untouched

    def texts(self) -> dict[str, str]:
        """Return what is entered, by field name."""
        return {name: field.text() for name, field in self.fields.items()}

    def fill(self, texts: Mapping[str, str]) -> None:
        """Enter texts by field name."""
        for name, text in texts.items():
            if name in self.fields:
                self.fields[name].set_text(text)

    def number(self, words: str, *, first: bool) -> None:
        """Show which member it is; the first one cannot move up."""
        self._heading.setText(words)
        self.up_button.setVisible(not first)
        self.up_button.setAccessibleName(f"上移{words}")
        self.remove_button.setAccessibleName(f"移除{words}")
        for field in self.fields.values():
            field.setAccessibleName(f"{words} {field.label}")

    def complaint(self) -> str:
        """Show what is wrong beside each entry and return the first sentence."""
        wrong = [(field, complaint) for field in self.fields.values() if (complaint := field.complaint())]
        for field, complaint in wrong:
            field.show_error(complaint)
        return wrong[0][1] if wrong else ""


class CardsField(Field):
    """Any number of members; `make` gives the fields of a new one, `noun` is what a member is called (工作组)."""

    def __init__(self, name: str, label: str, *, noun: str, make: Make, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self._noun, self._make = noun, make
        self.cards: list[MemberCard] = []
        box = QWidget()
        self._cards = QVBoxLayout(box)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self.add_button = QPushButton(f"添加{noun}")
        self.add_button.setAccessibleName(f"添加{noun}")
        self.add_button.clicked.connect(self._add_another)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._cards.addLayout(row)
        self.put(box)
        self.setFocusProxy(self.add_button)

    @property
    def entries(self) -> tuple[dict[str, str], ...]:
        """What is entered, wholly empty members left out."""
        return tuple(card.texts() for card in self.cards if not card.blank)

    def show_entries(self, entries: Sequence[Mapping[str, str]]) -> None:
        """Enter members in place of those shown."""
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for texts in entries:
            self._insert(texts)
        self._renumber()

    def text(self) -> str:
        """Return the members as JSON."""
        return json.dumps([card.texts() for card in self.cards], ensure_ascii=False)

    def set_text(self, text: str) -> None:
        """Enter members from JSON."""
        self.show_entries(json.loads(text or "[]"))

    def words(self, text: str) -> str:
        """Return members as they are read, one a line."""
        fields = self._make()
        named = {field.name: field for row in fields for field, _stretch in row}
        return "\n".join(
            "，".join(named[key].words(value) for key, value in member.items() if key in named and value)
            for member in json.loads(text or "[]")
        )

    def complaint(self) -> str:
        """Return the first thing wrong with a member."""
        for number, card in enumerate(self.cards, 1):
            if not card.blank and (complaint := card.complaint()):
                return f"{self._noun} {number}：{complaint}"
        return super().complaint()

    def _insert(self, texts: Mapping[str, str]) -> MemberCard:
        card = MemberCard(self._make())
        card.fill(texts)
        card.edited.connect(self._tell)
        card.up_button.clicked.connect(partial(self._move_up, card))
        card.remove_button.clicked.connect(partial(self._take_off, card))
        self._cards.insertWidget(len(self.cards), card)
        self.cards.append(card)
        return card

    def _add_another(self) -> None:
        card = self._insert({})
        self._renumber()
        next(iter(card.fields.values())).setFocus()
        self._tell()

    def _move_up(self, card: MemberCard, _checked: bool = False) -> None:
        at = self.cards.index(card)
        self.cards.insert(at - 1, self.cards.pop(at))
        self._cards.insertWidget(at - 1, card)
        self._renumber()
        self._tell()

    def _take_off(self, card: MemberCard, _checked: bool = False) -> None:
        self.cards.remove(card)
        self._drop(card)
        self._renumber()
        self.add_button.setFocus()
        self._tell()

    def _drop(self, card: MemberCard) -> None:
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _renumber(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.number(f"{self._noun} {number}", first=number == 1)


def _plain_button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "plain")
    return button
