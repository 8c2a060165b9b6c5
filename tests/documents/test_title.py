"""Titles cut by sense, balanced."""

from __future__ import annotations

import pytest

from lantian_desktop.documents.marks import width
from lantian_desktop.documents.title import LONGEST, SHORTEST, title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于交办大气污染防治强化监督问题的督办函", ("关于交办大气污染防治强化监督问题的督办函",)),
        (
            "关于高陵区强化监督定点帮扶第12轮次交办突出环境问题限期整改的督办函",
            ("关于高陵区强化监督定点帮扶第12轮次", "交办突出环境问题限期整改的督办函"),
        ),
        ("关于某村散煤双替代点有关问题整改工作的督办函", ("关于某村散煤双替代点", "有关问题整改工作的督办函")),
        (
            "西安市高陵区铁腕治霾工作领导小组办公室关于交办强化监督问题的督办函",
            ("西安市高陵区铁腕治霾工作领导小组办公室", "关于交办强化监督问题的督办函"),
        ),
    ],
)
def test_known_titles(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize(
    "title",
    [
        "关于高陵区2019年强化监督定点帮扶第12轮次第1批突出环境问题限期整改的督办函",
        "关于西安市高陵区通远街道某木器加工厂“散乱污”问题整改情况的督办函",
        "关于进一步加强鄠邑区、浐灞生态区、国际港务区等单位燃煤锅炉整治及清洁取暖工作中强化监督发现突出问题整改落实工作的督办函",
        "关于2019年强化监督定点帮扶第12轮次第一批4项问题限期整改并按时报送整改方案的督办函",
        "关于陕西西安高陵某木器有限公司“散乱污”问题限期整改的督办函",
    ],
)
def test_lines_are_neither_long_nor_short_and_lose_nothing(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(SHORTEST <= width(line) <= LONGEST for line in lines)
    assert max(map(width, lines)) - min(map(width, lines)) <= 14
    assert not lines[-1].startswith("的")
    assert not any(line.endswith("第") for line in lines)


def test_a_break_the_user_typed_is_kept() -> None:
    assert title_lines("关于某事\n的通知") == ("关于某事", "的通知")


def test_a_title_without_good_places_is_cut_at_the_limit() -> None:
    assert [width(line) for line in title_lines("A" * 90)] == [40, 40, 10]


def test_very_long_titles_take_no_time_worth_noticing() -> None:
    for length in (70, 95, 200):
        lines = title_lines("关于强化监督的问题整改区县办公室督办函"[:13] * (length // 13 + 1))
        assert all(width(line) <= LONGEST for line in lines)
