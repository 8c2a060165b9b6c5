"""节假日: the days off and worked weekends of a year, pasted from the State Council's notice or taken from a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lantian_desktop.domain.admin.calendar import YearCalendar
from lantian_desktop.domain.admin.holiday_notice import notice_text
from lantian_desktop.services.admin import calendar as office_calendar
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing, whole
from lantian_desktop.ui.kit.forms.field import LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell

HINT = "把国务院办公厅的放假通知粘贴进来即可，或按这个样子每行写一个节日：元旦：1月1日至3日放假，共3天。1月4日上班。"


class YearForm(RecordForm):
    """Enters the notice of a year or changes it."""

    def __init__(self, shell: Shell, year: YearCalendar | None, proposed: int) -> None:
        title = f"{year.year} 年节假日和调休" if year else "录入一年的节假日"
        super().__init__(shell, title, f"year/{year.year if year else ''}", self._store)
        self._year = year
        if year is None:
            self.add(TextField("year", "年份", required=True)).set_text(str(proposed))
        self.notice = self.add(LongTextField("notice", "放假安排", required=True, lines=12, hint=HINT))
        if year is not None:
            self.notice.set_text(notice_text(year))
        self._read_at = {one.year: one.revision for one in office_calendar.years(shell.office)}
        self.begin(self._reread if year else None)

    def _reread(self) -> Form:
        known = {one.year: one for one in office_calendar.years(self.shell.office)}
        self._year = standing(known.get(self._year.year if self._year else 0))
        self._read_at = {number: one.revision for number, one in known.items()}
        return YearForm(self.shell, self._year, self._year.year)

    def _store(self) -> None:
        year = self._year.year if self._year else whole(self.field("year").text(), "年份", "year")
        read_at = self._read_at.get(year, 0)
        office_calendar.enter_notice(self.shell.office, year=year, text=self.notice.text(), read_at=read_at)
        self.stored_key = str(year)


class HolidaysPage(ListPage):
    """节假日."""

    noun = "年份"
    can_remove = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.file_button = self.add_action_button("从文件导入…", self._ask_file)
        self.reminder = plain_label("", "amber", wrap=True)
        self.column.insertWidget(0, self.reminder)
        self._show_reminder()

    def items(self) -> Sequence[Item]:
        """Return the years entered, the newest first."""
        return [
            Item(str(one.year), f"{one.year} 年", f"放假 {len(one.holidays)} 天，调休 {len(one.makeup_workdays)} 天")
            for one in office_calendar.years(self.shell.office)
        ]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a year."""
        known = {str(one.year): one for one in office_calendar.years(self.shell.office)}
        newest = max((one.year for one in known.values()), default=self.shell.office.today.year - 1)
        return YearForm(self.shell, known.get(key), newest + 1)

    def reload(self, key: str = "") -> None:
        """Read the years again."""
        super().reload(key)
        if hasattr(self, "reminder"):
            self._show_reminder()

    def _show_reminder(self) -> None:
        sentence = office_calendar.calendar_notice(self.shell.office)
        self.reminder.setText(sentence or "")
        self.reminder.setVisible(sentence is not None)

    def _ask_file(self) -> None:
        request = FileRequest("导入节假日", "节假日文件 (*.json);;所有文件 (*)")
        self.shell.prompts.choose_file(self, request, self._take_file)

    def _take_file(self, path: Path) -> None:
        service = partial(office_calendar.import_years, self.shell.office, path=path)
        self.shell.attempt(service, self._note_imported, self._note_refused)

    def _note_imported(self, years: Sequence[int]) -> None:
        self.say(f"已导入 {len(years)} 个年份：{min(years)} 至 {max(years)}。")
        self.reload(str(max(years)))
