"""操作日志: who did what when, newest first, found by words; the chain can be verified. Nothing is changed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.admin import journal
from lantian_desktop.ui.kit.lists.rows import Column, RowsModel, Sort
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.lists.table import RowsTable
from lantian_desktop.ui.kit.paint.text import plain_label, set_role, tone_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

if TYPE_CHECKING:
    from lantian_desktop.services.admin.journal import ChainVerdict, JournalEntry

WORDS = {
    "issues": "问题",
    "plans": "整改方案",
    "checklists": "核查清单",
    "letters": "文书",
    "attachments": "附件",
    "roster": "名册",
    "duty_log": "值班日志",
    "kind": "类型",
    "day": "日期",
    "shift": "班次",
    "outcome": "通话结果",
    "items": "交接事项",
    "giver": "交班人",
    "taker": "接班人",
    "late": "补交接",
    "before": "原来",
    "after": "改为",
    "at": "时间",
    "content": "内容",
    "post": "职务",
    "phone": "电话",
    "passed_to": "转给",
    "passed_at": "转办时间",
    "result": "结果",
    "done": "已办",
    "units": "单位和轮次",
    "settings": "设置",
    "users": "用户",
    "roles": "角色",
    "reason": "理由",
    "number": "编号",
    "numbers": "编号",
    "name": "名称",
    "label": "名称",
    "contact": "名册条目",
    "user": "用户",
    "count": "共",
    "first": "其中",
    "new": "新期限",
    "year": "年份",
    "years": "年份",
    "groups": "工作组",
    "current": "当前轮次",
    "phrase": "用语",
    "version": "版本",
    "text": "文字",
    "file": "文件",
    "short_name": "简称",
    "prefix": "代字",
    "mark": "编号简称",
    "letterhead": "发文机关标志",
    "contact_person": "联系人",
    "contact_phone": "联系电话",
    "plan": "方案期限",
    "rectify": "整改期限",
    "blue_days": "七日内提醒天数",
    "amber_days": "三日内提醒天数",
    "lock_after_minutes": "锁定分钟",
    "verify_after_days": "名册核实周期（天）",
    "unit": "单位",
    "role": "联络身份",
    "merged": "并入的条目",
    "since": "任职自",
    "until": "任职至",
    "distinct": "各是各的条目",
    "prints": "打印记录",
    "printers": "打印机",
    "printer": "打印机",
    "pages": "页码",
    "copies": "份数",
    "sides": "单双面",
    "titles": "文书",
    "times": "第几次打印",
    "right": "向右移",
    "down": "向下移",
}
ROLES = {role.value: role.label for role in Role}


def details_text(details: Mapping[str, object]) -> str:
    """Return a journal line's details in Chinese as far as their names are known."""
    return "；".join(part for name, value in details.items() if (part := _part(name, value)))


def _part(name: str, value: object) -> str:
    if name == "records" and isinstance(value, dict):
        return "；".join(part for topic, records in value.items() if records and (part := _part(topic, records)))
    return f"{WORDS.get(name, name)}：{_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(one) for one in value)
    if isinstance(value, dict):
        return " ".join(f"{WORDS.get(name, name)} {_value(one)}" for name, one in value.items())
    return ROLES.get(value, value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


COLUMNS: tuple[Column[JournalEntry], ...] = (
    Column("序号", lambda entry: str(entry.seq), width=70, right=True),
    Column("时间", lambda entry: f"{entry.at:%Y-%m-%d %H:%M:%S}", width=170),
    Column("用户", lambda entry: entry.user, width=100),
    Column("事项", lambda entry: entry.title, width=200),
    Column("详情", lambda entry: details_text(entry.details), width=420),
)


class JournalWindow(QWidget):
    """A window beside the main one; opened only for a role that may read the journal."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("操作日志")
        self._shell = shell
        self.search = SearchBox("按用户、事项、详情查找")
        self.verify_button = QPushButton("校验日志")
        self.verify_button.setAccessibleName("校验日志")
        self.verify_button.setToolTip("逐条核对，看日志是否被改动过。")
        self._message = plain_label("", "muted", wrap=True, selectable=True)
        self.rows: RowsModel[JournalEntry] = RowsModel(COLUMNS, lambda entry: entry.seq)
        self.table: RowsTable[JournalEntry] = RowsTable(self.rows, name="journal", memory=shell.memory)
        self.table.setAccessibleName("操作日志")
        self._entry = plain_label("", wrap=True, selectable=True)
        self._build()
        self.search.search_requested.connect(self._list)
        self.verify_button.clicked.connect(self.verify)
        self.table.current_changed.connect(self._show_entry)
        self.resize(1160, 680)
        self._list("")

    @property
    def sentence(self) -> str:
        """What the window says: how many entries there are, or the verdict."""
        return self._message.text()

    def verify(self) -> None:
        """Check the whole chain on the worker and show the verdict."""
        office = self._shell.office

        def job(_running: RunningJob) -> ChainVerdict:
            with office.connected():
                return journal.verify(office)

        self.verify_button.setEnabled(False)
        self._say("正在校验…")
        self._shell.worker.run(job, self._show_verdict, self._refuse, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window, F5 reads again."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F5:
            self._list(self.search.text())
        else:
            super().keyPressEvent(event)

    def _list(self, text: str) -> None:
        self._shell.attempt(partial(self.rows.show_from, partial(self._page, text)), refused=self._refuse)
        self._say(f"共 {self.rows.total:,} 条" if self.rows.total else "没有符合的记录，请换一个词。")

    def _page(self, text: str, _sort: Sort | None, offset: int, limit: int) -> Page[JournalEntry]:
        return journal.page(self._shell.office, text=text, offset=offset, limit=limit)

    def _show_entry(self) -> None:
        entry = self.table.current_row()
        if entry is None:
            self._entry.setText("")
            return
        head = f"第 {entry.seq} 条 · {entry.at:%Y-%m-%d %H:%M:%S} · {entry.user} · {entry.title}"
        self._entry.setText(f"{head}\n{details_text(entry.details) or '（没有更多内容）'}")

    def _show_verdict(self, verdict: ChainVerdict) -> None:
        self.verify_button.setEnabled(True)
        self._say(verdict.sentence, Tone.GREEN if verdict.sound else Tone.RED)

    def _refuse(self, error: OfficeError) -> None:
        self.verify_button.setEnabled(True)
        self._say(error.sentence, Tone.RED)

    def _say(self, sentence: str, tone: Tone = Tone.NEUTRAL) -> None:
        self._message.setText(sentence)
        set_role(self._message, tone_role(tone))

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.verify_button)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.addWidget(self._entry)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._message)
        column.addWidget(self.table, 1)
        column.addWidget(card)
