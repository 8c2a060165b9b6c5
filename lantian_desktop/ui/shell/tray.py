"""The icon beside the clock: its menu, and reminders while the window cannot be seen. Without a tray nothing is made or timed.

What is due is the services' to say. While the program is locked a message counts and names nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from lantian_desktop.domain.duty.reminders import message
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.duty import reminders
from lantian_desktop.ui.kit.paint.theme import roles_of
from lantian_desktop.ui.kit.work.shell import OfficeMemory
from lantian_desktop.ui.shell.desk import PROGRAM, Desk

EVERY_MS = 60_000
KEPT = "tray/keep"  # the user's wish that closing the window leaves the program running
_ICON_PX = 64


class TrayPort(Protocol):
    """The system's tray."""

    def available(self) -> bool:
        """Return whether this desktop has a tray."""

    def show(self, menu: QMenu, opened: Callable[[], None]) -> None:
        """Show the icon; `opened` is called when it or a message is clicked."""

    def say(self, title: str, text: str) -> None:
        """Show a message."""

    def hide(self) -> None:
        """Take the icon away."""


class QtTray:
    """The tray as Qt gives it."""

    def __init__(self) -> None:
        self._icon: QSystemTrayIcon | None = None
        self._opened: Callable[[], None] = _nothing

    def available(self) -> bool:
        """Return whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, menu: QMenu, opened: Callable[[], None]) -> None:
        """Show the icon."""
        self._opened = opened
        self._icon = QSystemTrayIcon(program_icon())
        self._icon.setToolTip(PROGRAM)
        self._icon.setContextMenu(menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(opened)
        self._icon.show()

    def say(self, title: str, text: str) -> None:
        """Show a message where the desktop can show one."""
        if self._icon is not None and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information)

    def hide(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon = None

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self._opened()


class Tray(QObject):
    """Ties the tray to the desk: it opens, locks and ends the program, and looks once a minute for what is due."""

    def __init__(self, desk: Desk, port: TrayPort) -> None:
        super().__init__(desk)
        self._desk, self._port = desk, port
        self.menu = QMenu()
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self.timer.timeout.connect(self.remind)
        self._add("打开", self.open)
        self._add("值班模式", self.open_duty)
        self._lock = self._add("锁定", desk.lock)
        self.menu.addSeparator()
        self._keep = self._add("关闭窗口后留在托盘", self._keep_chosen, checkable=True)
        self.menu.addSeparator()
        self._add("退出", self.quit)
        self.menu.aboutToShow.connect(self._offer)

    def start(self) -> bool:
        """Show the icon and begin to look for what is due; say whether there is a tray at all."""
        if not self._port.available():
            return False
        self._port.show(self.menu, self.open)
        self._desk.stays_on_close = self.keeps
        self._desk.closed.connect(self.stop)
        self.timer.start(EVERY_MS)
        return True

    def stop(self) -> None:
        """Take the icon away; nothing is looked for any more."""
        self.timer.stop()
        self._desk.stays_on_close = None
        self._port.hide()

    def remind(self) -> None:
        """Show what was never shown, in one message; only while the window cannot be seen."""
        office = self._desk.office
        if office is None or not self._is_out_of_sight():
            return
        with suppress(OfficeError):  # what cannot be read now is looked for again in a minute
            fresh = reminders.fresh_reminders(office)
            if fresh:
                reminders.note_shown(office, reminders=fresh)
                self._port.say(*message(fresh, locked=self._desk.locked))

    def open(self) -> None:
        """Bring the window to the front, the lock before it if it is locked."""
        self._desk.show()
        self._desk.setWindowState(self._desk.windowState() & ~Qt.WindowState.WindowMinimized)
        self._desk.raise_()
        self._desk.activateWindow()

    def open_duty(self) -> None:
        """Bring the window to the front with who is on duty; while locked only the lock."""
        self.open()
        self._desk.show_duty_mode()

    def quit(self) -> None:
        """End the program, whatever was chosen for closing."""
        self.stop()
        self._desk.close()
        QApplication.quit()

    def keeps(self) -> bool:
        """Return whether closing the window leaves the program running; off until the user chooses it."""
        office = self._desk.office
        return office is not None and OfficeMemory(office).recall(KEPT) == "yes"

    def _keep_chosen(self, checked: bool = False) -> None:
        office = self._desk.office
        if office is not None:
            with suppress(OfficeError):  # the menu shows the next time what is kept
                OfficeMemory(office).remember(KEPT, "yes" if checked else None)

    def _offer(self) -> None:
        self._lock.setEnabled(self._desk.office is not None and not self._desk.locked)
        self._keep.setEnabled(self._desk.office is not None and not self._desk.locked)
        self._keep.setChecked(self.keeps())

    def _is_out_of_sight(self) -> bool:
        return not self._desk.isVisible() or self._desk.isMinimized()

    def _add(self, text: str, chosen: Callable[..., object], *, checkable: bool = False) -> QAction:
        action = QAction(text, self.menu, checkable=checkable)
        action.triggered.connect(chosen)
        self.menu.addAction(action)
        return action


def program_icon() -> QIcon:
    """Return the program's sign: 蓝 on the accent colour."""
    picture = QPixmap(_ICON_PX, _ICON_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles_of(QApplication.palette()).accent))
    painter.drawRoundedRect(QRect(2, 2, _ICON_PX - 4, _ICON_PX - 4), 14, 14)
    font = QApplication.font()
    font.setPixelSize(_ICON_PX * 5 // 8)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(picture.rect(), int(Qt.AlignmentFlag.AlignCenter), "蓝")
    painter.end()
    return QIcon(picture)


def _nothing() -> None:
    return None
