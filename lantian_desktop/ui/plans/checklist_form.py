"""The form of a 核查清单: head, items, outcome; it shows what is lacking and where the dates contradict each other as one types."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtWidgets import QFrame, QVBoxLayout

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.verification import (
    Answer,
    Checklist,
    ChecklistTemplate,
    Outcome,
    contradictions,
    incomplete,
)
from lantian_desktop.services.issues.detail import IssueDetail, issue_detail
from lantian_desktop.services.plans import verification
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.plans.checklist_answers import AnswersField

OUTCOMES = of_terms(Outcome)
FOLLOWED = frozenset({Outcome.MOSTLY_DONE, Outcome.UNVERIFIABLE})
_CLOCK = re.compile(r"^([01]?[0-9]|2[0-3])[:：时点]([0-5]?[0-9])分?$")


class VerifiedTimeField(TextField):
    """A time of day, typed as 9:30."""

    def time(self) -> time | None:
        """Return the time, or None when it cannot be read."""
        found = _CLOCK.match(self.text())
        return time(int(found[1]), int(found[2])) if found else None

    def complaint(self) -> str:
        """Return what is wrong with the entry."""
        if self.text() and self.time() is None:
            return f"{self.label}“{self.text()}”不是有效时间，请按“9:30”的样子填写。"
        return super().complaint()


class ChecklistForm(Form):
    """Fills in one verification of one issue."""

    def __init__(self, shell: Shell, issue_id: int) -> None:
        office = shell.office
        self._shell = shell
        self._detail = issue_detail(office, issue_id=issue_id)
        self._blank = verification.blank_checklist(office, issue_id=issue_id)
        self._templates = {template.name: template for template in verification.templates(office)}
        moving = self._detail.issue.state is IssueState.REPORTED
        super().__init__(
            f"核查清单 {self._detail.issue.number}",
            key=f"checklist:{issue_id}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="完成核查" if moving else "登记核查",
        )
        self._add_head(self._detail, moving=moving)
        self._add_reported()
        self._add_items()
        self._add_outcome()
        self._show(self._blank)
        self._watch()
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = ChecklistForm(self._shell, self._blank.issue_id)
        self._detail, self._blank = twin._detail, twin._blank
        return twin

    def facts(self) -> dict[str, str]:
        """Return where the issue stands, which another checklist moves."""
        return {"办理状态": self._detail.issue.state.label}

    def checklist(self) -> Checklist:
        """Return the checklist as it is filled in now."""
        template = self._templates.get(self.template.text())
        outcome = self.outcome.text()
        return replace(
            self._blank,
            template_name=template.name if template else self._blank.template_name,
            template_version=template.version if template else self._blank.template_version,
            answers=self.answers.answers,
            verifiers=tuple(name for name in re.split(r"[、，,;；\s]+", self.verifiers.text()) if name),
            verified_at=self._verified_at(),
            place=self.place.text(),
            group=self.group.text(),
            round_number=self._round(),
            reported_text=self.reported_text.text(),
            reported_on=self.reported_on.day(),
            photo_on=self.photo_on.day(),
            outcome=Outcome(outcome) if outcome else None,
            follow_up_on=self.follow_up_on.day(),
        )

    def _add_head(self, detail: IssueDetail, *, moving: bool) -> None:
        self.add_text(f"{detail.issue.caption}　{detail.territory.short_name}　{detail.category.label}")
        if not moving:
            message = f"该问题现为“{detail.issue.state.label}”，登记的核查只作记录，不改变办理状态。"
            self.add_text(message, "amber")
        self.verifiers = self.add(
            TextField(
                "verifiers", "核查人", required=True, sample="不少于两人，用顿号隔开", hint="责任人不能核查自己的整改。"
            )
        )
        today = self._shell.office.today
        self.verified_on = DateField("verified_on", "核查日期", today=today, required=True)
        self.verified_time = VerifiedTimeField("verified_time", "时间", required=True, sample="如 9:30")
        self.add(self.verified_on, self.verified_time, stretch=(2, 1))
        self.place = self.add(TextField("place", "核查地点", required=True))
        self.round_number = TextField("round_number", "轮次", sample="如 12")
        self.group = TextField("group", "组别")
        self.add(self.round_number, self.group)

    def _add_reported(self) -> None:
        today = self._shell.office.today
        self.add_heading("报告与照片")
        self.reported_on = DateField("reported_on", "报告完成日期", today=today)
        self.photo_on = DateField("photo_on", "照片拍摄日期", today=today)
        self.add(self.reported_on, self.photo_on)
        self.reported_text = self.add(LongTextField("reported_text", "报告完成情况", lines=2))

    def _add_items(self) -> None:
        self.add_heading("核查项目")
        choices = [Choice(name, f"{name}（第{template.version}版）") for name, template in self._templates.items()]
        self.template = self.add(ChoiceField("template", "模板", choices, required=True))
        self.answers = self.add(AnswersField("answers", ""))

    def _add_outcome(self) -> None:
        today = self._shell.office.today
        self.add_heading("核查结果")
        self.outcome = ChoiceField("outcome", "结果", OUTCOMES, nothing="（请选择）")
        self.follow_up_on = DateField("follow_up_on", "回头看日期", today=today)
        self.add(self.outcome, self.follow_up_on)
        self._warning_frame = QFrame()
        self._warning_frame.setProperty("role", "notice")
        self._warning_frame.setProperty("tone", "amber")
        column = QVBoxLayout(self._warning_frame)
        column.setContentsMargins(12, 8, 12, 8)
        self._warnings = plain_label("", wrap=True, selectable=True)
        column.addWidget(self._warnings)
        self.add_widget(self._warning_frame)
        self._lacking = plain_label("", "muted", wrap=True)
        self.add_widget(self._lacking)

    def _show(self, checklist: Checklist) -> None:
        self.template.set_text(checklist.template_name)
        self.answers.show_answers(checklist.answers)
        self.verifiers.set_text("、".join(checklist.verifiers))
        self.place.set_text(checklist.place)
        self.round_number.set_text(str(checklist.round_number or ""))
        self.group.set_text(checklist.group)
        self.reported_on.set_day(checklist.reported_on)
        self.verified_on.set_day(self._shell.office.today)
        self._show_follow_up()
        self._judge()

    def _watch(self) -> None:
        self.template.edited.connect(self._take_template)
        self.outcome.edited.connect(self._show_follow_up)
        for field in (*self._fields.values(),):
            field.edited.connect(self._judge)

    def fill(self, texts: dict[str, str]) -> None:
        """Enter texts; the template goes first, for it decides the items."""
        template = texts.get("template")
        if template in self._templates and template != self.template.text():
            self.template.set_text(template)
        super().fill({name: text for name, text in texts.items() if name != "template"})

    def _take_template(self) -> None:
        template: ChecklistTemplate | None = self._templates.get(self.template.text())
        if template is not None and tuple(a.item for a in self.answers.answers) != template.items:
            self.answers.show_answers([Answer(item) for item in template.items])

    def _show_follow_up(self) -> None:
        chosen = self.outcome.text()
        wanted = bool(chosen) and Outcome(chosen) in FOLLOWED
        self.follow_up_on.setVisible(wanted)
        self.follow_up_on.setEnabled(wanted)
        self.follow_up_on.show_hint("再次核查的日期，必填。" if chosen == Outcome.UNVERIFIABLE else "必填。")

    def _judge(self) -> None:
        checklist = self.checklist()
        warned = contradictions(checklist)
        self._warnings.setText("\n".join(warned))
        self._warning_frame.setVisible(bool(warned))
        lacking = incomplete(checklist)
        self._lacking.setText(f"还缺：{'、'.join(lacking)}。" if lacking else "已填写完整。")

    def _verified_at(self) -> datetime | None:
        day: date | None = self.verified_on.day()
        at = self.verified_time.time()
        return datetime.combine(day, at) if day and at else None

    def _round(self) -> int | None:
        typed = self.round_number.text().removeprefix("第").removesuffix("轮次").strip()
        return int(typed) if typed.isdecimal() else None

    def _submit(self) -> None:
        if self.round_number.text() and self._round() is None:
            raise InvalidInput("轮次应为数字，如 12。", field="round_number")
        office = self._shell.office
        issue = verification.conclude(office, checklist=self.checklist())
        say_done(self._shell, f"核查已登记，{issue.number} 现为“{issue.state.label}”。")
