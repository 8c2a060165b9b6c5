"""Units in the roster tab: entered, changed, moved and removed by button, menu and keys; then chosen everywhere a unit is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.roster import Unit
from lantian_desktop.services.admin import users
from lantian_desktop.services.desk import imports, setup
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.lists.views_paint import VIEW_ROLE
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.kit.work.undo import take_back
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.roster.detail import MAY_NOT
from lantian_desktop.ui.roster.tab import RosterTab
from lantian_desktop.ui.roster.unit_form import UnitForm
from tests.factories import PASSWORD, QUICK, new_issue
from tests.ui.clipping import faults
from tests.ui.hands import ALT, CTRL, button_of, fill, settle
from tests.ui.tab_kit import Stage, make_stage

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> RosterTab:
    made = RosterTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stop = stage.office.session.on_change(lambda topics: made.refresh() if topics else None)
    made.destroyed.connect(stop)
    made.refresh()
    return made


def unit(stage: Stage, name: str) -> Unit:
    return roster.find_unit(stage.office, text=name)


def go_to(tab: RosterTab, stage: Stage, name: str) -> None:
    tab.pane.views.choose(str(unit(stage, name).id))
    tab.pane.views.setFocus()


def form_of(tab: RosterTab) -> UnitForm:
    form = tab.pane.detail.form
    assert isinstance(form, UnitForm)
    return form


def label(action: QAction) -> str:
    return action.text().partition("\t")[0]


def menu(tab: RosterTab) -> dict[str, QAction]:
    opened = button_of(tab, "单位…").menu()
    opened.aboutToShow.emit()
    return {label(action): action for action in opened.actions()}


def tree(tab: RosterTab) -> list[str]:
    model = tab.pane.views.model()
    return [model.index(row, 0).data(VIEW_ROLE).label for row in range(model.rowCount())]


def streets(tab: RosterTab, stage: Stage) -> list[str]:
    known = [one.name for one in roster.units(stage.office) if one.parent_id == unit(stage, "高陵区").id]
    return [name for name in tree(tab) if name in known and name.endswith("街道")]


def sheet(stage: Stage):
    rows = "单位,联络身份,姓名,手机\n泾环街道,街道（镇）联络人,示例辛,13800000001\n"
    return stage.file("名册.csv", rows.encode("utf-8-sig"))


def test_a_street_is_added_and_then_the_sheet_goes_in(qtbot, tab, stage) -> None:
    plan = imports.precheck(stage.office, kind=ImportKind.ROSTER, path=sheet(stage))
    (sentence,) = plan.rows[0].reasons
    assert "没有名为“泾环街道”的单位，请在联络名册左下角点“单位…”新增" in sentence
    before = streets(tab, stage)
    go_to(tab, stage, "高陵区")
    menu(tab)["新增单位"].trigger()
    form = form_of(tab)
    assert form.field("kind").label_of_choice() == "街道（镇）"
    assert form.field("parent_id").label_of_choice() == "高陵区"
    fill(form, name="泾环街道", aliases="泾环镇、泾环街办")
    QTest.keyClick(form, Qt.Key.Key_S, CTRL)
    made = unit(stage, "泾环街办")
    assert made == unit(stage, "泾环镇")
    assert streets(tab, stage) == [*before, "泾环街道"]
    assert tab.pane.views.chosen() == str(made.id)
    assert tab.pane.views.hasFocus()
    assert stage.messages[-1] == "已保存单位“泾环街道”。"
    tab.add_new()
    contact = tab.pane.detail.form
    assert isinstance(contact, ContactForm)
    assert contact.field("unit_id").label_of_choice() == "泾环街道"
    contact.close_form()
    issue = IssueForm(stage.shell, new_issue(stage.office))
    qtbot.addWidget(issue)
    fields = issue.field("territory_id")
    fields.set_text(str(made.id))
    assert fields.label_of_choice() == "泾环街道"
    plan = imports.precheck(stage.office, kind=ImportKind.ROSTER, path=sheet(stage))
    assert [row.verdict for row in plan.rows] == [RowVerdict.NEW]
    imports.apply_import(stage.office, plan=plan)
    assert [tab.pane.rows.row(at).name for at in range(tab.pane.rows.rowCount())] == ["示例辛"]


def test_a_unit_is_renamed_by_key_and_what_is_wrong_stands_beside_its_entry(tab, stage) -> None:
    go_to(tab, stage, "通远街道")
    QTest.keyClick(tab.pane.views, Qt.Key.Key_F2)
    form = form_of(tab)
    fill(form, name="崇皇街道")
    assert not form.save()
    assert form.field("name").error == "“崇皇街道”已是“崇皇街道”的名称，请换一个。"
    fill(form, name="通远新街道", short_name="")
    assert form.save(), form.error
    assert "通远新街道" in tree(tab)
    assert tab.pane.views.chosen() == str(unit(stage, "通远新街道").id)
    take_back(stage.shell)
    assert "通远街道" in tree(tab)


def test_what_was_typed_stays_as_a_draft(tab, stage) -> None:
    go_to(tab, stage, "通远街道")
    QTest.keyClick(tab.pane.views, Qt.Key.Key_F2, SHIFT)
    form = form_of(tab)
    assert form.field("parent_id").label_of_choice() == "高陵区"
    fill(form, name="某热电厂", kind="企业")
    fill(form, parent_id="通远街道")
    form.close_form()
    tab._unit_actions.do("unit-new")
    again = form_of(tab)
    assert again.draft_offered
    again.restore_draft()
    assert again.save(), again.error
    made = unit(stage, "某热电厂")
    assert made.parent_id == unit(stage, "通远街道").id
    labels = tree(tab)
    assert labels.index("某热电厂") == labels.index("通远街道") + 1


def test_kinds_without_anything_above_take_no_parent(tab, stage) -> None:
    tab._unit_actions.do("unit-new")
    form = form_of(tab)
    fill(form, name="某开发区", kind="开发区")
    assert not form.field("parent_id").isEnabled()
    assert form.save(), form.error
    assert unit(stage, "某开发区").parent_id is None


def test_units_move_by_keys_and_go_when_nothing_is_there(tab, stage) -> None:
    before = streets(tab, stage)
    go_to(tab, stage, before[1])
    QTest.keyClick(tab.pane.views, Qt.Key.Key_Up, ALT)
    assert streets(tab, stage) == [before[1], before[0], *before[2:]]
    assert tab.pane.views.chosen() == str(unit(stage, before[1]).id)
    assert not menu(tab)["上移"].isEnabled()
    assert menu(tab)["上移"].toolTip() == f"“{before[1]}”已经排在最前。"
    QTest.keyClick(tab.pane.views, Qt.Key.Key_Down, ALT)
    assert streets(tab, stage) == before
    QTest.keyClick(tab.pane.views, Qt.Key.Key_Delete)
    assert f"“{before[1]}”还有名册条目" in stage.messages[-1]
    assert stage.prompts.asked == []
    tab._unit_actions.do("unit-new")
    fill(form_of(tab), name="泾环街道")
    assert form_of(tab).save()
    menu(tab)["删除"].trigger()
    assert stage.prompts.asked[-1].text == "删除单位“泾环街道”？按 Ctrl+Z 可以撤销。"
    assert streets(tab, stage) == before
    assert tab.pane.views.chosen() == str(unit(stage, "高陵区").id)
    take_back(stage.shell)
    assert streets(tab, stage) == [*before, "泾环街道"]


def test_a_right_click_offers_the_same_for_the_unit_under_it(tab, stage) -> None:
    go_to(tab, stage, "高陵区")
    row = next(at for at, label in enumerate(tree(tab)) if label == "通远街道")
    where = tab.pane.views.visualRect(tab.pane.views.model().index(row, 0)).center()
    QTest.mouseClick(tab.pane.views.viewport(), Qt.MouseButton.RightButton, pos=where)
    tab.pane.views.customContextMenuRequested.emit(where)
    settle()
    opened = QApplication.activePopupWidget()
    assert opened is tab._unit_actions.menu
    assert [label(action) for action in opened.actions()] == ["新增单位", "修改“通远街道”", "上移", "下移", "删除"]
    opened.close()


def test_who_may_not_is_refused(tab, stage) -> None:
    users.add_user(stage.office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    setup.unlock(stage.office, user="示例审", password=PASSWORD)
    go_to(tab, stage, "通远街道")
    assert {action.toolTip() for action in menu(tab).values()} == {MAY_NOT}
    assert not any(action.isEnabled() for action in menu(tab).values())
    QTest.keyClick(tab.pane.views, Qt.Key.Key_F2)
    assert stage.messages[-1] == MAY_NOT
    assert tab.pane.detail.form is None


@pytest.mark.parametrize("size", TextSize)
def test_the_form_fits_in_every_text_size(tab, stage, appearance, size) -> None:
    appearance.choose(size=size)
    tab.pane.views.choose(str(unit(stage, "通远街道").id))
    for key in ("unit-edit", "unit-new"):
        tab._unit_actions.do(key)
        settle()
        assert faults(tab) == []
        form = form_of(tab)
        for name, text in (("name", "通远街道"), ("code", "610100"), ("aliases", "西安市政府、市级")):
            form.field(name).show_error(f"“{text}”已是别的单位的名称，请换一个。")
        settle()
        assert faults(tab) == []
        form.forget()
