"""The entries of a letter in their order, and which of them a kind of letter needs. What is proposed for them lies in `letter`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.letters.letter import KINDS, KindRules, LetterKind, SupervisionType, Urgency
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.cards_field import CardsField, Rows
from lantian_desktop.ui.kit.forms.choices import of_terms, of_units
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import CheckField, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.letters.body import BodyField
from lantian_desktop.ui.letters.entries import UnitsField
from lantian_desktop.ui.letters.issues import CoveredField, Offered
from lantian_desktop.ui.letters.names import NamesField

FOUND = 12  # issues offered for what is typed
SIGNED_IN = "内部登记用，信函格式不印签发人。"
SIGNED_ON = "上行文在文号右侧印出签发人，请填写。"


class LetterFields:
    """Adds the entries to a form and shows those a kind needs; what was typed into the others waits there."""

    def __init__(self, form: Form, office: Office) -> None:
        self._form, self._office = form, office
        self._territories: dict[int, int] = {}
        self._add_kind()
        self._add_issues()
        self._add_address()
        self._add_words()
        self._add_dates()
        self._add_annexes()
        self._add_people()

    @property
    def kind_now(self) -> LetterKind:
        """The kind chosen."""
        return LetterKind(self.kind.text())

    @property
    def rules(self) -> KindRules:
        """What holds for the kind chosen."""
        return KINDS[self.kind_now]

    @property
    def units(self) -> frozenset[int]:
        """The ids of the 属地 of the covered issues."""
        return frozenset(self._territories[issue_id] for issue_id in self.covered.ids)

    def show_needed(self, *, may_batch: bool, batch: bool) -> None:
        """Show what the kind, and writing one letter a unit, needs."""
        rules = self.rules
        self.covered.show_dues(with_dues=rules.sets_dues)
        _show(self.type, self.kind_now is LetterKind.SUPERVISION)
        _show(self.per_unit, may_batch)
        for due in (self.plan_due, self.rectify_due):
            _show(due, rules.sets_dues)
        self._order_addressees(upward=rules.upward)
        _show(self.addressees, not batch)
        _show(self.addressed_to, not batch)
        if self.signatory.error == "":
            self.signatory.show_hint(SIGNED_ON if rules.upward else SIGNED_IN)

    def say_not_found(self, typed: str) -> None:
        """Say which issues can be found at all."""
        states = "、".join(state.label for state in IssueState if state in self.rules.states)
        found = f"没有与“{typed}”相符、可以列入的问题。" if typed else "没有可以列入的问题。"
        self.covered.show_error(f"{found}{self.kind_now.label}只列入{states}的问题。")

    def _add_kind(self) -> None:
        add = self._form.add
        self.kind = ChoiceField("kind", "文种", of_terms(LetterKind), required=True)
        self.type = ChoiceField("type", "督办类型", of_terms(SupervisionType), required=True)
        self.urgency = ChoiceField("urgency", "紧急程度", of_terms(Urgency), required=True)
        add(self.kind, self.type, self.urgency)

    def _add_issues(self) -> None:
        self._form.add_heading("列入的问题")
        today = self._office.today
        self.covered = self._form.add(
            CoveredField("issues", "", find=self._find, named=self._offered_issues, today=today)
        )
        self.covered.searched_in_vain.connect(self.say_not_found)
        self.per_unit = self._form.add(
            CheckField(
                "per_unit",
                "一单位一函：每个属地单位各发一件",
                hint="标题和正文共用一份，花括号里的词按各单位的问题分别填入；各件依次编号。",
            )
        )

    def _add_address(self) -> None:
        choices = of_units(self._office)
        self._form.add_heading("主送与抄送")
        self.addressees = UnitsField("addressees", "主送单位", choices)
        self.addressed_to = NamesField(
            "addressed_to", "主送机关（直接填写）", choices, sample="名册以外的，写印出来的名称"
        )
        box = QWidget()
        self._address_column = QVBoxLayout(box)
        self._address_column.setContentsMargins(0, 0, 0, 0)
        self._address_column.setSpacing(10)
        self._form.adopt(self.addressees, self.addressed_to)
        self._form.add_widget(box)
        self._address_column.addWidget(self.addressees)
        self._address_column.addWidget(self.addressed_to)
        self.copied_to = self._form.add(
            NamesField("copied_to", "抄送", choices, sample="可不填；几个单位用顿号隔开，高级别的在前")
        )

    def _order_addressees(self, *, upward: bool) -> None:
        self._address_column.removeWidget(self.addressed_to)
        self._address_column.insertWidget(0 if upward else 1, self.addressed_to)

    def _add_words(self) -> None:
        self._form.add_heading("标题与正文")
        self.title_words = self._form.add(LongTextField("title", "标题", required=True, lines=2))
        self.body = self._form.add(BodyField("body", "正文", lines=12))
        self.rewrite_button = self.body.add_button("恢复拟稿", "恢复拟稿：标题和正文")
        self.rewrite_button.setToolTip("标题和正文恢复成按文种、问题和期限拟好的文字，可用 Ctrl+Z 撤回。")

    def _add_dates(self) -> None:
        today = self._office.today
        self._form.add_heading("日期")
        self.dated_on = self._form.add(DateField("dated_on", "成文日期", today=today, required=True))
        self.plan_due = DateField("plan_due", "方案期限", today=today, required=True)
        self.rectify_due = DateField("rectify_due", "整改期限", today=today, required=True)
        self._form.add(self.plan_due, self.rectify_due)

    def _add_annexes(self) -> None:
        self._form.add_heading("附件")
        self.with_list = self._form.add(CheckField("with_list", "附问题清单（作为第一个附件）"))
        self.annexes = self._form.add(CardsField("annexes", "", noun="附件", make=_annex))

    def _add_people(self) -> None:
        self._form.add_heading("签发与联系")
        self.signatory = self._form.add(TextField("signatory", "签发人", hint=SIGNED_IN))
        self.contact_person = TextField("contact_person", "联系人")
        self.contact_phone = TextField("contact_phone", "联系电话")
        self._form.add(self.contact_person, self.contact_phone)
        self.with_seal = self._form.add(CheckField("with_seal", "加盖印章（在署名处留出位置）"))

    def _find(self, typed: str) -> Sequence[Offered]:
        states = tuple(state for state in IssueState if state in self.rules.states)
        query = IssueQuery(states=states, text=typed, limit=FOUND + len(self.covered.ids))
        rows = issues.issue_page(self._office, query=query).rows
        return [Offered(row.id, f"{row.number}　{row.territory}　{row.site}　{row.state.label}") for row in rows]

    def _offered_issues(self, issue_ids: Sequence[int]) -> Sequence[Offered]:
        names = {unit.id: unit.short_name or unit.name for unit in roster.units(self._office)}
        covered_issues = issues.existing_issues(self._office, issue_ids=tuple(dict.fromkeys(issue_ids)))
        self._territories |= {issue.id: issue.territory_id for issue in covered_issues}
        return [
            Offered(issue.id, f"{issue.number}　{names[issue.territory_id]}　{issue.caption}")
            for issue in covered_issues
        ]


def _annex() -> Rows:
    return (
        ((TextField("title", "附件名称", required=True), 1),),
        ((LongTextField("text", "附件内容", required=True, lines=5, hint="一行一段，层次与正文一样识别。"), 1),),
    )


def _show(field: QWidget, shown: bool) -> None:
    """Show an entry, or hide it with what it holds; a hidden one is not asked for."""
    field.setVisible(shown)
    field.setEnabled(shown)
