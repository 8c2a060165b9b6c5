"""修改密码: everybody changes their own, knowing the old one. Nothing typed here is ever kept as a draft."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.domain.errors import InvalidInput, WrongPassword
from lantian_desktop.services.admin import users
from lantian_desktop.ui.admin.gate import check_same
from lantian_desktop.ui.kit.forms.drafts import ShortDrafts
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

WIDTH = 34  # in characters of the present text size


class PasswordForm(Form):
    """Asks for the old password and twice for the new one."""

    def __init__(self, shell: Shell) -> None:
        name = shell.office.user.name
        super().__init__(f"修改密码：{name}", key="password", drafts=ShortDrafts(), submit=self._store)
        self._shell = shell
        self.add(TextField("password_old", "原密码", required=True, secret=True))
        self.add(TextField("password", "新密码", required=True, secret=True, hint="至少 8 位"))
        self.add(TextField("password2", "确认新密码", required=True, secret=True))
        self.begin()

    def _store(self) -> None:
        typed = self.texts()
        check_same(typed["password"], typed["password2"])
        try:
            users.change_password(self._shell.office, old=typed["password_old"], new=typed["password"])
        except WrongPassword as error:
            raise InvalidInput(error.sentence, field="password_old") from error
        self._shell.say("密码已修改，下次登录请用新密码。")


class PasswordWindow(QWidget):
    """A small window for the form."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("修改密码")
        self.form = PasswordForm(shell)
        self.form.close_button.setToolTip("")
        self.form.saved.connect(self.close)
        self.form.closed.connect(self.close)
        QVBoxLayout(self).addWidget(self.form)
        self.resize(self.fontMetrics().horizontalAdvance("示") * WIDTH, self.sizeHint().height() + 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
