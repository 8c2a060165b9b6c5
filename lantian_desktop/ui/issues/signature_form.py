"""The form of a signed step: approving a plan or striking off, for one issue or for several."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services.issues import steps
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.forms.signature_fields import Signing, SignWay
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done


class SignatureForm(Form):
    """Signs one step of one or several issues."""

    def __init__(self, shell: Shell, issue_ids: Sequence[int], action: IssueAction) -> None:
        office = shell.office
        self._shell, self._issue_ids, self._action = shell, tuple(issue_ids), action
        issues = [issue_detail(office, issue_id=issue_id).issue for issue_id in self._issue_ids]
        named = issues[0].number if len(issues) == 1 else f"{len(issues)} 件"
        super().__init__(
            f"{action.label} {named}",
            key=f"signature:{action.value}:{self._issue_ids[0]}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label=action.label,
        )
        self.add_text("、".join(f"{issue.number} {issue.caption}" for issue in issues))
        if action is IssueAction.STRIKE_OFF:
            self.add_text("谁验收、谁负责：销号须由核查通过的人以外的另一人签字。")
        self.signing = Signing(shell, self)
        self.signer, self.password, self.scan = self.signing.signer, self.signing.password, self.signing.scan
        self._add_rest()
        self.begin()

    def choose_way(self, way: SignWay) -> None:
        """Choose how the signature is given."""
        self.signing.choose_way(way)

    def _add_rest(self) -> None:
        today = self._shell.office.today
        self.on = DateField("on", "办理日期", today=today, required=True)
        self.on.set_day(today)
        self.follow_up_on = DateField("follow_up_on", "回头看日期", today=today, hint="可不填。")
        if self._action is IssueAction.STRIKE_OFF:
            self.add(self.on, self.follow_up_on)
        else:
            self.add(self.on)
        self.reason = self.add(LongTextField("reason", "签批意见", lines=2))

    def _submit(self) -> None:
        typed = steps.StepInput(on=self.on.day(), reason=self.reason.text(), follow_up_on=self.follow_up_on.day())
        given = self.signing.sign(typed)
        moved = steps.perform(self._shell.office, issue_ids=self._issue_ids, action=self._action, step=given)
        named = moved[0].number if len(moved) == 1 else f"{len(moved)} 件"
        say_done(self._shell, f"{named} 已{self._action.label}，签批人 {self.signing.signer_name}。")
