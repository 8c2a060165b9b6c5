"""一单位一函 at the desk: one text for several letters, numbered in the order of units, all of them or none, printed together."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import Finding, Severity
from lantian_desktop.services.roster.roster import find_unit
from lantian_desktop.ui.letters.set import Doubt
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.summaries.tab import DocumentsTab
from tests.ui.hands import button_of, click, pick, write
from tests.ui.tab_kit import Stage, make_stage

STREETS = ("通远街道", "鹿苑街道", "泾渭街道")  # the roster has 鹿苑, 泾渭, 通远
IN_ORDER = ("鹿苑街道", "泾渭街道", "通远街道")


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def ids(stage) -> list[int]:
    return [
        stage.confirmed(site=f"{street}某堆场", territory_id=find_unit(stage.office, text=street).id).id
        for street in STREETS
    ]


@pytest.fixture
def window(qapp, stage, ids):
    made = LetterWindow(stage.shell, ids)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.form.per_unit.box.click()
    made.refresh()
    yield made
    if isValid(made):
        made.form.forget()
        made.close()


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_one_unit_is_not_offered_a_letter_of_its_own(qapp, stage, ids) -> None:
    window = LetterWindow(stage.shell, ids[:1])
    window.show()
    assert not window.form.per_unit.isVisible()
    window.form.covered.add(ids[1])
    assert window.form.per_unit.isVisible()
    pick(window.form.kind.combo, "整改方案")
    assert not window.form.per_unit.isVisible()
    window.form.forget()
    window.close()


def test_the_text_holds_what_each_letter_fills_in(window) -> None:
    form = window.form
    assert "{count}" in form.body.text()
    assert not form.addressees.isVisible()
    write(form.body.area, "请办理。")
    click(button_of(form.body, "加入填充项：点位名称"))
    assert form.body.text().endswith("{site}")
    window.refresh()
    parts = window.preview.pages.parts
    assert [f"{street}某堆场" in words_of(part.pdf) for part, street in zip(parts, IN_ORDER, strict=True)] == [True] * 3
    assert not any("{" in words_of(part.pdf) for part in parts)
    form.per_unit.box.click()
    assert form.body.text().endswith("{site}")  # written by a person: it stays


def test_the_switcher_leads_to_the_letter_of_a_unit_and_follows_the_pages(window) -> None:
    assert [window.units.itemText(at) for at in range(3)] == [
        f"第 {at} 件　{street}" for at, street in enumerate(IN_ORDER, 1)
    ]
    window.units.setFocus()
    QTest.keyClick(window.units, Qt.Key.Key_Down)
    assert window.preview.view.current_page() == window.preview.pages.starts[1]
    QTest.keyClick(window.preview.view, Qt.Key.Key_End)
    assert window.units.currentIndex() == 2


def test_three_letters_get_three_numbers_in_the_order_of_units(window, stage, ids) -> None:
    assert "3 件" in window.form.save_button.text()
    click(window.form.save_button)
    asked = stage.prompts.asked[0]
    assert asked.accept == "登记并编号 3 件"
    assert "高治霾函〔2019〕1号 至 3号（共 3 件）" in asked.text
    stored_letters = sorted(letters.letter_page(stage.office).rows, key=lambda letter: letter.number.serial)
    assert [letter.number.serial for letter in stored_letters] == [1, 2, 3]
    for letter, street in zip(stored_letters, IN_ORDER, strict=True):
        output = words_of(letters.letter_pdf(stage.office, letter_id=letter.id))
        assert f"{street}办事处：" in output
        assert str(letter.number) in output
    assert {stage.issue(one).state for one in ids} == {IssueState.ASSIGNED}
    assert stage.requested == [("letter", letter.id) for letter in stored_letters]


def test_none_is_registered_when_one_is_refused_and_it_is_named(qapp, stage, ids) -> None:
    street = find_unit(stage.office, text="泾渭街道")
    bad = stage.confirmed(site="某\U000f0000厂", territory_id=street.id).id
    window = LetterWindow(stage.shell, [*ids, bad])
    window.show()
    window.form.per_unit.box.click()
    window.refresh()
    assert "泾渭街道：" in window.findings.sentences
    assert "U+F0000" in window.findings.sentences
    click(window.form.save_button)
    assert "U+F0000" in window.form.covered.error
    assert letters.letter_page(stage.office).total == 0
    assert {stage.issue(one).state for one in ids} == {IssueState.CONFIRMED}
    window.form.covered.row(bad).off.click()
    click(window.form.save_button)
    assert sorted(letter.number.serial for letter in letters.letter_page(stage.office).rows) == [1, 2, 3]


def test_a_finding_in_one_letter_leads_to_the_words_of_the_common_text(window) -> None:
    area = window.form.body.area
    area.setPlainText("第{round}轮次共{count}个问题，请处罚到位。")
    filled = "第12轮次共1个问题，请处罚到位。"
    start = filled.index("处罚")
    finding = Finding(Severity.WARNING, "鹿苑街道：“处罚”一词请核对。", "body", start, start + 2)
    window.findings.show_doubts((Doubt(finding, "处罚"),))
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert area.textCursor().selectedText() == "处罚"


@pytest.fixture
def tab(qtbot, stage, window):
    made = DocumentsTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    made.refresh()
    click(window.form.save_button)
    made.refresh()
    made.show_records([record_id for _kind, record_id in stage.requested])
    return made


def test_the_register_shows_them_chosen_with_print_waiting(tab, stage) -> None:
    viewer = tab.pane.detail.form
    assert viewer.print_button.hasFocus()
    assert viewer.pages.counts == (3, 3, 3)
    words = words_of(viewer.pages.pdf)
    assert [words.count(f"高治霾函〔2019〕{at}号") for at in (1, 2, 3)] == [1, 1, 1]
    assert sorted(line.number for line in tab.pane.table.chosen_rows()) == [
        f"高治霾函〔2019〕{serial}号" for serial in (1, 2, 3)
    ]
    click(viewer.close_button)
    click(button_of(tab.pane.detail.bar, "预览和打印 3 件"))
    assert tab.pane.detail.form.pages.count() == 9


def test_they_are_printed_in_one_run_and_each_is_counted(tab, stage) -> None:
    viewer = tab.pane.detail.form
    click(viewer.print_button)
    dialog = tab.findChildren(QPrintDialog)[-1]
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(stage.folder / "printed.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert len(pypdfium2.PdfDocument(stage.folder / "printed.pdf")) == viewer.pages.count()
    assert [letter.reprints for letter in letters.letter_page(stage.office).rows] == [1, 1, 1]


def test_they_are_saved_into_a_folder_each_under_its_name(tab, stage) -> None:
    folder = stage.prompts.file = stage.folder / "存"
    folder.mkdir()
    click(tab.pane.detail.form.save_button)
    for letter in letters.letter_page(stage.office).rows:
        assert (folder / letter.file_name).read_bytes() == letters.letter_pdf(stage.office, letter_id=letter.id)


def test_a_void_letter_is_not_printed_with_others(tab, stage) -> None:
    letter = letters.letter_page(stage.office).rows[1]
    tab.pane.detail.form.close_button.click()
    letters.void_letter(stage.office, letter_id=letter.id, reason="主送单位有误")
    tab.refresh()
    tab.pane.table.selectAll()
    button = button_of(tab.pane.detail.bar, "预览和打印 3 件")
    assert not button.isEnabled()
    assert str(letter.number) in button.toolTip()
