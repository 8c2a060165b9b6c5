"""A form loses nothing that was typed, says what is wrong beside the field, and hands the rest on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.ui.kit.forms.drafts import ShortDrafts
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form


class Desk:
    """What a form hands over, and what refuses it."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.refusal: Exception | None = None
        self.drafts = ShortDrafts()

    def form(self, qtbot) -> Form:
        made = Form("登记", key="issue/1", drafts=self.drafts, submit=lambda: self.take(made))
        made.add(TextField("site", "点位名称", required=True), TextField("street", "街道"))
        made.add(TextField("password", "密码", secret=True))
        made.begin()
        qtbot.addWidget(made)
        made.show()
        return made

    def take(self, form: Form) -> None:
        if self.refusal:
            raise self.refusal
        self.taken.append(form.texts())


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_control_s_saves(qtbot, desk) -> None:
    form = desk.form(qtbot)
    form.field("site").set_text("某木器点")
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert desk.taken == [{"site": "某木器点", "street": "", "password": ""}]


def test_a_missing_field_says_so_and_nothing_is_handed_on(qtbot, desk) -> None:
    form = desk.form(qtbot)
    assert not form.save()
    assert form.field("site").error == "请填写点位名称。"
    assert desk.taken == []
    form.field("site").set_text("某")
    assert form.field("site").error == ""


def test_a_refusal_stands_beside_its_field_or_at_the_foot(qtbot, desk) -> None:
    form = desk.form(qtbot)
    form.field("site").set_text("某")
    desk.refusal = InvalidInput("没有这条街道。", field="street")
    assert not form.save()
    assert form.field("street").error == "没有这条街道。"
    desk.refusal = Refused("当前状态不能修改。")
    assert not form.save()
    assert form.error == "当前状态不能修改。"
    desk.refusal = None
    assert form.save()
    assert form.error == ""


def test_typed_text_comes_back_after_closing_and_can_be_restored(qtbot, desk) -> None:
    first = desk.form(qtbot)
    first.field("site").set_text("崇皇街道某堆场")
    first.field("password").set_text("never kept")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    again = desk.form(qtbot)
    assert again.draft_offered
    assert again.field("site").text() == ""
    assert not again.save()
    again.restore_draft()
    assert again.texts() == {"site": "崇皇街道某堆场", "street": "", "password": ""}
    assert again.save()
    assert not desk.form(qtbot).draft_offered


def test_a_draft_is_kept_a_moment_after_the_last_key_without_closing(qtbot, desk) -> None:
    form = desk.form(qtbot)
    form.field("street").set_text("通远街道")
    qtbot.waitUntil(lambda: desk.drafts.load("issue/1") is not None)
    assert desk.drafts.load("issue/1")["street"] == "通远街道"


def test_a_draft_can_be_given_up(qtbot, desk) -> None:
    form = desk.form(qtbot)
    form.field("site").set_text("某")
    form.keep_draft()
    again = desk.form(qtbot)
    again.discard_draft()
    assert again.field("site").text() == ""
    assert not desk.form(qtbot).draft_offered


def test_opening_and_closing_untouched_leaves_no_draft(qtbot, desk) -> None:
    desk.form(qtbot).close_form()
    assert desk.drafts.load("issue/1") is None
