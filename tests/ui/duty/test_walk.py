"""Duty in the whole window: from signing in to a number in a few keys, a hand-over behind the lock, and the next shift's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lantian_desktop.domain.duty.log import EntryKind
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty.log import add_entry
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.duty.log import LogPage
from lantian_desktop.ui.duty.now import NowPage
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.appearance import Appearance
from tests.factories import PASSWORD, Wall
from tests.services.duty.kit import arrange_days, fill_unit
from tests.ui.clipping import faults
from tests.ui.duty.stage import MONDAY
from tests.ui.hands import CTRL, click, enter, pick, settle, strike, text_of_widget, write
from tests.ui.walk import Walk


@pytest.fixture
def walk(tmp_path: Path, appearance: Appearance) -> Iterator[Walk]:
    made = Walk(tmp_path, appearance, Wall(datetime(2019, 7, 15, 20, 0)))
    office = made.enter_office()
    arrange_days(office, MONDAY, 5)
    fill_unit(office)
    add_entry(office, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    yield made
    made.close()


def unlock(walk: Walk, password: str) -> PasswordGate:
    gate = walk.find(PasswordGate)
    enter(gate.password_field, password)
    click(gate.go_button)
    return gate


def test_from_signing_in_to_any_number_in_a_few_keys(walk: Walk) -> None:
    walk.start_again()
    pick(walk.find(PasswordGate).name_field.combo, "示例甲")
    unlock(walk, PASSWORD)
    page = walk.find(NowPage)
    assert [card.number.text for card in page.people.cards] == ["138 0000 0001", "029-8690 0002"]
    for key in (Qt.Key.Key_S, Qt.Key.Key_L, Qt.Key.Key_G):
        strike(key)
    strike(Qt.Key.Key_Return)
    assert page.calls.chain.link.number == "13700000011"


def test_a_hand_over_waits_behind_the_lock_and_nothing_is_blank(walk: Walk) -> None:
    walk.clock.at = datetime(2019, 7, 16, 8, 20)
    walk.tab("duty")
    walk.key(Qt.Key.Key_F5)
    page = walk.find(NowPage)
    assert page.handover_label.text() == "距 08:30 交接还有 10 分钟。"
    walk.key(Qt.Key.Key_F8)
    window = walk.find(HandoverWindow)
    write(window.form.notes.area, "检查组九点到")
    walk.desk.lock()
    assert not window.isVisible()
    gate = unlock(walk, "not-the-password")
    assert "密码" in gate.error
    unlock(walk, PASSWORD)
    assert window.isVisible()
    assert window.form.notes.text() == "检查组九点到"
    pick(window.form.taker.account.combo, "示例丙")
    write(window.form.reason.line, "示例戊在路上")
    for block in (window.form.giver, window.form.taker):
        write(block.password.line, PASSWORD)
    click(window.form.save_button)
    assert handover.last_handover(walk.office).taker.person == "示例丙"
    window.close()
    walk.come_up()
    assert page.handover_label.text() == "本班已于 08:20 交接给示例丙。"
    walk.clock.at = datetime(2019, 7, 16, 8, 30)
    walk.key(Qt.Key.Key_F5)
    assert page.people.cards[0].person.name == "示例戊"
    assert page.handover_label.text() == "08:20 示例甲已交给示例丙；本班 08:30 交接。"


def test_what_waits_leads_to_the_line_of_the_log(walk: Walk) -> None:
    walk.tab("duty")
    page = walk.find(NowPage)
    page.agenda.waiting.setFocus()
    strike(Qt.Key.Key_Down)
    strike(Qt.Key.Key_Return)
    log = walk.find(LogPage)
    assert log.pane.current().content == "群众聚集"
    strike(Qt.Key.Key_J, CTRL)
    assert log.pane.detail.form is not None
    log.pane.detail.form.close_form()


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("mode", list(Mode))
def test_the_desk_shows_everything_whole(walk: Walk, appearance: Appearance, size: TextSize, mode: Mode) -> None:
    appearance.choose(mode=mode, size=size)
    walk.clock.at = datetime(2019, 7, 16, 9, 30)
    walk.desk.resize(1366, 768)
    walk.tab("duty")
    page = walk.find(NowPage)
    page.refresh()
    settle()
    assert "补交接" in text_of_widget(page)
    assert faults(walk.desk) == []
    write(page.calls.search, "slg")
    strike(Qt.Key.Key_Return)
    strike(Qt.Key.Key_F3)
    settle()
    assert faults(walk.desk) == []
    strike(Qt.Key.Key_J, CTRL)
    settle()
    assert faults(walk.desk) == []
    page.side_panel.close_form()
