"""问题收件箱: the issues of the office by view, with their steps. Which step is allowed is the services' word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.detail import IssueDetail
from lantian_desktop.ui.issues.actions import InboxActions, IssueForms, bulk_offers, offers_of, removed_offers
from lantian_desktop.ui.issues.cards import card_of
from lantian_desktop.ui.issues.due_words import due_chip, state_chip, waiting_chip
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.imports.opening import open_import
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.cards import Detail, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip, Column, Sort
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell

HEADINGS = {IssueView.PENDING: "", IssueView.OVERDUE: "关注", IssueView.CLOSED: "归档"}
TONES = {IssueView.OVERDUE: Tone.RED, IssueView.DUE_SOON: Tone.AMBER, IssueView.BLOCKED: Tone.AMBER}
BULK_LINES = 12
BIN = "removed"
TOOLS = (Offer("new", "登记", shortcut="Ctrl+N"), Offer("import", "导入"), Offer("export", "导出台账"))


class InboxTab(Tab):
    """Views of issues, the list, and one issue with its allowed steps."""

    def __init__(self, shell: Shell, load_forms: Callable[[], IssueForms]) -> None:
        super().__init__()
        self._shell = shell
        self.pane: BrowsePane[IssueLine] = BrowsePane(self._spec(), shell.memory)
        self._action_runner = InboxActions(shell, self._open_form, self, load_forms)
        self._shown: IssueDetail | None = None
        self._counts: Mapping[IssueView, int] = {}
        self.set_content(self.pane)
        self.pane.chosen_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self._do)
        self.pane.detail.link_followed.connect(self._follow)

    def refresh(self) -> None:
        """Read views, rows and the shown issue again."""
        self.pane.refresh()

    def status(self) -> Sequence[str]:
        """Return how many are shown, marked and overdue."""
        marked = len(self.pane.rows.marked())
        overdue = self._counts.get(IssueView.OVERDUE, 0)
        return (
            f"共 {self.pane.rows.total:,} 项",
            f"已标记 {marked}" if marked else "",
            f"超期 {overdue:,}" if overdue else "",
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    def add_new(self) -> None:
        """Ctrl+N: register an issue."""
        self._action_runner.register()

    def print_shown(self) -> None:
        """Ctrl+P: the ledger of what the list shows, to look at and to print."""
        from lantian_desktop.ui.issues.ledger import ledger_source
        from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer  # printing is loaded when one prints

        open_viewer = self.pane.detail.form
        if isinstance(open_viewer, DocumentViewer):
            open_viewer.print_shown()
            return
        if self._in_bin():
            self._refuse_bin()
            return
        label = self.pane.views.chosen_label()
        viewer = DocumentViewer(self._shell, ledger_source(self._shell.office, self._query(), label))
        viewer.closed.connect(self._close_form)
        self._open_form(viewer)

    def show_record(self, record_id: int) -> None:
        """Show one issue, alone in 全部 when the present list does not hold it."""
        if not self.pane.table.go_to(record_id):
            found = self._shell.attempt(partial(self._read, record_id), self._show_alone)
            if not found:
                return
        self.pane.open_detail()

    def shown(self) -> IssueDetail | None:
        """Return the issue in the detail pane."""
        return self._shown

    def _read(self, issue_id: int) -> IssueDetail:
        return issue_detail.issue_detail(self._shell.office, issue_id=issue_id)

    def _show_alone(self, found: IssueDetail) -> None:
        issue = found.issue
        self.pane.go_to_record((IssueView.ALL.value,), lambda row: row.id == issue.id, issue.number)

    def _spec(self) -> BrowseSpec[IssueLine]:
        return BrowseSpec(
            name="inbox",
            columns=self._columns(),
            key=_row_id,
            page=self._page,
            views=self._views,
            search_hint="查找编号、点位、拼音首字母、地址、任意字",
            tools=TOOLS,
            nothing_title="这里没有问题",
            nothing_yet="可以导入上级下发的问题清单，或按 Ctrl+N 登记一条。",
            nothing_offers=(Offer("import", "导入问题清单", primary=True), Offer("new", "登记问题")),
            choose_title="选择一个问题",
        )

    def _columns(self) -> tuple[Column[IssueLine], ...]:
        return (
            Column("编号", lambda row: row.number, "number", 126),
            Column("点位", lambda row: row.site, "site", 190),
            Column("类别", lambda row: row.category_label, "category_label", 92),
            Column(
                "状态",
                lambda row: row.state.label,
                "state",
                124,
                chip=lambda row: state_chip(row.state, blocked=row.blocked),
            ),
            Column(
                "期限",
                lambda row: row.due.isoformat() if row.due else "",
                "due",
                108,
                chip=self._due_chip,
            ),
            Column("属地", lambda row: row.territory, "territory", 72),
            Column("牵头单位", lambda row: row.lead_unit, "lead_unit", 110, hidden=True),
            Column("责任人", lambda row: row.responsible_person, "responsible_person", 80, hidden=True),
            Column("发现日期", lambda row: row.found_on.isoformat(), "found_on", 100, hidden=True),
        )

    def _due_chip(self, row: IssueLine) -> Chip | None:
        office = self._shell.office  # asked each time: a window may stay open over midnight
        if row.state in _SETTLED or self._in_bin():
            return None
        if row.due is not None and row.due < office.today and not row.overdue and row.state in _WAITING:
            return waiting_chip(row.due, office.today)
        return due_chip(row.due, office.today, done_on=row.due_done_on, lights=office.settings.lights)

    def _page(self, request: PageRequest) -> Page[IssueLine]:
        query = replace(self._query(request), offset=request.offset, limit=request.limit)
        if request.view == BIN:
            return issues.removed_page(self._shell.office, query=query)
        return issues.issue_page(self._shell.office, query=query)

    def _query(self, request: PageRequest | None = None) -> IssueQuery:
        asked = request or self.pane.page_request(self.pane.rows.sort_by, 0, 0)
        sort = asked.sort or Sort("number")
        view = IssueView.from_text(asked.view) or IssueView.ALL
        return IssueQuery(view=view, text=asked.text, sort=sort.order, descending=sort.descending)

    def _views(self) -> Sequence[View]:
        counts = self._counts = issues.view_counts(self._shell.office)
        shown = [
            View(view.value, view.label, counts.get(view, 0), TONES.get(view), HEADINGS.get(view, ""))
            for view in IssueView
        ]
        return [*shown, View(BIN, "回收站", issues.removed_count(self._shell.office))]

    def _in_bin(self) -> bool:
        return self.pane.views.chosen() == BIN

    def _show_current(self) -> None:
        chosen = self.pane.table.chosen_rows()
        row = self.pane.current()
        if len(chosen) > 1:
            self._show_bulk(chosen)
        elif row is None:
            self._shown = None
            self.pane.detail.show_nothing()
        else:
            self._show_one(chosen[0] if chosen else row)
        self.status_changed.emit()

    def _show_one(self, row: IssueLine) -> None:
        office = self._shell.office
        if self._in_bin():
            self._shown = issue_detail.removed_detail(office, issue_id=row.id)
            card = card_of(self._shown, office.today, office.settings.lights)
            card = replace(card, chips=(Chip("回收站", Tone.NEUTRAL), *card.chips))
            self.pane.detail.show_record(card, removed_offers(office))
            return
        self._shown = self._read(row.id)
        card = card_of(self._shown, office.today, office.settings.lights)
        self.pane.detail.show_record(card, offers_of(office, self._shown))

    def _show_bulk(self, rows: Sequence[IssueLine]) -> None:
        self._shown = None
        more = f"… 等 {len(rows)} 项" if len(rows) > BULK_LINES else ""
        facts = tuple(Fact(row.number, f"{row.site}　{row.state.label}") for row in rows[:BULK_LINES])
        offers = removed_offers(self._shell.office) if self._in_bin() else bulk_offers(self._shell.office, rows)
        group = FactGroup("所选问题", facts + ((Fact("", more),) if more else ()))
        self.pane.detail.show_record(Detail(f"已选 {len(rows)} 项", groups=(group,)), offers)

    def _do(self, key: str) -> None:
        rows = self.pane.table.chosen_rows()
        ids = (self._shown.issue.id,) if self._shown else tuple(row.id for row in rows)
        if ids:
            self._action_runner.do(key, ids, self._shown)

    def _use_tool(self, key: str) -> None:
        if key == "new":
            self.add_new()
        elif key == "export" and self._in_bin():
            self._refuse_bin()
        elif key == "export":
            from lantian_desktop.ui.issues.ledger import ask_ledger

            ask_ledger(self._shell, self, self._query(), self.pane.views.chosen_label())
        else:
            open_import(self._shell, ImportKind.ISSUES, self)

    def _refuse_bin(self) -> None:
        self._shell.refuse(Refused("回收站里的问题不进台账；需要时先还原，再导出或打印。"))

    def _follow(self, target: str) -> None:
        kind, _, number = target.partition(":")
        if kind == "attachment" and self._shown:
            paper = next(paper for paper in self._shown.attachments if paper.id == int(number))
            self._action_runner.open_attachment(paper)
        elif kind != "attachment":
            self._shell.show_record(kind, int(number))

    def _open_form(self, form: QWidget) -> None:
        self.pane.detail.show_form(form)
        self.pane.open_detail()
        if isinstance(form, Form):
            form.saved.connect(self._close_form)
            form.closed.connect(self._close_form)

    def _close_form(self) -> None:
        entered = getattr(self.pane.detail.form, "issue_id", 0)
        self.pane.detail.close_form()
        if entered:
            self.pane.table.go_to(entered)
        self._show_current()


_WAITING = frozenset({IssueState.FOUND, IssueState.PENDING, IssueState.APPEALED, IssueState.CONFIRMED})
_SETTLED = frozenset({IssueState.CLOSED, IssueState.WITHDRAWN, IssueState.VERIFIED})


def _row_id(row: IssueLine) -> int:
    return row.id
