"""Accounts, one's own password, the journal and who may change what, through the windows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Round
from lantian_desktop.paths import resource
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.desk import setup
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.store import opening
from lantian_desktop.ui.admin.settings.table import PAGES
from lantian_desktop.ui.admin.settings.users import RecoveryCard
from lantian_desktop.ui.admin.settings.window import SettingsWindow
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.shell.desk import Desk, OfficePlace
from lantian_desktop.ui.shell.journal_window import JournalWindow, details_text
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.start import build_window
from tests.factories import PASSWORD, QUICK, new_issue
from tests.ui.admin.settings_kit import enter, error, labels, press, save, settle
from tests.ui.tab_kit import Stage, make_stage, texts_of

NEW = "another-password"


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


def test_a_user_is_added_with_roles_and_signs_in(stage, window) -> None:
    page = window.show_page("users")
    press(page.add_button)
    enter(page, name="示例壬", password=NEW, password2="something-else")
    save(window)
    assert "不一致" in error(page, "password2")
    enter(page, password2=NEW)
    save(window)
    assert "角色" in error(page, "roles")
    enter(page, roles="clerk\nhead")
    save(window)
    assert opening.verify_password(stage.office.folder, "示例壬", NEW, stage.office.clock())
    assert page.chosen() == "示例壬"
    assert "示例壬\n经办、负责人" in labels(page)
    press(page.add_button)
    enter(page, name="示例壬", roles="clerk", password=NEW, password2=NEW)
    save(window)
    assert "已经存在" in error(page, "name")


def test_roles_and_a_forgotten_password_are_changed_together(stage, window) -> None:
    page = window.show_page("users")
    page.choose("示例丙")
    enter(page, roles="auditor", password="short", password2="short")
    save(window)
    assert "至少 8 位" in error(page, "password")
    assert "示例丙\n负责人" in labels(page)
    enter(page, password=NEW, password2=NEW)
    save(window)
    assert "示例丙\n审计" in labels(page)
    assert opening.verify_password(stage.office.folder, "示例丙", NEW, stage.office.clock())


def test_a_user_is_removed_after_a_question_but_nobody_removes_oneself(stage, window) -> None:
    page = window.show_page("users")
    assert page.chosen() == "示例甲"
    press(page.remove_button)
    assert "不能删除自己" in window.notices.sentence
    page.choose("示例丙")
    stage.prompts.says_yes = False
    press(page.remove_button)
    assert len(users.users(stage.office)) == 2
    stage.prompts.says_yes = True
    press(page.remove_button)
    assert "示例丙" in stage.prompts.asked[-1].text
    assert labels(page) == ["示例甲\n经办、负责人、管理员"]
    assert setup.user_names(stage.office.folder) == ("示例甲",)


def test_the_only_administrator_stays_one(window) -> None:
    page = window.show_page("users")
    enter(page, roles="clerk")
    save(window)
    assert "唯一的管理员" in error(page, "roles")


def test_a_new_recovery_code_is_shown_once(qtbot, stage, window) -> None:
    page = window.show_page("users")
    press(page.code_button)
    assert "作废" in stage.prompts.asked[-1].text
    card = page.findChild(RecoveryCard)
    assert card.code in texts_of(card)
    press(card.copy_button)
    assert QApplication.clipboard().text() == card.code
    code = card.code
    press(card.done_button)
    assert code not in texts_of(window)
    folder, resources, clock = stage.office.folder, stage.office.resources, stage.clock
    stage.office.session.close()
    again = setup.recover(folder, code=code, user="示例丙", new_password=NEW, clock=clock, resources=resources)
    again.session.close()


def test_a_password_that_was_typed_is_kept_nowhere(stage, window) -> None:
    page = window.show_page("users")
    press(page.add_button)
    enter(page, name="示例壬", password=NEW, password2=NEW)
    page.keep_drafts()
    rows = stage.office.session.database.execute_sql("SELECT data FROM draft").fetchall()
    assert any("示例壬" in row[0] for row in rows)
    assert not any(NEW in row[0] for row in rows)


def test_the_own_password_is_changed_by_the_old_one(qtbot, stage, main: MainWindow) -> None:
    window = main.office_menu.show_password()
    window.form.fill({"password_old": "not-the-password", "password": NEW, "password2": NEW})
    assert not window.form.save()
    assert "不正确" in window.form.field("password_old").error
    window.form.fill({"password_old": PASSWORD})
    press(window.form.save_button)
    assert "密码已修改" in main.notices.sentence
    assert opening.verify_password(stage.office.folder, "示例甲", NEW, stage.office.clock())


def test_the_journal_is_read_searched_and_verified(qtbot, stage) -> None:
    users.change_roles(stage.office, name="示例丙", roles={Role.AUDITOR})
    window = JournalWindow(stage.shell)
    qtbot.addWidget(window)
    first = window.rows.row(0)
    assert (first.user, first.title) == ("示例甲", "调整用户 示例丙 的角色")
    assert "角色：审计" in texts_of(window)
    window.search.setText("建立数据")
    window.search.settle()
    assert window.rows.total == 1
    window.search.setText("没有这样的词")
    window.search.settle()
    assert "没有符合的记录" in window.sentence
    press(window.verify_button)
    assert "操作日志完整" in window.sentence
    database = stage.office.session.database
    for (name,) in database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ):
        database.execute_sql(f"DROP TRIGGER {name}")
    database.execute_sql("UPDATE journal SET user = '示例丁' WHERE seq = 2")
    press(window.verify_button)
    assert "第 2 条起被改动" in window.sentence


def test_every_line_of_the_journal_is_reported_in_chinese(stage) -> None:
    office = stage.office
    office_settings.change_profile(office, profile=replace(office.profile, mark="陵"))
    office_settings.change_settings(office, settings=office.settings)
    rounds.save_round(office, round_=Round(12), entries=rounds.usual_groups(), current=True)
    issue = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    journal_line = [details_text(entry.details) for entry in journal.entries(office)]
    plain = "".join(journal_line)
    assert not [letter for letter in plain if letter.isascii() and letter.isalpha()], journal_line


def test_the_journal_is_only_for_those_who_may_read_it(qtbot, stage, main: MainWindow) -> None:
    menu = main.header.menu
    menu.aboutToShow.emit()
    assert main.office_menu.journal_action.isEnabled()
    stage.office.switch_user(User("示例乙", frozenset({Role.CLERK})))
    menu.aboutToShow.emit()
    assert not main.office_menu.journal_action.isEnabled()
    assert main.office_menu.show_journal() is None
    assert "查看操作日志" in main.notices.sentence


def test_the_lock_closes_the_windows_and_keeps_what_was_typed(qtbot, stage, main: MainWindow) -> None:
    settings = main.office_menu.show_settings()
    enter(settings.page, contact_person="示例癸")
    listed = main.office_menu.show_journal()
    assert settings.isVisible()
    assert listed.isVisible()
    main.hide()
    settle()
    assert not [one for one in main.findChildren(QWidget) if one.isWindow() and one.isVisible()]
    main.show()
    assert main.office_menu.show_settings().page.form.draft_offered


def test_without_the_right_pages_are_shown_and_nothing_can_be_changed(qtbot, stage) -> None:
    stage.office.switch_user(User("示例乙", frozenset({Role.CLERK})))
    window = SettingsWindow(stage.shell)
    qtbot.addWidget(window)
    for spec in PAGES:
        page = window.show_page(spec.key)
        if spec.key == "print_log":  # there is nothing to change
            assert page.form is None
            assert "权限" not in texts_of(page)
            continue
        open_to_clerks = spec.key in {"rounds", "printers"}
        assert page.form.save_button.isEnabled() is open_to_clerks, spec.key
        assert ("权限" in texts_of(page)) is not open_to_clerks, spec.key
        assert all(page.form.field(name).isEnabled() is open_to_clerks for name in page.form.texts()), spec.key
    before = journal.head(stage.office)
    window.show_page("profile")
    save(window)
    assert journal.head(stage.office) == before


@pytest.fixture
def desk(qtbot, stage, appearance):
    """The program's own window over the office."""
    place = OfficePlace(stage.office.folder, stage.office.resources, stage.clock)
    made = Desk(place, appearance, stage.shell.worker, stage.prompts, None)
    qtbot.addWidget(made)
    made.show()
    made.enter(stage.office)
    yield made
    made.leave()


def test_whoever_goes_on_sees_what_their_own_roles_show(stage, desk) -> None:
    users.add_user(stage.office, name="示例壬", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    roster.save_entry(stage.office, entry=someone(stage))
    assert "单机简化模式" in desk.windowTitle()
    assert "单机简化模式" in texts_of(desk.window_shown.header)
    shown = desk.window_shown.tab("roster")
    desk.window_shown.tab("inbox")
    desk.lock()
    gate = desk.currentWidget()
    gate.name_field.set_text("示例壬")
    gate.password_field.set_text(PASSWORD)
    gate.go()
    assert desk.currentWidget() is desk.window_shown
    assert "单机简化模式" not in desk.windowTitle()
    assert "单机简化模式" not in texts_of(desk.window_shown.header)
    desk.window_shown.tab("roster")
    rows = shown.pane.table.rows
    message = [column.text(rows.row(at)) for at in range(rows.rowCount()) for column in rows.columns]
    assert "138****0009" in message
    assert "13800000009" not in message


def someone(stage: Stage) -> RosterEntry:
    unit = roster.find_unit(stage.office, text="西安市")
    return RosterEntry(0, unit.id, PostRole.LIAISON, "示例", "示例癸", Phones(mobile="13800000009"))


def test_a_changed_lock_time_counts_at_once(desk) -> None:
    window = desk.window_shown.office_menu.show_settings()
    page = window.show_page("deadlines")
    enter(page, lock_after_minutes="25")
    save(window)
    assert desk._idle.interval() == 25 * 60_000


def test_a_window_half_way_through_an_import_waits_behind_the_lock(stage, desk) -> None:
    window = ImportWindow.open_for(stage.shell, ImportKind.ROSTER, desk.window_shown.tab("roster"))
    window.check(resource("samples/联络名册.xlsx"))
    checked = window.plan
    desk.lock()
    assert not window.isVisible()
    gate = desk.currentWidget()
    gate.password_field.set_text(PASSWORD)
    gate.go()
    assert window.isVisible()
    assert window.plan is checked
