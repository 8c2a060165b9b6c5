"""Reminding by telephone: whom to call about an issue, one key a call, the text to say, and nothing called twice unseen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.issues import issues
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.duty.now import NowPage
from lantian_desktop.ui.duty.reminding import ALL_REACHED, RemindPanel
from lantian_desktop.ui.issues.tab import InboxTab
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.screenshots import settle as settle_window
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import new_issue
from tests.ui.clipping import faults
from tests.ui.duty.stage import duty_stage
from tests.ui.hands import CTRL, button_of, click, settle, strike, text_of_widget
from tests.ui.tab_kit import PLAN_DUE, Stage

DUE_DAY = datetime.combine(PLAN_DUE, datetime.min.time()) + timedelta(hours=10)
K = Qt.Key


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = duty_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def issue(stage: Stage) -> Issue:
    """One due today: 通远街道 with 示例戊, 高新区 in the lead with 示例庚, and in support a unit nobody is known of."""
    office = stage.office
    street, lead = roster.find_unit(office, text="通远街道"), roster.find_unit(office, text="高新区")
    entry = RosterEntry(
        0, street.id, PostRole.STREET_LIAISON, "干事", name="示例戊", phones=Phones(mobile="13800000007")
    )
    roster.save_entry(office, entry=entry)
    support = roster.find_unit(office, text="高陵区").id
    stored_issue = stage.assigned(
        number="甲-1", territory_id=street.id, lead_unit_id=lead.id, supporting_unit_ids=(support,)
    )
    stage.clock.at = DUE_DAY
    return stored_issue


@pytest.fixture
def page(qtbot, stage: Stage, issue: Issue) -> NowPage:
    made = NowPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 640)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    stage.office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    settle()
    return made


@pytest.fixture
def panel(page: NowPage) -> RemindPanel:
    """The calls of the issue, opened from what waits."""
    page.agenda.waiting.setFocus()
    strike(K.Key_Down)
    strike(K.Key_Return)
    return page.calls.reminding


def lines(panel: RemindPanel) -> list[str]:
    return [line.words for line in panel.rows.lines]


def reachable(stage: Stage) -> None:
    """Let somebody be known in the supporting unit too."""
    unit = roster.find_unit(stage.office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", name="示例癸", phones=Phones(mobile="13800000009"))
    roster.save_entry(stage.office, entry=entry)


def test_an_issue_that_waits_shows_whom_to_call(page: NowPage, panel: RemindPanel) -> None:
    assert panel.rows.hasFocus()
    assert lines(panel) == [
        "属地 通远街道 示例戊 干事 138 0000 0007",
        "牵头 高新区 示例庚 联络员 137 0000 0011",
        "配合 高陵区 名册里没有联系人",
    ]
    assert "电话提醒 甲-1 通远街道某木器加工点" in text_of_widget(page.calls)
    assert "甲-1 通远街道某木器加工点：报送方案期限7月22日，今日到期。" in text_of_widget(page.calls)


def test_each_call_is_logged_with_one_key_and_the_next_party_is_marked(
    stage: Stage, page: NowPage, panel: RemindPanel
) -> None:
    text = panel.text.text()
    strike(K.Key_F3)
    assert panel.call.party == "牵头"
    stage.prompts.text = "值班室示例子"
    strike(K.Key_F4)
    missed, passed = reversed(duty_log.entries(stage.office).rows)
    assert (missed.outcome, missed.phone, missed.name) == (CallOutcome.UNANSWERED, "13800000007", "示例戊")
    assert missed.content == f"电话提醒通远街道示例戊：{text}"
    assert (passed.outcome, passed.passed_to, passed.unit) == (CallOutcome.PASSED_ON, "值班室示例子", "高新区")
    assert [line.kind for line in panel.rows.lines] == ["属地 未接", "牵头 转达", "配合"]
    assert panel.sentence.text() == "属地未接，回车看其他号码。"
    assert panel.call.party == "属地"
    strike(K.Key_F2)
    assert panel.rows.lines[0].kind == "属地 接通"
    assert panel.sentence.text() == ALL_REACHED
    assert duty_log.open_entries(stage.office) == ()


def test_what_was_called_is_shown_today_and_for_this_issue_only(
    stage: Stage, page: NowPage, panel: RemindPanel
) -> None:
    other = stage.assigned(number="甲-11", territory_id=stage.issue(1).territory_id)
    strike(K.Key_F2)
    page.calls.remind(other.id)
    assert panel.rows.lines[0].kind == "属地"
    page.calls.remind(1)
    assert panel.rows.lines[0].kind == "属地 接通"
    assert panel.call.party == "牵头"
    stage.clock.at = datetime(2019, 7, 23, 0, 5)
    page.refresh()
    assert panel.rows.lines[0].kind == "属地"
    strike(K.Key_Home)
    strike(K.Key_F2)
    assert duty_log.entries(stage.office).rows[0].day == PLAN_DUE  # the shift of the day before is still on
    assert panel.rows.lines[0].kind == "属地 接通"


def test_a_party_nobody_is_known_of_is_not_called(stage: Stage, page: NowPage, panel: RemindPanel) -> None:
    strike(K.Key_End)
    assert not panel.chain.isEnabled()
    for key in (K.Key_F2, K.Key_F3, K.Key_F4, K.Key_Return):
        strike(key)
    assert duty_log.entries(stage.office).total == 0
    assert not page.calls.in_chain
    reachable(stage)
    assert panel.call.name == "示例癸"
    strike(K.Key_F2)
    assert panel.call.party == "属地"


def test_what_to_say_is_copied(stage: Stage, page: NowPage, panel: RemindPanel) -> None:
    strike(K.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == panel.text.text()
    assert stage.messages == ["已复制要说的话。"]
    QGuiApplication.clipboard().clear()
    click(panel.copy)
    assert QGuiApplication.clipboard().text() == panel.text.text()


def test_enter_goes_on_to_the_chain_and_esc_comes_back_one_step_at_a_time(
    stage: Stage, page: NowPage, panel: RemindPanel
) -> None:
    strike(K.Key_Down)
    strike(K.Key_Return)
    assert page.calls.chain.link.number == "13700000011"
    strike(K.Key_Down)
    strike(K.Key_F2)
    (line,) = duty_log.entries(stage.office).rows
    assert line.phone == "029-88330009"
    assert line.content == f"电话提醒高新区示例庚：{panel.text.text()}"
    strike(K.Key_Escape)
    assert panel.rows.hasFocus()
    assert panel.rows.lines[1].kind == "牵头 接通"
    strike(K.Key_Escape)
    assert page.calls.search.hasFocus()
    for key in (K.Key_F2, K.Key_F3):
        strike(key)
    assert duty_log.entries(stage.office).total == 1


def test_who_may_not_keep_the_log_sees_masked_numbers_and_why(stage: Stage, page: NowPage, panel: RemindPanel) -> None:
    stage.office.switch_user(User("示例审", frozenset({Role.AUDITOR})))
    page.refresh()
    assert [line.number.text for line in panel.rows.lines][:2] == ["138 **** 0007", "137 **** 0011"]
    assert not any(button.isEnabled() for button in panel.outcomes.buttons.values())
    assert "登记值班日志" in panel.outcomes.buttons[CallOutcome.ANSWERED].toolTip()
    strike(K.Key_F2)
    assert duty_log.entries(stage.office).total == 0


def test_a_masked_number_is_logged_as_it_was_dialled(stage: Stage, page: NowPage, panel: RemindPanel) -> None:
    stage.office.switch_user(User("示例丙", frozenset({Role.HEAD})))
    page.refresh()
    assert panel.rows.lines[0].number.text == "138 **** 0007"
    strike(K.Key_F2)
    assert duty_log.entries(stage.office).rows[0].phone == "13800000007"


def test_an_issue_that_is_gone_is_left(stage: Stage, page: NowPage) -> None:
    gone = issues.register_issue(stage.office, issue=new_issue(stage.office, number="甲-2"))
    page.calls.remind(gone.id)
    assert page.calls.reminding.isVisible()
    issues.delete_issues(stage.office, issue_ids=[gone.id])
    assert not page.calls.reminding.isVisible()
    assert page.calls.search.isVisible()
    assert len(stage.messages) == 1


@pytest.fixture
def window(qtbot, stage: Stage, issue: Issue, appearance) -> MainWindow:
    made = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.leave())
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    return made


def test_the_inbox_leads_to_the_calls_of_what_is_pressing(window: MainWindow, stage: Stage, issue: Issue) -> None:
    inbox = window.tab("inbox")
    assert isinstance(inbox, InboxTab)
    inbox.show_record(issue.id)
    click(button_of(inbox, "电话提醒"))
    page = window.tab("duty").page("now")
    assert isinstance(page, NowPage)
    assert page.calls.reminding.rows.hasFocus()
    assert page.calls.reminding.call.name == "示例戊"


def test_the_inbox_offers_no_call_while_there_is_time(window: MainWindow, stage: Stage, issue: Issue) -> None:
    stage.clock.at = DUE_DAY - timedelta(days=7)
    inbox = window.tab("inbox")
    inbox.show_record(issue.id)
    assert button_of(inbox, "电话提醒").isVisible()
    stage.clock.at = DUE_DAY - timedelta(days=8)
    inbox.refresh()
    with pytest.raises(AssertionError):
        button_of(inbox, "电话提醒")


@pytest.mark.parametrize("size", list(TextSize), ids=lambda size: size.value)
def test_the_calls_are_shown_whole(window: MainWindow, stage: Stage, issue: Issue, appearance, size: TextSize) -> None:
    stage.clock.at += timedelta(days=1)
    stage.shell.show_calls(issue.id)
    page = window.tab("duty").page("now")
    strike(K.Key_F3)
    strike(K.Key_F2)
    for mode in Mode:
        appearance.choose(mode=mode, size=size)
        settle_window(window)
        assert page.calls.reminding.sentence.isVisible()
        assert faults(window) == []
        if folder := os.environ.get("LANTIAN_PICTURES"):
            window.grab().save(str(Path(folder) / f"reminding-{mode.value}-{size.value}.png"))
    strike(K.Key_J, CTRL)  # a form beside leaves the calls where they are
    settle_window(window)
    assert page.side_panel is not None
    assert faults(window) == []
