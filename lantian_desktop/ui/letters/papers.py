"""What leaves the desk before a letter is registered: the draft leaders edit, and the sheet they sign. Nothing is stored."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.letters.letter import LetterDraft
from lantian_desktop.services.letters import dispatch
from lantian_desktop.services.letters import draft_file as letter_draft_file
from lantian_desktop.ui.kit.pages.document_viewer import UNSAFE, DocumentViewer, Source
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.letters.letter_form import LetterForm
from lantian_desktop.ui.letters.set import drafts_of

WORD = "Word 文档 (*.docx)"
SHEET_SIZE = QSize(760, 700)


class LetterPapers(QWidget):
    """导出征求意见稿 and 发文稿纸 of the letter as it is written now, of each letter where one goes to every unit."""

    def __init__(self, shell: Shell, form: LetterForm) -> None:
        super().__init__()
        self._shell, self._form = shell, form
        self.word_button = QPushButton("导出征求意见稿…")
        self.word_button.setAccessibleName("导出征求意见稿，供领导用 WPS 修改")
        self.word_button.setToolTip("一份可以用 WPS 修改的文档，不登记、不编号。")
        self.word_button.clicked.connect(self.ask_where)
        self.sheet_button = QPushButton("发文稿纸…")
        self.sheet_button.setAccessibleName("发文稿纸，供核稿、会签、签发")
        self.sheet_button.setToolTip("核稿、会签、签发时签字的一页纸。")
        self.sheet_button.clicked.connect(self.show_sheet)
        flow = FlowLayout(self, gap=6)
        flow.addWidget(self.word_button)
        flow.addWidget(self.sheet_button)

    def ask_where(self) -> None:
        """Ask for the file, or for the folder where there are several letters."""
        drafts = self._drafts()
        if len(drafts) == 1:
            name = letter_draft_file.file_name(drafts[0]).translate(UNSAFE)
            request = FileRequest("导出征求意见稿", WORD, save_as=name)
            self._shell.prompts.choose_file(self, request, partial(self.write, drafts))
        elif drafts:
            self._shell.prompts.choose_folder(self, "各件征求意见稿存到文件夹", partial(self.write, drafts))

    def write(self, drafts: tuple[LetterDraft, ...], path: Path) -> None:
        """Let the worker write the drafts: one to a file, several into a folder."""
        office = self._shell.office
        places = [path] if len(drafts) == 1 else [path / name for name in _names(drafts)]

        def job(_running: RunningJob) -> int:
            with office.connected():
                for draft, place in zip(drafts, places, strict=True):
                    letter_draft_file.save_draft(office, draft=draft, path=place)
            return len(drafts)

        self._shell.worker.run(job, partial(self._say_written, path), self._shell.refuse, owner=self)

    def show_sheet(self) -> None:
        """Show the 发文稿纸 in a window of its own, to be printed; with several letters that of the first."""
        drafts = self._drafts()
        if drafts:
            title = f"发文稿纸 {drafts[0].title}"
            source = Source(title, f"{title}.pdf", partial(dispatch.draft_sheet, draft=drafts[0]))
            SheetWindow(self._shell, source, self.window()).show()

    def _drafts(self) -> tuple[LetterDraft, ...]:
        found: list[tuple[LetterDraft, ...]] = []
        make = partial(drafts_of, self._shell.office, batch=self._form.batch)
        self._shell.attempt(lambda: make(self._form.draft()), found.append)
        return found[0] if found else ()

    def _say_written(self, path: Path, count: int) -> None:
        many = f"{count} 件" if count > 1 else ""
        self._shell.say(f"征求意见稿{many}已写到 {path}，没有登记，也没有编号。")


class SheetWindow(QWidget):
    """A document looked at beside the desk, which stays as it is."""

    def __init__(self, shell: Shell, source: Source, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(source.title)
        self.viewer = DocumentViewer(shell, source)
        self.viewer.closed.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.viewer)
        self.resize(SHEET_SIZE)


def _names(drafts: tuple[LetterDraft, ...]) -> list[str]:
    """Return a file name for each draft; letters of one batch bear the same title, so they are counted."""
    names = [letter_draft_file.file_name(draft).translate(UNSAFE) for draft in drafts]
    return [f"{number:02d}-{name}" for number, name in enumerate(names, 1)]
