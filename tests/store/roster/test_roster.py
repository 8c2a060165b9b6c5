"""Roster lines, their persons and tenures, and what is missing on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side, UnitKind
from lantian_desktop.store.roster import contacts, roster
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import TenureRow
from tests.store.records import furnish, taken_back

FULL = RosterEntry(
    id=0,
    unit_id=1,
    role=PostRole.LIAISON,
    title="铁腕治霾办主任",
    name="示例䶮",
    phones=Phones("029-86910000", "13800000000", "029-86911111", "801", "029-86912222", "a@example.cn", "shili"),
    round_number=12,
    group="普通3组",
    remark="示例",
    verified_on=date(2019, 7, 1),
    held_since=date(2018, 3, 1),
    starred=True,
    side=Side.A,
)
KEYS = SearchKeys("示例䶮 高陵区 13800000000", ("shiliyan",), ("sly",), "shili yan")


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)


def kept(db: Session, entry: RosterEntry, keys: SearchKeys = KEYS) -> RosterEntry:
    with db.write("名册"):
        return roster.save(db, entry, keys=keys)


def names(db: Session, **asked: object) -> list[str]:
    return [line.name for line in roster.page(db, RosterQuery(**asked)).rows]  # type: ignore[arg-type]  # named fields


def tenures(db: Session) -> list[tuple[object, ...]]:
    query = TenureRow.select(TenureRow.person_id, TenureRow.since, TenureRow.until).order_by(TenureRow.id)
    return list(query.tuples().execute(db.database))


def test_every_field_of_a_line_comes_back(db: Session) -> None:
    one = kept(db, FULL)
    assert one == replace(FULL, id=one.id)
    assert roster.entry(db, one.id) == one
    bare = kept(db, RosterEntry(0, 2, PostRole.CHIEF_LIAISON, "副区长"), SearchKeys())
    assert roster.entry(db, bare.id) == bare
    assert bare.shown_name == "待报"


def test_saving_replaces_every_field(db: Session) -> None:
    one = kept(db, RosterEntry(0, 2, PostRole.STAFF))
    changed = replace(FULL, id=one.id, revision=one.revision)
    assert kept(db, changed) == changed
    assert roster.entry(db, one.id) == changed
    with pytest.raises(NotFound, match="名册"):
        roster.entry(db, 99)


def test_a_number_without_a_name_is_not_lost(db: Session) -> None:
    one = kept(db, replace(FULL, name=""))
    assert roster.entry(db, one.id).phones == FULL.phones
    named = kept(db, replace(one, name="示例乙"))
    assert roster.entry(db, one.id) == named
    assert tenures(db) == [(1, date(2018, 3, 1), None)]


def test_another_name_is_a_successor_and_the_old_tenure_ends(db: Session) -> None:
    one = kept(db, FULL)
    new = kept(db, replace(one, name="示例乙", phones=replace(FULL.phones, mobile="13900000000")))
    assert new.held_since == db.clock().date()
    assert new.phones.mobile == "13900000000"
    assert tenures(db) == [(1, date(2018, 3, 1), db.clock().date()), (2, db.clock().date(), None)]
    names_since = kept(db, replace(new, name="示例丙", held_since=date(2019, 9, 1)))
    assert names_since.held_since == date(2019, 9, 1)
    assert tenures(db)[1:] == [(2, db.clock().date(), date(2019, 9, 1)), (3, date(2019, 9, 1), None)]
    vacant = kept(db, replace(names_since, name="", phones=Phones(office_phone="029-86910000")))
    assert (vacant.name, vacant.held_since, vacant.phones.office_phone) == ("", None, "029-86910000")
    assert tenures(db)[2] == (3, date(2019, 9, 1), db.clock().date())


def test_the_same_name_written_otherwise_is_the_same_person(db: Session) -> None:
    one = kept(db, FULL)
    kept(db, replace(one, name="示 例䶮", held_since=date(2018, 4, 1)))
    assert tenures(db) == [(1, date(2018, 4, 1), None)]


def test_lines_sort_by_unit_role_and_surname_reading(db: Session) -> None:
    for name, unit, role, reading in (
        ("街", 3, PostRole.LIAISON, "a"),
        ("单", 1, PostRole.STAFF, "shan"),
        ("安", 1, PostRole.STAFF, "an"),
        ("总", 1, PostRole.CHIEF_LIAISON, "zong"),
        ("新", 2, PostRole.STAFF, "xin"),
        ("", 1, PostRole.STAFF, ""),
    ):
        kept(db, RosterEntry(0, unit, role, name=name), SearchKeys(name, sort=reading))
    assert names(db) == ["新", "总", "", "安", "单", "街"]
    assert names(db, unit_id=1) == ["总", "", "安", "单", "街"]
    assert names(db, unit_id=3) == ["街"]
    assert names(db, offset=3, limit=2) == ["安", "单"]
    assert roster.page(db, RosterQuery(limit=2)).total == 6
    assert {place.unit_id: place.count for place in roster.places(db)} == {1: 4, 2: 1, 3: 1}


@pytest.mark.parametrize("text", ["䶮", "例", "高陵", "0000", "shiliyan", "iliy", "SLY", "１３８"])
def test_lines_are_found_by_any_part_of_name_unit_number_and_reading(db: Session, text: str) -> None:
    kept(db, FULL)
    kept(db, replace(FULL, name="别人"), SearchKeys("别人"))
    assert names(db, text=text) == ["示例䶮"]


def test_a_deleted_line_is_hidden_and_comes_back(db: Session) -> None:
    one = kept(db, FULL)
    with db.write("删除"):
        roster.delete(db, one.id)
    assert (names(db), names(db, text="䶮"), roster.places(db)) == ([], [], ())
    assert (names(db, removed=True), names(db, removed=True, text="䶮"), roster.removed_count(db)) == (
        ["示例䶮"],
        ["示例䶮"],
        1,
    )
    assert names(db, removed=True, text="别人") == []
    with pytest.raises(NotFound):
        roster.entry(db, one.id)
    with db.write("恢复"):
        assert roster.restore(db, one.id) == one
    assert names(db, text="䶮") == ["示例䶮"]


def test_an_image_brings_a_line_back_with_its_tenures(db: Session) -> None:
    one = kept(db, FULL)
    before, image = tenures(db), json.loads(json.dumps(roster.image(db, one.id)))
    kept(db, replace(one, name="示例乙", unit_id=2, phones=Phones()), SearchKeys("示例乙"))
    with db.write("撤销"):
        roster.put_image(db, image)
    assert roster.entry(db, one.id) == one
    assert tenures(db) == before
    assert (names(db, text="䶮"), names(db, text="示例乙")) == (["示例䶮"], [])


MATCH = {"unit_id": 1, "role": PostRole.STAFF, "title": "科员", "round_number": None, "group": ""}


def test_an_imported_line_matches_the_person_then_the_vacant_post(db: Session) -> None:
    staff = RosterEntry(0, 1, PostRole.STAFF, "科员")
    one = kept(db, replace(staff, name="示例甲"))
    vacant = kept(db, staff)
    kept(db, replace(staff, name="示例乙", unit_id=2))
    assert roster.match(db, **MATCH, name="示 例甲") == one
    assert roster.match(db, **MATCH, name="示例乙") == vacant
    assert roster.match(db, **{**MATCH, "title": "副科长"}, name="示例甲") == one
    assert roster.match(db, **{**MATCH, "round_number": 12}, name="示例甲") is None
    kept(db, replace(vacant, name="示例丁"))
    assert roster.match(db, **MATCH, name="示例乙") is None


def test_a_post_of_one_holder_matches_its_successor(db: Session) -> None:
    one = kept(db, replace(FULL, round_number=None, group=""))
    asked = {**MATCH, "role": PostRole.LIAISON, "title": FULL.title}
    assert roster.match(db, **asked, name="示例乙") == one
    assert roster.match(db, **asked, name="") == one
    assert roster.match(db, **{**asked, "title": "别的职务"}, name="示例乙") is None


def test_an_imported_line_of_one_side_never_matches_the_other(db: Session) -> None:
    liaison = RosterEntry(0, 1, PostRole.LIAISON, "主任", name="示例甲", side=Side.A)
    one = kept(db, liaison)
    asked = {**MATCH, "role": PostRole.LIAISON, "title": "主任"}
    assert roster.match(db, **asked, name="示例甲") == one
    assert roster.match(db, **asked, name="示例甲", side=Side.B) is None
    assert roster.match(db, **asked, name="示例乙", side=Side.A) == one
    other = kept(db, replace(liaison, id=0, name="示例乙", side=Side.B))
    assert roster.match(db, **asked, name="示例丙", side=Side.B) == other


def test_lines_are_asked_for_by_number_kind_group_and_star(db: Session) -> None:
    one = kept(db, FULL)
    two = kept(db, RosterEntry(0, 3, PostRole.STREET_LIAISON, name="街", starred=True), SearchKeys("街"))
    kept(db, RosterEntry(0, 2, PostRole.STAFF, name="新"), SearchKeys("新"))
    assert names(db, ids=(two.id, one.id)) == ["示例䶮", "街"]
    assert names(db, ids=()) == []
    assert names(db, kind=UnitKind.DISTRICT) == ["新", "示例䶮", "街"]
    assert names(db, kind=UnitKind.INSPECTION) == ["示例䶮"]
    assert names(db, kind=UnitKind.STREET) == []  # the one there is stands under its district
    assert names(db, round_number=12, group="普通3组") == ["示例䶮"]
    assert names(db, round_number=12, group="普通4组") == []
    assert names(db, starred=True) == ["示例䶮", "街"]
    whole = {line.id: line for line, _spelled in contacts.everything(db)}
    assert sorted(whole) == [one.id, two.id, two.id + 1]
    assert whole[one.id] == one


def test_a_corrected_name_is_no_successor(db: Session) -> None:
    one = kept(db, FULL)
    with db.write("更正"):
        roster.save(db, replace(one, name="示例龑"), keys=KEYS, correcting=True)
    assert tenures(db) == [(1, date(2018, 3, 1), None)]
    assert roster.entry(db, one.id).name == "示例龑"


DAYS = st.dates(date(2019, 1, 1), date(2019, 12, 31))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), st.lists(DAYS, min_size=1, max_size=8))
def test_who_had_a_post_on_a_day_is_the_last_one_who_had_begun(
    db: Session, begun: list[date], asked: list[date]
) -> None:
    with taken_back(db):
        line = RosterEntry(0, 1, PostRole.LIAISON)
        for day in sorted(begun):
            line = roster.save(db, replace(line, name=f"{day:%m%d}", held_since=day), keys=SearchKeys())
        for day in asked:
            (stored, _until), *more = roster.holders_on(db, day)
            assert more == []
            then = max((one for one in begun if one <= day), default=None)
            assert stored.name == (f"{then:%m%d}" if then else "")
            assert stored.held_since == then
