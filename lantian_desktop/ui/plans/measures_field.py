"""The entry of a plan's measures: one card each, added and taken off, kept as JSON. Progress and evidence are shown, not typed here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.plans.plan import Measure
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import Field, LongTextField, TextField
from lantian_desktop.ui.kit.paint.text import plain_label

EMPTY = Measure(id=0, text="", unit="", person="", due=None)


class MeasureCard(QFrame):
    """One measure being written."""

    edited = Signal()
    removal_requested = Signal()

    def __init__(self, measure: Measure, units: Sequence[str], *, today: date) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._measure = measure
        self._heading = plain_label("", "accent")
        self.remove_button = QPushButton("移除")
        self.remove_button.setProperty("role", "plain")
        self.remove_button.clicked.connect(self._ask_removal)
        self.words = LongTextField("text", "措施内容", required=True, lines=2, sample="做什么、做到什么程度")
        self.unit = TextField("unit", "责任单位", required=True)
        self.person = TextField("person", "责任人", required=True)
        self.phone = TextField("phone", "电话")
        self.due = DateField("due", "完成时限", today=today, required=True)
        self.due.line.setPlaceholderText("如 8月1日")  # two dates side by side leave no room for the longer sample
        self._complete_units(units)
        self._lay_out()
        self.show_measure(measure)
        for field in self._fields():
            field.edited.connect(self.edited)

    def show_measure(self, measure: Measure) -> None:
        """Enter a measure."""
        self._measure = measure
        self.words.set_text(measure.text)
        self.unit.set_text(measure.unit)
        self.person.set_text(measure.person)
        self.phone.set_text(measure.phone)
        self.due.set_day(measure.due)

    def measure(self) -> Measure:
        """Return the measure as it is written now."""
        return replace(
            self._measure,
            text=self.words.text(),
            unit=self.unit.text(),
            person=self.person.text(),
            phone=self.phone.text(),
            due=self.due.day(),
        )

    def complaint(self) -> str:
        """Return what is wrong with the due date as typed; what is merely empty is the plan's own rule."""
        return self.due.complaint() if self.due.line.text().strip() else ""

    def number(self, number: int, *, only: bool) -> None:
        """Show which measure it is; the only one cannot be taken off."""
        done = f"（进展 {self._measure.progress}%，佐证 {self._measure.evidence} 件）" if self._measure.id else ""
        self._heading.setText(f"措施{number}{done}")
        self.remove_button.setAccessibleName(f"移除措施{number}")
        self.remove_button.setVisible(not only)
        for field in self._fields():
            field.setAccessibleName(f"措施{number} {field.label}")

    def _fields(self) -> tuple[Field, ...]:
        return (self.words, self.unit, self.person, self.phone, self.due)

    def _complete_units(self, units: Sequence[str]) -> None:
        completer = QCompleter(list(units), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.unit.line.setCompleter(completer)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.remove_button)
        column.addLayout(top)
        column.addWidget(self.words)
        for pair in ((self.unit, self.person), (self.phone, self.due)):
            row = QHBoxLayout()
            row.setSpacing(12)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    def _ask_removal(self) -> None:
        self.removal_requested.emit()


class MeasuresField(Field):
    """Any number of measures, at least one shown."""

    title = "整改措施"

    def __init__(self, name: str, label: str, units: Sequence[str], *, today: date) -> None:
        super().__init__(name, label)
        self._units, self._today = tuple(units), today
        self._known: dict[int, Measure] = {}
        self.cards: list[MeasureCard] = []
        box = QWidget()
        self._cards = QVBoxLayout(box)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self.add_button = QPushButton("添加措施")
        self.add_button.setAccessibleName("添加措施")
        self.add_button.clicked.connect(self._add_another)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._cards.addLayout(row)
        self.put(box)
        self.setFocusProxy(self.add_button)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures as written, wholly empty ones left out."""
        written = (card.measure() for card in self.cards)
        return tuple(one for one in written if one.id or one.text or one.unit or one.person or one.due)

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Enter measures in place of those shown."""
        self._known |= {measure.id: measure for measure in measures if measure.id}
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for measure in measures or (EMPTY,):
            self._insert(measure)
        self._renumber()

    def text(self) -> str:
        """Return the measures as JSON."""
        kept = [
            {
                "id": one.id,
                "text": one.text,
                "unit": one.unit,
                "person": one.person,
                "phone": one.phone,
                "due": one.due.isoformat() if one.due else "",
            }
            for one in (card.measure() for card in self.cards)
        ]
        return json.dumps(kept, ensure_ascii=False)

    def set_text(self, text: str) -> None:
        """Enter measures from JSON; progress and evidence of known ones stay theirs."""
        self.show_measures([self._measure_of(kept) for kept in json.loads(text or "[]")])

    def words(self, text: str) -> str:
        """Return measures as they are read, one a line."""
        return "\n".join(
            "，".join(str(one[key]) for key in ("text", "unit", "person", "phone", "due") if one[key])
            for one in json.loads(text or "[]")
        )

    def complaint(self) -> str:
        """Return the first thing wrong with a due date."""
        return next((complaint for card in self.cards if (complaint := card.complaint())), "")

    def _measure_of(self, kept: dict[str, str | int]) -> Measure:
        known = self._known.get(int(kept["id"]), EMPTY)
        due = str(kept["due"])
        return replace(
            known,
            text=str(kept["text"]),
            unit=str(kept["unit"]),
            person=str(kept["person"]),
            phone=str(kept["phone"]),
            due=date.fromisoformat(due) if due else None,
        )

    def _insert(self, measure: Measure) -> MeasureCard:
        card = MeasureCard(measure, self._units, today=self._today)
        card.edited.connect(self._tell)
        card.removal_requested.connect(partial(self._take_off, card))
        self._cards.insertWidget(len(self.cards), card)
        self.cards.append(card)
        return card

    def _add_another(self) -> None:
        last = self.cards[-1].measure() if self.cards else EMPTY
        card = self._insert(replace(EMPTY, unit=last.unit, person=last.person, phone=last.phone, due=last.due))
        self._renumber()
        card.words.setFocus()
        self._tell()

    def _take_off(self, card: MeasureCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._renumber()
        self._tell()

    def _renumber(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.number(number, only=len(self.cards) == 1)
