"""Duty mode through its widgets: numbers in view, the call chain logged by keys, notes and drafts, and the lock that leaves the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.duty.log import CallOutcome, EntryKind
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.duty.cards import UNARRANGED
from lantian_desktop.services.duty.log import entries
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.duty.mode.measures import LEAST_DIGITS
from lantian_desktop.ui.duty.mode.screen import DutyMode
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.appearance import Appearance
from tests.services.duty.kit import fill_unit
from tests.ui.clipping import faults
from tests.ui.duty.night_kit import ON_DUTY, Night, end, make_night
from tests.ui.hands import CTRL, click, settle, write
from tests.ui.tab_kit import Stage, make_stage

K = Qt.Key


@pytest.fixture
def night(qapp: QApplication, tmp_path, appearance: Appearance) -> Iterator[Night]:
    """示例甲 has signed in and pressed F11."""
    made = make_night(tmp_path, appearance)
    made.sign_in()
    made.press(K.Key_F11)
    yield made
    end(made)


@pytest.fixture
def wide(night: Night) -> Night:
    """The same on a usual screen; without a display there is a small square one."""
    night.desk.resize(1366, 768)
    settle()
    return night


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


def log_of(night: Night) -> list[tuple[object, ...]]:
    """Return the log, oldest first: outcome, phone, to whom it was passed on."""
    rows = reversed(entries(night.office).rows)
    return [(line.outcome, line.phone, line.passed_to) for line in rows]


def test_f11_fills_the_screen_and_two_escapes_bring_the_window_back(night) -> None:
    assert night.desk.isFullScreen()
    assert night.desk.currentWidget() is night.mode
    assert night.mode.box.hasFocus()
    for sentence in (
        *ON_DUTY,
        "示例甲",
        "示例乙",
        "03:07",
        "7月16日 星期二",
        "至 08:30    下一班 示例戊",
        "高陵区铁腕治霾办",
    ):
        assert sentence in night.read()
    night.type("gx")
    night.press(K.Key_Escape)
    assert night.mode.box.text() == ""
    night.press(K.Key_Escape)
    assert night.desk.mode is None
    assert not night.desk.isFullScreen()
    assert night.desk.currentWidget() is night.desk.window_shown


def test_digits_search_and_arrows_choose_and_ctrl_c_copies(wide) -> None:
    wide.type("0011")
    assert "137 0000 0011" in wide.read()
    assert wide.mode.calls.lines.current.whom == "高新区 联络员 示例庚"
    wide.press(K.Key_C, CTRL)
    assert QApplication.clipboard().text() == "13700000011"
    wide.press(K.Key_Escape)
    wide.type("gxq")
    listed = [line.phone for line in wide.mode.calls.lines.lines]
    wide.press(K.Key_Down)
    wide.press(K.Key_C, CTRL)
    assert QApplication.clipboard().text() == listed[1]
    assert wide.mode.box.hasFocus()


def test_enter_shows_the_chain_and_an_unanswered_call_moves_to_the_next_number(wide) -> None:
    wide.type("slg")
    wide.press(K.Key_Return)
    chain = [line.phone for line in wide.mode.calls.lines.lines]
    assert chain[:3] == ["13700000011", "029-88330009", "029-88330002"]
    wide.press(K.Key_F3)
    assert wide.mode.calls.lines.current.phone == "029-88330009"
    assert "137 0000 0011 未接，已记入日志" in wide.read()
    assert "029-8833 0009" in wide.mode.calls.message.text()
    wide.press(K.Key_F3)
    wide.press(K.Key_F2)
    assert log_of(wide) == [
        (CallOutcome.UNANSWERED, "13700000011", ""),
        (CallOutcome.UNANSWERED, "029-88330009", ""),
        (CallOutcome.ANSWERED, "029-88330002", ""),
    ]
    assert "029-8833 0002 接通，已记入日志" in wide.read()
    wide.press(K.Key_Escape)
    assert not wide.mode.calls.in_chain
    assert wide.mode.box.text() == "slg"


def test_an_unanswered_call_of_a_search_result_opens_its_chain(wide) -> None:
    wide.type("0011")
    wide.press(K.Key_F3)
    assert wide.mode.calls.in_chain
    assert "029-8833 0009" in wide.read()
    wide.press(K.Key_F2)
    assert [outcome for outcome, *_ in log_of(wide)] == [CallOutcome.UNANSWERED, CallOutcome.ANSWERED]


def test_passing_on_asks_to_whom_on_the_page(wide) -> None:
    wide.type("0011")
    wide.press(K.Key_F4)
    assert wide.mode.calls.ask.line.hasFocus()
    wide.press(K.Key_Return)
    assert log_of(wide) == []
    write(wide.mode.calls.ask.line, "示例辛，请其到场")
    wide.press(K.Key_Return)
    assert log_of(wide) == [(CallOutcome.PASSED_ON, "13700000011", "示例辛，请其到场")]
    assert wide.mode.box.hasFocus()
    wide.press(K.Key_F4)
    wide.press(K.Key_Escape)
    assert not wide.mode.calls.asking
    assert len(log_of(wide)) == 1


def test_the_usual_contacts_stand_there_before_anything_is_typed(wide) -> None:
    assert "名册里还没有常用或最近的联系人" in wide.read()
    star = next(one for one in roster_lines(wide) if one.name == "示例壬")
    roster.save_entry(wide.office, entry=roster.replace(star, starred=True))
    wide.type("0011")
    wide.press(K.Key_F2)
    wide.press(K.Key_Escape)
    assert [line.name.text for line in wide.mode.calls.lines.lines] == ["示例庚", "示例壬"]


def roster_lines(night: Night) -> tuple[RosterEntry, ...]:
    unit = roster.find_unit(night.office, text="高新区").id
    return roster.roster_page(night.office, query=roster.RosterQuery(unit_id=unit)).rows


def test_a_note_is_entered_and_an_unfinished_one_comes_back(wide) -> None:
    wide.press(K.Key_L, CTRL)
    note = wide.mode.note
    assert note.content.hasFocus()
    assert note.time.text() == "03:07"
    write(note.content, "通远街道来电：露天焚烧已扑灭。")
    wide.press(K.Key_Escape)
    assert wide.mode.box.hasFocus()
    assert entries(wide.office).total == 0
    wide.press(K.Key_L, CTRL)
    assert note.content.toPlainText() == "通远街道来电：露天焚烧已扑灭。"
    assert "上次没写完的已放回" in wide.read()
    write(note.time, "25:00")
    note.content.setFocus()
    wide.press(K.Key_Return, CTRL)
    assert "时间请写成 03:07 的样子。" in wide.read()
    write(note.time, "0250")
    wide.press(K.Key_Return, CTRL)
    (line,) = entries(wide.office).rows
    assert (line.kind, line.at, line.done) == (EntryKind.CALL_IN, datetime(2019, 7, 16, 2, 50), True)
    assert "已记入日志：来电 通远街道来电" in wide.read()
    wide.press(K.Key_L, CTRL)
    assert note.content.toPlainText() == ""


@pytest.mark.parametrize(
    ("typed", "meant"), [("", datetime(2019, 7, 16, 3, 7)), ("03:07", datetime(2019, 7, 17, 3, 7))]
)
def test_a_note_that_comes_back_on_another_day_is_of_the_day_it_was_begun(wide, typed, meant) -> None:
    wide.press(K.Key_L, CTRL)
    write(wide.mode.note.content, "夜里来电")
    wide.press(K.Key_Escape)
    wide.minute_passes(datetime(2019, 7, 17, 9, 0))
    wide.press(K.Key_L, CTRL)
    assert "7月16日 · 登记人" in wide.read()
    if typed:
        write(wide.mode.note.time, typed)
    wide.press(K.Key_Return, CTRL)
    (line,) = entries(wide.office).rows
    assert line.at == meant


def test_a_note_about_whom_one_looked_up_names_them(wide) -> None:
    wide.type("0011")
    wide.press(K.Key_J, CTRL)  # as on the desk
    note = wide.mode.note
    assert (note.unit.text(), note.name.text(), note.phone.text()) == ("高新区", "示例庚 联络员", "13700000011")
    write(note.content, "要求带班领导回电")
    click(note.open)
    click(note.save_button)
    (line,) = entries(wide.office).rows
    assert (line.done, line.phone) == (False, "13700000011")


def test_the_code_of_the_current_number_is_large(wide) -> None:
    wide.type("0011")
    wide.press(K.Key_R, CTRL)
    code = wide.mode.code
    assert code.square.accessibleName() == "二维码 13700000011"
    assert min(code.square.width(), code.square.height()) >= 300
    assert "137 0000 0011" in wide.read()
    wide.press(K.Key_R, CTRL)
    assert "带班领导 示例甲" in wide.read()
    assert code.square.accessibleName() == "二维码 13800000001"
    wide.press(K.Key_Escape)
    assert wide.mode.box.hasFocus()
    wide.press(K.Key_Escape)
    wide.press(K.Key_R, CTRL)
    assert code.square.accessibleName() == "二维码 13800000001"


def test_a_click_on_a_number_on_duty_copies_it(wide) -> None:
    (number,) = wide.mode.cards.cards[1].numbers
    QTest.mouseClick(number, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "029-86900002"


def test_three_officers_stand_in_full_on_the_smallest_screen_in_the_largest_text(night, appearance) -> None:
    night.desk.leave_duty_mode()
    for at, (name, phone) in enumerate((("示例午", "029-86900003-8001"), ("示例未", "13800000009")), 1):
        new = rota.save_member(night.office, member=DutyMember(0, name, frozenset({DutyPost.OFFICER}), phone))
        for day in (date(2019, 7, 15), date(2019, 7, 16)):
            rota.assign(night.office, seat=Seat(day, 0, DutyPost.OFFICER, at), member_id=new.id)
    appearance.choose(mode=Mode.LIGHT, size=TextSize.HUGE)
    night.desk.show_duty_mode()
    settle()
    night.desk.resize(1280, 720)
    settle()
    assert night.desk.size() == QSize(1280, 720)
    assert faults(night.desk) == []
    for sentence in ("029-8690 0002", "029-8690 0003 转 8001", "138 0000 0009", "示例午"):
        assert sentence in night.read()
    digits = night.mode.cards.cards[1].numbers
    assert min(label.drawn_height() for label in digits) >= LEAST_DIGITS
    assert night.mode.calls.lines.page() >= 2
    night.minute_passes(datetime(2019, 7, 16, 9, 5))
    for key in (K.Key_L, K.Key_R):
        night.press(key, CTRL)
        assert night.mode.alarm.isVisible()
        assert (night.desk.size(), faults(night.desk)) == (QSize(1280, 720), [])


def test_counts_open_their_lists_and_a_record_is_reached_from_there(wide) -> None:
    wide.press(K.Key_L, CTRL)
    note = wide.mode.note
    note.kind.setCurrentText(EntryKind.INCIDENT.label)
    write(note.content, "群众阻挠检查")
    click(note.open)
    wide.press(K.Key_Return, CTRL)
    button = wide.mode.counters.buttons[2]
    assert button.text() == "未结事件 1"
    click(button)
    assert "群众阻挠检查" in wide.mode.tasks.rows.item(0).text()
    wide.press(K.Key_Escape)
    assert wide.mode.box.hasFocus()


def test_nobody_on_the_rota_is_reported_in_red(qapp, stage: Stage, appearance) -> None:
    mode = DutyMode(stage.shell, appearance)
    mode.resize(1366, 768)
    mode.show()
    mode.take_up()
    settle()
    assert [card.property("tone") for card in mode.cards.cards] == ["red", "red"]
    assert UNARRANGED in "\n".join(label.text() for label in mode.findChildren(type(mode.alarm)))
    mode.leave()
    mode.deleteLater()


@pytest.mark.parametrize("size", list(TextSize), ids=[size.value for size in TextSize])
@pytest.mark.parametrize("screen", [QSize(1280, 720), QSize(1366, 768), QSize(1920, 1080), QSize(3840, 2160)], ids=str)
def test_nothing_is_cut_off_on_any_screen(night, appearance, size, screen) -> None:
    night.desk.leave_duty_mode()
    appearance.choose(mode=Mode.LIGHT, size=size)
    night.desk.show_duty_mode()
    night.desk.setWindowState(Qt.WindowState.WindowNoState)
    night.desk.resize(screen)
    settle()
    found = list(faults(night.desk))
    night.type("gxq")
    found += faults(night.desk)
    night.press(K.Key_F3)
    night.press(K.Key_F4)
    found += faults(night.desk)
    night.press(K.Key_Escape)
    for key in (K.Key_R, K.Key_L):
        night.press(key, CTRL)
        found += faults(night.desk)
        night.press(K.Key_Escape)
    night.press(K.Key_F12)
    found += faults(night.desk)
    assert found == []
    assert night.desk.size() == screen
    digits = [label for card in night.mode.cards.cards for label in card.numbers]
    assert all(label.is_whole() and label.drawn_height() >= LEAST_DIGITS for label in digits)


def test_the_page_leaves_no_timer_and_no_listener_behind(night) -> None:
    mode = night.mode
    night.press(K.Key_Escape)
    assert night.desk.mode is None
    assert not mode.cards.minute.isActive()
    assert mode.changes.announce not in night.office.session._listeners


def test_a_masked_mobile_is_shown_in_full_beside_another_one(qapp, tmp_path, appearance) -> None:
    def fill(office: Office) -> None:
        fill_unit(office)
        unit = roster.find_unit(office, text="高陵区")
        phones = Phones(mobile="13812345678", wechat="13900000009")
        roster.save_entry(office, entry=RosterEntry(0, unit.id, PostRole.STAFF, "科员", "单示例", phones))

    night = make_night(tmp_path, appearance, fill)
    night.sign_in("示例丙")
    night.press(K.Key_F11)
    night.type("shansl")
    assert night.mode.calls.lines.current.phone == "138****5678"
    night.press(K.Key_F6)
    assert night.mode.calls.lines.current.phone == "13812345678"
    end(night)
