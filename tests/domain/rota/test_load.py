"""What a shift weighs: holidays, worked weekends, nights; how absence is credited; and loads that add up."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from lantian_desktop.domain.admin.calendar import WorkCalendar
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.credit import credits_by_day, expected_days
from lantian_desktop.domain.rota.load import (
    Load,
    ShiftDayKind,
    duty_day,
    missing_years,
    quarter_of,
    quarters_between,
    shift_load,
)
from lantian_desktop.domain.rota.rota import DutyMember, Leave
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts, shifts_of
from tests.domain.rota.offices import calendar

POSTS = frozenset({DutyPost.OFFICER})
QUARTER = date(2019, 7, 1), date(2019, 9, 30)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2019, 10, 1), ShiftDayKind.HOLIDAY),
        (date(2019, 10, 12), ShiftDayKind.WORKDAY),  # a Saturday that was worked
        (date(2019, 10, 13), ShiftDayKind.REST_DAY),
        (date(2019, 10, 14), ShiftDayKind.WORKDAY),
        (date(2020, 2, 2), ShiftDayKind.HOLIDAY),  # the Spring Festival was made longer
    ],
)
def test_the_kind_of_a_day_follows_the_notice(day: date, kind: ShiftDayKind) -> None:
    assert duty_day(calendar(), day) is kind


def test_an_unknown_year_goes_by_weekdays_and_is_named() -> None:
    bare = WorkCalendar({})
    assert [duty_day(bare, date(2019, 10, 4) + DAY * number) for number in range(2)] == [
        ShiftDayKind.WORKDAY,
        ShiftDayKind.REST_DAY,
    ]
    assert missing_years(bare, date(2018, 12, 31), date(2019, 1, 1)) == (2018, 2019)
    assert missing_years(calendar(), *QUARTER) == ()


@pytest.mark.parametrize(
    ("pattern", "nights"),
    [(ShiftPattern.WHOLE_DAY, [1]), (ShiftPattern.DAY_AND_NIGHT, [0, 1]), (ShiftPattern.THREE, [0, 0, 1])],
)
def test_a_night_adds_to_its_day(pattern: ShiftPattern, nights: list[int]) -> None:
    scheme = DutyScheme(date(2019, 1, 1), pattern, even_starts(pattern, time(8, 30)))
    loads = [shift_load(calendar(), shift) for shift in shifts_of((scheme,), date(2019, 10, 1))]
    assert [load.nights for load in loads] == nights
    assert [load.points(LoadWeights()) for load in loads] == [20 + 5 * night for night in nights]
    whole = sum(loads, Load())
    assert whole.points(LoadWeights()) == sum(load.points(LoadWeights()) for load in loads)
    assert whole - loads[0] == sum(loads[1:], Load())


def test_quarters_are_those_of_the_calendar() -> None:
    assert quarter_of(date(2019, 12, 31)) == (date(2019, 10, 1), date(2019, 12, 31))
    assert quarter_of(date(2020, 2, 29)) == (date(2020, 1, 1), date(2020, 3, 31))
    assert [first for first, _ in quarters_between(date(2019, 9, 30), date(2020, 4, 1))] == [
        date(2019, 7, 1),
        date(2019, 10, 1),
        date(2020, 1, 1),
        date(2020, 4, 1),
    ]


def test_a_week_of_leave_is_caught_up_and_the_rest_is_credited_at_the_mean() -> None:
    away, there, late = (DutyMember(number, f"示例{number}", POSTS) for number in (1, 2, 3))
    late = DutyMember(3, "示例3", POSTS, joined_on=date(2019, 7, 11))
    leave = Leave(1, 1, date(2019, 8, 1), date(2019, 8, 31))
    assert len(expected_days(away, [leave], QUARTER)) == 92 - 31 + 7
    points = {QUARTER[0] + DAY * number: 15 for number in range(92)}
    found = credits_by_day([away, there, late], [leave], QUARTER, points)
    assert sum(found[1].values()) == 24 * 15 // 2, "two were there while the first was away"
    assert sum(found[2].values()) == 0
    assert sum(found[3].values()) == 10 * 15 // 2
    assert set(found[3]) == {QUARTER[0] + DAY * number for number in range(10)}
