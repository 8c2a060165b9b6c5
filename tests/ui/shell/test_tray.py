"""The tray: reminders only while the window cannot be seen, nothing named behind the lock, and a quiet life where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from lantian_desktop.paths import resources
from lantian_desktop.services import preferences
from lantian_desktop.services.duty import reminders
from lantian_desktop.ui.kit.work.worker import InlineWorker
from lantian_desktop.ui.shell.desk import Desk, OfficePlace
from lantian_desktop.ui.shell.tray import EVERY_MS, KEPT, QtTray, Tray, program_icon
from tests.ui.tab_kit import RECTIFY_DUE, RecordedPrompts, Stage, make_stage


@dataclass
class RecordedTray:
    """A tray that remembers what it was told."""

    there: bool = True
    shown: bool = False
    messages: list[tuple[str, str]] = field(default_factory=list)
    opened: Callable[[], None] | None = None

    def available(self) -> bool:
        return self.there

    def show(self, menu: QMenu, opened: Callable[[], None]) -> None:
        self.shown, self.opened = True, opened

    def say(self, title: str, text: str) -> None:
        self.messages.append((title, text))

    def hide(self) -> None:
        self.shown = False


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def desk(qtbot, stage, appearance) -> Desk:
    made = Desk(
        OfficePlace(stage.office.folder, resources(), stage.clock), appearance, InlineWorker(), RecordedPrompts(), None
    )
    qtbot.addWidget(made)
    made.enter(stage.office)
    made.show()
    return made


@pytest.fixture
def port() -> RecordedTray:
    return RecordedTray()


@pytest.fixture
def tray(desk, port) -> Tray:
    made = Tray(desk, port)
    assert made.start()
    return made


def choose(tray: Tray, words: str) -> None:
    """Choose an entry of the menu as a hand does."""
    tray.menu.aboutToShow.emit()
    action = next(action for action in tray.menu.actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()


def test_a_hidden_window_is_reminded_once_and_a_visible_one_never(tray, desk, port, stage) -> None:
    for number in range(5):
        stage.rectifying(number=f"甲-{number}")
    stage.clock.at = datetime.combine(RECTIFY_DUE, time(9))
    tray.timer.timeout.emit()
    assert port.messages == []
    desk.showMinimized()
    tray.timer.timeout.emit()
    ((title, text),) = port.messages
    assert title == "蓝天联络：5 项提醒"
    assert [line[:3] for line in text.splitlines()] == ["甲-0", "甲-1", "甲-2", "等 5"]
    tray.timer.timeout.emit()
    assert len(port.messages) == 1
    assert len(reminders.due_reminders(stage.office)) == 5  # the desk lists them all the same


def test_behind_the_lock_a_message_only_counts_and_opening_shows_the_lock(tray, desk, port, stage) -> None:
    stage.rectifying(number="甲-1")
    stage.clock.at = datetime.combine(RECTIFY_DUE, time(9))
    choose(tray, "锁定")
    assert desk.locked
    desk.hide()
    tray.timer.timeout.emit()
    ((_, text),) = port.messages
    assert text == "今日到期 1 项。"
    for words in ("打开", "值班模式"):
        choose(tray, words)
        assert desk.isVisible()
        assert desk.locked
        assert not desk.window_shown.isVisible()


def test_closing_ends_the_program_unless_the_user_wants_it_to_stay(tray, desk, port, stage) -> None:
    tray.menu.aboutToShow.emit()
    assert not tray.keeps()
    choose(tray, "关闭窗口后留在托盘")
    assert preferences.load(stage.office, key=KEPT) == "yes"
    desk.close()
    assert not desk.isVisible()
    assert desk.office is stage.office
    assert port.opened is not None
    port.opened()
    assert desk.isVisible()
    choose(tray, "关闭窗口后留在托盘")
    desk.close()
    assert desk.office is None
    assert not port.shown
    assert not tray.timer.isActive()


def test_leaving_by_the_menu_ends_it_whatever_was_chosen(tray, desk, port) -> None:
    choose(tray, "关闭窗口后留在托盘")
    desk.close()
    assert not desk.isVisible()
    choose(tray, "退出")
    assert desk.office is None
    assert not port.shown


def test_duty_is_one_choice_away_and_a_minimised_window_comes_back(tray, desk) -> None:
    desk.window_shown.tab("inbox")
    desk.showMinimized()
    choose(tray, "值班模式")
    assert not desk.isMinimized()
    assert desk.currentWidget() is desk.mode
    assert desk.isFullScreen()


def test_without_a_tray_nothing_is_made_or_timed(desk) -> None:
    assert not QtTray().available()  # as on this display
    for port in (QtTray(), RecordedTray(there=False)):
        tray = Tray(desk, port)
        assert not tray.start()
        assert not tray.timer.isActive()
        tray.remind()
    assert desk.stays_on_close is None
    QtTray().say("蓝天联络", "没有托盘")
    assert not program_icon().isNull()


def test_it_looks_once_a_minute_and_roughly(tray) -> None:
    assert tray.timer.interval() == EVERY_MS == 60_000
    assert tray.timer.timerType() is Qt.TimerType.VeryCoarseTimer
