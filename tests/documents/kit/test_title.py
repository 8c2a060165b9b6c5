"""Titles cut by sense, balanced."""

from __future__ import annotations

import pytest

from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.title import LONGEST, SHORTEST, title_lines


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


# What a careful secretary would choose, for the kinds of letters the office writes; | is the end of a line.
GOLDEN = (
    "关于交办强化监督定点帮扶第12轮次|突出环境问题的督办函",
    "关于高陵区通远街道|“散乱污”企业整改不力问题的督办函",
    "关于限期整改鄠邑区|35蒸吨以下燃煤锅炉问题的督办函",
    "关于某木业有限公司挥发性有机物|治理设施不正常运行问题的现场督办函",
    "关于挂牌督办泾渭街道|砂石料场扬尘污染问题的函",
    "关于对高陵区秸秆焚烧问题实施挂牌督办的函",
    "关于生态环境部强化监督帮扶组|2019年7月8日反馈问题整改的督办函",
    "关于报送强化监督定点帮扶第12轮次|问题整改方案的催办函",
    "关于尽快报送18项突出环境问题|整改情况的催办函",
    "关于通远街道办事处|逾期未报送整改方案的催办函",
    "关于再次催办崇皇街道|露天焚烧垃圾问题整改工作的函",
    "关于对高督-12-018号问题认定提出申诉的函",
    "关于申请核减强化监督帮扶第12轮次|3项重复交办问题的申诉函",
    "关于西安某建材有限公司|问题认定有关情况的申诉函",
    "关于恳请撤销示例木器厂|“散乱污”企业认定的申诉函",
    "关于约谈鹿苑街道办事处主要负责人的通知",
    "关于对整改工作滞后的|街道和部门开展约谈的通知",
    "关于就重污染天气应急响应措施|落实不力问题进行约谈的通知",
    "西安市高陵区铁腕治霾办公室|关于约谈张卜街道办事处的通知",
    "高陵区强化监督定点帮扶第12轮次|交办问题整改方案",
    "高陵区2019年秋冬季|大气污染综合治理攻坚行动|强化监督发现问题整改方案",
    "关于报送《高陵区强化监督定点帮扶|反馈问题整改方案》的报告",
    "高陵区人民政府|关于强化监督定点帮扶第12轮次|交办问题整改方案的报告",
    "西安市高陵区生态环境局|关于中央生态环境保护督察|反馈问题整改情况的报告",
    "关于强化监督定点帮扶第12轮次|交办问题整改情况的报告",
    "关于燃煤锅炉拆除改造和|清洁取暖双替代工作整改完成情况的报告",
    "关于湾子街道餐饮油烟扰民|信访投诉问题整改情况的报告",
    "西咸新区秦汉新城管委会|关于扬尘污染防治专项整治|工作进展情况的报告",
    "关于印发《2019年蓝天保卫战|强化监督定点帮扶工作方案》的通知",
    "关于加强国庆期间重污染天气|应急管控工作的紧急通知",
    "关于高陵区强化监督定点帮扶第12轮次|交办突出环境问题限期整改的督办函",
    "关于通远街道、泾渭街道等5个街道|强化监督反馈问题整改方案报送情况的催办函",
    "关于督促落实《陕西省铁腕治霾|打赢蓝天保卫战三年行动方案|（2018—2020年）》有关要求的督办函",
    "高陵区铁腕治霾工作领导小组办公室|关于对泾渭街道办事处|主要负责人进行约谈的通知",
    "关于高陵区2019年强化监督定点帮扶第12轮次|第1批突出环境问题限期整改的督办函",
)


@pytest.mark.parametrize("lines", GOLDEN)
def test_titles_are_cut_as_a_careful_secretary_would(lines: str) -> None:
    assert "|".join(title_lines(lines.replace("|", ""))) == lines


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


def test_a_title_of_many_lines_keeps_marks_off_the_edges_and_numbers_whole() -> None:
    title = "关于2019年7月5日（星期五）、35蒸吨/小时以下燃煤锅炉、“散乱污”企业，" * 12 + "整改的督办函"
    lines = title_lines(title)
    assert "".join(lines) == title
    assert len(lines) > 6
    assert not any(line[0] in "、，）”" or line[-1] in "（“" for line in lines)
    assert sum("35蒸吨/小时" in line for line in lines) == 12
