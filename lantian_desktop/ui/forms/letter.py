"""The form of a 督办函: proposed from the chosen issues, edited as plain text, registered and numbered at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.letter import CoveredIssue, Letter, LetterDraft, SupervisionType, Urgency
from lantian_desktop.services import letter_content, letters
from lantian_desktop.services.issue_detail import issue_detail
from lantian_desktop.services.letter_check import Finding, Severity, check, errors
from lantian_desktop.ui.forms.choices import of_terms, of_units
from lantian_desktop.ui.forms.date_field import DateField
from lantian_desktop.ui.forms.drafts import OfficeDrafts
from lantian_desktop.ui.forms.field import CheckField, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.forms.form import Form
from lantian_desktop.ui.forms.letter_entries import CoveredField, UnitsField
from lantian_desktop.ui.prompts import Question
from lantian_desktop.ui.shell import Shell

TYPES = of_terms(SupervisionType)
URGENCIES = of_terms(Urgency)


class LetterForm(Form):
    """Writes a 督办函 over issues. `changed` asks for a new preview; `registered` hands on the letter."""

    _filling = False

    changed = Signal()
    registered = Signal(object)  # a Letter

    def __init__(self, shell: Shell, issue_ids: Sequence[int]) -> None:
        office = shell.office
        self._shell = shell
        self._proposal = letter_content.propose(office, issue_ids=issue_ids)
        self._computed = _dues(self._proposal.draft)  # what follows from the 成文日期 when nobody types a due date
        self._findings: tuple[Finding, ...] = ()
        super().__init__(
            f"拟制督办函（{len(issue_ids)} 个问题）",
            key=f"letter:{','.join(str(issue_id) for issue_id in sorted(issue_ids))}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="登记并编号",
        )
        self._add_issues(issue_ids)
        self._add_address()
        self._add_words()
        self._add_dates()
        self._add_people()
        self._show(self._proposal.draft)
        self._watch()
        self.begin()

    def draft(self) -> LetterDraft:
        """Return the letter as it is written now; raise InvalidInput when a date it needs is missing."""
        plan_due, rectify_due = self._day(self.plan_due), self._day(self.rectify_due)
        return replace(
            self._proposal.draft,
            type=SupervisionType(self.type.text()),
            urgency=Urgency(self.urgency.text()),
            title="".join(self.title_words.text().split("\n")),
            addressee_ids=self.addressees.ids,
            paragraphs=tuple(line.strip() for line in self.body.text().split("\n") if line.strip()),
            covered=tuple(CoveredIssue(issue_id, plan_due, rectify_due) for issue_id in self.covered.ids),
            dated_on=self._day(self.dated_on),
            signatory=self.signatory.text(),
            contact_person=self.contact_person.text(),
            contact_phone=self.contact_phone.text(),
            copied_to=tuple(name.strip() for name in self.copied_to.text().split("、") if name.strip()),
            with_seal=bool(self.with_seal.text()),
        )

    def take_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show errors of the last check beside their fields."""
        self._findings = findings
        for name in ("title", "addressees", "body", "dated_on", "plan_due", "rectify_due"):
            said = next((f.sentence for f in findings if f.field == name and f.severity is Severity.ERROR), "")
            self.field(name).show_error(said)

    def save(self) -> bool:
        """Ask before the number is taken, for a registered letter cannot be changed."""
        if self.draft_offered:
            return False
        try:
            blocking = errors(check(self._shell.office, draft=self.draft()))
        except OfficeError as error:
            self.refuse(error)
            return False
        if blocking:
            self.refuse(InvalidInput(blocking[0].sentence, field=blocking[0].field))
            return False
        told = f"督办函将取得文号并登记，列入的 {len(self.covered.ids)} 个问题随之交办；登记后内容不能修改，只能另行发函或作废。"
        self._shell.prompts.ask(self, Question("登记并编号", told, accept="登记并编号"), self.register)
        return True

    def register(self) -> None:
        """Register the letter without asking."""
        super().save()

    def rewrite(self) -> None:
        """Write title and body anew from the office's phrases, with the dates as they stand."""
        self._propose(*self._typed_dues())
        self.title_words.set_text(self._proposal.draft.title)
        self.body.set_text("\n".join(self._proposal.draft.paragraphs))

    def _add_issues(self, issue_ids: Sequence[int]) -> None:
        captions = {}
        for issue_id in dict.fromkeys(issue_ids):
            detail = issue_detail(self._shell.office, issue_id=issue_id)
            captions[issue_id] = f"{detail.issue.number}　{detail.territory.short_name}　{detail.issue.caption}"
        self.add_heading("列入的问题")
        self.covered = self.add(CoveredField("issues", ""))
        self.covered.show_issues(captions)

    def _add_address(self) -> None:
        self.add_heading("文种与主送")
        self.type = ChoiceField("type", "督办类型", TYPES, required=True)
        self.urgency = ChoiceField("urgency", "紧急程度", URGENCIES, required=True)
        self.add(self.type, self.urgency)
        self.addressees = self.add(UnitsField("addressees", "主送", of_units(self._shell.office), required=True))
        self.copied_to = self.add(TextField("copied_to", "抄送", sample="用顿号隔开，可不填"))

    def _add_words(self) -> None:
        self.add_heading("标题与正文")
        self.title_words = self.add(LongTextField("title", "标题", required=True, lines=2))
        self.body = self.add(
            LongTextField(
                "body",
                "正文",
                required=True,
                lines=12,
                hint="一行一段。以“一、”“（一）”“1.”“（1）”开头的段落按层次排版。",
            )
        )
        self.rewrite_button = self._button("按期限重写标题和正文", "按期限重写标题和正文", self.rewrite)
        self.column.addWidget(self.rewrite_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_dates(self) -> None:
        today = self._shell.office.today
        self.add_heading("日期")
        self.dated_on = self.add(DateField("dated_on", "成文日期", today=today, required=True))
        self.plan_due = DateField("plan_due", "方案期限", today=today, required=True)
        self.rectify_due = DateField("rectify_due", "整改期限", today=today, required=True)
        self.add(self.plan_due, self.rectify_due)

    def _add_people(self) -> None:
        self.add_heading("签发与联系")
        self.signatory = self.add(TextField("signatory", "签发人", hint="内部登记用，信函格式不印签发人。"))
        self.contact_person = TextField("contact_person", "联系人")
        self.contact_phone = TextField("contact_phone", "联系电话")
        self.add(self.contact_person, self.contact_phone)
        self.with_seal = self.add(CheckField("with_seal", "加盖印章（在署名处留出位置）"))

    def _show(self, draft: LetterDraft) -> None:
        plan_due, rectify_due = _dues(draft)
        self.fill(
            {
                "type": draft.type.value,
                "urgency": draft.urgency.value,
                "addressees": "\n".join(str(unit_id) for unit_id in draft.addressee_ids),
                "title": draft.title,
                "body": "\n".join(draft.paragraphs),
                "dated_on": draft.dated_on.isoformat(),
                "plan_due": plan_due.isoformat(),
                "rectify_due": rectify_due.isoformat(),
                "contact_person": draft.contact_person,
                "contact_phone": draft.contact_phone,
                "with_seal": "1" if draft.with_seal else "",
            }
        )
        self._show_workings()

    def _show_workings(self) -> None:
        plan, rectify = self._proposal.workings
        self.plan_due.show_hint(plan)
        self.rectify_due.show_hint(rectify)

    def _watch(self) -> None:
        for field in self._fields.values():
            field.edited.connect(self.changed)
        self.dated_on.edited.connect(self._follow_day)
        self.plan_due.edited.connect(self._follow_dues)
        self.rectify_due.edited.connect(self._follow_dues)
        self.covered.removed.connect(self._follow_dues)

    def fill(self, texts: dict[str, str]) -> None:
        """Enter texts without letting one entry rewrite another."""
        self.blockSignals(True)
        self._filling = True
        try:
            super().fill(texts)
        finally:
            self._filling = False
            self.blockSignals(False)
        self.changed.emit()

    def _follow_day(self) -> None:
        """Work the due dates out again from another 成文日期."""
        day = self.dated_on.day()
        if self._filling or day is None or day == self._proposal.draft.dated_on:
            return
        if self._propose(None, None):
            plan_due, rectify_due = self._computed = _dues(self._proposal.draft)
            self.fill({"plan_due": plan_due.isoformat(), "rectify_due": rectify_due.isoformat()})

    def _follow_dues(self) -> None:
        """Say other due dates, or fewer issues, in the words as well."""
        if not self._filling and self.plan_due.day() and self.rectify_due.day():
            self._propose(*self._typed_dues())

    def _typed_dues(self) -> tuple[date | None, date | None]:
        """Return the due dates a person set; None for one that still stands as computed, so that its working stays."""
        days = (self.plan_due.day(), self.rectify_due.day())
        if self.dated_on.day() != self._proposal.draft.dated_on:
            return days
        plan_due, rectify_due = (
            None if day == computed else day for day, computed in zip(days, self._computed, strict=True)
        )
        return plan_due, rectify_due

    def _propose(self, plan_due: date | None, rectify_due: date | None) -> bool:
        """Propose again; what stands as it was proposed before follows, what a person wrote stays."""
        before = self._proposal.draft
        try:
            self._proposal = letter_content.propose(
                self._shell.office,
                issue_ids=self.covered.ids,
                dated_on=self.dated_on.day(),
                plan_due=plan_due,
                rectify_due=rectify_due,
            )
        except OfficeError as error:
            self.refuse(error)
            return False
        if self.title_words.text() == before.title:
            self.title_words.set_text(self._proposal.draft.title)
        if self.body.text() == "\n".join(before.paragraphs):
            self.body.set_text("\n".join(self._proposal.draft.paragraphs))
        self._show_workings()
        return True

    def _day(self, field: DateField) -> date:
        day = field.day()
        if day is None:
            raise InvalidInput(field.complaint() or f"请填写{field.label}。", field=field.name)
        return day

    def _submit(self) -> None:
        self._shell.worker.wait()  # a preview still being set shares the faces with the letter
        letter: Letter = letters.issue_letter(self._shell.office, draft=self.draft())
        self._shell.say(f"{letter.number} 已登记，列入的 {len(letter.draft.covered)} 个问题已交办。")
        self.registered.emit(letter)


def _dues(draft: LetterDraft) -> tuple[date, date]:
    first = draft.covered[0]
    assert first.plan_due is not None  # a 督办函 is proposed with both
    assert first.rectify_due is not None  # as above
    return first.plan_due, first.rectify_due
