"""What a person adds to a summary: typical cases and next steps. The figures are the services' own."""

from __future__ import annotations

from lantian_desktop.domain.summaries.feedback import SummaryNotes
from lantian_desktop.services.summaries import summaries
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


class SummaryNotesForm(Form):
    """典型问题 and 下一步."""

    def __init__(self, shell: Shell, title: str, key: str) -> None:
        self._shell, self._notes_key = shell, key
        super().__init__(title, key=f"summary:{key}", drafts=OfficeDrafts(shell.office), submit=self._submit)
        self.add_text("每行一段，印在数字之后、表格之前；不填的部分不印。")
        self.typical = self.add(LongTextField("typical", "典型问题", lines=6))
        self.next_steps = self.add(LongTextField("next_steps", "下一步工作", lines=6))
        kept = summaries.kept_notes(shell.office, key=key)
        self.typical.set_text(kept.typical)
        self.next_steps.set_text(kept.next_steps)
        self.begin()

    def _submit(self) -> None:
        notes = SummaryNotes(self.typical.text(), self.next_steps.text())
        summaries.keep_notes(self._shell.office, key=self._notes_key, notes=notes)
        self._shell.say("已保存，预览和打印时一并印出。")
