"""The form that takes the roster out: as what, which lines, in which form of the numbers. The file is chosen afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.roster.export import CsvEncoding, NumberForm, RosterScope
from lantian_desktop.services.roster import export as roster_export
from lantian_desktop.ui.kit.forms.drafts import ShortDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.roster.scope_field import EVERYTHING, ScopeFields


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its ending, what it is called in a file dialog, and what it is for."""

    suffix: str
    label: str
    purpose: str
    csv: CsvEncoding = CsvEncoding.GB18030


KINDS = {
    "xlsx": FileKind(".xlsx", "Excel 表格", "可以改好后再导入"),
    "vcf": FileKind(".vcf", "手机名片", "发到手机，一次存进通讯录"),
    "html": FileKind(".html", "离线查询网页", "不能装本程序的电脑，用浏览器打开就能按拼音查"),
    "pdf": FileKind(".pdf", "PDF 文件", "打印或传阅"),
    "csv": FileKind(".csv", "csv 文本（GB18030）", "给 WPS 和旧版 Excel"),
    "csv8": FileKind(".csv", "csv 文本（UTF-8）", "给其他系统", CsvEncoding.UTF8),
}


class RosterExportForm(Form):
    """导出名册. `shown` is what the list shows now and `chosen` the lines marked in it; both only propose the range."""

    def __init__(self, shell: Shell, *, shown: RosterScope = EVERYTHING, chosen: Sequence[int] = ()) -> None:
        super().__init__(
            "导出名册", key="roster-export", drafts=ShortDrafts(), submit=self._ask_file, save_label="选择位置"
        )
        self._shell = shell
        kinds = tuple(Choice(key, f"{kind.label}（{kind.suffix}）") for key, kind in KINDS.items())
        self.kind = self.add(ChoiceField("kind", "格式", kinds, required=True, hint=KINDS["xlsx"].purpose))
        self.scope = ScopeFields(self, shell.office, shown=shown, chosen=chosen)
        self.add_text("文件里写明号码是完整的还是隐去的。名片不写隐去的号码，免得手机误拨。")
        self.kind.edited.connect(self._tell_purpose)
        self.begin()

    def _tell_purpose(self) -> None:
        self.kind.show_hint(KINDS[self.kind.text()].purpose)

    def _ask_file(self) -> None:
        kind, scope, numbers = KINDS[self.kind.text()], self.scope.scope(), self.scope.numbers()
        name = roster_export.file_name(self._shell.office, suffix=kind.suffix, scope=scope, numbers=numbers)
        request = FileRequest("导出名册", f"{kind.label} (*{kind.suffix})", save_as=name)
        owner = self.window()  # the form is gone when the file is chosen
        write = partial(write_roster, self._shell, owner, csv=kind.csv, scope=scope, numbers=numbers)
        self._shell.prompts.choose_file(owner, request, write)


def write_roster(
    shell: Shell, owner: QWidget, path: Path, *, csv: CsvEncoding, scope: RosterScope, numbers: NumberForm
) -> None:
    """Let the worker write the roster and say how many lines there were."""
    office = shell.office

    def job(_running: RunningJob) -> int:
        with office.connected():
            return roster_export.export_roster(office, path=path, scope=scope, numbers=numbers, csv=csv)

    shell.worker.run(job, partial(_say_written, shell, path, numbers), shell.refuse, owner=owner)


def _say_written(shell: Shell, path: Path, numbers: NumberForm, count: int) -> None:
    shell.say(f"名册 {count:,} 条已导出到 {path}（{numbers.label}）。")
