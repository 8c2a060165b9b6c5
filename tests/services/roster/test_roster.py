"""The roster's deeds: what is lacking, who held a post when, doubles merged, lines deleted and brought back, each with its undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.domain.roster.merge import Merging
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Gap, Phones, PostRole, RosterEntry, Side, UnitKind
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal, presets, users
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.desk import exports, imports, setup
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.issues import steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import (
    gaps as roster_gaps,
)
from lantian_desktop.services.roster import (
    history as roster_history,
)
from lantian_desktop.services.roster import (
    merge as roster_merge,
)
from lantian_desktop.services.roster import (
    roster,
)
from lantian_desktop.services.roster.contact_finding import note_recent
from tests.factories import PASSWORD, QUICK, Wall

MOBILE = Phones(mobile="13800000001")


def entered(office: Office, **changes: object) -> RosterEntry:
    """Enter somebody of 高陵区."""
    unit = roster.find_unit(office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例辛", MOBILE, verified_on=office.today)
    return roster.save_entry(office, entry=replace(entry, **changes))


def liaison(office: Office) -> RosterEntry:
    """Return the post of the district's liaison."""
    unit = roster.find_unit(office, text="高陵区")
    found = roster.roster_page(office, query=RosterQuery(unit_id=unit.id)).rows
    return next(line for line in found if line.role is PostRole.LIAISON and line.unit_id == unit.id)


def shown(office: Office, **asked: object) -> list[str]:
    return [line.name for line in roster.roster_page(office, query=RosterQuery(**asked)).rows]


def test_a_district_office_begins_with_every_post_of_the_mechanism(office: Office) -> None:
    known = {unit.name: unit for unit in roster.units(office)}
    posts = {
        (line.unit_id, line.role, line.title) for line in roster.roster_page(office, query=RosterQuery(limit=999)).rows
    }
    for unit, role, title in (
        ("西安市", PostRole.CHIEF_LIAISON, "副市长"),
        ("市生态环境局", PostRole.LIAISON, "市生态环境局局长"),
        ("市配合保障工作领导小组", PostRole.GROUP_LEADER, "组长"),
        ("市配合保障办", PostRole.DUTY_PHONE, "24小时值班电话"),
        ("联合攻关小组", PostRole.GROUP_LEADER, "组长"),
        ("高陵区", PostRole.FIRST_RESPONSIBLE, "主要负责同志"),
        ("高陵区配合保障工作领导小组", PostRole.GROUP_LEADER, "副组长"),
        ("高陵区配合保障办", PostRole.OTHER, "办公室主任"),
        ("高陵区配合保障工作组", PostRole.GROUP_MEMBER, "组员"),
        ("生态环境高陵分局", PostRole.DEPARTMENT_LIAISON, "分管负责同志"),
        ("通远街道", PostRole.STREET_LIAISON, "街道（镇）联络人"),
    ):
        assert (known[unit].id, role, title) in posts, unit
    assert not any(line.name for line in roster.roster_page(office, query=RosterQuery(limit=999)).rows)
    assert known["高陵区配合保障办"].parent_id == known["高陵区"].id
    assert "新城区配合保障办" not in known


def test_a_city_office_has_its_own_bodies_only(tmp_path: Path) -> None:
    profile = presets.suggest_profile(resources(), unit_name="西安市", level=Level.CITY)
    office, _code = setup.create_office(
        tmp_path / "office",
        profile=profile,
        admin="示例甲",
        password=PASSWORD,
        clock=Wall(datetime(2019, 7, 15, 9, 0)),
        resources=resources(),
        cost=QUICK,
    )
    names = [unit.name for unit in roster.units(office) if unit.kind is UnitKind.OWN_GROUP]
    assert names == [
        "市铁腕治霾办",
        "市配合保障工作领导小组",
        "市配合保障办",
        "市配合保障工作组",
        "市部门督查督办队",
        "联合攻关小组",
    ]
    leaders = [
        line.title
        for line in roster.roster_page(office, query=RosterQuery(kind=UnitKind.OWN_GROUP)).rows
        if line.role is PostRole.GROUP_LEADER
    ]
    assert leaders == ["组长", "副组长", "组长", "队长", "组长"]
    office.session.close()


def test_gaps_are_listed_by_kind_and_remembered_until_something_changes(office: Office) -> None:
    entered(office, verified_on=None)
    counted = roster_gaps.gap_counts(office)
    assert counted[Gap.NEVER_VERIFIED] == 1
    for gap in Gap:
        assert roster.roster_page(office, query=RosterQuery(gap=gap)).total == counted[gap]
    assert shown(office, gap=Gap.NEVER_VERIFIED) == ["示例辛"]
    assert roster.roster_page(office, query=RosterQuery(only_gaps=True)).total == roster_gaps.gap_count(office)
    assert roster_gaps.gap_counts(office) is counted
    assert roster_gaps.survey(office) is roster_gaps.survey(office)
    entered(office, name="示例壬", phones=Phones(mobile="13800000002"), verified_on=None)
    assert roster_gaps.gap_counts(office)[Gap.NEVER_VERIFIED] == 2


def test_a_line_goes_stale_with_time_and_with_the_setting(office: Office, wall: Wall) -> None:
    line = entered(office)
    wall.pass_days(100)
    assert roster_gaps.findings(office, entry_id=line.id) == ()
    office_settings.change_settings(office, settings=replace(office.settings, verify_after_days=90))
    (found,) = roster_gaps.findings(office, entry_id=line.id)
    assert (found.gap, "100 天，超过 90 天" in found.reason) == (Gap.UNVERIFIED, True)
    roster.verify_entries(office, entry_ids=[line.id])
    assert roster_gaps.findings(office, entry_id=line.id) == ()
    with pytest.raises(InvalidInput, match="核实周期"):
        office_settings.change_settings(office, settings=replace(office.settings, verify_after_days=0))


def test_nobody_was_called_tomorrow(office: Office) -> None:
    with pytest.raises(InvalidInput, match="不能晚于今天") as refused:
        entered(office, verified_on=office.today + timedelta(days=1))
    assert refused.value.field == "verified_on"


def test_doubles_somebody_looked_at_are_not_reported_again(office: Office) -> None:
    one, other = entered(office), entered(office, name="示例壬", role=PostRole.OTHER)
    assert roster_gaps.gap_counts(office)[Gap.SAME_PHONE] == 2
    roster_gaps.set_apart(office, one=other.id, other=one.id)
    assert roster_gaps.gap_counts(office)[Gap.SAME_PHONE] == 0
    assert steps.undo_last(office) == "确认不是重复条目"
    assert roster_gaps.gap_counts(office)[Gap.SAME_PHONE] == 2


def test_who_was_the_liaison_then(office: Office, wall: Wall) -> None:
    post = liaison(office)
    first = roster.save_entry(office, entry=replace(post, name="示例丁", phones=MOBILE, held_since=date(2018, 3, 1)))
    wall.pass_days(10)
    roster.save_entry(office, entry=replace(first, name="示例戊", phones=Phones(mobile="13900000002")))
    unit = post.unit_id

    def then(on: date) -> list[tuple[str, str]]:
        found = roster_history.holder_at(office, on=on, unit_id=unit)
        return [(line.name, line.phones.mobile) for line in found]

    assert then(date(2018, 2, 28)) == []
    assert then(date(2018, 3, 1)) == then(date(2019, 7, 24)) == [("示例丁", "13800000001")]
    assert then(date(2019, 7, 25)) == [("示例戊", "13900000002")]
    tenure = roster_history.tenures(office, entry_id=post.id)
    assert [(one.name, roster_history.span(one)) for one in tenure] == [
        ("示例戊", "2019年7月25日 起"),
        ("示例丁", "2018年3月1日 至 2019年7月25日"),
    ]
    below = {line.unit_id for line in roster_history.roster_at(office, on=office.today, unit_id=unit)}
    assert roster.find_unit(office, text="通远街道").id in below
    assert roster.find_unit(office, text="新城区").id not in below
    assert len(roster_history.roster_at(office, on=office.today)) == roster.counts(office).existing


def test_a_line_deleted_since_is_still_in_the_roster_of_its_days(office: Office, wall: Wall) -> None:
    line = entered(office, held_since=date(2019, 7, 1))
    unknown = entered(office, name="示例壬", phones=Phones(mobile="13800000002"))
    wall.pass_days(5)
    roster.delete_entries(office, entry_ids=[line.id, unknown.id])
    names = {day: [line.name for line in roster_history.roster_at(office, on=date(2019, 7, day))] for day in (10, 20)}
    assert "示例辛" in names[10]
    assert "示例辛" not in names[20]
    assert "示例壬" not in names[10]  # nobody knows from when: it may have been a slip


def test_the_roster_of_a_day_is_searched_by_name_letters_and_unit(office: Office) -> None:
    line = entered(office, name="单示例")
    lines = roster_history.roster_at(office, on=office.today)
    for text in ("单示", "shan", "dan", "ssl", "shansl", "高陵 科员", "glq ky", "0001", "138-0000 0001", "ＳＳＬ"):
        assert line.id in {one.id for one in roster_history.matching(office, lines, text=text)}, text
    assert roster_history.matching(office, lines, text="没有这个人") == ()


def test_days_of_a_tenure_are_corrected_with_a_reason_and_one_undo(office: Office, wall: Wall) -> None:
    first = roster.save_entry(office, entry=replace(liaison(office), name="示例丁", held_since=date(2018, 3, 1)))
    wall.pass_days(10)
    roster.save_entry(office, entry=replace(first, name="示例戊"))
    now, past = roster_history.tenures(office, entry_id=first.id)

    def correct(tenure_id: int, since: date | None, until: date | None, reason: str = "按任职文件") -> None:
        roster_history.correct_tenure(office, tenure_id=tenure_id, since=since, until=until, reason=reason)

    for since, until, words in (
        (date(2018, 3, 1), date(2019, 8, 1), "重叠"),
        (date(2018, 3, 1), date(2018, 3, 1), "晚于到任"),
        (date(2018, 3, 1), None, "早已结束"),
    ):
        with pytest.raises(InvalidInput, match=words):
            correct(past.id, since, until)
    with pytest.raises(InvalidInput, match=r"示例丁的任职.*重叠"):
        correct(now.id, date(2019, 7, 1), None)
    with pytest.raises(InvalidInput, match="现任没有离任日期"):
        correct(now.id, None, office.today)
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        correct(now.id, date(2020, 1, 1), None)
    with pytest.raises(InvalidInput, match="理由"):
        correct(past.id, date(2018, 4, 1), past.until, reason=" ")
    correct(past.id, date(2018, 4, 1), date(2019, 7, 20))
    assert roster_history.tenures(office, entry_id=first.id)[1].since == date(2018, 4, 1)
    (journal_line, *_) = journal.page(office).rows
    assert (journal_line.title, journal_line.details["reason"]) == ("更正任职起止", "按任职文件")
    assert steps.undo_last(office) == "更正任职起止"
    assert roster_history.tenures(office, entry_id=first.id) == (now, past)


def test_days_once_kept_change_with_a_reason_only(office: Office) -> None:
    line = entered(office, held_since=date(2019, 7, 1))
    with pytest.raises(InvalidInput, match="历任"):
        roster.save_entry(office, entry=replace(line, held_since=date(2019, 6, 1)))
    with pytest.raises(InvalidInput, match="接任日期不能更早"):
        roster.save_entry(office, entry=replace(line, name="示例壬", held_since=date(2019, 6, 1)))
    with pytest.raises(InvalidInput, match="不能晚于今天"):
        roster.save_entry(office, entry=replace(line, name="示例壬", held_since=date(2019, 9, 1)))
    successor = roster.save_entry(office, entry=replace(line, name="示例壬", held_since=date(2019, 7, 10)))
    with pytest.raises(InvalidInput, match="历任"):
        roster.save_entry(office, entry=replace(successor, held_since=None))


def test_a_wrongly_written_name_is_corrected_without_a_successor(office: Office) -> None:
    line = entered(office, held_since=date(2019, 7, 1))
    roster.save_entry(office, entry=replace(line, name="示例莘"), correcting=True)
    (tenure,) = roster_history.tenures(office, entry_id=line.id)
    assert (tenure.name, tenure.since, tenure.until) == ("示例莘", date(2019, 7, 1), None)


def chosen(office: Office, one: RosterEntry, other: RosterEntry) -> Merging:
    return roster_merge.proposal(office, one=one.id, other=other.id)


def test_two_lines_become_one_and_one_undo_parts_them(office: Office, wall: Wall) -> None:
    first = entered(office, held_since=date(2018, 1, 1))
    wall.pass_days(1)
    one = roster.save_entry(office, entry=replace(first, name="示例壬", remark="夜间可打"))
    other = entered(office, name="示例壬", phones=Phones(mobile="13800000009"), verified_on=None)
    roster.star_entries(office, entry_ids=[other.id], starred=True)
    other = roster.roster_entry(office, entry_id=other.id)
    before = shown(office, unit_id=one.unit_id)
    merging = chosen(office, one, other)
    kept = roster_merge.merge_entries(office, merging=merging, from_other=merging.from_other | {"mobile"})
    assert (kept.id, kept.phones.mobile, kept.remark, kept.starred) == (one.id, "13800000009", "夜间可打", True)
    assert shown(office, removed=True) == ["示例壬"]
    assert [tenure.name for tenure in roster_history.tenures(office, entry_id=one.id)] == ["示例壬", "示例辛"]
    (journal_line, *_) = journal.page(office).rows
    assert journal_line.details == {"contact": one.id, "merged": other.id, "records": {"roster": [one.id, other.id]}}
    then = [line.name for line in roster_history.roster_at(office, on=office.today, unit_id=one.unit_id)]
    assert then.count("示例壬") == 1
    assert steps.undo_last(office) == "合并名册条目"
    assert shown(office, unit_id=one.unit_id) == before
    assert roster.roster_entry(office, entry_id=one.id) == one
    assert roster.roster_entry(office, entry_id=other.id) == other


def test_former_holders_go_along_unless_their_days_contradict(office: Office, wall: Wall) -> None:
    keep = entered(office, remark="较全的一条", held_since=date(2019, 7, 15))
    other = entered(office, name="示例前", role=PostRole.OTHER, phones=Phones(), held_since=date(2017, 1, 1))
    wall.pass_days(-100)
    other = roster.save_entry(office, entry=replace(other, name="示例中"))
    wall.pass_days(110)
    other = roster.save_entry(office, entry=replace(other, name="示例辛"))
    roster_merge.merge_entries(office, merging=chosen(office, keep, other), from_other=frozenset())
    assert [tenure.name for tenure in roster_history.tenures(office, entry_id=keep.id)] == ["示例辛", "示例前"]
    assert [tenure.name for tenure in roster_history.tenures(office, entry_id=other.id)] == ["示例辛", "示例中"]


def test_a_merged_line_is_checked_like_a_typed_one(office: Office) -> None:
    one, other = entered(office), entered(office, name="示例壬")
    with pytest.raises(InvalidInput, match="两条不同"):
        roster_merge.proposal(office, one=one.id, other=one.id)
    merging = chosen(office, one, other)
    wrong = replace(merging, other=replace(merging.other, phones=Phones(mobile="138")))
    with pytest.raises(InvalidInput, match="格式不对"):
        roster_merge.merge_entries(office, merging=wrong, from_other=frozenset({"mobile"}))
    assert shown(office, removed=True) == []


def test_what_is_deleted_waits_to_be_restored_with_its_holder(office: Office, wall: Wall) -> None:
    one, two = (
        entered(office, held_since=date(2019, 7, 1)),
        entered(office, name="示例壬", phones=Phones("029-86900000")),
    )
    roster.delete_entries(office, entry_ids=[one.id, two.id])
    assert sorted(shown(office, removed=True)) == sorted(["示例辛", "示例壬"])
    assert roster.counts(office).removed == 2
    assert shown(office, removed=True, text="示例壬") == ["示例壬"]
    assert steps.undo_last(office) == "删除名册条目"
    assert roster.roster_entry(office, entry_id=one.id) == one
    roster.delete_entries(office, entry_ids=[one.id])
    wall.pass_days(3)
    roster.restore_entries(office, entry_ids=[one.id])
    assert roster.roster_entry(office, entry_id=one.id) == one
    assert shown(office, text="示例辛") == ["示例辛"]
    steps.undo_last(office)
    assert shown(office, removed=True) == ["示例辛"]


def test_stars_and_calls_are_noted_for_many_at_once(office: Office, wall: Wall) -> None:
    one, two = entered(office), entered(office, name="示例壬", phones=Phones(office_phone="029-86900000"))
    roster.star_entries(office, entry_ids=[one.id, two.id], starred=True)
    assert (sorted(shown(office, starred=True)), roster.counts(office).starred) == (sorted(["示例辛", "示例壬"]), 2)
    assert steps.undo_last(office) == "标为常用"
    assert shown(office, starred=True) == []
    wall.pass_days(4)
    roster.verify_entries(office, entry_ids=[one.id, two.id])
    assert roster.roster_entry(office, entry_id=two.id).verified_on == office.today
    assert steps.undo_last(office) == "核实名册条目"
    assert roster.roster_entry(office, entry_id=two.id).verified_on == two.verified_on


def test_the_lines_looked_up_last_come_latest_first(office: Office) -> None:
    lines = [entered(office, name=name, phones=Phones(mobile=f"1380000000{n}")) for n, name in enumerate("甲乙丙")]
    for number in (99_999, lines[0].id, lines[2].id):
        note_recent(office, number)
    roster.delete_entries(office, entry_ids=[lines[1].id])
    assert shown(office, recent=True) == ["丙", "甲"]
    assert shown(office, recent=True, offset=1) == ["甲"]
    assert roster.counts(office).recent == 2


def test_an_entry_and_an_edit_are_taken_back(office: Office) -> None:
    line = entered(office)
    roster.save_entry(office, entry=replace(line, name="示例壬", side=Side.B))
    assert steps.undo_last(office) == "修改名册条目"
    assert roster.roster_entry(office, entry_id=line.id) == line
    assert steps.undo_last(office) == "新增名册条目"
    assert shown(office, text="示例辛") == []
    with pytest.raises(Refused):
        steps.undo_last(office)


def test_a_shown_number_is_journalled_by_post_not_by_name(office: Office) -> None:
    line = entered(office)
    office.switch_user(users.add_user(office, name="示例癸", roles={Role.HEAD}, password=PASSWORD, cost=QUICK))
    assert roster.entries(office, ids=[line.id])[0].phones.mobile == "138****0001"
    assert roster.reveal_mobile(office, entry_id=line.id) == "13800000001"
    (journal_line, *_) = journal.page(office).rows
    assert (journal_line.title, journal_line.user) == ("查看手机号码", "示例癸")
    assert journal_line.details == {"contact": line.id, "unit": "高陵区", "role": "工作人员"}
    with pytest.raises(NotAllowed):
        roster.star_entries(office, entry_ids=[line.id], starred=True)
    with pytest.raises(NotAllowed):
        roster_merge.proposal(office, one=line.id, other=line.id + 1)


def test_a_side_goes_out_and_comes_in_with_the_sheet(office: Office, tmp_path: Path) -> None:
    post = liaison(office)
    roster.save_entry(office, entry=replace(post, name="示例丁", phones=MOBILE, side=Side.A))
    entered(office, role=PostRole.LIAISON, title=post.title, name="示例戊", side=Side.B)
    exports.export_roster(office, path=tmp_path / "名册.xlsx")
    plan = imports.precheck(office, kind=ImportKind.ROSTER, path=tmp_path / "名册.xlsx")
    assert {row.verdict.value for row in plan.rows} == {"same"}
    roster.delete_entries(office, entry_ids=[line.id for line in roster.roster_page(office, query=RosterQuery()).rows])
    plan = imports.precheck(office, kind=ImportKind.ROSTER, path=tmp_path / "名册.xlsx")
    imports.apply_import(office, plan=plan)
    sides = {line.name: line.side for line in roster.roster_page(office, query=RosterQuery(text="示例")).rows}
    assert sides == {"示例丁": Side.A, "示例戊": Side.B}
