"""The form of a step that needs words: a reason, a reply from above, or the grounds of an appeal. Works for a selection too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services.issues import steps
from lantian_desktop.services.issues.detail import StepNeeds, issue_detail
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done

REASONS = {
    IssueAction.DISMISS: "不予认定的理由",
    IssueAction.RETURN_PLAN: "退回理由（报送单位据此修改方案）",
    IssueAction.REFUSE: "不予销号的理由",
    IssueAction.REOPEN: "反弹情况（何时、何人发现、现状）",
    IssueAction.WITHDRAW: "撤销依据（上级文号，或“与某编号重复”）",
}


class StepForm(Form):
    """Asks what a step needs and performs it for every issue named, or for none."""

    def __init__(self, shell: Shell, issue_ids: Sequence[int], action: IssueAction, needs: StepNeeds) -> None:
        self._shell, self._ids, self._action, self._needs = shell, tuple(issue_ids), action, needs
        asked = self._ids if needs is StepNeeds.GROUNDS else self._ids[:1]
        details = [issue_detail(shell.office, issue_id=issue_id) for issue_id in asked]
        what = details[0].issue.number if len(self._ids) == 1 else f"{len(self._ids)} 件"
        super().__init__(
            f"{action.label}：{what}",
            key=f"step/{action.value}/{'-'.join(map(str, self._ids[:20]))}",
            drafts=OfficeDrafts(shell.office),
            submit=self._perform,
            save_label=action.label,
        )
        today = shell.office.today
        self._appeal_by: date | None = None
        self._on = DateField("on", "办理日期", today=today, required=True)
        self._on.set_day(today)
        self._reply = TextField("reply_number", "复函文号", sample="如 陕环督函〔2019〕35号")
        self._reason = LongTextField("reason", self._caption(), required=needs is not StepNeeds.REPLY, lines=5)
        self._override = LongTextField("override_reason", "逾期申诉的原因", lines=2)
        self._files = FilesField("evidence", "证明材料", shell.prompts)
        self.add(self._on)
        if needs is StepNeeds.REPLY:
            self.add_text("复函文号和理由至少填写一项。")
            self.add(self._reply)
        self.add(self._reason)
        if needs is StepNeeds.GROUNDS:
            self._add_grounds([detail.issue.dues.appeal_by for detail in details])
            self._on.edited.connect(self._show_bound)
            self._show_bound()
        self.begin()

    def _caption(self) -> str:
        if self._needs is StepNeeds.GROUNDS:
            return "申诉理由（事实、依据、证据）"
        return REASONS.get(self._action, "理由或说明")

    def _add_grounds(self, bounds: Sequence[date | None]) -> None:
        self._appeal_by = min((day for day in bounds if day is not None), default=None)
        self._bound = plain_label("", "muted", wrap=True)
        self.add_widget(self._bound)
        self.add(self._override)
        self.add(self._files)

    @property
    def late(self) -> bool:
        """Whether the chosen day is past the first 申诉期限 of the issues."""
        return self._appeal_by is not None and (self._on.day() or self._shell.office.today) > self._appeal_by

    def _show_bound(self) -> None:
        if self._appeal_by is None:
            self._bound.hide()
        else:
            first = "最早的" if len(self._ids) > 1 else ""
            sentence = f"{first}申诉期限 {cn_date(self._appeal_by)}" + ("，已过期，须说明原因。" if self.late else "。")
            self._bound.setText(sentence)
            set_role(self._bound, "amber" if self.late else "muted")
        self._override.setVisible(self.late)

    def _perform(self) -> None:
        given = StepInput(
            on=self._on.day(),
            reason=self._reason.text(),
            reply_number=self._reply.text(),
            override_reason=self._override.text() if self.late else "",
            evidence=self._files.paths,
        )
        moved = steps.perform(self._shell.office, issue_ids=self._ids, action=self._action, step=given)
        what = moved[0].number if len(moved) == 1 else f"{len(moved)} 件"
        say_done(self._shell, f"{what} 已办理“{self._action.label}”。")
