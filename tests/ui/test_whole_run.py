"""The office's main job in the window, from a new PC to a rebound: through real widgets, with a real store and real threads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueView
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.import_plan import RowVerdict
from lantian_desktop.services.issues import issues
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.admin.first_run import FirstRun
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.work.appearance import Appearance
from tests.factories import PASSWORD, QUICK, Wall
from tests.ui import walk_letter, walk_work
from tests.ui.hands import CTRL, add_file, button_of, click, enter, fill, pick, refusal_of, search, text_of_widget
from tests.ui.walk import WAIT_MS, Walk, count_of, lines_of, offers_of, shows_counts, stands

SAMPLES = resources() / "samples"
THREE = ("高督-12-001", "高督-12-003", "高督-12-018")
APPEALED = "高督-12-013"


@pytest.fixture
def walk(tmp_path: Path, appearance: Appearance) -> Iterator[Walk]:
    made = Walk(tmp_path, appearance, Wall(datetime(2019, 7, 17, 9, 0)))
    yield made
    made.close()


def test_the_main_job_from_a_new_pc_to_a_rebound(walk, qtbot) -> None:
    an_office_is_made(walk)
    somebody_signs_in(walk)
    the_roster_comes_in(walk, qtbot)
    the_list_comes_in(walk, qtbot)
    three_are_confirmed_and_one_is_appealed(walk)
    walk_letter.a_letter_assigns_them(walk, qtbot, THREE)
    walk_work.plans_are_written_and_approved(walk, THREE)
    walk_work.the_work_is_reported_done(walk, THREE[2])
    walk_work.it_is_verified(walk, THREE[2])
    walk_work.it_is_struck_off(walk, THREE[2])
    walk_work.it_is_reopened(walk, THREE[2])
    assert journal.verify(walk.office).sound


def an_office_is_made(walk: Walk) -> None:
    walk.desk.begin()
    wizard = walk.find(FirstRun)
    walk.shot("01-wizard-unit")
    click(wizard.next_button)
    assert "请填写所在区县、开发区" in text_of_widget(wizard)
    walk.shot("01-wizard-refused")
    enter(wizard.fields["unit"], "高陵区")
    assert wizard.fields["prefix"].text() == "高治霾函"
    click(wizard.next_button)
    for name, text in (("admin", "示例甲"), ("password", PASSWORD), ("password2", "something-else")):
        enter(wizard.fields[name], text)
    click(wizard.next_button)
    assert "两次输入的密码不一致" in text_of_widget(wizard)
    walk.shot("02-wizard-password-refused")
    enter(wizard.fields["password2"], PASSWORD)
    click(wizard.next_button)
    walk.shot("03-wizard-folder")
    assert not setup.store_exists(walk.folder / "office")
    click(wizard.next_button)
    assert wizard.code
    assert wizard.code in text_of_widget(wizard)
    click(button_of(wizard, "复制恢复码"))
    assert QGuiApplication.clipboard().text() == wizard.code
    walk.shot("04-wizard-code")
    click(wizard.next_button)
    walk.shot("05-wizard-roster")
    click(wizard.next_button)
    assert walk.office.profile.letterhead == "西安市高陵区铁腕治霾工作组办公室"
    walk.shot("06-first-window")
    users.add_user(walk.office, name="示例丙", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)


def somebody_signs_in(walk: Walk) -> None:
    walk.start_again()
    gate = walk.find(PasswordGate)
    assert "本系统不得录入涉密信息" in text_of_widget(gate)
    pick(gate.name_field.combo, "示例甲")
    enter(gate.password_field, "wrong password")
    click(gate.go_button)
    assert "密码" in gate.error
    assert walk.desk.office is None
    walk.shot("07-wrong-password")
    enter(gate.password_field, PASSWORD)
    QTest.keyClick(gate.password_field.line, Qt.Key.Key_Return)
    assert walk.office.user.name == "示例甲"
    assert "示例甲" in walk.desk.windowTitle()


def checked(walk: Walk, qtbot, tab: str, file: Path) -> ImportWindow:
    walk.prompts.file = file
    click(walk.pane(tab).tool("import"))
    window = walk.find(ImportWindow)
    click(window.choose_button)
    qtbot.waitUntil(lambda: window.plan is not None, timeout=WAIT_MS)
    return window


def taken(walk: Walk, qtbot, window: ImportWindow) -> None:
    with qtbot.waitSignal(window.destroyed, timeout=WAIT_MS):
        click(window.apply_button)


def the_roster_comes_in(walk: Walk, qtbot) -> None:
    pane = walk.pane("roster")
    before = pane.rows.total
    window = checked(walk, qtbot, "roster", SAMPLES / "联络名册.xlsx")
    assert window.plan.count(RowVerdict.FAULTY) == 0
    walk.shot("08-import-roster", window)
    assert roster.roster_page(walk.office, query=RosterQuery()).total == before
    new = window.plan.count(RowVerdict.NEW)
    taken(walk, qtbot, window)
    assert walk.notice.startswith("已导入：新增")
    assert walk.pane("roster").rows.total == before + new
    search(pane, "邓慧敏")
    walk.shot("09-roster")


def the_list_comes_in(walk: Walk, qtbot) -> None:
    window = checked(walk, qtbot, "inbox", SAMPLES / "问题清单.xlsx")
    good, faulty = window.plan.count(RowVerdict.NEW), window.plan.count(RowVerdict.FAULTY)
    assert (good + faulty, faulty) == (120, 5)
    assert "没有“2019年7月38日”这一天" in " ".join(lines_of(window))
    walk.shot("10-import-issues", window)
    walk.prompts.file = walk.folder / "错误清单.xlsx"
    click(window.errors_button)
    assert walk.prompts.file.stat().st_size > 1000
    assert "错误清单已保存" in window.sentence
    assert issues.view_counts(walk.office).get(IssueView.ALL, 0) == 0
    taken(walk, qtbot, window)
    assert count_of(walk.pane("inbox"), "全部") == good
    shows_counts(walk)
    walk.shot("11-inbox")


def three_are_confirmed_and_one_is_appealed(walk: Walk) -> None:
    pane = walk.look_at("inbox", "待确认")
    search(pane, "高督")
    for at, number in enumerate(THREE):
        walk.click_row(pane, number, CTRL if at else Qt.KeyboardModifier.NoModifier)
    assert "已选 3 项" in text_of_widget(pane.detail)
    walk.shot("12-three-chosen")
    walk.press(pane, "confirm")
    assert walk.notice == "3 件 已确认。"
    for number in THREE:
        stands(walk, number, IssueState.CONFIRMED, IssueAction.CONFIRM, IssueView.CONFIRMED)
    QTest.keyClick(pane.table, Qt.Key.Key_Z, CTRL)
    assert walk.notice == "已撤销：确认 3 件。"
    assert {walk.issue(number).state for number in THREE} == {IssueState.PENDING}
    shows_counts(walk)
    confirm_again(walk)
    one_is_appealed(walk)


def confirm_again(walk: Walk) -> None:
    pane = walk.look_at("inbox", "待确认")
    search(pane, "高督")
    for number in THREE:
        walk.click_row(pane, number)
        QTest.keyClick(pane.table, Qt.Key.Key_Space)
    assert "已标记 3" in text_of_widget(walk.window.status)
    walk.press(pane, "confirm")
    assert {walk.issue(number).state for number in THREE} == {IssueState.CONFIRMED}


def one_is_appealed(walk: Walk) -> None:
    pane = walk.look_at("inbox", "待确认", APPEALED)
    assert "上级撤销" not in offers_of(pane)
    form = walk.press(pane, "appeal")
    assert isinstance(form, StepForm)
    walk.refused(APPEALED, "请填写申诉理由", lambda: click(form.save_button), lambda: refusal_of(form))
    walk.shot("13-appeal-refused")
    fill(form, reason="该片区已于 6 月通气，附通气单。")
    add_file(walk.prompts, form.field("evidence"), walk.file("通气单.jpg"))
    walk.shot("14-appeal")
    click(form.save_button)
    stands(walk, APPEALED, IssueState.APPEALED, IssueAction.APPEAL, IssueView.APPEALED)
    assert "通气单.jpg" in text_of_widget(pane.detail)
    assert [paper.name for paper in walk.detail(APPEALED).attachments] == ["通气单.jpg"]
    walk.shot("15-appealed")
