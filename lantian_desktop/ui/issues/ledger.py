"""The ledger of what the inbox shows: written to a file, or looked at and printed. How it is set is the services' business."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.services.desk import exports
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.pages.document_viewer import Source
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

KINDS = "Excel 表格 (*.xlsx);;PDF 文件 (*.pdf)"


def ledger_source(office: Office, query: IssueQuery, label: str) -> Source:
    """Return the ledger of a query as a document to look at; `label` is what the view is called."""
    title = f"{office.profile.name}问题整改台账（{label}）"
    return Source(title, f"{title}.pdf", partial(_pdf, query=query, title=title))


def ask_ledger(shell: Shell, parent: QWidget, query: IssueQuery, label: str) -> None:
    """Ask where the ledger of a query goes, as a sheet or as a PDF, and write it there on the worker."""
    request = FileRequest("导出台账", KINDS, f"问题整改台账-{label}-{shell.office.today.isoformat()}.xlsx")
    shell.prompts.choose_file(parent, request, partial(_write, shell, parent, query))


def _write(shell: Shell, parent: QWidget, query: IssueQuery, path: Path) -> None:
    office = shell.office

    def job(_running: RunningJob) -> int:
        with office.connected():
            return exports.export_ledger(office, path=path, query=query)

    shell.worker.run(job, partial(_say, shell, path), shell.refuse, owner=parent)


def _say(shell: Shell, path: Path, count: int) -> None:
    shell.say(f"已导出 {count:,} 项到 {path}。")


def _pdf(office: Office, *, query: IssueQuery, title: str) -> bytes:
    return exports.ledger_pdf(office, exports.ledger_rows(office, query=query), title)
