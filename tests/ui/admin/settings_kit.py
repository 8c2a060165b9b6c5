"""What the tests of the settings share: pressing, typing, saving and reading a page. Assertions stay in the tests."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton

from lantian_desktop.ui.admin.settings.page import ListPage, SettingsPage
from lantian_desktop.ui.admin.settings.window import SettingsWindow


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def press(button: QPushButton) -> None:
    """Click a button that is there to be clicked."""
    assert button.isEnabled()
    button.click()


def save(window: SettingsWindow) -> None:
    """Ctrl+S."""
    shortcut = next(one for one in window.findChildren(QShortcut) if one.key() == QKeySequence("Ctrl+S"))
    shortcut.activated.emit()


def enter(page: SettingsPage, **texts: str) -> None:
    """Type into the fields of the form shown."""
    assert page.form is not None
    for name, text in texts.items():
        page.form.field(name).set_text(text)


def error(page: SettingsPage, name: str) -> str:
    assert page.form is not None
    return page.form.field(name).error


def labels(page: ListPage) -> list[str]:
    return [page.list.item(at).text() for at in range(page.list.count())]
