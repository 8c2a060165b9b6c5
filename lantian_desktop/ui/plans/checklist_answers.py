"""The entry of a checklist's answers: one card each item with its standard, result, note and remedy; kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lantian_desktop.domain.plans.verification import Answer, ItemResult
from lantian_desktop.ui.kit.forms.field import Field, TextField
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label


class AnswerCard(QFrame):
    """One item being answered."""

    edited = Signal()

    def __init__(self, number: int, answer: Answer) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._answer = answer
        self.buttons: dict[ItemResult, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.remedy = TextField(
            "remedy", "补充措施或说明原因", required=True, hint="未达到的项目必须写明补充什么措施，或为什么未达到。"
        )
        self.note = TextField("note", "备注")
        self._lay_out(number)
        self.show_answer(answer)
        for field in (self.remedy, self.note):
            field.setAccessibleName(f"第{number}项 {field.label}")
            field.edited.connect(self.edited)
        self._group.buttonToggled.connect(self._chosen)

    def show_answer(self, answer: Answer) -> None:
        """Enter an answer."""
        self._answer = answer
        self._group.setExclusive(False)
        for result, button in self.buttons.items():
            button.setChecked(result is answer.result)
        self._group.setExclusive(True)
        self.note.set_text(answer.note)
        self.remedy.set_text(answer.remedy)
        self.remedy.setVisible(answer.result is ItemResult.UNMET)

    def answer(self) -> Answer:
        """Return the item as it is answered now."""
        result = next((result for result, button in self.buttons.items() if button.isChecked()), None)
        remedy = self.remedy.text() if result is ItemResult.UNMET else ""
        return replace(self._answer, result=result, note=self.note.text(), remedy=remedy)

    def _lay_out(self, number: int) -> None:
        item = self._answer.item
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(plain_label(f"{number}. {item.what}", wrap=True))
        column.addWidget(plain_label(f"方法：{item.how}", "small", wrap=True))
        column.addWidget(plain_label(f"标准：{item.standard}", "small", wrap=True))
        choices = QWidget()
        flow = FlowLayout(choices, gap=16)
        for result in ItemResult:
            button = QRadioButton(result.label)
            button.setAccessibleName(f"第{number}项 {item.what}：{result.label}")
            self.buttons[result] = button
            self._group.addButton(button)
            flow.addWidget(button)
        column.addWidget(choices)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        column.addLayout(row)
        column.addWidget(self.remedy)

    def _chosen(self) -> None:
        self.remedy.setVisible(self.buttons[ItemResult.UNMET].isChecked())
        self.edited.emit()


class AnswersField(Field):
    """The items of a template with their answers."""

    title = "核查项目"

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label)
        self.cards: list[AnswerCard] = []
        box = QWidget()
        self._cards = QVBoxLayout(box)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self.put(box)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The items as answered."""
        return tuple(card.answer() for card in self.cards)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show these items in place of those before."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [AnswerCard(number, answer) for number, answer in enumerate(answers, 1)]
        for card in self.cards:
            card.edited.connect(self._tell)
            self._cards.addWidget(card)

    def text(self) -> str:
        """Return the answers as JSON; the items themselves belong to the template."""
        kept = [[answer.result.value if answer.result else "", answer.note, answer.remedy] for answer in self.answers]
        return json.dumps(kept, ensure_ascii=False)

    def words(self, text: str) -> str:
        """Return answers as they are read, one a line."""
        answers = enumerate(json.loads(text or "[]"), 1)
        return "\n".join(
            "，".join(filter(None, (f"{number}. {ItemResult(result).label if result else '未填'}", note, remedy)))
            for number, (result, note, remedy) in answers
        )

    def set_text(self, text: str) -> None:
        """Enter answers from JSON, item by item."""
        for card, (result, note, remedy) in zip(self.cards, json.loads(text or "[]"), strict=False):
            answered = replace(card.answer(), result=ItemResult(result) if result else None, note=note, remedy=remedy)
            card.show_answer(answered)
