"""The roster going out of its tab: the forms that ask as what, and the preview of the printed book, in the tab's detail pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.roster.export import BookOptions, RosterScope
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.desk.blank_forms import roster_form
from lantian_desktop.ui.kit.lists.browse import BrowsePane
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.roster.views import scope_of


class RosterPapers(QObject):
    """Opens what takes the roster out; `closed` is the tab's way back to the line shown."""

    def __init__(self, shell: Shell, pane: BrowsePane[RosterEntry], closed: Callable[[], None]) -> None:
        super().__init__(pane)
        self._shell, self._pane, self._closed = shell, pane, closed

    def open_export(self) -> None:
        """Ask how the roster leaves as a file; what the list shows is proposed."""
        from lantian_desktop.ui.roster.export_form import RosterExportForm  # forms: when the first one is opened

        form = RosterExportForm(self._shell, shown=self._shown(), chosen=self._chosen())
        form.saved.connect(self._closed)
        form.closed.connect(self._closed)
        self._put(form)

    def open_print(self) -> None:
        """Ask how the book is printed; when it is shown already, print it."""
        from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
        from lantian_desktop.ui.roster.print_form import RosterPrintForm

        open_viewer = self._pane.detail.form
        if isinstance(open_viewer, DocumentViewer):
            open_viewer.print_shown()
            return
        form = RosterPrintForm(self._shell, shown=self._shown(), chosen=self._chosen())
        form.book_requested.connect(self._show_book)
        form.closed.connect(self._closed)
        self._put(form)

    def _show_book(self, book: BookOptions) -> None:
        from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
        from lantian_desktop.ui.kit.pages.form_source import form_source

        viewer = DocumentViewer(self._shell, form_source(roster_form(self._shell.office, book=book)))
        viewer.closed.connect(self._closed)
        self._put(viewer)
        viewer.offer_print()

    def _shown(self) -> RosterScope:
        return scope_of(self._pane.views.chosen())

    def _chosen(self) -> tuple[int, ...]:
        """Return the lines marked in the list; one alone is only the line one stands on."""
        rows = self._pane.table.chosen_rows()
        return tuple(row.id for row in rows) if len(rows) > 1 else ()

    def _put(self, widget: QWidget) -> None:
        self._pane.detail.show_form(widget)
        self._pane.open_detail()
