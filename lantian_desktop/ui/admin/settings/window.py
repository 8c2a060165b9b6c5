"""The settings: pages listed at the left, the page at the right. What a page holds lives in `ui.settings`."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from lantian_desktop.ui.admin.settings.page import SettingsPage
from lantian_desktop.ui.admin.settings.table import PAGES
from lantian_desktop.ui.kit.paint.notice import Notice, NoticeStrip
from lantian_desktop.ui.kit.work.shell import Shell

WIDTH, HEIGHT = 1240, 700
SIMPLIFIED = "单机简化模式"


class SettingsWindow(QWidget):
    """A window beside the main one; a page is built when it is shown and gone when another one is."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self.page: SettingsPage | None = None
        self.notices = NoticeStrip()
        self.pages = QListWidget()
        self.pages.setAccessibleName("设置目录")
        for spec in PAGES:
            self.pages.addItem(spec.label)
        self._fit()
        self._holder = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.pages)
        row.addLayout(self._holder, 1)
        column = QVBoxLayout(self)
        column.addWidget(self.notices)
        column.addLayout(row, 1)
        self.pages.currentRowChanged.connect(self._turn_to)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)
        self.resize(WIDTH, HEIGHT)
        self._show_title()
        self.pages.setCurrentRow(0)

    def show_page(self, key: str) -> SettingsPage | None:
        """Go to a page and return it."""
        self.pages.setCurrentRow([spec.key for spec in PAGES].index(key))
        return self.page

    def save(self) -> None:
        """Ctrl+S."""
        if self.page is not None:
            self.page.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window; what was typed stays as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed."""
        if self.page is not None:
            self.page.keep_drafts()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "pages"):
            self._fit()

    def _fit(self) -> None:
        self.pages.setFixedWidth(self.fontMetrics().horizontalAdvance("轮次与工作组") + 44)

    def _turn_to(self, at: int) -> None:
        old, self.page = self.page, None
        if old is not None:
            old.keep_drafts()
            self._holder.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.notices.dismiss()
        page = self.page = PAGES[at].build(self._shell)
        page.posted.connect(self._tell)
        page.left.connect(self.close)
        self._holder.addWidget(page)

    def _tell(self, notice: Notice) -> None:
        self.notices.show_notice(notice)
        self._show_title()

    def _show_title(self) -> None:
        office = self._shell.office
        mode = f"（{SIMPLIFIED}）" if office.user.has_several_roles else ""
        self.setWindowTitle(f"设置 — {office.profile.name} — {office.user.name}{mode}")
