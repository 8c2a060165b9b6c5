"""The form of a 整改方案: kept as a shared draft of the record, or submitted for approval."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import Issue, IssueState
from lantian_desktop.domain.plans.plan import PlanType, RectificationPlan
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.plans import plans
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.plans.measures_field import MeasuresField

TYPES = of_terms(PlanType)


class PlanForm(Form):
    """Writes the next version of an issue's plan."""

    def __init__(self, shell: Shell, issue_id: int) -> None:
        office = shell.office
        self._shell = shell
        self._plan = plans.blank_plan(office, issue_id=issue_id)
        detail = issue_detail(office, issue_id=issue_id)
        issue = detail.issue
        self._state = issue.state.label
        revising = issue.state is IssueState.RECTIFYING
        super().__init__(
            f"{'调整' if revising else '填写'}整改方案 {issue.number}（第{self._plan.version}版）",
            key=f"plan:{issue_id}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="调整方案" if revising else "报送方案",
        )
        self._add_words(issue, detail.plan)
        self._add_measures()
        self._add_rest()
        self._add_draft_button()
        self._show(self._plan)
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = PlanForm(self._shell, self._plan.issue_id)
        self._plan, self._state = twin._plan, twin._state
        return twin

    def facts(self) -> dict[str, str]:
        """Return which version is being written and where the issue stands."""
        return {"版次": f"第{self._plan.version}版", "办理状态": self._state}

    def plan(self) -> RectificationPlan:
        """Return the plan as it is written now."""
        return replace(
            self._plan,
            type=PlanType(self._type.text()),
            goal=self._goal.text(),
            standard=self._standard.text(),
            measures=self.measures.measures,
            interim_control=self._interim.text(),
            budget_source=self._budget.text(),
        )

    def save_shared(self) -> None:
        """Keep the plan unfinished with the record, where colleagues see it."""
        if self.save_by(lambda: plans.save_plan_draft(self._shell.office, plan=self.plan())):
            self._shell.say("方案草稿已保存，同事也能看到并继续填写。")
            self.closed.emit()

    def _add_words(self, issue: Issue, plan: RectificationPlan | None) -> None:
        dues = issue.dues
        known = (("方案期限", dues.nearest_plan), ("整改期限", dues.nearest_rectify))
        due_words = "；".join(f"{word} {cn_date(day)}" for word, day in known if day)
        self.add_text(f"{issue.caption}　{due_words}")
        if plan is not None and plan.return_reason:
            self.add_text(f"第{plan.version}版退回原因：{plan.return_reason}", "amber")
        self._type = self.add(ChoiceField("type", "整改类型", TYPES, required=True))
        self._goal = self.add(LongTextField("goal", "整改目标", required=True, lines=2))
        self._standard = self.add(
            LongTextField("standard", "完成标准", required=True, lines=2, sample="达到什么样子才算完成，尽量可量、可查")
        )

    def _add_measures(self) -> None:
        self.add_heading("整改措施")
        office = self._shell.office
        names = [unit.short_name or unit.name for unit in roster.units(office)]
        self.measures = MeasuresField("measures", "", names, today=office.today)
        self.add(self.measures)

    def _add_rest(self) -> None:
        self.add_heading("其他")
        self._interim = self.add(LongTextField("interim_control", "过渡期管控措施", lines=2))
        self._budget = TextField("budget_source", "资金来源")
        self._on = DateField("on", "报送日期", today=self._shell.office.today, required=True)
        self.add(self._budget, self._on)

    def _add_draft_button(self) -> None:
        self.draft_button = self._button("保存草稿", "保存草稿，不报送", self.save_shared)
        self.draft_button.setToolTip("随问题保存，同事也能看到；不改变办理状态。")
        self.buttons.insertWidget(1, self.draft_button)

    def _show(self, plan: RectificationPlan) -> None:
        self.fill(
            {
                "type": plan.type.value,
                "goal": plan.goal,
                "standard": plan.standard,
                "interim_control": plan.interim_control,
                "budget_source": plan.budget_source,
                "on": self._shell.office.today.isoformat(),
            }
        )
        self.measures.show_measures(plan.measures)

    def _submit(self) -> None:
        saved = plans.submit_plan(self._shell.office, plan=self.plan(), on=self._on.day())
        say_done(self._shell, f"方案第{saved.version}版已报送，待审定。")
