"""The pages of the settings, as somebody meets them: typed into, refused beside the entry, stored, shown at three text sizes."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.roster import Round
from lantian_desktop.paths import resource
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.admin import users
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.plans import verification
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.ui.admin.password import PasswordWindow
from lantian_desktop.ui.admin.settings.page import FormPage, ListPage
from lantian_desktop.ui.admin.settings.print_log import PrintLogPage
from lantian_desktop.ui.admin.settings.table import PAGES
from lantian_desktop.ui.admin.settings.window import SettingsWindow
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.shell.journal_window import JournalWindow
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.start import build_window
from tests.factories import PASSWORD, QUICK, new_issue
from tests.ui.admin.settings_kit import enter, error, labels, press, save, settle
from tests.ui.clipping import faults
from tests.ui.tab_kit import Stage, make_stage, texts_of

SIZES = list(TextSize)


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage) -> SettingsWindow:
    """The settings beside a main window."""
    made = SettingsWindow(stage.shell)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def main(qtbot, stage, appearance):
    """The main window over the same office."""
    made = build_window(stage.office, worker=stage.shell.worker, prompts=stage.prompts, appearance=appearance)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.leave()


def test_ctrl_comma_opens_one_window_with_every_page(qtbot, main: MainWindow) -> None:
    shortcut = next(one for one in main.findChildren(QShortcut) if one.key() == QKeySequence("Ctrl+,"))
    shortcut.activated.emit()
    shortcut.activated.emit()
    found = main.findChildren(SettingsWindow)
    assert len(found) == 1
    assert [found[0].pages.item(at).text() for at in range(found[0].pages.count())] == [spec.label for spec in PAGES]
    assert "单机简化模式" in found[0].windowTitle()
    assert "单机简化模式" in texts_of(main.header)


def test_the_office_is_renamed_and_the_main_window_hears_of_it(stage, main: MainWindow) -> None:
    window = main.office_menu.show_settings()
    page = window.show_page("profile")
    enter(page, prefix="高〔治〕")
    save(window)
    assert "代字" in error(page, "prefix")
    enter(page, prefix="高治霾办函", name="高陵区治霾办", contact_person="示例辛", report_prefix="高〔治〕")
    save(window)
    assert "代字" in error(page, "report_prefix")
    enter(page, report_prefix="高治霾办")
    save(window)
    assert window.notices.sentence == "已保存。"
    assert stage.office.profile.prefix == "高治霾办函"
    assert stage.office.profile.report_prefix == "高治霾办"
    assert stage.office.profile.contact_person == "示例辛"
    assert "高陵区治霾办" in texts_of(main.header)
    assert "高陵区治霾办" in window.windowTitle()


def test_periods_are_checked_and_used(stage, window) -> None:
    page = window.show_page("deadlines")
    enter(page, plan_count="三", lock_after_minutes="0")
    save(window)
    assert "整数" in error(page, "plan_count")
    enter(page, plan_count="3", plan_kind="natural")
    save(window)
    assert "自动锁定" in error(page, "lock_after_minutes")
    enter(page, lock_after_minutes="20")
    save(window)
    assert stage.office.settings.lock_after_minutes == 20
    issue = stage.confirmed()
    assert letter_content.propose(stage.office, issue_ids=[issue.id]).draft.covered[0].plan_due == date(2019, 7, 18)


def test_a_round_is_set_up_with_its_groups(stage, window) -> None:
    page = window.show_page("rounds")
    enter(page, number="13", starts_on="2019年7月22日", ends_on="2019年8月5日", current="1")
    press(page.form.usual_button)
    assert len(page.form.groups.cards) == 11
    page.form.groups.cards[1].fields["territories"].set_text("临潼、火星")
    save(window)
    assert "火星" in error(page, "groups")
    page.form.groups.cards[1].fields["territories"].set_text("临潼、高陵")
    press(page.form.groups.cards[-1].remove_button)
    press(page.form.groups.add_button)  # left empty, it does not count
    save(window)
    assert roster.current_round(stage.office) == Round(13, date(2019, 7, 22), date(2019, 8, 5))
    groups = roster.groups(stage.office, round_number=13)
    assert len(groups) == 10
    assert len(groups[1].territory_ids) == 2
    assert labels(page) == ["第13轮次（当前）\n7.22–8.5 · 10 组"]
    press(page.add_button)
    enter(page, number="13")
    save(window)
    assert "已经存在" in error(page, "number")


def test_a_category_is_added_and_one_in_use_stays(stage, window) -> None:
    page = window.show_page("categories")
    press(page.add_button)
    enter(page, label="夜市烧烤", order="1", counts="sets", aliases="烧烤\n\n露天烧烤")
    save(window)
    added = office_settings.categories(stage.office)[0]
    assert (added.label, added.counts, added.aliases) == ("夜市烧烤", ("sets",), ("烧烤", "露天烧烤"))
    assert page.chosen() == added.id
    issues.register_issue(stage.office, issue=new_issue(stage.office, category=added.id))
    press(page.remove_button)
    assert "1 件问题使用" in window.notices.sentence
    assert labels(page)[0] == "1. 夜市烧烤"


def test_a_phrase_is_changed_by_words_and_shown_filled_in(stage, window) -> None:
    page = window.show_page("phrases")
    page.choose("supervision.closing")
    enter(page, text="请于{期限}前报告。")
    save(window)
    assert "{期限}" in error(page, "text")
    enter(page, text="请报告：")
    page.form.words.area.moveCursor(page.form.words.area.textCursor().MoveOperation.End)
    press(next(one for one in page.form.findChildren(QPushButton) if one.text() == "联系人"))
    assert page.form.preview == "请报告：〔联系人〕"
    save(window)
    issue = stage.confirmed()
    assert letter_content.propose(stage.office, issue_ids=[issue.id]).draft.paragraphs[-1] == "请报告：示例甲"
    assert "督办函结尾\n已修改" in labels(page)
    press(page.form.shipped_button)
    save(window)
    assert "督办函结尾" in labels(page)


def test_a_template_changes_into_its_next_version(stage, window) -> None:
    page = window.show_page("templates")
    name = verification.template_for(stage.office, category="scattered_polluter").name
    page.choose(name)
    items = page.form.items
    second = items.cards[1].fields["what"].text()
    press(items.cards[1].up_button)
    press(items.add_button)
    items.cards[-1].fields["how"].set_text("看")
    save(window)
    assert "核查内容" in error(page, "items")
    items.cards[-1].fields["what"].set_text("另查")
    save(window)
    saved = verification.template_for(stage.office, category="scattered_polluter")
    assert (saved.version, saved.items[0].what, saved.items[-1].what) == (2, second, "另查")
    assert page.chosen() == name
    press(page.add_button)
    enter(page, name="新模板", categories="scattered_polluter")
    page.form.items.cards[0].fields["what"].set_text("查")
    save(window)
    assert "一个类别只用一个模板" in error(page, "categories")


def test_a_legal_basis_is_added_and_taken_away(stage, window) -> None:
    page = window.show_page("legal_bases")
    before = len(labels(page))
    press(page.add_button)
    enter(page, law="《示例条例》", article="六", subject="示例情形", text="《示例条例》第六条")
    save(window)
    assert "整数" in error(page, "article")
    enter(page, article="6")
    save(window)
    assert labels(page)[-1] == "第6条\n示例情形"
    press(page.remove_button)
    assert len(labels(page)) == before


def test_next_years_notice_is_asked_for_pasted_and_no_longer_asked_for(stage, window) -> None:
    newest = max(stage.office.calendar.years)
    stage.clock.at = stage.clock.at.replace(year=newest, month=12)
    page = window.show_page("holidays")
    assert str(newest + 1) in page.reminder.text()
    press(page.add_button)
    enter(page, notice="一、元旦：1月1日至3日放假调休，共4天。")
    save(window)
    assert "共4天" in error(page, "notice")
    enter(page, notice="一、元旦：1月1日至3日放假调休，共3天。")
    save(window)
    assert newest + 1 in stage.office.calendar.years
    assert page.reminder.isHidden()
    assert page.chosen() == str(newest + 1)
    stage.prompts.file = resource("presets/holidays.json")
    press(page.file_button)
    assert "已导入" in window.notices.sentence
    stage.prompts.file = stage.file("坏.json", b"{")
    press(page.file_button)
    assert "不是本程序的节假日文件" in window.notices.sentence


def test_the_missing_notice_is_reported_when_the_window_opens(qtbot, stage, appearance) -> None:
    stage.clock.at = stage.clock.at.replace(year=max(stage.office.calendar.years), month=11)
    made = build_window(stage.office, worker=stage.shell.worker, prompts=stage.prompts, appearance=appearance)
    qtbot.addWidget(made)
    assert "节假日安排尚未录入" in made.notices.sentence
    made.leave()


def test_what_was_typed_comes_back_as_a_draft(stage, window) -> None:
    page = window.show_page("profile")
    enter(page, contact_person="示例癸")
    window.show_page("deadlines")
    page = window.show_page("profile")
    assert page.form.draft_offered
    page.form.restore_draft()
    save(window)
    assert stage.office.profile.contact_person == "示例癸"


class Flashes(QObject):
    """Notes widgets that are shown as windows of their own for a blink."""

    def __init__(self, expected: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._expected = expected

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched is not self._expected:
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Stage:
    made = make_stage(tmp_path_factory.mktemp("office"))
    users.add_user(made.office, name="示例壬", roles=set(Role), password=PASSWORD, cost=QUICK)
    rounds.save_round(made.office, round_=Round(12), entries=rounds.usual_groups(), current=True)
    yield made
    made.office.session.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", [spec.key for spec in PAGES])
def test_every_page_fits_and_nothing_flashes(qtbot, qapp, appearance, filled, key, size) -> None:
    appearance.choose(size=size)
    window = SettingsWindow(filled.shell)
    qtbot.addWidget(window)
    window.show()
    flashes = Flashes(window)
    qapp.installEventFilter(flashes)
    page = window.show_page(key)
    settle()
    found = faults(window)
    if isinstance(page, ListPage) and not page.add_button.isHidden():
        page.begin_new()
        page.save()
        settle()
        found += faults(window)
    qapp.removeEventFilter(flashes)
    assert found == []
    assert flashes.seen == []
    assert isinstance(page, FormPage | ListPage | PrintLogPage)


@pytest.mark.parametrize("size", SIZES)
def test_the_windows_beside_fit(qtbot, appearance, filled, size) -> None:
    appearance.choose(size=size)
    listed, password = JournalWindow(filled.shell), PasswordWindow(filled.shell)
    for window in (listed, password):
        qtbot.addWidget(window)
        window.show()
    listed.verify()
    password.form.save()
    settle()
    assert faults(listed) + faults(password) == []


@pytest.mark.parametrize("size", SIZES)
def test_a_window_follows_the_text_size_while_it_is_open(qtbot, appearance, filled, size) -> None:
    window = SettingsWindow(filled.shell)
    qtbot.addWidget(window)
    window.show()
    window.show_page("users")
    appearance.choose(size=size)
    settle()
    assert faults(window) == []


def test_template_cards_keep_their_texts_as_json(filled, qtbot) -> None:
    window = SettingsWindow(filled.shell)
    qtbot.addWidget(window)
    items = window.show_page("templates").form.items
    before = items.text()
    items.set_text(before)
    assert json.loads(items.text()) == json.loads(before)
    assert len(items.cards) == len(json.loads(before))
