"""Those who take turns: their order, numbers and shares, one in full with leave and coming duty, and the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.lines import seat_words
from lantian_desktop.services.rota.people import MemberLine, duties_ahead, duties_within, member_lines
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
from lantian_desktop.ui.rota.calendar_layout import POST_WORDS
from lantian_desktop.ui.rota.forms.member import BLANK, MemberForm
from lantian_desktop.ui.rota.row_dragging import RowDragging

SERVING, GONE, ALL = "serving", "gone", "all"
EDIT, LEAVE, UP, DOWN, RETIRE, REMOVE = "edit", "leave", "up", "down", "retire", "remove"
ADD = Offer("add", "加入值班人员", primary=True, shortcut="Ctrl+N")
SHOWN_DUTIES = 8


class MemberList(Tab):
    """Views | people in their order | one in full."""

    leave_requested = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._lines: tuple[MemberLine, ...] = ()
        self.pane: BrowsePane[MemberLine] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self.act)
        self.pane.opened.connect(self._show_current)
        self.pane.detail.link_followed.connect(self._copy)
        self.pane.table.installEventFilter(self)
        self._dragging = RowDragging(self.pane.table)
        self._dragging.row_moved.connect(self.place)

    def refresh(self) -> None:
        """Read the people again and keep the place."""
        self._lines = member_lines(self._shell.office)
        self.pane.refresh()
        self._show_current()

    def status(self) -> Sequence[str]:
        """Return how many take turns."""
        return (f"值班人员 {len(self._of(SERVING))} 人",)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N."""
        self._open_form(partial(MemberForm, self._shell, BLANK))

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        line = self.pane.current()
        if line is None:
            return
        if key in {EDIT, RETIRE}:
            self._open_form(partial(MemberForm, self._shell, line.member), at="left_on" if key == RETIRE else "")
        elif key == LEAVE:
            self.leave_requested.emit(line.member.id)
        elif key in {UP, DOWN}:
            self.shift_row(-1 if key == UP else 1)
        elif key == REMOVE:
            question = Question(
                "删除值班人员", f"删除{line.member.name}？从未排过班的人才能删除。", "删除", danger=True
            )
            self._shell.prompts.ask(self, question, partial(self._remove, line))

    def shift_row(self, by: int) -> None:
        """Move the person the cursor is on up or down among those shown."""
        at = self.pane.table.currentIndex().row()
        self.place((at, at + by))

    def place(self, rows: tuple[int, int]) -> None:
        """Put the person of one row where another one stands."""
        shown = self._of(self.pane.views.chosen())
        source, target = rows
        if not (0 <= source < len(shown) and 0 <= target < len(shown)) or source == target or self.pane.search.text():
            return
        order = [line.member.id for line in self._lines]
        moving, there = shown[source].member.id, shown[target].member.id
        order.remove(moving)
        order.insert(order.index(there) + (1 if target > source else 0), moving)
        self._shell.attempt(partial(rota.place_members, self._shell.office, member_ids=order))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the person."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.shift_row(by)
                return True
        return super().eventFilter(watched, event)

    def _use_tool(self, key: str) -> None:
        if key == ADD.key:
            self.add_new()

    def _remove(self, line: MemberLine) -> None:
        service = partial(rota.remove_member, self._shell.office, member_id=line.member.id)
        self._shell.attempt(service, lambda _done: self._shell.say(f"已删除{line.member.name}。"))

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._shell.say(f"已复制 {number}。")

    def _open_form(self, make: Callable[[], Form], at: str = "") -> None:
        if self._shell.attempt(partial(self._shell.office.require, Right.ARRANGE_DUTY)):
            self._shell.attempt(make, partial(self._show_form, at))

    def _show_form(self, at: str, form: Form) -> None:
        form.saved.connect(self.pane.detail.close_form)
        if isinstance(form, MemberForm):
            form.saved.connect(partial(self._go_to_saved, form))
        form.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()
        if at:
            form.field(at).setFocus()

    def _go_to_saved(self, form: MemberForm) -> None:
        self.pane.table.go_to(form.member_id)

    def _show_current(self) -> None:
        line = self.pane.current()
        if line is None:
            self.pane.detail.show_nothing()
        else:
            self.pane.detail.show_record(self._card(line), self._offers())
        self.status_changed.emit()

    def _card(self, line: MemberLine) -> Detail:
        member, office = line.member, self._shell.office
        schemes = rota.schemes(office)
        ahead = [seat_words(seat, schemes) for seat in duties_ahead(office, member_id=member.id)]
        more = f" 等 {len(ahead)} 班" if len(ahead) > SHOWN_DUTIES else ""
        facts = (
            Fact("担任", posts_words(line)),
            Fact("值班电话", f"{line.number}　复制" if line.number else "", link=line.number, missing=not line.number),
            Fact("号码来源", line.source),
            Fact("分担比例", f"{member.share}%"),
            Fact("加入", cn_date(member.joined_on) if member.joined_on else "一直"),
            Fact("退出", cn_date(member.left_on) if member.left_on else "—"),
        )
        duty = FactGroup("今后排班", (Fact("班次", "、".join(ahead[:SHOWN_DUTIES]) + more),))
        return Detail(
            title=member.name,
            subtitle=posts_words(line),
            chips=tuple(_chips(line)),
            groups=(FactGroup("", facts), self._leave_facts(line), duty),
        )

    def _leave_facts(self, line: MemberLine) -> FactGroup:
        facts = []
        for leave in line.leaves:
            duties = duties_within(self._shell.office, leave=leave)
            days = f"{cn_date(leave.first)} 至 {cn_date(leave.last)}　{leave.note}".rstrip()
            facts.append(Fact(leave.kind.label, days))
            if duties:
                facts.append(Fact("冲突", f"已排值班：{'、'.join(duties)}", Tone.AMBER))
        return FactGroup("请假", tuple(facts) or (Fact("请假", "没有"),))

    def _offers(self) -> tuple[Offer, ...]:
        may = "" if self._shell.office.may(Right.ARRANGE_DUTY) else "排班需要经办或负责人的角色。"
        return (
            Offer(EDIT, "修改", may, primary=True),
            Offer(LEAVE, "登记请假", may),
            Offer(UP, "上移", may, shortcut="Alt+↑"),
            Offer(DOWN, "下移", may, shortcut="Alt+↓"),
            Offer(RETIRE, "退出值班", may),
            Offer(REMOVE, "删除", may, danger=True),
        )

    def _spec(self) -> BrowseSpec[MemberLine]:
        return BrowseSpec(
            name="duty_members",
            columns=(
                Column("姓名", lambda line: line.member.name, width=80),
                Column("担任", _short_posts, width=96),
                Column("值班电话", lambda line: line.number or "缺", width=118, chip=_no_number),
                Column("号码来源", lambda line: line.source, width=124),
                Column("分担", lambda line: f"{line.member.share}%", width=62, right=True),
                Column("请假", _leave_words, width=84),
                Column("加入", lambda line: _iso(line.member.joined_on), width=100, hidden=True),
                Column("退出", lambda line: _iso(line.member.left_on), width=100, hidden=True),
            ),
            key=lambda line: line.member.id,
            page=self._page,
            views=self._views,
            search_hint="查找姓名",
            tools=(ADD,),
            nothing_title="还没有值班人员",
            nothing_yet="从联络名册里选人，或直接填写姓名和电话。",
            nothing_offers=(ADD,),
            choose_title="请选择一名值班人员",
            choose_hint="Alt+↑、Alt+↓ 或拖动调整轮值顺序。",
        )

    def _of(self, view: str) -> list[MemberLine]:
        today = self._shell.office.today
        gone = {line.member.id for line in self._lines if line.member.left_on and line.member.left_on < today}
        if view == ALL:
            return list(self._lines)
        return [line for line in self._lines if (line.member.id in gone) == (view == GONE)]

    def _views(self) -> Sequence[View]:
        names = {SERVING: "参加值班", GONE: "已退出", ALL: "全部"}
        return tuple(View(key, label, len(self._of(key))) for key, label in names.items())

    def _page(self, request: PageRequest) -> Page[MemberLine]:
        found = [
            line for line in self._of(request.view or SERVING) if request.text in f"{line.member.name} {line.number}"
        ]
        return Page(tuple(found[request.offset : request.offset + request.limit]), len(found), request.offset)


def posts_words(line: MemberLine) -> str:
    """Return what somebody serves as."""
    return "、".join(post.label for post in DutyPost if post in line.member.posts)


def _short_posts(line: MemberLine) -> str:
    return "、".join(words for post, words in POST_WORDS.items() if post in line.member.posts)


def _chips(line: MemberLine) -> list[Chip]:
    return [Chip("今天请假", Tone.AMBER)] if line.away_today else []


def _no_number(line: MemberLine) -> Chip | None:
    return None if line.number else Chip("缺", Tone.RED)


def _leave_words(line: MemberLine) -> str:
    if line.away_today:
        return "今天请假"
    return f"{line.leaves[0].first:%m-%d} 起" if line.leaves else ""


def _iso(day: object) -> str:
    return str(day) if day else ""
