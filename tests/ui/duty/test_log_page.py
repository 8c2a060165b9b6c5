"""The page of the log: its views, entering, correcting and closing a line, days, hand-overs, and the printed log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.duty.log import EntryKind
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.handover import Signer
from lantian_desktop.services.duty.log import add_entry
from lantian_desktop.services.issues import issues
from lantian_desktop.ui.duty.entry_form import CloseForm, EntryForm
from lantian_desktop.ui.duty.log import ALL, DAY, HANDOVERS, OPEN, SHIFT, LogPage
from lantian_desktop.ui.kit.forms.dates import read_time
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from tests.factories import PASSWORD, new_issue
from tests.ui.duty.stage import MONDAY, duty_stage
from tests.ui.hands import CTRL, button_of, click, enter, refusal_of, search, settle, strike, text_of_widget, write
from tests.ui.tab_kit import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = duty_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def page(qtbot, stage: Stage) -> LogPage:
    made = LogPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 640)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    stage.office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    settle()
    return made


def contents(page: LogPage) -> list[str]:
    rows = page.pane.rows
    return [str(rows.index(at, 2).data()) for at in range(rows.rowCount())]


def form_of(page: LogPage) -> EntryForm:
    form = page.pane.detail.form
    assert isinstance(form, EntryForm)
    return form


def hand_over(stage: Stage) -> None:
    draft = handover.handover_draft(stage.office)
    handover.sign_handover(
        stage.office, draft=draft, giver=Signer("示例甲", PASSWORD), taker=Signer("示例戊", PASSWORD), note="注意天气"
    )


def test_a_line_is_entered_with_somebody_of_the_roster(page: LogPage, stage: Stage) -> None:
    page.add_new()
    form = form_of(page)
    write(form.content.area, "请明早到会")
    enter(form.kind, "指示")
    write(form.contact.line, "slg")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        strike(key)
    assert (form.field("unit").text(), form.field("name").text()) == ("高新区", "示例庚")
    assert form.field("phone").text() == "13700000011"
    write(form.field("passed_to").line, "示例乙")
    click(form.open.box)
    strike(Qt.Key.Key_S, CTRL)
    line = duty_log.entries(stage.office).rows[0]
    assert (line.kind, line.content, line.at, line.done) == (EntryKind.INSTRUCTION, "请明早到会", stage.clock.at, False)
    assert (line.passed_to, line.passed_at, line.name) == ("示例乙", stage.clock.at, "示例庚")
    assert line.contact_id is not None
    assert "未办结" in text_of_widget(page.pane.detail)
    assert page.pane.current() == line


def test_a_time_before_now_is_a_late_line_and_a_time_ahead_is_refused(page: LogPage, stage: Stage) -> None:
    page.add_new()
    form = form_of(page)
    write(form.content.area, "补记")
    write(form.time.line, "11点")
    click(form.save_button)
    assert "时间晚于现在" in refusal_of(form)
    write(form.time.line, "8点50")
    click(form.save_button)
    assert duty_log.entries(stage.office).rows[0].at == datetime(2019, 7, 15, 8, 50)
    assert "补记" in text_of_widget(page.pane.detail)
    page.add_new()
    write(form_of(page).time.line, "25:00")
    click(form_of(page).save_button)
    assert "不是有效时间" in refusal_of(form_of(page))


def test_a_line_is_corrected_and_then_locked(page: LogPage, stage: Stage) -> None:
    add_entry(stage.office, kind=EntryKind.CALL_IN, content="通运街道来电")
    page.pane.table.selectRow(0)
    click(button_of(page.pane.detail, "更正"))
    write(form_of(page).content.area, "通远街道来电")
    click(form_of(page).save_button)
    assert contents(page) == ["通远街道来电"]
    stage.clock.at = datetime(2019, 7, 16, 8, 30)
    hand_over(stage)
    page.pane.show_view(ALL)
    page.pane.table.selectRow(0)
    assert "已锁定" in text_of_widget(page.pane.detail)
    button = button_of(page.pane.detail, "更正")
    assert not button.isEnabled()
    assert "另记一笔" in button.toolTip()


def test_an_open_line_is_closed_with_its_result(page: LogPage, stage: Stage) -> None:
    add_entry(stage.office, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    page.pane.show_view(OPEN)
    page.pane.table.selectRow(0)
    click(button_of(page.pane.detail, "办结"))
    form = page.pane.detail.form
    assert isinstance(form, CloseForm)
    click(form.save_button)
    assert "请填写结果" in refusal_of(form)
    write(form.result.area, "已劝离")
    click(form.save_button)
    assert contents(page) == []
    page.pane.show_view(SHIFT)
    assert contents(page)[0].startswith("续 7月15日 10:00")


def test_views_count_and_narrow(page: LogPage, stage: Stage) -> None:
    add_entry(stage.office, kind=EntryKind.CALL_IN, content="扬尘投诉", unit="通远街道", done=False)
    add_entry(stage.office, kind=EntryKind.DOCUMENT, content="收文一件")
    stage.clock.at += timedelta(days=2)
    add_entry(stage.office, kind=EntryKind.CALL_IN, content="第三天的来电")
    assert contents(page) == ["第三天的来电"]
    page.show_day(MONDAY)
    assert page.pane.views.chosen() == DAY
    assert contents(page) == ["收文一件", "扬尘投诉"]
    search(page.pane, "扬尘 通远")
    assert contents(page) == ["扬尘投诉"]
    page.pane.show_view(OPEN, "没有这样的")
    assert contents(page) == []
    page.pane.show_view(OPEN)
    assert contents(page) == ["扬尘投诉"]
    assert page.status() == ("共 1 条", "未办结 1 条")


def test_hand_overs_are_listed_and_the_log_of_each_is_printed(page: LogPage, stage: Stage) -> None:
    add_entry(stage.office, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    stage.clock.at = datetime(2019, 7, 16, 8, 31)
    hand_over(stage)
    page.pane.show_view(HANDOVERS)
    assert contents(page) == ["移交 1 项，未办 1 项，注意天气"]
    page.pane.table.selectRow(0)
    text = text_of_widget(page.pane.detail)
    for wanted in (
        "示例甲（本人密码签字）",
        "示例戊（本人密码签字）",
        "未办结：7月15日 10:00 事件：群众聚集",
        "交给 7月16日 24小时",
    ):
        assert wanted in text
    click(button_of(page.pane.detail, "打印这一班的日志"))
    viewer = page.pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert (viewer.source.title, viewer.pages.count()) == ("值班日志 7月15日 24小时", 1)


def test_the_signed_sheet_of_a_hand_over_is_kept_and_saved_again(page: LogPage, stage: Stage) -> None:
    stage.clock.at = datetime(2019, 7, 16, 8, 31)
    sheet = stage.file("签字页.pdf", b"%PDF signed")
    handover.sign_handover(
        stage.office,
        draft=handover.handover_draft(stage.office),
        giver=Signer("示例甲", PASSWORD),
        taker=Signer("示例戊", scan=sheet),
    )
    page.pane.show_view(HANDOVERS)
    page.pane.table.selectRow(0)
    stage.prompts.file = stage.folder / "另存.pdf"
    click(button_of(page.pane.detail, "查看接班人签字页"))
    assert stage.prompts.file.read_bytes() == b"%PDF signed"


def test_a_line_is_shown_whatever_view_is_chosen(page: LogPage, stage: Stage) -> None:
    old = add_entry(stage.office, kind=EntryKind.CALL_IN, content="很早的来电")
    stage.clock.at += timedelta(days=3)
    page.show_record(old.id)
    assert page.pane.current() == old


@pytest.mark.parametrize(
    ("typed", "meant"), [("03:07", (3, 7)), ("3点7分", (3, 7)), ("3时", (3, 0)), ("0307", (3, 7)), ("３：０７", (3, 7))]
)
def test_times_are_read_as_they_are_typed(typed: str, meant: tuple[int, int]) -> None:
    read = read_time(typed)
    assert read is not None
    assert (read.hour, read.minute) == meant


@pytest.mark.parametrize("typed", ["24:00", "3:60", "早上", "", "3"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_time(typed) is None


def test_a_line_shows_the_issue_it_speaks_of_and_keeps_it_through_a_correction(page: LogPage, stage: Stage) -> None:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office, number="甲-7"))
    page.add_new()
    form = form_of(page)
    write(form.content.area, "属地来电说明进展")
    write(form.field("issue").line, "甲-8")
    click(form.save_button)
    assert "没有编号为“甲-8”的问题" in refusal_of(form)
    write(form.field("issue").line, "甲-7")
    click(form.save_button)
    line = duty_log.entries(stage.office).rows[0]
    assert line.issue_id == issue.id
    assert f"甲-7 {issue.site}" in text_of_widget(page.pane.detail)
    click(button_of(page.pane.detail, "更正"))
    assert form_of(page).field("issue").text() == "甲-7"
    write(form_of(page).content.area, "属地来电，已开始整改")
    click(form_of(page).save_button)
    assert duty_log.entry(stage.office, entry_id=line.id).issue_id == issue.id
    issues.delete_issues(stage.office, issue_ids=[issue.id])
    click(button_of(page.pane.detail, "更正"))
    write(form_of(page).content.area, "属地来电，问题登记有误")
    click(form_of(page).save_button)
    assert duty_log.entry(stage.office, entry_id=line.id).issue_id == issue.id
