"""The form that corrects from when to when somebody held a post."""

from __future__ import annotations

from lantian_desktop.domain.roster.roster import Tenure
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done


class TenureForm(Form):
    """Changes the days of one tenure; the reason goes into the journal."""

    def __init__(self, shell: Shell, tenure: Tenure) -> None:
        super().__init__(
            f"更正任职：{tenure.name}",
            key=f"tenure/{tenure.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._tenure = shell, tenure
        today = shell.office.today
        self._since = DateField("since", "任职自", today=today, hint="不知道就空着")
        self._until = DateField("until", "任职至", today=today, hint="接任者到任的那一天")
        self._until.setEnabled(tenure.until is not None)
        if tenure.until is None:
            self._until.show_hint("现任：换人时自动记下")
        self.add(self._since, self._until)
        self.add(TextField("reason", "更正理由", required=True, sample="如 按任职文件核对"))
        self._since.set_day(tenure.since)
        self._until.set_day(tenure.until)
        self.begin(self._reread)

    def _reread(self) -> Form:
        self._tenure = roster_history.tenure(self._shell.office, tenure_id=self._tenure.id)
        return TenureForm(self._shell, self._tenure)

    def _store(self) -> None:
        roster_history.correct_tenure(
            self._shell.office,
            tenure_id=self._tenure.id,
            read_at=self._tenure.revision,
            since=self._since.day(),
            until=self._until.day(),
            reason=self.field("reason").text(),
        )
        say_done(self._shell, f"已更正 {self._tenure.name} 的任职起止。")
