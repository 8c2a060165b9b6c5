"""The roster tab's views: units as a tree, gaps with their next step, days of the past, doubles, stars, what was deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QPushButton

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Gap, InspectionGroup, Phones, PostRole, RosterEntry, Round, Side
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import imports
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.ui.kit.lists.views_paint import VIEW_ROLE
from lantian_desktop.ui.kit.paint.text import LinkLabel
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.kit.work.undo import take_back
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.roster.detail import REVEAL, REVEAL_KEY, STAR_KEY
from lantian_desktop.ui.roster.merge_form import RosterMergeForm
from lantian_desktop.ui.roster.tab import RosterTab
from lantian_desktop.ui.roster.tenure_form import TenureForm
from lantian_desktop.ui.roster.views import ALL, BIN, GAPS, RECENT, STARRED
from tests.factories import PASSWORD, QUICK
from tests.ui.clipping import faults
from tests.ui.hands import button_of, click, fill, settle, write
from tests.ui.tab_kit import Stage, make_stage, texts_of


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


def entered(stage: Stage, **changes: object) -> RosterEntry:
    unit = roster.find_unit(stage.office, text="高陵区")
    phones = Phones(mobile="13800000001")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例辛", phones, verified_on=stage.office.today)
    return roster.save_entry(stage.office, entry=replace(entry, **changes))


def names(tab: RosterTab) -> list[str]:
    return [tab.pane.rows.row(at).name for at in range(tab.pane.rows.rowCount())]


def counts(tab: RosterTab) -> dict[str, int]:
    model = tab.pane.views.model()
    views = [model.index(row, 0).data(VIEW_ROLE) for row in range(model.rowCount())]
    return {view.key: view.count for view in views}


def links(tab: RosterTab) -> str:
    return "\n".join(label.text() for label in tab.pane.detail.findChildren(LinkLabel))


def test_every_view_shows_as_many_lines_as_it_counts(tab, stage) -> None:
    plan = imports.precheck(stage.office, kind=ImportKind.ROSTER, path=resources() / "samples" / "联络名册.xlsx")
    imports.apply_import(stage.office, plan=plan)
    entered(stage, starred=True, phones=Phones(mobile="13800000031"))
    counted = counts(tab)
    assert len(counted) > 60
    for key, count in counted.items():
        tab.pane.show_view(key)
        assert (key, tab.pane.rows.total) == (key, count)
    assert counted["kind:inspection"] == sum(count for key, count in counted.items() if key.startswith("group:"))
    assert {counted["round:12"], counted["kind:inspection"]} == {counted["kind:inspection"]}


def test_a_new_line_takes_the_place_of_the_view(tab, stage) -> None:
    rounds.save_round(
        stage.office,
        round_=Round(13),
        entries=[rounds.GroupEntry("第3组", InspectionGroup(13, "第3组").kind)],
        current=False,
    )
    tab.pane.show_view("group:13/第3组")
    assert names(tab) == []
    tab.add_new()
    form = tab.pane.detail.form
    assert isinstance(form, ContactForm)
    assert (form.texts()["round_number"], form.texts()["group"]) == ("13", "第3组")
    form.fill({"name": "示例组", "mobile": "13800000077"})
    assert form.save()
    assert names(tab) == ["示例组"]


@pytest.mark.parametrize(
    ("changes", "gap", "action", "field"),
    [
        ({"name": ""}, Gap.NO_PERSON, "填写姓名", "name"),
        ({"phones": Phones()}, Gap.NO_PHONE, "填写号码", "mobile"),
    ],
)
def test_a_gap_offers_its_next_step(tab, stage, changes, gap: Gap, action: str, field: str) -> None:
    line = entered(stage, **changes)
    tab.pane.show_view(f"gap:{gap.value}")
    assert tab.pane.table.go_to(line.id)
    bar = tab.pane.detail.bar
    assert bar.button("edit").text() == action
    assert bar.button("edit").property("role") == "primary"
    bar.press("edit")
    assert tab.pane.detail.form.focusProxy() is tab.pane.detail.form.field(field)


def test_a_stale_line_is_verified_with_one_press_and_one_undo(tab, stage) -> None:
    line = entered(stage, verified_on=date(2018, 1, 1))
    tab.pane.show_view("gap:unverified")
    assert names(tab) == ["示例辛"]
    shown = tab.pane.rows.data(tab.pane.rows.index(0, 5))
    assert "超过 180 天" in shown
    click(tab.pane.detail.bar.button("verify"))
    assert names(tab) == []
    assert tab.pane.empty.isVisible()
    assert "没有要补的" in texts_of(tab.pane.empty)
    take_back(stage.shell)
    assert roster.roster_entry(stage.office, entry_id=line.id).verified_on == date(2018, 1, 1)


def test_in_a_view_of_gaps_the_sentence_has_the_room_of_the_title(tab, stage) -> None:
    table = tab.pane.table
    title, sentence = 4, 5
    tab.pane.show_view(ALL)
    narrow = table.columnWidth(sentence)
    tab.pane.show_view("gap:no_person")
    assert table.isColumnHidden(title)
    assert table.columnWidth(sentence) > narrow
    table.setColumnWidth(2, 90)  # widths are remembered, what is hidden for now is not
    tab.pane.show_view(ALL)
    assert not table.isColumnHidden(title)
    again = RosterTab(stage.shell)
    assert not again.pane.table.isColumnHidden(title)
    again.deleteLater()
    table.show_column(title, shown=False)
    tab.pane.show_view(GAPS)
    tab.pane.show_view(ALL)
    assert table.isColumnHidden(title)


def test_doubles_are_merged_side_by_side(tab, stage) -> None:
    one = entered(stage, remark="夜间可打", phones=Phones("029-86900000", "13800000001"))
    other = entered(stage, title="副科长", phones=Phones(mobile="13800000001", email="a@example.cn"))
    tab.pane.show_view("gap:same_name")
    tab.pane.table.go_to(other.id)
    assert tab.pane.detail.bar.button(f"merge:{one.id}").property("role") == "primary"
    click(tab.pane.detail.bar.button(f"merge:{one.id}"))
    form = tab.pane.detail.form
    assert isinstance(form, RosterMergeForm)
    assert form.texts() == {"title": "left", "office_phone": "left", "email": "right", "remark": "left"}
    assert "两条相同：单位、联络身份、AB角、姓名、手机、核实日期。" in texts_of(form)
    click(form.field("title").right)
    click(button_of(form, "合并（Ctrl+S）"))
    assert tab.pane.detail.form is None
    kept = roster.roster_entry(stage.office, entry_id=one.id)
    assert (kept.title, kept.phones.email, kept.remark) == ("副科长", "a@example.cn", "夜间可打")
    assert counts(tab)["gap:same_name"] == 0
    assert counts(tab)[BIN] == 1
    take_back(stage.shell)
    assert (counts(tab)["gap:same_name"], counts(tab)[BIN]) == (2, 0)


def test_two_chosen_lines_are_merged_and_doubles_can_be_set_apart(tab, stage) -> None:
    one = entered(stage)
    other = entered(stage, role=PostRole.OTHER, name="示例壬")
    tab.pane.show_view("gap:same_phone")
    tab.pane.table.choose([one.id, other.id])
    shown = [button.text() for button in tab.pane.detail.bar.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["已核实 2 条", "标为常用 2 条", "合并这两条", "更多"]
    tab.pane.detail.bar.press(f"merge:{other.id}")
    assert isinstance(tab.pane.detail.form, RosterMergeForm)
    tab.pane.detail.form.close_form()
    tab.pane.table.go_to(one.id)
    tab.pane.detail.bar.press(f"apart:{other.id}")
    assert counts(tab)["gap:same_phone"] == 0


def test_what_was_deleted_is_seen_and_comes_back(tab, stage) -> None:
    one, two = entered(stage), entered(stage, name="示例壬", phones=Phones(mobile="13800000002"))
    tab.pane.show_view(ALL)
    tab.pane.table.choose([one.id, two.id])
    tab.pane.detail.bar.press("delete")
    assert "2 条" in stage.prompts.asked[-1].text
    tab.pane.show_view(BIN)
    assert sorted(names(tab)) == sorted(["示例辛", "示例壬"])
    assert tab.pane.detail.bar.button("edit") is None
    tab.pane.table.go_to(one.id)
    click(tab.pane.detail.bar.button("restore"))
    assert names(tab) == ["示例壬"]
    tab.pane.show_view(ALL, "示例辛")
    assert names(tab) == ["示例辛"]


def test_a_key_turns_the_star_of_the_current_line(tab, stage) -> None:
    line = entered(stage)
    tab.pane.show_view(ALL)
    tab.pane.table.go_to(line.id)
    tab.window().activateWindow()
    tab.pane.table.setFocus()
    QTest.keyClick(tab.pane.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert counts(tab)[STARRED] == 1
    assert STAR_KEY in tab.pane.detail.bar.button("unstar").toolTip()
    tab.pane.show_view(STARRED)
    assert names(tab) == ["示例辛"]
    QTest.keyClick(tab.pane.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert counts(tab)[STARRED] == 0
    take_back(stage.shell)
    assert counts(tab)[STARRED] == 1
    tab.pane.show_view(RECENT)
    assert "最近没有查过谁" in texts_of(tab.pane.empty)


def test_the_roster_of_a_day_is_seen_and_cannot_be_changed(tab, stage) -> None:
    post = next(
        line
        for line in roster.roster_page(stage.office, query=RosterQuery(text="高陵")).rows
        if line.role is PostRole.LIAISON
    )
    stored = roster.save_entry(
        stage.office, entry=replace(post, name="示例丁", side=Side.A, held_since=date(2018, 3, 1))
    )
    stage.clock.pass_days(10)
    roster.save_entry(stage.office, entry=replace(stored, name="示例戊"))
    click(tab.pane.tool("as_of"))
    write(tab.as_of.line, "2019-07-20")
    QTest.keyClick(tab.as_of.line, Qt.Key.Key_Return)
    assert tab.as_of.sentence == "显示的是 2019年7月20日 的名册，只能查看。"
    assert tab.as_of.property("tone") == "amber"
    assert GAPS not in counts(tab)
    tab.pane.show_view(str(post.unit_id))
    assert "示例丁" in names(tab)
    assert "示例戊" not in names(tab)
    assert counts(tab)[str(post.unit_id)] == tab.pane.rows.total
    tab.pane.table.go_to(post.id)
    assert "2018年3月1日 至 2019年7月25日" in texts_of(tab.pane.detail)
    assert tab.pane.detail.bar.isHidden()
    tab.print_shown()
    assert "回到现在" in stage.messages[-1]
    click(tab.as_of.back)
    assert tab.as_of.isHidden()
    assert "示例戊" in names(tab)


@pytest.mark.parametrize(("typed", "words"), [("后天", "不是有效日期"), ("2030-01-01", "今天和以前")])
def test_a_day_that_cannot_be_shown_is_refused_in_the_strip(tab, typed: str, words: str) -> None:
    click(tab.pane.tool("as_of"))
    write(tab.as_of.line, typed)
    QTest.keyClick(tab.as_of.line, Qt.Key.Key_Return)
    assert words in tab.as_of.sentence
    assert GAPS in counts(tab)


def test_a_day_is_picked_from_the_calendar(tab, stage) -> None:
    click(tab.pane.tool("as_of"))
    click(tab.as_of.pick)
    month = tab.as_of.findChild(QCalendarWidget)
    month.clicked.emit(month.selectedDate().addDays(-1))
    assert "2019年7月14日" in tab.as_of.sentence


def test_days_of_a_former_holder_are_corrected_from_the_detail(tab, stage) -> None:
    line = entered(stage, held_since=date(2018, 3, 1))
    stage.clock.pass_days(5)
    roster.save_entry(stage.office, entry=replace(line, name="示例壬"))
    tab.pane.show_view(ALL, "示例壬")
    click(button_of(tab, "更正示例辛的任职起止"))
    form = tab.pane.detail.form
    assert isinstance(form, TenureForm)
    fill(form, since="2018年4月1日")
    assert not form.save()
    assert "更正理由" in form.field("reason").error
    fill(form, reason="按任职文件")
    assert form.save()
    assert "2018年4月1日 至 2019年7月20日" in texts_of(tab.pane.detail)
    assert roster_history.tenures(stage.office, entry_id=line.id)[1].since == date(2018, 4, 1)


@pytest.fixture
def reader(stage) -> RosterEntry:
    """Somebody's line, seen by a head who may not edit the roster."""
    line = entered(stage, remark="另有 13800000055")
    entered(stage, name="示例壬", phones=Phones(mobile="13800000002"))
    head = users.add_user(stage.office, name="示例癸", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    stage.office.switch_user(head)
    return line


def test_a_number_shown_by_key_is_journalled_and_masked_again_when_left(tab, stage, reader) -> None:
    tab.refresh()
    tab.pane.show_view(ALL, "示例")
    tab.pane.table.go_to(reader.id)
    assert "138****0001" in links(tab)
    assert REVEAL_KEY in tab.pane.detail.bar.button(REVEAL).toolTip()
    tab.window().activateWindow()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for times in (1, 2):
        QTest.keyClick(tab.pane.table, Qt.Key.Key_M, modifiers)
        assert "13800000001" in links(tab)
        shown = [one for one in journal.page(stage.office).rows if one.title == "查看手机号码"]
        assert [one.details["contact"] for one in shown] == [reader.id] * times
        QTest.keyClick(tab.pane.table, Qt.Key.Key_K)
        QTest.keyClick(tab.pane.table, Qt.Key.Key_J)
        tab.pane.table.go_to(reader.id)
        assert "13800000001" not in links(tab)
    QTest.keyClick(tab.pane.table, Qt.Key.Key_M, modifiers)
    tab.hide()
    tab.show()
    assert "13800000001" not in links(tab)


def test_copied_rows_carry_masked_numbers(tab, stage, reader) -> None:
    tab.refresh()
    tab.pane.show_view(ALL, "示例辛")
    tab.pane.table.show_column(7, shown=True)
    tab.pane.table.go_to(reader.id)
    QTest.keyClick(
        tab.pane.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    QTest.keyClick(tab.pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "138****0001" in copied
    assert "138****0055" in copied
    assert "13800000001" not in copied


@pytest.mark.parametrize("size", list(TextSize))
def test_nothing_of_it_is_cut(tab, stage, appearance, size) -> None:
    appearance.choose(size=size)
    one = entered(stage, held_since=date(2018, 3, 1), remark="夜间请打值班电话，节假日请先发短信再联系")
    other = entered(stage, title="铁腕治霾办综合科副科长（主持工作）", role=PostRole.OTHER, side=Side.B)
    found = []
    tab.pane.show_view("gap:same_phone")
    tab.pane.table.go_to(one.id)
    tab.pane.open_detail()
    settle()
    found += faults(tab)
    tab.pane.detail.bar.press(f"merge:{other.id}")
    settle()
    found += faults(tab)
    tab.pane.detail.form.forget()
    tab.pane.detail.form.close_form()
    click(button_of(tab, "更正示例辛的任职起止"))
    settle()
    found += faults(tab)
    tab.pane.detail.form.close_form()
    tab.pane.close_detail()
    tab.pane.show_view(ALL)
    tab.show_day(date(2019, 7, 1))
    settle()
    found += faults(tab)
    assert found == []


def test_the_line_one_stands_on_stays_in_view_in_another_view(tab, stage) -> None:
    line = entered(stage, verified_on=None)
    tab.pane.show_view(ALL, "示例辛")
    tab.pane.show_view(GAPS)
    table = tab.pane.table
    assert tab.pane.current().id == line.id
    assert table.currentIndex().row() * table.rowHeight(0) > table.viewport().height()
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
