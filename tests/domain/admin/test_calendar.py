"""Working days, due dates and lights, against an independent count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.admin.calendar import (
    CalendarMissing,
    DayKind,
    Light,
    WorkCalendar,
    YearCalendar,
    light,
    light_text,
)
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import presets

SHIPPED = WorkCalendar({year.year: year for year in presets.years(resources())})


def test_the_extended_spring_festival_of_2020_is_off() -> None:
    assert SHIPPED.off_reason(date(2020, 1, 31)) is not None
    assert SHIPPED.off_reason(date(2020, 2, 2)) is not None
    assert SHIPPED.is_working(date(2020, 2, 3))


def test_a_made_up_saturday_is_worked() -> None:
    assert SHIPPED.is_working(date(2019, 9, 29))
    assert not SHIPPED.is_working(date(2019, 10, 1))


def test_five_working_days_over_the_national_day_show_what_was_skipped() -> None:
    worked = SHIPPED.due(date(2019, 9, 27), 5, DayKind.WORKING)
    assert worked.due == date(2019, 10, 10)
    assert [skip.day for skip in worked.skipped] == [date(2019, 9, 28), *(date(2019, 10, day) for day in range(1, 8))]
    assert "跳过" in worked.working()
    assert "国庆节" in worked.working()


def test_a_natural_deadline_on_a_day_off_stays_and_says_so() -> None:
    worked = SHIPPED.due(date(2019, 7, 5), 30, DayKind.NATURAL)
    assert worked.due == date(2019, 8, 4)
    assert "周日" in worked.working()


def test_an_unknown_year_is_refused_not_guessed() -> None:
    with pytest.raises(CalendarMissing, match="2031 年节假日安排未录入"):
        SHIPPED.due(date(2031, 5, 1), 3, DayKind.WORKING)


_DAYS = st.dates(date(2018, 1, 1), date(2018, 11, 30))


@given(
    start=_DAYS,
    count=st.integers(0, 20),
    holidays=st.sets(_DAYS, max_size=30),
    makeups=st.sets(_DAYS, max_size=30),
)
def test_working_days_agree_with_a_day_by_day_count(
    start: date, count: int, holidays: set[date], makeups: set[date]
) -> None:
    year = YearCalendar(2018, dict.fromkeys(holidays, "假日"), frozenset(makeups))
    calendar = WorkCalendar({2018: year, 2019: YearCalendar(2019)})
    worked = calendar.due(start, count, DayKind.WORKING)
    span = [start + timedelta(days=n) for n in range(1, (worked.due - start).days + 1)]
    workdays = [d for d in span if d not in holidays and (d in makeups or d.isoweekday() <= 5)]
    assert len(workdays) == count
    assert not span or worked.due in workdays
    assert len(span) == count + len(worked.skipped)


@pytest.mark.parametrize(
    ("left", "shown", "words"),
    [
        (8, Light.FAR, "剩 8 天"),
        (7, Light.BLUE, "剩 7 天"),
        (3, Light.AMBER, "剩 3 天"),
        (0, Light.AMBER, "今日到期"),
        (-1, Light.RED, "超期 1 天"),
    ],
)
def test_lights_follow_the_days_left_and_always_have_words(left: int, shown: Light, words: str) -> None:
    today = date(2019, 7, 15)
    assert light(today + timedelta(days=left), today) is shown
    assert light_text(today + timedelta(days=left), today) == words


def test_a_thing_done_is_judged_by_its_day_not_by_today() -> None:
    due = date(2019, 7, 10)
    assert light(due, date(2019, 8, 1), done_on=date(2019, 7, 10)) is Light.DONE
    assert light(due, date(2019, 8, 1), done_on=date(2019, 7, 12)) is Light.RED
    assert light_text(due, date(2019, 8, 1), done_on=date(2019, 7, 12)) == "逾期 2 天完成"
