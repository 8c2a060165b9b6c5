"""From a selection in the inbox to a letter of any kind: what fits opens the desk, what does not says which issue and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.services.admin import users
from lantian_desktop.ui.issues.tab import InboxTab
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.shell import issue_forms
from tests.factories import PASSWORD, QUICK
from tests.ui.hands import button_of
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> InboxTab:
    made = InboxTab(stage.shell, lambda: issue_forms)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    return made


def choose_all(tab: InboxTab) -> None:
    tab.refresh()
    tab.pane.show_view("all")
    tab.pane.table.selectAll()


def choices(tab: InboxTab) -> dict[str, QAction]:
    menu = button_of(tab.pane.detail.bar, "发文…").menu()
    return {action.text(): action for action in menu.actions()}


def test_every_kind_is_offered_and_what_does_not_fit_says_why(tab, stage) -> None:
    issue = stage.planned()
    tab.refresh()
    tab.show_record(issue.id)
    offered = choices(tab)
    assert list(offered) == [kind.label for kind in LetterKind]
    assert [label for label, action in offered.items() if not action.isEnabled()] == ["申诉函", "整改情况报告"]
    assert offered["申诉函"].toolTip() == f"{issue.number} 当前状态为“方案待审”，不能列入申诉函。"


@pytest.mark.parametrize("label", ["督办函", "催办函", "约谈通知"])
def test_a_selection_opens_the_desk_of_the_kind(tab, stage, label) -> None:
    ids = [stage.assigned(site=site).id for site in ("甲处", "乙处")]
    choose_all(tab)
    choices(tab)[label].trigger()
    window = tab.findChild(LetterWindow)
    assert window.isVisible()
    assert window.windowTitle() == f"拟制{label}"
    assert sorted(window.form.covered.ids) == ids
    window.close()


def test_one_that_does_not_fit_among_several_is_named(tab, stage) -> None:
    stage.assigned(site="甲处")
    issue = stage.confirmed(site="乙处")
    choose_all(tab)
    offered = choices(tab)
    assert offered["督办函"].isEnabled()
    assert not offered["催办函"].isEnabled()
    assert offered["催办函"].toolTip() == f"{issue.number} 当前状态为“已确认”，不能列入催办函。"
    stage.confirmed(site="丙处")
    choose_all(tab)
    assert "等 2 项不能列入催办函" in choices(tab)["催办函"].toolTip()


def test_the_right_click_menu_has_them_below_a_menu_of_their_own(tab, stage) -> None:
    stage.assigned()
    choose_all(tab)
    where = QPoint(40, 40)
    QApplication.sendEvent(tab.pane.table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, where))
    menu = next(one for one in tab.pane.table.findChildren(QMenu) if one.isVisible())
    below = next(action.menu() for action in menu.actions() if action.text() == "发文…")
    assert [action.text() for action in below.actions()] == [kind.label for kind in LetterKind]
    menu.close()


def test_who_may_not_write_sees_why(tab, stage) -> None:
    issue = stage.assigned()
    reader = users.add_user(stage.office, name="示例壬", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    stage.office.switch_user(reader)
    tab.refresh()
    tab.show_record(issue.id)
    assert {action.toolTip() for action in choices(tab).values()} == {"当前用户没有“办理问题”的权限，请由经办登录。"}
