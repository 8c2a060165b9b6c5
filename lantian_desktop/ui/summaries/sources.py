"""Which document stands behind a line of the documents tab or behind a register, and how it is written to a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.letters.letter import Letter
from lantian_desktop.domain.letters.register import RegisterKind
from lantian_desktop.services.desk import exports
from lantian_desktop.services.desk.blank_forms import BlankForm
from lantian_desktop.services.files import write_file
from lantian_desktop.services.letters import dispatch, registers
from lantian_desktop.services.office import Office
from lantian_desktop.services.summaries import summaries
from lantian_desktop.ui.kit.pages.document_viewer import UNSAFE, Source
from lantian_desktop.ui.kit.pages.form_source import form_source
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.letters.viewer import letter_source
from lantian_desktop.ui.summaries.lines import DocumentLine, Shelf, SummaryChoice

SHEETS, PAGES = "Excel 表格 (*.xlsx)", "PDF 文件 (*.pdf)"
REGISTERS = {Shelf.ISSUED.value: RegisterKind.ISSUED, Shelf.RECEIVED.value: RegisterKind.RECEIVED}


def source_of(office: Office, line: DocumentLine, day: date) -> Source | None:
    """Return the document behind a line, summaries as of a day; a gap and a received letter have none of ours."""
    source = line.source
    if isinstance(source, Letter):
        return letter_source(source)
    if isinstance(source, IssueQuery):
        title = f"{office.profile.name}{line.title}"
        return Source(line.title, f"{title}.pdf", partial(_ledger, query=source, title=title))
    if isinstance(source, BlankForm):
        return form_source(source)
    if isinstance(source, SummaryChoice):
        return Source(line.title, f"综合反馈-{line.title}-{day}.pdf", partial(_summary, choice=source, day=day))
    return None


def dispatch_source(letter: Letter) -> Source:
    """Return the 发文稿纸 of a registered letter."""
    name = f"发文稿纸-{letter.number}.pdf"
    return Source(f"发文稿纸 {letter.number}", name, partial(dispatch.letter_sheet, letter=letter))


def register_source(kind: RegisterKind, text: str, today: date) -> Source:
    """Return a register as the list shows it, narrowed by a search."""
    shown = f"{kind.label}（含“{text}”）" if text else kind.label
    return Source(shown, f"{kind.label}-{today}.pdf", partial(registers.register_pdf, kind=kind, text=text))


def ask_register(shell: Shell, parent: QWidget, kind: RegisterKind, text: str, ending: str) -> None:
    """Ask where a register goes, as the list shows it, and write it there."""
    name = f"{kind.label}-{shell.office.today}{ending}"
    request = FileRequest(f"导出{kind.label}", SHEETS if ending == ".xlsx" else PAGES, save_as=name)
    write = partial(registers.export_register, kind=kind, text=text)
    shell.prompts.choose_file(parent, request, partial(write_lines, shell, parent, write))


def write_lines(shell: Shell, parent: QWidget, write: Callable[..., int], path: Path) -> None:
    """Let the worker write a list of records to a file and say how many there were."""
    office = shell.office

    def job(_running: RunningJob) -> int:
        with office.connected():
            return write(office, path=path)

    shell.worker.run(job, partial(_say_written, shell, path), shell.refuse, owner=parent)


def write_document(shell: Shell, parent: QWidget, source: Source, path: Path) -> None:
    """Let the worker make a document and write it to a file."""
    office = shell.office

    def job(_running: RunningJob) -> None:
        with office.connected():
            write_file(path, source.make(office))

    shell.worker.run(job, partial(_say_saved, shell, path), shell.refuse, owner=parent)


def ask_file(shell: Shell, parent: QWidget, source: Source, ending: str, write: Callable[[Path], None]) -> None:
    """Ask where a document goes."""
    name = Path(source.file_name.translate(UNSAFE)).stem + ending
    request = FileRequest("另存为", SHEETS if ending == ".xlsx" else PAGES, save_as=name)
    shell.prompts.choose_file(parent, request, write)


def _say_saved(shell: Shell, path: Path, _nothing: None) -> None:
    shell.say(f"已保存到 {path}。")


def _say_written(shell: Shell, path: Path, count: int) -> None:
    shell.say(f"已导出 {count:,} 项到 {path}。")


def _ledger(office: Office, *, query: IssueQuery, title: str) -> bytes:
    return exports.ledger_pdf(office, exports.ledger_rows(office, query=query), title)


def _summary(office: Office, *, choice: SummaryChoice, day: date) -> bytes:
    return summaries.summary_pdf(
        office,
        as_of=day,
        round_number=choice.round_number,
        form=choice.form,
        topic=choice.topic,
        notes=summaries.kept_notes(office, key=choice.notes_key),
    )
