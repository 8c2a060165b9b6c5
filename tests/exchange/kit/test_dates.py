"""Dates as people and spreadsheets write them, against strptime and plain day counting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.exchange.kit.cells import read_date
from lantian_desktop.exchange.kit.findings import BadCell

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}
FORMS = (
    "%Y-%m-%d",
    "%Y.%m.%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%Y年%m月%d日",
    " %Y-%m-%d ",
    "%Y-%m-%d 08:30",
    "%Y/%m/%d 8:30:00",
    "%Y年%m月%d号",
)


@given(DAYS, st.sampled_from(FORMS), st.booleans())
def test_every_written_form_is_the_day_it_was_made_from(day: date, form: str, wide: bool) -> None:
    text = day.strftime(form)
    assert read_date(text.translate(FULL_WIDTH) if wide else text) == day


@given(DAYS, st.sampled_from("-./"), st.booleans())
def test_figures_without_leading_zeros(day: date, mark: str, trailing: bool) -> None:
    text = f"{day.year}{mark}{day.month}{mark}{day.day}"
    assert read_date(text + ("." if trailing and mark == "." else "")) == day


@given(DAYS)
def test_serial_numbers_count_from_the_last_day_of_1899(day: date) -> None:
    serial = (
        day.toordinal() - date(1900, 1, 1).toordinal() + 2
    )  # 1 Jan 1900 is 1, and the day that never was in 1900 counts
    assert read_date(serial) == read_date(float(serial)) == read_date(str(serial)) == read_date(serial + 0.5) == day


@given(DAYS)
def test_eight_figures_as_a_number_cell(day: date) -> None:
    assert read_date(float(day.strftime("%Y%m%d"))) == day


@given(st.text(max_size=14))
def test_any_text_is_a_day_that_can_be_written_back_or_refused_with_a_reason(text: str) -> None:
    try:
        day = read_date(text)
    except BadCell as bad:
        sentence = str(bad)
        assert sentence
    else:
        assert date(1990, 1, 1) <= day <= date(2099, 12, 31)


def test_date_cells_and_times() -> None:
    assert read_date(datetime(2019, 7, 5, 8, 30)) == date(2019, 7, 5)
    assert read_date(date(2019, 7, 5)) == date(2019, 7, 5)
    assert read_date("2019年7月5日（星期五）") == date(2019, 7, 5)
    assert read_date("2019 年 7 月 5 日") == date(2019, 7, 5)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("7月5日", "没有年份"),
        ("7.5", "没有年份"),
        ("2019.7", "缺少日"),
        (2019.7, "缺少日"),
        ("2019年7月", "缺少日"),
        ("19.7.5", "年份不是四位"),
        ("7/5/2019", "年份不是四位"),
        ("2019-02-30", "没有“2019-02-30”这一天"),
        ("2019-13-01", "没有“2019-13-01”这一天"),
        ("20190732", "没有“20190732”这一天"),
        ("1019-07-05", "不合理"),
        ("近日", "不是日期"),
        (time(8, 30), "不是日期"),
        (timedelta(days=2), "不是日期"),
        (True, "不是日期"),
        (12.0, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
    ],
)
def test_what_is_no_day_says_why(cell: object, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        read_date(cell)  # type: ignore[arg-type]  # cells of every type a sheet can hold
