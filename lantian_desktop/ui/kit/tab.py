"""What a tab is: a spec (one line in TABS) and a widget that answers the window's keys. No tab listens to the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


class Tab(QWidget):
    """The page of a tab. The window calls these; what a tab has no use for it leaves as it is."""

    status_changed = Signal()

    def set_content(self, content: QWidget) -> None:
        """Fill the page with one widget, which also gets its focus."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        self.setFocusProxy(content)

    def refresh(self) -> None:
        """Read again what is shown; called when its topics changed and it is visible, and by F5."""

    def status(self) -> Sequence[str]:
        """Return the parts of the status line's left side."""
        return ()

    def focus_search(self) -> None:
        """Ctrl+F."""

    def add_new(self) -> None:
        """Ctrl+N."""

    def print_shown(self) -> None:
        """Ctrl+P."""

    def save(self) -> None:
        """Ctrl+S: save the form that is open in this tab."""
        shown = [form for form in self.findChildren(Form) if form.isVisible()]
        if shown:
            shown[-1].save()

    def pages(self) -> Sequence[tuple[str, str]]:
        """Return key and label of the pages a tab is made of, where it is made of several."""
        return ()

    def page(self, _key: str, /) -> Tab:
        """Go to a page and return it; a tab of one piece is its own page."""
        return self

    def show_record(self, record_id: int) -> None:
        """Show one record, whatever view it is in."""

    def show_records(self, record_ids: Sequence[int]) -> None:
        """Show records that were just made, ready for what one does with them next."""


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One line of TABS: topics are those of the store's announcements, `shows` the kind of record it can show."""

    key: str
    label: str
    topics: frozenset[str]
    build: Callable[[Shell], Tab]
    shows: str = ""
