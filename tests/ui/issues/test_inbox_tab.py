"""The inbox does what a clerk does: register, confirm, appeal, assign by hand, move dates, delete, undo; refusals change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from lantian_desktop.domain.issues.issue import IssueState, IssueTag
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.issues.tab import InboxTab
from lantian_desktop.ui.kit.lists.rows import PAGE_SIZE
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.shell import issue_forms
from tests.factories import new_issue
from tests.ui.tab_kit import Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> InboxTab:
    made = InboxTab(stage.shell, lambda: issue_forms)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    return made


def pending(stage: Stage, count: int = 1, **changes: object) -> list[int]:
    return [
        issues.register_issue(stage.office, issue=new_issue(stage.office, site=f"某木器点{at}", **changes)).id
        for at in range(count)
    ]


def total(stage: Stage, view: IssueView = IssueView.ALL) -> int:
    return issues.issue_page(stage.office, query=IssueQuery(view=view)).total


def test_an_empty_inbox_says_what_to_do(tab) -> None:
    assert "导入上级下发的问题清单" in texts_of(tab)
    assert tab.pane.empty.isVisible()


def test_an_issue_is_registered_with_four_fields(tab, stage) -> None:
    tab.add_new()
    form = tab.pane.detail.form
    assert isinstance(form, IssueForm)
    assert not form.save()
    assert form.field("territory_id").error == "请填写属地单位。"
    unit = roster.find_unit(stage.office, text="高陵区")
    form.fill({"territory_id": str(unit.id), "category": "dust", "site": "张卜街道某建筑工地"})
    if not form.save():
        form.fill({"category": issues.categories(stage.office)[0].id})
        assert form.save(), form.error
    assert total(stage, IssueView.PENDING) == 1
    assert tab.shown().issue.site == "张卜街道某建筑工地"
    assert "待补" in texts_of(tab.pane.detail)


def test_site_or_description_is_asked_for(tab, stage) -> None:
    tab.add_new()
    form = tab.pane.detail.form
    unit = roster.find_unit(stage.office, text="高陵区")
    form.fill({"territory_id": str(unit.id), "category": issues.categories(stage.office)[0].id})
    assert not form.save()
    assert form.field("site").error == "点位名称和问题描述至少填写一项。"
    assert total(stage) == 0


def test_a_list_shows_its_lines_views_and_detail(tab, stage) -> None:
    pending(stage, 3)
    assert tab.pane.rows.total == 3
    assert tab.shown() is not None
    assert "喷漆作业" in texts_of(tab.pane.detail)
    tab.pane.views.choose(IssueView.CLOSED.value)
    assert tab.pane.rows.total == 0
    assert "这里没有问题" in texts_of(tab)


def test_confirm_and_undo(tab, stage) -> None:
    (issue_id,) = pending(stage)
    tab.pane.detail.bar.press("confirm")
    assert stage.issue(issue_id).state is IssueState.CONFIRMED
    assert stage.messages[-1].endswith("已确认。")
    steps.undo_last(stage.office)
    assert stage.issue(issue_id).state is IssueState.PENDING


def test_an_appeal_wants_grounds_and_takes_evidence(tab, stage) -> None:
    (issue_id,) = pending(stage)
    tab.pane.detail.bar.press("appeal")
    form = tab.pane.detail.form
    assert isinstance(form, StepForm)
    assert not form.save()
    assert "请填写申诉理由" in form.field("reason").error
    assert stage.issue(issue_id).state is IssueState.PENDING
    form.fill({"reason": "该点位已于 6 月拆除，附拆除照片。", "evidence": str(stage.file("拆除.jpg"))})
    assert form.save()
    assert stage.issue(issue_id).state is IssueState.APPEALED
    tab.show_record(issue_id)
    assert [paper.name for paper in tab.shown().attachments] == ["拆除.jpg"]


def test_what_waits_too_long_is_not_called_overdue(tab, stage) -> None:
    issue = new_issue(stage.office)
    issues.register_issue(stage.office, issue=replace(issue, dues=replace(issue.dues, confirm_by=date(2019, 7, 12))))
    row = tab.pane.current()
    assert tab._due_chip(row).text == "过期限 3 天"
    assert total(stage, IssueView.OVERDUE) == 0


def test_a_late_appeal_needs_its_own_reason(tab, stage) -> None:
    issue = new_issue(stage.office)
    late = replace(issue, dues=replace(issue.dues, appeal_by=date(2019, 7, 12)))
    issue_id = issues.register_issue(stage.office, issue=late).id
    tab.pane.detail.bar.press("appeal")
    form = tab.pane.detail.form
    form.fill({"reason": "已拆除", "on": "2019-07-12"})
    assert form.field("override_reason").isHidden()
    assert "申诉期限 2019年7月12日。" in texts_of(form)
    form.fill({"on": "2019-07-15"})
    assert not form.field("override_reason").isHidden()
    assert "已过期" in texts_of(form)
    assert not form.save()
    assert "已超过申诉期限" in form.error
    assert stage.issue(issue_id).state is IssueState.PENDING
    form.fill({"override_reason": "来文 7月14日 才收到"})
    assert form.save()


def test_an_appeal_in_time_is_not_asked_for_a_late_reason(tab, stage) -> None:
    pending(stage)
    tab.pane.detail.bar.press("appeal")
    assert tab.pane.detail.form.field("override_reason").isHidden()


def test_showing_a_record_keeps_the_list_and_a_far_one_narrows_it_only_until_one_leaves(tab, stage) -> None:
    first, *_others = pending(stage, 3)
    tab.pane.show_view("withdrawn")
    tab.show_record(first)
    assert (tab.pane.views.chosen(), tab.pane.search.text(), tab.pane.rows.total) == ("all", "", 3)
    assert tab.pane.current().id == first
    pending(stage, PAGE_SIZE)
    last = issues.issue_ids(stage.office, query=IssueQuery())[-1]
    tab.pane.show_view("withdrawn")
    tab.show_record(last)
    assert tab.pane.search.text()
    assert tab.pane.current().id == last
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Escape)
    assert (tab.pane.search.text(), tab.pane.rows.total) == ("", PAGE_SIZE + 3)
    tab.pane.show_view("withdrawn")
    tab.show_record(last)
    tab.pane.views.choose("pending")
    assert (tab.pane.search.text(), tab.pane.rows.total) == ("", PAGE_SIZE + 3)
    tab.show_record(last)
    tab.pane.search.clear()
    tab.pane.search.settle()
    assert tab.pane.rows.total == PAGE_SIZE + 3


def test_a_step_for_a_selection_is_all_or_nothing(tab, stage) -> None:
    ids = pending(stage, 3)
    for _row in ids:
        QTest.keyClick(tab.pane.table, Qt.Key.Key_Space)
    assert "已选 3 项" in texts_of(tab.pane.detail)
    tab.pane.detail.bar.press("confirm")
    assert {stage.issue(issue_id).state for issue_id in ids} == {IssueState.CONFIRMED}
    steps.undo_last(stage.office)
    assert {stage.issue(issue_id).state for issue_id in ids} == {IssueState.PENDING}


def test_an_issue_is_handed_over_to_another_territory(tab, stage) -> None:
    (issue_id,) = pending(stage)
    other = roster.find_unit(stage.office, text="张卜街道")
    tab.pane.detail.bar.press("transfer")
    form = tab.pane.detail.form
    form.fill({"territory_id": str(other.id)})
    assert not form.save()
    assert form.field("reason").error
    form.fill({"reason": "点位在张卜街道辖区"})
    assert form.save(), form.error
    assert stage.issue(issue_id).territory_id == other.id
    assert "属地移交：高陵 → 张卜街道" in texts_of(tab.pane.detail)


def test_a_due_date_is_moved_with_reason_and_working(tab, stage) -> None:
    issue = stage.assigned()
    tab.show_record(issue.id)
    tab.pane.detail.bar.press("due")
    form = tab.pane.detail.form
    form.fill({"which": "superior_rectify_due", "start": "2019-07-15", "count": "5", "kind": "working"})
    assert form.field("new").text() == "2019-07-22"
    assert not form.save()
    assert form.field("reason").error
    form.fill({"reason": "雨季停工", "approver": "示例丙"})
    assert form.save()
    moved = stage.issue(issue.id)
    assert (moved.dues.superior_rectify_due, moved.due_moves) == (date(2019, 7, 22), 1)
    tab.show_record(issue.id)
    assert "批准人 示例丙" in texts_of(tab.pane.detail)


def test_marks_are_set_and_blocked_is_shown(tab, stage) -> None:
    (issue_id,) = pending(stage)
    tab.pane.detail.bar.press("mark")
    form = tab.pane.detail.form
    form.fill({"tags": "prominent", "blocked": "电力报装未批"})
    assert form.save()
    marked = stage.issue(issue_id)
    assert (marked.tags, marked.blocked_reason) == (frozenset({IssueTag.PROMINENT}), "电力报装未批")
    tab.show_record(issue_id)
    assert "电力报装未批" in texts_of(tab.pane.detail)


def test_what_was_deleted_is_seen_and_brought_back(tab, stage) -> None:
    kept, gone = pending(stage, 2)
    number = stage.issue(gone).number
    issues.delete_issues(stage.office, issue_ids=[gone])
    tab.refresh()
    tab.pane.views.choose("removed")
    assert "回收站 1 项" in str(tab.pane.views.currentIndex().data(int(Qt.ItemDataRole.AccessibleTextRole)))
    assert [row.id for row in tab.pane.table.chosen_rows()] == [gone]
    assert number in texts_of(tab.pane.detail)
    assert tab.pane.detail.bar.button("restore").isEnabled()
    menu = QMenu(tab)
    tab.pane.detail.bar.fill_menu(menu)
    assert [action.text() for action in menu.actions()] == ["还原"]
    tab.pane.tool("export").click()
    assert "先还原" in stage.messages[-1]
    tab.pane.detail.bar.press("restore")
    assert stage.messages[-1] == "已还原 1 项。"
    assert stage.issue(gone).state is IssueState.PENDING
    tab.refresh()
    assert tab.pane.rows.total == 0
    assert set(issues.issue_ids(stage.office, query=IssueQuery())) == {kept, gone}


def test_the_bin_is_searched(tab, stage) -> None:
    made = [new_issue(stage.office, site=site) for site in ("河堤砂石堆场", "锅炉房")]
    ids = [issues.register_issue(stage.office, issue=one).id for one in made]
    issues.delete_issues(stage.office, issue_ids=ids)
    tab.pane.show_view("removed", "锅炉")
    assert [row.site for row in tab.pane.table.chosen_rows()] == ["锅炉房"]
    assert tab.pane.rows.total == 1


def test_deleting_asks_and_comes_back_by_undo(tab, stage) -> None:
    pending(stage)
    stage.prompts.says_yes = False
    tab.pane.detail.bar.press("delete")
    assert total(stage) == 1
    stage.prompts.says_yes = True
    tab.pane.detail.bar.press("delete")
    assert "某木器点0" in stage.prompts.asked[-1].text
    assert total(stage) == 0
    steps.undo_last(stage.office)
    assert total(stage) == 1


def test_editing_keeps_a_draft_until_it_is_saved(tab, stage) -> None:
    (issue_id,) = pending(stage)
    tab.pane.detail.bar.press("edit")
    form = tab.pane.detail.form
    form.fill({"remark": "草稿里的话"})
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert stage.issue(issue_id).remark == ""
    tab.pane.detail.bar.press("edit")
    again = tab.pane.detail.form
    assert again.draft_offered
    again.restore_draft()
    assert again.save()
    assert stage.issue(issue_id).remark == "草稿里的话"


def test_search_by_initials_and_any_character(tab, stage) -> None:
    pending(stage, 2)
    for typed, found in (("mqd", 2), ("木", 2), ("点1", 1), ("没有的", 0)):
        tab.pane.search.setText(typed)
        tab.pane.search.settle()
        assert tab.pane.rows.total == found, typed
    assert "没有与“没有的”相符" in texts_of(tab)


def test_in_huge_text_the_detail_lies_over_the_list_and_goes_with_escape(tab, stage, appearance, qtbot) -> None:
    pending(stage, 2)
    assert not tab.pane.overlaid
    appearance.choose(size=TextSize.HUGE)
    qtbot.waitUntil(lambda: tab.pane.overlaid)
    assert not tab.pane.detail.isVisible()
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Return)
    assert tab.pane.detail.isVisible()
    QTest.keyClick(tab.pane.detail, Qt.Key.Key_Escape)
    assert not tab.pane.detail.isVisible()
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Return)
    tab.pane.detail.bar.press("edit")
    tab.pane.detail.form.fill({"remark": "盖在列表上的表单"})
    assert tab.pane.detail.form.save()
    appearance.choose(size=TextSize.STANDARD)
    qtbot.waitUntil(lambda: not tab.pane.overlaid)
    assert tab.pane.detail.isVisible()


def test_links_lead_to_other_tabs(tab, stage) -> None:
    issue = stage.planned()
    tab.show_record(issue.id)
    tab.pane.detail.link_followed.emit(f"plan:{issue.id}")
    assert stage.requested == [("plan", issue.id)]


def test_a_picture_opens_in_the_program(tab, stage, qtbot) -> None:
    from PySide6.QtGui import QImage

    from lantian_desktop.services import attachments
    from lantian_desktop.ui.kit.pages.attachment_view import PictureWindow

    (issue_id,) = pending(stage)
    path = stage.folder / "现场.png"
    QImage(20, 10, QImage.Format.Format_RGB32).save(str(path))
    paper = attachments.attach(stage.office, issue_id=issue_id, path=path)
    tab.show_record(issue_id)
    tab.pane.detail.link_followed.emit(f"attachment:{paper.id}")
    windows = tab.findChildren(PictureWindow)
    assert [window.windowTitle() for window in windows] == ["现场.png"]
    with qtbot.waitSignal(windows[0].destroyed):
        QTest.keyClick(windows[0], Qt.Key.Key_Escape)


def test_the_ledger_of_what_is_shown_is_written_and_looked_at(tab, stage) -> None:
    from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer

    pending(stage, 2)
    stage.prompts.file = stage.folder / "台账.xlsx"
    tab.pane.tool("export").click()
    assert stage.prompts.file.stat().st_size > 1000
    assert stage.messages[-1].startswith("已导出 2 项")
    tab.print_shown()
    viewer = tab.pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert viewer.pages.count() >= 1
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert tab.pane.detail.form is None


@pytest.mark.parametrize(
    ("state", "key", "form"),
    [
        ("assigned", "submit_plan", "PlanForm"),
        ("assigned", "immediate", "ImmediateRectificationForm"),
        ("planned", "approve_plan", "SignatureForm"),
        ("planned", "return_plan", "StepForm"),
        ("rectifying", "progress", "ProgressForm"),
        ("reported", "pass", "ChecklistForm"),
        ("verified", "strike_off", "SignatureForm"),
        ("verified", "refuse", "StepForm"),
        ("confirmed", "received", "ReceivedLetterForm"),
        ("confirmed", "attach", "AttachForm"),
    ],
)
def test_every_action_opens_its_own_form(tab, stage, state: str, key: str, form: str) -> None:
    issue = getattr(stage, state)()
    tab.show_record(issue.id)
    tab.pane.detail.bar.press(key)
    opened = tab.pane.detail.form
    assert type(opened).__name__ == form
    opened.close_form()
    assert tab.pane.detail.form is None
    assert stage.issue(issue.id).state is issue.state
