"""The desk by keyboard: tabs, find, search, moving, opening, copying, help, refreshing; drafts, the lock, and a second window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.services.admin import journal
from lantian_desktop.services.issues import issues
from lantian_desktop.ui.admin.first_run import FirstRun
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.shell.help_window import HelpWindow
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import PASSWORD, Wall, new_issue
from tests.ui.hands import ALT, CTRL, button_of, click, enter, fill, pick, text_of_widget, write
from tests.ui.walk import Walk, lines_of, offer

SITES = ("崇皇街道某堆场", "通远街道某木器加工点", "张卜街道某砂石厂")


@pytest.fixture
def walk(tmp_path: Path, appearance: Appearance) -> Iterator[Walk]:
    made = Walk(tmp_path, appearance, Wall(datetime(2019, 7, 17, 9, 0)))
    office = made.enter_office()
    for at, site in enumerate(SITES, 1):
        issues.register_issue(office, issue=new_issue(office, number=f"高督-12-00{at}", site=site))
    yield made
    made.close()


def test_the_keys_go_where_they_say(walk) -> None:
    for at, spec in enumerate(TABS):
        walk.key(Qt.Key(Qt.Key.Key_1 + at), ALT)
        assert walk.window.tabs.tabText(walk.window.tabs.currentIndex()) == spec.label
    pane = walk.pane("inbox")
    assert pane.table.hasFocus()
    numbers = [pane.table.current_row().number]
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        walk.key(key)
        numbers.append(pane.table.current_row().number)
    assert numbers == ["高督-12-001", "高督-12-002", "高督-12-003", "高督-12-002"]
    assert SITES[1] in text_of_widget(pane.detail)
    walk.key(Qt.Key.Key_F, CTRL)
    assert pane.search.hasFocus()
    write(pane.search, "ssc")
    walk.key(Qt.Key.Key_Return)
    assert [line.split()[0] for line in lines_of(pane)] == ["高督-12-003"]
    walk.key(Qt.Key.Key_Escape)
    assert len(lines_of(pane)) == 3


def test_rows_are_copied_with_their_header_for_a_spreadsheet(walk) -> None:
    pane = walk.pane("inbox")
    pane.table.setFocus()
    walk.key(Qt.Key.Key_A, CTRL)
    walk.key(Qt.Key.Key_C, CTRL)
    copied = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert copied[0] == ["编号", "点位", "类别", "状态", "期限", "属地"]
    assert [line[:2] for line in copied[1:]] == [[f"高督-12-00{at}", site] for at, site in enumerate(SITES, 1)]


def test_anything_is_found_and_opened(walk) -> None:
    walk.tab("roster")
    walk.key(Qt.Key.Key_K, CTRL)
    finder = walk.window.header.finder
    assert finder.hasFocus()
    write(finder, "木器")
    finder.settle()
    walk.shot("70-finder")
    walk.key(Qt.Key.Key_Return)
    assert walk.window.tabs.tabText(walk.window.tabs.currentIndex()) == "问题收件箱"
    assert SITES[1] in text_of_widget(walk.window)


def test_enter_opens_f5_reads_again_and_f1_helps(walk, qtbot) -> None:
    pane = walk.pane("inbox")
    with qtbot.waitSignal(pane.opened):
        walk.key(Qt.Key.Key_Return)
    walk.clock.pass_days(40)
    walk.key(Qt.Key.Key_F5)
    assert "截至 2019年8月26日" in text_of_widget(walk.window.status)
    walk.key(Qt.Key.Key_F1)
    manual = walk.find(HelpWindow)
    assert manual.chapters.count() >= 8
    write(manual.search, "销号")
    manual.search.settle()
    assert "销号" in manual.page.toPlainText()
    walk.shot("71-manual", manual)
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_what_was_typed_comes_back_after_the_program_was_closed(walk) -> None:
    walk.tab("inbox")
    walk.key(Qt.Key.Key_N, CTRL)
    form = walk.find(IssueForm)
    fill(form, site="姬家街道某加油站", description="油气回收装置气液比检测不合格。")
    walk.key(Qt.Key.Key_Escape)
    appeal = walk.press(walk.look_at("inbox", "待确认", "高督-12-002"), "appeal")
    fill(appeal, reason="该点位已于 6 月拆除")
    walk.start_again()
    sign_in(walk, "示例甲")
    walk.tab("inbox")
    walk.key(Qt.Key.Key_N, CTRL)
    again = walk.find(IssueForm)
    assert again.draft_offered
    walk.shot("72-draft-offered")
    click(button_of(again, "恢复"))
    assert again.field("site").text() == "姬家街道某加油站"
    fill(again, territory_id="姬家街道", category="工业企业污染防治")
    click(again.save_button)
    assert any("姬家街道某加油站" in line for line in lines_of(walk.pane("inbox")))
    form = walk.press(walk.look_at("inbox", "待确认", "高督-12-002"), "appeal")
    click(button_of(form, "恢复"))
    assert form.field("reason").text() == "该点位已于 6 月拆除"
    click(form.save_button)
    assert walk.issue("高督-12-002").state is IssueState.APPEALED


def sign_in(walk: Walk, name: str, password: str = PASSWORD) -> PasswordGate:
    gate = walk.find(PasswordGate)
    pick(gate.name_field.combo, name)
    enter(gate.password_field, password)
    click(gate.go_button)
    return gate


def test_the_lock_keeps_what_stands_behind_it(walk) -> None:
    form = walk.press(walk.look_at("inbox", "待确认", "高督-12-001"), "appeal")
    assert isinstance(form, StepForm)
    fill(form, reason="写了一半")
    before = journal.head(walk.office)
    walk.key(Qt.Key.Key_L, CTRL)
    gate = sign_in(walk, "示例甲", "wrong password")
    assert gate.isVisible()
    assert "密码" in gate.error
    assert gate.password_field.text() == ""
    assert SITES[0] not in text_of_widget(walk.desk)
    walk.shot("73-locked")
    sign_in(walk, "示例甲")
    assert walk.window.isVisible()
    assert form.field("reason").text() == "写了一半"
    assert journal.head(walk.office) == before
    assert walk.issue("高督-12-001").state is IssueState.PENDING


def test_a_second_window_is_refused_while_the_first_holds_the_store(walk) -> None:
    other = walk.new_desk()
    try:
        other.begin()
        gate = other.currentWidget()
        assert isinstance(gate, PasswordGate)
        enter(gate.password_field, PASSWORD)
        click(gate.go_button)
        assert "窗口已打开这份数据" in gate.error
        assert other.office is None
    finally:
        other.close()
        other.deleteLater()
    walk.come_up()
    walk.press(walk.look_at("inbox", "待确认", "高督-12-001"), "confirm")
    assert walk.issue("高督-12-001").state is IssueState.CONFIRMED


def test_undo_beside_the_sentence_and_by_key(walk) -> None:
    pane = walk.look_at("inbox", "待确认", "高督-12-001")
    walk.press(pane, "confirm")
    click(button_of(walk.window.notices, "撤销"))
    assert walk.issue("高督-12-001").state is IssueState.PENDING
    walk.press(walk.look_at("inbox", "待确认", "高督-12-003"), "confirm")
    walk.key(Qt.Key.Key_Z, CTRL)
    assert walk.notice == "已撤销：确认 高督-12-003。"
    assert walk.issue("高督-12-003").state is IssueState.PENDING
    walk.click_row(pane, "高督-12-003")
    assert "撤销：确认 高督-12-003 · 示例甲" in text_of_widget(pane.detail)
    assert offer(pane, "confirm").isEnabled()


def test_an_office_made_in_another_folder_is_found_at_the_next_start(tmp_path, appearance) -> None:
    walk = Walk(tmp_path, appearance, Wall(datetime(2019, 7, 17, 9, 0)))
    walk.desk.begin()
    wizard = walk.find(FirstRun)
    enter(wizard.fields["unit"], "高陵区")
    click(wizard.next_button)
    for name, text in (("admin", "示例甲"), ("password", PASSWORD), ("password2", PASSWORD)):
        enter(wizard.fields[name], text)
    click(wizard.next_button)
    enter(wizard.fields["folder"], str(tmp_path / "另一处"))
    for _page in range(3):
        click(wizard.next_button)
    assert walk.office.folder == tmp_path / "另一处"
    walk.start_again()
    sign_in(walk, "示例甲")
    assert walk.office.folder == tmp_path / "另一处"
    walk.close()
