"""What leaves and enters beside the duty calendar: print, export, import, and the way to the holidays in the settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.rota.load import quarter_of
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.rota import arranging as rota_arranging
from lantian_desktop.services.rota import export as rota_export
from lantian_desktop.services.rota.print import month_of, rota_file_name, rota_sheet_pdf
from lantian_desktop.ui.kit.imports.opening import open_import
from lantian_desktop.ui.kit.lists.detail import DetailPane
from lantian_desktop.ui.kit.lists.page_with_detail import PageWithDetail
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

VIEWER_WIDTH = 640  # pixels a page wants beside the calendar
XLSX = "Excel 表格 (*.xlsx)"


class RotaPageLike(Protocol):
    """What the papers need of the page: the day whose month is meant and where a viewer is shown."""

    day: date
    detail: DetailPane
    page_with_detail: PageWithDetail


class RotaPapers:
    """The tools that need a file, a viewer or another window."""

    def __init__(self, shell: Shell, page: RotaPageLike) -> None:
        self._shell, self._page = shell, page

    def use_tool(self, key: str) -> None:
        """Do what a tool is for."""
        if key == "print":
            self.print_shown()
        elif key == "sheet":
            first, last = month_of(self._page.day)
            name = rota_file_name(first=first, last=last, ending=".xlsx")
            self._ask_where("导出值班表", name, partial(rota_export.export_rota, first=first, last=last))
        elif key == "loads":
            first, last = quarter_of(self._page.day)
            name = f"值班负荷-{first}至{last}.xlsx"
            self._ask_where("导出各人负荷", name, partial(rota_arranging.export_load, first=first, last=last))
        elif key == "import":
            open_import(self._shell, ImportKind.ROTA, self._page.page_with_detail)

    def print_shown(self) -> None:
        """Show the month as a document, to look at and to print; a second time print it."""
        from lantian_desktop.ui.kit.pages.document_viewer import (  # loaded when something is printed
            DocumentViewer,
            Source,
        )

        shown = self._page.detail.form
        if isinstance(shown, DocumentViewer):
            shown.print_shown()
            return
        first, last = month_of(self._page.day)
        make = partial(rota_sheet_pdf, first=first, last=last)
        title = f"{first.year}年{first.month}月值班表"
        viewer = DocumentViewer(self._shell, Source(title, rota_file_name(first=first, last=last), make))
        viewer.closed.connect(self._page.detail.close_form)
        self._page.page_with_detail.show_form(viewer, width=VIEWER_WIDTH)

    def open_holidays(self) -> QWidget:
        """Show the settings at the page of the holidays."""
        from lantian_desktop.ui.admin.settings.window import SettingsWindow  # loaded when it is asked for

        window = SettingsWindow(self._shell, self._page.page_with_detail)
        window.show()
        window.show_page("holidays")
        return window

    def _ask_where(self, title: str, name: str, export: Callable[..., int]) -> None:
        request = FileRequest(title, XLSX, save_as=name)
        self._shell.prompts.choose_file(self._page.page_with_detail, request, partial(self._export, export))

    def _export(self, export: Callable[..., int], path: Path) -> None:
        office = self._shell.office

        def job(_running: RunningJob) -> int:
            with office.connected():
                return export(office, path=path)

        self._shell.worker.run(job, partial(self._say_exported, path), self._refuse, owner=self._page.page_with_detail)

    def _say_exported(self, path: Path, count: int) -> None:
        self._shell.say(f"已导出 {count} 行到 {path}。")

    def _refuse(self, error: OfficeError) -> None:
        self._shell.refuse(error)
