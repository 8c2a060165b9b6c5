"""调班 and 替班 on screen: asked for from a seat or from the list, decided by a third person, taken back, and the calendar follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.ui.duty.entry_form import EntryForm
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.duty.tab import DutyTab
from lantian_desktop.ui.kit.forms.signature_fields import SignWay
from lantian_desktop.ui.kit.pages.attachment_view import PictureWindow
from lantian_desktop.ui.rota.changes import ChangesPage
from lantian_desktop.ui.rota.forms.change import ChangeForm, seat_key
from lantian_desktop.ui.rota.forms.decision import DecisionForm, RevokeForm
from lantian_desktop.ui.rota.rota import RotaPage
from tests.factories import PASSWORD
from tests.ui.duty.kit import Crew, arrange, holder, leader, man, officer
from tests.ui.hands import CTRL, click, refusal_of
from tests.ui.tab_kit import Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def crew(stage) -> Crew:
    made = man(stage.office)
    arrange(stage.office, made)
    return made


@pytest.fixture
def tab(qtbot, stage, crew) -> DutyTab:
    made = DutyTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    return made


def page_of(tab: DutyTab) -> ChangesPage:
    page = tab.page("changes")
    assert isinstance(page, ChangesPage)
    return page


def press(page: ChangesPage, key: str):
    found = page.pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    click(next(button for button in found if not button.isHidden()))
    return page.pane.detail.form


def asked(stage: Stage, crew: Crew, name: str = "单四海", day: int = 18):
    """Return a 替班 that waits: `name` for whoever has the day."""
    seat, other = officer(day), crew.id(name)
    return rota_changes.ask_for_change(stage.office, kind=ChangeKind.STAND_IN, seat=seat, other_id=other, reason="体检")


def test_a_stand_in_is_asked_for_at_its_seat_and_approved_by_password(tab, stage, crew) -> None:
    calendar = tab.page("rota")
    assert isinstance(calendar, RotaPage)
    calendar.calendar.go_to(officer(18))
    calendar.act("stand_in")
    form = calendar.detail.form
    assert isinstance(form, ChangeForm)
    assert form.other.isVisible()
    assert not form.other_seat.isVisible()
    form.other.set_text(str(crew.id("单四海")))
    assert not form.save()
    assert "原因" in refusal_of(form)
    form.reason.set_text("体检")
    assert form.save()
    assert holder(stage, officer(18)) == "潘三省"
    page = page_of(tab)
    decision = press(page, "approve")
    assert isinstance(decision, DecisionForm)
    decision.signing.choose_way(SignWay.OTHER)
    decision.signing.signer.set_text("示例丙")
    decision.signing.password.set_text("wrong password")
    assert not decision.save()
    assert holder(stage, officer(18)) == "潘三省"
    decision.signing.password.set_text(PASSWORD)
    assert decision.save()
    assert holder(stage, officer(18)) == "单四海"
    assert page.pane.current() is None
    assert "请选择一条调班或替班" in texts_of(page.pane.detail)
    assert not any("待批准" in text for text in texts_of(page.pane.detail))
    tab.page("rota")
    chip = calendar.calendar.sheet.chip_of(officer(18))
    assert (chip.mark, chip.name) == ("替", "单四海")


def test_a_swap_goes_both_ways_and_its_revocation_shows_the_first_rota_again(tab, stage, crew) -> None:
    page = page_of(tab)
    page.add_new()
    form = page.pane.detail.form
    assert isinstance(form, ChangeForm)
    form.seat.set_text(seat_key(officer(18)))
    form.other_seat.set_text(seat_key(officer(20)))
    form.reason.set_text("家中有事")
    assert form.save()
    before = (holder(stage, officer(18)), holder(stage, officer(20)))
    decision = press(page, "approve")
    decision.signing.password.set_text(PASSWORD)
    assert decision.save()
    assert (holder(stage, officer(18)), holder(stage, officer(20))) == before[::-1]
    page.pane.show_view(ChangeStatus.APPROVED.value)
    assert "示例甲批准调班" in texts_of(page.pane.detail)
    revoke = press(page, "revoke")
    assert isinstance(revoke, RevokeForm)
    revoke.reason.set_text("不需要了")
    assert revoke.save()
    assert (holder(stage, officer(18)), holder(stage, officer(20))) == before
    calendar = tab.page("rota")
    assert isinstance(calendar, RotaPage)
    assert {calendar.calendar.sheet.chip_of(officer(day)).mark for day in (18, 20)} == {""}


def test_a_signed_sheet_is_kept_and_opened_again(tab, stage, crew) -> None:
    asked(stage, crew)
    page = page_of(tab)
    form = press(page, "approve")
    form.signing.choose_way(SignWay.PAPER)
    form.signing.person.set_text("单四海")
    form.signing.signed_on.set_day(stage.office.today)
    form.signing.scan.add(stage.file("签批页.png", PICTURE))
    assert not form.save()
    assert "当事人" in refusal_of(form)
    form.signing.person.set_text("示例赵")
    assert form.save()
    assert holder(stage, officer(18)) == "单四海"
    page.pane.show_view("all")
    assert "纸质签批" in texts_of(page.pane.detail)
    page.pane.detail.link_followed.emit("sheet")
    window = page.findChild(PictureWindow)
    assert window is not None
    assert window.windowTitle() == "签批页.png"
    window.close()


def test_no_is_given_with_a_reason(tab, stage, crew) -> None:
    asked(stage, crew)
    page = page_of(tab)
    form = press(page, "refuse")
    form.signing.password.set_text(PASSWORD)
    assert not form.save()
    form.reason.set_text("当天有检查")
    assert form.save()
    assert [view for view, count in counts(page).items() if count] == [ChangeStatus.REFUSED.value, "all"]
    page.pane.show_view("all")
    assert "当天有检查" in texts_of(page.pane.detail)
    assert holder(stage, officer(18)) == "潘三省"


def counts(page: ChangesPage) -> dict[str, int]:
    return {view.key: view.count or 0 for view in page._views()}


def test_people_are_found_by_initials_and_a_change_leads_to_its_seat(tab, stage, crew) -> None:
    asked(stage, crew)
    asked(stage, crew, "尉迟五", day=19)
    page = page_of(tab)
    page.pane.show_view("all", "ycw")
    assert [change.seat for change in page.pane.rows._rows] == [officer(19)]
    press(page, "calendar")
    calendar = tab.page("rota")
    assert calendar.current().seat == officer(19)
    assert "待批准" in texts_of(calendar.detail)


def test_a_vacant_seat_offers_no_change(tab, stage, crew) -> None:
    calendar = tab.page("rota")
    calendar.use_tool("on")
    calendar.calendar.go_to(leader(5, month=8))
    found = calendar.detail.bar.findChildren(QPushButton, "offer-swap")
    button = next(button for button in found if not button.isHidden())
    assert not button.isEnabled()
    assert "还没有排人" in button.toolTip()


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_the_keys_of_the_desk_work_on_every_page_of_it(tab, stage, crew) -> None:
    for name, _label in tab.pages():
        tab.page(name).setFocus()
        tab.activateWindow()
        assert QTest.qWaitForWindowActive(tab)
        QTest.keyClick(tab, Qt.Key.Key_F8)
        assert len(tab.findChildren(HandoverWindow)) == 1, (name, stage.messages)
        (window,) = tab.findChildren(HandoverWindow)
        window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tab.page("rota").setFocus()
    tab.activateWindow()
    assert QTest.qWaitForWindowActive(tab)
    QTest.keyClick(tab, Qt.Key.Key_J, CTRL)
    assert tab.views.chosen() == "log"
    assert isinstance(tab.page("log").pane.detail.form, EntryForm)
