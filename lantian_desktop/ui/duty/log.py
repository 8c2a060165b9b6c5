"""值班日志: the lines of this shift, of a day, what is open, all of them; hand-overs signed; entering, correcting, closing, printing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence, QShortcut

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import Attachment
from lantian_desktop.domain.duty.log import Handover, LogEntry, ShiftKey
from lantian_desktop.domain.queries import Page
from lantian_desktop.services import attachments
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.ui.duty import log_words as words
from lantian_desktop.ui.duty.handover import log_source, open_handover
from lantian_desktop.ui.duty.log_words import Row
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell

SHIFT, TODAY, OPEN, ALL, DAY, HANDOVERS = "shift", "today", "open", "all", "day", "handovers"
TOOLS = (
    Offer("new", "记一笔", shortcut="记一笔（Ctrl+N 或 Ctrl+J）", primary=True),
    Offer("day", "按日…", shortcut="查看某一天的日志"),
    Offer("handover", "交接班", shortcut="交接班（F8）"),
)
GIVER, TAKER = "giver", "taker"
PRINT = Offer("print", "打印这一班的日志")
LOCKED = "已随交接班锁定，不能更正；请另记一笔说明。"


class LogPage(Tab):
    """The log in the frame of all lists."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._day: date | None = None
        self._open: frozenset[int] = frozenset()
        self.pane: BrowsePane[Row] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.chosen_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self._do)
        for key, calls in (("Ctrl+J", self.add_new), ("F8", self.hand_over)):
            QShortcut(QKeySequence(key), self).activated.connect(calls)

    def refresh(self) -> None:
        """Read views and rows again."""
        self._open = frozenset(line.id for line in duty_log.open_entries(self._shell.office))
        self.pane.refresh()
        self._show_current()

    def status(self) -> Sequence[str]:
        """Return how many lines are shown and how many are open."""
        return (f"共 {self.pane.rows.total:,} 条", f"未办结 {len(self._open):,} 条" if self._open else "")

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    def add_new(self) -> None:
        """Ctrl+N, Ctrl+J: a new line."""
        from lantian_desktop.ui.duty.entry_form import EntryForm  # forms are loaded when the first one is opened

        if self._shell.attempt(partial(self._shell.office.require, Right.KEEP_LOG)):
            self._open_form(EntryForm(self._shell))

    def print_shown(self) -> None:
        """Ctrl+P: the log of the shift of the row in view, else of the running one."""
        from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer  # loaded when something is printed

        viewer = self.pane.detail.form
        if isinstance(viewer, DocumentViewer):
            viewer.print_shown()
            return
        made = DocumentViewer(self._shell, log_source(self._shell, self._shift_in_view()))
        made.closed.connect(self._close_form)
        self.pane.detail.show_form(made)
        self.pane.open_detail()

    def hand_over(self) -> None:
        """F8."""
        open_handover(self._shell, self)

    def show_record(self, record_id: int) -> None:
        """Show one line, whatever view it is in."""
        line = duty_log.entry(self._shell.office, entry_id=record_id)
        text = " ".join(line.content.split()[:1])
        self.pane.go_to_record((SHIFT, OPEN, ALL), lambda row: words.key_of(row) == ("entry", record_id), text)
        self.pane.open_detail()

    def show_day(self, day: date) -> None:
        """Show the lines of one day of duty."""
        self._day = day
        self.pane.views.show_views(self._views())
        self.pane.show_view(DAY)

    def _spec(self) -> BrowseSpec[Row]:
        return BrowseSpec(
            name="duty_log",
            columns=words.columns(self._is_open),
            key=words.key_of,
            page=self._page,
            views=self._views,
            search_hint="查找日志",
            tools=TOOLS,
            nothing_title="还没有值班记录",
            nothing_yet="来电、来文、事件、指示都按 Ctrl+N 记一笔。",
            nothing_offers=(Offer("new", "记一笔", primary=True),),
            choose_title="选择一条值班记录",
        )

    def _is_open(self, line: LogEntry) -> bool:
        return line.id in self._open

    def _page(self, request: PageRequest) -> Page[Row]:
        office = self._shell.office
        if request.view == HANDOVERS:
            signed = handover.handovers(office, offset=request.offset, limit=request.limit)
            return Page(tuple(signed.rows), signed.total, signed.offset)
        if request.view == OPEN:
            lines = [line for line in duty_log.open_entries(office) if _matches(line, request.text)][::-1]
            return Page(tuple(lines[request.offset : request.offset + request.limit]), len(lines), request.offset)
        shift = self._running()
        day = {SHIFT: shift.day, TODAY: shift.day, DAY: self._day}.get(request.view)
        found = duty_log.entries(
            office,
            day=day,
            shift=shift.index if request.view == SHIFT else None,
            text=request.text,
            offset=request.offset,
            limit=request.limit,
        )
        return Page(tuple(found.rows), found.total, found.offset)

    def _views(self) -> Sequence[View]:
        office, shift = self._shell.office, self._running()
        in_shift = duty_log.entries(office, day=shift.day, shift=shift.index, limit=1).total
        today = duty_log.entries(office, day=shift.day, limit=1).total
        views = [
            View(SHIFT, "本班", in_shift),
            View(TODAY, "今天", today),
            View(OPEN, "未办结", len(self._open), Tone.AMBER),
            View(ALL, "全部", duty_log.entries(office, limit=1).total),
        ]
        if self._day is not None:
            total = duty_log.entries(office, day=self._day, limit=1).total
            views.append(View(DAY, f"{self._day.month}月{self._day.day}日", total))
        signed = handover.handovers(office, limit=1).total
        return (*views, View(HANDOVERS, "交接记录", signed, heading="交接班"))

    def _running(self) -> ShiftKey:
        return duty_log.open_shift(self._shell.office, at=self._shell.office.clock())

    def _shift_in_view(self) -> ShiftKey:
        row = self.pane.current()
        return ShiftKey(row.day, row.shift) if row is not None else self._running()

    def _show_current(self) -> None:
        row, office = self.pane.current(), self._shell.office
        if row is None:
            self.pane.detail.show_nothing()
        elif isinstance(row, Handover):
            self.pane.detail.show_record(words.handover_detail(office, row), (PRINT, *_scan_offers(row)))
        else:
            detail = words.entry_detail(office, row, is_open=self._is_open(row))
            self.pane.detail.show_record(detail, self._offers(row))
        self.status_changed.emit()

    def _offers(self, line: LogEntry) -> tuple[Offer, ...]:
        office = self._shell.office
        refusal = "" if office.may(Right.KEEP_LOG) else f"没有“{Right.KEEP_LOG.label}”的权限。"
        offers = [Offer("close", "办结", refusal, primary=True)] if self._is_open(line) else []
        offers.append(Offer("correct", "更正", refusal or (LOCKED if line.locked else "")))
        return (*offers, PRINT)

    def _do(self, key: str) -> None:
        row = self.pane.current()
        if key == "print":
            self.print_shown()
        elif isinstance(row, Handover):
            self._show_scan(row.giver.scan if key == GIVER else row.taker.scan)
        elif row is not None:
            from lantian_desktop.ui.duty.entry_form import CloseForm, EntryForm

            self._open_form(CloseForm(self._shell, row) if key == "close" else EntryForm(self._shell, row))

    def _show_scan(self, sha256: str) -> None:
        find = partial(attachments.attachment_of, self._shell.office, sha256=sha256)
        self._shell.attempt(find, self._open_scan)

    def _open_scan(self, paper: Attachment) -> None:
        from lantian_desktop.ui.kit.pages.attachment_view import open_attachment

        open_attachment(self._shell, paper, self)

    def _use_tool(self, key: str) -> None:
        if key == "new":
            self.add_new()
        elif key == "handover":
            self.hand_over()
        else:
            self._ask_day()

    def _ask_day(self) -> None:
        from lantian_desktop.ui.kit.forms.date_field import month_popup  # Qt's calendar: only where a day is picked

        button = self.pane.tool("day")
        popup = month_popup(button, self._day or self._shell.office.today, self.show_day)
        popup.move(button.mapToGlobal(QPoint(0, button.height())))
        popup.show()

    def _open_form(self, form: Form) -> None:
        form.saved.connect(partial(self._close_form, form))
        form.closed.connect(self._close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()

    def _close_form(self, form: Form | None = None) -> None:
        line = getattr(form, "saved_line", None)
        self.pane.detail.close_form()
        if isinstance(line, LogEntry):
            self.pane.table.go_to(words.key_of(line))
        self._show_current()


def _scan_offers(row: Handover) -> tuple[Offer, ...]:
    sides = ((GIVER, "交班人", row.giver), (TAKER, "接班人", row.taker))
    return tuple(Offer(key, f"查看{word}签字页") for key, word, signature in sides if signature.scan)


def _matches(line: LogEntry, text: str) -> bool:
    texts = " ".join(
        (line.content, line.unit, line.name, line.post, line.phone, line.passed_to, line.result, line.recorder)
    )
    return all(word in texts for word in text.split())
