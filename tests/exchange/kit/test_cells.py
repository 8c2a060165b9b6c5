"""Numbers, names, lists, choices and plain text in cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.exchange.kit.cells import read_list, read_name, read_percent, read_text, reader
from lantian_desktop.exchange.kit.columns import CellChoice, CellKind, SheetColumn
from lantian_desktop.exchange.kit.findings import BadCell

INTEGER = reader(SheetColumn("round", "轮次", kind=CellKind.INTEGER, low=1, high=999))
DECIMAL = reader(SheetColumn("tonnage", "蒸吨", kind=CellKind.DECIMAL, low=0))
LONGITUDE = reader(SheetColumn("longitude", "经度", kind=CellKind.DECIMAL, low=73, high=136))
CHOICE = reader(
    SheetColumn("source", "来源", kind=CellKind.CHOICE, choices=(CellChoice("inspection", "强化监督", ("强化督查",)),))
)


@pytest.mark.parametrize("cell", [12, 12.0, "12", "12.0", "１２", "第12轮", "第12轮次", "12轮次", " 12 "])
def test_a_round_in_every_form(cell: object) -> None:
    assert INTEGER(cell) == 12  # type: ignore[arg-type]  # cells of every type


@pytest.mark.parametrize(
    ("cell", "reason"), [("十二", "不是数字"), (12.5, "整数"), (0, "1 至 999"), (date(2019, 1, 2), "改成了日期")]
)
def test_what_is_no_round(cell: object, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        INTEGER(cell)  # type: ignore[arg-type]  # cells of every type


def test_decimals_keep_their_figures() -> None:
    assert DECIMAL("35蒸吨/小时") == Decimal(35)
    assert DECIMAL(0.7) == Decimal("0.7")
    assert DECIMAL("1,200.5") == Decimal("1200.5")
    assert LONGITUDE("109.0885°") == Decimal("109.0885")
    with pytest.raises(BadCell, match="73 至 136"):
        LONGITUDE(34.5)
    with pytest.raises(BadCell, match="不应小于 0"):
        DECIMAL("-1")
    with pytest.raises(BadCell, match="不是数字"):
        DECIMAL("1,2,3")


@given(st.integers(min_value=0, max_value=100))
def test_percent_in_every_form(percent: int) -> None:
    assert read_percent(f"{percent}%") == percent
    assert read_percent(f"{percent}％") == percent
    if percent != 1:
        assert read_percent(percent) == percent
        assert read_percent(str(percent)) == percent
    if percent not in {0, 100}:
        assert read_percent(percent / 100) == percent


def test_a_bare_one_is_asked_back() -> None:
    for cell in (1, 1.0, "1"):
        with pytest.raises(BadCell, match="1% 还是 100%"):
            read_percent(cell)
    with pytest.raises(BadCell, match="0% 至 100%"):
        read_percent("120%")


def test_names_lose_inner_blanks_only_when_chinese() -> None:
    assert read_name("李　四") == "李四"
    assert read_name(" 张 𬱖 ") == "张𬱖"
    assert read_name("䶮 㛃") == "䶮㛃"
    assert read_name("John  Smith") == "John Smith"


def test_lists_are_split_at_every_mark_people_use() -> None:
    assert read_list("市住建局、市城管局，市水务局;市住建局 市财政局") == (
        "市住建局",
        "市城管局",
        "市水务局",
        "市财政局",
    )


def test_choices_know_their_aliases_and_name_the_others() -> None:
    assert CHOICE("强化监督") == CHOICE("inspection") == CHOICE(" 强化 督查") == "inspection"
    with pytest.raises(BadCell, match="应为：强化监督"):
        CHOICE("巡视")


def test_text_keeps_what_was_typed_and_drops_what_nobody_sees() -> None:
    assert read_text(" 甲\r\n 乙_x000D_ ") == "甲\n乙"
    assert read_text("甲\x00\x07乙\u200b\ufeff丙\xa0丁") == "甲乙丙 丁"
    assert read_text("１２　号") == "１２　号"
    assert read_text(12.0) == "12"
    assert read_text(date(2019, 7, 5)) == "2019-07-05"


def test_words_for_nothing_are_empty_except_in_free_text() -> None:
    phone = reader(SheetColumn("phone", "电话", kind=CellKind.PHONE))
    name = reader(SheetColumn("name", "姓名", kind=CellKind.NAME, blanks=("待报",)))
    text = reader(SheetColumn("remark", "备注"))
    assert (phone("/"), phone("无"), phone("　"), name("待报"), name(" — ")) == ("", "", "", "", "")
    assert text("无") == "无"
