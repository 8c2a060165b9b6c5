"""文书与综合反馈: the registers of letters issued and received, the ledger, the summaries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.letters.letter import CoveredIssue, Letter, ReceivedLetter
from lantian_desktop.domain.letters.register import RegisterGap
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.summaries.feedback import Summary
from lantian_desktop.services import attachments
from lantian_desktop.services.desk import exports
from lantian_desktop.services.desk.blank_forms import BlankForm
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.letters import letters
from lantian_desktop.services.roster import roster
from lantian_desktop.services.summaries import summaries
from lantian_desktop.ui.kit.forms.dates import read_date
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.cards import Detail
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.pages.attachment_view import open_attachment
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer, Source
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.letters.received_form import ReceivedLetterForm
from lantian_desktop.ui.letters.viewer import viewer_of
from lantian_desktop.ui.letters.window import open_letter
from lantian_desktop.ui.summaries import detail as shown
from lantian_desktop.ui.summaries import lines
from lantian_desktop.ui.summaries.lines import DocumentLine, Shelf, SummaryChoice
from lantian_desktop.ui.summaries.notes_form import SummaryNotesForm
from lantian_desktop.ui.summaries.sources import (
    REGISTERS,
    ask_file,
    ask_register,
    dispatch_source,
    register_source,
    source_of,
    write_document,
    write_lines,
)

WRITE, RECEIVE, EXPORT_SHEET, EXPORT_PAGES = "write", "receive", "export_sheet", "export_pages"
RECEIVE_KEY = "Ctrl+Shift+N"
ENDINGS = {EXPORT_SHEET: ".xlsx", EXPORT_PAGES: ".pdf"}
RED_NOTES = frozenset({"作废", "缺号", "重号"})


class DocumentsTab(Tab):
    """The tab."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._as_of: date | None = None
        self._month = shell.office.today
        self.pane: BrowsePane[DocumentLine] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.chosen_changed.connect(self._show_current)
        self.pane.action_requested.connect(self.act)
        self.pane.tool_pressed.connect(self._press)
        self.pane.detail.link_followed.connect(self._follow)
        QShortcut(QKeySequence(RECEIVE_KEY), self).activated.connect(partial(self._press, RECEIVE))

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
        """Ctrl+N writes a letter; its issues are chosen there."""
        self._press(WRITE)

    def print_shown(self) -> None:
        """Ctrl+P prints what is open; with nothing open, the register that is shown or the document of the line."""
        viewer, kind = self.pane.detail.form, REGISTERS.get(self.pane.views.chosen())
        if isinstance(viewer, DocumentViewer):
            viewer.print_shown()
        elif kind is not None:
            self._view(register_source(kind, self._searched(), self._shell.office.today))
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

    def show_records(self, record_ids: Sequence[int]) -> None:
        """Show letters that were just registered, chosen together, with 打印 waiting for Enter."""
        self.show_record(record_ids[0])
        found = (self.pane.rows.key_where(partial(_is_letter, record_id)) for record_id in record_ids)
        self.pane.table.choose([key for key in found if key is not None])
        if len(record_ids) > 1:
            self._put(viewer_of(self._shell, self._chosen_letters()))
        viewer = self.pane.detail.form
        if isinstance(viewer, DocumentViewer):
            viewer.offer_print()

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        if len(self._chosen_letters()) > 1:
            self._put(viewer_of(self._shell, self._chosen_letters()))
            return
        line = self.pane.current()
        if line is None:
            return
        source = source_of(self._shell.office, line, self._day(line))
        if key == shown.VIEW and source is not None:
            self._view(source)
        elif key in {shown.SAVE, shown.SHEET} and source is not None:
            ending = ".pdf" if key == shown.SAVE else ".xlsx"
            ask_file(self._shell, self, source, ending, partial(self.write, line))
        elif key == shown.NOTES and isinstance(line.source, SummaryChoice):
            self._put(SummaryNotesForm(self._shell, line.title, line.source.notes_key))
        elif isinstance(line.source, Letter):
            self._act_on_letter(key, line.source)
        else:
            self._ask_time(key)

    def _act_on_letter(self, key: str, letter: Letter) -> None:
        if key == shown.DISPATCH:
            self._view(dispatch_source(letter))
        elif key == shown.VOID:
            question = Question(
                f"作废 {letter.number}", "作废后文号保留、不再使用。请填写作废原因：", accept="作废", danger=True
            )
            self._shell.prompts.ask_text(self, question, partial(self._void, letter.id))

    def _ask_time(self, key: str) -> None:
        if key == shown.DAY:
            question = Question("截至日期", "截至哪一天？如 2019年7月20日", accept="确定")
            self._shell.prompts.ask_text(self, question, self.show_as_of)
        elif key == shown.MONTH:
            question = Question("值班表月份", "哪个月的值班表？如 2019年8月", accept="确定")
            self._shell.prompts.ask_text(self, question, self.show_month)

    def show_month(self, typed: str) -> None:
        """Offer the forms of another month."""
        day = read_date(f"{typed.strip().removesuffix('月')}月1日", today=self._shell.office.today)
        if day is None:
            self._shell.refuse(InvalidInput(f"“{typed}”不是月份，请按“2019年8月”的样子填写。"))
            return
        self._month = day
        self.refresh()

    def show_as_of(self, typed: str) -> None:
        """Show the summary as of a day."""
        day = read_date(typed, today=self._shell.office.today)
        if day is None:
            self._shell.refuse(InvalidInput(f"“{typed}”不是有效日期，请按“2019年7月5日”的样子填写。"))
            return
        self._as_of = day
        self._show_current()

    def _day(self, line: DocumentLine) -> date:
        return self._as_of or line.dated_on or self._shell.office.today

    def write(self, line: DocumentLine, path: Path) -> None:
        """Write the document of a line to a file."""
        source = source_of(self._shell.office, line, self._day(line))
        if isinstance(line.source, IssueQuery):
            write_lines(self._shell, self, partial(exports.export_ledger, query=line.source), path)
        elif isinstance(line.source, BlankForm) and line.source.book is not None:
            write_lines(self._shell, self, partial(exports.export_book, book=line.source.book), path)
        elif source is not None:
            write_document(self._shell, self, source, path)

    def _void(self, letter_id: int, reason: str) -> None:
        done = partial(letters.void_letter, self._shell.office, letter_id=letter_id, reason=reason)
        self._shell.attempt(done, lambda letter: self._shell.say(f"{letter.number} 已作废，文号留存。"))

    def _press(self, key: str) -> None:
        kind = REGISTERS.get(self.pane.views.chosen())
        if key == WRITE:
            open_letter(self._shell, self)
        elif key == RECEIVE:
            self._put(ReceivedLetterForm(self._shell))
        elif kind is not None:
            ask_register(self._shell, self, kind, self._searched(), ENDINGS[key])

    def _searched(self) -> str:
        return self.pane.search.text().strip()

    def _view(self, source: Source) -> None:
        self._put(DocumentViewer(self._shell, source))

    def _put(self, page: DocumentViewer | Form) -> None:
        page.closed.connect(self.pane.detail.close_form)
        if isinstance(page, Form):
            page.saved.connect(self._leave_form)
        self.pane.detail.show_form(page)
        self.pane.open_detail()
        page.setFocus()

    def _leave_form(self) -> None:
        self.pane.detail.close_form()
        self._show_current()

    def _follow(self, target: str) -> None:
        kind, _, record_id = target.partition(":")
        if kind == "scan":
            find = partial(attachments.attachment_of, self._shell.office, sha256=record_id)
            self._shell.attempt(find, lambda paper: open_attachment(self._shell, paper, self))
            return
        self._shell.show_record(kind, int(record_id))

    def _show_current(self) -> None:
        self.status_changed.emit()
        for key in ENDINGS:
            self.pane.tool(key).setVisible(self.pane.views.chosen() in REGISTERS)
        line, chosen = self.pane.current(), self._chosen_letters()
        if len(chosen) > 1:
            self.pane.detail.show_record(shown.letters_detail(chosen), shown.letters_offers(chosen))
        elif line is None:
            self.pane.detail.show_nothing()
        elif isinstance(line.source, SummaryChoice):
            self._count(line, line.source)
        else:
            self.pane.detail.show_record(*self._shown(line))

    def _shown(self, line: DocumentLine) -> tuple[Detail, Sequence[Offer]]:
        source = line.source
        if isinstance(source, Letter):
            names = {unit.id: unit.short_name or unit.name for unit in roster.units(self._shell.office)}
            detail = shown.letter_detail(source, names, self._issues(source.draft.covered))
            return detail, shown.letter_offers(source)
        if isinstance(source, ReceivedLetter):
            return shown.received_detail(source, self._issues(source.covered)), ()
        if isinstance(source, RegisterGap):
            return shown.gap_detail(source), ()
        if isinstance(source, BlankForm):
            return shown.form_detail(source), shown.form_offers(source)
        return shown.ledger_detail(line), shown.ledger_offers()

    def _count(self, line: DocumentLine, choice: SummaryChoice) -> None:
        """Count on the worker: over many issues it takes longer than a key press may."""
        office, day = self._shell.office, self._day(line)
        self.pane.detail.show_record(Detail(title=line.title, subtitle="正在统计…"))

        def job(_running: RunningJob) -> Summary:
            with office.connected():
                return summaries.summary(
                    office, as_of=day, round_number=choice.round_number, form=choice.form, topic=choice.topic
                )

        self._shell.worker.run(job, partial(self._show_summary, line, choice), self._shell.refuse, owner=self)

    def _show_summary(self, line: DocumentLine, choice: SummaryChoice, figures: Summary) -> None:
        if self.pane.current() != line or figures.as_of != self._day(line):
            return  # the cursor or the day has moved on meanwhile
        tables: list[QWidget] = [
            shown.CountsCard("分单位情况（单位：个）", figures.by_unit),
            shown.CountsCard("分类别情况（单位：个）", figures.by_category),
        ]
        notes = summaries.kept_notes(self._shell.office, key=choice.notes_key)
        detail = shown.summary_detail(line, figures, notes)
        self.pane.detail.show_record(detail, shown.summary_offers(figures), tables)

    def _chosen_letters(self) -> list[Letter]:
        sources = [line.source for line in self.pane.table.chosen_rows()]
        return [source for source in sources if isinstance(source, Letter)]

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

        def page(request: PageRequest) -> Page[DocumentLine]:
            return lines.page(office, request, month=self._month)

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
            key=lambda line: (line.shelf, line.key, line.title),
            page=page,
            views=partial(lines.views, office),
            search_hint="查找：文号、标题、单位…",
            tools=(
                Offer(WRITE, "拟制文书", shortcut="Ctrl+N", primary=True),
                Offer(RECEIVE, "登记来文", shortcut=RECEIVE_KEY),
                Offer(EXPORT_SHEET, "导出 xlsx"),
                Offer(EXPORT_PAGES, "导出 PDF"),
            ),
            nothing_title="登记簿还是空的",
            nothing_yet="按 Ctrl+N 拟制文书，或在“问题收件箱”选择已确认的问题，点“交办”拟制督办函；收到的函件点“登记来文”。",
            nothing_offers=(Offer(WRITE, "拟制文书", primary=True), Offer(RECEIVE, "登记来文")),
            choose_title="请选择一件文书",
        )


def _is_letter(record_id: int, line: DocumentLine) -> bool:
    return line.shelf is Shelf.ISSUED and line.key == record_id


def _note_chip(line: DocumentLine) -> Chip | None:
    if not line.note:
        return None
    return Chip(line.note, Tone.RED if line.note in RED_NOTES else Tone.NEUTRAL)
