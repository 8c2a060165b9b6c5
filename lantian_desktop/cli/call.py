"""One call of the command line: the parsed options, and how a command gets at the office and the password."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lantian_desktop.cli.context import CommandContext
from lantian_desktop.domain.errors import InvalidInput, StoreError
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office

PASSWORD = "LANTIAN_PASSWORD"  # noqa: S105 - the name of a variable, not a password
NEW_PASSWORD = "LANTIAN_NEW_PASSWORD"  # noqa: S105 - the name of a variable, not a password


@dataclass(frozen=True, slots=True)
class Call:
    """What was typed, and where it was typed."""

    options: argparse.Namespace
    around: CommandContext

    @property
    def folder(self) -> Path:
        """The data folder: --data, then LANTIAN_DATA, then the place of this computer."""
        named = self.options.data or self.around.environment.get("LANTIAN_DATA", "")
        return Path(named).expanduser() if named else self.around.default_data

    @contextmanager
    def office(self) -> Generator[Office, None, None]:
        """Sign in and hand out the office; close it afterwards."""
        if not setup.store_remains(self.folder):
            raise StoreError(f"“{self.folder}”中没有数据，请用 --data 指明数据文件夹，或先运行 lantian init 建立。")
        office = setup.sign_in(
            self.folder,
            user=self.user(),
            password=self.password(),
            clock=self.around.clock,
            resources=self.around.resources,
            window=False,
        )
        try:
            yield office
        finally:
            office.session.close()

    def user(self) -> str:
        """Return who signs in: --user, LANTIAN_USER, or the only user there is."""
        named = self.options.user or self.around.environment.get("LANTIAN_USER", "")
        if named:
            return str(named)
        names = setup.user_names(self.folder)
        if len(names) == 1:
            return names[0]
        raise InvalidInput(f"请用 --user 指明登录的用户：{'、'.join(names)}。", field="user")

    def password(self) -> str:
        """Return the password of the one who signs in: LANTIAN_PASSWORD or asked for."""
        return self._secret(PASSWORD, f"{self.user()}的密码：")

    def new_password(self, variable: str, name: str) -> str:
        """Return a password that is set now; typed twice when it is asked for."""
        given = self.around.environment.get(variable, "")
        if given:
            return given
        first = self._secret(variable, f"为{name}设置密码：")
        if first != self._secret(variable, "再输入一次："):
            raise InvalidInput("两次输入的密码不一致，请重新运行。", field="password")
        return first

    def say(self, text: str) -> None:
        """Print a line about what is going on, apart from the result."""
        print(text, file=self.around.stderr, flush=True)

    def _secret(self, variable: str, prompt: str) -> str:
        given = self.around.environment.get(variable, "")
        if given:
            return given
        if self.around.ask is None:
            raise InvalidInput(f"没有密码：请设置环境变量 {variable}，或在终端中运行后输入。", field="password")
        return self.around.ask(prompt)
