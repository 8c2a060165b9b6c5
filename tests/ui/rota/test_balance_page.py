"""轮休换休: periods, sums and lines are shown, days are entered by hand with their errors, and the sheet is written."""

from __future__ import annotations

from datetime import date, timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.rota.rest_balance import RestBalance
from lantian_desktop.domain.rota.rota import DutyMember, Leave, LeaveKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services.rota import rest_balance, rota
from lantian_desktop.ui.rota.balance import ENTER, EXPORT, LAST_YEAR, OTHER, RULE, YEAR, BalancePage
from lantian_desktop.ui.rota.forms.period import PeriodForm
from lantian_desktop.ui.rota.forms.rest_entry import RestEntryForm
from tests.ui.tab_kit import make_stage, texts_of

BOTH = frozenset(DutyPost)
SATURDAY = date(2019, 7, 6)


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def page(qtbot, stage) -> BalancePage:
    office = stage.office
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 1, 1)))
    people = [rota.save_member(office, member=DutyMember(0, name, BOTH)).id for name in ("示例甲", "示例乙")]
    seats = {Seat(SATURDAY + timedelta(days=n), 0, DutyPost.LEADER): people[0] for n in (0, 2)}
    rota.give_seats(office, given=seats, title="排班")
    rota.save_leave(office, leave=Leave(0, people[1], date(2019, 7, 8), date(2019, 7, 8), LeaveKind.REST))
    made = BalancePage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1180, 650)
    made.show()
    office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    return made


def shown(page: BalancePage) -> dict[str, RestBalance]:
    rows = (page.pane.rows.row(number) for number in range(page.pane.rows.rowCount()))
    return {row.member.name: row for row in rows}


def form(page: BalancePage, key: str):
    """Press a button and return the form it opens."""
    page.pane.tool_pressed.emit(key)
    return page.pane.detail.form


def test_the_year_is_shown_first_and_who_took_too_much_is_named(page) -> None:
    assert page.span == (date(2019, 1, 1), date(2019, 12, 31))
    assert {name: one.balance for name, one in shown(page).items()} == {"示例甲": 10, "示例乙": -10}
    assert list(page.status())[:2] == ["共 2 人", "透支 1 人"]
    page.pane.table.go_to(shown(page)["示例乙"].member.id)
    assert "透支 1" in texts_of(page.pane.detail)
    assert "换休 7月8日，1 个工作日" in texts_of(page.pane.detail)


def test_periods_are_chosen_at_the_left_or_typed(page) -> None:
    page.pane.views.choose(LAST_YEAR)
    assert page.span == (date(2018, 1, 1), date(2018, 12, 31))
    assert {one.balance for one in shown(page).values()} == {0}
    typed = form(page, OTHER)
    assert isinstance(typed, PeriodForm)
    typed.fill({"first": "2019年7月8日", "last": "2019年7月1日"})
    assert not typed.save()
    assert "结束日期早于开始日期" in typed.field("last").error
    typed.fill({"last": "2019年7月31日"})
    assert typed.save()
    assert page.pane.views.chosen() == OTHER
    assert (shown(page)["示例甲"].opening, shown(page)["示例甲"].load.shifts) == (10, 1)
    page.pane.views.choose(YEAR)
    assert shown(page)["示例甲"].opening == 0


def test_days_are_entered_by_hand_for_the_person_in_view(page, stage) -> None:
    page.pane.table.go_to(shown(page)["示例乙"].member.id)
    page.add_new()
    entry = page.pane.detail.form
    assert isinstance(entry, RestEntryForm)
    assert entry.person.text() == str(shown(page)["示例乙"].member.id)
    entry.fill({"days": "一天半", "reason": "上年结转"})
    assert not entry.save()
    assert "最多一位小数" in entry.days.error
    entry.fill({"days": "－1.5"})
    assert entry.save()
    assert page.pane.detail.form is None
    assert shown(page)["示例乙"].balance == -25
    assert "-1.5 天　上年结转（示例甲补记）" in texts_of(page.pane.detail)
    assert stage.messages[-1] == "已补记。"


def test_what_duty_earns_is_set(page, stage) -> None:
    rule = form(page, RULE)
    rule.fill({"rest_day": "20"})
    assert not rule.save()
    assert "0 至 10" in rule.field("rest_day").error
    rule.fill({"rest_day": "1.5"})
    assert rule.save()
    assert rest_balance.rule(stage.office).rest_day == 15
    assert shown(page)["示例甲"].balance == 15


def test_the_list_is_sorted_searched_and_exported(page, stage, tmp_path) -> None:
    at = next(at for at, column in enumerate(page.pane.rows.columns) if column.header == "结余")
    page.pane.table.sortByColumn(at, Qt.SortOrder.AscendingOrder)
    assert list(shown(page)) == ["示例乙", "示例甲"]
    page.pane.show_view(YEAR, "甲")
    assert list(shown(page)) == ["示例甲"]
    stage.prompts.file = tmp_path / "换休.xlsx"
    page.pane.tool_pressed.emit(EXPORT)
    assert stage.prompts.requests[-1].save_as == "轮休换休-2019-01-01至2019-12-31.xlsx"
    assert openpyxl.load_workbook(stage.prompts.file).sheetnames == ["轮休换休", "换休明细", "值班负荷"]
    assert stage.messages[-1].startswith("已导出 2 人到 ")


def test_who_may_not_arrange_only_looks(page, stage) -> None:
    stage.office.switch_user(User("示例己", frozenset({Role.DUTY_OFFICER})))
    page.refresh()
    assert not page.pane.tool(RULE).isEnabled()
    assert not page.pane.detail.bar.button(ENTER).isEnabled()
    page.add_new()
    assert page.pane.detail.form is None
