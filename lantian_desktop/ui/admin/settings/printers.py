"""打印机校准: how far the pages of each printer are moved, and the page that measures it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.admin.printing import NO_OFFSET, PaperOffset, mm_text, tenths_of_mm
from lantian_desktop.services.admin import printers
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.pages.pdf_pages import PdfPages
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

HOW = (
    "先打印测试页，用钢尺从纸的左边、上边量到粗线，都应为 50.0 毫米。\n"
    "向右移 = 现值 + 50 - 从左边量得的数\n向下移 = 现值 + 50 - 从上边量得的数\n"
    "正数往右、往下移，负数往左、往上移；-20 至 20 毫米，最多一位小数。"
)
TITLE = "打印测试页"
LATER = "保存后，用这台打印机打印的每一页都按此移动，存档的文书不变。"


class PrinterForm(RecordForm):
    """Enters the offset of a printer; the name is asked only of a printer this PC does not list."""

    def __init__(self, shell: Shell, printer: str, offset: PaperOffset) -> None:
        super().__init__(shell, printer or "新增打印机", f"printer/{printer}", self._store)
        self._printer = printer
        if not printer:
            hint = "须和系统打印机列表中的名称一字不差"
            self.add(TextField("name", "打印机名称", required=True, hint=hint))
        self.add_text(HOW)
        self.add(
            TextField("right", "向右移（毫米）", required=True, sample="如 1.5 或 -0.8"),
            TextField("down", "向下移（毫米）", required=True, sample="如 1.5 或 -0.8"),
        )
        self.add_text(LATER)
        self.fill({"right": mm_text(offset.right), "down": mm_text(offset.down)})
        self.begin()

    def _store(self) -> None:
        typed = self.texts()
        right = tenths_of_mm(typed["right"], "向右移", "right")
        down = tenths_of_mm(typed["down"], "向下移", "down")
        name = self._printer or typed["name"]
        printers.save_offset(self.shell.office, printer=name, offset=PaperOffset(right, down))
        self.stored_key = name.strip()


class PrintersPage(ListPage):
    """打印机校准: a clerk's daily work, so no administrator is needed."""

    noun = "打印机校准"
    right = Right.EDIT_RECORDS

    def __init__(self, shell: Shell) -> None:
        self._names = _system_printers()
        super().__init__(shell)
        self.test_button = QPushButton("打印测试页…")
        self.test_button.setAccessibleName("打印测试页")
        self.test_button.clicked.connect(self.print_test_page)
        self.side.insertWidget(1, self.test_button)
        self.test_button.setEnabled(bool(self.chosen()))

    def items(self) -> Sequence[Item]:
        """Return the printers of this PC, then those that are only kept here."""
        kept = printers.offsets(self.shell.office)
        names = (*self._names, *(name for name in kept if name not in self._names))
        return [Item(name, name, _offset_text(kept.get(name))) for name in names]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a printer."""
        offset = printers.offset(self.shell.office, printer=key) if key else NO_OFFSET
        return PrinterForm(self.shell, key, offset)

    def remove(self, key: str) -> None:
        """Move the pages of a printer no more."""
        printers.remove_offset(self.shell.office, printer=key)

    def show_beside(self, widget: QWidget) -> None:
        """Show a form; only a chosen printer has a test page."""
        super().show_beside(widget)
        if hasattr(self, "test_button"):
            self.test_button.setEnabled(bool(self.chosen()))

    def print_test_page(self) -> None:
        """Make the page that measures the chosen printer and open the print dialog for it."""
        office, printer = self.shell.office, self.chosen()

        def job(_running: RunningJob) -> PdfPages:
            with office.connected():
                return PdfPages(printers.alignment_page(office, printer=printer))

        self.shell.worker.run(job, partial(self._print, printer), self._note_refused, owner=self)

    def _print(self, printer: str, pages: PdfPages) -> None:
        from lantian_desktop.ui.kit.pages.printing import (  # Qt's print support: only where one prints
            office_job,
            print_pages,
        )

        print_pages(self, self.shell.worker, office_job(self.shell, TITLE, pages, printer=printer), self._note_refused)


def _offset_text(offset: PaperOffset | None) -> str:
    if offset is None:
        return "未校准"
    return f"向右 {mm_text(offset.right)}，向下 {mm_text(offset.down)}"


def _system_printers() -> tuple[str, ...]:
    from PySide6.QtPrintSupport import QPrinterInfo  # Qt's print support: only where one prints

    return tuple(QPrinterInfo.availablePrinterNames())
