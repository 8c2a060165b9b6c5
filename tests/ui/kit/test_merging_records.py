"""Records whose forms hold more than plain fields: measures, states, schemes, years, progress, and what was taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.verification import ItemResult, Outcome
from lantian_desktop.domain.rota.schemes import DutyScheme
from lantian_desktop.services.admin import calendar as office_calendar
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.plans import plans, verification
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.admin.settings.categories import CategoryForm
from lantian_desktop.ui.admin.settings.holidays import YearForm
from lantian_desktop.ui.issues.due_form import DueForm
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.plan_form import PlanForm
from lantian_desktop.ui.plans.progress_form import ProgressForm
from lantian_desktop.ui.rota.forms.scheme import SchemeForm
from tests.factories import answered
from tests.ui.kit.merging_kit import BOTH_ROLES, CASES, OTHER, colleague
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    users.change_roles(made.office, name="示例甲", roles=BOTH_ROLES)
    yield made
    made.office.session.close()


def opened(qtbot, stage: Stage, name: str):
    """Return a case's record and its open form."""
    case = CASES[name]
    stored = case.make(stage)
    form = case.form(stage, stored)
    qtbot.addWidget(form)
    form.show()
    return case, stored, form


def test_measures_both_changed_are_shown_as_they_read(qtbot, stage) -> None:
    _case, stored, form = opened(qtbot, stage, "plan")
    form.measures.cards[0].words.set_text("我的措施")
    with colleague(stage.office):
        blank = plans.blank_plan(stage.office, issue_id=stored.issue_id)
        theirs = replace(blank.measures[0], text="对方的措施")
        plans.save_plan_draft(stage.office, plan=replace(blank, measures=(theirs,)))
    form.draft_button.click()
    part = form.merging.parts["measures"]
    assert part.change.label == "整改措施"
    assert form.measures.words(part.change.stored).startswith("对方的措施，")
    part.keep.click()
    form.draft_button.click()
    assert plans.blank_plan(stage.office, issue_id=stored.issue_id).measures[0].text == "我的措施"


def test_a_plan_submitted_meanwhile_is_noticed(qtbot, stage) -> None:
    issue = stage.assigned()
    form = PlanForm(stage.shell, issue.id)
    qtbot.addWidget(form)
    form.field("goal").set_text("我的目标")
    with colleague(stage.office):
        blank = plans.blank_plan(stage.office, issue_id=issue.id)
        measure = replace(blank.measures[0], text="清运", unit="街道", person="示例丁", due=date(2019, 8, 1))
        full = replace(blank, goal="对方的目标", standard="对方的标准", measures=(measure,))
        plans.submit_plan(stage.office, plan=full)
    form.draft_button.click()
    assert "“版次”" in form.merging.message
    assert form.merging.parts["goal"].change.stored == "对方的目标"
    (only,) = issue_detail(stage.office, issue_id=issue.id).plan_versions
    assert only.goal == "对方的目标"


def test_two_verifications_of_one_issue_are_noticed(qtbot, stage) -> None:
    issue = stage.reported()
    form = ChecklistForm(stage.shell, issue.id)
    qtbot.addWidget(form)
    form.verifiers.set_text("示例己、示例庚")
    form.verified_on.set_day(date(2019, 7, 15))
    form.verified_time.set_text("9:30")
    for card in form.answers.cards:
        card.buttons[ItemResult.MET].click()
    form.outcome.set_text(Outcome.DONE)
    with colleague(stage.office):
        verification.conclude(stage.office, checklist=answered(stage.office, issue.id))
    assert not form.save()
    assert "“办理状态”" in form.merging.message
    assert len(issue_detail(stage.office, issue_id=issue.id).checklists) == 1
    assert form.save(), form.error
    assert len(issue_detail(stage.office, issue_id=issue.id).checklists) == 2
    assert stage.issue(issue.id).state is IssueState.VERIFIED


def test_a_place_changed_meanwhile_is_asked_about_on_a_checklist(qtbot, stage) -> None:
    issue = stage.reported()
    form = ChecklistForm(stage.shell, issue.id)
    qtbot.addWidget(form)
    form.verifiers.set_text("示例己、示例庚")
    form.verified_time.set_text("9:30")
    form.place.set_text("我写的地点")
    for card in form.answers.cards:
        card.buttons[ItemResult.MET].click()
    form.outcome.set_text(Outcome.DONE)
    with colleague(stage.office):
        issues.edit_issue(stage.office, issue=replace(stage.issue(issue.id), address="对方写的地点"))
    assert not form.save()
    assert list(form.merging.parts) == ["place"]


def test_progress_reported_meanwhile_is_noticed(qtbot, stage) -> None:
    issue = stage.rectifying()
    form = ProgressForm(stage.shell, issue.id)
    qtbot.addWidget(form)
    form.percent.set_text("50")
    measure_id = int(form.measure.text())
    with colleague(stage.office):
        plans.record_progress(stage.office, issue_id=issue.id, measure_id=measure_id, percent=80)
    assert not form.save()
    assert (form.merging.parts["percent"].change.stored, form.field("percent").text()) == ("80", "50")
    form.merging.parts["percent"].keep.click()
    assert form.save(), form.error
    assert journal.page(stage.office).rows[0].details["overwritten"] == {"进展": "80%"}


def test_a_due_date_moved_meanwhile_is_noticed(qtbot, stage) -> None:
    issue = stage.assigned()
    form = DueForm(stage.shell, issue)
    qtbot.addWidget(form)
    form.fill({"new": "2019-09-01", "reason": "雨季", "approver": "示例丙"})
    with colleague(stage.office):
        issues.change_due(
            stage.office, issue_id=issue.id, which=issues.DueKind.RECTIFY_DUE, new=date(2019, 8, 25),
            reason="批复", approver="示例丙",
        )  # fmt: skip
    assert not form.save()
    assert "“本级整改期限”" in form.merging.message
    assert form.save(), form.error


def test_a_year_entered_meanwhile_is_asked_about(qtbot, stage) -> None:
    form = YearForm(stage.shell, stage.office.calendar.years[2019], 2027)
    qtbot.addWidget(form)
    form.field("notice").set_text("元旦：1月1日放假，共1天。")
    with colleague(stage.office):
        office_calendar.enter_notice(stage.office, year=2019, text="元旦：1月1日至2日放假，共2天。")
    assert not form.save()
    form.merging.parts["notice"].keep.click()
    assert form.save(), form.error
    assert len(stage.office.calendar.years[2019].holidays) == 1


def test_a_year_somebody_else_added_is_not_replaced_by_a_new_one(qtbot, stage) -> None:
    form = YearForm(stage.shell, None, 2027)
    qtbot.addWidget(form)
    form.field("notice").set_text("元旦：1月1日放假，共1天。")
    with colleague(stage.office):
        office_calendar.enter_notice(stage.office, year=2027, text="元旦：1月1日至2日放假，共2天。")
    assert not form.save()
    assert OTHER in form.error
    assert len(stage.office.calendar.years[2027].holidays) == 2


def test_a_scheme_set_meanwhile_is_noticed(qtbot, stage) -> None:
    form = SchemeForm(stage.shell)
    qtbot.addWidget(form)
    form.officers.set_text("2")
    with colleague(stage.office):
        rota.save_scheme(stage.office, scheme=DutyScheme(stage.office.today, officers=3))
    assert not form.save()
    assert "“已有的班次设置”" in form.merging.message
    form.merging.parts["officers"].keep.click()
    assert form.save(), form.error
    assert [one.officers for one in rota.schemes(stage.office)] == [2]


def test_a_record_taken_away_meanwhile_keeps_the_form_open(qtbot, stage) -> None:
    with colleague(stage.office):
        stored = office_settings.save_category(stage.office, category=Category("", "临时类别", 9))
        form = CategoryForm(stage.shell, stored)
        qtbot.addWidget(form)
        form.field("label").set_text("我的类别")
        office_settings.remove_category(stage.office, category_id=stored.id)
    assert not form.save()
    assert form.field("label").text() == "我的类别"
    assert form.error
