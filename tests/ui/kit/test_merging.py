"""A form whose record a colleague changed while it stood open: nothing of either is lost, and each conflict is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.paint.theme import TextSize
from tests.ui.clipping import faults
from tests.ui.kit.merging_kit import BOTH_ROLES, CASES, colleague
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


@pytest.mark.parametrize("name", CASES)
def test_a_field_both_changed_is_asked_about_and_mine_may_stay(qtbot, stage, name) -> None:
    case, stored, form = opened(qtbot, stage, name)
    form.field(case.contested).set_text(case.mine)
    with colleague(stage.office):
        case.change(stage.office, stored, case.theirs)
    assert not form.save()
    assert case.stored(stage.office, stored) == case.theirs
    assert form.field(case.contested).text() == case.mine
    assert f"{case.by}于7月15日 10:00改过" in form.merging.message, form.error
    part = form.merging.parts[case.contested]
    assert (part.change.stored, part.change.typed) == (case.theirs, case.mine)
    if case.other:
        taken = form.field(case.other)
        assert f"“{taken.called}”" in form.merging.message
    assert not form.save()
    assert "请先选择" in form.error
    part.keep.click()
    assert form.save(), form.error
    assert case.stored(stage.office, stored) == case.mine
    noted = journal.page(stage.office).rows[0].details["overwritten"]
    assert list(noted) == [form.field(case.contested).called]
    assert noted[form.field(case.contested).called] == form.field(case.contested).words(case.theirs)
    assert form.merging.message == ""


@pytest.mark.parametrize("name", CASES)
def test_the_stored_value_may_be_taken(qtbot, stage, name) -> None:
    case, stored, form = opened(qtbot, stage, name)
    form.field(case.contested).set_text(case.mine)
    with colleague(stage.office):
        case.change(stage.office, stored, case.theirs)
    assert not form.save()
    form.merging.parts[case.contested].take.click()
    assert form.field(case.contested).text() == case.theirs
    assert form.save(), form.error
    assert case.stored(stage.office, stored) == case.theirs
    assert "overwritten" not in journal.page(stage.office).rows[0].details


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.other])
def test_what_only_the_other_one_changed_is_taken_over_and_named(qtbot, stage, name) -> None:
    case, stored, form = opened(qtbot, stage, name)
    before = {one: form.field(one).text() for one in (case.contested, case.other)}
    with colleague(stage.office):
        case.change(stage.office, stored, case.theirs)
    assert not form.save()
    assert form.merging.parts == {}
    assert form.field(case.contested).text() == case.theirs
    assert form.field(case.other).text() != before[case.other]
    assert "请核对后再保存" in form.merging.message
    assert form.save(), form.error
    assert case.stored(stage.office, stored) == case.theirs


def test_a_change_of_nothing_the_form_shows_asks_nothing(qtbot, stage) -> None:
    _case, stored, form = opened(qtbot, stage, "issue")
    form.field("remark").set_text("我写的备注")
    with colleague(stage.office):
        issues.set_tags(stage.office, issue_id=stored.id, tags=frozenset())
    assert form.save(), form.error
    assert stage.issue(stored.id).remark == "我写的备注"


def test_a_step_is_noticed_and_its_state_stays(qtbot, stage) -> None:
    issue = stage.planned()
    form = IssueForm(stage.shell, issue)
    qtbot.addWidget(form)
    form.field("remark").set_text("我写的备注")
    with colleague(stage.office):
        steps.perform(
            stage.office, issue_ids=[issue.id], action=IssueAction.RETURN_PLAN, step=StepInput(reason="措施不具体")
        )
    state = stage.issue(issue.id).state
    assert not form.save()
    assert "“办理状态”" in form.merging.message
    assert form.save(), form.error
    assert (stage.issue(issue.id).state, stage.issue(issue.id).remark) == (state, "我写的备注")


def test_an_undo_is_noticed(qtbot, stage) -> None:
    case, stored, _form = opened(qtbot, stage, "contact")
    case.change(stage.office, stored, case.theirs)
    form = case.form(stage, stored)
    qtbot.addWidget(form)
    compensation.undo_change(stage.office)
    form.field("title").set_text("我写的职务")
    assert not form.save()
    assert form.merging.parts["title"].change.stored == "科员"
    assert form.field("remark").text() == ""


def test_saving_again_is_checked_again(qtbot, stage) -> None:
    case, stored, form = opened(qtbot, stage, "issue")
    form.field("address").set_text("我的")
    with colleague(stage.office):
        case.change(stage.office, stored, "第一次")
    assert not form.save()
    form.merging.parts["address"].keep.click()
    with colleague(stage.office):
        case.change(stage.office, stored, "第二次")
    assert not form.save()
    assert form.merging.parts["address"].change.stored == "第二次"
    form.merging.parts["address"].keep.click()
    assert form.save(), form.error
    assert stage.issue(stored.id).address == "我的"


def test_a_draft_typed_before_the_change_is_merged_when_it_comes_back(qtbot, stage) -> None:
    case, stored, form = opened(qtbot, stage, "issue")
    form.field("address").set_text("我的")
    form.field("street").set_text("我的街道")
    form.close_form()
    with colleague(stage.office):
        case.change(stage.office, stored, "对方的")
    again = case.form(stage, stored)
    qtbot.addWidget(again)
    assert again.draft_offered
    again.restore_draft()
    assert again.field("remark").text() == "对方写的备注"
    assert again.field("street").text() == "我的街道"
    part = again.merging.parts["address"]
    assert (part.change.stored, part.change.typed) == ("对方的", "我的")
    assert not again.save()
    assert stage.issue(stored.id).address == "对方的"


def test_an_undecided_conflict_is_still_one_after_closing(qtbot, stage) -> None:
    case, stored, form = opened(qtbot, stage, "issue")
    form.field("address").set_text("我的")
    with colleague(stage.office):
        case.change(stage.office, stored, "对方的")
    assert not form.save()
    form.close_form()
    again = case.form(stage, stored)
    qtbot.addWidget(again)
    again.restore_draft()
    assert list(again.merging.parts) == ["address"]


@pytest.mark.parametrize("size", list(TextSize))
def test_the_panel_fits_and_is_reached_by_keys(qtbot, appearance, stage, size) -> None:
    appearance.choose(size=size)
    case, stored, form = opened(qtbot, stage, "issue")
    form.resize(520 if size is not TextSize.HUGE else 800, 560)
    form.field("address").set_text("我写的很长的地址，" * 12)
    form.field("site").set_text("我的点位")
    with colleague(stage.office):
        case.change(stage.office, stored, "对方写的很长的地址，" * 12)
        issues.edit_issue(stage.office, issue=replace(stage.issue(stored.id), site="对方的点位"))
    form.activateWindow()
    assert QTest.qWaitForWindowActive(form)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    for _ in range(4):
        QApplication.processEvents()
    assert faults(form) == []
    first, second = form.merging.parts.values()
    assert QApplication.focusWidget() is first.take
    QTest.keyClick(first.take, Qt.Key.Key_Space)
    assert first.take.isChecked()
    assert "采用现有" in first.take.accessibleName()
    QTest.keyClick(first.take, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in {second.take, second.keep}
    QTest.keyClick(second.keep, Qt.Key.Key_Space)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert form.error == ""
    assert stage.issue(stored.id).site in {"我的点位", "对方的点位"}
