"""自动排班 on screen: a preview changes nothing and says why; 采用 writes it with one undo, 放弃 leaves everything as it was."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.rota.rota import Leave
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.issues import steps
from lantian_desktop.services.rota import arranging as rota_arranging
from lantian_desktop.services.rota import duty, rota
from lantian_desktop.ui.rota.arrange_form import ANEW, ArrangeForm
from lantian_desktop.ui.rota.forms.weights import WeightsForm
from lantian_desktop.ui.rota.rota import RotaPage
from tests.ui.duty.kit import LEADERS, OFFICERS, arrange, holder, leader, man, officer
from tests.ui.hands import button_of, click
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def crew(stage):
    made = man(stage.office)
    arrange(stage.office, made)
    return made


@pytest.fixture
def page(qtbot, stage, crew) -> RotaPage:
    made = RotaPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


def form_of(page: RotaPage) -> ArrangeForm:
    click(page.bar.button("arrange"))
    form = page.detail.form
    assert isinstance(form, ArrangeForm)
    return form


def seated_in_august(stage: Stage) -> int:
    answers = duty.staff_between(stage.office, first=date(2019, 8, 1), last=date(2019, 8, 31))
    return sum(len(answer.seated) for answer in answers)


def test_the_days_after_the_last_arranged_are_proposed_and_nothing_is_written(page, stage) -> None:
    form = form_of(page)
    assert (form.first.text(), form.last.text()) == ("2019-08-01", "2019-08-31")
    assert not form.save_button.isEnabled()
    form.preview_button.setFocus()
    click(form.preview_button)
    assert form.preview_button.hasFocus()
    assert len(page.tentative) == 62
    assert page.bar.button("choose").text() == "2019年8月"
    chip = page.calendar.sheet.chip_of(officer(5, month=8))
    assert chip.tentative
    assert chip.name in OFFICERS
    assert seated_in_august(stage) == 0
    click(button_of(form, "放弃"))
    assert page.tentative == {}
    assert page.calendar.sheet.chip_of(officer(5, month=8)).name == "缺"
    assert seated_in_august(stage) == 0


def test_everybody_s_load_adds_up_and_every_seat_has_its_reason(page) -> None:
    form = form_of(page)
    click(form.preview_button)
    loads = [form.view.loads.row(at) for at in range(form.view.loads.rowCount())]
    assert {row.line.member.name for row in loads} == {*LEADERS, *OFFICERS}
    leaders = [row for row in loads if row.table.post is DutyPost.LEADER]
    assert sum(row.line.load.shifts for row in leaders) == 31 + 31
    assert "不超过一个班" in form.view.sentence
    assert form.view.reasons.total == 62
    page.calendar.go_to(officer(5, month=8))
    assert "分" in form.view.sentence
    shown = form.view.reasons.row(form.view.reasons.position(officer(5, month=8)))
    assert shown.name == page.tentative[officer(5, month=8)]
    assert form.view.sentence == shown.sentence


def test_what_is_accepted_is_one_change_with_one_undo(page, stage) -> None:
    form = form_of(page)
    click(form.preview_button)
    wanted = dict(page.tentative)
    assert form.save()
    assert seated_in_august(stage) == 62
    assert {seat: holder(stage, seat) for seat in wanted} == wanted
    assert page.tentative == {}
    assert page.detail.form is None
    steps.undo_last(stage.office)
    assert seated_in_august(stage) == 0


def test_what_nobody_can_take_stays_vacant_with_everybody_s_reason(page, stage, crew) -> None:
    for name in LEADERS:
        leave = Leave(0, crew.id(name), date(2019, 8, 20), date(2019, 8, 20))
        rota.save_leave(stage.office, leave=leave)
    form = form_of(page)
    click(form.preview_button)
    assert leader(20, month=8) not in form.arrangement.given
    assert form.view.vacant.total >= 1
    page.calendar.go_to(leader(20, month=8))
    assert all(name in form.view.sentence for name in LEADERS)


def test_pinned_seats_stay_when_the_rest_is_arranged_anew(page, stage, crew) -> None:
    rota.assign(stage.office, seat=officer(20), member_id=crew.id("尉迟五"))
    form = form_of(page)
    form.first.set_day(date(2019, 7, 16))
    form.last.set_day(date(2019, 7, 31))
    click(form.preview_button)
    assert form.arrangement.given == {}
    assert not form.save_button.isEnabled()
    form.scope.set_text(ANEW)
    assert form.arrangement is None
    click(form.preview_button)
    assert officer(20) not in form.arrangement.given
    assert len(form.arrangement.given) == 31
    assert form.save()
    assert holder(stage, officer(20)) == "尉迟五"


def test_a_row_of_reasons_leads_to_its_seat(page) -> None:
    form = form_of(page)
    click(form.preview_button)
    click(button_of(form, "逐班理由"))
    table = form.view._reason_table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert page.current().seat == table.current_row().seat


def test_days_that_end_before_they_begin_are_refused(page) -> None:
    form = form_of(page)
    form.last.set_day(date(2019, 7, 1))
    form.preview()
    assert form.arrangement is None
    assert "早于" in form.error + form.last.error


def test_the_explanation_leaves_as_a_sheet(page, stage) -> None:
    form = form_of(page)
    click(form.preview_button)
    stage.prompts.file = stage.folder / "说明.xlsx"
    click(form.export_button)
    assert stage.prompts.file.read_bytes()[:2] == b"PK"


def test_points_are_set_and_the_form_comes_back(page, stage) -> None:
    form = form_of(page)
    click(form.preview_button)
    click(button_of(form, "设置各类班次的分值"))
    weights = page.detail.form
    assert isinstance(weights, WeightsForm)
    assert page.tentative == {}
    weights.field("holiday").set_text("三十")
    assert not weights.save()
    weights.field("holiday").set_text("30")
    assert weights.save()
    assert rota_arranging.weights(stage.office).holiday == 30
    assert isinstance(page.detail.form, ArrangeForm)


def test_a_proposal_that_no_longer_fits_is_not_accepted(page, stage, crew) -> None:
    form = form_of(page)
    click(form.preview_button)
    leave = Leave(0, crew.id("徐一鸣"), date(2019, 8, 5), date(2019, 8, 9))
    rota.save_leave(stage.office, leave=leave)
    assert not form.save()
    assert "有变动" in form.error
    assert seated_in_august(stage) == 0
