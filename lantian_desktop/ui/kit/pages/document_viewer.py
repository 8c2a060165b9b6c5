"""Looking at one finished document in a detail pane: preview, print, save as PDF. Which document it is, its giver knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.printing import PrintedPart
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.pages.preview import PdfPreview
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "-"))


@dataclass(frozen=True, slots=True)
class Source:
    """A document: `make` builds its PDF on the worker's thread; `letter_id` is its line in the 发文登记簿, if it has one.

    `taken` is told when the PDF was saved to a file, where that is to be journalled.
    """

    title: str
    file_name: str
    make: Callable[[Office], bytes]
    letter_id: int | None = None
    taken: Callable[[Office, Path], None] | None = None


class DocumentViewer(QWidget):
    """Preview with 打印, 另存为 and 返回."""

    closed = Signal()
    loaded = Signal()

    def __init__(self, shell: Shell, source: Source) -> None:
        super().__init__()
        self._shell, self.source = shell, source
        self._print_next = False
        self.preview = PdfPreview(shell.worker)
        self.print_button = self._button("打印…（Ctrl+P）", "打印", self.print_shown)
        self.save_button = self._button("另存为 PDF…", "另存为 PDF", self.save_as)
        self.close_button = self._button("返回（Esc）", "返回", self.closed.emit)
        self._lay_out()
        self._load()

    @property
    def pages(self) -> PdfPages | None:
        """The pages shown, or None while they are being made."""
        pages = self.preview.pages
        return pages if isinstance(pages, PdfPages) else None

    def offer_print(self) -> None:
        """Put the focus on 打印, as soon as there is something to print."""
        self._print_next = not self.print_button.isEnabled()
        self.print_button.setFocus()

    def print_shown(self) -> None:
        """Open the print dialog for the document."""
        from lantian_desktop.ui.kit.pages.printing import (  # Qt's print support: only where one prints
            office_job,
            print_pages,
        )

        if self.pages is not None:
            job = office_job(self._shell, self.source.title, self.pages, self.parts(self.pages))
            print_pages(self, self._shell.worker, job, self._shell.refuse)

    def parts(self, pages: PdfPages) -> tuple[PrintedPart, ...]:
        """Return the documents the pages are made of, each entered in 打印记录 by itself."""
        return (PrintedPart(self.source.title, pages.count(), self.source.letter_id),)

    def save_as(self) -> None:
        """Ask where the PDF goes and write it there."""
        name = self.source.file_name.translate(UNSAFE)
        self._shell.prompts.choose_file(self, FileRequest("另存为 PDF", "PDF 文件 (*.pdf)", save_as=name), self.write)

    def write(self, path: Path) -> None:
        """Write the PDF to a file."""
        pages = self.pages
        if pages is None or not self._shell.attempt(partial(write_file, path, pages.pdf)):
            return
        taken = self.source.taken
        if taken is None or self._shell.attempt(partial(taken, self._shell.office, path)):
            self._shell.say(f"已保存到 {path}。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, Ctrl+P prints."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.print_shown()
        else:
            super().keyPressEvent(event)

    def _load(self) -> None:
        self._enable(ready=False)
        self.preview.show_pages(None, say="正在生成页面…")
        office = self._shell.office

        def job(_running: RunningJob) -> PdfPages:
            with office.connected():
                return self._open(office)

        self._shell.worker.run(job, self._show, self._refuse, owner=self)

    def _open(self, office: Office) -> PdfPages:
        return PdfPages(self.source.make(office))

    def _show(self, pages: PdfPages) -> None:
        self.preview.show_pages(pages)
        self._enable(ready=True)
        if self._print_next:
            self.print_button.setFocus()
        self.loaded.emit()

    def _refuse(self, error: OfficeError) -> None:
        self.preview.show_pages(None, say=error.sentence)
        self._shell.refuse(error)

    def _enable(self, *, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        self.print_button.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.print_button, self.save_button, self.close_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(self.source.title, "title", wrap=True))
        column.addWidget(self.preview, 1)
        column.addLayout(buttons)
        self.setFocusProxy(self.preview.view)
