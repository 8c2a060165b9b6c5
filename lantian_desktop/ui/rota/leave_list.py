"""Leave of those who take turns: of the month, of the next, and all; duty that falls into it is shown at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import month_end
from lantian_desktop.services.rota.people import LeaveLine, leave_lines
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.cards import Detail, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.rota.forms.leave import LeaveForm, overlap_words

MONTH, NEXT, ALL = "month", "next", "all"
EDIT, REMOVE = "edit", "remove"
ADD = Offer("add", "登记请假", primary=True, shortcut="Ctrl+N")


class LeaveList(Tab):
    """Views by month | leave | one in full."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines: tuple[LeaveLine, ...] = ()
        self.pane: BrowsePane[LeaveLine] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self.act)
        self.pane.opened.connect(self._show_current)

    def refresh(self) -> None:
        """Read the leave again and keep the place."""
        self._lines = leave_lines(self._shell.office)
        self.pane.refresh()
        self._show_current()

    def status(self) -> Sequence[str]:
        """Return how much leave is shown and how much of it meets duty."""
        wrong = sum(bool(line.duties) for line in self._lines)
        return (f"请假 {self.pane.rows.total} 条", f"与排班冲突 {wrong}" if wrong else "")

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N."""
        self._open_form(partial(LeaveForm, self._shell))

    def enter_for(self, member_id: int) -> None:
        """Enter leave of one person."""
        self._open_form(partial(LeaveForm, self._shell, member_id=member_id))

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        line = self.pane.current()
        if line is None:
            return
        if key == EDIT:
            self._open_form(partial(LeaveForm, self._shell, line.leave))
        elif key == REMOVE:
            question = Question(
                "删除请假", f"删除{line.member.name}的这条{line.leave.kind.label}？", "删除", danger=True
            )
            self._shell.prompts.ask(self, question, partial(self._remove, line))

    def _remove(self, line: LeaveLine) -> None:
        service = partial(rota.remove_leave, self._shell.office, leave_id=line.leave.id)
        self._shell.attempt(service, lambda _done: self._shell.say("已删除这条请假。"))

    def _use_tool(self, key: str) -> None:
        if key == ADD.key:
            self.add_new()

    def _open_form(self, make: Callable[[], Form]) -> None:
        if self._shell.attempt(partial(self._shell.office.require, Right.ARRANGE_DUTY)):
            self._shell.attempt(make, self._show_form)

    def _show_form(self, form: Form) -> None:
        form.saved.connect(self.pane.detail.close_form)
        form.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()

    def _show_current(self) -> None:
        line = self.pane.current()
        if line is None:
            self.pane.detail.show_nothing()
        else:
            self.pane.detail.show_record(_card(line), self._offers())
        self.status_changed.emit()

    def _offers(self) -> tuple[Offer, ...]:
        may = "" if self._shell.office.may(Right.ARRANGE_DUTY) else "排班需要经办或负责人的角色。"
        return (Offer(EDIT, "修改", may, primary=True), Offer(REMOVE, "删除", may, danger=True))

    def _spec(self) -> BrowseSpec[LeaveLine]:
        return BrowseSpec(
            name="duty_leave",
            columns=(
                Column("姓名", lambda line: line.member.name, width=88),
                Column("种类", lambda line: line.leave.kind.label, width=70),
                Column("开始", lambda line: line.leave.first.isoformat(), width=104),
                Column("结束", lambda line: line.leave.last.isoformat(), width=104),
                Column("天数", lambda line: str((line.leave.last - line.leave.first).days + 1), width=56, right=True),
                Column("与排班", _clash_words, width=110, chip=_clash),
                Column("备注", lambda line: line.leave.note, width=120, hidden=True),
            ),
            key=lambda line: line.leave.id,
            page=self._page,
            views=self._views,
            search_hint="查找姓名",
            tools=(ADD,),
            nothing_title="这段时间没有人请假",
            nothing_yet="按 Ctrl+N 登记公休、换休、病假等，自动排班会避开。",
            nothing_offers=(ADD,),
            choose_title="请选择一条请假",
        )

    def _of(self, view: str) -> list[LeaveLine]:
        if view == ALL:
            return list(self._lines)
        first = self._shell.office.today.replace(day=1)
        if view == NEXT:
            first = date.fromordinal(month_end(first).toordinal() + 1)
        last = month_end(first)
        return [line for line in self._lines if line.leave.first <= last and line.leave.last >= first]

    def _views(self) -> Sequence[View]:
        names = {MONTH: "本月", NEXT: "下月", ALL: "全部"}
        return tuple(View(key, label, len(self._of(key))) for key, label in names.items())

    def _page(self, request: PageRequest) -> Page[LeaveLine]:
        lines = self._of(request.view or MONTH)
        found = [one for one in lines if request.text in f"{one.member.name} {one.leave.kind.label} {one.leave.note}"]
        return Page(tuple(found[request.offset : request.offset + request.limit]), len(found), request.offset)


def _card(line: LeaveLine) -> Detail:
    leave = line.leave
    facts = (Fact("开始", cn_date(leave.first)), Fact("结束", cn_date(leave.last)), Fact("备注", leave.note))
    wrong = (FactGroup("冲突", (Fact("须处理", overlap_words(line.duties), Tone.AMBER),)),) if line.duties else ()
    chips = (Chip(leave.kind.label, Tone.ACCENT), *((Chip("与排班冲突", Tone.AMBER),) if line.duties else ()))
    return Detail(title=line.member.name, chips=chips, groups=(*wrong, FactGroup("请假", facts)))


def _clash_words(line: LeaveLine) -> str:
    return f"冲突 {len(line.duties)} 班" if line.duties else "无冲突"


def _clash(line: LeaveLine) -> Chip | None:
    return Chip(_clash_words(line), Tone.AMBER) if line.duties else None
