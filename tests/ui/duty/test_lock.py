"""The lock over duty mode and over the window: the numbers stay, everything else is gone, and what was typed stays its writer's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.duty.log import entries
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.duty.mode.cards import Cards
from lantian_desktop.ui.duty.people import PersonCard
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize, palette_for
from lantian_desktop.ui.kit.work.appearance import Appearance
from tests.factories import PASSWORD, QUICK
from tests.ui.clipping import faults
from tests.ui.duty.night_kit import ON_DUTY, Night, end, make_night
from tests.ui.hands import CTRL, settle, swept, write

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


def test_f8_opens_the_hand_over_in_the_modes_colours_and_the_lock_takes_it_away(wide) -> None:
    wide.minute_passes(datetime(2019, 7, 16, 8, 20))
    wide.press(K.Key_F8)
    (window,) = hand_overs()
    assert window.palette().window().color() == palette_for(Mode.DARK).window().color()
    wide.desk.lock()
    assert hand_overs() == []
    wide.sign_in()
    assert hand_overs() == [window]
    QTest.keyClick(window, K.Key_Escape)
    assert hand_overs() == []
    assert wide.desk.mode is not None


def hand_overs() -> list[HandoverWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, HandoverWindow) and one.isVisible()]


def test_locked_only_clock_and_cards_are_left_and_wrong_passwords_change_nothing(night) -> None:
    night.type("0011")
    night.press(K.Key_F12)
    assert night.desk.locked
    assert night.desk.isFullScreen()
    assert "137 0000 0011" not in night.read()
    assert not night.mode.box.isVisible()
    for _failure in range(6):
        night.sign_in(password="wrong password")
        assert night.gate.error
        for number in ON_DUTY:
            assert number in night.read()
    assert "请" in night.gate.error
    assert night.desk.locked
    for key in (K.Key_F2, K.Key_F3, K.Key_F8, K.Key_F11, K.Key_Escape):
        night.press(key)
    assert night.desk.locked
    assert entries(night.office).total == 0
    night.clock.pass_days(1)
    night.sign_in()
    assert not night.desk.locked
    assert night.mode.box.hasFocus()
    assert "137 0000 0011" in night.read()


def test_a_new_shift_shows_on_the_locked_page_by_itself(wide) -> None:
    wide.desk._idle.timeout.emit()
    assert wide.desk.locked
    wide.minute_passes(datetime(2019, 7, 16, 8, 30))
    assert "138 0000 0005" in wide.read()
    assert "138 0000 0001" not in wide.read()
    assert "08:30" in wide.read()
    wide.minute_passes(datetime(2019, 7, 16, 9, 5))
    assert "应在7月16日 08:30 交接，至今未办" in wide.mode.alarm.text()


def test_closing_the_program_while_it_is_locked_leaves_nothing_that_reads_the_store(qapp, tmp_path, appearance) -> None:
    night = make_night(tmp_path, appearance)
    night.sign_in()
    night.desk.lock()
    (cards,) = night.desk.findChildren(Cards)
    night.desk.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(cards)
    assert night.desk.office is None
    end(night)


def test_another_user_goes_on_in_the_mode_without_what_the_first_one_typed(night) -> None:
    night.type("0011")
    night.press(K.Key_L, CTRL)
    write(night.mode.note.content, "只是草稿")
    night.press(K.Key_F12)
    night.sign_in("示例丙")
    assert night.office.user.name == "示例丙"
    assert night.desk.isFullScreen()
    assert night.mode.box.text() == ""
    night.press(K.Key_L, CTRL)
    assert night.mode.note.content.toPlainText() == ""
    night.press(K.Key_Escape)
    night.desk.resize(1366, 768)
    night.type("0011")
    assert "137 **** 0011" in night.read()
    night.press(K.Key_F6)
    assert "137 0000 0011" in night.read()
    assert journal.page(night.office).rows[0].title == "查看手机号码"


def test_another_user_goes_on_without_the_numbers_the_first_one_had_shown(wide) -> None:
    users.add_user(wide.office, name="示例丁", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    wide.press(K.Key_F12)
    wide.sign_in("示例丙")
    wide.desk.resize(1366, 768)
    wide.type("0011")
    for key in (K.Key_Return, K.Key_Escape, K.Key_Escape, K.Key_Return, K.Key_F6):  # at last one of the usual contacts
        wide.press(key)
    assert (wide.mode.box.text(), wide.mode.calls.in_chain) == ("", True)
    assert "137 0000 0011" in wide.read()
    wide.press(K.Key_F12)
    wide.sign_in("示例丁")
    wide.desk.resize(1366, 768)
    settle()
    assert not wide.mode.calls.in_chain
    assert "137 0000 0011" not in wide.read()


def test_a_draft_stays_with_its_writer_however_the_mode_is_left(wide) -> None:
    wide.press(K.Key_L, CTRL)
    write(wide.mode.note.content, "示例甲写了一半")
    wide.press(K.Key_F12)
    wide.sign_in("示例丙")
    for _press in range(2):
        wide.desk.leave_duty_mode()
        wide.desk.show_duty_mode()
        settle()
    wide.press(K.Key_L, CTRL)
    assert wide.mode.note.content.toPlainText() == ""
    wide.press(K.Key_F12)
    wide.sign_in("示例甲")
    wide.desk.leave_duty_mode()
    wide.desk.show_duty_mode()
    settle()
    wide.press(K.Key_L, CTRL)
    assert wide.mode.note.content.toPlainText() == "示例甲写了一半"
    write(wide.mode.note.content, "")
    wide.press(K.Key_Escape)
    wide.press(K.Key_L, CTRL)
    assert "上次没写完" not in wide.read()


def test_what_was_typed_into_a_window_is_the_draft_of_its_writer_alone(wide) -> None:
    wide.minute_passes(datetime(2019, 7, 16, 8, 20))
    wide.mode.hand_over()
    (window,) = hand_overs()
    write(window.form.notes.findChild(QPlainTextEdit), "示例甲留的话")
    for name, offered in (("示例丙", False), ("示例甲", True)):
        wide.desk.lock()
        wide.sign_in(name)
        assert hand_overs() == []
        swept()
        wide.mode.hand_over()
        (again,) = hand_overs()
        assert again.form.draft_offered is offered
        again.close()


def test_menus_and_popups_are_closed_by_the_lock_for_good(qapp, tmp_path, appearance) -> None:
    night = make_night(tmp_path, appearance)
    night.sign_in()
    card = night.desk.window_shown.findChild(PersonCard)
    card.show_code()
    menu = night.desk.window_shown.header.menu
    menu.popup(QPoint(0, 0))
    settle()
    assert popups() != []
    night.desk.lock()
    assert popups() == []
    night.sign_in()
    assert popups() == []
    end(night)


def popups() -> list[QWidget]:
    kind = Qt.WindowType.Popup
    return [one for one in QApplication.topLevelWidgets() if one.windowType() == kind and one.isVisible()]


def test_a_user_may_go_to_the_mode_straight_from_signing_in(qapp, tmp_path, appearance) -> None:
    night = make_night(tmp_path, appearance)
    night.sign_in()
    assert night.desk.mode is None
    night.desk.window_shown.office_menu.entry_action.trigger()
    night.desk.leave()
    night.desk.begin()
    night.sign_in("示例丙")
    assert night.desk.mode is None
    night.desk.leave()
    night.desk.begin()
    night.sign_in()
    assert night.desk.currentWidget() is night.mode
    assert ON_DUTY[0] in night.read()
    night.press(K.Key_Escape)
    assert night.desk.currentWidget() is night.desk.window_shown
    end(night)


@pytest.mark.parametrize("size", list(TextSize), ids=[size.value for size in TextSize])
def test_the_lock_of_the_window_shows_who_is_on_duty(qapp, tmp_path, appearance, size) -> None:
    night = make_night(tmp_path, appearance)
    night.sign_in()
    appearance.choose(mode=Mode.LIGHT, size=size)
    night.desk.lock()
    night.desk.resize(1366, 768)
    settle()
    assert (faults(night.desk), night.desk.size()) == ([], QSize(1366, 768))
    for sentence in (*ON_DUTY, "示例乙", "已锁定"):
        assert sentence in night.read()
    night.sign_in(password="wrong password")
    assert ON_DUTY[0] in night.read()
    end(night)
