"""The main window: keys, stale tabs, find anything, notices with undo, the manual."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from lantian_desktop.domain.errors import OfficeError, Refused
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.paths import resources
from lantian_desktop.services.desk.setup import sign_in
from lantian_desktop.services.issues import issues
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.paint.keys import KEYS
from lantian_desktop.ui.kit.paint.notice import Notice, NoticeStrip
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize, Tone
from lantian_desktop.ui.shell.help_window import HelpWindow, hits_in, read_chapters
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import PASSWORD, new_issue
from tests.ui.tab_kit import make_stage, texts_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage, appearance) -> MainWindow:
    made = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(made, before_close_func=lambda shown: shown.leave())
    made.resize(1366, 768)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_alt_digits_turn_to_every_tab(window) -> None:
    for at, spec in enumerate(TABS):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{at + 1}"), Qt.KeyboardModifier.AltModifier)
        assert window.tabs.currentIndex() == at
        assert window.tabs.tabText(at) == spec.label


def test_tabs_are_built_when_first_shown(window) -> None:
    assert len(window._built) == 1
    window.tab("plans")
    assert len(window._built) == 2


def test_control_f_k_and_n_go_where_they_say(window) -> None:
    tab = window.tab("inbox")
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert tab.pane.search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    assert window.header.finder.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert isinstance(tab.pane.detail.form, IssueForm)


def test_control_s_saves_the_open_form(window, stage) -> None:
    tab = window.tab("inbox")
    window.add_new()
    form = tab.pane.detail.form
    issue = new_issue(stage.office)
    form.fill({"territory_id": str(issue.territory_id), "category": issue.category, "site": issue.site})
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    assert tab.pane.rows.total == 1


def test_a_change_elsewhere_reaches_the_visible_tab_and_marks_the_others(window, stage) -> None:
    inbox = window.tab("inbox")
    window.tab("roster")
    issues.register_issue(stage.office, issue=new_issue(stage.office))
    assert inbox.pane.rows.total == 0
    assert window.tab("inbox").pane.rows.total == 1
    issues.register_issue(stage.office, issue=new_issue(stage.office))
    assert inbox.pane.rows.total == 2


def test_control_z_takes_back_the_step_but_in_an_entry_only_the_typing(window, stage) -> None:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office))
    tab = window.tab("inbox")
    tab.pane.views.choose("all")
    tab.pane.detail.bar.press("confirm")
    tab.pane.search.setFocus()
    QTest.keyClicks(tab.pane.search, "abc")
    QTest.keyClick(tab.pane.search, Qt.Key.Key_Z, CONTROL)
    assert tab.pane.search.text() == ""
    assert stage.issue(issue.id).state is IssueState.CONFIRMED
    tab.pane.table.setFocus()
    QTest.keyClick(tab.pane.table, Qt.Key.Key_Z, CONTROL)
    assert stage.issue(issue.id).state is IssueState.PENDING
    assert window.notices.sentence.startswith("已撤销")


def test_undo_stands_beside_the_sentence(window, stage) -> None:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office))
    window.tab("inbox").pane.detail.bar.press("confirm")
    assert window.notices._undo.isVisible()
    window.notices._undo.click()
    assert stage.issue(issue.id).state is IssueState.PENDING


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.HUGE])
def test_a_notice_floats_and_moves_nothing_and_covers_no_button(window, stage, appearance, qtbot, size) -> None:
    appearance.choose(mode=Mode.LIGHT, size=size)
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office))
    pane = window.tab("inbox").pane
    pane.table.go_to(issue.id)
    pane.open_detail()
    QCoreApplication.processEvents()
    before = [part.mapTo(window, QPoint()) for part in (pane, pane.table, pane.search)]
    stage.shell.warn("这是一句很长的话，" * 8 + "说完了。")
    QCoreApplication.processEvents()
    strip = window.notices
    assert strip.isVisible()
    assert [part.mapTo(window, QPoint()) for part in (pane, pane.table, pane.search)] == before
    place = strip.geometry()
    assert window.rect().contains(place)
    parts = [
        pane.search,
        pane.detail.bar,
        window.header,
        window.status,
        *(pane.tool(key.key) for key in pane.spec.tools),
    ]
    for part in parts:
        assert not place.intersects(QRect(part.mapTo(window, QPoint()), part.size())), part
    text = next(label for label in strip.findChildren(QLabel) if label.text())
    assert text.height() >= text.heightForWidth(text.width())
    QTest.keyClick(pane.table, Qt.Key.Key_Escape)
    if strip.isVisible():  # the first Esc took the overlaid detail away
        QTest.keyClick(pane.table, Qt.Key.Key_Escape)
    assert not strip.isVisible()


def test_find_anything_goes_to_the_record(window, stage) -> None:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office, site="崇皇街道某堆场"))
    finder = window.header.finder
    finder.setText("某堆场")
    finder.settle()
    assert [hit.id for hit in finder.hits if hit.kind == "issue"] == [issue.id]
    QTest.keyClick(finder, Qt.Key.Key_Return)
    tab = window.tabs.currentIndex()
    assert TABS[tab].key == "inbox"
    assert window._current().shown().issue.id == issue.id


def test_what_is_not_found_is_reported(window) -> None:
    finder = window.header.finder
    finder.setText("没有的东西")
    finder.settle()
    assert finder.hits == ()
    assert "没有与“没有的东西”相符" in texts_of(window)


def test_a_refusal_stays_and_its_details_can_be_copied(qtbot, stage) -> None:
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    stage.shell.messages.posted.connect(strip.show_notice)

    def refuse() -> None:
        raise Refused("当前状态为“已销号”，不能确认。")

    assert not stage.shell.attempt(refuse)
    assert strip.sentence == "当前状态为“已销号”，不能确认。"
    strip._copy.click()
    assert "Refused" in QGuiApplication.clipboard().text()
    strip.dismiss()
    assert strip.sentence == ""


def test_a_bug_is_not_swallowed(stage) -> None:
    def stumble() -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        stage.shell.attempt(stumble)


def test_attempt_hands_on_answers_and_refusals(stage) -> None:
    received: list[object] = []
    assert stage.shell.attempt(lambda: 7, received.append)

    def refuse() -> int:
        raise OfficeError("不行。")

    assert not stage.shell.attempt(refuse, received.append, lambda error: received.append(error.sentence))
    assert received == [7, "不行。"]


def test_notices_of_success_go_by_themselves_others_stay(qtbot) -> None:
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    strip.show_notice(Notice("已保存。"))
    assert strip._timer.isActive()
    strip.show_notice(Notice("不能保存。", Tone.RED))
    assert not strip._timer.isActive()


def test_every_key_has_a_method_and_stands_in_the_manual(window) -> None:
    manual = "".join(chapter.text for chapter in read_chapters(resources() / "help"))
    for key in KEYS:
        assert callable(getattr(window, key.calls))
        assert key.sequence.replace("+", "") in manual.replace("+", "").replace(" ", ""), key.sequence


def test_the_manual_is_read_and_searched(window, qtbot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(HelpWindow)
    assert shown.isVisible()
    chapters = shown.chapters.count()
    assert chapters >= 8
    shown.search.setText("督办函")
    shown.search.settle()
    assert 0 < shown.chapters.count() <= chapters
    assert "督办函" in shown.page.toPlainText()
    shown.search.setText("没有这个词")
    shown.search.settle()
    assert shown.chapters.count() == 0
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_hits_name_the_words_around_them() -> None:
    chapters = read_chapters(resources() / "help")
    for chapter, excerpt in hits_in(chapters, "导入"):
        assert "导入" in excerpt, chapter.name


def test_the_header_shows_office_and_menu_of_appearance(window, appearance) -> None:
    assert "高陵区铁腕治霾办" in texts_of(window.header)
    assert window.header.finder.findChildren(QLineEdit) == []


def test_what_another_session_writes_is_shown_within_a_look_and_by_f5(window, stage) -> None:
    other = sign_in(
        stage.office.folder,
        user=stage.office.user.name,
        password=PASSWORD,
        clock=stage.office.clock,
        resources=resources(),
        window=False,
    )
    stage.office.session._lock.release()  # the other one writes, this window only reads
    pane = window.tab("inbox").pane
    pane.show_view("all")
    issues.register_issue(other, issue=new_issue(other, site="别处登记的点位"))
    assert pane.rows.total == 0
    assert window.changes.timer.isActive()
    window.changes.timer.timeout.emit()
    assert (pane.rows.total, "别处登记的点位" in texts_of(pane)) == (1, True)
    assert window.changes.timer.isActive()
    issues.register_issue(other, issue=new_issue(other, site="又一处点位"))
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert pane.rows.total == 2
    other.session.close()
