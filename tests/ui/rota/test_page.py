"""The duty calendar does what keys, mouse and buttons ask for, says what is refused, and everything can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import Handover, HandoverSignature
from lantian_desktop.domain.rota.rota import ChangeKind, Leave
from lantian_desktop.domain.rota.schemes import ShiftPattern
from lantian_desktop.services.issues import steps
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import DutySeat
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.rota.arrange_form import ArrangeForm
from lantian_desktop.ui.rota.calendar_view import seat_data
from lantian_desktop.ui.rota.forms.scheme import SchemeForm
from lantian_desktop.ui.rota.name_typing import NOBODY
from lantian_desktop.ui.rota.people_strip import member_data
from lantian_desktop.ui.rota.rota import RotaPage
from lantian_desktop.ui.rota.seat_detail import seat_offers
from tests.ui.duty.kit import TODAY, arrange, drop, holder, leader, man, officer
from tests.ui.hands import CTRL, button_of, click
from tests.ui.tab_kit import make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def page(qtbot, stage) -> RotaPage:
    made = RotaPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


@pytest.fixture
def crew(stage):
    made = man(stage.office)
    arrange(stage.office, made)
    return made


def press(page: RotaPage, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.calendar, key, modifier)


def at(page: RotaPage) -> DutySeat:
    duty_seat = page.current()
    assert duty_seat is not None
    return duty_seat


def test_an_office_without_shifts_is_led_on_to_its_first_rota(page, stage) -> None:
    assert "还没有设置班次" in texts_of(page)
    wanted = []
    page.page_requested.connect(wanted.append)
    click(page.empty.findChild(QPushButton, "offer-scheme"))
    form = page.detail.form
    assert isinstance(form, SchemeForm)
    form.pattern.set_text(ShiftPattern.DAY_AND_NIGHT.value)
    form.starts[0].set_text("8点")
    assert [field.text() for field in form.starts if field.isVisible()] == ["8点", "20:00"]
    assert form.save()
    assert rota.schemes(stage.office)[0].pattern is ShiftPattern.DAY_AND_NIGHT
    assert "还没有值班人员" in texts_of(page)
    click(page.empty.findChild(QPushButton, "offer-members"))
    assert [request.key for request in wanted] == ["members"]


def test_dropping_a_name_on_another_swaps_the_two_and_undo_brings_both_back(page, stage, crew) -> None:
    assert (holder(stage, officer(16)), holder(stage, officer(18))) == ("徐一鸣", "潘三省")
    drop(page.calendar, seat_data(officer(16)), officer(18))
    assert (holder(stage, officer(16)), holder(stage, officer(18))) == ("潘三省", "徐一鸣")
    assert at(page).seat == officer(18)
    assert at(page).pinned
    assert steps.undo_last(stage.office) == "移动值班"
    assert (holder(stage, officer(16)), holder(stage, officer(18))) == ("徐一鸣", "潘三省")


def test_a_person_dropped_from_the_strip_takes_the_seat(page, stage, crew) -> None:
    drop(page.calendar, member_data(crew.id("尉迟五")), officer(22))
    assert holder(stage, officer(22)) == "尉迟五"
    drop(page.calendar, member_data(crew.id("尉迟五")), leader(22))
    assert holder(stage, leader(22)) != "尉迟五"
    assert "没有设为带班领导" in stage.messages[-1]


def test_what_does_not_fit_is_refused_with_a_sentence_and_changes_nothing(page, stage, crew) -> None:
    before = [holder(stage, seat) for seat in (leader(16), officer(18))]
    drop(page.calendar, seat_data(leader(16)), officer(18))
    assert [holder(stage, seat) for seat in (leader(16), officer(18))] == before
    assert "没有设为" in stage.messages[-1]


def test_keys_pick_up_and_put_down(page, stage, crew) -> None:
    page.calendar.go_to(leader(16))
    first, second = holder(stage, leader(16)), holder(stage, leader(17))
    press(page, Qt.Key.Key_X, CTRL)
    assert "放下" in page.status()[0]
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Return)
    assert (holder(stage, leader(16)), holder(stage, leader(17))) == (second, first)
    press(page, Qt.Key.Key_X, CTRL)
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_V, CTRL)
    assert (holder(stage, leader(16)), holder(stage, leader(17))) == (second, first)


def test_arrows_go_through_seats_days_and_weeks(page, crew) -> None:
    page.calendar.go_to(leader(15))
    for key, wanted in (
        (Qt.Key.Key_Down, officer(15)),
        (Qt.Key.Key_Down, leader(22)),
        (Qt.Key.Key_Up, officer(15)),
        (Qt.Key.Key_Right, officer(16)),
        (Qt.Key.Key_Left, officer(15)),
    ):
        press(page, key)
        assert at(page).seat == wanted


def test_letters_find_a_name_by_initials_even_those_that_could_be_commands(page, stage, crew) -> None:
    for letters, name in (("x", "徐一鸣"), ("m", "马二宝"), ("p", "潘三省"), ("shan", "单四海"), ("yuchi", "尉迟五")):
        page.calendar.go_to(officer(24))
        QTest.keyClicks(page.calendar, letters[0])
        QTest.keyClicks(page.typing.line, letters[1:])
        assert page.typing.shown()[0] == name
        QTest.keyClick(page.typing.line, Qt.Key.Key_Return)
        assert holder(stage, officer(24)) == name
        assert page.typing.isHidden()


def test_letters_that_mean_nobody_are_reported_and_enter_gives_the_seat_to_nobody(page, stage, crew) -> None:
    page.calendar.go_to(officer(24))
    before = holder(stage, officer(24))
    QTest.keyClicks(page.calendar, "v")
    assert page.typing.shown() == ()
    assert page.typing.names.item(0).text() == NOBODY
    row = page.typing.names.visualItemRect(page.typing.names.item(0))
    assert page.typing.names.viewport().rect().contains(row)
    QTest.keyClick(page.typing.line, Qt.Key.Key_Return)
    assert holder(stage, officer(24)) == before
    assert page.typing.isVisible()


def test_an_input_method_begins_a_name_and_only_those_who_serve_are_offered(page, stage, crew) -> None:
    page.calendar.go_to(leader(24))
    event = QInputMethodEvent("", [])
    event.setCommitString("钱")
    QApplication.sendEvent(page.calendar, event)
    assert page.typing.shown() == ("示例钱",)
    page.typing.line.clear()
    assert page.typing.shown() == ("示例赵", "示例钱", "示例孙")
    QTest.keyClick(page.typing.line, Qt.Key.Key_Down)
    QTest.keyClick(page.typing.line, Qt.Key.Key_Return)
    assert holder(stage, leader(24)) == "示例钱"


def test_delete_clears_and_space_pins(page, stage, crew) -> None:
    page.calendar.go_to(officer(25))
    press(page, Qt.Key.Key_Space)
    assert at(page).pinned
    press(page, Qt.Key.Key_Space)
    assert not at(page).pinned
    press(page, Qt.Key.Key_Delete)
    assert holder(stage, officer(25)) == ""
    assert "缺 1" in page.status()
    assert "缺" in texts_of(page.detail)
    assert steps.undo_last(stage.office) == "清除值班安排"
    assert holder(stage, officer(25)) != ""


def test_pages_turn_by_keys_and_by_mode(page, crew) -> None:
    press(page, Qt.Key.Key_PageDown)
    assert page.bar.button("choose").text() == "2019年8月"
    press(page, Qt.Key.Key_PageUp)
    press(page, Qt.Key.Key_PageUp)
    assert page.bar.button("choose").text() == "2019年6月"
    press(page, Qt.Key.Key_Home)
    assert page.bar.button("choose").text() == "2019年7月"
    page.calendar.go_to(officer(30))
    press(page, Qt.Key.Key_Home)
    assert at(page).seat == leader(15)
    click(page.bar.button("week"))
    assert page.bar.button("choose").text() == "7月15日—7月21日"
    assert len(page.calendar.days) == 7


def test_the_mouse_chooses_a_seat_and_its_detail_tells_numbers(page, crew) -> None:
    seat = officer(18)
    QTest.mouseClick(page.calendar.viewport(), Qt.MouseButton.LeftButton, pos=page.calendar.seat_rect(seat).center())
    assert at(page).seat == seat
    shown = texts_of(page.detail)
    assert "潘三省" in shown
    assert "13800000005" in shown
    assert "7月18日" in page.calendar.accessibleDescription()


def test_the_month_is_copied_as_a_table(page, crew) -> None:
    press(page, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["日期", "星期", "节假日", "班次", "时间", "带班领导", "值班员"]
    assert len(lines) == 32
    assert lines[6] == "2019-07-06\t周六\t休息日\t24小时\t08:30–08:30\t示例孙\t徐一鸣"


def test_the_rota_is_printed_and_exported(page, stage, crew) -> None:
    page.print_shown()
    viewer = page.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert viewer.pages is not None
    viewer.closed.emit()
    stage.prompts.file = stage.folder / "值班表.xlsx"
    rota_sheet, loads = page.bar.button("export").menu().actions()
    rota_sheet.trigger()
    assert stage.prompts.file.read_bytes()[:2] == b"PK"
    assert stage.prompts.requests[-1].save_as == "值班表-2019年7月.xlsx"
    stage.prompts.file = stage.folder / "负荷.xlsx"
    loads.trigger()
    assert stage.prompts.file.read_bytes()[:2] == b"PK"
    assert stage.prompts.requests[-1].save_as == "值班负荷-2019-07-01至2019-09-30.xlsx"


def test_a_sheet_is_brought_in_through_the_import_window(page, crew) -> None:
    click(page.bar.button("import"))
    window = page.findChild(ImportWindow)
    assert window.windowTitle() == "导入值班表"
    window.close()


def test_a_year_without_its_notice_says_that_its_days_carry_no_marks(page, crew) -> None:
    page.go_to(date(2031, 3, 1))
    assert "2031 年节假日安排未录入" in page.banner.sentence
    page.go_to(TODAY)
    assert page.banner.isHidden()


def test_missing_days_off_lead_to_the_settings(page, stage, crew, qtbot) -> None:
    assert page.banner.isHidden()
    stage.clock.at = stage.clock.at.replace(year=2027)
    page.refresh()
    assert "2027 年节假日安排未录入" in page.banner.sentence
    window = page.papers.open_holidays()
    assert "2027" in texts_of(window) or window.pages.currentItem().text() == "节假日"
    window.close()


def test_other_years_are_reached_by_choosing_a_day(page, crew) -> None:
    page.go_to(date(2019, 10, 1))
    marks = {day.day.day: day.mark for day in page.calendar.days if day.day.month == 10}
    assert marks[1] == "国庆节"
    assert marks[12] == "调休上班"
    press(page, Qt.Key.Key_Home)
    assert page.day == TODAY


def test_a_clerk_without_the_right_learns_why(page, stage, crew) -> None:
    stage.office.user = User("示例丁", frozenset({Role.DUTY_OFFICER}))
    page.refresh()
    found = page.detail.bar.findChildren(QPushButton, "offer-give")
    button = next(button for button in found if not button.isHidden())
    assert not button.isEnabled()
    assert "经办或负责人" in button.toolTip()
    page.calendar.go_to(officer(25))
    QTest.keyClicks(page.calendar, "m")
    assert page.typing.isHidden()
    assert "权限" in stage.messages[-1]


def test_what_contradicts_itself_is_shown_with_its_sentence_and_not_mended(page, stage, crew) -> None:
    leave = Leave(0, crew.id("潘三省"), date(2019, 7, 18), date(2019, 7, 18))
    rota.save_leave(stage.office, leave=leave)
    chip = page.calendar.sheet.chip_of(officer(18))
    assert (chip.mark, chip.name) == ("!", "潘三省")
    assert "冲突 1" in page.status()
    page.calendar.go_to(officer(18))
    assert "请另排或办理替班" in texts_of(page.detail)
    assert "请另排或办理替班" in page.calendar.tip_at(page.calendar.seat_rect(officer(18)).center())
    drop(page.calendar, seat_data(officer(18)), officer(19))
    assert holder(stage, officer(19)) == "潘三省"
    assert not any("冲突" in part for part in page.status())


def test_the_strip_carries_each_one_s_load_of_the_quarter(page, stage, crew) -> None:
    people = {person.name: person for person in page.people.people()}
    before = int(people["尉迟五"].load.split()[0])
    page.calendar.go_to(officer(24))
    page.people.setCurrentIndex(page.people.model().index(list(people).index("尉迟五"), 0))
    QTest.keyClick(page.people, Qt.Key.Key_Return)
    assert holder(stage, officer(24)) == "尉迟五"
    after = {person.name: person for person in page.people.people()}
    assert int(after["尉迟五"].load.split()[0]) == before + 15  # a working day's 24 hours on end, night included


def test_before_anybody_was_put_in_the_page_leads_on_to_arranging(page, stage) -> None:
    man(stage.office)
    assert page.hint.isVisible()
    click(page.hint.button)
    form = page.detail.form
    assert isinstance(form, ArrangeForm)
    click(form.preview_button)
    assert page.hint.isHidden()
    assert form.save()
    assert page.hint.isHidden()


def test_a_seat_under_a_change_says_that_the_change_goes_first(page, stage, crew) -> None:
    seat, other = officer(18), crew.id("单四海")
    rota_changes.ask_for_change(stage.office, kind=ChangeKind.STAND_IN, seat=seat, other_id=other, reason="体检")
    page.calendar.go_to(seat)
    assert page.calendar.sheet.chip_of(seat).mark == "待"
    found = page.detail.bar.findChildren(QPushButton, "offer-clear")
    button = next(button for button in found if not button.isHidden())
    assert not button.isEnabled()
    assert "先撤销替班" in button.toolTip()
    press(page, Qt.Key.Key_Delete)
    assert holder(stage, seat) == "潘三省"
    drop(page.calendar, seat_data(seat), officer(19))
    assert "先撤销替班" in stage.messages[-1]


def test_a_shift_that_was_handed_over_stays_as_it_is(page, stage, crew) -> None:
    giver, taker = HandoverSignature("示例赵"), HandoverSignature("示例钱")
    signed = Handover(0, date(2019, 7, 14), 0, TODAY, 0, giver, taker, stage.clock.at)
    with stage.office.session.write("交接班") as touched:
        duty_log.add_handover(stage.office.session, signed)
        touched.add("duty")
    page.calendar.go_to(officer(14))
    assert "已交接" in [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]
    keys = {offer.key: offer.refusal for offer in seat_offers(stage.office, at(page))}
    assert all("已经交接" in keys[key] for key in ("give", "swap", "stand_in", "clear"))
    before = holder(stage, officer(14))
    drop(page.calendar, seat_data(officer(14)), officer(19))
    assert holder(stage, officer(14)) == before
    assert "已经交接" in stage.messages[-1]


def test_other_shifts_begin_after_the_days_that_are_arranged(page, stage, crew) -> None:
    click(page.bar.button("scheme"))
    form = page.detail.form
    assert isinstance(form, SchemeForm)
    assert form.starts_on.text() == "2019-08-01"
    form.officers.set_text("2")
    form.starts_on.set_day(date(2019, 7, 20))
    assert not form.save()
    assert "以后已有排班（到7月31日）" in form.error
    form.starts[0].set_text("25点")
    assert not form.save()
    assert "不是有效时间" in form.starts[0].error
    form.starts[0].set_text("9：00")
    form.starts_on.set_day(date(2019, 8, 1))
    assert form.save()
    assert [scheme.officers for scheme in rota.schemes(stage.office)] == [1, 2]
    page.go_to(date(2019, 8, 1))
    click(page.bar.button("scheme"))
    click(button_of(page.detail.form, "删除 2019年8月1日 起的设置"))
    assert len(rota.schemes(stage.office)) == 1
