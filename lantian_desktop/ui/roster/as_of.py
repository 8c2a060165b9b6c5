"""The roster as it was on a day: the strip that says so and asks for the day, and what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.roster.roster import RosterEntry, Unit
from lantian_desktop.domain.roster.tree import belongs
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.ui.kit.forms.date_field import SAMPLE, month_popup
from lantian_desktop.ui.kit.forms.dates import read_date
from lantian_desktop.ui.kit.lists.browse import PageRequest
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.roster.views import ALL, unit_views

ASKING = "输入或选择一天，看当时谁在任。"


@dataclass(frozen=True, slots=True)
class Then:
    """The roster on a day."""

    on: date
    lines: tuple[RosterEntry, ...]
    units: Mapping[int, Unit]

    @classmethod
    def of(cls, office: Office, on: date, units: Mapping[int, Unit]) -> Then:
        """Return the roster of that day."""
        return cls(on, roster_history.roster_at(office, on=on), units)

    def views(self, office: Office) -> Sequence[View]:
        """Return all and the units with their counts of that day."""
        return [View(ALL, "全部", len(self.lines)), *unit_views(office, self.lines)]

    def page(self, office: Office, request: PageRequest) -> Page[RosterEntry]:
        """Return one page of what was asked for."""
        whole = request.view in {ALL, ""}
        found = tuple(line for line in self.lines if whole or belongs(request.view, _place(line), self.units))
        if request.text:
            found = roster_history.matching(office, found, text=request.text)
        return Page(found[request.offset : request.offset + request.limit], len(found), request.offset)


class AsOfStrip(QFrame):
    """Asks for a day and says which one is shown; hidden while the roster of today is."""

    day_chosen = Signal(object)  # a date
    left = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.setProperty("role", "notice")
        self.setProperty("tone", Tone.AMBER.value)
        self._message = plain_label(ASKING, wrap=True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(SAMPLE)
        self.line.setAccessibleName("截至日期")
        self.line.returnPressed.connect(self._read)
        self.pick = self._button("选日期", "从日历选择截至日期", self._open_month)
        self.back = self._button("回到现在", "回到现在的名册", self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(6)
        row.addWidget(self._message, 3)
        row.addWidget(self.line, 2)
        row.addWidget(self.pick)
        row.addWidget(self.back)
        self.hide()

    def ask(self) -> None:
        """Come up and wait for a day."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()

    def show_day(self, on: date) -> None:
        """Say which day is shown."""
        set_role(self, Tone.AMBER.value, "tone")
        self._message.setText(f"显示的是 {cn_date(on)} 的名册，只能查看。")
        self.line.setText(cn_date(on))

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._message.text()

    def leave(self) -> None:
        """Go away, the roster of today comes back."""
        self.hide()
        self.line.clear()
        self._message.setText(ASKING)
        self.left.emit()

    def _read(self) -> None:
        day = read_date(self.line.text(), today=self._today())
        if day is None:
            self._refuse(f"“{self.line.text().strip()}”不是有效日期，请按“2019年7月5日”的样子填写。")
        elif day > self._today():
            self._refuse("只能看今天和以前的名册，请换一个日期。")
        else:
            self.day_chosen.emit(day)

    def _refuse(self, sentence: str) -> None:
        set_role(self, Tone.RED.value, "tone")
        self._message.setText(sentence)
        self.line.setFocus()

    def _open_month(self) -> None:
        day = read_date(self.line.text(), today=self._today()) or self._today()
        popup = month_popup(self, day, self._take)
        popup.move(self.pick.mapToGlobal(QPoint(0, self.pick.height())))
        popup.show()

    def _take(self, day: date) -> None:
        self.line.setText(cn_date(day))
        self._read()

    def _button(self, text: str, name: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button


def _place(line: RosterEntry) -> tuple[int, int | None, str]:
    return (line.unit_id, line.round_number, line.group)
