"""The import of a sheet: template, pre-check with every row's verdict, the columns' mapping, then one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.desk import imports
from lantian_desktop.services.import_plan import ImportKind, ImportPlan, ImportResult, ImportRow, RowVerdict
from lantian_desktop.ui.kit.forms.choices import of_units
from lantian_desktop.ui.kit.forms.field import ChoiceField
from lantian_desktop.ui.kit.imports.mapping import MappingPanel
from lantian_desktop.ui.kit.lists.empty import EmptyState
from lantian_desktop.ui.kit.lists.rows import Chip, Column, RowsModel
from lantian_desktop.ui.kit.lists.table import RowsTable
from lantian_desktop.ui.kit.lists.views import View, ViewList
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.kit.work.worker import RunningJob

SHEETS = "表格 (*.xlsx *.xls *.csv);;所有文件 (*)"
ROSTERS = "表格和手机名片 (*.xlsx *.xls *.csv *.vcf);;所有文件 (*)"
CARDS = "，以及手机导出的名片 vcf"
TONES = {
    RowVerdict.NEW: Tone.GREEN,
    RowVerdict.CHANGED: Tone.ACCENT,
    RowVerdict.SAME: Tone.NEUTRAL,
    RowVerdict.FAULTY: Tone.RED,
}
COLUMNS: tuple[Column[ImportRow], ...] = (
    Column("行号", lambda row: str(row.row_number), width=60, right=True),
    Column(
        "结论", lambda row: row.verdict.label, width=84, chip=lambda row: Chip(row.verdict.label, TONES[row.verdict])
    ),
    Column("内容", lambda row: row.caption, width=300),
    Column("原因和提醒", lambda row: "；".join((*row.reasons, *row.warnings)), width=420),
)


class ImportWindow(QWidget):
    """A window beside the main one; nothing is written before 导入 is pressed."""

    def __init__(self, shell: Shell, kind: ImportKind, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"导入{kind.label}")
        self._shell, self._kind = shell, kind
        self.plan: ImportPlan | None = None
        self._unit_typed = ""
        self._running: RunningJob | None = None
        self._file = ElidedLabel("", "muted")
        self._message: QLabel = plain_label("", wrap=True, selectable=True)
        self.views = ViewList()
        self.rows: RowsModel[ImportRow] = RowsModel(COLUMNS, lambda row: row.row_number)
        self.table: RowsTable[ImportRow] = RowsTable(self.rows, name=f"import-{kind.value}", memory=shell.memory)
        self.table.setAccessibleName("预检结果")
        self.mapping = MappingPanel()
        self.unit = ChoiceField(
            "unit",
            "没有写明单位的名片归入",
            of_units(shell.office),
            searchable=True,
            nothing="输入单位名称或拼音首字母",
        )
        self._progress = QProgressBar()
        self._stack = QStackedWidget()
        self._build()
        self.views.view_chosen.connect(self._list_rows)
        self.mapping.mapping_chosen.connect(self._check_again)
        self.unit.edited.connect(self._check_with_unit)
        self.resize(1080, 640)
        self._show_state()

    @classmethod
    def open_for(cls, shell: Shell, kind: ImportKind, parent: QWidget) -> ImportWindow:
        """Show a window for a kind of sheet."""
        window = cls(shell, kind, parent)
        window.show()
        return window

    def check(self, path: Path) -> None:
        """Read and judge a file on the worker; nothing is written."""
        self._file.setText(path.name)
        self._unit_typed = ""
        self.unit.blockSignals(True)
        self.unit.set_text("")
        self.unit.blockSignals(False)
        self._precheck(path, None)

    def apply(self) -> None:
        """Write what the pre-check found good, in one transaction."""
        if self.plan is None:
            return
        plan, office = self.plan, self._shell.office

        def job(running: RunningJob) -> ImportResult:
            with office.connected():
                return imports.apply_import(office, plan=plan, advance=running.advance)

        self._begin("正在导入…")
        self._watch(self._shell.worker.run(job, self._applied, self._failed, owner=self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window, unless an import is running."""
        if event.key() == Qt.Key.Key_Escape and self._running is None:
            self.close()
        else:
            super().keyPressEvent(event)

    def _precheck(self, path: Path, mapping: dict[str, int] | None) -> None:
        office, kind, unit = self._shell.office, self._kind, self._unit_typed

        def job(_running: RunningJob) -> ImportPlan:
            with office.connected():
                return imports.precheck(office, kind=kind, path=path, mapping=mapping, unit=unit)

        self._begin("正在预检…")
        done = partial(self._checked, remembered=mapping is None)
        self._watch(self._shell.worker.run(job, done, self._failed, owner=self))

    def _watch(self, running: RunningJob) -> None:
        self._running = running if not self._stack.isEnabled() else None
        running.progressed.connect(self._show_progress)

    def _begin(self, sentence: str) -> None:
        self._say(sentence)
        self._progress.setRange(0, 0)
        self._progress.show()
        self.cancel_button.show()
        self._stack.setEnabled(False)
        self.apply_button.setEnabled(False)

    def _end(self) -> None:
        self._running = None
        self._progress.hide()
        self.cancel_button.hide()
        self._stack.setEnabled(True)
        self._show_state()

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._say(f"正在导入 {done:,} / {total:,} 行…")

    def _checked(self, plan: ImportPlan, *, remembered: bool) -> None:
        self.plan = plan
        wanted = self._remembered_mapping(plan) if remembered else None
        self._end()
        if wanted is not None:
            self._precheck(plan.path, wanted)
            return
        self.mapping.show_columns(plan.columns, plan.headers)
        self._show_counts(plan)
        missing = [choice.header for choice in plan.columns if choice.required and choice.index is None]
        if missing:
            self._say(f"没有找到栏目：{'、'.join(missing)}。请点“栏目对应”指定它在哪一列。", Tone.AMBER)
        else:
            self._say(f"预检完成：{plan.caption()}。", Tone.GREEN if not plan.count(RowVerdict.FAULTY) else Tone.AMBER)

    def _applied(self, result: ImportResult) -> None:
        self.plan = None
        self._end()
        self._say(result.sentence(), Tone.GREEN)
        say_done(self._shell, result.sentence())
        self.close()

    def _failed(self, error: OfficeError) -> None:
        self._end()
        self._say(error.sentence, Tone.RED)

    def _show_counts(self, plan: ImportPlan) -> None:
        views = [View("", "全部", len(plan.rows))]
        views += [View(verdict.value, verdict.label, plan.count(verdict), TONES[verdict]) for verdict in RowVerdict]
        self.views.show_views(views)
        self.views.choose(RowVerdict.FAULTY.value if plan.count(RowVerdict.FAULTY) else "")
        self._list_rows()

    def _list_rows(self) -> None:
        rows: Sequence[ImportRow] = self.plan.rows if self.plan else ()
        wanted = self.views.chosen()
        self.rows.show_rows([row for row in rows if wanted in {"", row.verdict.value}])

    def _show_state(self) -> None:
        good = self.plan.count(RowVerdict.NEW) + self.plan.count(RowVerdict.CHANGED) if self.plan else 0
        faulty = self.plan.count(RowVerdict.FAULTY) if self.plan else 0
        self._stack.setCurrentIndex(1 if self.plan else 0)
        self.apply_button.setEnabled(good > 0)
        self.apply_button.setText(f"导入 {good:,} 行" if good else "导入")
        self.errors_button.setEnabled(faulty > 0)
        self.mapping_button.setEnabled(self.plan is not None and self.plan.mappable)
        self.unit.setVisible(self.plan is not None and not self.plan.mappable)

    def _say(self, sentence: str, tone: Tone = Tone.NEUTRAL) -> None:
        self._message.setText(sentence)
        set_role(self._message, "muted" if tone is Tone.NEUTRAL else tone.value)

    @property
    def sentence(self) -> str:
        """What the window says now."""
        return self._message.text()

    def _choose(self) -> None:
        files = ROSTERS if self._kind is ImportKind.ROSTER else SHEETS
        self._shell.prompts.choose_file(self, FileRequest(f"选择{self._kind.label}", files), self.check)

    def _ask_template(self) -> None:
        request = FileRequest("保存模板", "Excel 表格 (*.xlsx)", f"{self._kind.label}导入模板.xlsx")
        self._shell.prompts.choose_file(self, request, self._save_template)

    def _save_template(self, path: Path) -> None:
        service = partial(imports.write_template, self._shell.office, kind=self._kind, path=path)
        self._shell.attempt(service, lambda _done: self._say(f"模板已保存到 {path}。", Tone.GREEN), self._failed)

    def _ask_errors(self) -> None:
        request = FileRequest("导出错误清单", "Excel 表格 (*.xlsx)", f"{self._kind.label}错误清单.xlsx")
        self._shell.prompts.choose_file(self, request, self._save_errors)

    def _save_errors(self, path: Path) -> None:
        if self.plan is None:
            return
        service = partial(imports.write_error_list, self._shell.office, plan=self.plan, path=path)
        self._shell.attempt(service, lambda _done: self._say(f"错误清单已保存到 {path}。", Tone.GREEN), self._failed)

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _remembered_mapping(self, plan: ImportPlan) -> dict[str, int] | None:
        kept = json.loads(self._shell.memory.recall(self._mapping_name(plan)) or "null")
        found = {choice.key: choice.index for choice in plan.columns if choice.index is not None}
        return {str(key): int(at) for key, at in kept.items()} if kept and kept != found else None

    def _check_again(self, mapping: dict[str, int]) -> None:
        if self.plan is None:
            return
        self._shell.memory.remember(self._mapping_name(self.plan), json.dumps(mapping))
        self._show_mapping(shown=False)
        self._precheck(self.plan.path, mapping)

    def _check_with_unit(self) -> None:
        """Judge cards again, those without a unit as cards of the unit chosen."""
        name = self.unit.label_of_choice() if self.unit.text() else ""
        if self.plan is not None and name != self._unit_typed:
            self._unit_typed = name
            self._precheck(self.plan.path, None)

    def _mapping_name(self, plan: ImportPlan) -> str:
        return f"mapping/{self._kind.value}/{'|'.join(plan.headers)}"

    def _show_mapping(self, _checked: bool = False, *, shown: bool | None = None) -> None:
        wanted = self._stack.currentIndex() != 2 if shown is None else shown
        self._stack.setCurrentIndex(2 if wanted else 1 if self.plan else 0)

    def _build(self) -> None:
        top = QHBoxLayout()
        self.choose_button = self._button("选择文件…", self._choose)
        set_role(self.choose_button, "primary")
        self.mapping_button = self._button("栏目对应", self._show_mapping)
        for widget in (self.choose_button, self._button("下载模板", self._ask_template), self.mapping_button):
            top.addWidget(widget)
        top.addWidget(self._file, 1)
        start = EmptyState(
            "选择要导入的文件" if self._kind is ImportKind.ROSTER else "选择要导入的表格",
            f"支持 xlsx、xls、csv{CARDS if self._kind is ImportKind.ROSTER else ''}。先预检，不写入任何数据；确认后一次导入，可整体撤销。",
        )
        found = QWidget()
        row = QHBoxLayout(found)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.views)
        row.addWidget(self.table, 1)
        for page in (self._card(start), found, self.mapping):
            self._stack.addWidget(page)
        foot = QHBoxLayout()
        self.apply_button = self._button("导入", self.apply)
        set_role(self.apply_button, "primary")
        self.errors_button = self._button("导出错误清单", self._ask_errors)
        self.cancel_button = self._button("取消", self._cancel)
        self.cancel_button.hide()
        self._progress.hide()
        for widget in (self.apply_button, self.errors_button, self.cancel_button):
            foot.addWidget(widget)
        foot.addWidget(self._progress, 1)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._message)
        column.addWidget(self.unit)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _card(self, inside: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        QVBoxLayout(card).addWidget(inside)
        return card

    def _button(self, text: str, pressed: Callable[..., object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text.rstrip("…"))
        button.clicked.connect(pressed)
        return button
