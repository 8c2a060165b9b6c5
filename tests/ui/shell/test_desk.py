"""From the first start to the work: wizard, sign-in, recovery, lock, one instance; wrong passwords change nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import users
from lantian_desktop.services.desk import setup
from lantian_desktop.ui.admin.gate import SECRECY, PasswordGate, RecoveryGate
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.worker import InlineWorker
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.shell.desk import Desk, OfficePlace, watch_activity
from lantian_desktop.ui.shell.one_instance import answer_knocks, instance_name, knock, stop_answering
from lantian_desktop.ui.shell.start import answer_there, show_whole
from tests.factories import PASSWORD, QUICK, Wall, make_office
from tests.ui.tab_kit import RecordedPrompts, texts_of


@pytest.fixture
def clock() -> Wall:
    return Wall(datetime(2019, 7, 15, 9, 30))


@pytest.fixture
def place(tmp_path, clock) -> OfficePlace:
    return OfficePlace(tmp_path / "office", resources(), clock)


@pytest.fixture
def desk(qtbot, place, appearance) -> Desk:
    made = Desk(place, appearance, InlineWorker(), RecordedPrompts(), None)
    qtbot.addWidget(made)
    made.show()
    return made


def standing_office(place: OfficePlace, clock: Wall) -> None:
    make_office(place.folder, clock).session.close()


def test_signing_in_with_wrong_and_right_password(desk, place, clock) -> None:
    standing_office(place, clock)
    desk.begin()
    gate = desk.currentWidget()
    assert isinstance(gate, PasswordGate)
    assert SECRECY in texts_of(gate)
    QTest.keyClicks(gate.password_field.line, "wrong password")
    QTest.keyClick(gate.password_field.line, Qt.Key.Key_Return)
    assert gate.error.endswith("。")
    assert gate.password_field.text() == ""
    assert desk.office is None
    QTest.keyClicks(gate.password_field.line, PASSWORD)
    QTest.keyClick(gate.password_field.line, Qt.Key.Key_Return)
    assert desk.office is not None
    assert desk.currentWidget() is desk.window_shown


def test_the_lock_keeps_the_work_and_wants_the_password(desk, place, clock) -> None:
    standing_office(place, clock)
    desk.begin()
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    window = desk.window_shown
    window.tab("inbox").add_new()
    form = window.tab("inbox").pane.detail.form
    form.fill({"site": "写了一半"})
    desk.lock()
    gate = desk.currentWidget()
    assert isinstance(gate, PasswordGate)
    assert not window.isVisible()
    gate.password_field.set_text("wrong password")
    gate.go()
    assert desk.currentWidget() is gate
    gate.password_field.set_text(PASSWORD)
    gate.go()
    assert desk.currentWidget() is window
    assert window.tab("inbox").pane.detail.form.field("site").text() == "写了一半"


def test_a_key_puts_the_lock_off(desk, place, clock, qtbot, qapp) -> None:
    standing_office(place, clock)
    watch_activity(qapp, desk)
    desk.begin()
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    desk.watch(desk.windowHandle())
    desk._idle.start(2_000)
    qtbot.waitUntil(lambda: desk._idle.remainingTime() < 1_200)
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier)
    qapp.sendEvent(desk.windowHandle(), pressed)
    assert desk._idle.remainingTime() > 1_400
    qapp.focusWindowChanged.disconnect(desk.watch)


def test_enter_presses_the_button_it_is_on(desk, place, clock, qtbot, qapp) -> None:
    standing_office(place, clock)
    desk.begin()
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    desk.watch(desk.windowHandle())
    desk.activateWindow()
    tab = desk.window_shown.tab("roster")
    button = tab.findChild(QPushButton, "offer-new")
    button.setFocus()
    qtbot.waitUntil(lambda: qapp.focusWidget() is button)
    QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_forms(desk)) == 1)


def test_another_user_goes_on_in_the_same_window(desk, place, clock) -> None:
    office = make_office(place.folder, clock)
    users.add_user(office, name="示例丙", roles={Role.HEAD}, password="another-password", cost=QUICK)
    office.session.close()
    desk.begin()
    desk.currentWidget().ask_for("示例甲")
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    window = desk.window_shown
    window.switch_user()
    gate = desk.currentWidget()
    assert gate.name_field.text() == "示例丙"
    gate.password_field.set_text("another-password")
    gate.go()
    assert desk.currentWidget() is window
    assert desk.office.user.name == "示例丙"
    assert "示例丙" in desk.windowTitle()


def test_idle_time_locks(desk, place, clock) -> None:
    standing_office(place, clock)
    desk.begin()
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    assert desk._idle.isActive()
    assert desk._idle.interval() == desk.office.settings.lock_after_minutes * 60_000
    desk._idle.timeout.emit()
    assert isinstance(desk.currentWidget(), PasswordGate)


def test_the_recovery_code_opens_and_sets_a_new_password(desk, place, clock, appearance, qtbot) -> None:
    from lantian_desktop.domain.admin.office import Level
    from lantian_desktop.services.admin import presets

    profile = presets.suggest_profile(resources(), unit_name="高陵区", level=Level.DISTRICT)
    office, code = setup.create_office(
        place.folder, profile=profile, admin="示例甲", password=PASSWORD, clock=clock, resources=resources(), cost=QUICK
    )
    office.session.close()
    desk.begin()
    desk.ask_recovery()
    gate = desk.currentWidget()
    assert isinstance(gate, RecoveryGate)
    for field, text in (
        (gate.code_field, "XXXX-XXXX"),
        (gate.password_field, "new password"),
        (gate.again_field, "new password"),
    ):
        field.set_text(text)
    gate.go()
    assert gate.error
    gate.code_field.set_text(code)
    gate.go()
    assert desk.office is not None
    desk.leave()
    office = setup.sign_in(
        place.folder, user="示例甲", password="new password", clock=clock, resources=resources(), window=False
    )
    office.session.close()


def test_a_second_start_finds_the_window_whose_office_was_put_elsewhere(desk, place, tmp_path, qtbot) -> None:
    answer_knocks(instance_name(place.folder), desk)
    answer_there(desk, tmp_path / "另一处")
    assert not knock(instance_name(place.folder))
    assert knock(instance_name(tmp_path / "另一处"))
    stop_answering(desk)
    assert not knock(instance_name(tmp_path / "另一处"))


def test_a_second_start_brings_the_first_window_up(desk, place, qtbot) -> None:
    name = instance_name(place.folder)
    assert not knock(name)
    server = answer_knocks(name, desk)
    desk.showMinimized()
    assert knock(name)
    qtbot.waitUntil(lambda: not desk.isMinimized())
    server.close()


def test_closing_lets_go_of_the_store(desk, place, clock) -> None:
    standing_office(place, clock)
    desk.begin()
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    desk.close()
    office = setup.sign_in(
        place.folder, user="示例甲", password=PASSWORD, clock=clock, resources=resources(), window=True
    )
    assert not office.read_only
    office.session.close()


def _letters() -> list[LetterWindow]:
    return [
        window for window in QApplication.topLevelWidgets() if isinstance(window, LetterWindow) and window.isVisible()
    ]


def test_no_window_stands_beside_the_lock_and_another_user_gets_none_of_them(desk, place, clock) -> None:
    office = make_office(place.folder, clock)
    users.add_user(office, name="示例丙", roles={Role.HEAD}, password="another-password", cost=QUICK)
    office.session.close()
    desk.begin()
    desk.currentWidget().ask_for("示例甲")
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    desk.window_shown.tab("documents").add_new()
    (letter,) = _letters()
    desk.lock()
    assert _letters() == []
    desk.currentWidget().password_field.set_text(PASSWORD)
    desk.currentWidget().go()
    assert _letters() == [letter]
    desk.window_shown.switch_user()
    desk.currentWidget().password_field.set_text("another-password")
    desk.currentWidget().go()
    assert desk.office.user.name == "示例丙"
    assert _letters() == []


def _go_on(desk: Desk, name: str, password: str) -> None:
    gate = desk.currentWidget()
    assert isinstance(gate, PasswordGate)
    gate.ask_for(name)
    gate.password_field.set_text(password)
    gate.go()


def _forms(desk: Desk) -> list[Form]:
    return [form for form in desk.window_shown.findChildren(Form) if form.isVisible()]


def test_a_form_one_user_left_open_is_not_shown_to_another_and_waits_as_a_draft(desk, place, clock) -> None:
    office = make_office(place.folder, clock)
    users.add_user(office, name="示例丙", roles={Role.HEAD}, password="another-password", cost=QUICK)
    office.session.close()
    desk.begin()
    _go_on(desk, "示例甲", PASSWORD)
    desk.window_shown.tab("roster").add_new()
    (form,) = _forms(desk)
    QTest.keyClicks(form.field("name").line, "wang")
    desk.lock()
    _go_on(desk, "示例甲", PASSWORD)
    assert form.isVisible()
    desk.lock()
    _go_on(desk, "示例丙", "another-password")
    assert _forms(desk) == []
    desk.window_shown.tab("roster").add_new()
    (theirs,) = _forms(desk)
    assert not theirs.draft_offered
    desk.lock()
    _go_on(desk, "示例甲", PASSWORD)
    desk.window_shown.tab("roster").add_new()
    (again,) = _forms(desk)
    again.restore_draft()
    assert again.texts()["name"] == "wang"


def test_a_window_as_large_as_the_screen_is_maximized_and_a_smaller_one_is_not(qtbot, place, appearance, qapp) -> None:
    room = qapp.primaryScreen().availableSize()
    for size, whole in ((room, True), (room / 2, False)):
        made = Desk(place, appearance, InlineWorker(), RecordedPrompts(), None)
        qtbot.addWidget(made)
        made.resize(size)
        show_whole(made)
        assert made.isMaximized() is whole
