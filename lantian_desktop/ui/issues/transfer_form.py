"""The form that hands an issue over to another territory, with the reason."""

from __future__ import annotations

from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.services.issues.transfer import transfer
from lantian_desktop.ui.issues.issue_form import TERRITORIES
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField, LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done


class TransferForm(Form):
    """Changes the 属地 of an issue."""

    def __init__(self, shell: Shell, issue: Issue) -> None:
        super().__init__(
            f"属地移交：{issue.number}",
            key=f"transfer/{issue.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
            save_label="移交",
        )
        self._shell, self._issue = shell, issue
        units = choices.of_units(shell.office, TERRITORIES)
        self.territory = ChoiceField(
            "territory_id", "移交给", units, required=True, searchable=True, nothing="输入名称或拼音首字母"
        )
        self.reason = LongTextField("reason", "移交理由", required=True, lines=3)
        self.add(self.territory)
        self.add(self.reason)
        self.begin()

    def _store(self) -> None:
        chosen = int(self.territory.text() or 0)
        transfer(
            self._shell.office,
            issue_id=self._issue.id,
            territory_id=chosen or self._issue.territory_id,
            reason=self.reason.text(),
        )
        say_done(self._shell, f"{self._issue.number} 已移交属地。")
