"""用户与密码: accounts with their roles, new passwords for others, and the recovery code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.services.admin import users
from lantian_desktop.services.admin.users import check_new_password
from lantian_desktop.ui.admin.gate import check_same
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.field import ChoicesField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell

ROLES_HINT = "值班员：名册；经办：问题、方案、文书；负责人：审定签批；管理员：用户和设置；审计：只看操作日志。"


class UserForm(RecordForm):
    """Adds an account, or changes roles and password of one."""

    def __init__(self, shell: Shell, user: User | None) -> None:
        super().__init__(shell, user.name if user else "新增用户", f"user/{user.name if user else ''}", self._store)
        self._user = user
        self._own = user is not None and user.name == shell.office.user.name
        if user is None:
            self.add(TextField("name", "姓名", required=True, hint="用本人姓名，登录和签批都以此为准，以后不能更改"))
        self.roles = self.add(ChoicesField("roles", "角色", of_terms(Role), hint=ROLES_HINT))
        if self._own:
            self.add_text("这是您自己。修改自己的密码请用主窗口“更多 → 修改密码”。")
        else:
            self._ask_password(new=user is None)
        if user is not None:
            self.roles.set_text("\n".join(role.value for role in user.roles))
        self.begin(self._reread if user else None)

    def _reread(self) -> Form:
        assert self._user is not None  # only an account that stands is read again
        self._user = users.user(self.shell.office, name=self._user.name)
        return UserForm(self.shell, self._user)

    def _ask_password(self, *, new: bool) -> None:
        if not new:
            self.add_heading("重设密码")
            self.add_text("忘记密码时由管理员重设。两格都留空，密码不变。")
        self.add(
            TextField("password", "密码" if new else "新密码", required=new, secret=True, hint="至少 8 位"),
            TextField("password2", "确认密码", required=new, secret=True),
        )

    def _store(self) -> None:
        office, typed = self.shell.office, self.texts()
        roles = tuple(Role(key) for key in self.roles.keys)
        check_same(typed.get("password", ""), typed.get("password2", ""))
        if self._user is None:
            added = users.add_user(office, name=typed["name"], roles=roles, password=typed["password"])
            self.stored_key = added.name
            return
        self.stored_key = self._user.name
        if typed.get("password"):
            check_new_password(typed["password"])  # before anything is changed
        if frozenset(roles) != self._user.roles:
            users.change_roles(office, name=self._user.name, roles=roles, read_at=self._user.revision)
        if typed.get("password"):
            users.reset_password(office, name=self._user.name, password=typed["password"])


class RecoveryCard(QFrame):
    """Shows a fresh recovery code, once."""

    def __init__(self, shell: Shell, code: str, done: Callable[[], None]) -> None:
        super().__init__()
        self._shell = shell
        self.setProperty("role", "card")
        self.code = code
        self.copy_button = QPushButton("复制恢复码")
        self.copy_button.setAccessibleName("复制恢复码")
        self.copy_button.clicked.connect(self._copy)
        self.print_button = QPushButton("打印恢复码…")
        self.print_button.setAccessibleName("打印恢复码")
        self.print_button.clicked.connect(self._print)
        self.done_button = QPushButton("我已抄下")
        self.done_button.setAccessibleName("我已抄下恢复码")
        self.done_button.setProperty("role", "primary")
        self.done_button.clicked.connect(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(plain_label("新的恢复码", "title"))
        column.addWidget(plain_label(code, "title", wrap=True, selectable=True))
        message = "它只显示这一次。请抄下或打印，交单位保密保管。旧的恢复码已经作废。"
        column.addWidget(plain_label(message, "muted", wrap=True))
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _print(self) -> None:
        from lantian_desktop.ui.admin.recovery_sheet import print_code  # printing is loaded when one prints

        print_code(self, self._shell.prompts, self._shell.office.profile.name, self.code)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)


class UsersPage(ListPage):
    """用户与密码."""

    noun = "用户"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.code_button = self.add_action_button("更换恢复码…", self._ask_new_code)
        self.choose(shell.office.user.name)

    def items(self) -> Sequence[Item]:
        """Return the accounts."""
        return [Item(user.name, user.name, _roles(user)) for user in users.users(self.shell.office)]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of an account."""
        known = {user.name: user for user in users.users(self.shell.office)}
        return UserForm(self.shell, known.get(key))

    def remove(self, key: str) -> None:
        """Take an account away."""
        users.remove_user(self.shell.office, name=key)

    def _ask_new_code(self) -> None:
        text = "更换后旧的恢复码立即作废，新的恢复码只显示一次。确定更换吗？"
        self.shell.prompts.ask(self, Question("更换恢复码", text, accept="更换", danger=True), self._renew_code)

    def _renew_code(self) -> None:
        def renew() -> str:
            return users.renew_recovery_code(self.shell.office)

        self.shell.attempt(renew, self._show_code, self._note_refused)

    def _show_code(self, code: str) -> None:
        self.show_beside(RecoveryCard(self.shell, code, self._choose))


def _roles(user: User) -> str:
    return "、".join(role.label for role in Role if role in user.roles)
