"""The form of a signature: one's own password, another user's, or 纸质签批 with the signer's name, the day and a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lantian_desktop.domain.issue import IssueAction
from lantian_desktop.domain.people import Right
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services import steps, users
from lantian_desktop.services.issue_detail import issue_detail
from lantian_desktop.ui.forms.date_field import DateField
from lantian_desktop.ui.forms.drafts import OfficeDrafts
from lantian_desktop.ui.forms.field import Choice, ChoiceField, Field, LongTextField, TextField
from lantian_desktop.ui.forms.files_field import FilesField
from lantian_desktop.ui.forms.form import Form
from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.undo import say_done


class SignWay(Labelled):
    """How the signature is given."""

    OWN = "own", "本人签批"
    OTHER = "other", "他人登录签批"
    PAPER = "paper", "纸质签批"


class SignatureForm(Form):
    """Signs one step of one or several issues."""

    def __init__(self, shell: Shell, issue_ids: Sequence[int], action: IssueAction) -> None:
        office = shell.office
        self._shell, self._issue_ids, self._action = shell, tuple(issue_ids), action
        issues = [issue_detail(office, issue_id=issue_id).issue for issue_id in self._issue_ids]
        named = issues[0].number if len(issues) == 1 else f"{len(issues)} 件"
        super().__init__(
            f"{action.label} {named}",
            key=f"signature:{action.value}:{self._issue_ids[0]}",
            drafts=OfficeDrafts(office),
            submit=self._submit,
            save_label=action.label,
        )
        self.add_text("、".join(f"{issue.number} {issue.caption}" for issue in issues))
        if action is IssueAction.STRIKE_OFF:
            self.add_text("谁验收、谁负责：销号须由核查通过的人以外的另一人签字。")
        self._add_ways()
        self._add_login()
        self._add_paper()
        self._add_rest()
        self.way.edited.connect(self._show_way)
        self.way.set_text(SignWay.OWN if office.may(Right.SIGN) else SignWay.PAPER)
        self._show_way()
        self.begin()

    def choose_way(self, way: SignWay) -> None:
        """Choose how the signature is given."""
        self.way.set_text(way)

    def _add_ways(self) -> None:
        may = self._shell.office.may(Right.SIGN)
        ways = [way for way in SignWay if may or way is not SignWay.OWN]
        hint = "" if may else f"{self._shell.office.user.name}没有审定签批的权限，请由他人登录签批，或登记纸质签批。"
        self.way = self.add(
            ChoiceField("way", "签批方式", [Choice(w.value, w.label) for w in ways], required=True, hint=hint)
        )

    def _add_login(self) -> None:
        office = self._shell.office
        others = [user for user in users.users(office) if user.may(Right.SIGN) and user.name != office.user.name]
        self.signer = self.add(
            ChoiceField("signer", "签批人", [Choice(user.name, user.name) for user in others], required=True)
        )
        if not others:
            self.signer.show_hint("还没有其他可以签批的用户，请管理员添加，或登记纸质签批。")
        self.password = self.add(TextField("password", "签批人密码", required=True, secret=True))

    def _add_paper(self) -> None:
        today = self._shell.office.today
        self.person = TextField("person", "签字人姓名", required=True)
        self.signed_on = DateField("signed_on", "签字日期", today=today, required=True)
        self.add(self.person, self.signed_on)
        self.scan = self.add(
            FilesField(
                "scan",
                "签字页扫描件或照片",
                self._shell.prompts,
                single=True,
                required=True,
                hint="纸质签批按此登记并记入操作日志。",
            )
        )

    def _add_rest(self) -> None:
        today = self._shell.office.today
        self.on = DateField("on", "办理日期", today=today, required=True)
        self.on.set_day(today)
        self.follow_up_on = DateField("follow_up_on", "回头看日期", today=today, hint="可不填。")
        if self._action is IssueAction.STRIKE_OFF:
            self.add(self.on, self.follow_up_on)
        else:
            self.add(self.on)
        self.reason = self.add(LongTextField("reason", "签批意见", lines=2))

    def _show_way(self) -> None:
        way = self._chosen_way()
        shown: dict[Field, bool] = {
            self.signer: way is SignWay.OTHER,
            self.password: way in {SignWay.OWN, SignWay.OTHER},
            self.person: way is SignWay.PAPER,
            self.signed_on: way is SignWay.PAPER,
            self.scan: way is SignWay.PAPER,
        }
        for field, wanted in shown.items():
            field.setVisible(wanted)
            field.setEnabled(wanted)

    def _chosen_way(self) -> SignWay:
        return SignWay(self.way.text() or SignWay.PAPER)

    def _given(self) -> steps.StepInput:
        office, way = self._shell.office, self._chosen_way()
        given = steps.StepInput(on=self.on.day(), reason=self.reason.text(), follow_up_on=self.follow_up_on.day())
        if way is SignWay.PAPER:
            day = self.signed_on.day()
            assert day is not None  # the form refuses an empty required date
            return replace(given, paper=steps.PaperSignature(self.person.text(), day, self.scan.paths[0]))
        name = office.user.name if way is SignWay.OWN else self.signer.text()
        return replace(given, signature=users.sign_by_password(office, name=name, password=self.password.text()))

    def _submit(self) -> None:
        given = self._given()
        moved = steps.perform(self._shell.office, issue_ids=self._issue_ids, action=self._action, step=given)
        signer = given.signature.person if given.signature else self.person.text()
        named = moved[0].number if len(moved) == 1 else f"{len(moved)} 件"
        say_done(self._shell, f"{named} 已{self._action.label}，签批人 {signer}。")
