"""The part of the whole run that is about letters: due dates with their working, the page, findings, the register."""

from __future__ import annotations

import hashlib
from datetime import date

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueView
from lantian_desktop.services.letters import letters
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.kit.pages.preview import PageView
from lantian_desktop.ui.letters.window import LetterWindow
from tests.ui.hands import CTRL, button_of, click, enter, search, text_of_widget
from tests.ui.walk import WAIT_MS, Walk, lines_of, offers_of, stands

NUMBER = "高治霾函〔2019〕1号"


def a_letter_assigns_them(walk: Walk, qtbot, numbers: tuple[str, ...]) -> None:
    """Write, check, look at, register and find again a 督办函 over the issues."""
    window = opened(walk, qtbot, numbers)
    the_dates_show_their_working(walk, window)
    faulty_dates_are_refused(walk, qtbot, window, numbers)
    nothing_is_taken_without_a_yes(walk, window, numbers)
    walk.prompts.says_yes = True
    with qtbot.waitSignal(window.destroyed, timeout=WAIT_MS):
        click(window.form.save_button)
    the_register_holds_it(walk, qtbot, numbers)
    it_is_not_undone(walk, numbers)
    for number in numbers:
        stands(walk, number, IssueState.ASSIGNED, IssueAction.ASSIGN, IssueView.ASSIGNED)
    walk.shot("21-assigned")


def opened(walk: Walk, qtbot, numbers: tuple[str, ...]) -> LetterWindow:
    pane = walk.look_at("inbox", "待交办")
    search(pane, "高督")
    assert [line.split()[0] for line in lines_of(pane)] == list(numbers)
    pane.table.setFocus()
    QTest.keyClick(pane.table, Qt.Key.Key_A, CTRL)
    assert offers_of(pane) == ["交办", "上级撤销", "发文…"]
    walk.press(pane, "assign")
    window = walk.find(LetterWindow)
    page_is_drawn(qtbot, window.preview.view)
    walk.shot("16-letter-window", window)
    return window


def page_is_drawn(qtbot, view: PageView) -> None:
    """Wait for the page, and see that it is paper with ink on it."""
    qtbot.waitUntil(lambda: view.pages is not None, timeout=WAIT_MS)
    view.grab()  # painting asks for the pictures of the visible pages
    qtbot.waitUntil(lambda: not view.waiting, timeout=WAIT_MS)
    picture = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shades = bytes(picture.constBits())
    assert shades.count(255) > len(shades) // 3
    assert sum(shade < 100 for shade in shades) > 1000


def the_dates_show_their_working(walk: Walk, window: LetterWindow) -> None:
    form = window.form
    assert (form.plan_due.day(), form.rectify_due.day()) == (date(2019, 7, 24), date(2019, 8, 16))
    assert "7月17日起 5 个工作日（次日起算）；跳过 7月20日 周六、7月21日 周日" in text_of_widget(form.plan_due)
    assert "30 日" in text_of_widget(form.rectify_due)
    assert "没有填写联系人和联系电话" in window.findings.sentences
    enter(form.contact_person, "示例甲")
    enter(form.contact_phone, "029-86900000")
    enter(form.rectify_due, "8.20")
    assert form.rectify_due.line.text() == "2019年8月20日"
    assert "8月20日" in form.body.text()


def faulty_dates_are_refused(walk: Walk, qtbot, window: LetterWindow, numbers: tuple[str, ...]) -> None:
    form, named = window.form, " ".join(numbers)
    for field, typed, sentence in (
        (form.plan_due, "7月38日", "方案期限“7月38日”不是有效日期"),
        (form.plan_due, "7月1日", "成文日期，请"),
        (form.rectify_due, "", "请填写整改期限"),
    ):
        before = field.line.text()
        enter(field, typed)
        walk.refused(named, sentence, lambda: click(form.save_button), lambda field=field: text_of_widget(field))
        enter(field, before)
    window.refresh()
    qtbot.waitUntil(lambda: "检查通过" in window.findings.sentences, timeout=WAIT_MS)
    page_is_drawn(qtbot, window.preview.view)
    walk.shot("17-letter-ready", window)


def nothing_is_taken_without_a_yes(walk: Walk, window: LetterWindow, numbers: tuple[str, ...]) -> None:
    walk.prompts.says_yes = False
    asked = len(walk.prompts.asked)
    walk.refused(
        " ".join(numbers),
        "登记后内容不能修改",
        lambda: click(window.form.save_button),
        lambda: walk.prompts.asked[asked].text,
    )


def the_register_holds_it(walk: Walk, qtbot, numbers: tuple[str, ...]) -> None:
    letter = letters.letter_page(walk.office).rows[0]
    assert str(letter.number) == NUMBER
    assert walk.notice == f"{NUMBER} 已登记，列入的 3 个问题已交办。"
    pane = walk.pane("documents")
    viewer = pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    page_is_drawn(qtbot, viewer.preview.view)
    walk.shot("18-letter-in-register")
    stored = letters.letter_pdf(walk.office, letter_id=letter.id)
    assert viewer.pages.pdf == stored
    assert hashlib.sha256(stored).hexdigest() == letter.pdf_sha256
    words = words_of(stored)
    for word in (NUMBER, "2019年7月17日", "8月20日", *numbers):
        assert word in words, word
    walk.prompts.file = walk.folder / "督办函.pdf"
    click(button_of(viewer, "另存为 PDF"))
    assert walk.prompts.requests[-1].save_as == f"督办函-{NUMBER}.pdf"
    assert walk.prompts.file.read_bytes() == stored
    click(viewer.close_button)
    walk.choose_view(pane, "发文登记簿")
    assert any(NUMBER in line and "关于" in line for line in lines_of(pane))
    assert all(number in text_of_widget(pane.detail) for number in numbers)
    walk.shot("19-register")


def it_is_not_undone(walk: Walk, numbers: tuple[str, ...]) -> None:
    pane = walk.look_at("inbox", "申诉中", "高督-12-013")
    sentence = "之后又做了“制发督办函”，不能再撤销更早的操作"
    undo = lambda: QTest.keyClick(pane.table, Qt.Key.Key_Z, CTRL)  # noqa: E731 - handed on as a deed
    walk.refused(f"{' '.join(numbers)} 高督-12-013", sentence, undo, lambda: walk.notice)


def words_of(pdf: bytes) -> str:
    """Return all text of a PDF without blanks."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)
