"""The roster looked through as a whole: every kind of gap in words, posts one person may not hold together, doubles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lantian_desktop.domain.roster.gaps import Survey, survey
from lantian_desktop.domain.roster.roster import Gap, Phones, PostRole, RosterEntry, Side, Tenure, malformed

TODAY = date(2019, 7, 15)
UNITS = {1: "高陵", 2: "新城", 9: "强化监督工作组"}
WHOLE = RosterEntry(
    1, 1, PostRole.LIAISON, "主任", "示例甲", Phones("029-86900000", "13800000001"), verified_on=date(2019, 7, 1)
)


def seen(*lines: RosterEntry, **asked: object) -> Survey:
    return survey(lines, as_of=TODAY, units=UNITS, **asked)  # type: ignore[arg-type]  # named arguments


def findings_of(line: RosterEntry) -> list[tuple[Gap, str]]:
    return [(one.gap, one.reason) for one in seen(line).findings.get(line.id, ())]


def test_a_whole_line_has_no_gap() -> None:
    assert seen(WHOLE).findings == {}
    assert seen(RosterEntry(2, 1, PostRole.DUTY_PHONE, phones=Phones(duty_phone="029-86900000"))).findings == {}


@pytest.mark.parametrize(
    ("changes", "gap", "words"),
    [
        ({"name": ""}, Gap.NO_PERSON, "待报"),
        ({"phones": Phones(email="a@example.cn")}, Gap.NO_PHONE, "都空着"),
        ({"phones": Phones(), "role": PostRole.DUTY_PHONE, "name": ""}, Gap.NO_PHONE, "24小时值班还没有号码"),
        ({"phones": Phones(mobile="12800000000")}, Gap.MALFORMED, "13 至 19"),
        ({"phones": Phones(office_phone="86900000")}, Gap.MALFORMED, "区号"),
        ({"phones": Phones("029-86900000", extension="转8")}, Gap.MALFORMED, "分机只能是数字"),
        ({"verified_on": None}, Gap.NEVER_VERIFIED, "还没有"),
        ({"verified_on": TODAY - timedelta(days=181)}, Gap.UNVERIFIED, "已 181 天，超过 180 天"),
    ],
)
def test_each_gap_says_what_is_missing(changes: dict[str, object], gap: Gap, words: str) -> None:
    ((found, reason),) = findings_of(replace(WHOLE, **changes))
    assert found is gap
    assert words in reason


def test_the_days_until_the_next_call_are_a_setting() -> None:
    old = replace(WHOLE, verified_on=TODAY - timedelta(days=31))
    assert seen(old, verify_after_days=31).findings == {}
    assert seen(old, verify_after_days=30).ids(Gap.UNVERIFIED) == {1}


@pytest.mark.parametrize(
    ("phones", "wrong"),
    [
        (Phones(), ()),
        (Phones(mobile="13800000001、19900000002"), ()),
        (Phones(mobile="138 0000 0001"), ()),
        (Phones(mobile="13800000001、1380"), ("mobile",)),
        (Phones(office_phone="029-86900000-801", fax="029-86900001", extension="801"), ()),
        (Phones(office_phone="12369", duty_phone="400-123-4567"), ()),
        (Phones(office_phone="8690000", duty_phone="13800000001"), ("office_phone",)),
        (Phones(fax="86900000", extension="8-1"), ("fax", "extension")),
    ],
)
def test_numbers_are_judged_by_their_form(phones: Phones, wrong: tuple[str, ...]) -> None:
    assert malformed(phones) == wrong


SAME = replace(WHOLE, id=2)
LEADER = replace(WHOLE, role=PostRole.GROUP_LEADER, unit_id=9, round_number=12, group="第1组")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (WHOLE, replace(SAME, role=PostRole.CHIEF_LIAISON), "总联络人和联络员"),
        (WHOLE, replace(SAME, unit_id=2), "两个单位"),
        (WHOLE, replace(SAME, unit_id=2, role=PostRole.CHIEF_LIAISON), "两个单位"),
        (replace(WHOLE, side=Side.A), replace(SAME, side=Side.B), "A角和B角"),
        (LEADER, replace(LEADER, id=2, role=PostRole.GROUP_MEMBER), "组长和组员"),
        (LEADER, replace(LEADER, id=2, group="第2组"), "两个组"),
        (LEADER, SAME, "督导帮扶组人员不能兼任"),
        (SAME, replace(LEADER, id=1), "督导帮扶组人员不能兼任"),
    ],
)
def test_one_person_in_two_posts_that_do_not_go_together(one: RosterEntry, other: RosterEntry, words: str) -> None:
    found = seen(one, other)
    for line, beside in ((one, other), (other, one)):
        (conflict,) = [finding for finding in found.findings[line.id] if finding.gap is Gap.CONFLICT]
        assert words in conflict.reason
        assert UNITS[beside.unit_id] in conflict.reason
        assert conflict.others == (beside.id,)


@pytest.mark.parametrize(
    "other",
    [
        replace(SAME, name="示例乙", role=PostRole.CHIEF_LIAISON),
        replace(SAME, unit_id=2, phones=Phones(mobile="13800000002")),  # another person of that name
        replace(SAME, unit_id=2, role=PostRole.STAFF),
        replace(SAME, role=PostRole.FIRST_RESPONSIBLE),
        replace(LEADER, id=2, group="第2组", phones=Phones(mobile="13800000003")),
    ],
)
def test_what_goes_together_is_no_conflict(other: RosterEntry) -> None:
    assert seen(WHOLE, other).ids(Gap.CONFLICT) == frozenset()


def test_doubles_are_found_by_mobile_and_by_name_in_a_unit() -> None:
    by_phone = replace(
        WHOLE, id=2, unit_id=2, role=PostRole.STAFF, name="示例乙", phones=Phones(mobile="138-0000-0001")
    )
    by_name = replace(WHOLE, id=3, role=PostRole.STAFF, name="示 例甲", phones=Phones(mobile="13800000009"))
    found = seen(WHOLE, by_phone, by_name)
    assert found.ids(Gap.SAME_PHONE) == {1, 2}
    assert found.ids(Gap.SAME_NAME) == {1, 3}
    assert "新城 主任 示例乙" in found.findings[1][0].reason
    assert found.counts()[Gap.SAME_PHONE] == 2
    apart = seen(WHOLE, by_phone, by_name, distinct={frozenset({1, 2})})
    assert (apart.ids(Gap.SAME_PHONE), apart.ids(Gap.SAME_NAME)) == (frozenset(), {1, 3})


def test_an_office_phone_shared_by_a_unit_is_no_double() -> None:
    other = replace(WHOLE, id=2, name="示例乙", phones=Phones("029-86900000", "13800000002"))
    assert seen(WHOLE, other).ids(Gap.SAME_PHONE) == frozenset()


def test_a_crowd_of_doubles_stays_readable() -> None:
    crowd = [replace(WHOLE, id=number) for number in range(1, 101)]
    found = seen(*crowd)
    assert found.ids(Gap.SAME_PHONE) == {line.id for line in crowd}
    assert max(len(findings) for number, findings in found.findings.items() if number > 1) == 2


def test_gaps_come_in_the_order_they_are_dealt_with() -> None:
    line = replace(WHOLE, phones=Phones(mobile="1380"), verified_on=None)
    beside = replace(line, id=2)
    order = [one.gap for one in seen(line, beside).findings[1]]
    assert order == [gap for gap in Gap if gap in order]
    assert order[0] is Gap.MALFORMED


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ((None, None), (None, date(2019, 1, 1)), False),
        ((date(2019, 1, 1), None), (date(2018, 1, 1), date(2019, 1, 1)), False),
        ((date(2018, 12, 31), None), (date(2018, 1, 1), date(2019, 1, 1)), True),
        ((date(2018, 1, 1), date(2018, 6, 1)), (date(2018, 3, 1), date(2018, 4, 1)), True),
        ((None, date(2018, 6, 1)), (date(2018, 3, 1), date(2018, 7, 1)), True),
        (
            (None, date(2018, 6, 1)),
            (date(2018, 3, 1), date(2018, 5, 1)),
            False,
        ),  # an unknown beginning contradicts none
    ],
)
def test_tenures_contradict_each_other_by_known_days_only(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None], clash: bool
) -> None:
    first, second = Tenure(1, 1, "示例甲", *one), Tenure(2, 1, "示例乙", *other)
    assert first.overlaps(second) is clash
    assert second.overlaps(first) is clash


def test_a_tenure_ends_on_the_day_the_successor_begins() -> None:
    stored = Tenure(1, 1, "示例甲", date(2018, 3, 1), date(2019, 7, 15))
    days = [date(2018, 2, 28), date(2018, 3, 1), date(2019, 7, 14), date(2019, 7, 15)]
    assert [stored.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "phones",
    [
        Phones(mobile="13900000009、138 0000 0001"),
        Phones(office_phone="138-0000-0001"),
        Phones(mobile="13800000001", office_phone="13800000001"),
    ],
)
def test_one_number_of_several_and_one_in_another_field_are_doubles_reported_once(phones: Phones) -> None:
    other = replace(WHOLE, id=2, unit_id=2, role=PostRole.STAFF, name="示例乙", phones=phones)
    found = seen(WHOLE, other)
    assert found.ids(Gap.SAME_PHONE) == {1, 2}
    assert [one.gap for one in found.findings[1]] == [Gap.SAME_PHONE]


def test_a_switchboard_many_share_is_no_double() -> None:
    other = replace(WHOLE, id=2, unit_id=2, role=PostRole.STAFF, name="示例乙", phones=Phones("029-86900000"))
    assert seen(WHOLE, other).ids(Gap.SAME_PHONE) == frozenset()
