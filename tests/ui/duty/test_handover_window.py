"""The window of the hand-over: the list, the marks, both signatures, wrong passwords, drafts, and the log that is printed after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.admin.people import SignedBy
from lantian_desktop.domain.duty.log import EntryKind
from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.drafts import load_draft
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.log import add_entry
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.duty.handover_form import HandoverForm
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from tests.factories import PASSWORD
from tests.ui.clipping import faults
from tests.ui.duty.stage import MONDAY, duty_stage
from tests.ui.hands import button_of, click, pick, refusal_of, settle, strike, text_of_widget, write
from tests.ui.tab_kit import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = duty_stage(tmp_path)
    add_entry(made.office, kind=EntryKind.CALL_IN, content="待回复的来电", done=False)
    add_entry(made.office, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    made.clock.at = datetime(2019, 7, 16, 8, 25)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage: Stage) -> Iterator[HandoverWindow]:
    made = opened(stage)
    yield made
    made.form.forget()
    made.close()


def opened(stage: Stage) -> HandoverWindow:
    made = HandoverWindow(stage.shell, handover.handover_draft(stage.office))
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    settle()
    return made


def sign(form: HandoverForm, giver: str = PASSWORD, taker: str = PASSWORD) -> None:
    write(form.giver.password.line, giver)
    write(form.taker.password.line, taker)
    click(form.save_button)


def test_the_list_and_both_sides_stand_ready(window: HandoverWindow) -> None:
    form = window.form
    assert [item.text.partition("：")[2] for item in form.items.items] == ["群众聚集", "待回复的来电"]
    assert (form.giver.account.text(), form.taker.account.text()) == ("示例甲", "示例戊")
    assert "7月15日 24小时 → 7月16日 24小时" in text_of_widget(window)
    assert form.save_button.isEnabled()


def test_both_sign_and_the_log_is_offered_for_print(window: HandoverWindow, stage: Stage) -> None:
    form = window.form
    click(button_of(form.items, "已办：7月15日 10:00 来电：待回复的来电"))
    write(form.notes.area, "钥匙在抽屉里\n检查组九点到")
    sign(form)
    signed = handover.last_handover(stage.office)
    assert (signed.giver.person, signed.taker.person, signed.day) == ("示例甲", "示例戊", MONDAY)
    assert [(item.text.partition("：")[2] or item.text, item.done) for item in signed.items] == [
        ("群众聚集", False),
        ("待回复的来电", True),
        ("钥匙在抽屉里", False),
        ("检查组九点到", False),
    ]
    assert [line.content for line in duty_log.open_entries(stage.office)] == ["群众聚集"]
    assert window.viewer.pages.count() == 1
    assert window.viewer.print_button.hasFocus()
    assert stage.messages[-1] == "已交接：示例甲 → 示例戊，本班日志已锁定。"
    assert load_draft(stage.office, key=f"handover/{MONDAY}/0") is None


def test_a_wrong_password_says_whose_and_blanks_nothing(window: HandoverWindow, stage: Stage) -> None:
    form = window.form
    write(form.notes.area, "钥匙在抽屉里")
    sign(form, taker="not-the-password")
    assert "接班人示例戊：用户名或密码不正确" in form.taker.password.error
    assert form.notes.text() == "钥匙在抽屉里"
    assert (form.giver.password.text(), window.viewer) == (PASSWORD, None)
    assert handover.last_handover(stage.office) is None


def test_who_leads_both_shifts_is_proposed_for_one_side_only(stage: Stage, qtbot) -> None:
    leader = next(member.id for member in rota.members(stage.office) if member.name == "示例甲")
    rota.give_seats(stage.office, given={Seat(date(2019, 7, 16), 0, DutyPost.LEADER): leader}, title="换人")
    window = opened(stage)
    qtbot.addWidget(window)
    form = window.form
    assert (form.giver.account.text(), form.taker.account.text()) == ("示例甲", "示例丁")
    assert form.taker.person.text() == "示例丁"
    assert "值班表：示例甲、示例丁" in text_of_widget(form)


def test_one_person_for_both_sides_is_refused(window: HandoverWindow) -> None:
    pick(window.form.taker.account.combo, "示例甲")
    sign(window.form)
    assert "不能是同一人" in refusal_of(window.form)


def test_somebody_else_needs_a_reason(window: HandoverWindow, stage: Stage) -> None:
    pick(window.form.taker.account.combo, "示例丙")
    sign(window.form)
    assert "示例丙不是值班表上接班的人（值班表上是示例戊、示例丁）" in window.form.reason.error
    write(window.form.reason.line, "示例戊生病")
    click(window.form.save_button)
    assert handover.last_handover(stage.office).reason == "示例戊生病"


def test_a_form_that_lay_open_past_the_hour_says_that_it_is_late(window: HandoverWindow, stage: Stage) -> None:
    assert "这是补交接" not in text_of_widget(window)
    stage.clock.at = datetime(2019, 7, 16, 9, 5)
    sign(window.form)
    assert "请填写没有按时交接的原因" in window.form.reason.error
    assert "这是补交接：应在7月16日 08:30 交接" in text_of_widget(window)
    write(window.form.reason.line, "处置突发事件")
    click(window.form.save_button)
    assert handover.last_handover(stage.office).reason == "处置突发事件"


def test_a_signature_on_paper_wants_its_scan(window: HandoverWindow, stage: Stage) -> None:
    form = window.form
    pick(form.taker.way.combo, "纸质签字（附扫描件）")
    assert not form.taker.password.isVisible()
    assert form.taker.person.text() == "示例戊"
    write(form.giver.password.line, PASSWORD)
    click(form.save_button)
    assert "扫描件" in form.taker.scan.error
    stage.prompts.file = stage.file("签字页.jpg")
    click(form.taker.scan.add_button)
    click(form.save_button)
    assert handover.last_handover(stage.office).taker.how is SignedBy.PAPER


def test_what_comes_in_meanwhile_is_listed_before_it_is_signed(window: HandoverWindow, stage: Stage) -> None:
    click(button_of(window.form.items, "已办：7月15日 10:00 来电：待回复的来电"))
    add_entry(stage.office, kind=EntryKind.CALL_IN, content="刚打进来的", done=False)
    sign(window.form)
    assert "刷新清单" in window.form.error
    assert [item.done for item in window.form.items.items] == [False, True, False]
    click(window.form.save_button)
    assert handover.last_handover(stage.office) is not None


def test_typing_survives_closing_but_passwords_are_not_kept(stage: Stage, qtbot) -> None:
    first = opened(stage)
    write(first.form.notes.area, "没写完的提示")
    write(first.form.giver.password.line, PASSWORD)
    strike(Qt.Key.Key_Escape)
    kept = load_draft(stage.office, key=f"handover/{MONDAY}/0")
    assert kept["notes"] == "没写完的提示"
    assert PASSWORD not in str(kept)
    again = opened(stage)
    assert again.form.draft_offered
    click(button_of(again.form, "恢复"))
    assert again.form.notes.text() == "没写完的提示"
    again.form.forget()
    again.close()


def test_too_early_the_list_is_shown_and_says_when(stage: Stage, qtbot) -> None:
    stage.clock.at = datetime(2019, 7, 15, 20, 0)
    window = opened(stage)
    assert "7月16日 07:30 起可以交接" in text_of_widget(window)
    assert not window.form.save_button.isEnabled()
    window.close()


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_is_clipped(stage: Stage, qtbot, appearance, size: TextSize, mode: Mode) -> None:
    appearance.choose(mode=mode, size=size)
    window = opened(stage)
    window.resize(1366, 768)
    settle()
    assert faults(window) == []
    pick(window.form.giver.way.combo, "纸质签字（附扫描件）")
    settle()
    assert faults(window) == []
    window.form.forget()
    window.close()
