"""The form of a 交接班: the list that makes itself, notes for those who take over, and two signature blocks side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from lantian_desktop.domain.admin.people import SignedBy, same_person
from lantian_desktop.domain.duty.handover import HandoverDraft, moment
from lantian_desktop.domain.duty.log import Handover, HandoverItem, ItemKind
from lantian_desktop.domain.errors import InvalidInput, OfficeError, Refused
from lantian_desktop.services.admin import users
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty.handover import Signer
from lantian_desktop.ui.duty.handover_items import ItemsField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field, LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.work.shell import Shell

WAYS = (Choice(SignedBy.LOGIN.value, "本人输入密码"), Choice(SignedBy.PAPER.value, "纸质签字（附扫描件）"))


class SignerBlock(QFrame):
    """One side: who signs, and the password or the scan of the signed sheet."""

    def __init__(self, shell: Shell, side: str, caption: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._side, self._caption = side, caption
        names = [user.name for user in users.users(shell.office)]
        self._heading = plain_label(caption, "accent")
        self._named = plain_label("", "small", wrap=True)
        self.way = ChoiceField(f"{side}_way", f"{caption}签字方式", WAYS, required=True)
        self.account = ChoiceField(side, f"{caption}姓名", [Choice(name, name) for name in names], nothing="（请选择）")
        self.password = TextField(f"{side}_password", f"{caption}密码", secret=True)
        self.person = TextField(f"{side}_person", f"{caption}姓名")
        self.scan = FilesField(f"{side}_scan", f"{caption}签字页扫描件或照片", shell.prompts, single=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        head, who = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._heading)
        head.addWidget(self._named, 1)
        who.setSpacing(12)
        who.addWidget(self.account, 1, top)
        who.addWidget(self.person, 1, top)
        who.addWidget(self.way, 1, top)
        column.addLayout(head)
        column.addLayout(who)
        column.addWidget(self.password)
        column.addWidget(self.scan)
        column.addStretch(1)
        self.way.edited.connect(self.show_way)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The entries in their order."""
        return (self.way, self.account, self.person, self.password, self.scan)

    def propose(self, names: Sequence[str], *, here: str = "", other: str = "") -> None:
        """Say whom the rota names, and enter one as far as nobody is entered yet: who is `here`, and never the `other` signer."""
        self._named.setText(f"值班表：{'、'.join(names)}" if names else "值班表上没有排人")
        wanted = sorted(
            (name for name in names if not same_person(name, other)), key=lambda name: not same_person(name, here)
        )
        if not self.person.text():
            self.person.set_text(wanted[0] if wanted else "")
        if not self.account.text():
            account_names = [self.account.combo.itemText(at) for at in range(self.account.combo.count())]
            self.account.set_text(next((one for name in wanted for one in account_names if same_person(one, name)), ""))

    def show_way(self) -> None:
        """Show the entries of the way chosen."""
        paper = self.way.text() == SignedBy.PAPER.value
        for field in self.fields[1:]:
            wanted = paper == (field in {self.person, self.scan})
            field.setVisible(wanted)
            field.setEnabled(wanted)

    def signer(self) -> Signer:
        """Return who signs as entered."""
        if self.way.text() == SignedBy.PAPER.value:
            return Signer(self.person.text(), scan=self.scan.paths[0] if self.scan.paths else None)
        return Signer(self.account.text(), self.password.text())

    def place_of(self, field: str) -> str:
        """Return the entry in which a complaint about `field` is shown."""
        if self.way.text() != SignedBy.PAPER.value:
            return field
        return {self._side: self.person.name, self.password.name: self.scan.name}.get(field, field)


class HandoverForm(Form):
    """Hands one shift over; what is typed is kept as a draft except the passwords."""

    handed_over = Signal(object)

    def __init__(self, shell: Shell, draft: HandoverDraft, made: Callable[[], HandoverDraft]) -> None:
        day, index = draft.outgoing.day, draft.outgoing.index
        super().__init__(
            "",
            key=f"handover/{day}/{index}",
            drafts=OfficeDrafts(shell.office),
            submit=self._sign,
            save_label="签字交接",
        )
        self._shell, self._made, self._signed = shell, made, False
        self._draft = draft
        self._handover_label = plain_label("", "amber", wrap=True)
        self.items = ItemsField("items", "交接事项（自动列出）")
        self.notes = LongTextField("notes", "提示下一班的事（一行一条，没办完的会继续带下去）", lines=2)
        self.note = TextField("note", "备注")
        self.reason = TextField("reason", "原因", hint="签字的不是值班表上的人，或者是补交接时填写。")
        self.giver, self.taker = SignerBlock(shell, "giver", "交班人"), SignerBlock(shell, "taker", "接班人")
        self._lay_out()
        self.renew = self._button("刷新清单", "刷新交接清单", self.read_again)
        self.buttons.insertWidget(1, self.renew)
        self._show()
        self.begin()

    def read_again(self) -> None:
        """Make the list anew; marks and everything typed stay."""
        self._shell.attempt(self._made, self._take)

    def refuse(self, error: OfficeError) -> None:
        """Show why it was not signed; where the list is out of date it is made anew behind the sentence."""
        if isinstance(error, InvalidInput):
            if error.field == self.reason.name:
                self.read_again()  # the hour or the rota has moved on: it is said who is named now, and that it is late
            block = self.taker if error.field.startswith("taker") else self.giver
            error = InvalidInput(error.sentence, field=block.place_of(error.field))
        elif isinstance(error, Refused):
            self.read_again()
        super().refuse(error)

    def _lay_out(self) -> None:
        self.add_widget(self._handover_label)
        self.add(self.items)
        self.add(self.notes, self.note, stretch=(3, 2))
        blocks = QHBoxLayout()
        blocks.setSpacing(12)
        for block in (self.giver, self.taker):
            blocks.addWidget(block, 1)
            self.adopt(*block.fields)
        self.column.addLayout(blocks)
        self.add(self.reason)

    def _take(self, draft: HandoverDraft) -> None:
        self._draft = draft
        self._show()

    def _show(self) -> None:
        draft = self._draft
        self.show_title(f"交接班：{draft.outgoing.caption} → {draft.incoming.caption}")
        ends = moment(draft.outgoing.ends_at)
        sentence = draft.refusal or (f"这是补交接：应在{ends} 交接，请填写原因。" if draft.late else f"{ends} 交接。")
        self._handover_label.setText(sentence)
        set_role(self._handover_label, "amber" if draft.refusal or draft.late else "muted")
        self.items.show_items(draft.items)
        self.giver.propose(draft.givers, here=self._shell.office.user.name)
        self.taker.propose(draft.takers, other=self.giver.account.text())
        self.giver.show_way()
        self.taker.show_way()
        self.save_button.setEnabled(not draft.refusal)
        self.save_button.setToolTip(draft.refusal or "两人都签字后，本班日志锁定。")

    def _may_keep(self, name: str) -> bool:
        return not name.endswith("_password")

    def _sign(self) -> None:
        lines = filter(None, (line.strip() for line in self.notes.text().split("\n")))
        notes = tuple(HandoverItem(ItemKind.NOTE, line) for line in lines)
        signed: Handover = handover.sign_handover(
            self._shell.office,
            draft=replace(self._draft, items=(*self.items.items, *notes)),
            giver=self.giver.signer(),
            taker=self.taker.signer(),
            note=self.note.text(),
            reason=self.reason.text(),
        )
        self._shell.say(f"已交接：{signed.giver.person} → {signed.taker.person}，本班日志已锁定。")
        self.handed_over.emit(signed)
