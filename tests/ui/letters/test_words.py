"""The words of a letter at the desk: levels that number themselves, and findings that lead to what they mean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.services.letters.check import Finding, Severity
from lantian_desktop.ui.letters.set import Doubt
from tests.ui.hands import CTRL, button_of, click, settle, write
from tests.ui.tab_kit import Stage


@pytest.fixture
def stage(office_stage) -> Stage:
    return office_stage.at_the_beginning()


def test_levels_are_set_by_key_and_number_themselves(desk, stage) -> None:
    form = desk(stage.confirmed().id).form
    area = form.body.area
    write(area, "总的要求\n压实责任\n制定方案\n其他")
    for line, key in ((0, Qt.Key.Key_1), (1, Qt.Key.Key_2), (2, Qt.Key.Key_2), (3, Qt.Key.Key_1)):
        go_to_line(area, line)
        QTest.keyClick(area, key, CTRL)
    assert form.body.text() == "一、总的要求\n（一）压实责任\n（二）制定方案\n二、其他"
    go_to_line(area, 3)
    QTest.keyClick(area, Qt.Key.Key_BracketRight, CTRL)
    assert form.body.text().endswith("（二）制定方案\n（三）其他")
    button = button_of(form.body, "（一）")
    assert button.isChecked()
    go_to_line(area, 1)
    QTest.keyClick(area, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(area, Qt.Key.Key_Delete)
    assert form.body.text() == "一、总的要求\n（一）制定方案\n（二）其他"
    QTest.keyClick(area, Qt.Key.Key_Z, CTRL)
    assert form.body.text() == "一、总的要求\n（一）压实责任\n（二）制定方案\n（三）其他"
    go_to_line(area, 3)
    click(button_of(form.body, "正文"))
    assert form.body.text().endswith("\n其他")


def go_to_line(area, line: int) -> None:
    QTest.keyClick(area, Qt.Key.Key_Home, CTRL)
    for _step in range(line):
        QTest.keyClick(area, Qt.Key.Key_Down)


def test_a_numbering_that_is_not_ours_is_left_alone(desk, stage) -> None:
    form = desk(stage.confirmed().id).form
    text = "三、引自原文的第三条\n五、引自原文的第五条"
    write(form.body.area, text)
    QTest.keyClick(form.body.area, Qt.Key.Key_Return)
    assert form.body.text() == text


@pytest.mark.parametrize(
    ("field", "text"), [("body", "　 开头𬱖𬱖。\n\n  请于7月底前处罚到位。"), ("title", "关于𬱖\n处罚的函")]
)
def test_a_finding_leads_to_its_words(desk, stage, field, text) -> None:
    window = desk(stage.confirmed().id)
    area = window.form.field(field).area
    area.setPlainText(text)
    settle()
    draft = window.form.draft()
    read = draft.title if field == "title" else "\n".join(draft.paragraphs)
    start = read.index("处罚")
    finding = Finding(Severity.WARNING, "“处罚”一词请核对。", field, start, start + 2)
    window.findings.show_doubts((Doubt(Finding(Severity.ERROR, "请填写联系人。", "contact_person")), Doubt(finding)))
    assert window.findings.summary == "1 错误 · 1 提醒"
    window.findings.rows.setFocus()
    QTest.keyClick(window.findings.rows, Qt.Key.Key_Down)
    QTest.keyClick(window.findings.rows, Qt.Key.Key_Return)
    assert area.hasFocus()
    assert area.textCursor().selectedText() == "处罚"


def test_a_finding_in_a_line_leads_to_its_words(desk, stage) -> None:
    window = desk(stage.confirmed().id)
    write(window.form.copied_to.line, "𬱖𬱖协会、市发改局")
    finding = Finding(Severity.WARNING, "“市发改局”应写规范名称。", "copied_to", 5, 9)
    window.findings.show_doubts((Doubt(finding),))
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.form.copied_to.line.hasFocus()
    assert window.form.copied_to.line.selectedText() == "市发改局"
