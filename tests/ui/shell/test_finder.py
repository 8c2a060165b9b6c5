"""Ctrl+K for people: ranked hits with their numbers, keys, input methods, open forms, recents; and the list that shows them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services import drafts
from lantian_desktop.services.admin import users
from lantian_desktop.services.issues import issues
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.contact_finding import find_contacts, note_recent, recent_contacts
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.paint.theme import DARK, LIGHT, Mode, TextSize
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.roster.contact_hits import ContactHitList, row_height
from lantian_desktop.ui.shell.finder import Finder
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.screenshots import settle
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import PASSWORD, QUICK, new_issue
from tests.ui.clipping import faults
from tests.ui.hands import CTRL, write
from tests.ui.tab_kit import Stage, make_stage, texts_of

PEOPLE = (("单明", "高陵区", "13800000001"), ("单海", "雁塔区", "13800000002"), ("王单", "新城区", "13900000003"))


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    for name, unit, mobile in PEOPLE:
        unit_id = roster.find_unit(made.office, text=unit).id
        entry = RosterEntry(0, unit_id, PostRole.STAFF, "综合组", name, Phones(mobile=mobile), starred=name == "单明")
        roster.save_entry(made.office, entry=entry)
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


def look_for(window: MainWindow, typed: str) -> Finder:
    """Press Ctrl+K, type, and let the moment after the last key pass."""
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    finder = window.header.finder
    assert finder.hasFocus()
    write(finder, typed)
    finder.settle()
    return finder


def names(finder: Finder) -> list[str]:
    return [hit.title for hit in finder.hits if hit.title != "待报"]


def compose(finder: Finder, preedit: str, commit: str = "") -> None:
    """What an input method sends: letters under way, or the word chosen."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(finder, event)


def test_people_come_ranked_with_their_numbers_and_what_matched(window) -> None:
    finder = look_for(window, "shan")
    assert names(finder)[:3] == ["单明", "单海", "王单"]
    line = finder.shown_list.lines[0]
    assert (line.title.spans, line.number.text, line.starred) == (((0, 1),), "13800000001", True)
    assert "常用" in line.words
    assert finder.hits[0].contact.name.spans == ((0, 1),)


def test_enter_goes_there_and_the_contact_is_among_the_last_ones(window, stage) -> None:
    finder = look_for(window, "shanh")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert TABS[window.tabs.currentIndex()].key == "roster"
    assert "单海" in texts_of(window)
    assert finder.text() == ""
    assert finder.shown_list is None
    assert [hit.name.text for hit in recent_contacts(stage.office)] == ["单海"]
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    QTest.keyClick(finder, Qt.Key.Key_Down)
    assert names(finder) == ["单海"]
    QTest.keyClick(finder, Qt.Key.Key_Escape)
    assert finder.shown_list is None


def test_an_issue_is_not_among_the_last_contacts(window, stage) -> None:
    issues.register_issue(stage.office, issue=new_issue(stage.office, site="崇皇街道某堆场"))
    QTest.keyClick(look_for(window, "某堆场"), Qt.Key.Key_Return)
    assert TABS[window.tabs.currentIndex()].key == "inbox"
    assert recent_contacts(stage.office) == ()


def test_arrows_pages_and_clicks_choose(window, stage) -> None:
    finder = look_for(window, "shan")
    hits = finder.shown_list
    QTest.keyClick(finder, Qt.Key.Key_Down)
    assert hits.current_value().title == "单海"
    QTest.keyClick(finder, Qt.Key.Key_Up)
    QTest.keyClick(finder, Qt.Key.Key_Up)
    assert hits.current_value().title == "单明"
    QTest.keyClick(finder, Qt.Key.Key_PageDown)
    assert hits.currentIndex().row() == min(10, len(hits.lines) - 1)
    at = hits.visualRect(hits.model().index(2)).center()
    QTest.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [hit.name.text for hit in recent_contacts(stage.office)] == ["王单"]


def test_numbers_are_masked_by_role_and_found_by_their_tails(window, stage) -> None:
    reader = users.add_user(stage.office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    stage.office.switch_user(reader)
    finder = look_for(window, "0003")
    assert names(finder) == ["王单"]
    assert finder.shown_list.lines[0].number.text == "139****0003"
    assert "13900000003" not in finder.shown_list.lines[0].words


def test_what_an_input_method_composes_is_not_searched(window) -> None:
    finder = look_for(window, "wang")
    asked: list[str] = []
    finder.search_requested.connect(asked.append)
    for typed in ("s", "sh", "shan'm"):
        compose(finder, typed)
        finder.settle()
    assert finder.composing
    assert asked == []
    assert names(finder) == ["王单"]
    QTest.keyClick(finder, Qt.Key.Key_Down)
    assert finder.shown_list.currentIndex().row() == 0
    finder.selectAll()
    compose(finder, "", "单明")
    finder.settle()
    assert asked == ["单明"]
    assert names(finder) == ["单明"]


def unsaved(stage: Stage, form: ContactForm | None, name: str) -> str:
    """Return what was typed: in the form while it stands, otherwise in its draft."""
    if form is not None:
        return form.texts()[name]
    return str((drafts.load_draft(stage.office, key="contact/0") or {}).get(name, ""))


def test_finding_while_a_roster_form_is_open_loses_nothing(window, stage) -> None:
    tab = window.tab("roster")
    window.add_new()
    write(tab.findChild(ContactForm).field("name").line, "还没写完")
    QTest.keyClick(look_for(window, "wangdan"), Qt.Key.Key_Return)
    assert unsaved(stage, tab.findChild(ContactForm), "name") == "还没写完"
    if tab.findChild(ContactForm) is not None:
        assert "王单（新城区）：13900000003" in stage.messages[-1]
        assert tab.findChild(ContactForm).isVisible()


def test_finding_while_a_form_of_another_tab_is_open_leaves_it_there(window, stage) -> None:
    inbox = window.tab("inbox")
    window.add_new()
    form = inbox.findChild(IssueForm)
    write(form.field("site").line, "写了一半的点位")
    QTest.keyClick(look_for(window, "wangdan"), Qt.Key.Key_Return)
    assert TABS[window.tabs.currentIndex()].key == "roster"
    assert not form.isVisible()
    assert "王单" in texts_of(window)
    window.tab("inbox")
    assert form.isVisible()
    assert form.texts()["site"] == "写了一半的点位"


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("typed", ["shan", "没有这样的人"])
def test_nothing_is_clipped(window, appearance, size: TextSize, typed: str) -> None:
    appearance.choose(mode=Mode.LIGHT, size=size)
    finder = look_for(window, typed)
    settle(window)
    assert faults(window) == []
    if finder.hits:
        hits = finder.shown_list
        last = hits.visualRect(hits.model().index(min(len(hits.lines), 10) - 1))
        assert hits.viewport().rect().contains(last)
        assert last.height() >= hits.fontMetrics().height() + 8


@pytest.fixture
def contacts(qtbot, stage) -> ContactHitList:
    made = ContactHitList()
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    made.show_hits(find_contacts(stage.office, text="shan zonghe"))
    return made


def colours(contacts: ContactHitList, row: int) -> set[str]:
    """Return the colours a row is painted in."""
    rect = contacts.visualRect(contacts.model().index(row))
    image = contacts.viewport().grab(rect).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(("mode", "roles"), [(Mode.LIGHT, LIGHT), (Mode.DARK, DARK)])
def test_matches_are_painted_in_the_accent(contacts, appearance, stage, mode: Mode, roles) -> None:
    appearance.choose(mode=mode, size=TextSize.STANDARD)
    accent = QColor(roles.accent).name()
    assert accent in colours(contacts, 1)
    for person in find_contacts(stage.office, text="shan zonghe"):
        note_recent(stage.office, person.id)
    contacts.show_hits(recent_contacts(stage.office))
    assert accent not in colours(contacts, 1)


def test_rows_grow_with_the_text_of_the_list(contacts) -> None:
    small = contacts.visualRect(contacts.model().index(0)).height()
    contacts.setStyleSheet("font-size: 32px")
    settle(contacts)
    large = contacts.visualRect(contacts.model().index(0)).height()
    assert large == row_height(contacts.font()) > 2 * small - 10
    assert contacts.columns.title > contacts.fontMetrics().horizontalAdvance("单明")


def test_the_list_tells_its_cursor_and_what_is_activated(qtbot, contacts) -> None:
    received, activated = [], []
    contacts.current_value_changed.connect(lambda hit: received.append(hit.name.text if hit else ""))
    contacts.activated_value.connect(lambda hit: activated.append(hit.name.text))
    contacts.setFocus()
    QTest.keyClick(contacts, Qt.Key.Key_Down)
    QTest.keyClick(contacts, Qt.Key.Key_Return)
    assert (received, activated) == (["单海"], ["单海"])
    assert "雁塔区" in contacts.model().data(contacts.currentIndex(), int(Qt.ItemDataRole.AccessibleTextRole))
    contacts.show_hits(())
    assert contacts.current_hit() is None
    contacts.move_by(1)
    assert contacts.current_hit() is None
