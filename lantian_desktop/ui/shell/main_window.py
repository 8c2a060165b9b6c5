"""The main window: header, tabs, notices and status line. It tells the visible tab what changed; what tabs do is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.roster.contact_search import Hit
from lantian_desktop.services.admin.users import renew_rights
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.duty.strip import DutyWatch
from lantian_desktop.ui.kit.paint.keys import KEYS
from lantian_desktop.ui.kit.paint.notice import FloatingNotice
from lantian_desktop.ui.kit.paint.status import StatusLine
from lantian_desktop.ui.kit.tab import Tab, TabSpec
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.store_changes import StoreChanges
from lantian_desktop.ui.kit.work.undo import take_back
from lantian_desktop.ui.shell.found import arrive, hits_of, prepare
from lantian_desktop.ui.shell.header import Header
from lantian_desktop.ui.shell.office_menu import OfficeMenu


class MainWindow(QWidget):
    """Tabs are built when they are first shown, and read again when shown after a change."""

    lock_requested = Signal()
    user_switch_requested = Signal()
    duty_mode_requested = Signal()

    def __init__(self, shell: Shell, appearance: Appearance, tabs: Sequence[TabSpec]) -> None:
        super().__init__()
        self._shell, self._specs = shell, tuple(tabs)
        self._built: dict[int, Tab] = {}
        self._holders: list[QVBoxLayout] = []
        self._stale: set[int] = set()
        self._help: QWidget | None = None
        self.header = Header(partial(hits_of, shell), appearance)
        self.duty_watch = DutyWatch(shell, self.header.duty, self)
        self.office_menu = OfficeMenu(shell, self.header.menu, self)
        self.tabs = QTabWidget()
        self.status = StatusLine()
        self.notices = FloatingNotice(self, self.status)
        self.changes = StoreChanges(shell.office, self)
        self._build()
        self._connect()
        self._show_office()
        self._turn_to(0)
        self.office_menu.remind()

    def tab(self, key: str) -> Tab:
        """Go to a tab and return it."""
        at = next(at for at, spec in enumerate(self._specs) if spec.key == key)
        self.tabs.setCurrentIndex(at)
        return self._built[at]

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record in the tab that can show its kind."""
        for spec in (spec for spec in self._specs if spec.shows == kind):
            self.tab(spec.key).show_record(record_id)

    def show_records(self, kind: str, record_ids: Sequence[int]) -> None:
        """Show records that were just made in the tab that can show their kind."""
        for spec in (spec for spec in self._specs if spec.shows == kind):
            self.tab(spec.key).show_records(record_ids)

    def show_calls(self, issue_id: int) -> None:
        """Show at the desk whom to call about an issue."""
        self.tab("duty").page("now").show_record(issue_id)

    def find_anything(self) -> None:
        """Ctrl+K."""
        self.header.finder.setFocus()
        self.header.finder.selectAll()

    def search_list(self) -> None:
        """Ctrl+F."""
        self._current().focus_search()

    def add_new(self) -> None:
        """Ctrl+N."""
        self._current().add_new()

    def print_shown(self) -> None:
        """Ctrl+P."""
        self._current().print_shown()

    def refresh(self) -> None:
        """F5."""
        self.changes.look()
        self._current().refresh()
        self.duty_watch.refresh()
        self._show_office()
        self._show_status()

    def save(self) -> None:
        """Ctrl+S."""
        self._current().save()

    def undo(self) -> None:
        """Ctrl+Z: in an entry the last typing, otherwise the last step."""
        typing = self.focusWidget()
        if isinstance(typing, QLineEdit | QPlainTextEdit) and not typing.isReadOnly():
            typing.undo()
            return
        take_back(self._shell)

    def show_help(self) -> None:
        """F1."""
        if self._help is None:
            from lantian_desktop.ui.shell.help_window import HelpWindow  # the manual is loaded when it is asked for

            self._help = HelpWindow(self._shell.office.resources / "help", self)
        self._help.show()
        self._help.raise_()

    def show_settings(self) -> None:
        """Ctrl+,."""
        self.office_menu.show_settings()

    def lock(self) -> None:
        """Ctrl+L."""
        self.lock_requested.emit()

    def switch_user(self) -> None:
        """Ctrl+Shift+U: somebody else goes on with their own password."""
        self.user_switch_requested.emit()

    def show_duty_mode(self) -> None:
        """F11: who is on duty, over the whole screen."""
        self.duty_mode_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the tab in view; what had the focus before keeps it."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self._current().setFocus()

    def leave(self) -> None:
        """Stop listening to the store; the window is about to go."""
        self.changes.stop()
        self.duty_watch.stop()
        self._shell.worker.wait()

    def _build(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setExpanding(False)
        self.tabs.tabBar().setAccessibleName("功能页")
        for spec in self._specs:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            self._holders.append(column)
            self.tabs.addTab(holder, spec.label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.tabs, self.status):
            column.addWidget(part, 1 if part is self.tabs else 0)

    def _connect(self) -> None:
        for key in KEYS:
            QShortcut(QKeySequence(key.sequence), self).activated.connect(getattr(self, key.calls))
        for at in range(len(self._specs)):
            QShortcut(QKeySequence(f"Alt+{at + 1}"), self).activated.connect(partial(self.tabs.setCurrentIndex, at))
        self.tabs.currentChanged.connect(self._turn_to)
        self.changes.changed.connect(self._hear)
        self.header.finder.entered.connect(self._prepare_finding)
        self.header.finder.hit_chosen.connect(self._go_to_hit)
        self.header.help_requested.connect(self.show_help)
        self.header.lock_requested.connect(self.lock)
        self.header.duty.open_requested.connect(partial(self.tab, "duty"))
        self._shell.messages.posted.connect(self.notices.show_notice)
        self._shell.messages.record_requested.connect(self.show_record)
        self._shell.messages.records_requested.connect(self.show_records)
        self._shell.messages.calls_requested.connect(self.show_calls)
        self._shell.messages.duty_mode_requested.connect(self.show_duty_mode)

    def _current(self) -> Tab:
        return self._built[self.tabs.currentIndex()]

    def _turn_to(self, at: int) -> None:
        self._enter_tab(at)
        self._built[at].setFocus()

    def _enter_tab(self, at: int) -> None:
        spec = self._specs[at]
        if at not in self._built:
            tab = self._built[at] = spec.build(self._shell)
            self._holders[at].addWidget(tab)
            tab.show()
            tab.status_changed.connect(self._show_status)
            self._stale.add(at)
        if at in self._stale:
            self._stale.discard(at)
            self._built[at].refresh()
        self._show_status()

    def _hear(self, topics: frozenset[str]) -> None:
        self._stale |= {at for at in self._built if self._specs[at].topics & topics}
        if self.tabs.currentIndex() in self._stale:
            self._enter_tab(self.tabs.currentIndex())
        self.duty_watch.hear(topics)
        if "users" in topics:
            self._shell.attempt(partial(renew_rights, self._shell.office))
        if topics & {"settings", "units", "users"}:
            self._show_office()

    def _prepare_finding(self) -> None:
        prepare(self._shell, self)

    def _go_to_hit(self, hit: Hit) -> None:
        self.show_record(hit.kind, hit.id)
        arrive(self._shell, hit, self._current())

    def _show_office(self) -> None:
        current = roster.current_round(self._shell.office)
        self.header.show_office(self._shell.office.profile.name, current.caption() if current else "")
        self.header.show_mode(simplified=self._shell.office.user.has_several_roles)

    def _show_status(self) -> None:
        self.status.show_left(self._current().status())
        self.status.show_right([f"截至 {cn_date(self._shell.office.today)}"])
