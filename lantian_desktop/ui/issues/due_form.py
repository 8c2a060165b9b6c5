"""The form that moves a due date: which, to when, why, and who approved; the count from a day of receipt shows its working."""

from __future__ import annotations

from datetime import date

from lantian_desktop.domain.admin.calendar import CalendarMissing, DayKind, cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.issues import DueKind
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done


class DueForm(Form):
    """Changes one due date of an issue."""

    def __init__(self, shell: Shell, issue: Issue) -> None:
        super().__init__(
            f"调整期限：{issue.number}",
            key=f"due/{issue.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
            save_label="调整期限",
        )
        self._shell, self._issue = shell, issue
        today = shell.office.today
        self._which = ChoiceField("which", "哪个期限", choices.of_terms(DueKind), required=True)
        self._new = DateField("new", "新期限", today=today, required=True)
        self._start = DateField("start", "收到之日", today=today)
        self._count = TextField("count", "天数", sample="如 5")
        self._kind = ChoiceField("kind", "按", choices.of_terms(DayKind), required=True)
        self.add(self._which, self._new)
        self.add_text("不知道日期时，填“收到之日起 N 日”，自动算出新期限并显示算法。")
        self.add(self._start)
        self.add(self._count, self._kind)
        self.add(LongTextField("reason", "理由", required=True, lines=3))
        self.add(TextField("approver", "批准人", required=True))
        self._which.set_text(DueKind.RECTIFY_DUE.value)
        self._show_present()
        self._which.edited.connect(self._show_present)
        for field in (self._start, self._count, self._kind):
            field.edited.connect(self._reckon)
        self.begin(self._reread)

    def _reread(self) -> Form:
        (self._issue,) = issues.existing_issues(self._shell.office, issue_ids=(self._issue.id,))
        self._show_present()
        return DueForm(self._shell, self._issue)

    def facts(self) -> dict[str, str]:
        """Return the due dates as they stand."""
        dues = {kind.label: getattr(self._issue.dues, kind.value) for kind in DueKind}
        return {label: cn_date(day) if day else "" for label, day in dues.items()}

    def _show_present(self) -> None:
        old: date | None = getattr(self._issue.dues, self._which.text())
        moved = f"，已调整 {self._issue.due_moves} 次" if self._issue.due_moves else ""
        self._which.show_hint(f"现为 {cn_date(old)}{moved}" if old else "现未定")

    def _reckon(self) -> None:
        start, count = self._start.day(), self._count.text()
        if start is None or not count.isdigit() or not 0 < int(count) < 1000:
            return
        try:
            due = self._shell.office.calendar.due(start, int(count), DayKind(self._kind.text()))
        except CalendarMissing as error:
            self._new.show_error(error.sentence)
            return
        self._new.set_day(due.due)
        self._new.show_hint(due.working())

    def _store(self) -> None:
        new = self._new.day()
        if new is None:
            raise InvalidInput("请填写新期限。", field="new")
        typed = self.texts()
        issues.change_due(
            self._shell.office,
            issue_id=self._issue.id,
            which=DueKind(typed["which"]),
            new=new,
            reason=typed["reason"],
            approver=typed["approver"],
            read_at=self._issue.revision,
        )
        say_done(self._shell, f"{self._issue.number} 的{DueKind(typed['which']).label}已调整为 {cn_date(new)}。")
