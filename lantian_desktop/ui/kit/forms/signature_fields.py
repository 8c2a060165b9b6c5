"""The entries of a signature, shared by every form that asks for one: how it is given, and what that way needs."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.admin import users
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


class SignWay(Labelled):
    """How the signature is given."""

    OWN = "own", "本人签批"
    OTHER = "other", "他人登录签批"
    PAPER = "paper", "纸质签批"


class Signing:
    """Puts its entries into a form and makes a signature of them."""

    def __init__(self, shell: Shell, form: Form, *, own: bool = True) -> None:
        self._shell, self._form = shell, form
        self._may = own and shell.office.may(Right.SIGN)
        self._add_ways()
        self._add_login()
        self._add_paper()
        self.way.edited.connect(self._show_way)
        self.way.set_text(self._likeliest())
        self._show_way()

    @property
    def signer_name(self) -> str:
        """Who signs, as entered."""
        names = {SignWay.OWN: self._shell.office.user.name, SignWay.OTHER: self.signer.text()}
        return names.get(self._chosen(), self.person.text())

    def choose_way(self, way: SignWay) -> None:
        """Choose how the signature is given."""
        self.way.set_text(way)

    def sign(self, step: StepInput) -> StepInput:
        """Return `step` with the signature; raises when a password does not fit or its owner may not sign."""
        way = self._chosen()
        if way is SignWay.PAPER:
            day = self.signed_on.day()
            assert day is not None  # the form refuses an empty required date
            return replace(step, paper=PaperSignature(self.person.text(), day, self.scan.paths[0]))
        password = self.password.text()
        return replace(
            step, signature=users.sign_by_password(self._shell.office, name=self.signer_name, password=password)
        )

    def _add_ways(self) -> None:
        ways = [Choice(way.value, way.label) for way in SignWay if self._may or way is not SignWay.OWN]
        self.way = self._form.add(ChoiceField("way", "签批方式", ways, required=True))
        if not self._shell.office.may(Right.SIGN):
            name = self._shell.office.user.name
            self.way.show_hint(f"{name}没有审定签批的权限，请由他人登录签批，或登记纸质签批。")

    def _add_login(self) -> None:
        office = self._shell.office
        self._others = [user for user in users.users(office) if user.may(Right.SIGN) and user.name != office.user.name]
        choices = [Choice(user.name, user.name) for user in self._others]
        self.signer = self._form.add(ChoiceField("signer", "签批人", choices, required=True))
        if not self._others:
            self.signer.show_hint("还没有其他可以签批的用户，请管理员添加，或登记纸质签批。")
        self.password = self._form.add(TextField("password", "签批人密码", required=True, secret=True))

    def _add_paper(self) -> None:
        self.person = TextField("person", "签字人姓名", required=True)
        self.signed_on = DateField("signed_on", "签字日期", today=self._shell.office.today, required=True)
        self._form.add(self.person, self.signed_on)
        hint = "纸质签批按此登记并记入操作日志。"
        self.scan = FilesField("scan", "签字页扫描件或照片", self._shell.prompts, single=True, required=True, hint=hint)
        self._form.add(self.scan)

    def _likeliest(self) -> SignWay:
        if self._may:
            return SignWay.OWN
        return SignWay.OTHER if self._others else SignWay.PAPER

    def _chosen(self) -> SignWay:
        return SignWay(self.way.text() or SignWay.PAPER)

    def _show_way(self) -> None:
        way = self._chosen()
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
