"""Several stores open in one process, and several sessions on one store: nothing leaks, nothing remembered goes stale."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from peewee import InterfaceError

from lantian_desktop.domain.admin.calendar import DayKind
from lantian_desktop.domain.admin.office import DueSetting
from lantian_desktop.domain.errors import StoreBusy
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.services.admin import journal, settings, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import contact_finding, roster, units
from lantian_desktop.store.admin import settings as stored_settings
from lantian_desktop.store.rows import fetch
from lantian_desktop.store.tables import SettingRow
from tests.factories import PASSWORD, Wall, make_office, new_issue
from tests.source_tree import sources

NOON = datetime(2019, 7, 15, 12)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """Two offices of their own, with clocks of their own."""
    here = make_office(tmp_path / "here", Wall(NOON))
    there = make_office(tmp_path / "there", Wall(datetime(2020, 3, 2, 9)), unit="蓝田县")
    yield here, there
    here.session.close()
    there.session.close()


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """One office, and a second session that only reads it."""
    writer = make_office(tmp_path / "office", Wall(NOON))
    reader = open_beside(writer)
    yield writer, reader
    reader.session.close()
    writer.session.close()


def open_beside(office: Office) -> Office:
    return setup.sign_in(
        office.folder,
        user=office.user.name,
        password=PASSWORD,
        clock=Wall(NOON),
        resources=office.resources,
        window=False,
    )


def sites(office: Office) -> set[str]:
    return {row.site for row in issues.issue_page(office, query=IssueQuery()).rows}


def test_two_stores_are_written_in_turns(pair: tuple[Office, Office]) -> None:
    here, there = pair
    for at in range(3):
        issues.register_issue(here, issue=new_issue(here, site=f"此处{at}"))
        issues.register_issue(there, issue=new_issue(there, site=f"彼处{at}"))
    assert sites(here) == {"此处0", "此处1", "此处2"}
    assert sites(there) == {"彼处0", "彼处1", "彼处2"}
    assert (here.profile.short_name, there.profile.short_name) == ("高陵区", "蓝田县")
    for office, day in ((here, NOON.date()), (there, date(2020, 3, 2))):
        assert journal.verify(office).sound
        assert {entry.at.date() for entry in journal.entries(office)} == {day}


def test_one_write_inside_another_stays_in_its_own_store(pair: tuple[Office, Office]) -> None:
    here, there = pair
    before = journal.head(there)
    with here.session.write("此处") as touched:
        touched.add("settings")
        stored_settings.write_json(here.session, "trial", 1)
        assert stored_settings.read_json(there.session, "trial") is None
        with pytest.raises(ZeroDivisionError):
            write_and_fail(there)
    assert stored_settings.read_json(here.session, "trial") == 1
    assert (stored_settings.read_json(there.session, "trial"), journal.head(there)) == (None, before)


def test_two_stores_are_written_by_two_threads(pair: tuple[Office, Office]) -> None:
    failed: list[BaseException] = []

    def work(office: Office, name: str) -> None:
        try:
            with office.connected():
                for at in range(20):
                    issues.register_issue(office, issue=new_issue(office, site=f"{name}{at}"))
        except BaseException as error:  # noqa: BLE001 - carried to the test's own thread
            failed.append(error)

    threads = [
        threading.Thread(target=work, args=(office, name)) for office, name in zip(pair, ("甲", "乙"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for office, name in zip(pair, ("甲", "乙"), strict=True):
        assert sites(office) == {f"{name}{at}" for at in range(20)}
        assert journal.verify(office).sound


def test_no_row_class_is_bound_to_a_store(pair: tuple[Office, Office]) -> None:
    with pytest.raises(InterfaceError, match="bound to a database"):
        SettingRow.select().execute()
    assert all(fetch(office.session, SettingRow.select()) for office in pair)
    unnamed = {"execute", "get_or_none", "exists", "get"}
    store = [source for source in sources() if source.name.startswith("lantian_desktop/store/")]
    assert store
    found = [
        f"{source.name}:{call.lineno} {name}"
        for source in store
        if "/migrations/" not in source.name
        for name, call in source.calls()
        if name.rpartition(".")[2] in unnamed and "Row" in name and not call.args
    ]
    assert found == []


def write_and_fail(office: Office) -> None:
    with office.session.write("失败") as touched:
        touched.add("issues")
        stored_settings.write_json(office.session, "trial", 1 // 0)


def enter_contact(office: Office) -> None:
    entry = next(one for one in roster.roster_page(office, query=RosterQuery()).rows if not one.name)
    roster.save_entry(office, entry=replace(entry, name="示例新人"))


def rename_unit(office: Office) -> None:
    unit = next(one for one in roster.units(office) if one.kind.value == "street")
    units.save_unit(office, unit=replace(unit, name="示例新街道办事处", short_name="示例新街道"))


def rename_category(office: Office) -> None:
    category = settings.categories(office)[0]
    settings.save_category(office, category=replace(category, label="示例类别"))


def change_period(office: Office) -> None:
    settings.change_settings(office, settings=replace(office.settings, plan_period=DueSetting(9, DayKind.WORKING)))


def rename_office(office: Office) -> None:
    settings.change_profile(office, profile=replace(office.profile, contact_person="示例联系人"))


CHANGES: dict[str, tuple[Callable[[Office], object], Callable[[Office], object]]] = {
    "contact": (
        enter_contact,
        lambda office: [hit.id for hit in contact_finding.find_contacts(office, text="示例新人")],
    ),
    "unit": (rename_unit, lambda office: [unit.short_name for unit in roster.units(office)]),
    "category": (rename_category, lambda office: [one.label for one in settings.categories(office)]),
    "period": (change_period, lambda office: office.settings.plan_period),
    "profile": (rename_office, lambda office: office.profile),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_another_session_changed_is_seen_in_what_is_remembered(beside: tuple[Office, Office], name: str) -> None:
    writer, reader = beside
    change, look = CHANGES[name]
    before = look(reader)
    assert look(reader) == before
    change(writer)
    assert look(reader) != before
    assert look(reader) == look(writer)
    with reader.connected():  # and by a thread's own block of reads
        assert look(reader) == look(writer)


def test_listeners_hear_of_other_sessions_once_and_of_their_own_at_once(beside: tuple[Office, Office]) -> None:
    writer, reader = beside
    heard: list[frozenset[str]] = []
    own: list[frozenset[str]] = []
    reader.session.on_change(heard.append)
    writer.session.on_change(own.append)
    issues.register_issue(writer, issue=new_issue(writer))
    rename_category(writer)
    assert heard == []
    reader.catch_up()
    assert [set(topics) for topics in heard] == [{"issues", "settings"}]
    reader.catch_up()
    writer.catch_up()
    assert len(heard) == 1
    assert [set(topics) for topics in own] == [{"issues"}, {"settings"}]


def test_what_was_read_meanwhile_is_still_announced(beside: tuple[Office, Office]) -> None:
    writer, reader = beside
    heard: list[frozenset[str]] = []
    reader.session.on_change(heard.append)
    rename_category(writer)
    settings.categories(reader)  # sees it, and tells nobody in the midst of a read
    assert heard == []
    reader.catch_up()
    assert heard == [frozenset({"settings"})]


def test_a_failed_write_leaves_no_number_that_hides_the_next_one(beside: tuple[Office, Office]) -> None:
    writer, reader = beside
    heard: list[frozenset[str]] = []
    writer.session.on_change(heard.append)
    reader.session.on_change(heard.append)
    with pytest.raises(ZeroDivisionError):
        write_and_fail(writer)
    assert heard == []
    rename_category(writer)
    writer.catch_up()
    reader.catch_up()
    assert heard == [frozenset({"settings"})] * 2


def test_roles_given_elsewhere_hold_here(beside: tuple[Office, Office]) -> None:
    writer, reader = beside
    users.add_user(writer, name="示例丁", roles=frozenset(writer.user.roles), password="another-password")
    stored = frozenset(role for role in writer.user.roles if role.value == "admin")
    users.change_roles(writer, name=writer.user.name, roles=stored)
    users.renew_rights(reader)
    assert reader.user.roles == stored


def test_a_second_writer_is_still_refused(tmp_path: Path) -> None:
    holder = make_office(tmp_path / "office", Wall(NOON))
    second = open_beside(holder)
    with holder.session.write("占用") as touched:
        touched.add("settings")
    with pytest.raises(StoreBusy):
        rename_category(second)
    second.session.close()
    holder.session.close()
