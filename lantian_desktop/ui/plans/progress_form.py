"""The form of one report on a measure: how far it is, what was done, and the evidence."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from lantian_desktop.domain.plans.plan import DONE_PERCENT, Measure
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.plans import plans
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field, LongTextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

STEP = 5
SHOWN_WORDS = 24


class _CalmSpin(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on while the entry is not in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PercentField(Field):
    """A whole percentage from 0 to 100."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, required=True, hint=hint)
        self.spin = _CalmSpin()
        self.spin.setRange(0, DONE_PERCENT)
        self.spin.setSingleStep(STEP)
        self.spin.setSuffix(" %")
        whole = QPushButton("已完成")
        whole.setAccessibleName("进展填 100%")
        whole.clicked.connect(self._finish)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.spin, 1)
        row.addWidget(whole)
        self.put(both)
        self.spin.setAccessibleName(f"{label}（必填）")
        self.setFocusProxy(self.spin)
        self.spin.valueChanged.connect(self._tell)

    def text(self) -> str:
        """Return the figure."""
        return str(self.spin.value())

    def set_text(self, text: str) -> None:
        """Enter a figure."""
        self.spin.setValue(int(text or 0))

    def words(self, text: str) -> str:
        """Return the figure with its sign."""
        return f"{text}%"

    def _finish(self) -> None:
        self.spin.setValue(DONE_PERCENT)


class ProgressForm(Form):
    """登记进展."""

    def __init__(self, shell: Shell, issue_id: int, measure_id: int = 0) -> None:
        office = shell.office
        self._shell, self._issue_id = shell, issue_id
        detail = issue_detail(office, issue_id=issue_id)
        self._measures = detail.plan.measures if detail.plan else ()
        super().__init__(
            f"登记进展 {detail.issue.number}",
            key=f"progress:{issue_id}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="登记进展",
        )
        choices = [Choice(str(one.id), f"{n}. {one.text[:SHOWN_WORDS]}") for n, one in enumerate(self._measures, 1)]
        self.measure = self.add(ChoiceField("measure", "整改措施", choices, required=True))
        self.percent = PercentField("percent", "进展", hint="登记为 100% 的措施须有佐证材料，才能报告完成。")
        self.on = DateField("on", "进展日期", today=office.today, required=True)
        self.add(self.percent, self.on)
        self.note = self.add(LongTextField("note", "进展情况", lines=3, sample="做了什么、还差什么"))
        self.evidence = self.add(FilesField("evidence", "佐证材料", shell.prompts, hint="照片、验收单、合同等。"))
        self.taken_on = self.add(
            DateField("taken_on", "拍摄日期", today=office.today, hint="照片拍摄的那一天，与今天上传分开记录。")
        )
        self._choose(measure_id)
        self.on.set_day(office.today)
        self.measure.edited.connect(self._show_present)
        self._read_at = detail.plan.revision if detail.plan else 0
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = ProgressForm(self._shell, self._issue_id, int(self.measure.text() or 0))
        self._measures, self._read_at = twin._measures, twin._read_at
        return twin

    def _choose(self, measure_id: int) -> None:
        open_ones = [one for one in self._measures if not one.done or not one.evidence] or list(self._measures)
        wanted = measure_id or (open_ones[0].id if open_ones else 0)
        self.measure.set_text(str(wanted))
        self._show_present()

    def _chosen(self) -> Measure | None:
        return next((one for one in self._measures if str(one.id) == self.measure.text()), None)

    def _show_present(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self.percent.set_text(str(chosen.progress))
        self.measure.show_hint(f"{chosen.unit}　{chosen.person}　现在 {chosen.progress}%，佐证 {chosen.evidence} 件")

    def _submit(self) -> None:
        measure = plans.record_progress(
            self._shell.office,
            issue_id=self._issue_id,
            measure_id=int(self.measure.text()),
            percent=int(self.percent.text()),
            note=self.note.text(),
            on=self.on.day(),
            evidence=self.evidence.paths,
            taken_on=self.taken_on.day(),
            read_at=self._read_at,
        )
        self._shell.say(f"进展已登记：{measure.progress}%。")
