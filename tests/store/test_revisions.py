"""Records know which change wrote them last, however it was written; one that changed meanwhile is not saved over."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.calendar import YearCalendar
from lantian_desktop.domain.admin.office import Level, OfficeProfile, OfficeSettings
from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import EntryKind, LogEntry
from lantian_desktop.domain.errors import ChangedMeanwhile
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.verification import Checklist, ChecklistTemplate, ItemTemplate
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Round
from lantian_desktop.domain.rota.rota import DutyMember, Leave
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.store import users
from lantian_desktop.store.admin import settings
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.issues import issues
from lantian_desktop.store.opening import create_store, open_store
from lantian_desktop.store.plans import checklists, plans
from lantian_desktop.store.roster import roster, tenures, units
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota
from lantian_desktop.store.rows import image_rows, put_image_row, sql
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import MODELS, UnitRow, VersionedRow
from tests.store.conftest import ADMIN, CHEAP, PASSWORD, Ticking
from tests.store.records import a_plan, an_issue, furnish, furnish_old, stored

OTHER = "示例乙"
PROFILE = OfficeProfile("高陵区铁腕治霾办", "高陵", Level.DISTRICT, "高治霾函", "高", "高陵区铁腕治霾办")
BEGIN = datetime(2019, 7, 15, 8, 0)
Save = Callable[[Session], object]


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)
    with db.write("预置其他"):
        issues.add(db, an_issue(state=IssueState.RECTIFYING), keys=SearchKeys("某"))
        roster.save(db, RosterEntry(0, 1, PostRole.LIAISON, "主任", "示例丁"), keys=SearchKeys("丁"))
        plans.save(db, a_plan(1))
        checklists.save(db, Checklist(0, 1, "空白", 1, ()))
        duty_log.save_entry(db, LogEntry(0, BEGIN, BEGIN.date(), 0, EntryKind.CALL_IN, "来电", entered_at=BEGIN))
        duty_members.save_member(db, DutyMember(0, "示例戊", frozenset({DutyPost.OFFICER})))
        duty_members.save_leave(db, Leave(0, 1, BEGIN.date(), BEGIN.date()))
        rota.save_scheme(db, DutyScheme(BEGIN.date()))
        settings.save_profile(db, PROFILE)
        settings.save_settings(db, OfficeSettings())
        settings.save_year(db, YearCalendar(2019))
        settings.save_checklist_template(db, ChecklistTemplate(0, "空白", 1, (ItemTemplate("看", "看", "好"),)))
        units.save_round(db, Round(12))
        users.save_user(db, User(OTHER, frozenset({Role.CLERK})))


def save_line(db: Session, line: RosterEntry) -> RosterEntry:
    return roster.save(db, line, keys=SearchKeys("丁"))


# How each record is read, and how what was read is written back.
RECORDS: dict[str, tuple[Callable[[Session], object], Callable[[Session, object], object]]] = {
    "issue": (lambda db: issues.load(db, 1), issues.save),
    "unit": (lambda db: units.unit(db, 1), units.save_unit),
    "post": (lambda db: roster.entry(db, 1), save_line),
    "tenure": (lambda db: tenures.tenure(db, 1), tenures.change),
    "inspection_round": (lambda db: units.rounds(db)[0], units.save_round),
    "rectification_plan": (lambda db: plans.current(db, 1), plans.save),
    "checklist": (lambda db: checklists.load(db, 1), checklists.save),
    "duty_scheme": (lambda db: rota.schemes(db)[0], rota.save_scheme),
    "duty_member": (lambda db: duty_members.member(db, 1), duty_members.save_member),
    "duty_leave": (lambda db: duty_members.leaves(db)[0], duty_members.save_leave),
    "duty_entry": (lambda db: duty_log.entry(db, 1), duty_log.save_entry),
    "setting": (settings.profile, settings.save_profile),
    "calendar_year": (lambda db: settings.calendar(db).years[2019], settings.save_year),
    "category": (lambda db: settings.categories(db)[0], lambda db, one: settings.save_categories(db, [one])),
    "checklist_template": (lambda db: settings.checklist_templates(db)[0], settings.save_checklist_template),
    "account": (lambda db: users.user(db, OTHER), users.save_user),
}


def newest(db: Session) -> int:
    return int(sql(db, "SELECT MAX(seq) FROM journal")[0][0])


def test_every_record_that_knows_its_revision_is_tried_here() -> None:
    known = {model._meta.table_name for model in MODELS if issubclass(model, VersionedRow)}
    assert known == set(RECORDS)


@pytest.mark.parametrize("table", RECORDS)
def test_what_was_read_before_another_change_is_not_saved_over_it(db: Session, clock: Ticking, table: str) -> None:
    read, save = RECORDS[table]
    mine = theirs = read(db)
    assert mine.revision > 0
    clock.advance(minutes=12)
    me, db.user = db.user, OTHER
    with db.write(f"改动 {table}"):
        save(db, theirs)
    db.user = me
    assert read(db).revision == newest(db)
    before = sql(db, f"SELECT * FROM {table}")
    with pytest.raises(ChangedMeanwhile) as conflict, db.write("保存"):
        save(db, mine)
    assert (conflict.value.by, conflict.value.at, conflict.value.title) == (
        OTHER,
        clock.now,
        f"改动 {table}",
    )
    assert "示例乙于7月15日 08:42改过这条记录" in conflict.value.sentence
    assert sql(db, f"SELECT * FROM {table}") == before
    with db.write("再读再存"):
        save(db, read(db))
        save(db, read(db))


def test_one_change_may_write_a_record_several_times(db: Session) -> None:
    one = issues.load(db, 1)
    with db.write("两步"):
        issues.save(db, replace(one, remark="一"))
        issues.save(db, replace(one, remark="二"))
    assert (issues.load(db, 1).remark, issues.load(db, 1).revision) == ("二", newest(db))


PARTS: dict[str, tuple[str, Save]] = {
    "INSERT INTO supporting_unit VALUES (1, 3, 0)": ("issue", lambda db: issues.load(db, 1)),
    "UPDATE person SET mobile = '13800000001'": ("post", lambda db: roster.entry(db, 1)),
    "UPDATE tenure SET since = '2019-01-01'": ("post", lambda db: roster.entry(db, 1)),
    "UPDATE measure SET progress = 30": ("plan", lambda db: plans.current(db, 1)),
    "UPDATE plan_measure SET text = '另一措施'": ("plan", lambda db: plans.current(db, 1)),
    "DELETE FROM plan_measure": ("plan", lambda db: plans.current(db, 1)),
    "INSERT INTO inspection_group VALUES (12, '第1组', 'ordinary', '[]')": ("round", lambda db: units.rounds(db)[0]),
}


@pytest.mark.parametrize("statement", PARTS)
def test_a_change_of_a_part_is_one_of_the_record(db: Session, statement: str) -> None:
    _what, read = PARTS[statement]
    with db.write("别的"):
        settings.write_json(db, "a", 1)
    before = read(db).revision
    with db.write("改动一部分") as touched:
        db.database.execute_sql(statement)
        touched.add("x")
    for topic in (units.TOPIC, roster.TOPIC):
        db.forget(topic)
    assert before < read(db).revision == newest(db)


def test_bringing_an_old_image_back_is_a_change_too(db: Session) -> None:
    opened = issues.load(db, 1)
    image = json.loads(json.dumps(issues.image(db, 1)))
    with db.write("修改"):
        issues.save(db, replace(opened, remark="改"))
    with db.write("撤销"):
        issues.put_image(db, image)
    assert issues.load(db, 1) == opened
    assert issues.load(db, 1).revision == newest(db)


def test_moving_a_unit_among_others_changes_nothing_a_form_of_it_holds(db: Session) -> None:
    before = units.unit(db, 1)
    with db.write("次序"):
        units.arrange(db, tuple(reversed(units.all_units(db))))
    assert units.unit(db, 1).order != before.order
    assert units.unit(db, 1).revision == before.revision
    (image,) = image_rows(db, UnitRow, UnitRow.id == 1)
    with db.write("改名"):
        units.save_unit(db, replace(units.unit(db, 1), name="高陵新区"))
        units.arrange(db, tuple(reversed(units.all_units(db))))
    with db.write("撤销"):
        put_image_row(db, UnitRow, image)
        db.forget(units.TOPIC)
    assert (units.unit(db, 1).name, units.unit(db, 1).revision) == ("高陵区", newest(db))


def test_a_line_can_still_be_locked_by_signing(db: Session) -> None:
    with db.write("交接班"):
        assert duty_log.lock_until(db, BEGIN.date(), 0) == 1
    assert duty_log.entry(db, 1).locked


def test_what_another_one_added_under_the_same_key_is_not_replaced(db: Session) -> None:
    with pytest.raises(ChangedMeanwhile), db.write("轮次"):
        units.save_round(db, Round(12, date(2019, 7, 8), None))
    assert units.rounds(db)[0].starts_on is None


def test_many_added_at_once_know_their_revision(db: Session) -> None:
    with db.write("导入"):
        added = issues.add_many(db, [(an_issue("A-1"), SearchKeys("a")), (an_issue("A-2"), SearchKeys("b"))])
    assert [one.revision for one in added] == [newest(db)] * 2
    assert [issues.load(db, one.id).revision for one in added] == [newest(db)] * 2
    with db.write("修改"):
        issues.save(db, replace(added[0], remark="改"))


def test_a_store_made_before_revisions_is_brought_up_to_date(
    clock: Ticking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_folder, old = tmp_path / "second", tmp_path / "old"
    old.mkdir()
    for step in sorted(engine.MIGRATIONS.glob("000[1-4]_*.py")):
        (old / step.name).write_bytes(step.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(engine, "MIGRATIONS", old)
        session, _code = create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
        with session.write("旧版登记"):
            furnish_old(session)
        present = stored(session, an_issue()).id
        session.close()
    session = open_store(office_folder, user=ADMIN.name, password=PASSWORD, clock=clock)
    one = issues.load(session, present)
    assert (one.number, one.revision, units.unit(session, 1).revision) == ("高督-12-001", 0, 0)
    with session.write("修改"):
        issues.save(session, replace(one, remark="新版"))
    with pytest.raises(ChangedMeanwhile), session.write("修改"):
        issues.save(session, replace(one, remark="旧版打开"))
    assert issues.load(session, present).remark == "新版"
    session.close()
