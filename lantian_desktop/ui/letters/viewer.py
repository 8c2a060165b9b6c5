"""Looking at several registered letters at once: one preview, one print run, one folder they are saved into."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lantian_desktop.domain.admin.printing import PrintedPart
from lantian_desktop.domain.letters.letter import Letter
from lantian_desktop.services import printing
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.pages.document_viewer import UNSAFE, DocumentViewer, Source
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.work.shell import Shell


class LettersViewer(DocumentViewer):
    """The letters one after the other; each is counted as printed and saved as a file of its own."""

    def __init__(self, shell: Shell, issued: Sequence[Letter]) -> None:
        self._letters = tuple(issued)
        title = f"{len(issued)} 件：{issued[0].number} 至 {issued[-1].number}"
        super().__init__(shell, Source(title, "", self._all))
        self.save_button.setText("另存到文件夹…")
        self.save_button.setAccessibleName("各件另存到文件夹")

    def save_as(self) -> None:
        """Ask for the folder and write each letter into it under its own name."""
        self._shell.prompts.choose_folder(self, "各件另存到文件夹", self.write)

    def write(self, path: Path) -> None:
        """Write every letter into a folder."""
        office = self._shell.office

        def save() -> None:
            for letter in self._letters:
                letters.save_pdf(office, letter_id=letter.id, path=path / letter.file_name.translate(UNSAFE))

        if self._shell.attempt(save):
            self._shell.say(f"{len(self._letters)} 件已保存到 {path}。")

    def parts(self, pages: PdfPages) -> tuple[PrintedPart, ...]:
        """Return each letter with its own pages."""
        assert isinstance(pages, LettersPages)  # made by _open
        return tuple(
            PrintedPart(letter_source(letter).title, count, letter.id)
            for letter, count in zip(self._letters, pages.counts, strict=True)
        )

    def _open(self, office: Office) -> LettersPages:
        return LettersPages([letters.letter_pdf(office, letter_id=letter.id) for letter in self._letters])

    def _all(self, office: Office) -> bytes:
        return self._open(office).pdf


class LettersPages(PdfPages):
    """The pages of several letters one after the other; `counts` tells how many each has."""

    def __init__(self, pdfs: Sequence[bytes]) -> None:
        super().__init__(printing.joined(pdfs))
        self.counts = tuple(printing.page_count(pdf) for pdf in pdfs)


def viewer_of(shell: Shell, issued: Sequence[Letter]) -> DocumentViewer:
    """Return the viewer of one registered letter or of several, those in the order of their numbers."""
    if len(issued) > 1:
        return LettersViewer(shell, sorted(issued, key=lambda letter: letter.number))
    return DocumentViewer(shell, letter_source(issued[0]))


def letter_source(letter: Letter) -> Source:
    """Return a registered letter as a document; its print is counted."""
    return Source(
        f"{letter.draft.kind.label} {letter.number}",
        letter.file_name,
        partial(letters.letter_pdf, letter_id=letter.id),
        letter_id=letter.id,
    )
