"""The plans tab does what a clerk does: write, submit, sign, report, with every refusal shown and nothing changed by it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.plan import PlanStatus
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.ui.issues.signature_form import SignatureForm
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.kit.forms.signature_fields import SignWay
from lantian_desktop.ui.plans.at_once_form import ImmediateRectificationForm
from lantian_desktop.ui.plans.plan_form import PlanForm
from lantian_desktop.ui.plans.progress_form import ProgressForm
from lantian_desktop.ui.plans.setback_form import SetbackForm
from lantian_desktop.ui.plans.tab import PlansTab
from tests.factories import PASSWORD
from tests.ui.tab_kit import RECTIFY_DUE, Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> PlansTab:
    made = PlansTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


def button_of(tab: PlansTab, key: str) -> QPushButton:
    found = tab.pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    return next(button for button in found if not button.isHidden())


def press(tab: PlansTab, key: str):
    button = button_of(tab, key)
    assert button.isEnabled(), button.toolTip()
    button.click()
    return tab.pane.detail.form


def plan_of(stage: Stage, issue_id: int):
    return issue_detail(stage.office, issue_id=issue_id).plan


def write_plan(form: PlanForm) -> None:
    form.field("goal").set_text("关停取缔到位")
    form.field("standard").set_text("两断三清，验收合格")
    card = form.measures.cards[0]
    card.words.set_text("拆除喷漆设备，清运原辅材料")
    card.unit.set_text("通远街道办事处")
    card.person.set_text("示例丁")
    card.due.set_day(date(2019, 8, 1))


def test_an_owed_plan_is_written_and_submitted(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    assert tab.pane.views.chosen() == "owed"
    assert tab.pane.current().issue_id == issue.id
    form = press(tab, "submit_plan")
    assert isinstance(form, PlanForm)
    write_plan(form)
    assert form.save()
    assert stage.issue(issue.id).state is IssueState.PLANNED
    assert plan_of(stage, issue.id).measures[0].unit == "通远街道办事处"
    assert tab.pane.detail.form is None
    assert any("已报送" in sentence for sentence in stage.messages)


def test_an_incomplete_plan_is_refused_and_changes_nothing(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    form = press(tab, "submit_plan")
    write_plan(form)
    form.measures.cards[0].person.set_text("")
    assert not form.save()
    assert "措施1的责任人" in form.error
    assert stage.issue(issue.id).state is IssueState.ASSIGNED
    assert plan_of(stage, issue.id) is None


def test_a_date_that_is_none_is_reported_beside_the_measures(tab, stage) -> None:
    stage.assigned()
    tab.refresh()
    form = press(tab, "submit_plan")
    write_plan(form)
    form.measures.cards[0].due.line.setText("八月底")
    assert not form.save()
    assert "不是有效日期" in form.measures.error


def test_measures_are_added_and_taken_off(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    form = press(tab, "submit_plan")
    write_plan(form)
    form.measures.add_button.click()
    form.measures.cards[1].words.set_text("安装监控")
    form.measures.add_button.click()
    form.measures.cards[2].words.set_text("多余的")
    form.measures.cards[2].remove_button.click()
    assert form.save()
    plan = plan_of(stage, issue.id)
    assert [one.text for one in plan.measures] == ["拆除喷漆设备，清运原辅材料", "安装监控"]
    assert plan.measures[1].unit == "通远街道办事处"


def test_a_shared_draft_stays_with_the_record(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    form = press(tab, "submit_plan")
    form.field("goal").set_text("先写个目标")
    form.draft_button.click()
    assert plan_of(stage, issue.id).status is PlanStatus.DRAFT
    assert stage.issue(issue.id).state is IssueState.ASSIGNED
    again = press(tab, "submit_plan")
    assert again.field("goal").text() == "先写个目标"


def test_what_was_typed_comes_back_after_closing(tab, stage) -> None:
    stage.assigned()
    tab.refresh()
    form = press(tab, "submit_plan")
    write_plan(form)
    form.close_form()
    again = press(tab, "submit_plan")
    assert again.draft_offered
    again.restore_draft()
    assert again.field("goal").text() == "关停取缔到位"
    assert again.measures.cards[0].words.text() == "拆除喷漆设备，清运原辅材料"
    assert again.measures.cards[0].due.day() == date(2019, 8, 1)


def test_the_author_may_not_approve_with_their_own_password(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.pane.views.choose("submitted")
    form = press(tab, "approve_plan")
    assert isinstance(form, SignatureForm)
    form.choose_way(SignWay.OWN)
    form.field("password").set_text(PASSWORD)
    assert not form.save()
    assert "审定人必须是另一人" in form.error
    assert stage.issue(issue.id).state is IssueState.PLANNED


def test_another_user_approves_with_their_password(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.pane.views.choose("submitted")
    form = press(tab, "approve_plan")
    form.choose_way(SignWay.OTHER)
    form.field("signer").set_text("示例丙")
    form.field("password").set_text("wrong password")
    assert not form.save()
    assert stage.issue(issue.id).state is IssueState.PLANNED
    form.field("password").set_text(PASSWORD)
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.RECTIFYING
    assert plan_of(stage, issue.id).decided_by == "示例丙"


def test_a_paper_signature_needs_name_day_and_scan(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.pane.views.choose("submitted")
    form = press(tab, "approve_plan")
    form.choose_way(SignWay.PAPER)
    assert not form.save()
    assert form.field("person").error
    assert form.field("scan").error
    stage.prompts.file = stage.file("签字页.jpg")
    form.field("person").set_text("示例丙")
    form.field("signed_on").set_text("2019-07-15")
    form.scan.add_button.click()
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.RECTIFYING
    scans = [one.name for one in issue_detail(stage.office, issue_id=issue.id).attachments]
    assert scans == ["签字页.jpg"]


def test_a_refused_paper_signature_leaves_no_scan(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.pane.views.choose("submitted")
    form = press(tab, "approve_plan")
    form.choose_way(SignWay.PAPER)
    form.field("person").set_text("示例甲")
    form.field("signed_on").set_text("2019-07-15")
    form.signing.scan.add(stage.file("签字页.jpg"))
    assert not form.save()
    assert "审定人必须是另一人" in form.error
    assert issue_detail(stage.office, issue_id=issue.id).attachments == ()


def test_several_plans_are_approved_with_one_signature(tab, stage) -> None:
    issues = [stage.planned(site=f"第{n}处") for n in (1, 2, 3)]
    tab.refresh()
    tab.pane.views.choose("submitted")
    tab.pane.table.selectAll()
    form = press(tab, "approve_plan")
    form.choose_way(SignWay.OTHER)
    form.field("signer").set_text("示例丙")
    form.field("password").set_text(PASSWORD)
    assert form.save(), form.error
    assert {stage.issue(one.id).state for one in issues} == {IssueState.RECTIFYING}


def test_a_returned_plan_shows_why_and_the_next_version_differs(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.pane.views.choose("submitted")
    form = press(tab, "return_plan")
    assert isinstance(form, StepForm)
    form.field("reason").set_text("完成标准不可核查")
    assert form.save(), form.error
    tab.show_record(issue.id)
    assert "完成标准不可核查" in texts_of(tab.pane.detail)
    form = press(tab, "submit_plan")
    assert "完成标准不可核查" in texts_of(form)
    form.field("standard").set_text("两断三清，现场无设备无原料")
    assert form.save(), form.error
    tab.show_record(issue.id)
    shown = texts_of(tab.pane.detail)
    assert "第2版与第1版相比" in shown
    assert "两断三清 → 两断三清，现场无设备无原料" in shown


def test_progress_is_reported_with_evidence(tab, stage) -> None:
    issue = stage.rectifying()
    tab.refresh()
    tab.pane.views.choose("approved")
    done = button_of(tab, "report_done")
    assert not done.isEnabled()
    assert "措施1尚未完成" in done.toolTip()
    form = press(tab, "progress")
    assert isinstance(form, ProgressForm)
    form.percent.spin.setValue(100)
    form.note.set_text("设备已拆除")
    assert form.save(), form.error
    assert "没有佐证材料" in button_of(tab, "report_done").toolTip()
    form = press(tab, "progress")
    form.evidence.add(stage.file("现场照片.jpg"))
    form.taken_on.set_text("2019-07-14")
    form.percent.spin.setValue(100)
    assert form.save(), form.error
    plan = plan_of(stage, issue.id)
    assert plan.measures[0].evidence == 1
    assert tab.pane.detail.findChild(QProgressBar).value() == 100
    assert "现场照片.jpg" in texts_of(tab.pane.detail)
    press(tab, "report_done")
    assert stage.issue(issue.id).state is IssueState.REPORTED


def test_the_button_of_a_measure_opens_its_own_report(tab, stage) -> None:
    stage.rectifying()
    tab.refresh()
    tab.pane.views.choose("approved")
    button = next(b for b in tab.pane.detail.findChildren(QPushButton) if b.accessibleName() == "登记措施1的进展")
    button.click()
    assert isinstance(tab.pane.detail.form, ProgressForm)


def test_after_a_setback_a_new_measure_and_a_new_due_date_are_wanted(tab, stage) -> None:
    issue = stage.verified()
    from lantian_desktop.domain.issues.issue import IssueAction
    from lantian_desktop.services.issues import steps

    steps.perform(
        stage.office,
        issue_ids=[issue.id],
        action=IssueAction.REFUSE,
        step=steps.StepInput(reason="现场仍有原料堆放"),
    )
    tab.show_record(issue.id)
    assert not button_of(tab, "report_done").isEnabled()
    form = press(tab, "setback")
    assert isinstance(form, SetbackForm)
    form.rectify_due.set_day(date(2019, 9, 10))
    form.card.words.set_text("清运剩余原料")
    form.card.person.set_text("示例丁")
    assert form.save(), form.error
    moved = stage.issue(issue.id)
    assert not moved.needs_new_measure
    assert moved.dues.rectify_due == date(2019, 9, 10)
    assert len(plan_of(stage, issue.id).measures) == 2
    assert moved.dues.rectify_due != RECTIFY_DUE


def test_what_is_mended_on_the_spot_needs_one_page(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    form = press(tab, "immediate")
    assert isinstance(form, ImmediateRectificationForm)
    write_plan(form)
    assert not form.save()
    assert form.evidence.error
    form.evidence.add(stage.file("整改后.jpg"))
    form.signing.choose_way(SignWay.PAPER)
    form.field("person").set_text("示例甲")
    form.field("signed_on").set_text("2019-07-15")
    form.signing.scan.add(stage.file("签字页.jpg"))
    assert not form.save()
    assert "审定人必须是另一人" in form.error
    assert stage.issue(issue.id).state is IssueState.ASSIGNED
    assert issue_detail(stage.office, issue_id=issue.id).attachments == ()
    form.field("person").set_text("示例丙")
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.REPORTED


def test_the_issue_itself_is_one_button_away(tab, stage) -> None:
    issue = stage.assigned()
    tab.refresh()
    button_of(tab, "issue").click()
    assert stage.requested == [("issue", issue.id)]


def test_search_narrows_and_an_empty_list_says_what_to_do(tab, stage) -> None:
    stage.assigned(site="通远街道某木器加工点")
    stage.assigned(site="张卜街道某砂石厂")
    tab.refresh()
    tab.pane.show_view("owed", "砂石")
    assert tab.pane.rows.total == 1
    tab.pane.show_view("returned")
    assert "待报方案" in texts_of(tab.pane.empty)
