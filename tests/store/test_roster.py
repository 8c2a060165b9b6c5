"""Roster lines, their persons and tenures, and what is missing on them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.queries import RosterQuery, SearchKeys
from lantian_desktop.domain.roster import Phones, PostRole, RosterEntry, gaps
from lantian_desktop.store import roster
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import TenureRow
from tests.store.records import TODAY, furnish, taken_back

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
)
KEYS = SearchKeys("示例䶮 高陵区 13800000000", ("shiliyan",), ("sly",), "shili yan")


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)


def kept(db: Session, entry: RosterEntry, keys: SearchKeys = KEYS) -> RosterEntry:
    with db.write("名册"):
        return roster.save(db, entry, keys=keys)


def names(db: Session, **asked: object) -> list[str]:
    return [line.name for line in roster.page(db, RosterQuery(**asked), as_of=TODAY).rows]  # type: ignore[arg-type]  # named fields


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
    changed = replace(FULL, id=one.id)
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
    told = kept(db, replace(new, name="示例丙", held_since=date(2019, 9, 1)))
    assert told.held_since == date(2019, 9, 1)
    assert tenures(db)[1:] == [(2, db.clock().date(), date(2019, 9, 1)), (3, date(2019, 9, 1), None)]
    vacant = kept(db, replace(told, name="", phones=Phones(office_phone="029-86910000")))
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
    assert roster.page(db, RosterQuery(limit=2), as_of=TODAY).total == 6
    assert roster.counts_by_unit(db) == {1: 4, 2: 1, 3: 1}


@pytest.mark.parametrize("text", ["䶮", "例", "高陵", "0000", "shiliyan", "iliy", "SLY", "１３８"])
def test_lines_are_found_by_any_part_of_name_unit_number_and_reading(db: Session, text: str) -> None:
    kept(db, FULL)
    kept(db, replace(FULL, name="别人"), SearchKeys("别人"))
    assert names(db, text=text) == ["示例䶮"]


def test_a_deleted_line_is_hidden_and_comes_back(db: Session) -> None:
    one = kept(db, FULL)
    with db.write("删除"):
        roster.delete(db, one.id)
    assert (names(db), names(db, text="䶮"), roster.counts_by_unit(db)) == ([], [], {})
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


def test_a_post_held_by_one_matches_its_successor(db: Session) -> None:
    one = kept(db, replace(FULL, round_number=None, group=""))
    asked = {**MATCH, "role": PostRole.LIAISON, "title": FULL.title}
    assert roster.match(db, **asked, name="示例乙") == one
    assert roster.match(db, **asked, name="") == one
    assert roster.match(db, **{**asked, "title": "别的职务"}, name="示例乙") is None


NUMBERS = st.sampled_from(["", "13800000000", "138", "029-86910000", "12369"])
ENTRIES = st.builds(
    lambda role, name, phones, verified: RosterEntry(0, 1, role, name=name, phones=phones, verified_on=verified),
    st.sampled_from(PostRole),
    st.sampled_from(["", "示例甲"]),
    st.builds(Phones, NUMBERS, NUMBERS, NUMBERS),
    st.none() | st.dates(TODAY - timedelta(days=190), TODAY - timedelta(days=170)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ENTRIES, max_size=6))
def test_gaps_are_counted_as_the_domain_sees_them(db: Session, drawn: list[RosterEntry]) -> None:
    with taken_back(db):
        lines = [roster.save(db, entry, keys=SearchKeys()) for entry in drawn]
        lacking = {line.id for line in lines if gaps(line, TODAY)}
        assert roster.gap_count(db, TODAY) == len(lacking)
        found = roster.page(db, RosterQuery(only_gaps=True), as_of=TODAY)
        assert {line.id for line in found.rows} == lacking
