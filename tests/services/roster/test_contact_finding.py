"""Contacts found on a real store: fields, ranking, masks, stars, recents, old lines without readings, and the lists beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.contact_search import ContactHit, Marked
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import users
from lantian_desktop.services.desk import finding, setup
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster, units
from lantian_desktop.services.roster.contact_finding import find_contacts, note_recent, recent_contacts
from lantian_desktop.store.rows import sql
from tests.factories import PASSWORD, QUICK, new_issue


def add(office: Office, name: str, unit: str = "高陵区", *, title: str = "综合组", **more: object) -> RosterEntry:
    phones = Phones(**{key: str(more.pop(key)) for key in ("mobile", "office_phone", "duty_phone") if key in more})
    found = roster.find_unit(office, text=unit)
    entry = RosterEntry(0, found.id, PostRole.STAFF, title, name, phones)
    return roster.save_entry(office, entry=replace(entry, **more))  # type: ignore[arg-type]  # the caller names fields


def names(hits: tuple[ContactHit, ...]) -> list[str]:
    return [hit.name.text for hit in hits]


def find(office: Office, text: str, **more: object) -> list[str]:
    """Return who is found, posts nobody holds aside."""
    return [name for name in names(find_contacts(office, text=text, **more)) if name not in {"", "待报"}]  # type: ignore[arg-type]  # limit, only


def as_reader(office: Office) -> None:
    """Let somebody go on who may not see mobiles."""
    users.add_user(office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    setup.unlock(office, user="示例审", password=PASSWORD)


@pytest.mark.parametrize(
    ("typed", "field", "covers"),
    [
        ("张艺", "name", "张艺"),
        ("zhangy", "name", "张艺"),
        ("zhyi", "name", "张艺"),
        ("ZYI", "name", "张艺"),
        ("ｙｉ", "name", "艺"),
        ("高新区", "unit", "高新区"),
        ("gxq", "unit", "高新区"),
        ("gaoxin", "unit", "高新"),
        ("西安高新", "unit", "高新区"),
        ("jsgg", "post", "技术骨干"),
        ("gongz", "post", "工作"),
        ("0042", "number", "0042"),
        ("138-0000", "number", "138 0000"),
        ("１３８", "number", "138"),
    ],
)
def test_every_field_is_found_and_what_matched_is_pointed_out(
    office: Office, typed: str, field: str, covers: str
) -> None:
    add(office, "张艺", "高新区", title="技术骨干", mobile="138 0000 0042")
    (hit,) = [hit for hit in find_contacts(office, text=typed, limit=500) if hit.name.text == "张艺"]
    marks = {name: getattr(hit, name) for name in ("name", "unit", "post", "number")}
    painted = {name: [marked.text[begins:ends] for begins, ends in marked.spans] for name, marked in marks.items()}
    assert painted == {"name": [], "unit": [], "post": [], "number": [], field: [covers]}


def test_words_may_hit_different_fields_and_all_are_needed(office: Office) -> None:
    add(office, "张艺", "高新区", title="联络员")
    add(office, "张艺", "雁塔区", title="联络员")
    assert len(find_contacts(office, text="zy")) >= 2
    (hit,) = [hit for hit in find_contacts(office, text="gxq lly zy") if hit.name.text == "张艺"]
    assert hit.unit == Marked("高新区", ((0, 3),))
    assert hit.name.spans == ((0, 2),)
    assert find(office, "gxq zy 没有") == []
    assert find(office, "  ") == []


def test_order_of_hits(office: Office) -> None:
    add(office, "王章", "新城区", starred=True)
    add(office, "章", "高陵区")
    second = add(office, "张三", "高陵区")
    add(office, "张伯", "雁塔区")
    starred = add(office, "张飞", "未央区", starred=True)
    add(office, "占刚", "碑林区")
    assert find(office, "zhang") == ["章", "张飞", "张伯", "张三", "占刚", "王章"]
    assert find(office, "zhang", limit=2) == ["章", "张飞"]
    note_recent(office, roster.find_unit(office, text="雁塔区").id + 100_000)  # gone since
    note_recent(office, second.id)
    assert find(office, "zhang")[:4] == ["章", "张飞", "张三", "张伯"]
    (last, *_) = find_contacts(office, text="zhangbo")
    note_recent(office, last.id)
    assert find(office, "zhang")[:4] == ["章", "张飞", "张伯", "张三"]
    assert find(office, "zhang", only={second.id, starred.id}) == ["张飞", "张三"]


def test_who_was_looked_up_last_is_kept_for_each_user(office: Office) -> None:
    people = [add(office, f"示例{sign}") for sign in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"]
    for person in (*people, people[3]):
        note_recent(office, person.id)
    kept = names(recent_contacts(office))
    assert kept[:3] == ["示例四", "示例丑", "示例子"]
    assert len(kept) == 20
    roster.delete_entries(office, entry_ids=[people[3].id])
    assert names(recent_contacts(office))[:2] == ["示例丑", "示例子"]
    setup.unlock(office, user="示例乙", password=PASSWORD)
    assert recent_contacts(office) == ()


def test_a_masked_number_does_not_leak(office: Office) -> None:
    add(office, "示例丁", mobile="13857913579", office_phone="029-86912345")
    as_reader(office)
    for typed in ("3579", "138", "579", "示例丁"):
        (hit,) = find_contacts(office, text=typed)
        assert hit.number.text == hit.entry.phones.mobile == "138****3579"
        painted = "".join(hit.number.text[begins:ends] for begins, ends in hit.number.spans)
        assert "*" not in painted
        assert "5791" not in repr(hit)
    (hit,) = find_contacts(office, text="3579")
    assert hit.number.spans == ((7, 11),)
    (hit,) = find_contacts(office, text="12345")
    assert hit.number == Marked("029-86912345", ((7, 12),))
    assert "13857913579" not in repr(finding.find(office, text="3579"))
    roster_rows = roster.roster_page(office, query=RosterQuery(text="3579")).rows
    assert [entry.phones.mobile for entry in roster_rows] == ["138****3579"]


def test_hidden_digits_cannot_be_tried_one_by_one(office: Office) -> None:
    add(office, "示例丁", mobile="13857913579")
    assert find(office, "5791") == find(office, "1385") == find(office, "13857913579") == ["示例丁"]
    as_reader(office)
    for typed in ("5791", "1385", "13579", "13857913579"):
        assert find_contacts(office, text=typed) == ()
        assert finding.find(office, text=typed) == ()
        assert roster.roster_page(office, query=RosterQuery(text=typed)).rows == ()


def test_the_index_follows_every_change(office: Office) -> None:
    contact = add(office, "单明", mobile="13800000077")
    assert find(office, "shanm") == find(office, "danm") == find(office, "0077") == ["单明"]
    roster.save_entry(office, entry=replace(contact, name="解明"))
    assert find(office, "danm") == []
    assert find(office, "xiem") == find(office, "jiem") == ["解明"]
    unit = roster.find_unit(office, text="高陵区")
    units.save_unit(office, unit=replace(unit, aliases=(*unit.aliases, "昭慧片区")))
    assert "解明" in find(office, "zhpq", limit=500)
    roster.delete_entries(office, entry_ids=[contact.id])
    assert find(office, "xiem") == []


def test_a_change_that_is_rolled_back_leaves_no_trace(office: Office) -> None:
    contact = add(office, "单明")

    def fail() -> None:
        with office.session.write("失败") as touched:
            roster.store_entry(office, replace(contact, name="查明"))
            touched.add("roster")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert find(office, "shanming") == ["单明"]
    assert find(office, "zhaming") == []


def make_old(office: Office) -> None:
    """Turn the roster into one stored before readings were kept."""
    with office.session.write_unjournalled():
        office.session.database.execute_sql("UPDATE post SET spelled = '', sort_key = 'z'")
    office.session.forget("roster")


def kept(office: Office) -> list[tuple[str, str]]:
    return list(sql(office.session, "SELECT spelled, sort_key FROM post ORDER BY id"))


def test_lines_from_before_readings_were_kept_get_them(office: Office) -> None:
    add(office, "单明")
    add(office, "万俟雅")
    before = kept(office)
    lines = sql(office.session, "SELECT COUNT(*) FROM journal")
    make_old(office)
    assert find(office, "shanm") == ["单明"]
    assert kept(office) == before
    assert all(spelling for spelling, _ in before)
    assert sql(office.session, "SELECT COUNT(*) FROM journal") == lines


def test_readings_are_kept_anew_after_a_unit_was_renamed(office: Office) -> None:
    add(office, "单明")
    unit = roster.find_unit(office, text="高陵区")
    units.save_unit(office, unit=replace(unit, short_name="行长街"))
    assert "单明" in find(office, "hzj dan") == find(office, "xingzhang dan")
    spelling = [text for text, _ in kept(office) if "行长街" in text]
    page = roster.roster_page(office, query=RosterQuery(unit_id=unit.id))
    assert len(spelling) == sum(line.unit_id == unit.id for line in page.rows)


def test_a_reader_beside_the_window_finds_all_the_same(office: Office) -> None:
    add(office, "单明")
    make_old(office)
    beside = setup.sign_in(
        office.folder, user="示例甲", password=PASSWORD, clock=office.clock, resources=resources(), window=False
    )
    try:
        assert find(beside, "danm") == ["单明"]
    finally:
        beside.session.close()
    assert [spelling for spelling, _ in kept(office) if spelling] == []


def test_a_searched_roster_page_is_ranked_and_narrowed(office: Office) -> None:
    for name, unit in (("王单", "新城区"), ("单明", "高陵区"), ("单海", "雁塔区")):
        add(office, name, unit)
    page = roster.roster_page(office, query=RosterQuery(text="shan"))
    assert [entry.name for entry in page.rows if entry.name] == ["单海", "单明", "王单"]
    assert page.total == len(page.rows) == len(find_contacts(office, text="shan", limit=500))
    page = roster.roster_page(office, query=RosterQuery(text="shan", offset=1, limit=1))
    assert ([entry.name for entry in page.rows], page.offset) == (["单明"], 1)
    unit = roster.find_unit(office, text="高陵区")
    page = roster.roster_page(office, query=RosterQuery(text="shan", unit_id=unit.id))
    assert [entry.name for entry in page.rows if entry.name] == ["单明"]
    gaps = roster.roster_page(office, query=RosterQuery(text="gaoling", only_gaps=True))
    assert gaps.total
    below = {one.id for one in roster.units(office) if unit.id in {one.id, one.parent_id}}
    assert all(entry.unit_id in below for entry in gaps.rows)


def test_find_anything_ranks_contacts_and_leaves_room_for_the_rest(office: Office) -> None:
    for sign in "一二三四五六七八":
        add(office, f"王通{sign}远", title="通远街道专干")
    add(office, "通远")
    issue = issues.register_issue(office, issue=new_issue(office))
    found = finding.find(office, text="通远", limit=6)
    assert [hit.kind for hit in found] == ["contact"] * 5 + ["issue"]
    assert (found[0].title, found[-1].id) == ("通远", issue.id)
    assert found[0].contact is not None
    assert found[0].contact.name == Marked("通远", ((0, 2),))
    assert [hit.kind for hit in finding.find(office, text="通远", kinds=("issue",))] == ["issue"]
    assert {hit.kind for hit in finding.find(office, text="ty", kinds=("contact",))} == {"contact"}


def test_a_post_without_a_person_is_found_by_unit_and_role(office: Office, tmp_path: Path) -> None:
    hits = find_contacts(office, text="lantian lly")
    assert hits
    assert {hit.unit.text for hit in hits} == {"蓝田县"}
    assert {hit.name for hit in hits} == {Marked("待报")}


def test_the_side_of_a_post_is_reported_and_found(office: Office) -> None:
    for name, side in (("示例丑", Side.B), ("示例子", Side.A)):
        add(office, name, role=PostRole.LIAISON, title="主任", side=side)
    posts = {hit.name.text: hit.post.text for hit in find_contacts(office, text="示例")}
    assert posts == {"示例子": "主任 联络员 A角", "示例丑": "主任 联络员 B角"}
    assert find(office, "lly a角") == ["示例子"]
    assert find(office, "联络员 bj") == ["示例丑"]
