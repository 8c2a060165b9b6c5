"""The form of 立行立改: plan, approval, done and evidence on one page; each step is stamped for itself all the same."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.plans.plan import PlanType, RectificationPlan
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.plans import plans
from lantian_desktop.services.plans.immediate_rectification import rectify_immediately
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.forms.signature_fields import Signing
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.plans.measures_field import MeasuresField


class ImmediateRectificationForm(Form):
    """Takes an issue from 已交办 to 待核查 in one go."""

    def __init__(self, shell: Shell, issue_id: int) -> None:
        office = shell.office
        self._shell = shell
        self._plan = plans.blank_plan(office, issue_id=issue_id)
        issue = issue_detail(office, issue_id=issue_id).issue
        super().__init__(
            f"立行立改 {issue.number}",
            key=f"at-once:{issue_id}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="报送、审定并报告完成",
        )
        self.add_text(
            f"{issue.caption}　现场已经改好的问题，一次填完方案、审定、进展和佐证；仍由另一人审定，之后照常核查。"
        )
        self._add_plan()
        self._add_evidence()
        self.add_heading("审定")
        self.signing = Signing(shell, self, own=False)
        self._show()
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = ImmediateRectificationForm(self._shell, self._plan.issue_id)
        self._plan = twin._plan
        return twin

    def facts(self) -> dict[str, str]:
        """Return which version is being written."""
        return {"版次": f"第{self._plan.version}版"}

    def plan(self) -> RectificationPlan:
        """Return the plan as it is written now."""
        return replace(
            self._plan,
            type=PlanType.IMMEDIATE,
            goal=self.goal.text(),
            standard=self.standard.text(),
            measures=self.measures.measures,
        )

    def _add_plan(self) -> None:
        office = self._shell.office
        self.goal = self.add(LongTextField("goal", "整改目标", required=True, lines=2))
        self.standard = self.add(LongTextField("standard", "完成标准", required=True, lines=2))
        self.add_heading("整改措施")
        names = [unit.short_name or unit.name for unit in roster.units(office)]
        self.measures = self.add(MeasuresField("measures", "", names, today=office.today))

    def _add_evidence(self) -> None:
        today = self._shell.office.today
        self.add_heading("完成情况")
        self.on = DateField("on", "完成日期", today=today, required=True)
        self.taken_on = DateField("taken_on", "照片拍摄日期", today=today)
        self.add(self.on, self.taken_on)
        hint = "整改后的照片等，每条措施都附上。"
        self.evidence = self.add(FilesField("evidence", "佐证材料", self._shell.prompts, required=True, hint=hint))

    def _show(self) -> None:
        self.goal.set_text(self._plan.goal)
        self.standard.set_text(self._plan.standard)
        self.measures.show_measures(self._plan.measures)
        self.on.set_day(self._shell.office.today)

    def _submit(self) -> None:
        issue = rectify_immediately(
            self._shell.office,
            plan=self.plan(),
            evidence=self.evidence.paths,
            approval=self.signing.sign(StepInput()),
            on=self.on.day(),
            taken_on=self.taken_on.day(),
        )
        say_done(self._shell, f"{issue.number} 已立行立改，现为“{issue.state.label}”。")
