"""The menu 更多: duty mode, settings, one's own password, the journal. No window beside the main one outlives its locking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.services.admin.calendar import calendar_notice
from lantian_desktop.ui.kit.work.memory import enter_in_duty_mode, enters_in_duty_mode
from lantian_desktop.ui.kit.work.shell import Shell

if TYPE_CHECKING:  # each window is loaded when it is asked for
    from lantian_desktop.ui.admin.password import PasswordWindow
    from lantian_desktop.ui.admin.settings.window import SettingsWindow
    from lantian_desktop.ui.shell.journal_window import JournalWindow

W = TypeVar("W", bound=QWidget)


class OfficeMenu(QObject):
    """Fills the menu and holds at most one window of each kind."""

    def __init__(self, shell: Shell, menu: QMenu, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._open: dict[str, QWidget] = {}
        self._waiting: list[QWidget] = []
        self.duty_action = QAction("值班模式\tF11", menu)
        self.entry_action = QAction("登录后直接进入值班模式", menu, checkable=True)
        self.settings_action = QAction("设置…\tCtrl+,", menu)
        self.password_action = QAction("修改密码…", menu)
        self.journal_action = QAction("操作日志…", menu)
        self.duty_action.triggered.connect(shell.show_duty_mode)
        self.entry_action.triggered.connect(self._choose_entry)
        self.settings_action.triggered.connect(self.show_settings)
        self.password_action.triggered.connect(self.show_password)
        self.journal_action.triggered.connect(self.show_journal)
        menu.addActions([self.duty_action, self.entry_action])
        menu.addSeparator()
        menu.addActions([self.settings_action, self.password_action, self.journal_action])
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._offer)
        window.installEventFilter(self)

    def show_settings(self) -> SettingsWindow:
        """Show the settings."""
        from lantian_desktop.ui.admin.settings.window import SettingsWindow

        return self._show("settings", SettingsWindow)

    def show_password(self) -> PasswordWindow:
        """Show the form of one's own password."""
        from lantian_desktop.ui.admin.password import PasswordWindow

        return self._show("password", PasswordWindow)

    def show_journal(self) -> JournalWindow | None:
        """Show the journal to whom may read it."""
        from lantian_desktop.ui.shell.journal_window import JournalWindow

        may = self._shell.attempt(partial(self._shell.office.require, Right.READ_JOURNAL))
        return self._show("journal", JournalWindow) if may else None

    def remind(self) -> None:
        """Tell when a year's days off are missing."""
        sentence = calendar_notice(self._shell.office)
        if sentence is not None:
            self._shell.warn(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no window stay in front of the lock: ours close, others go away and come back with the main one."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self._clear_the_screen()
        elif event.type() is QEvent.Type.Show and not event.spontaneous():
            for window in self._waiting:
                if isValid(window):
                    window.show()
            self._waiting.clear()
        return super().eventFilter(watched, event)

    def _clear_the_screen(self) -> None:
        for window in self._open.values():
            if isValid(window):
                window.close()  # what was typed stays as a draft of its writer
        self._open.clear()
        for window in self._window.findChildren(QWidget):
            if window.isWindow() and window.isVisible():
                if window.windowType() is Qt.WindowType.Window:
                    self._waiting.append(window)
                    window.hide()
                else:  # an open question is answered with no
                    window.close()

    def _show(self, name: str, build: Callable[[Shell, QWidget], W]) -> W:
        open_window = cast("W | None", self._open.get(name))
        if open_window is None or not isValid(open_window):
            open_window = build(self._shell, self._window)
            self._open[name] = open_window
        open_window.show()
        open_window.raise_()
        open_window.activateWindow()
        return open_window

    def _choose_entry(self, wanted: bool) -> None:
        enter_in_duty_mode(self._shell.memory, wanted=wanted)

    def _offer(self) -> None:
        self.entry_action.setChecked(enters_in_duty_mode(self._shell.memory))
        self.entry_action.setEnabled(not self._shell.office.read_only)
        may = self._shell.office.may(Right.READ_JOURNAL)
        self.journal_action.setEnabled(may)
        self.journal_action.setToolTip("" if may else "查看操作日志需要负责人、管理员或审计的角色。")
        self.password_action.setEnabled(not self._shell.office.read_only)
