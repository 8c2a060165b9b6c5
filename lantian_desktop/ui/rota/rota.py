"""排班表: the month or week of duty with its people, its tools, and the seat the cursor is on in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.rota.rota import ChangeKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.admin.calendar import holiday_reminder
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import DutyDay, DutySeat, duty_days, last_arranged, quarter_points
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.linked import DutyPageRequest, LinkedPage
from lantian_desktop.ui.kit.lists.detail import DetailPane
from lantian_desktop.ui.kit.lists.empty import EmptyState
from lantian_desktop.ui.kit.lists.page_with_detail import FORM_WIDTH, PageWithDetail
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.rota.arranging import RotaArranging
from lantian_desktop.ui.rota.bar import LEGEND, Banner, RotaBar
from lantian_desktop.ui.rota.calendar_keys import CalendarCommand
from lantian_desktop.ui.rota.calendar_layout import Tentative, week_of, whole_weeks
from lantian_desktop.ui.rota.calendar_view import CalendarView, Gift, Move
from lantian_desktop.ui.rota.calendar_words import as_tsv
from lantian_desktop.ui.rota.forms.change import ChangeForm
from lantian_desktop.ui.rota.forms.scheme import SchemeForm
from lantian_desktop.ui.rota.name_typing import NameTyping
from lantian_desktop.ui.rota.papers import RotaPapers
from lantian_desktop.ui.rota.people_strip import PeopleStrip, Person
from lantian_desktop.ui.rota.seat_detail import (
    CLEAR,
    GIVE,
    PIN,
    STAND_IN,
    SWAP,
    arranging_refusal,
    chosen_in,
    seat_detail,
    seat_offers,
)

WEEK, MONTH = "week", "month"
NOTHING_YET = "还没有排过班：可以自动排班，也可以把下面的人名拖到日历上，或选中一班后直接输入姓名。"


class RotaPage(LinkedPage):
    """Calendar at the left, the chosen seat at the right."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.day = shell.office.today
        self.mode = shell.memory.recall("duty/calendar") or MONTH
        self._days: tuple[DutyDay, ...] = ()
        self.tentative: Tentative = {}
        self.bar = RotaBar()
        self.banner = Banner("去录入", "去录入节假日")
        self.hint = Banner("自动排班", "自动排班", Tone.NEUTRAL)
        self.people = PeopleStrip()
        self.calendar = CalendarView(shell.office.today)
        self.typing = NameTyping(self.calendar)
        self.empty = EmptyState("", "")
        self.detail = DetailPane(
            EmptyState("选择一班", "方向键移动，直接输入姓名排人，空格锁定，Ctrl+X 拿起、Ctrl+V 放下。")
        )
        self.papers = RotaPapers(shell, self)
        self.arranging = RotaArranging(shell, self)
        self._legend = plain_label(LEGEND, "small", wrap=True)
        self._stack = QStackedWidget()
        self.page_with_detail = PageWithDetail(self._build_middle(), self.detail)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the days again and keep the cursor."""
        first, last = self.span()
        office = self._shell.office
        self._days = duty_days(office, first=first, last=last)
        self.bar.show_span(self.day, mode=self.mode)
        self._say_what_is_missing()
        self.people.show_people(self._people())
        month = None if self.mode == WEEK else self.day.replace(day=1)
        self.calendar.show_days(self._days, today=office.today, month=month, tentative=self.tentative)
        self._lead_on()
        self.status_changed.emit()

    def span(self) -> tuple[date, date]:
        """Return the first and the last day shown."""
        return week_of(self.day) if self.mode == WEEK else whole_weeks(self.day)

    def status(self) -> Sequence[str]:
        """Return how many shifts the month or week has, how many seats are vacant or contradict themselves."""
        if self.calendar.carried is not None:
            return ("已拿起，到要去的位置按 Ctrl+V 或回车放下，Esc 放弃",)
        shown = [day for day in self._days if self.mode == WEEK or day.day.month == self.day.month]
        seats = [seat for day in shown for seat in day.seats]
        vacant = sum(seat.seated is None for seat in seats)
        wrong = sum(bool(seat.conflicts) for seat in seats)
        shifts = sum(len(day.shifts) for day in shown)
        return tuple(
            words
            for words, wanted in ((f"共 {shifts} 班", True), (f"缺 {vacant}", vacant), (f"冲突 {wrong}", wrong))
            if wanted
        )

    def focus_search(self) -> None:
        """Ctrl+F: choose the month."""
        self.bar.choose_day(self.day, self.go_to)

    def add_new(self) -> None:
        """Ctrl+N: type a name into the seat."""
        self._type("")

    def print_shown(self) -> None:
        """Ctrl+P."""
        self.papers.print_shown()

    def go_to(self, day: date) -> None:
        """Show the month or week of a day."""
        self.day = day
        self.refresh()

    def go_today(self) -> None:
        """Home: show today and put the cursor on its first seat."""
        today = self._shell.office.today
        self.go_to(today)
        self.calendar.go_to(next((seat.seat for day in self._days if day.day == today for seat in day.seats), None))

    def show_seat(self, seat: Seat) -> None:
        """Show a seat, whatever month it lies in."""
        self.go_to(seat.day)
        self.calendar.go_to(seat)

    def open_form(self, make: Callable[[], Form]) -> None:
        """Show a form in the place of the detail."""
        self._shell.attempt(make, self.show_form)

    def show_tentative(self, tentative: Tentative) -> None:
        """Show names that are only proposed, or none."""
        self.tentative = tentative
        self.refresh()

    def current(self) -> DutySeat | None:
        """Return the seat the cursor is on."""
        return self.calendar.current()

    def act(self, key: str) -> None:
        """Do what a button under the seat asks for."""
        duty_seat = self.current()
        if duty_seat is None:
            return
        office, seat = self._shell.office, duty_seat.seat
        if key == GIVE:
            self._type("")
        elif key in {SWAP, STAND_IN}:
            kind = ChangeKind.SWAP if key == SWAP else ChangeKind.STAND_IN
            self.open_form(lambda: ChangeForm(self._shell, kind=kind, seat=seat))
        elif key == CLEAR and duty_seat.seated is not None:
            self._do(
                partial(rota.clear_seats, office, seats=(seat,)), f"已清除{duty_seat.seated.planned.name}的这一班。"
            )
        elif key == PIN and duty_seat.seated is not None:
            service = partial(rota.pin_seat, office, seat=seat, pinned=not duty_seat.pinned)
            self._do(service, "已解除锁定。" if duty_seat.pinned else "已锁定，重新排班时不会改动。")

    def carry_out(self, move: Move) -> None:
        """Move somebody to another seat; who sits there comes back."""
        self._do(partial(rota.move, self._shell.office, source=move.source, target=move.target), "已移动。")

    def give(self, gift: Gift) -> None:
        """Put somebody into a seat."""
        service = partial(rota.assign, self._shell.office, seat=gift.seat, member_id=gift.member_id)
        self._do(service, f"已排{self._name(gift.member_id)}。")

    def use_tool(self, key: str) -> None:
        """Do what a tool over the calendar, or a button of an empty state, is for."""
        turns: dict[str, Callable[[], None]] = {
            "back": partial(self._turn, -1),
            "on": partial(self._turn, 1),
            "today": self.go_today,
            "choose": partial(self.bar.choose_day, self.day, self.go_to),
            WEEK: partial(self._show_mode, WEEK),
            MONTH: partial(self._show_mode, MONTH),
            "scheme": partial(self.open_form, partial(SchemeForm, self._shell)),
            "arrange": self.arranging.open,
            "members": partial(self.page_requested.emit, DutyPageRequest("members")),
        }
        turns.get(key, partial(self.papers.use_tool, key))()

    def _build_middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.people)
        column.addWidget(self.calendar, 1)
        column.addWidget(self._legend)
        return middle

    def _build(self) -> None:
        self._stack.addWidget(self.page_with_detail)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.hint)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.calendar)

    def _connect(self) -> None:
        self.bar.tool_pressed.connect(self.use_tool)
        self.banner.pressed.connect(self.papers.open_holidays)
        self.hint.pressed.connect(self.arranging.open)
        self.empty.action_requested.connect(self.use_tool)
        self.people.person_given.connect(self._give_here)
        self.calendar.current_changed.connect(self._show_current)
        self.calendar.carried_changed.connect(self.status_changed)
        self.calendar.move_requested.connect(self.carry_out)
        self.calendar.gift_requested.connect(self.give)
        self.calendar.command_requested.connect(self._run_command)
        self.calendar.typing_begun.connect(self._type)
        self.calendar.menu_requested.connect(self._show_menu)
        self.typing.chosen.connect(self._give_here)
        self.typing.left.connect(self.calendar.setFocus)
        self.detail.action_requested.connect(self.act)
        self.detail.link_followed.connect(self._copy_number)
        self.detail.form_closed.connect(self.arranging.end)
        self.page_with_detail.closed.connect(self.calendar.setFocus)

    def _say_what_is_missing(self) -> None:
        office = self._shell.office
        may = "" if office.may(Right.ADMINISTER) else "录入节假日需要管理员的角色。"
        first, last = self.span()
        self.banner.say(holiday_reminder(office, first=first, last=last), refusal=may)
        first_time = bool(rota.members(office)) and last_arranged(office) is None and not self.tentative
        self.hint.say(NOTHING_YET if first_time else "", refusal=arranging_refusal(office))

    def _lead_on(self) -> None:
        """Say what to do first while there are no shifts or nobody to stand them."""
        office = self._shell.office
        if not rota.schemes(office):
            sentence = (
                "还没有设置班次",
                "先定一天分几班、几点交接、每班几人。",
                (Offer("scheme", "设置班次", primary=True),),
            )
        elif not rota.members(office):
            sentence = (
                "还没有值班人员",
                "把参加值班的人从名册里加进来。",
                (Offer("members", "加入值班人员", primary=True),),
            )
        else:
            self._stack.setCurrentIndex(0)
            return
        self.empty.say(*sentence)
        self._stack.setCurrentIndex(1)

    def _people(self) -> tuple[Person, ...]:
        found = rota.members(self._shell.office)
        serving = [one for one in found if any(one.serves_on(day) for day in self.span())]
        loads = quarter_points(self._shell.office, day=self.day)
        return tuple(Person(one.id, one.name, _posts(one.posts), str(loads.get(one.id, 0))) for one in serving)

    def _people_for(self, seat: Seat) -> list[Person]:
        able = {one.id for one in rota.members(self._shell.office, on=seat.day, post=seat.post)}
        return [person for person in self.people.people() if person.member_id in able]

    def _name(self, member_id: int) -> str:
        return next((person.name for person in self.people.people() if person.member_id == member_id), "")

    def _do(self, service: Callable[[], object], sentence: str) -> None:
        self._shell.attempt(service, lambda _done: say_done(self._shell, sentence))

    def _run_command(self, command: CalendarCommand) -> None:
        keys = {CalendarCommand.CLEAR: CLEAR, CalendarCommand.PIN: PIN}
        tools = {CalendarCommand.BACK: "back", CalendarCommand.ON: "on", CalendarCommand.TODAY: "today"}
        if command in keys:
            self.detail.bar.press(keys[command])
        elif command in tools:
            self.use_tool(tools[command])
        elif command is CalendarCommand.COPY:
            self.copy_days()
        elif command is CalendarCommand.OPEN:
            self.page_with_detail.open_detail()

    def copy_days(self) -> None:
        """Ctrl+C: put the month or week shown into the clipboard, a line for every shift."""
        shown = [day for day in self._days if self.mode == WEEK or day.day.month == self.day.month]
        QGuiApplication.clipboard().setText(as_tsv(shown))
        self._shell.say("已复制，可粘贴到表格。")

    def _type(self, text: str) -> None:
        duty_seat = self.current()
        if duty_seat is None or not self._shell.attempt(partial(self._shell.office.require, Right.ARRANGE_DUTY)):
            return
        self.typing.begin(text, self._people_for(duty_seat.seat), self.calendar.seat_rect(duty_seat.seat))

    def _give_here(self, member_id: int) -> None:
        duty_seat = self.current()
        self.calendar.setFocus()
        if duty_seat is not None:
            self.give(Gift(member_id, duty_seat.seat))

    def _turn(self, by: int) -> None:
        if self.mode == WEEK:
            self.go_to(self.day + timedelta(days=7 * by))
        else:
            number = self.day.year * 12 + self.day.month - 1 + by
            self.go_to(date(number // 12, number % 12 + 1, 1))

    def _show_mode(self, mode: str) -> None:
        duty_seat = self.current()
        self.mode = mode
        self._shell.memory.remember("duty/calendar", mode)
        self.go_to(duty_seat.seat.day if duty_seat else self.day)

    def _show_current(self) -> None:
        duty_seat = self.current()
        if duty_seat is not None:
            self.arranging.follow(duty_seat.seat)
        chosen = chosen_in(self._days, duty_seat.seat) if duty_seat else None
        if chosen is None:
            self.detail.show_nothing()
            return
        office = self._shell.office
        self.detail.show_record(seat_detail(office, chosen), seat_offers(office, chosen.duty_seat))

    def show_form(self, form: Form, *, width: int = FORM_WIDTH) -> None:
        """Put a form in the place of the detail, with room of so many pixels."""
        form.saved.connect(self.detail.close_form)
        form.closed.connect(self.detail.close_form)
        self.page_with_detail.show_form(form, width=width)
        self._stack.setCurrentIndex(0)

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu("这一班", self)
        self.detail.bar.fill_menu(menu)
        menu.addSeparator()
        menu.addAction("复制本月（含表头）").triggered.connect(self.copy_days)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _copy_number(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._shell.say(f"已复制 {number}。")


def _posts(posts: frozenset[DutyPost]) -> str:
    return "、".join(post.label for post in DutyPost if post in posts)
