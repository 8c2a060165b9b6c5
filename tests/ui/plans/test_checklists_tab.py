"""The checklists tab does what verifiers do: fill in, pass or fail, strike off, reopen, print."""

from __future__ import annotations

from datetime import date, datetime

import pypdfium2
import pytest
from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.verification import ItemResult, Outcome
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.ui.issues.signature_form import SignatureForm
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.kit.forms.signature_fields import SignWay
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.checklists_tab import ChecklistsTab
from tests.factories import PASSWORD
from tests.ui.tab_kit import Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> ChecklistsTab:
    made = ChecklistsTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


def press(tab: ChecklistsTab, key: str):
    found = tab.pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    button = next(button for button in found if not button.isHidden())
    assert button.isEnabled(), button.toolTip()
    button.click()
    return tab.pane.detail.form


def fill_in(form: ChecklistForm, *, outcome: Outcome = Outcome.DONE) -> None:
    form.verifiers.set_text("示例己、示例庚")
    form.verified_on.set_day(date(2019, 7, 15))
    form.verified_time.set_text("9:30")
    for card in form.answers.cards:
        card.buttons[ItemResult.MET].click()
    form.outcome.set_text(outcome)


def checklists_of(stage: Stage, issue_id: int):
    return issue_detail(stage.office, issue_id=issue_id).checklists


def test_a_reported_issue_is_verified(tab, stage) -> None:
    issue = stage.reported()
    tab.refresh()
    assert tab.pane.current().issue_id == issue.id
    form = press(tab, "fill")
    assert isinstance(form, ChecklistForm)
    fill_in(form)
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.VERIFIED
    kept = checklists_of(stage, issue.id)[0]
    assert kept.verifiers == ("示例己", "示例庚")
    assert kept.verified_at == datetime(2019, 7, 15, 9, 30)
    assert tab.pane.detail.form is None


def test_what_is_lacking_is_reported_and_nothing_changes(tab, stage) -> None:
    issue = stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    fill_in(form)
    form.verifiers.set_text("示例己")
    assert not form.save()
    assert "不少于两名核查人" in form.error
    assert stage.issue(issue.id).state is IssueState.REPORTED
    assert checklists_of(stage, issue.id) == ()


def test_the_responsible_person_may_not_verify(tab, stage) -> None:
    issue = stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    fill_in(form)
    form.verifiers.set_text("示例丁、示例庚")
    assert not form.save()
    assert "不能核查自己的整改" in form.error
    assert stage.issue(issue.id).state is IssueState.REPORTED


def test_an_unmet_item_wants_its_remedy_and_fails_the_issue(tab, stage) -> None:
    issue = stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    fill_in(form, outcome=Outcome.FALSELY_REPORTED)
    card = form.answers.cards[0]
    assert not card.remedy.isVisible()
    card.buttons[ItemResult.UNMET].click()
    assert card.remedy.isVisible()
    assert not form.save()
    assert "第1项未达到" in form.error
    card.remedy.set_text("当场切断水源并拆除阀门")
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.RECTIFYING
    tab.pane.show_view(Outcome.FALSELY_REPORTED)
    assert "当场切断水源并拆除阀门" in texts_of(tab.pane.detail)


def test_contradicting_dates_are_shown_while_typing(tab, stage) -> None:
    stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    fill_in(form)
    assert "早于报告完成日期" not in texts_of(form)
    form.photo_on.set_day(date(2019, 7, 1))
    assert "照片拍摄于 2019年7月1日" in texts_of(form)


def test_mostly_done_wants_a_day_to_look_again(tab, stage) -> None:
    issue = stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    assert not form.follow_up_on.isVisible()
    fill_in(form, outcome=Outcome.MOSTLY_DONE)
    assert form.follow_up_on.isVisible()
    assert not form.save()
    form.follow_up_on.set_day(date(2019, 8, 15))
    assert form.save(), form.error
    assert stage.issue(issue.id).follow_up_on == date(2019, 8, 15)


def test_a_time_that_is_none_is_reported_beside_it(tab, stage) -> None:
    stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    fill_in(form)
    form.verified_time.set_text("上午")
    assert not form.save()
    assert "不是有效时间" in form.verified_time.error


def test_answers_come_back_from_the_draft(tab, stage) -> None:
    stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    form.answers.cards[1].buttons[ItemResult.UNMET].click()
    form.answers.cards[1].remedy.set_text("补装电表封条")
    form.close_form()
    form = press(tab, "fill")
    assert form.draft_offered
    form.restore_draft()
    answer = form.checklist().answers[1]
    assert (answer.result, answer.remedy) == (ItemResult.UNMET, "补装电表封条")


def test_another_template_brings_its_own_items(tab, stage) -> None:
    stage.reported()
    tab.refresh()
    form = press(tab, "fill")
    other = next(name for name in form._templates if name != form.template.text())
    form.template.set_text(other)
    assert form.checklist().template_name == other
    assert [answer.item for answer in form.checklist().answers] == list(form._templates[other].items)


def test_striking_off_needs_a_second_person(tab, stage) -> None:
    issue = stage.verified()
    tab.refresh()
    tab.pane.show_view("verified")
    form = press(tab, "strike_off")
    assert isinstance(form, SignatureForm)
    form.choose_way(SignWay.OWN)
    form.field("password").set_text(PASSWORD)
    assert not form.save()
    assert "另一人签字" in form.error
    assert stage.issue(issue.id).state is IssueState.VERIFIED
    form.choose_way(SignWay.OTHER)
    form.field("signer").set_text("示例丙")
    form.field("password").set_text(PASSWORD)
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.CLOSED


def test_a_closed_issue_is_reopened_with_a_reason(tab, stage) -> None:
    issue = stage.verified()
    tab.refresh()
    tab.pane.show_view("verified")
    form = press(tab, "strike_off")
    form.choose_way(SignWay.OTHER)
    form.field("signer").set_text("示例丙")
    form.field("password").set_text(PASSWORD)
    assert form.save(), form.error
    tab.show_record(issue.id)
    form = press(tab, "reopen")
    assert isinstance(form, StepForm)
    assert not form.save()
    assert stage.issue(issue.id).state is IssueState.CLOSED
    form.field("reason").set_text("8月复查时发现复燃")
    assert form.save(), form.error
    assert stage.issue(issue.id).state is IssueState.RECTIFYING


def test_an_early_verification_is_recorded_and_moves_nothing(tab, stage) -> None:
    issue = stage.rectifying()
    stage.reported(site="另一处")
    form = ChecklistForm(stage.shell, issue.id)
    assert "只作记录" in texts_of(form)
    fill_in(form, outcome=Outcome.LATE)
    assert form.save(), form.error
    form.deleteLater()
    assert stage.issue(issue.id).state is IssueState.RECTIFYING
    assert checklists_of(stage, issue.id)[0].outcome is Outcome.LATE


def test_blank_and_filled_sheets_are_shown_and_saved(tab, stage) -> None:
    issue = stage.verified()
    tab.refresh()
    tab.pane.show_view("verified")
    viewer = press(tab, "filled")
    assert isinstance(viewer, DocumentViewer)
    stage.prompts.file = stage.folder / "核查清单.pdf"
    viewer.save_button.click()
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(stage.prompts.file))
    assert "示例己" in words.replace("\r\n", "")
    assert stage.prompts.requests[-1].save_as == f"核查清单-{issue.number}.pdf"
    viewer.close_button.click()
    assert tab.pane.detail.form is None
    blank = press(tab, "blank")
    assert "空白" in blank.source.title
    assert blank.pages.count() >= 1
