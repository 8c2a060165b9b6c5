"""Who takes turns and who is away: entered from the roster, put into order, retired, and leave that meets duty is shown at once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.rota.forms.leave import LeaveForm
from lantian_desktop.ui.rota.forms.member import MemberForm
from lantian_desktop.ui.rota.members import MembersPage
from lantian_desktop.ui.rota.row_dragging import row_data
from tests.ui.duty.kit import LEADERS, OFFICERS, arrange, drop_at, man
from tests.ui.hands import ALT, refusal_of, write
from tests.ui.tab_kit import make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def page(qtbot, stage) -> MembersPage:
    made = MembersPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


@pytest.fixture
def crew(stage, page):
    return man(stage.office)


def names(stage) -> list[str]:
    return [member.name for member in rota.members(stage.office)]


def test_the_first_one_comes_from_the_roster_and_keeps_its_number(page, stage) -> None:
    unit = roster.find_unit(stage.office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "欧阳示例", Phones(mobile="13800000042"))
    saved = roster.save_entry(stage.office, entry=entry)
    assert "还没有值班人员" in texts_of(page)
    page.add_new()
    form = page.members.pane.detail.form
    assert isinstance(form, MemberForm)
    write(form.contact.line, "oy")
    assert len(form.contact.offered()) == 1
    QTest.keyClick(form.contact.line.completer().popup(), Qt.Key.Key_Return)
    assert form.contact.complaint() == ""
    assert form.name.text() == "欧阳示例"
    form.field("posts").set_text("duty_leader\nduty_officer")
    assert form.save()
    [member] = rota.members(stage.office)
    assert (member.contact_id, member.posts) == (saved.id, frozenset(DutyPost))
    assert "13800000042" in texts_of(page)
    assert "名册：科员" in texts_of(page)


def test_who_was_added_last_is_the_one_shown(page, stage, crew) -> None:
    page.add_new()
    form = page.members.pane.detail.form
    write(form.name.line, "nobody-yet")
    assert form.save()
    assert page.members.pane.current().member.name == "nobody-yet"
    assert "nobody-yet" in texts_of(page.members.pane.detail)


def test_what_is_wrong_is_reported_beside_its_entry(page, stage, crew) -> None:
    page.add_new()
    form = page.members.pane.detail.form
    form.name.set_text("徐一鸣")
    assert not form.save()
    assert "已有徐一鸣" in form.name.error
    form.name.set_text("新人")
    form.field("share").set_text("一半")
    assert not form.save()
    assert "1 至 100" in refusal_of(form)
    write(form.contact.line, "没有这个人")
    assert not form.save()
    assert "名册里没有选中" in form.contact.error
    assert "新人" not in names(stage)


def test_the_order_is_changed_by_keys_and_by_dragging(page, stage, crew) -> None:
    table = page.members.pane.table
    table.go_to(crew.id("示例钱"))
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert names(stage)[:3] == ["示例钱", "示例赵", "示例孙"]
    assert page.members.pane.current().member.name == "示例钱"
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert names(stage)[0] == "示例钱"
    below = table.visualRect(page.members.pane.rows.index(2, 0)).center()
    drop_at(table.viewport(), row_data(0), below)
    assert names(stage)[:3] == ["示例赵", "示例孙", "示例钱"]


def test_who_stood_a_shift_retires_and_who_never_did_is_removed(page, stage, crew) -> None:
    arrange(stage.office, crew, days=3)
    page.members.pane.table.go_to(crew.id("徐一鸣"))
    page.members.act("remove")
    assert "退出日期" in stage.messages[-1]
    page.members.act("retire")
    form = page.members.pane.detail.form
    form.left.set_day(date(2019, 7, 10))
    assert form.save()
    page.members.pane.show_view("gone")
    assert [line.member.name for line in page.members.pane.rows._rows] == ["徐一鸣"]
    page.members.pane.show_view("serving")
    page.members.pane.table.go_to(crew.id("尉迟五"))
    page.members.act("remove")
    assert names(stage) == [*LEADERS, *OFFICERS[:-1]]


def test_leave_that_meets_duty_is_shown_while_it_is_typed_and_afterwards(page, stage, crew) -> None:
    arrange(stage.office, crew)
    page.members.pane.table.go_to(crew.id("徐一鸣"))
    page.members.act("leave")
    form = page.leaves.pane.detail.form
    assert isinstance(form, LeaveForm)
    form.first.set_day(date(2019, 7, 20))
    form.last.set_day(date(2019, 7, 19))
    assert not form.save()
    assert "早于开始" in form.last.error
    form.last.set_day(date(2019, 7, 27))
    assert "7月21日、7月26日" in form.overlap
    form.first.set_day(date(2019, 7, 22))  # the shift of the 21st lasts until that morning
    assert "7月21日、7月26日" in form.overlap
    form.first.set_day(date(2019, 7, 23))
    assert "7月21日" not in form.overlap
    form.first.set_day(date(2019, 7, 20))
    assert form.save()
    assert "已排值班" in stage.messages[-1]
    assert page.leaves.pane.current().duties == ("7月21日", "7月26日")
    page.show_people()
    page.members.pane.table.go_to(crew.id("徐一鸣"))
    assert "已排值班：7月21日、7月26日" in texts_of(page.members.pane.detail)


def test_leave_is_listed_by_month_changed_and_removed(page, stage, crew) -> None:
    page.show_leave()
    page.add_new()
    form = page.leaves.pane.detail.form
    form.member.set_text(str(crew.id("马二宝")))
    form.kind.set_text("sick")
    form.first.set_day(date(2019, 8, 2))
    form.last.set_day(date(2019, 8, 3))
    assert form.save()
    assert {view.key: view.count for view in page.leaves._views()} == {"month": 0, "next": 1, "all": 1}
    page.leaves.pane.show_view("next")
    page.leaves.act("edit")
    page.leaves.pane.detail.form.first.set_day(date(2019, 7, 30))
    assert page.leaves.pane.detail.form.save()
    assert {view.key: view.count for view in page.leaves._views()} == {"month": 1, "next": 1, "all": 1}
    page.leaves.act("remove")
    assert rota.leaves(stage.office) == ()
