"""Whom one opens, copies or has shown in full on the roster's tab stands under 最近, the latest first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.admin import users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.contact_finding import recent_contacts
from lantian_desktop.ui.roster.tab import RosterTab
from lantian_desktop.ui.roster.views import ALL, RECENT
from tests.factories import PASSWORD, QUICK
from tests.ui.roster.test_views import counts, names
from tests.ui.tab_kit import Stage, make_stage

PEOPLE = {"示例辛": "13800000001", "示例壬": "13800000002", "示例癸": "13800000003"}


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    unit = roster.find_unit(made.office, text="高陵区")
    for name, number in PEOPLE.items():
        entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", name, Phones(mobile=number))
        roster.save_entry(made.office, entry=entry)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> RosterTab:
    made = RosterTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    made.refresh()
    return made


def go_to(tab: RosterTab, name: str) -> None:
    tab.pane.show_view(ALL, name)
    tab.pane.table.setFocus()


def recent(stage: Stage) -> list[str]:
    return [hit.name.text for hit in recent_contacts(stage.office)]


def test_opening_and_copying_make_somebody_recent(tab: RosterTab, stage: Stage) -> None:
    go_to(tab, "示例辛")
    assert recent(stage) == []  # standing on a line is not going to it
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Return)
    go_to(tab, "示例壬")
    QTest.keyClick(tab.pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    go_to(tab, "示例癸")
    tab.pane.detail.link_followed.emit(PEOPLE["示例癸"])
    assert recent(stage) == ["示例癸", "示例壬", "示例辛"]
    assert counts(tab)[RECENT] == 3
    tab.pane.show_view(RECENT)
    assert names(tab) == ["示例癸", "示例壬", "示例辛"]


def test_many_lines_copied_at_once_and_days_of_the_past_are_not_recent(tab: RosterTab, stage: Stage) -> None:
    go_to(tab, "示例")
    QTest.keyClick(tab.pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(tab.pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    tab.show_day(stage.office.today)
    go_to(tab, "示例辛")
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Return)
    assert recent(stage) == []


def test_whose_number_is_shown_in_full_is_recent(tab: RosterTab, stage: Stage) -> None:
    users.add_user(stage.office, name="示例审", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    setup.unlock(stage.office, user="示例审", password=PASSWORD)
    tab.refresh()
    go_to(tab, "示例辛")
    tab.pane.detail.bar.press("reveal")
    assert recent(stage) == ["示例辛"]
