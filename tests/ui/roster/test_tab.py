"""The roster tab: gaps show, lines are entered and changed with their errors, numbers are copied, masked and revealed.

The units' tree, days of the past, merging and the deleted lines stand in `test_roster_views`.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.admin import users
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.roster.tab import GAPS, RosterTab
from tests.factories import PASSWORD, QUICK
from tests.ui.tab_kit import Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> RosterTab:
    made = RosterTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    return made


def enter(tab: RosterTab, **texts: str) -> ContactForm:
    """Press 新增, fill the form in and save it."""
    tab.add_new()
    form = tab.pane.detail.form
    assert isinstance(form, ContactForm)
    form.fill(texts)
    form.save()
    return form


def entries(stage: Stage, text: str) -> list[RosterEntry]:
    return list(roster.roster_page(stage.office, query=RosterQuery(text=text)).rows)


def unit_id(stage: Stage, name: str) -> str:
    return str(roster.find_unit(stage.office, text=name).id)


def test_a_new_office_shows_its_posts_as_open(tab, stage) -> None:
    assert tab.pane.rows.total > 20
    tab.pane.views.choose(GAPS)
    assert tab.pane.rows.total == roster_gaps.gap_count(stage.office)
    assert "缺人员" in texts_of(tab.pane.detail)
    assert any("待补" in part for part in tab.status())


def test_a_contact_is_entered_and_shown(tab, stage) -> None:
    enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="单䶮", mobile="13800000009", title="综合组")
    saved = entries(stage, "单䶮")
    assert [(entry.name, entry.phones.mobile) for entry in saved] == [("单䶮", "13800000009")]
    assert tab.pane.detail.form is None
    assert tab.pane.current().name == "单䶮"
    assert stage.messages[-1] == "已保存：综合组 单䶮。"


@pytest.mark.parametrize("typed", ["单", "dan", "shan", "glq", "0009", "䶮"])
def test_the_search_finds_every_reading(tab, stage, typed: str) -> None:
    enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="单䶮", mobile="13800000009")
    tab.pane.search.setText(typed)
    tab.pane.search.settle()
    names = [tab.pane.rows.row(at).name for at in range(tab.pane.rows.rowCount())]
    assert "单䶮" in names


def test_a_malformed_number_is_refused_beside_its_field(tab, stage) -> None:
    form = enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="示例戊", mobile="1380000")
    assert "格式不对" in form.field("mobile").error
    assert entries(stage, "示例戊") == []
    form.fill({"mobile": "13800000010"})
    assert form.save()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"mobile": "１３８００００００１０"}, {"mobile": "13800000010"}),
        ({"mobile": "+86 138-0000-0010"}, {"mobile": "13800000010"}),
        ({"mobile": "13800000010，13800000011"}, {"mobile": "13800000010、13800000011"}),
        ({"office_phone": "（029）86900000转801"}, {"office_phone": "029-86900000-801"}),
        ({"duty_phone": "12369"}, {"duty_phone": "12369"}),
    ],
)
def test_a_number_is_kept_as_a_sheet_would_bring_it(tab, stage, typed: dict[str, str], kept: dict[str, str]) -> None:
    form = enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="示例戊", **typed)
    assert [form.field(name).error for name in typed] == [""]
    (saved,) = entries(stage, "示例戊")
    assert saved.phones == Phones(**kept)


def test_a_line_is_changed_verified_and_deleted_after_asking(tab, stage) -> None:
    enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="示例己", mobile="13800000011")
    tab.pane.detail.bar.press("edit")
    form = tab.pane.detail.form
    form.fill({"title": "副主任"})
    assert form.save()
    tab.pane.detail.bar.press("verify")
    (saved,) = entries(stage, "示例己")
    assert (saved.title, saved.verified_on) == ("副主任", stage.office.today)
    tab.pane.detail.bar.press("delete")
    assert "示例己" in stage.prompts.asked[-1].text
    assert entries(stage, "示例己") == []


def test_moving_an_occupied_post_to_another_unit_says_what_becomes_of_its_past(tab, stage) -> None:
    enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="示例己", mobile="13800000011")
    for changed, warned in (({"title": "副主任"}, False), ({"unit_id": unit_id(stage, "高新区")}, True)):
        tab.pane.detail.bar.press("edit")
        tab.pane.detail.form.fill(changed)
        assert tab.pane.detail.form.save()
        assert ("以前的任职也随之" in stage.messages[-1]) is warned


def test_a_number_is_copied_from_the_detail(tab, stage) -> None:
    enter(tab, unit_id=unit_id(stage, "高陵区"), role="staff", name="示例庚", mobile="13800000012")
    tab.pane.detail.link_followed.emit("13800000012")
    assert QGuiApplication.clipboard().text() == "13800000012"


def test_who_may_not_edit_sees_masked_numbers_and_reveals_one_by_one(qtbot, stage) -> None:
    district = int(unit_id(stage, "高陵区"))
    entry = RosterEntry(0, district, PostRole.STAFF, name="示例辛", phones=Phones(mobile="13800000013"))
    roster.save_entry(stage.office, entry=entry)
    reader = users.add_user(stage.office, name="示例壬", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    stage.office.switch_user(reader)
    tab = RosterTab(stage.shell)
    qtbot.addWidget(tab)
    tab.refresh()
    tab.pane.show_view("all", "示例辛")
    assert "138****0013" in texts_of(tab.pane.detail) + "".join(_links(tab))
    assert not tab.pane.detail.bar.button("edit").isEnabled()
    assert "权限" in tab.pane.detail.bar.button("edit").toolTip()
    tab.pane.detail.bar.press("reveal")
    assert any("13800000013" in text for text in _links(tab))


def test_a_mobile_kept_as_an_office_phone_is_revealed_too(qtbot, stage) -> None:
    district = int(unit_id(stage, "高陵区"))
    phones = Phones(office_phone="138 0000 0014", wechat="13800000015", duty_phone="029-86900000")
    entry = RosterEntry(0, district, PostRole.STAFF, name="示例辛", phones=phones, remark="家属 +8613800000016")
    roster.save_entry(stage.office, entry=entry)
    stage.office.switch_user(
        users.add_user(stage.office, name="示例壬", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    )
    tab = RosterTab(stage.shell)
    qtbot.addWidget(tab)
    tab.refresh()
    tab.pane.show_view("all", "示例辛")
    hidden = texts_of(tab.pane.detail) + "".join(_links(tab))
    numbers = ("13800000014", "13800000015", "13800000016")
    assert [number for number in numbers if number in hidden.replace(" ", "")] == []
    tab.pane.detail.bar.press("reveal")
    shown = texts_of(tab.pane.detail) + "".join(_links(tab))
    assert [number for number in numbers if number not in shown] == []
    assert tab.pane.detail.bar.button("reveal") is None
    tab.pane.detail.link_followed.emit(numbers[0])
    assert QGuiApplication.clipboard().text() == numbers[0]
    assert stage.messages[-1] == "已复制 138****0014。"


def _links(tab: RosterTab) -> list[str]:
    from lantian_desktop.ui.kit.paint.text import LinkLabel

    return [label.text() for label in tab.pane.detail.findChildren(LinkLabel)]


@pytest.mark.parametrize("typed", ["第12", "12轮", "²", "0", "1234"])
def test_a_round_that_is_no_number_is_refused_beside_its_field(tab, stage, typed: str) -> None:
    form = enter(tab, unit_id=unit_id(stage, "高陵区"), role="group_member", name="示例戊", round_number=typed)
    assert "轮次" in form.field("round_number").error
    assert entries(stage, "示例戊") == []
    form.fill({"round_number": "１２"})
    assert form.save()
    assert entries(stage, "示例戊")[0].round_number == 12
