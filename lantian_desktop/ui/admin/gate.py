"""The narrow card of the screens before the work: signing in, unlocking, recovering. Names and passwords go to a callable."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, Field, TextField
from lantian_desktop.ui.kit.paint.text import plain_label, set_role

SECRECY = "本系统不得录入涉密信息"
CARD_WIDTH = 30  # in characters of the present text size


class Gate(QWidget):
    """A card in the middle of an otherwise empty page."""

    passed = Signal()

    def __init__(self, title: str, subtitle: str, button: str) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._fields: dict[str, Field] = {}
        self._error = plain_label("", "red", wrap=True, selectable=True)
        self.go_button = QPushButton(button)
        self.go_button.setAccessibleName(button)
        set_role(self.go_button, "primary")
        self.go_button.clicked.connect(self.go)
        self.column = QVBoxLayout(self._card)
        self.column.setContentsMargins(28, 24, 28, 24)
        self.column.setSpacing(12)
        self.column.addWidget(plain_label(title, "title", wrap=True))
        self._subtitle = plain_label(subtitle, "muted", wrap=True)
        self.column.addWidget(self._subtitle)
        self._foot = QHBoxLayout()
        self._place()

    def add(self, field: Field) -> None:
        """Put a field above the button."""
        self._fields[field.name] = field
        self.column.insertWidget(self.column.indexOf(self._error), field)

    def add_link(self, text: str, pressed: Callable[[], object]) -> None:
        """Put a quiet button beside the main one."""
        link = QPushButton(text)
        link.setProperty("role", "plain")
        link.setAccessibleName(text)
        link.clicked.connect(pressed)
        self._foot.addWidget(link)

    def add_above(self, widget: QWidget) -> None:
        """Put what may always be read above the card, over the whole width."""
        self._whole.setContentsMargins(24, 24, 24, 24)
        self._whole.insertWidget(0, widget)

    def go(self) -> None:
        """Check the entries and do what the gate is for; a refusal stays on the page as a sentence."""
        self._say("")
        for field in self._fields.values():
            complaint = field.complaint()
            if complaint:
                field.show_error(complaint)
                field.setFocus()
                return
        try:
            self.open()
        except OfficeError as error:
            self.refuse(error)
            return
        self.passed.emit()

    def open(self) -> None:
        """Do what the gate is for; heirs raise an OfficeError to keep it shut."""
        raise NotImplementedError

    def refuse(self, error: OfficeError) -> None:
        """Show why the gate stays shut."""
        field = self._fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self._say(error.sentence)
        else:
            field.show_error(error.sentence)

    @property
    def error(self) -> str:
        """The sentence shown, empty when there is none."""
        return self._error.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go()
        else:
            super().keyPressEvent(event)

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _place(self) -> None:
        self._error.hide()
        self.column.addWidget(self._error)
        self._foot.addWidget(self.go_button)
        self._foot.addStretch(1)
        self.column.addLayout(self._foot)
        self.column.addWidget(plain_label(SECRECY, "amber", wrap=True))
        self._card.setFixedWidth(self.fontMetrics().horizontalAdvance("示") * CARD_WIDTH)
        self._whole = whole = QVBoxLayout(self)
        whole.addStretch(2)
        row = QHBoxLayout()  # an aligned card would be given the height its text needs at the window's width
        row.addStretch(1)
        row.addWidget(self._card)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(3)


Enter = Callable[[str, str], None]


class PasswordGate(Gate):
    """Asks who it is and for the password: signing in and unlocking."""

    def __init__(self, title: str, subtitle: str, button: str, names: Sequence[str], enter: Enter) -> None:
        super().__init__(title, subtitle, button)
        self._enter = enter
        self.name_field = ChoiceField("name", "用户", [Choice(name, name) for name in names], required=True)
        self.password_field = TextField("password", "密码", required=True, secret=True)
        self.add(self.name_field)
        self.add(self.password_field)
        self.password_field.setFocus()

    def ask_for(self, name: str) -> None:
        """Propose a user and ask for the password."""
        self.name_field.set_text(name)
        self.password_field.set_text("")
        self.password_field.setFocus()

    def open(self) -> None:
        """Hand name and password on; the password is gone from the page either way."""
        password = self.password_field.text()
        self.password_field.set_text("")
        self.password_field.setFocus()
        self._enter(self.name_field.text(), password)


Recover = Callable[[str, str, str], None]


class RecoveryGate(Gate):
    """Asks for the recovery code and a new password."""

    def __init__(self, names: Sequence[str], recover: Recover) -> None:
        super().__init__("用恢复码登录", "输入建立本单位时打印的恢复码，并为该用户设置新密码。", "重设密码并登录")
        self._recover = recover
        self.name_field = ChoiceField("name", "用户", [Choice(name, name) for name in names], required=True)
        self.code_field = TextField("code", "恢复码", required=True, sample="XXXX-XXXX-…")
        self.password_field = TextField("password", "新密码", required=True, secret=True, hint="至少 8 位")
        self.again_field = TextField("password2", "再输一次", required=True, secret=True)
        for field in (self.name_field, self.code_field, self.password_field, self.again_field):
            self.add(field)

    def open(self) -> None:
        """Hand code and password on when both passwords are the same."""
        check_same(self.password_field.text(), self.again_field.text())
        self._recover(self.name_field.text(), self.code_field.text(), self.password_field.text())


def check_same(password: str, again: str) -> None:
    """Raise InvalidInput when a password was not typed the same way twice."""
    if password != again:
        raise InvalidInput("两次输入的密码不一致，请重新输入。", field="password2")
