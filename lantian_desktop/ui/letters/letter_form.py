"""The form of a letter of any kind: proposed from the chosen issues, edited as plain text, registered and numbered at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from lantian_desktop.domain.errors import InvalidInput, OfficeError, Refused
from lantian_desktop.domain.letters.letter import (
    CoveredIssue,
    Letter,
    LetterDraft,
    LetterKind,
    SupervisionType,
    TextAnnex,
    Urgency,
)
from lantian_desktop.services.letters import batch as letter_batch
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import Severity
from lantian_desktop.services.letters.content import LetterProposal
from lantian_desktop.services.letters.phrases import placeholders
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.letters.fields import LetterFields
from lantian_desktop.ui.letters.issues import CoveredRow
from lantian_desktop.ui.letters.place import joined_body, joined_title, select, select_in_line
from lantian_desktop.ui.letters.proposed_texts import ProposedTexts
from lantian_desktop.ui.letters.question import question
from lantian_desktop.ui.letters.set import Doubt, doubts_of, drafts_of, units_of

OWN_ERRORS = ("issues", "annexes")  # entries that say themselves what is wrong with one of their rows


class LetterForm(Form):
    """Writes letters over issues. `changed` asks for a new preview; `registered` hands on the letters."""

    changed = Signal()
    registered = Signal(object)  # a tuple of Letters

    def __init__(self, shell: Shell, issue_ids: Sequence[int] = (), kind: LetterKind = LetterKind.SUPERVISION) -> None:
        office = shell.office
        self._shell = shell
        self._filling = False
        self._proposed_texts = ProposedTexts()
        self._proposed: dict[int, CoveredIssue] = {}
        self._day_proposed: date | None = office.today
        super().__init__(
            "拟制文书",
            key=draft_key(issue_ids, kind),
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label="登记并编号",
        )
        self._take_fields(LetterFields(self, office))
        self._begin_with(issue_ids, kind)
        self._watch()
        self.begin()
        if not issue_ids and not self.draft_offered:
            self.setFocusProxy(self.covered)
            self.covered.setFocus()

    @property
    def kind_now(self) -> LetterKind:
        """The kind chosen."""
        return self._parts.kind_now

    @property
    def may_batch(self) -> bool:
        """Whether the issues could go out in one letter a unit."""
        return letter_batch.may_batch(self.kind_now) and len(self._parts.units) > 1

    @property
    def batch(self) -> bool:
        """Whether each unit gets a letter of its own."""
        return self.may_batch and bool(self.per_unit.text())

    def draft(self) -> LetterDraft:
        """Return the letter as it is written now; raise InvalidInput when it covers nothing or lacks a date it needs."""
        rules = self._parts.rules
        if not self.covered.ids:
            raise InvalidInput(f"{self.kind_now.label}至少列入一个问题，请先添加。", field="issues")
        plan_due, rectify_due = (
            (self._day(self.plan_due), self._day(self.rectify_due)) if rules.sets_dues else (None, None)
        )
        pressing = self.kind_now is LetterKind.SUPERVISION
        return LetterDraft(
            kind=self.kind_now,
            type=SupervisionType(self.type.text()) if pressing else SupervisionType.ORDINARY,
            title=joined_title(self.title_words.text())[0],
            addressee_ids=self.addressees.ids,
            paragraphs=tuple(filter(None, joined_body(self.body.text())[0].split("\n"))),
            covered=self._covered_until(plan_due, rectify_due),
            dated_on=self._day(self.dated_on),
            signatory=self.signatory.text(),
            contact_person=self.contact_person.text(),
            contact_phone=self.contact_phone.text(),
            copied_to=self.copied_to.names,
            urgency=Urgency(self.urgency.text()),
            with_seal=bool(self.with_seal.text()),
            addressed_to=() if self.batch else self.addressed_to.names,
            with_list=bool(self.with_list.text()),
            annexes=tuple(TextAnnex(one["title"], one["text"]) for one in self.annexes.entries),
        )

    def _covered_until(self, plan_due: date | None, rectify_due: date | None) -> tuple[CoveredIssue, ...]:
        """Return the issues with the due dates typed for them, proposed for them, or said for all of them."""
        own = self.covered.own_dues()
        if self._proposed_texts.unchanged(self.plan_due) and self._proposed_texts.unchanged(self.rectify_due):
            own = self._proposed | own
        return tuple(own.get(key, CoveredIssue(key, plan_due, rectify_due)) for key in self.covered.ids)

    def take_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show errors of the last check beside their fields."""
        wrong = {
            self._field_of(doubt): doubt.finding.sentence
            for doubt in reversed(doubts)
            if doubt.finding.severity is Severity.ERROR
        }
        for name, field in self._fields.items():
            if name not in OWN_ERRORS:
                field.show_error(wrong.get(name, ""))

    def lead_to(self, doubt: Doubt) -> None:
        """Move to the entry a finding is about, and select the words it means."""
        field = self._fields.get(self._field_of(doubt))
        if field is None or self.draft_offered:
            return
        self._show_field(field)
        start, end = doubt.finding.start, doubt.finding.end
        if isinstance(field, LongTextField):
            joined = joined_title if field is self.title_words else joined_body
            text, places = joined(field.area.toPlainText())
            if self.batch:  # the check read the letter of one unit, here stands the text of all
                start = text.find(doubt.quoted)
                end = start + len(doubt.quoted)
            if 0 <= start < end <= len(places):
                select(field.area, places[start], places[end - 1] + 1)
        elif isinstance(field, TextField) and start < end:
            select_in_line(field.line, start, end)

    def save(self) -> bool:
        """Ask before a number is taken, for a registered letter cannot be changed; warnings are said once more."""
        if self.draft_offered:
            self._shell.refuse(Refused("请先恢复或放弃上次填写的内容，再登记。"))
            return False
        if self.covered.ids and not self.entries_valid():
            return False
        office = self._shell.office
        try:
            drafts = drafts_of(office, self.draft(), batch=self.batch)
            doubts = doubts_of(office, drafts, units_of(office, drafts) if self.batch else ())
            numbers = letters.next_numbers(office, drafts=drafts)
        except OfficeError as error:
            self.refuse(error)
            return False
        blocking = [doubt for doubt in doubts if doubt.finding.severity is Severity.ERROR]
        if blocking:
            self.refuse(InvalidInput(blocking[0].finding.sentence, field=self._field_of(blocking[0])))
            return False
        self._shell.prompts.ask(self, question(drafts, numbers, doubts), self.register)
        return True

    def register(self) -> None:
        """Register the letters without asking."""
        super().save()

    def rewrite(self) -> None:
        """Write title and body anew from the office's phrases, as they would be proposed now."""
        proposed = self._propose()
        for field in (self.title_words, self.body):
            if field.name in proposed:
                field.set_text(proposed[field.name])

    def fill(self, texts: dict[str, str]) -> None:
        """Enter texts without letting one entry rewrite another; what they leave as proposed goes on following."""
        self._filling = True
        try:
            super().fill(texts)
            self._day_proposed = self.dated_on.day()
            self._show_needed()
            self._note_computed()
            self._proposed_texts.note(self._propose())
        finally:
            self._filling = False
        self.changed.emit()

    def _take_fields(self, parts: LetterFields) -> None:
        self._parts = parts
        self.kind, self.type, self.urgency = parts.kind, parts.type, parts.urgency
        self.covered, self.per_unit = parts.covered, parts.per_unit
        self.addressees, self.addressed_to, self.copied_to = parts.addressees, parts.addressed_to, parts.copied_to
        self.title_words, self.body, self.rewrite_button = parts.title_words, parts.body, parts.rewrite_button
        self.dated_on, self.plan_due, self.rectify_due = parts.dated_on, parts.plan_due, parts.rectify_due
        self.with_list, self.annexes, self.with_seal = parts.with_list, parts.annexes, parts.with_seal
        self.signatory, self.contact_person, self.contact_phone = (
            parts.signatory,
            parts.contact_person,
            parts.contact_phone,
        )

    def _begin_with(self, issue_ids: Sequence[int], kind: LetterKind) -> None:
        profile = self._shell.office.profile
        self.kind.set_text(kind.value)
        self.covered.set_text("\n".join(str(issue_id) for issue_id in issue_ids))
        self.dated_on.set_day(self._shell.office.today)
        self.contact_person.set_text(profile.contact_person)
        self.contact_phone.set_text(profile.contact_phone)
        self.with_list.set_text("1")
        self.with_seal.set_text("1")
        self._follow()

    def _watch(self) -> None:
        for field in self._fields.values():
            field.edited.connect(self.changed)
        for field in (self.kind, self.type, self.covered, self.plan_due, self.rectify_due, self.per_unit):
            field.edited.connect(self._follow)
        self.dated_on.edited.connect(self._follow_day)
        self.rewrite_button.clicked.connect(self.rewrite)
        self.covered.dues_requested.connect(self._lend_dues)

    def _follow(self) -> None:
        """Let what stands as proposed follow the kind, the issues and the dates."""
        if self._filling:
            return
        self._filling = True
        try:
            self._show_needed()
            self._proposed_texts.follow(self._fields, self._propose())
        finally:
            self._filling = False

    def _follow_day(self) -> None:
        """Work the due dates out again from another 成文日期."""
        day = self.dated_on.day()
        if self._filling or day is None or day == self._day_proposed:
            return
        self._day_proposed = day
        self._proposed_texts.note({field.name: field.text() for field in (self.plan_due, self.rectify_due)})
        self._follow()

    def _lend_dues(self, row: CoveredRow) -> None:
        row.show_own(self.plan_due.text(), self.rectify_due.text())

    def _propose(self) -> dict[str, str]:
        """Return what is proposed now by field name; nothing without issues, and as long as a date cannot be read."""
        if not self.covered.ids or not self._readable():
            return {}
        office, kind = self._shell.office, self.kind_now
        try:
            proposal = letter_content.propose(
                office,
                issue_ids=self.covered.ids,
                kind=kind,
                type=SupervisionType(self.type.text()),
                dated_on=self.dated_on.day(),
                plan_due=self._typed(self.plan_due),
                rectify_due=self._typed(self.rectify_due),
                own_dues=self.covered.own_dues(),
            )
        except OfficeError as error:
            self.refuse(error)
            return {}
        self._show_workings(proposal.workings)
        self._proposed = {one.issue_id: one for one in proposal.draft.covered}
        return self._texts_of(proposal)

    def _texts_of(self, proposal: LetterProposal) -> dict[str, str]:
        draft = proposal.draft
        title, paragraphs = draft.title, draft.paragraphs
        if self.batch:
            title, paragraphs = letter_batch.template(
                self._shell.office, kind=draft.kind, type=draft.type, covered=draft.covered
            )
        texts = {
            "addressees": "\n".join(str(unit_id) for unit_id in draft.addressee_ids),
            "addressed_to": "、".join(draft.addressed_to),
            "title": title,
            "body": "\n".join(paragraphs),
        }
        return texts | self._dues_of(draft)

    def _dues_of(self, draft: LetterDraft) -> dict[str, str]:
        """Return the due dates that were worked out; one a person typed is not proposed."""
        own = self.covered.own_dues()
        common = next((one for one in draft.covered if one.issue_id not in own), None)
        if common is None:
            return {}
        days = ((self.plan_due, common.plan_due), (self.rectify_due, common.rectify_due))
        return {field.name: day.isoformat() for field, day in days if day and self._proposed_texts.unchanged(field)}

    def _note_computed(self) -> None:
        """Remember the due dates as they follow from the 成文日期, so that typed ones are told from them."""
        if not self.covered.ids or not self._parts.rules.sets_dues or self.dated_on.day() is None:
            return
        proposal = letter_content.propose(
            self._shell.office, issue_ids=self.covered.ids[:1], kind=self.kind_now, dated_on=self.dated_on.day()
        )
        (one,) = proposal.draft.covered
        for field, day in ((self.plan_due, one.plan_due), (self.rectify_due, one.rectify_due)):
            self._proposed_texts.note({field.name: day.isoformat() if day else ""})

    def _typed(self, field: DateField) -> date | None:
        """Return a due date a person set; None for one that stands as computed, so that its working stays."""
        return None if self._proposed_texts.unchanged(field) else field.day()

    def _readable(self) -> bool:
        if self.dated_on.day() is None:
            return False
        if not self._parts.rules.sets_dues:
            return True
        try:
            self.covered.own_dues()
        except InvalidInput:
            return False  # being typed: the page says what is missing
        return all(self._proposed_texts.unchanged(field) or field.day() for field in (self.plan_due, self.rectify_due))

    def _show_needed(self) -> None:
        kind = self.kind_now
        self._parts.show_needed(may_batch=self.may_batch, batch=self.batch)
        words = placeholders(self._shell.office, phrase_id=f"{kind.value}.title")
        self.body.offer_words(words if self.batch else {})
        covered = f"（{len(self.covered.ids)} 个问题）" if self.covered.ids else ""
        self.show_title(f"拟制{kind.label}{covered}")
        count = f" {len(self._parts.units)} 件" if self.batch else ""
        self.save_button.setText(f"登记并编号{count}（Ctrl+Enter）")

    def _show_workings(self, workings: Sequence[str]) -> None:
        for field, working in zip((self.plan_due, self.rectify_due), workings, strict=False):
            field.show_hint(working)

    def _field_of(self, doubt: Doubt) -> str:
        """Return the entry a finding is about; letters sent upward name their addressee freely."""
        name = doubt.finding.field
        return "addressed_to" if name == "addressees" and self._parts.rules.upward else name

    def _day(self, field: DateField) -> date:
        day = field.day()
        if day is None:
            raise InvalidInput(field.complaint() or f"请填写{field.label}。", field=field.name)
        return day

    def _submit(self) -> None:
        office = self._shell.office
        self._shell.worker.wait()  # a preview still being set shares the faces with the letter
        issued: tuple[Letter, ...] = letters.issue_letters(
            office, drafts=drafts_of(office, self.draft(), batch=self.batch)
        )
        self._shell.say(_issued_sentence(issued))
        self.registered.emit(issued)


def draft_key(issue_ids: Sequence[int], kind: LetterKind) -> str:
    """Return what the draft of a letter begun over these issues is kept under."""
    return (
        f"letter:{kind.value}:{','.join(str(issue_id) for issue_id in sorted(issue_ids))}"
        if issue_ids
        else "letter:new"
    )


def _issued_sentence(issued: Sequence[Letter]) -> str:
    first = issued[0]
    count = sum(len(letter.draft.covered) for letter in issued)
    named = f"{first.number} "
    if len(issued) > 1:
        named = f"{first.number}至{issued[-1].number.serial}号共 {len(issued)} 件"
    after = f"，列入的 {count} 个问题已交办" if first.draft.kind is LetterKind.SUPERVISION else ""
    return f"{named}已登记{after}。"
