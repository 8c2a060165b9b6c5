"""在班 in the head of the window: the same people as everywhere, as much as fits, copied by hand and by key, true after every change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import lines as rota_lines
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.duty.strip import DutyStrip
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import Wall, make_office
from tests.services.rota.random_rotas import instants
from tests.services.rota.test_who_is_on_duty import lived
from tests.ui.clipping import faults
from tests.ui.hands import settle
from tests.ui.tab_kit import Stage, make_stage

DAY = date(2019, 7, 15)
LEADER, OFFICER = (Seat(DAY, 0, post) for post in DutyPost)
BOTH = frozenset(DutyPost)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage, appearance) -> MainWindow:
    made = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.leave())
    made.resize(1366, 768)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def arranged(stage: Stage, *, officers: int = 1) -> list[int]:
    """Set shifts up and put people into the shift that is on; return who takes turns."""
    rota.save_scheme(stage.office, scheme=DutyScheme(date(2019, 7, 1), officers=officers))
    people = [
        DutyMember(0, name, BOTH, phone=f"1380000000{at}") for at, name in enumerate(("示例丁", "示例戊", "示例己"))
    ]
    ids = [rota.save_member(stage.office, member=member).id for member in people]
    rota.give_seats(stage.office, given={LEADER: ids[0], OFFICER: ids[1]}, title="排班")
    return ids


def strip_text(window: MainWindow) -> str:
    """Return what the head says once it is laid out."""
    settle()
    return window.header.duty.text


def test_nothing_is_reported_where_nothing_was_set_up_and_a_vacancy_is_reported_in_words(window, stage) -> None:
    strip = window.header.duty
    assert not strip.isVisible()
    rota.save_scheme(stage.office, scheme=DutyScheme(date(2019, 7, 1)))
    assert strip.isVisible()
    assert strip_text(window) == "在班：无人值班"
    member = rota.save_member(stage.office, member=DutyMember(0, "示例丁", BOTH, phone="13800000001"))
    rota.assign(stage.office, seat=LEADER, member_id=member.id)
    assert strip_text(window) == "在班：带班 示例丁 138 0000 0001 | 值班 无人值班"
    assert "到 7月16日 08:30" in strip.toolTip()


def test_an_approved_change_and_a_new_number_are_shown_at_once(window, stage) -> None:
    ids = arranged(stage)
    assert strip_text(window) == "在班：带班 示例丁 138 0000 0000 | 值班 示例戊 138 0000 0001"
    change = rota_changes.ask_for_change(
        stage.office, kind=ChangeKind.STAND_IN, seat=OFFICER, other_id=ids[2], reason="开会"
    )
    signed = rota_changes.on_paper(person="示例丙", signed_on=DAY, scan="")
    rota_changes.approve_change(stage.office, change_id=change.id, signature=signed)
    assert "值班 示例己 138 0000 0002" in strip_text(window)
    stored = rota.members(stage.office)[2]
    rota.save_member(stage.office, member=replace(stored, phone="029-86900000、13800000002"))
    assert strip_text(window).endswith("值班 示例己 029-8690 0000")  # in the groups of the desk, and the first of two


def test_a_click_copies_a_number_and_keys_copy_all_and_open_the_desk(window, stage) -> None:
    arranged(stage)
    strip, board = window.header.duty, QGuiApplication.clipboard()
    board.clear()
    window.tab("inbox")
    settle()
    middle = strip.height() // 2
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(2, middle))
    assert board.text() == ""
    at = strip.fontMetrics().horizontalAdvance("在班：带班 示例丁 138 0000 0000 | 值班")
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(at, middle))
    assert board.text() == "13800000001"
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert board.text() == "带班领导 示例丁 13800000000\n值班员 示例戊 13800000001"
    assert window.tabs.currentIndex() != 0
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert window.tabs.currentIndex() == 0
    board.clear()


def test_the_timer_waits_for_the_end_of_the_shift_and_the_next_one_is_shown(window, stage) -> None:
    ids = arranged(stage)
    following = {replace(LEADER, day=date(2019, 7, 16)): ids[2], replace(OFFICER, day=date(2019, 7, 16)): ids[0]}
    rota.give_seats(stage.office, given=following, title="排班")
    timer = window.duty_watch.timer
    assert timer.isSingleShot()
    assert timer.interval() == pytest.approx(22.5 * 3_600_000, abs=2)
    stage.clock.at = datetime(2019, 7, 16, 8, 30)
    timer.timeout.emit()
    assert strip_text(window) == "在班：带班 示例己 138 0000 0002 | 值班 示例丁 138 0000 0000"
    assert timer.interval() == pytest.approx(24 * 3_600_000, abs=2)


@pytest.mark.parametrize("size", list(TextSize))
def test_three_officers_never_push_anything_out_of_the_head(window, stage, appearance, size) -> None:
    ids = arranged(stage, officers=3)
    rota.assign(stage.office, seat=replace(OFFICER, number=1), member_id=ids[2])
    for mode in Mode:
        appearance.choose(mode=mode, size=size)
        settle()
        assert faults(window.header) == []
        assert window.header.duty.text.count("138 0000 000") >= 1
        assert "无人值班" in window.header.duty.text


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_the_head_names_whom_the_oracle_names(qtbot, tmp_path, seed) -> None:
    office = make_office(tmp_path / "office", Wall(datetime(2019, 7, 1, 9, 0)))
    try:
        oracle, chance = lived(office, seed)
        strip = DutyStrip()
        qtbot.addWidget(strip)
        for at in instants(chance, oracle, count=20):
            strip.show_line(rota_lines.line_at(office, at=at))
            strip.resize(2000, 30)
            assert read(strip.text) == (oracle.answer(at) or ((), ())), at
    finally:
        office.session.close()


def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names in the head of the window, leaders and officers."""
    parts = [part.split() for part in text.removeprefix("在班：").split(" | ")]
    found = [[part[1] for part in parts if part[:1] == [word] and part[1] != "无人值班"] for word in ("带班", "值班")]
    return tuple(found[0]), tuple(found[1])
