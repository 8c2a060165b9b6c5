"""The window a letter is written in: the form at the left, the page as it will print and what is doubtful at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.letter import Letter, LetterDraft
from lantian_desktop.services import letters
from lantian_desktop.services.letter_check import Finding, Severity, check
from lantian_desktop.services.office import Office
from lantian_desktop.ui.forms.letter import LetterForm
from lantian_desktop.ui.pdf_pages import PdfPages
from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.theme import Tone
from lantian_desktop.ui.widgets.preview import PdfPreview
from lantian_desktop.ui.widgets.text import plain_label, set_role
from lantian_desktop.ui.worker import Ticket

PAUSE_MS = 500  # typing a word asks for one page, not for one a letter
SIZE = QSize(1320, 720)


class FindingsStrip(QFrame):
    """What is wrong or doubtful with a letter, one line each; errors first."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._text = plain_label("", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._text)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        blocked = any(finding.severity is Severity.ERROR for finding in findings)
        tone = Tone.RED if blocked else Tone.AMBER
        set_role(self, (tone if findings else Tone.GREEN).value, "tone")
        lines = [f"{finding.severity.label}：{finding.sentence}" for finding in findings]
        self._text.setText("\n".join(lines) or "检查通过，可以登记并编号。")
        self.setAccessibleName(self._text.text())

    @property
    def sentences(self) -> str:
        """The lines shown."""
        return self._text.text()


class LetterWindow(QWidget):
    """A window of its own that blocks nothing; closing it keeps the draft."""

    def __init__(self, shell: Shell, issue_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("拟制督办函")
        self._shell = shell
        self._asked = 0
        self.form = LetterForm(shell, issue_ids)
        self.preview = PdfPreview(shell.worker)
        self.findings = FindingsStrip()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._lay_out()
        self.form.changed.connect(self._pause.start)
        self.form.closed.connect(self.close)
        self.form.registered.connect(self._finish)
        self.resize(SIZE)
        self.refresh()

    def refresh(self) -> None:
        """Set the letter anew and check it."""
        self._pause.stop()
        try:
            draft = self.form.draft()
        except InvalidInput as error:
            self._show((None, (Finding(Severity.ERROR, error.sentence, error.field),)), self._asked)
            return
        self._asked += 1
        asked, office = self._asked, self._shell.office

        def job(_ticket: Ticket) -> tuple[PdfPages | None, tuple[Finding, ...]]:
            with office.connected():
                return set_letter(office, draft)

        def done(answer: tuple[PdfPages | None, tuple[Finding, ...]]) -> None:
            self._show(answer, asked)

        self._shell.worker.run(job, done, self._refuse, owner=self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed."""
        self.form.keep_draft()
        super().closeEvent(event)

    def _show(self, answer: tuple[PdfPages | None, tuple[Finding, ...]], asked: int) -> None:
        if asked != self._asked:
            return  # a later wish is on its way
        pages, findings = answer
        self.findings.show_findings(findings)
        self.form.take_findings(findings)
        if pages is not None:
            self.preview.show_pages(pages, stay=True)

    def _refuse(self, error: OfficeError) -> None:
        self.findings.show_findings((Finding(Severity.ERROR, error.sentence, ""),))

    def _finish(self, letter: Letter) -> None:
        self._shell.show_record("letter", letter.id)
        self.close()

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.findings)
        column.addWidget(self.preview, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.form)
        splitter.addWidget(right)
        splitter.setSizes([SIZE.width() * 47 // 100, SIZE.width() * 53 // 100])
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.addWidget(splitter)


def set_letter(office: Office, draft: LetterDraft) -> tuple[PdfPages | None, tuple[Finding, ...]]:
    """Return the pages of a draft and what is doubtful about it; pages are None when it cannot be set."""
    findings = check(office, draft=draft)
    try:
        return PdfPages(letters.preview(office, draft=draft)), findings
    except OfficeError as error:
        return None, (Finding(Severity.ERROR, error.sentence, ""), *findings)


def open_letter(shell: Shell, parent: QWidget, issue_ids: Sequence[int]) -> LetterWindow | None:
    """Open the window for a 督办函 over issues; what prevents it is shown as a sentence."""
    opened: list[LetterWindow] = []
    shell.attempt(lambda: LetterWindow(shell, issue_ids, parent.window()), opened.append)
    for window in opened:
        window.show()
    return opened[0] if opened else None
