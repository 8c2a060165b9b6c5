"""打印记录: what was printed, when and by whom, newest first. Nothing is changed here."""

from __future__ import annotations

from functools import partial

from lantian_desktop.domain.admin.printing import PrintRecord
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.queries import Page as Rows
from lantian_desktop.services.admin import print_log
from lantian_desktop.ui.admin.settings.page import SettingsPage
from lantian_desktop.ui.kit.lists.rows import Column, RowsModel, Sort
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.lists.table import RowsTable
from lantian_desktop.ui.kit.paint.notice import Notice
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.shell import Shell


def _times(one: PrintRecord) -> str:
    if one.times == 0:
        return ""
    return "首次打印" if one.times == 1 else f"重印第 {one.times - 1} 次"


COLUMNS: tuple[Column[PrintRecord], ...] = (
    Column("时间", lambda one: f"{one.printed_at:%Y-%m-%d %H:%M}", width=150),
    Column("文书", lambda one: one.title, width=270),
    Column("次数", _times, width=110),
    Column("用户", lambda one: one.user, width=90),
    Column("打印机", lambda one: one.printer, width=200),
    Column("页码", lambda one: one.pages, width=80),
    Column("份数", lambda one: str(one.copies), width=60, right=True),
    Column("单双面", lambda one: one.sides.label, width=120),
)


class PrintLogPage(SettingsPage):
    """打印记录: to be read by everybody, changed by nobody."""

    right = None

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.search = SearchBox("按文书、打印机、用户查找")
        self.rows: RowsModel[PrintRecord] = RowsModel(COLUMNS, lambda one: one.id)
        self.table: RowsTable[PrintRecord] = RowsTable(self.rows, name="print_log", memory=shell.memory)
        self.table.setAccessibleName("打印记录")
        self._count_label = plain_label("", "muted", wrap=True)
        self.column.addWidget(plain_label("打印记录", "title"))
        self.column.addWidget(self.search)
        self.column.addWidget(self._count_label)
        self.column.addWidget(self.table, 1)
        self.search.search_requested.connect(self.list)
        self.list("")

    def list(self, text: str) -> None:
        """Show the records that hold a text."""
        self.shell.attempt(partial(self.rows.show_from, partial(self._page, text)), refused=self._note_refused)
        none = "没有符合的记录，请换一个词。" if text.strip() else "还没有打印过文书。"
        self._count_label.setText(f"共 {self.rows.total:,} 条" if self.rows.total else none)

    def _page(self, text: str, _sort: Sort | None, offset: int, limit: int) -> Rows[PrintRecord]:
        return print_log.records(self.shell.office, text=text, offset=offset, limit=limit)

    def _note_refused(self, error: OfficeError) -> None:
        self.posted.emit(Notice(error.sentence, Tone.RED))
