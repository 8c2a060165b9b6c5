"""The window of a 交接班: the form, and once both have signed the printed log of the shift. It opens beside any window of the desk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.domain.duty.handover import HandoverDraft
from lantian_desktop.domain.duty.log import Handover, ShiftKey
from lantian_desktop.services.duty.handover import handover_draft
from lantian_desktop.services.duty.log_print import log_file_name, shift_caption, shift_log_pdf
from lantian_desktop.ui.duty.handover_form import HandoverForm
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer, Source
from lantian_desktop.ui.kit.paint.notice import Notice, NoticeStrip
from lantian_desktop.ui.kit.work.shell import Shell

WIDTH, HEIGHT = 1120, 720


class HandoverWindow(QWidget):
    """A window beside the one it is opened from; it waits behind the lock as every window does."""

    def __init__(self, shell: Shell, draft: HandoverDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("交接班")
        self._shell = shell
        self.viewer: DocumentViewer | None = None
        self.notices = NoticeStrip()
        self.form = HandoverForm(shell, draft, partial(handover_draft, shell.office))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.notices)
        self._column.addWidget(self.form, 1)
        self.form.closed.connect(self.close)
        self.form.handed_over.connect(self._show_log)
        shell.messages.posted.connect(self._notice)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self._save)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print)
        self.resize(WIDTH, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; what was typed stays as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Read the list again when the window comes back from behind another."""
        super().changeEvent(event)
        coming = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if coming and self.viewer is None and self.isVisible() and not self.form.draft_offered:
            self.form.read_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed."""
        self._shell.messages.posted.disconnect(self._notice)
        if self.viewer is None:
            self.form.keep_draft()
        super().closeEvent(event)

    def _save(self) -> None:
        if self.viewer is None:
            self.form.save()

    def _print(self) -> None:
        if self.viewer is not None:
            self.viewer.print_shown()

    def _notice(self, notice: Notice) -> None:
        self.notices.show_notice(notice)

    def _show_log(self, signed: Handover) -> None:
        self.form.forget()
        self.form.hide()
        self.viewer = DocumentViewer(self._shell, log_source(self._shell, ShiftKey(signed.day, signed.shift)))
        self.viewer.closed.connect(self.close)
        self._column.addWidget(self.viewer, 1)
        self.viewer.offer_print()


def log_source(shell: Shell, shift: ShiftKey) -> Source:
    """Return the log of a shift as a document to look at and to print."""
    caption = shift_caption(shell.office, shift=shift)
    make = partial(shift_log_pdf, shift=shift)
    return Source(f"值班日志 {caption}", log_file_name(shell.office, shift=shift), make)


def open_handover(shell: Shell, parent: QWidget) -> HandoverWindow | None:
    """Open the hand-over that is next in order, or bring it up where it is open; where there is none the reason is shown."""
    open_window = parent.window().findChild(HandoverWindow)
    if open_window is not None and open_window.isVisible():
        open_window.raise_()
        open_window.activateWindow()
        return open_window
    opened: list[HandoverWindow] = []

    def show(draft: HandoverDraft) -> None:
        window = HandoverWindow(shell, draft, parent.window())
        opened.append(window)
        window.show()

    shell.attempt(partial(handover_draft, shell.office), show)
    return opened[0] if opened else None
