"""The form after a setback: a new measure and a new 整改期限, which the issue needs before it is reported again."""

from __future__ import annotations

from lantian_desktop.domain.plans.plan import Measure
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.plans import plans
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.plans.measures_field import EMPTY, MeasureCard, MeasuresField


class SetbackForm(Form):
    """补充措施."""

    def __init__(self, shell: Shell, issue_id: int) -> None:
        office = shell.office
        self._shell, self._issue_id = shell, issue_id
        detail = issue_detail(office, issue_id=issue_id)
        super().__init__(
            f"补充整改措施 {detail.issue.number}",
            key=f"setback:{issue_id}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="补充措施",
        )
        self.add_text("该问题曾被退回整改，补充新的措施和新的整改期限后才能再次报告完成。", "amber")
        self.rectify_due = self.add(DateField("rectify_due", "新的整改期限", today=office.today, required=True))
        names = [unit.short_name or unit.name for unit in roster.units(office)]
        self.measure = MeasuresField("measure", "", names, today=office.today)
        self.measure.add_button.hide()
        self.add(self.measure)
        self.measure.show_measures([self._first(detail.territory.short_name, detail.issue.responsible_person)])
        self.begin()

    @property
    def card(self) -> MeasureCard:
        """The card of the new measure."""
        return self.measure.cards[0]

    def _first(self, unit: str, person: str) -> Measure:
        return Measure(id=0, text="", unit=unit, person=person, due=None)

    def _submit(self) -> None:
        due = self.rectify_due.day()
        assert due is not None  # the form refuses an empty required date
        written = self.measure.measures
        plans.add_measure_after_setback(
            self._shell.office, issue_id=self._issue_id, measure=written[0] if written else EMPTY, rectify_due=due
        )
        self._shell.say("新的措施和整改期限已登记。")
