"""值班台: who is on duty, the log, the rota and all that goes with them, one page each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from lantian_desktop.ui.duty.pages import PAGES
from lantian_desktop.ui.kit.linked import DutyPageRequest, LinkedPage
from lantian_desktop.ui.kit.lists.views import View, ViewList
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell

OWN_KEYS = frozenset({"now", "log"})  # pages that answer to Ctrl+J and F8 themselves: twice told would be ambiguous


class DutyTab(Tab):
    """The list of pages at the left, the chosen one beside it; pages are built when they are first shown."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._built: dict[str, Tab] = {}
        self._stale: set[str] = set()
        self.views = ViewList()
        self.views.setAccessibleName("值班功能")
        self._stack = QStackedWidget()
        side = QFrame()
        side.setProperty("role", "side")
        layout = QVBoxLayout(side)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.views)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._stack, 1)
        self.views.show_views([View(page.key, page.label) for page in PAGES])
        self.views.view_chosen.connect(self._turn_to)
        self._elsewhere = {"Ctrl+J": QShortcut(self), "F8": QShortcut(self)}
        self._elsewhere["Ctrl+J"].activated.connect(self._write_note)
        self._elsewhere["F8"].activated.connect(self._hand_over)
        self._bring_up(PAGES[0].key)  # it is read when the window first refreshes the tab

    def pages(self) -> Sequence[tuple[str, str]]:
        """Return key and label of each page."""
        return [(page.key, page.label) for page in PAGES]

    def page(self, key: str) -> Tab:
        """Go to a page and return it."""
        self.views.choose(key)
        self._turn_to(key)
        return self._built[key]

    def refresh(self) -> None:
        """Read again what the page in view shows; the others when they are next shown."""
        self._stale = set(self._built) - {self.views.chosen()}
        self._current().refresh()

    def status(self) -> Sequence[str]:
        """Return what the page has to say."""
        return self._current().status()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._current().focus_search()

    def add_new(self) -> None:
        """Ctrl+N."""
        self._current().add_new()

    def print_shown(self) -> None:
        """Ctrl+P."""
        self._current().print_shown()

    def show_record(self, record_id: int) -> None:
        """Show a line of the log."""
        self.page("log").show_record(record_id)

    def _write_note(self) -> None:
        self.page("log").add_new()

    def _hand_over(self) -> None:
        from lantian_desktop.ui.duty.handover import open_handover  # reports and previews are loaded when asked for

        open_handover(self._shell, self)

    def _follow(self, request: DutyPageRequest) -> None:
        page = self.page(request.key)
        if request.seat is not None and isinstance(page, LinkedPage):
            page.show_seat(request.seat)
        elif request.seat is None:
            page.setFocus()

    def _current(self) -> Tab:
        return self._built[self.views.chosen()]

    def _turn_to(self, key: str) -> None:
        self._bring_up(key)
        if key in self._stale:
            self._stale.discard(key)
            self._built[key].refresh()
        self.status_changed.emit()

    def _bring_up(self, key: str) -> None:
        if key not in self._built:
            build = next(page.build for page in PAGES if page.key == key)
            page = self._built[key] = build(self._shell)
            page.status_changed.connect(self.status_changed)
            if isinstance(page, LinkedPage):
                page.page_requested.connect(self._follow)
            self._stack.addWidget(page)
            self._stale.add(key)
        for sequence, shortcut in self._elsewhere.items():  # one that is merely disabled still counts as a second
            shortcut.setKey(QKeySequence() if key in OWN_KEYS else QKeySequence(sequence))
        self._stack.setCurrentWidget(self._built[key])
        self.setFocusProxy(self._built[key])
