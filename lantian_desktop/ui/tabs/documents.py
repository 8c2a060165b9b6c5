"""文书与综合反馈: the registers of letters issued and received, the ledger, the summaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.feedback import Summary
from lantian_desktop.domain.issue import Issue
from lantian_desktop.domain.letter import CoveredIssue, Letter, ReceivedLetter
from lantian_desktop.domain.queries import IssueQuery, Page
from lantian_desktop.services import attachments, exports, letters, roster, summaries
from lantian_desktop.services.issue_detail import issue_detail
from lantian_desktop.services.office import Office
from lantian_desktop.ui.attachment_view import open_attachment
from lantian_desktop.ui.forms.dates import read_date
from lantian_desktop.ui.forms.letter_received import ReceivedLetterForm
from lantian_desktop.ui.prompts import FileWish, Question
from lantian_desktop.ui.rows import Chip, Column
from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs import documents_detail as shown
from lantian_desktop.ui.tabs import documents_lines as lines
from lantian_desktop.ui.tabs.documents_lines import DocumentLine, Shelf
from lantian_desktop.ui.tabs.documents_viewer import UNSAFE, DocumentViewer, Source
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.theme import Tone
from lantian_desktop.ui.widgets.actions import Offer
from lantian_desktop.ui.widgets.browse import BrowsePane, BrowseSpec, Wanted

RECEIVE = "receive"


class DocumentsTab(Tab):
    """The tab."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._as_of: date | None = None
        self.pane: BrowsePane[DocumentLine] = BrowsePane(self._spec(), shell.memory)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.setFocusProxy(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.action_requested.connect(self.act)
        self.pane.tool_pressed.connect(self._press)
        self.pane.detail.link_followed.connect(self._follow)

    def refresh(self) -> None:
        """Read the list again and keep the place."""
        self.pane.refresh()
        self._show_current()
        self.status_changed.emit()

    def status(self) -> Sequence[str]:
        """Return how many documents are shown, and what is wrong with the year's numbers."""
        parts = [f"共 {self.pane.rows.total} 项"]
        if self.pane.views.chosen() == Shelf.ISSUED:
            parts += self._flaws()
        return parts

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N enters a received letter; letters of one's own begin with the issues they cover."""
        self._press(RECEIVE)

    def print_shown(self) -> None:
        """Ctrl+P."""
        viewer = self.pane.detail.form
        if isinstance(viewer, DocumentViewer):
            viewer.print_shown()
        else:
            self.act(shown.VIEW)

    def show_record(self, record_id: int) -> None:
        """Show a letter of the 发文登记簿 and its page."""
        if not self.pane.views.chosen():
            self.refresh()
        number = letters.letter(self._shell.office, letter_id=record_id).number
        if self.pane.go_to_record((Shelf.ISSUED,), lambda line: line.key == record_id, str(number)):
            self.pane.open_detail()
            self.act(shown.VIEW)

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        line = self.pane.current()
        if line is None:
            return
        if key == shown.VIEW and line.shelf is not Shelf.RECEIVED:
            self._put(DocumentViewer(self._shell, self._source(line)))
        elif key == shown.SAVE:
            self._choose_file(line, ".pdf")
        elif key == shown.SHEET:
            self._choose_file(line, ".xlsx")
        elif key == shown.DAY:
            told = Question("截至日期", "截至哪一天？如 2019年7月20日", accept="确定")
            self._shell.prompts.ask_text(self, told, self.show_as_of)
        elif key == shown.VOID and isinstance(line.source, Letter):
            told = Question(
                f"作废 {line.number}", "作废后文号保留、不再使用。请填写作废原因：", accept="作废", danger=True
            )
            self._shell.prompts.ask_text(self, told, partial(self._void, line.key))

    def show_as_of(self, typed: str) -> None:
        """Show the summary as of a day."""
        day = read_date(typed, today=self._shell.office.today)
        if day is None:
            self._shell.refuse(InvalidInput(f"“{typed}”不是有效日期，请按“2019年7月5日”的样子填写。"))
            return
        self._as_of = day
        self._show_current()

    def _source(self, line: DocumentLine) -> Source:
        """Return the document behind a line."""
        source = line.source
        if isinstance(source, Letter):
            return Source(
                f"{source.draft.kind.label} {source.number}",
                source.file_name,
                partial(letters.letter_pdf, letter_id=source.id),
                letter_id=source.id,
            )
        if isinstance(source, IssueQuery):
            title = f"{self._shell.office.profile.name}{line.title}"
            return Source(line.title, f"{title}.pdf", partial(_ledger, query=source, title=title))
        make = partial(summaries.summary_pdf, as_of=self._day(line), round_number=_round(line))
        return Source(line.title, f"综合反馈-{line.title}-{self._day(line)}.pdf", make)

    def _day(self, line: DocumentLine) -> date:
        return self._as_of or line.dated_on or self._shell.office.today

    def _choose_file(self, line: DocumentLine, ending: str) -> None:
        name = Path(self._source(line).file_name.translate(UNSAFE)).stem + ending
        kind = "Excel 表格 (*.xlsx)" if ending == ".xlsx" else "PDF 文件 (*.pdf)"
        wish = FileWish("另存为", kind, save_as=name)
        self._shell.prompts.choose_file(self, wish, partial(self.write, line))

    def write(self, line: DocumentLine, path: Path) -> None:
        """Write the document of a line to a file."""
        office = self._shell.office
        if isinstance(line.source, IssueQuery):
            done = partial(exports.export_ledger, office, path=path, query=line.source)
            self._shell.attempt(done, lambda count: self._shell.say(f"已导出 {count} 项到 {path}。"))
            return
        make = self._source(line).make
        written = self._shell.attempt(lambda: letters.write_file(path, make(office)))
        if written:
            self._shell.say(f"已保存到 {path}。")

    def _void(self, letter_id: int, reason: str) -> None:
        done = partial(letters.void_letter, self._shell.office, letter_id=letter_id, reason=reason)
        self._shell.attempt(done, lambda letter: self._shell.say(f"{letter.number} 已作废，文号留存。"))

    def _press(self, key: str) -> None:
        if key == RECEIVE:
            form = ReceivedLetterForm(self._shell)
            form.saved.connect(self.pane.detail.close_form)
            self._put(form)

    def _put(self, page: DocumentViewer | ReceivedLetterForm) -> None:
        page.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(page)
        self.pane.open_detail()
        page.setFocus()

    def _follow(self, target: str) -> None:
        kind, _, record_id = target.partition(":")
        if kind == "scan":
            find = partial(attachments.attachment_of, self._shell.office, sha256=record_id)
            self._shell.attempt(find, lambda paper: open_attachment(self._shell, paper, self))
            return
        self._shell.show_record(kind, int(record_id))

    def _show_current(self) -> None:
        self.status_changed.emit()
        line = self.pane.current()
        if line is None:
            self.pane.detail.show_nothing()
        elif isinstance(line.source, Letter):
            covered = self._issues(line.source.draft.covered)
            names = {unit.id: unit.short_name or unit.name for unit in roster.units(self._shell.office)}
            self.pane.detail.show_record(
                shown.letter_detail(line.source, names, covered), shown.letter_offers(line.source)
            )
        elif isinstance(line.source, ReceivedLetter):
            covered = self._issues(line.source.covered)
            self.pane.detail.show_record(shown.received_detail(line.source, covered))
        elif isinstance(line.source, IssueQuery):
            self.pane.detail.show_record(shown.ledger_detail(line), shown.ledger_offers())
        else:
            count: Callable[[], Summary] = partial(
                summaries.summary, self._shell.office, as_of=self._day(line), round_number=_round(line)
            )
            self._shell.attempt(count, partial(self._show_summary, line))

    def _show_summary(self, line: DocumentLine, figures: Summary) -> None:
        tables: list[QWidget] = [
            shown.CountsCard("分单位情况（单位：个）", figures.by_unit),
            shown.CountsCard("分类别情况（单位：个）", figures.by_category),
        ]
        self.pane.detail.show_record(shown.summary_detail(line, figures), shown.summary_offers(), tables)

    def _issues(self, covered: Sequence[CoveredIssue]) -> list[Issue]:
        return [issue_detail(self._shell.office, issue_id=one.issue_id).issue for one in covered]

    def _flaws(self) -> list[str]:
        year = self._shell.office.today.year
        found = letters.flaws(self._shell.office, year=year)
        parts = []
        if found.gaps:
            parts.append(f"{year} 年缺号 {'、'.join(map(str, found.gaps))}")
        if found.duplicates:
            parts.append(f"{year} 年重号 {'、'.join(map(str, found.duplicates))}")
        return parts

    def _spec(self) -> BrowseSpec[DocumentLine]:
        office = self._shell.office

        def page(wanted: Wanted) -> Page[DocumentLine]:
            return lines.page(office, wanted)

        columns: tuple[Column[DocumentLine], ...] = (
            Column("文号", lambda line: line.number, width=158),
            Column("标题", lambda line: line.title, width=206),
            Column("单位", lambda line: line.party, width=104),
            Column("日期", lambda line: line.dated_on.isoformat() if line.dated_on else "", width=94),
            Column("备注", lambda line: line.note, width=98, chip=_note_chip),
        )
        return BrowseSpec(
            name="documents",
            columns=columns,
            key=lambda line: (line.shelf, line.key),
            page=page,
            views=partial(lines.views, office),
            search_hint="查找文书：文号、标题、单位、任意字…",
            tools=(Offer(RECEIVE, "登记来文", shortcut="Ctrl+N"),),
            nothing_title="登记簿还是空的",
            nothing_yet="在“问题收件箱”选择已确认的问题，点“交办”拟制督办函；收到的函件点“登记来文”。",
            nothing_offers=(Offer(RECEIVE, "登记来文"),),
            choose_title="请选择一件文书",
        )


def _ledger(office: Office, *, query: IssueQuery, title: str) -> bytes:
    return exports.ledger_pdf(office, exports.ledger_rows(office, query=query), title)


def _round(line: DocumentLine) -> int | None:
    return line.source if isinstance(line.source, int) else None


def _note_chip(line: DocumentLine) -> Chip | None:
    if not line.note:
        return None
    return Chip(line.note, Tone.RED if line.note == "作废" else Tone.NEUTRAL)
