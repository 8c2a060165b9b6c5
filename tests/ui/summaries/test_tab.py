"""Letters are written, checked, numbered, looked at, saved, voided; what comes in is registered; ledger and summary are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from shiboken6 import isValid

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.services.admin import users
from lantian_desktop.services.letters import letters
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.kit.paint.text import LinkLabel
from lantian_desktop.ui.kit.work.worker import PoolWorker
from lantian_desktop.ui.letters.received_form import ReceivedLetterForm
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.summaries.tab import DocumentsTab
from tests.factories import PASSWORD, QUICK
from tests.ui.tab_kit import Stage, make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> DocumentsTab:
    made = DocumentsTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


@pytest.fixture
def window(qapp, stage):
    confirmed_issues = [stage.confirmed(site="通远街道某木器加工点"), stage.confirmed(site="张卜街道某砂石厂")]
    made = LetterWindow(stage.shell, [issue.id for issue in confirmed_issues])
    made.show()
    yield made
    if isValid(made):  # it deletes itself when it is closed
        made.close()


def press(tab: DocumentsTab, key: str):
    found = tab.pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    next(button for button in found if not button.isHidden()).click()
    return tab.pane.detail.form


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def issue_a_letter(stage: Stage, *, sites: tuple[str, ...] = ("通远街道某木器加工点",)):
    issues = [stage.confirmed(site=site) for site in sites]
    window = LetterWindow(stage.shell, [issue.id for issue in issues])
    window.form.register()
    letter = letters.letter_page(stage.office).rows[0]
    window.deleteLater()
    return letter


def test_a_letter_is_proposed_with_its_page_and_its_workings(window) -> None:
    form = window.form
    assert window.preview.pages.count() >= 2
    assert "高陵区人民政府" in words_of(window.preview.pages.pdf)
    assert form.plan_due.day() == date(2019, 7, 22)
    assert "5 个工作日" in texts_of(form.plan_due)
    assert "检查通过" in window.findings.sentences


def test_the_page_is_set_on_another_thread_while_one_types(qtbot, stage) -> None:
    issue = stage.confirmed()
    shell = replace(stage.shell, worker=PoolWorker())
    window = LetterWindow(shell, [issue.id])
    window.show()
    qtbot.waitUntil(lambda: window.preview.pages is not None)
    first = window.preview.pages
    window.form.title_words.set_text("关于立即整改的督办函")
    qtbot.waitUntil(lambda: window.preview.pages is not first)
    assert "关于立即整改的督办函" in words_of(window.preview.pages.pdf)
    assert window.form.save()
    assert letters.letter_page(stage.office).total == 1
    shell.worker.wait()


def test_registering_numbers_the_letter_and_assigns_the_issues(window, stage) -> None:
    ids = window.form.covered.ids
    assert window.form.save()
    letter = letters.letter_page(stage.office).rows[0]
    assert letter.number == DocumentNumber("高治霾函", 2019, 1)
    assert {stage.issue(issue_id).state for issue_id in ids} == {IssueState.ASSIGNED}
    assert "不能修改" in stage.prompts.asked[0].text
    assert stage.requested == [("letter", letter.id)]


def test_who_says_no_to_the_question_has_registered_nothing(window, stage) -> None:
    stage.prompts.says_yes = False
    window.form.save()
    assert letters.letter_page(stage.office).total == 0
    assert {stage.issue(issue_id).state for issue_id in window.form.covered.ids} == {IssueState.CONFIRMED}


def test_a_letter_that_lacks_something_is_refused_beside_the_field(window, stage) -> None:
    window.form.title_words.set_text("")
    assert not window.form.save()
    assert window.form.title_words.error == "请填写标题。"
    window.form.title_words.set_text("关于整改的督办函")
    window.form.rectify_due.set_day(date(2019, 7, 1))
    assert not window.form.save()
    assert "整改期限早于方案期限" in window.form.rectify_due.error
    assert letters.letter_page(stage.office).total == 0
    assert stage.prompts.asked == []


def test_a_missing_date_is_reported_and_the_page_stays(window) -> None:
    pages = window.preview.pages
    window.form.plan_due.line.setText("")
    window.refresh()
    assert "请填写方案期限" in window.findings.sentences
    assert window.preview.pages is pages
    assert not window.form.save()


def test_other_dates_are_reported_in_the_words_too(window) -> None:
    window.form.plan_due.set_day(date(2019, 7, 25))
    assert "7月25日" in window.form.body.text()
    window.form.dated_on.set_day(date(2019, 7, 12))
    assert window.form.plan_due.day() == date(2019, 7, 19)
    assert "7月19日" in window.form.body.text()
    window.refresh()
    assert "2019年7月12日" in words_of(window.preview.pages.pdf)


def test_another_due_date_leaves_the_working_of_the_other_one(window) -> None:
    form = window.form
    plan = texts_of(form.plan_due)
    form.rectify_due.set_text("2019-09-30")
    assert texts_of(form.plan_due) == plan
    assert "直接填写" not in plan
    assert "直接填写" in texts_of(form.rectify_due)
    form.dated_on.set_text("2019-07-16")
    assert "直接填写" not in texts_of(form.plan_due) + texts_of(form.rectify_due)
    assert texts_of(form.plan_due) != plan


def test_what_a_person_wrote_is_never_written_over(window) -> None:
    window.form.body.set_text("请立即整改。")
    window.form.plan_due.set_day(date(2019, 7, 25))
    assert window.form.body.text() == "请立即整改。"
    window.form.rewrite_button.click()
    assert "7月25日" in window.form.body.text()


def test_issues_and_addressees_are_taken_off_and_added(window, stage) -> None:
    taken = next(one for one in window.form.covered.ids if "砂石厂" in window.form.covered.row(one).caption)
    window.form.covered.row(taken).off.click()
    assert len(window.form.covered.ids) == 1
    combo = window.form.addressees.adder.combo
    combo.setCurrentIndex(combo.findText("市生态环境局"))
    window.refresh()
    assert "市生态环境局" in words_of(window.preview.pages.pdf)
    assert "没有列入的问题" in window.findings.sentences
    off = next(b for b in window.form.addressees.findChildren(QPushButton) if "市生态环境局" in b.accessibleName())
    off.click()
    window.refresh()
    assert "市生态环境局" not in words_of(window.preview.pages.pdf)


def test_a_character_no_face_has_is_named_before_printing(window) -> None:
    window.form.body.set_text("现场负责人\U000f0000。")
    window.refresh()
    assert "U+F0000" in window.findings.sentences
    assert not window.form.register()
    assert "U+F0000" in window.form.error


def test_the_draft_comes_back_in_the_next_window(qapp, stage) -> None:
    issue = stage.confirmed()
    first = LetterWindow(stage.shell, [issue.id])
    first.form.signatory.set_text("示例戊")
    first.form.body.set_text("请立即整改。")
    first.form.keep_draft()
    first.close()
    again = LetterWindow(stage.shell, [issue.id])
    assert again.form.draft_offered
    again.form.restore_draft()
    assert again.form.signatory.text() == "示例戊"
    assert again.form.body.text() == "请立即整改。"
    again.close()


def test_a_letter_begins_without_issues_from_the_tab(qtbot, tab, stage) -> None:
    stage.confirmed()
    tab.add_new()
    window = tab.findChild(LetterWindow)
    assert window.preview.pages is None
    assert "先在“列入的问题”里添加问题" in texts_of(window.preview)
    assert not window.findings.isVisible()
    assert not window.form.save()
    assert "督办函至少列入一个问题" in window.form.covered.error
    assert letters.letter_page(stage.office).total == 0
    window.close()


def test_who_may_not_write_letters_is_refused(tab, stage) -> None:
    reader = users.add_user(stage.office, name="示例壬", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    stage.office.switch_user(reader)
    tab.add_new()
    assert tab.findChildren(LetterWindow) == []
    assert "权限" in stage.messages[-1]


def test_the_register_shows_the_letter_and_its_page(tab, stage) -> None:
    letter = issue_a_letter(stage, sites=("一处", "二处"))
    tab.show_record(letter.id)
    viewer = tab.pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert "高治霾函〔2019〕1号" in words_of(viewer.pages.pdf)
    viewer.close_button.click()
    assert tab.pane.search.text() == ""
    assert "高治霾函〔2019〕1号" in texts_of(tab.pane.detail)
    links = [link for link in tab.pane.detail.findChildren(LinkLabel) if link.isVisible()]
    assert len(links) == 2
    links[0].followed.emit(f"issue:{letter.draft.covered[0].issue_id}")
    assert stage.requested[-1] == ("issue", letter.draft.covered[0].issue_id)


def test_a_letter_just_registered_waits_to_be_printed(qtbot, tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.show_records([letter.id])
    viewer = tab.pane.detail.form
    assert viewer.print_button.hasFocus()
    qtbot.keyClick(viewer.print_button, Qt.Key.Key_Space)
    assert tab.findChildren(QPrintDialog)[-1].windowTitle() == f"打印 督办函 {letter.number}"


def test_incoming_letters_have_a_key_of_their_own(qtbot, tab) -> None:
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    qtbot.keyClick(tab, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(tab.pane.detail.form, ReceivedLetterForm)


def test_a_letter_is_saved_byte_for_byte_under_its_name(tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.show_record(letter.id)
    stage.prompts.file = stage.folder / "督办函.pdf"
    tab.pane.detail.form.save_button.click()
    assert stage.prompts.requests[-1].save_as == "督办函-高治霾函〔2019〕1号.pdf"
    assert stage.prompts.file.read_bytes() == letters.letter_pdf(stage.office, letter_id=letter.id)


def print_dialog(tab: DocumentsTab, viewer: DocumentViewer, path: Path) -> QPrintDialog:
    viewer.print_button.click()
    dialog = tab.findChildren(QPrintDialog)[-1]
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    return dialog


def test_printing_is_counted_when_it_happens(tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.show_record(letter.id)
    viewer = tab.pane.detail.form
    print_dialog(tab, viewer, stage.folder / "none.pdf").reject()
    assert letters.letter(stage.office, letter_id=letter.id).reprints == 0
    print_dialog(tab, viewer, stage.folder / "printed.pdf").done(QDialog.DialogCode.Accepted)
    assert letters.letter(stage.office, letter_id=letter.id).reprints == 1
    assert len(pypdfium2.PdfDocument(stage.folder / "printed.pdf")) == viewer.pages.count()
    assert not (stage.folder / "none.pdf").exists()


def test_a_void_letter_is_not_printed(tab, stage) -> None:
    letter = issue_a_letter(stage)
    letters.void_letter(stage.office, letter_id=letter.id, reason="主送单位有误")
    tab.show_record(letter.id)
    print_dialog(tab, tab.pane.detail.form, stage.folder / "printed.pdf").done(QDialog.DialogCode.Accepted)
    assert "已作废，不再打印" in stage.messages[-1]
    assert not (stage.folder / "printed.pdf").exists()


def test_a_place_that_cannot_be_written_is_a_sentence(tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.show_record(letter.id)
    stage.prompts.file = stage.folder / "no such folder" / "督办函.pdf"
    tab.pane.detail.form.save_button.click()
    assert stage.messages
    assert not stage.prompts.file.exists()
    assert "已保存" not in stage.messages[-1]


def test_a_void_letter_keeps_its_number_and_says_why(tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.pane.show_view("issued")
    stage.prompts.text = "主送单位有误"
    press(tab, "void")
    assert letters.letter(stage.office, letter_id=letter.id).void_reason == "主送单位有误"
    assert "主送单位有误" in texts_of(tab.pane.detail)
    again = issue_a_letter(stage, sites=("另一处",))
    assert again.number.serial == 2


def test_an_incoming_letter_is_registered_and_assigns(tab, stage) -> None:
    issue = stage.confirmed()
    tab.pane.tool("receive").click()
    form = tab.pane.detail.form
    assert isinstance(form, ReceivedLetterForm)
    assert not form.save()
    assert form.number.error
    form.number.set_text("市治霾函〔2019〕35号")
    form.from_whom.set_text("市铁腕治霾办")
    form.title_words.set_text("关于做好突出问题整改的督办函")
    form.dated_on.set_day(date(2019, 7, 12))
    form.covered.set_text(str(issue.id))
    assert not form.save()
    assert "方案期限" in form.plan_due.error
    form.plan_due.set_day(date(2019, 7, 20))
    form.rectify_due.set_day(date(2019, 8, 10))
    form.scan.add(stage.file("来文.pdf"))
    assert form.save(), form.error
    moved = stage.issue(issue.id)
    assert moved.state is IssueState.ASSIGNED
    assert moved.dues.superior_plan_due == date(2019, 7, 20)
    tab.pane.show_view("received")
    assert "市治霾函〔2019〕35号" in texts_of(tab.pane.detail)
    stage.prompts.file = stage.folder / "取出.pdf"
    scan = next(link for link in tab.pane.detail.findChildren(LinkLabel) if link.text() == "查看")
    scan.followed.emit(scan._target)
    assert stage.prompts.file.read_bytes() == (stage.folder / "来文.pdf").read_bytes()


def test_the_ledger_is_looked_at_and_exported(tab, stage) -> None:
    stage.rectifying(site="某热力站 10 蒸吨锅炉")
    tab.pane.show_view("ledger")
    viewer = press(tab, "view")
    assert "某热力站" in words_of(viewer.pages.pdf)
    viewer.close_button.click()
    stage.prompts.file = stage.folder / "台账.xlsx"
    press(tab, "sheet")
    assert stage.prompts.file.read_bytes()[:2] == b"PK"
    assert "已导出 1 项" in stage.messages[-1]


def test_the_summary_shows_figures_and_another_day(tab, stage) -> None:
    stage.planned()
    tab.pane.show_view("summary")
    assert "累计登记问题" in texts_of(tab.pane.detail)
    assert "分单位情况（单位：个）" in texts_of(tab.pane.detail)
    stage.prompts.text = "7月14日"
    press(tab, "day")
    assert "截至 2019年7月14日" in texts_of(tab.pane.detail)
    stage.prompts.text = "昨天"
    press(tab, "day")
    assert "不是有效日期" in stage.messages[-1]
    viewer = press(tab, "view")
    assert "2019年7月14日" in words_of(viewer.pages.pdf)


def test_escape_leaves_the_page(qtbot, tab, stage) -> None:
    letter = issue_a_letter(stage)
    tab.show_record(letter.id)
    qtbot.keyClick(tab.pane.detail.form, Qt.Key.Key_Escape)
    assert tab.pane.detail.form is None


def test_an_empty_register_says_how_letters_come_about(tab) -> None:
    tab.pane.show_view("issued")
    assert "拟制督办函" in "".join(label.text() for label in tab.pane.empty.findChildren(QLabel))
