"""Levels of a letter's text are recognised, and numbered so that each counts on until one above it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.letters.outline import DEEPEST, LEVELS, mark, mark_of, marks, numeral

MARKED = {
    "一、办理要求": (1, 2),
    "十二、其他": (1, 3),
    "（三）压实责任。": (2, 3),
    "(三)压实责任。": (2, 3),
    "1. 整改目标：": (3, 3),
    "12．其他": (3, 3),
    "（4）清运物料。": (4, 3),
    "　　一、缩进的": (1, 4),
    "1.5 倍的罚款": (0, 0),
    "2019年7月15日": (0, 0),
    "一是压实责任": (0, 0),
    "一、二期工程已完工。": (0, 0),
    "三、四季度重点抓好扬尘管控。": (0, 0),
    "一、二、三类企业分别管控。": (0, 0),
    "一、二月份空气质量同比改善。": (0, 0),
    "十一、十二月停产。": (0, 0),
    "　　一、二号锅炉已拆除。": (0, 0),
    "一、二级响应期间停产。": (0, 0),
    "三、三季度工作": (1, 2),
    "三、一期工程": (1, 2),
    "一、三个突出问题": (1, 2),
    "二、十项措施": (1, 2),
    "": (0, 0),
}


@pytest.mark.parametrize("text", list(MARKED))
def test_a_mark_is_distinguished_from_text(text: str) -> None:
    assert mark_of(text) == MARKED[text]


@given(st.integers(1, DEEPEST), st.integers(1, 99), st.sampled_from(["", "办理要求", "某点位"]))
def test_every_mark_is_read_back(level: int, number: int, text: str) -> None:
    mark_text = mark(level, number)
    assert mark_of(mark_text + text) == (level, len(mark_text))


def test_numerals_are_chinese() -> None:
    assert [numeral(number) for number in (1, 9, 10, 11, 20, 35, 99)] == [
        "一",
        "九",
        "十",
        "十一",
        "二十",
        "三十五",
        "九十九",
    ]


@given(st.lists(st.integers(0, DEEPEST), max_size=30))
def test_numbers_are_those_counted_by_hand(levels: list[int]) -> None:
    """Oracle: a mark's number is how many of its level came since the last one above it, itself included."""
    for at, (level, text) in enumerate(zip(levels, marks(levels), strict=True)):
        if level == 0:
            assert text == ""
            continue
        count = 1
        for before in reversed(levels[:at]):
            if 0 < before < level:
                break
            count += before == level
        assert text == mark(level, count)


def test_the_levels_are_those_of_the_standard() -> None:
    assert LEVELS[1:] == tuple(mark(level, 1).strip() for level in range(1, DEEPEST + 1))
