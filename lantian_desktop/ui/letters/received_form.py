"""The form of a received letter: its number, who sent it, its scan, and the issues it assigns with their due dates."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.letters.letter import CoveredIssue, ReceivedLetter
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.letters import letters
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.letters.entries import UnitsField

COVERABLE = (IssueState.CONFIRMED, IssueState.ASSIGNED, IssueState.PLANNED, IssueState.RECTIFYING)
OFFERED = 500  # issues a search list can hold; the ones chosen in the inbox come first


class ReceivedLetterForm(Form):
    """登记来文."""

    def __init__(self, shell: Shell, issue_ids: Sequence[int] = ()) -> None:
        office = shell.office
        self._shell = shell
        super().__init__(
            "登记来文",
            key=f"received:{','.join(str(issue_id) for issue_id in sorted(issue_ids))}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="登记来文",
        )
        self.number = self.add(TextField("number", "来文字号", required=True, sample="如 市治霾函〔2019〕35号"))
        self.from_whom = self.add(TextField("sender", "来文单位", required=True))
        self.title_words = self.add(LongTextField("title", "标题", required=True, lines=2))
        today = office.today
        self.dated_on = DateField("dated_on", "成文日期", today=today, required=True)
        self.received_on = DateField("received_on", "收文日期", today=today, required=True)
        self.add(self.dated_on, self.received_on)
        self.received_on.set_day(today)
        self.scan = self.add(FilesField("scan", "扫描件", shell.prompts, single=True))
        self._add_covered(issue_ids)
        self.begin()

    def _add_covered(self, issue_ids: Sequence[int]) -> None:
        self.add_heading("涉及的问题")
        self.add_text("来文交办了问题时填写；已确认的问题随之交办，来文的期限记为上级期限。")
        self.covered = self.add(UnitsField("covered", "问题", self._choices(issue_ids)))
        self.covered.set_text("\n".join(str(issue_id) for issue_id in issue_ids))
        today = self._shell.office.today
        self.plan_due = DateField("plan_due", "方案期限", today=today)
        self.rectify_due = DateField("rectify_due", "整改期限", today=today)
        self.add(self.plan_due, self.rectify_due)

    def _choices(self, issue_ids: Sequence[int]) -> list[Choice]:
        office = self._shell.office
        chosen = [issue_detail(office, issue_id=issue_id).issue for issue_id in issue_ids]
        found = issues.issue_page(office, query=IssueQuery(states=COVERABLE, limit=OFFERED))
        known = {issue.id: f"{issue.number} {issue.caption}" for issue in chosen}
        known |= {row.id: f"{row.number} {row.site}" for row in found.rows}
        return [Choice(str(issue_id), label) for issue_id, label in known.items()]

    def _covered_issues(self) -> tuple[CoveredIssue, ...]:
        if not self.covered.ids:
            return ()
        plan_due, rectify_due = self.plan_due.day(), self.rectify_due.day()
        if plan_due is None:
            raise InvalidInput("来文涉及问题，请填写来文要求的方案期限。", field="plan_due")
        if rectify_due is None:
            raise InvalidInput("来文涉及问题，请填写来文要求的整改期限。", field="rectify_due")
        return tuple(CoveredIssue(issue_id, plan_due, rectify_due) for issue_id in self.covered.ids)

    def _submit(self) -> None:
        dated_on, received_on = self.dated_on.day(), self.received_on.day()
        assert dated_on is not None  # the form refuses an empty required date
        assert received_on is not None  # the form refuses an empty required date
        written = ReceivedLetter(
            id=0,
            number=self.number.text(),
            sender=self.from_whom.text(),
            title=self.title_words.text(),
            dated_on=dated_on,
            received_on=received_on,
            covered=self._covered_issues(),
        )
        scan = self.scan.paths[0] if self.scan.paths else None
        entered = letters.register_received(self._shell.office, received=written, scan=scan)
        self._shell.say(f"来文 {entered.number} 已登记。")
