"""轮休与换休: who stood how much duty in a period, which days it earned, what was taken, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.rota.load import quarter_of
from lantian_desktop.domain.rota.rest_balance import RestBalance
from lantian_desktop.services.rota import rest_balance
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.rota import balance_words as words

ENTER, EXPORT, RULE, OTHER = "enter", "export", "rule", "other"
YEAR, LAST_YEAR = "year", "last_year"
FILES = "Excel 表格 (*.xlsx);;CSV 表格 (*.csv)"
NO_RIGHT = "当前用户没有“排班”的权限。"
Span = tuple[date, date]


class BalancePage(Tab):
    """Periods at the left, people with their sums, one person's account in full."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._own: Span | None = None
        self._accounts: tuple[RestBalance, ...] = ()
        self.pane: BrowsePane[RestBalance] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.views.view_chosen.connect(self._count)
        self.pane.chosen_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._press)
        self.pane.action_requested.connect(self._press)
        self._allow()

    def refresh(self) -> None:
        """Count again."""
        if not self.pane.views.chosen():
            self.pane.refresh()
        self._allow()
        self._count()

    def status(self) -> Sequence[str]:
        """Return how many people are shown and how many have taken more than they had."""
        overdrawn = sum(account.overdrawn for account in self._accounts)
        guessed = rest_balance.guessed_years(self._shell.office, first=self.span[0], last=self.span[1])
        years = "、".join(f"{year} 年" for year in guessed)
        return (
            f"共 {len(self._accounts)} 人",
            f"透支 {overdrawn} 人" if overdrawn else "",
            f"{years}节假日安排未录入，按周末计" if guessed else "",
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N enters days by hand."""
        self._press(ENTER)

    @property
    def span(self) -> Span:
        """The first and the last day of the period in view."""
        return self._spans().get(self.pane.views.chosen(), self._spans()[YEAR])

    def show_span(self, first: date, last: date) -> None:
        """Show a period of one's own choice."""
        self._own = first, last
        self.pane.refresh()
        self.pane.views.choose(OTHER)

    def _spans(self) -> dict[str, Span]:
        year = self._shell.office.today.year
        spans = {
            YEAR: (date(year, 1, 1), date(year, 12, 31)),
            LAST_YEAR: (date(year - 1, 1, 1), date(year - 1, 12, 31)),
        }
        for number in range(4):
            spans[str(number)] = quarter_of(date(year, number * 3 + 1, 1))
        return spans | ({OTHER: self._own} if self._own else {})

    def _views(self) -> Sequence[View]:
        labels = {YEAR: "本年", LAST_YEAR: "上年", OTHER: "其他期间"}
        return [
            View(key, labels.get(key) or f"第{'一二三四'[int(key)]}季度", heading="本年各季" if key == "0" else "")
            for key in self._spans()
        ]

    def _spec(self) -> BrowseSpec[RestBalance]:
        return BrowseSpec(
            name="rest_balance",
            columns=words.COLUMNS,
            key=lambda account: account.member.id,
            page=self._page,
            views=self._views,
            search_hint="查找姓名",
            tools=(Offer(OTHER, "期间…"), Offer(RULE, "折算…"), Offer(EXPORT, "导出…")),
            nothing_title="还没有值班人员",
            nothing_yet="在“人员与请假”里添加人员、排班之后，这里自动计算；以前的换休可以补记。",
            choose_title="选择一名人员",
            choose_hint="右侧显示换休的每一笔。",
        )

    def _page(self, request: PageRequest) -> Page[RestBalance]:
        found = [account for account in self._accounts if request.text in account.member.name]
        found = words.ordered(found, request.sort)
        return Page(tuple(found[request.offset : request.offset + request.limit]), len(found))

    def _allow(self) -> None:
        self.pane.tool(RULE).setEnabled(not self._refusal())
        self.pane.tool(RULE).setToolTip(self._refusal() or "值班一天折算几天换休")

    def _refusal(self) -> str:
        return "" if self._shell.office.may(Right.ARRANGE_DUTY) else NO_RIGHT

    def _count(self) -> None:
        """Count on the worker: years of shifts take longer than a key press may."""
        office, span = self._shell.office, self.span

        def job(_running: RunningJob) -> tuple[RestBalance, ...]:
            with office.connected():
                return rest_balance.accounts(office, first=span[0], last=span[1])

        self._shell.worker.run(job, partial(self._show, span), self._shell.refuse, owner=self)

    def _show(self, span: Span, accounts: tuple[RestBalance, ...]) -> None:
        if span != self.span:
            return  # another period was chosen meanwhile
        self._accounts = accounts
        self.pane.refresh()
        self._show_current()

    def _show_current(self) -> None:
        account = self.pane.current()
        if account is None:
            self.pane.detail.show_nothing()
        else:
            offers = (Offer(ENTER, "补记换休…", self._refusal(), shortcut="Ctrl+N"),)
            self.pane.detail.show_record(words.account_detail(account, *self.span), offers)
        self.status_changed.emit()

    def _press(self, key: str) -> None:
        if key in {ENTER, RULE} and self._refusal():
            return
        if key == EXPORT:
            first, last = self.span
            request = FileRequest("导出轮休换休", FILES, save_as=f"轮休换休-{first}至{last}.xlsx")
            self._shell.prompts.choose_file(self, request, self._export)
        else:
            self._put(self._form(key))

    def _form(self, key: str) -> Form:
        from lantian_desktop.ui.rota.forms.period import PeriodForm  # forms are loaded when the first one is opened
        from lantian_desktop.ui.rota.forms.rest_entry import RestEntryForm
        from lantian_desktop.ui.rota.forms.rest_rule import RestRuleForm

        if key == RULE:
            return RestRuleForm(self._shell)
        if key == OTHER:
            return PeriodForm(self._shell, self.span, self.show_span)
        account = self.pane.current()
        return RestEntryForm(self._shell, account.member.id if account else 0)

    def _put(self, form: Form) -> None:
        form.saved.connect(self._leave_form)
        form.closed.connect(self._leave_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()
        form.setFocus()

    def _leave_form(self) -> None:
        self.pane.detail.close_form()
        self._show_current()

    def _export(self, path: Path) -> None:
        office, (first, last) = self._shell.office, self.span

        def job(_running: RunningJob) -> int:
            with office.connected():
                return rest_balance.export_accounts(office, first=first, last=last, path=path)

        self._shell.worker.run(job, partial(self._say_exported, path), self._shell.refuse, owner=self)

    def _say_exported(self, path: Path, count: int) -> None:
        self._shell.say(f"已导出 {count} 人到 {path}。")
