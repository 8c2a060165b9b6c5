"""The desk: who is on duty, in digits large enough; finding, the call chain with F2, F3 and F4; what waits; what is red."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import CallOutcome, EntryKind
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.services.admin import journal
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.log import add_entry, open_entries
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.duty.big_number import LEAST, BigNumber
from lantian_desktop.ui.duty.code_popup import CodePopup
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.duty.now import NowPage
from lantian_desktop.ui.kit.paint.theme import TextSize
from tests.ui.duty.stage import duty_stage
from tests.ui.hands import CTRL, button_of, click, settle, strike, text_of_widget, write
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = duty_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def page(qtbot, stage: Stage) -> NowPage:
    return shown(qtbot, stage)


def shown(qtbot, stage: Stage) -> NowPage:
    made = NowPage(stage.shell)
    qtbot.addWidget(made)
    made.resize(1190, 640)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    stage.office.session.on_change(lambda _topics: made.refresh())
    made.refresh()
    settle()
    return made


def find(page: NowPage, typed: str) -> None:
    write(page.calls.search, typed)
    page.calls.search.settle()


def lines(page: NowPage) -> list[str]:
    return [line.words for line in page.calls.chain.links.lines]


def ink_height(number: BigNumber) -> int:
    """Return how many rows of pixels a number's digits take."""
    image = number.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = image.pixelColor(0, 0).lightness()
    rows = [
        y
        for y in range(image.height())
        if any(abs(image.pixelColor(x, y).lightness() - ground) > 60 for x in range(image.width()))
    ]
    return rows[-1] - rows[0] + 1


def test_who_is_on_duty_is_read_from_afar(page: NowPage, stage: Stage) -> None:
    assert [card.number.text for card in page.people.cards] == ["138 0000 0001", "029-8690 0002"]
    assert all(ink_height(card.number) >= 48 and card.number.pixels >= LEAST for card in page.people.cards)
    text = text_of_widget(page)
    for wanted in (
        "示例甲",
        "带班领导",
        "示例乙",
        "值班员",
        "7月15日 24小时，至 08:30，还有 22 小时 30 分",
        "示例戊 138 0000 0005",
    ):
        assert wanted in text


def test_four_on_duty_keep_large_digits_in_huge_text(qtbot, stage: Stage, appearance) -> None:
    from lantian_desktop.domain.rota.rota import DutyMember, Seat
    from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
    from lantian_desktop.services.rota import rota

    day = datetime(2019, 8, 1, 10)
    rota.save_scheme(stage.office, scheme=DutyScheme(day.date(), officers=3))
    for number, name in enumerate(("示例子", "示例丑", "示例寅")):
        officer = DutyMember(0, name, frozenset({DutyPost.OFFICER}), phone="029-86900000-8001")
        member = rota.save_member(stage.office, member=officer)
        rota.assign(stage.office, seat=Seat(day.date(), 0, DutyPost.OFFICER, number), member_id=member.id)
    stage.clock.at = day
    appearance.choose(size=TextSize.HUGE)
    page = shown(qtbot, stage)
    assert all(card.number.pixels >= LEAST for card in page.people.cards)
    assert len(page.people.cards) == 3
    assert "本班缺带班领导，请尽快补上。" in text_of_widget(page)


def test_a_number_is_copied_and_shown_as_a_code(page: NowPage, stage: Stage) -> None:
    card = page.people.cards[0]
    click(card.copy)
    assert QGuiApplication.clipboard().text() == "13800000001"
    assert stage.messages[-1] == "已复制 138 0000 0001。"
    click(card.code)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CodePopup)
    assert popup.code.accessibleName() == "二维码 13800000001"
    popup.close()


def test_any_contact_is_called_with_a_few_keys(page: NowPage, stage: Stage) -> None:
    find(page, "slg")
    strike(Qt.Key.Key_Return)
    assert page.calls.chain.link.number == "13700000011"
    strike(Qt.Key.Key_F3)
    assert page.calls.chain.link.number == "029-88330009"
    assert lines(page)[0].startswith("1 未接 示例庚")
    assert "1 个号码未接，接着拨高新区联络员示例庚 24小时 029-8833 0009。" in text_of_widget(page)
    strike(Qt.Key.Key_F2)
    assert "本班已接通" in text_of_widget(page)
    logged = duty_log.entries(stage.office).rows
    assert [(line.phone, line.outcome) for line in logged] == [
        ("029-88330009", CallOutcome.ANSWERED),
        ("13700000011", CallOutcome.UNANSWERED),
    ]
    assert open_entries(stage.office) == ()
    strike(Qt.Key.Key_Escape)
    assert page.calls.search.hasFocus()
    assert page.calls.hits.lines[0].title.text == "示例庚"


def test_the_usual_contacts_stand_there_before_anything_is_typed(page: NowPage, stage: Stage) -> None:
    assert "常用与最近" not in text_of_widget(page.calls)
    unit_id = roster.find_unit(stage.office, text="高新区").id
    lines = roster.roster_page(stage.office, query=RosterQuery(unit_id=unit_id)).rows
    star = next(line for line in lines if line.name == "示例壬")
    roster.save_entry(stage.office, entry=replace(star, starred=True))
    find(page, "示例庚")
    strike(Qt.Key.Key_Return)
    strike(Qt.Key.Key_Escape)
    find(page, "")
    assert "常用与最近" in text_of_widget(page.calls)
    assert [line.title.text for line in page.calls.hits.lines] == ["示例庚", "示例壬"]


def test_passing_on_asks_to_whom(page: NowPage, stage: Stage) -> None:
    stage.prompts.text = "值班室示例子"
    find(page, "示例庚")
    strike(Qt.Key.Key_Return)
    strike(Qt.Key.Key_F4)
    line = duty_log.entries(stage.office).rows[0]
    assert (line.outcome, line.passed_to) == (CallOutcome.PASSED_ON, "值班室示例子")
    assert stage.prompts.asked[-1].title == "转达"


def test_keys_of_calls_do_nothing_while_nobody_is_chosen(page: NowPage, stage: Stage) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4):
        strike(key)
    assert duty_log.entries(stage.office).total == 0


def test_who_may_not_keep_the_log_sees_why(page: NowPage, stage: Stage) -> None:
    stage.office.switch_user(User("示例甲", frozenset({Role.AUDITOR})))
    page.refresh()
    find(page, "示例庚")
    strike(Qt.Key.Key_Return)
    buttons = page.calls.chain.buttons.values()
    assert not any(button.isEnabled() for button in buttons)
    assert "登记值班日志" in next(iter(buttons)).toolTip()
    assert not page.note_button.isEnabled()
    for key in (Qt.Key.Key_J, Qt.Key.Key_F8):
        strike(key, CTRL if key is Qt.Key.Key_J else Qt.KeyboardModifier.NoModifier)
        assert "登记值班日志" in stage.messages[-1]
        assert page.side_panel is None
    assert page.findChild(HandoverWindow) is None


def test_a_masked_number_is_shown_in_full_and_the_journal_notes_it(page: NowPage, stage: Stage) -> None:
    stage.office.switch_user(User("示例丙", frozenset({Role.HEAD})))
    page.refresh()
    find(page, "示例庚")
    strike(Qt.Key.Key_Return)
    chain = page.calls.chain
    assert chain.link.number == "137****0011"
    assert not chain.code.isEnabled()
    click(chain.reveal)
    assert chain.link.number == "13700000011"
    assert chain.code.isEnabled()
    assert not chain.reveal.isVisible()
    assert journal.entries(stage.office, limit=1)[0].title == "查看手机号码"
    strike(Qt.Key.Key_F3)
    assert duty_log.entries(stage.office).rows[0].phone == "13700000011"
    page.calls.leave()
    strike(Qt.Key.Key_Return)
    assert "137 **** 0011" in chain.links.lines[0].words


def test_a_number_shown_in_full_is_masked_again_for_the_next_user(page: NowPage, stage: Stage) -> None:
    stage.office.switch_user(User("示例丙", frozenset({Role.HEAD})))
    find(page, "示例庚")
    strike(Qt.Key.Key_Return)
    click(page.calls.chain.reveal)
    page.refresh()
    assert page.calls.chain.link.number == "13700000011"
    stage.office.switch_user(User("示例丁", frozenset({Role.AUDITOR})))
    page.refresh()
    assert page.calls.chain.link.number == "137****0011"


def test_what_waits_is_listed_and_leads_to_its_record(page: NowPage, stage: Stage) -> None:
    add_entry(stage.office, kind=EntryKind.CALL_IN, content="待回复", done=False)
    incident = add_entry(stage.office, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    issue = stage.assigned(site="某点")
    stage.clock.at = datetime(2019, 7, 22, 10)
    page.refresh()
    shown_lines = [line.words for line in page.agenda.waiting.lines]
    assert shown_lines[:2] == ["事件 7-15 10:00 群众聚集", "未办结 7-15 10:00 待回复"]
    assert shown_lines[2].startswith("今日到期 ")
    assert "今日到期 1" in text_of_widget(page)
    page.agenda.waiting.setFocus()
    strike(Qt.Key.Key_Down)
    strike(Qt.Key.Key_Return)
    assert stage.requested == [("duty_entry", incident.id)]
    page.agenda.waiting.setCurrentIndex(page.agenda.waiting.model().index(2, 0))
    strike(Qt.Key.Key_Return)
    page.calls.reminding.link.setFocus()
    strike(Qt.Key.Key_Return)
    assert stage.requested[1:] == [("issue", issue.id)]


def test_one_key_opens_a_line_of_the_log_beside_and_saves_it(page: NowPage, stage: Stage) -> None:
    strike(Qt.Key.Key_J, CTRL)
    write(page.side_panel.content.area, "群众来电")
    strike(Qt.Key.Key_S, CTRL)
    assert page.side_panel is None
    assert [line.content for line in duty_log.entries(stage.office).rows] == ["群众来电"]
    assert page.agenda.isVisible()


def test_a_note_begun_is_offered_again(page: NowPage) -> None:
    strike(Qt.Key.Key_J, CTRL)
    write(page.side_panel.content.area, "没写完的")
    strike(Qt.Key.Key_Escape)
    strike(Qt.Key.Key_J, CTRL)
    assert page.side_panel.draft_offered
    click(button_of(page.side_panel, "恢复"))
    assert page.side_panel.content.text() == "没写完的"


def test_a_missed_hand_over_is_red_until_it_is_made_up_for(page: NowPage, stage: Stage) -> None:
    stage.clock.at = datetime(2019, 7, 16, 9, 1)
    page.refresh()
    assert "7月15日 24小时这一班应在7月16日 08:30 交接，至今未办，请补交接班。" in text_of_widget(page)
    assert page.status()[0] == "未按时交接"
    stage.clock.at = datetime(2019, 7, 16, 8, 40)
    page.refresh()
    assert "至今未办" not in text_of_widget(page)
    assert page.handover_label.text() == "交接时间 08:30 已到，请现在交接。"


def test_the_clock_moves_the_page_at_the_next_minute(page: NowPage, stage: Stage) -> None:
    stage.clock.at = datetime(2019, 7, 16, 8, 29, 40)
    page._tick()
    assert page._minute.interval() == 20_000
    assert page.people.cards[0].person.name == "示例甲"
    stage.clock.at += timedelta(seconds=20)
    page._tick()
    assert page.people.cards[0].person.name == "示例戊"
    page.hide()
    assert not page._minute.isActive()


def test_the_hand_over_opens_once(page: NowPage) -> None:
    strike(Qt.Key.Key_F8)
    page.hand_over()
    windows = page.findChildren(HandoverWindow)
    assert len(windows) == 1
    windows[0].close()


def test_without_shifts_the_page_says_what_to_do(qtbot, tmp_path: Path) -> None:
    stage = make_stage(tmp_path)
    page = shown(qtbot, stage)
    assert "先在“人员与请假”里加入值班人员" in text_of_widget(page)
    click(page.handover_button)
    assert stage.messages == ["还没有设置班次，不能交接班；请先设置班次。"]
    stage.office.session.close()


def test_duty_mode_is_asked_for(page: NowPage, stage: Stage) -> None:
    wanted = []
    stage.shell.messages.duty_mode_requested.connect(lambda: wanted.append(True))
    click(page.mode_button)
    assert wanted == [True]
