"""A period of one's own choice: from one day to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


class PeriodForm(Form):
    """Asks for the first and the last day and hands both on; nothing is stored."""

    def __init__(self, shell: Shell, span: tuple[date, date], chosen: Callable[[date, date], None]) -> None:
        super().__init__(
            "其他期间", key="period", drafts=OfficeDrafts(shell.office), submit=self._hand_on, save_label="查看"
        )
        self._chosen = chosen
        self.first = DateField("first", "从", today=shell.office.today, required=True)
        self.last = DateField("last", "到", today=shell.office.today, required=True)
        self.add(self.first)
        self.add(self.last)
        self.first.set_day(span[0])
        self.last.set_day(span[1])
        self.begin()

    def _hand_on(self) -> None:
        first, last = self.first.day(), self.last.day()
        assert first is not None  # the form refuses empty or unreadable days
        assert last is not None
        if last < first:
            raise InvalidInput("结束日期早于开始日期，请更正。", field="last")
        self._chosen(first, last)
