"""The window letters are written in: the form at the left, the pages as they will print and what is doubtful at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.letters.letter import Letter, LetterKind
from lantian_desktop.services.letters.check import Finding, Severity
from lantian_desktop.ui.kit.forms.field import CalmCombo
from lantian_desktop.ui.kit.pages.pdf_pages import JoinedPages
from lantian_desktop.ui.kit.pages.preview import PdfPreview
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.letters.findings import FindingsList
from lantian_desktop.ui.letters.letter_form import LetterForm, draft_key
from lantian_desktop.ui.letters.papers import LetterPapers
from lantian_desktop.ui.letters.set import Doubt, SetLetters, set_letters

PAUSE_MS = 500  # typing a word asks for one page, not for one a letter
SIZE = QSize(1320, 720)
NO_ISSUES = "先在“列入的问题”里添加问题：输入编号、点位或拼音首字母。标题、正文和期限随之拟好，页面就显示在这里。"


class LetterWindow(QWidget):
    """A window of its own that blocks nothing; closing it keeps the draft."""

    def __init__(
        self,
        shell: Shell,
        issue_ids: Sequence[int] = (),
        parent: QWidget | None = None,
        *,
        kind: LetterKind = LetterKind.SUPERVISION,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self._turn = 0
        self._running: RunningJob | None = None
        self._starts: tuple[int, ...] = ()
        self._begun_with = draft_key(issue_ids, kind)
        self.form = LetterForm(shell, issue_ids, kind)
        self.preview = PdfPreview(shell.worker)
        self.findings = FindingsList()
        self.units = CalmCombo()
        self.papers = LetterPapers(shell, self.form)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()
        self.resize(SIZE)
        self.refresh()

    def writes(self, shell: Shell, issue_ids: Sequence[int], kind: LetterKind) -> bool:
        """Return whether the letter begun here is kept as the same draft: two windows would overwrite one another's."""
        return self._shell is shell and self._begun_with == draft_key(issue_ids, kind)

    def refresh(self) -> None:
        """Set the letters anew and check them."""
        self._pause.stop()
        self.setWindowTitle(f"拟制{self.form.kind_now.label}")
        if self._running is not None:
            self._running.cancel()
        self._turn += 1
        self.findings.setVisible(bool(self.form.covered.ids))  # before that the empty page says what to do
        try:
            draft = self.form.draft()
        except InvalidInput as error:
            self._show_doubts((Doubt(Finding(Severity.ERROR, error.sentence, error.field)),))
            if not self.form.covered.ids:
                self._show_units((), ())
                self.preview.show_pages(None, say=NO_ISSUES)
            return
        asked, office, batch = self._turn, self._shell.office, self.form.batch

        def job(running: RunningJob) -> SetLetters:
            with office.connected():
                return set_letters(office, draft, batch=batch, running=running)

        def done(answer: SetLetters) -> None:
            if asked == self._turn:  # else a later request is on its way
                self._show(answer)

        self._running = self._shell.worker.run(job, done, self._refuse, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.form.close_form()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed."""
        self.form.keep_draft()
        super().closeEvent(event)

    def _show(self, answer: SetLetters) -> None:
        self._show_doubts(answer.doubts)
        if answer.pages is not None:
            starts = answer.pages.starts if isinstance(answer.pages, JoinedPages) else (0,)
            self._show_units(answer.units, starts)
            self.preview.show_pages(answer.pages, stay=True)

    def _show_doubts(self, doubts: Sequence[Doubt]) -> None:
        self.findings.show_doubts(doubts)
        self.form.take_doubts(doubts)

    def _show_units(self, names: Sequence[str], starts: Sequence[int]) -> None:
        self._starts = tuple(starts)
        with QSignalBlocker(self.units):
            self.units.clear()
            self.units.addItems([f"第 {at} 件　{name}" for at, name in enumerate(names, 1)])
        self.units.setVisible(len(names) > 1)

    def _turn_to_unit(self, at: int) -> None:
        if 0 <= at < len(self._starts):
            self.preview.view.go_to(self._starts[at])

    def _follow_page(self, page: int, _count: int) -> None:
        """Let the switcher name the letter whose page is shown."""
        at = sum(start < page for start in self._starts) - 1
        with QSignalBlocker(self.units):
            self.units.setCurrentIndex(max(at, 0))

    def _refuse(self, error: OfficeError) -> None:
        self._show_doubts((Doubt(Finding(Severity.ERROR, error.sentence, "")),))

    def _finish(self, issued: tuple[Letter, ...]) -> None:
        self._shell.show_records("letter", [letter.id for letter in issued])
        self.close()

    def _look_at_pages(self) -> None:
        self.preview.view.setFocus()

    def _connect(self) -> None:
        self.form.changed.connect(self._pause.start)
        self.form.closed.connect(self.close)
        self.form.registered.connect(self._finish)
        self.findings.chosen.connect(self.form.lead_to)
        self.units.activated.connect(self._turn_to_unit)
        self.preview.view.page_changed.connect(self._follow_page)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.form.save),
            ("Ctrl+Enter", self.form.save),
            ("Ctrl+P", self._look_at_pages),
            ("F5", self.refresh),
            ("F8", self.findings.go_to_next),
        )
        for sequence, pressed in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(pressed)

    def _lay_out(self) -> None:
        self.units.setAccessibleName("切换到某个单位的函")
        self.units.hide()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.findings)
        column.addWidget(self.units)
        column.addWidget(self.preview, 1)
        column.addWidget(self.papers)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.form)
        splitter.addWidget(right)
        splitter.setSizes([SIZE.width() * 49 // 100, SIZE.width() * 51 // 100])
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.addWidget(splitter)


def open_letter(
    shell: Shell, parent: QWidget, issue_ids: Sequence[int] = (), kind: LetterKind = LetterKind.SUPERVISION
) -> LetterWindow | None:
    """Open the window for a letter over issues, or bring up the one that is open; what prevents it is shown as a sentence."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, LetterWindow) and window.isVisible() and window.writes(shell, issue_ids, kind):
            window.raise_()
            window.activateWindow()
            return window
    opened: list[LetterWindow] = []

    def make() -> LetterWindow:
        shell.office.require(Right.EDIT_RECORDS)
        return LetterWindow(shell, issue_ids, parent.window(), kind=kind)

    shell.attempt(make, opened.append)
    for window in opened:
        window.show()
    return opened[0] if opened else None
