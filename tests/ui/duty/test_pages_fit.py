"""Nothing of the duty pages is cut off or without a name: empty and filled, with one, two and three shifts, in three sizes of text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from lantian_desktop.domain.rota.rota import ChangeKind, Leave
from lantian_desktop.domain.rota.schemes import ShiftPattern
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.rota.calendar_layout import CHIP_PAD, ChipPlace
from lantian_desktop.ui.rota.calendar_view import seat_data
from lantian_desktop.ui.rota.rota import RotaPage
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.screenshots import settle
from lantian_desktop.ui.shell.tabs import TABS
from tests.ui.clipping import faults
from tests.ui.duty.kit import arrange, drop, holder, man, officer
from tests.ui.tab_kit import make_stage

WIDTH, HEIGHT = 1366, 768
OFFICERS = {ShiftPattern.WHOLE_DAY: 1, ShiftPattern.DAY_AND_NIGHT: 2, ShiftPattern.THREE: 3}


FILLED = pytest.mark.parametrize("stage", list(ShiftPattern), indirect=True, ids=lambda one: one.value)


@pytest.fixture(scope="module", params=[None, *ShiftPattern], ids=lambda one: one.value if one else "empty")
def stage(request, tmp_path_factory):
    made = make_stage(tmp_path_factory.mktemp("duty"))
    if request.param is not None:
        crew = man(made.office, pattern=request.param, officers=OFFICERS[request.param])
        arrange(made.office, crew)
        leave = Leave(0, crew.id("徐一鸣"), date(2019, 7, 20), date(2019, 7, 26))
        rota.save_leave(made.office, leave=leave)
        rota.pin_seat(made.office, seat=officer(16), pinned=True)
        other = next(name for name in crew.members if crew.members[name].posts == crew.members["单四海"].posts)
        kind = ChangeKind.STAND_IN
        seat = officer(18)
        seated = rota_changes.holder(made.office, seat=seat)
        other_id = crew.id("单四海" if seated.member.name == other else other)
        rota_changes.ask_for_change(made.office, kind=kind, seat=seat, other_id=other_id, reason="体检")
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage, appearance):
    made = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.leave())
    made.resize(WIDTH, HEIGHT)
    made.show()
    return made


@pytest.mark.parametrize("size", list(TextSize), ids=lambda size: size.value)
def test_the_pages_show_everything_whole(window, appearance, size) -> None:
    tab = window.tab("duty")
    appearance.choose(mode=Mode.LIGHT, size=size)
    found = []
    for key in ("rota", "changes", "members"):
        tab.page(key)
        settle(window)
        found += faults(window)
    page = tab.page("rota")
    for tool in ("week", "scheme"):
        page.use_tool(tool)
        settle(window)
        found += faults(window)
    assert found == []
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    page.detail.close_form()
    page.use_tool("month")


@pytest.mark.parametrize("size", list(TextSize), ids=lambda size: size.value)
def test_no_name_is_cut_off_and_none_lies_over_another(window, appearance, size) -> None:
    appearance.choose(mode=Mode.LIGHT, size=size)
    page = window.tab("duty").page("rota")
    settle(window)
    for tool in ("month", "week", "month", "scheme"):  # beside a form the days are narrowest
        page.use_tool(tool)
        settle(window)
        letters = page.calendar.fontMetrics()
        for day in page.calendar.sheet.days:
            assert all(day.rect.contains(chip.rect) for chip in day.chips)
            assert all(chip.rect.height() >= letters.height() * 0.8 for chip in day.chips)
            assert [chip.name for chip in day.chips if not fits(page, chip)] == []
            for one in day.chips:
                assert not any(one is not other and one.rect.intersects(other.rect) for other in day.chips)
                assert not any(one.rect.intersects(label.rect) for label in day.labels)
    page.detail.close_form()


def fits(page: RotaPage, chip: ChipPlace) -> bool:
    letters = QFontMetrics(page.calendar._letters())
    return letters.horizontalAdvance(chip.mark + chip.name) + 2 * CHIP_PAD <= chip.rect.width() + 1


@FILLED
def test_the_last_week_can_be_reached(window, stage) -> None:
    page = window.tab("duty").page("rota")
    settle(window)
    chips = list(page.calendar.sheet.chips())
    page.calendar.go_to(chips[-1].seat.seat)
    settle(window)
    assert page.calendar.viewport().rect().contains(page.calendar.seat_rect(chips[-1].seat.seat))


@FILLED
def test_what_is_under_the_mouse_is_reported_and_a_menu_offers_the_same_as_the_buttons(window, stage) -> None:
    page = window.tab("duty").page("rota")
    settle(window)
    page.calendar.go_to(officer(16))
    point = page.calendar.seat_rect(officer(16)).center()
    where = page.calendar.viewport().mapToGlobal(point)
    QApplication.sendEvent(page.calendar.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, where))
    assert "已锁定" in QToolTip.text()
    QToolTip.hideText()
    page._show_menu(QPoint(200, 200))
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions() if action.text()][:4] == [
        "换人",
        "申请调班",
        "申请替班",
        "解除锁定",
    ]
    menu.close()


@pytest.mark.parametrize("stage", [ShiftPattern.WHOLE_DAY], indirect=True, ids=lambda one: one.value)
def test_ctrl_z_takes_a_move_back(window, stage) -> None:
    page = window.tab("duty").page("rota")
    settle(window)
    before = [holder(stage, officer(day)) for day in (22, 23)]
    drop(page.calendar, seat_data(officer(22)), officer(23))
    assert [holder(stage, officer(day)) for day in (22, 23)] == before[::-1]
    page.calendar.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [holder(stage, officer(day)) for day in (22, 23)] == before
    assert page.calendar.sheet.chip_of(officer(22)).name == before[0]
