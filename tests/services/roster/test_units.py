"""Units entered, renamed, moved and removed: the rules, the fixed order, what is found afterwards, and each with its undo."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Unit, UnitKind
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import finding, setup
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster, units
from lantian_desktop.services.roster.contact_finding import find_contacts
from tests.factories import PASSWORD, QUICK, new_issue


def unit(office: Office, name: str) -> Unit:
    return roster.find_unit(office, text=name)


def street(office: Office, name: str = "泾环街道", **more: object) -> Unit:
    blank = Unit(0, name, "", UnitKind.STREET, 0, parent_id=unit(office, "高陵区").id)
    return units.save_unit(office, unit=replace(blank, **more))


def order(office: Office) -> list[str]:
    return [one.name for one in roster.units(office)]


def streets(office: Office) -> list[str]:
    return [
        one.name
        for one in roster.units(office)
        if one.parent_id == unit(office, "高陵区").id and one.kind is UnitKind.STREET
    ]


def refused(office: Office, one: Unit) -> tuple[str, str | None]:
    with pytest.raises(InvalidInput) as error:
        units.save_unit(office, unit=one)
    return error.value.sentence, error.value.field


def enter(office: Office, where: Unit, name: str = "示例辛") -> RosterEntry:
    entry = RosterEntry(0, where.id, PostRole.STREET_LIAISON, "街道主任", name, Phones(mobile="13800000001"))
    return roster.save_entry(office, entry=entry)


def test_a_new_street_follows_the_last_one_of_its_district(office: Office) -> None:
    before, all_before = streets(office), order(office)
    made = street(office, " 泾环街道 ", aliases=(" 泾环街办 ", "泾环街道", ""))
    assert (made.name, made.short_name, made.aliases) == ("泾环街道", "泾环街道", ("泾环街办",))
    assert streets(office) == [*before, "泾环街道"]
    assert [name for name in order(office) if name != "泾环街道"] == all_before
    places = [one.order for one in roster.units(office)]
    assert all(one < other for one, other in pairwise(places))
    assert unit(office, "泾环街办").id == made.id
    steps.undo_last(office)
    assert order(office) == all_before


def test_the_first_of_its_sort_follows_what_it_is_below(office: Office) -> None:
    above = unit(office, "通远街道")
    made = units.save_unit(office, unit=Unit(0, "某热力公司", "", UnitKind.ENTERPRISE, 0, parent_id=above.id))
    assert order(office).index(made.name) == order(office).index("通远街道") + 1


def test_a_unit_moves_among_its_own_only_and_back_again(office: Office) -> None:
    before, known = streets(office), order(office)
    units.move_unit(office, unit_id=unit(office, before[0]).id, by=1)
    assert streets(office) == [before[1], before[0], *before[2:]]
    assert [name for name in order(office) if name not in before] == [name for name in known if name not in before]
    steps.undo_last(office)
    assert order(office) == known
    assert not units.may_move(office, unit_id=unit(office, before[0]).id, by=-1)
    with pytest.raises(Refused, match=f"“{before[0]}”已经排在最前"):
        units.move_unit(office, unit_id=unit(office, before[0]).id, by=-1)
    with pytest.raises(Refused, match="已经排在最后"):
        units.move_unit(office, unit_id=unit(office, before[-1]).id, by=1)


def test_the_roster_stands_in_the_new_order(office: Office) -> None:
    first, second, *_ = streets(office)
    enter(office, unit(office, first), "示例甲一")
    enter(office, unit(office, second), "示例乙一")

    def shown() -> list[str]:
        rows = roster.roster_page(office, query=RosterQuery(kind=UnitKind.DISTRICT, limit=999)).rows
        return [row.name for row in rows if row.name]

    assert shown() == ["示例甲一", "示例乙一"]
    units.move_unit(office, unit_id=unit(office, second).id, by=-1)
    assert shown() == ["示例乙一", "示例甲一"]


def test_what_a_unit_is_called_belongs_to_it_alone(office: Office) -> None:
    assert refused(office, Unit(0, "  ", "", UnitKind.DEPARTMENT, 0)) == ("请填写单位名称。", "name")
    parent = unit(office, "高陵区").id
    blank = Unit(0, "泾环街道", "", UnitKind.STREET, 0, parent_id=parent)
    assert refused(office, replace(blank, name="通远 街道")) == ("“通远 街道”已是“通远街道”的名称，请换一个。", "name")
    city = unit(office, "西安市")
    for field, word in (("short_name", city.short_name), ("formal_name", city.name), ("code", city.code)):
        refusal, named = refused(office, replace(blank, **{field: word}))
        assert "已是“西安市”的" in refusal
        assert named == field
    refusal, named = refused(office, replace(blank, aliases=("泾环", "市级")))
    assert (refusal, named) == ("“市级”已是“西安市”的别称，请换一个。", "aliases")
    assert "泾环街道" not in order(office)


def test_a_unit_stands_where_it_can(office: Office) -> None:
    gaoling, tongyuan = unit(office, "高陵区"), unit(office, "通远街道")
    orphan = Unit(0, "泾环街道", "", UnitKind.STREET, 0)
    assert refused(office, orphan) == ("请选择街道（镇）所在的区县、开发区或新区。", "parent_id")
    refusal, field = refused(office, replace(orphan, parent_id=tongyuan.id))
    assert field == "parent_id"
    assert "只能在区县、开发区、新区下面" in refusal
    refusal, field = refused(office, Unit(0, "某区", "", UnitKind.DISTRICT, 0, parent_id=gaoling.id))
    assert "区县没有上级单位" in refusal
    circle = replace(gaoling, kind=UnitKind.ENTERPRISE, parent_id=tongyuan.id)
    assert refused(office, circle) == ("“通远街道”就是“高陵区”或在它下面，请选择别的上级单位。", "parent_id")
    refusal, field = refused(office, replace(gaoling, kind=UnitKind.DEPARTMENT))
    assert field == "kind"
    moved = units.save_unit(office, unit=replace(tongyuan, parent_id=unit(office, "临潼区").id))
    beside = [one.name for one in roster.units(office) if (one.parent_id, one.kind) == (moved.parent_id, moved.kind)]
    assert beside[-1] == "通远街道"


def test_what_belongs_to_a_renamed_unit_is_found_by_its_new_name(office: Office) -> None:
    new_street = street(office)
    entry = enter(office, new_street)
    gone = enter(office, new_street, "示例壬")
    roster.delete_entries(office, entry_ids=[gone.id])
    issue = issues.register_issue(office, issue=new_issue(office, territory_id=new_street.id, site="某汽修厂"))

    def found(text: str) -> tuple[list[int], list[int], list[int]]:
        contacts = [hit.entry.id for hit in find_contacts(office, text=text)]
        lines = [row.id for row in roster.roster_page(office, query=RosterQuery(text=text)).rows]
        listed = [row.id for row in issues.issue_page(office, query=IssueQuery(text=text)).rows]
        return contacts, lines, listed

    everything = ([entry.id], [entry.id], [issue.id])
    assert found("泾环") == found("泾环街道") == everything
    units.save_unit(office, unit=replace(new_street, name="昭慧街道", short_name="", aliases=("昭慧园区",)))
    assert found("昭慧") == found("昭慧街道") == everything
    assert found("泾环") == ([], [], [])
    assert found("zhaohui")[:2] == everything[:2]
    assert {hit.kind for hit in finding.find(office, text="昭慧街道")} >= {"contact", "issue"}
    roster.restore_entries(office, entry_ids=[gone.id])
    assert sorted(found("昭慧")[0]) == sorted([entry.id, gone.id])
    steps.undo_last(office)
    assert steps.undo_title(office) == "修改单位"
    steps.undo_last(office)
    assert found("泾环") == everything
    assert found("昭慧") == ([], [], [])


def test_only_a_unit_nothing_refers_to_goes(office: Office) -> None:
    new_street, before = street(office), order(office)
    units.remove_unit(office, unit_id=new_street.id)
    assert "泾环街道" not in order(office)
    steps.undo_last(office)
    assert order(office) == before
    assert unit(office, "泾环街道") == new_street
    issues.register_issue(office, issue=new_issue(office, territory_id=new_street.id))
    entry = enter(office, new_street)
    roster.delete_entries(office, entry_ids=[entry.id])
    with pytest.raises(Refused, match="“泾环街道”还有名册条目 1、问题 1（已删除的也算），不能删除"):
        units.remove_unit(office, unit_id=new_street.id)
    with pytest.raises(Refused, match="“高陵区”是本单位，不能删除"):
        units.remove_unit(office, unit_id=unit(office, "高陵区").id)


def test_our_own_unit_keeps_the_name_the_settings_know_it_by(office: Office) -> None:
    own = unit(office, "高陵区")
    refusal, _field = refused(office, replace(own, name="高陵新区", short_name="高陵新区"))
    assert refusal == "“高陵区”是本单位，要改名请先在“设置”里改本单位的简称。"
    changed = units.save_unit(office, unit=replace(own, aliases=(*own.aliases, "高陵片区")))
    assert unit(office, "高陵片区") == changed
    assert changed.order == own.order


def test_every_change_needs_the_right_and_stands_in_the_journal(office: Office) -> None:
    new_street = street(office)
    units.move_unit(office, unit_id=new_street.id, by=-1)
    units.remove_unit(office, unit_id=new_street.id)
    assert [line.title for line in journal.page(office, limit=3).rows] == ["删除单位", "调整单位次序", "新增单位"]
    users.add_user(office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    setup.unlock(office, user="示例审", password=PASSWORD)
    with pytest.raises(NotAllowed):
        street(office, "泾塬街道")
    with pytest.raises(NotAllowed):
        units.move_unit(office, unit_id=unit(office, "通远街道").id, by=1)
    with pytest.raises(NotAllowed):
        units.remove_unit(office, unit_id=unit(office, "通远街道").id)
