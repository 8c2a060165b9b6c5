"""Phone numbers, against digits that were known before they were disguised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.exchange.kit.findings import BadCell, Repaired
from lantian_desktop.exchange.kit.phones import read_mobile, read_phone

FULL_WIDTH = {ord("0") + digit: ord("０") + digit for digit in range(10)}
MOBILES = st.from_regex(r"\A1[3-9][0-9]{8}[1-9]\Z")
LOCALS = st.from_regex(r"\A[2-8][0-9]{6,7}\Z")

DISGUISES = (
    lambda number: number,
    lambda number: f" {number}\t",
    lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
    lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
    lambda number: f"+86{number}",
    lambda number: f"+86 {number}",
    lambda number: f"86{number}",
    lambda number: f"0086{number}",
    lambda number: f"手机：{number}",
    lambda number: number.translate(FULL_WIDTH),
    lambda number: f"'{number}",
    int,
    float,
)


@given(MOBILES, st.sampled_from(DISGUISES))
def test_a_mobile_survives_every_disguise(number: str, disguise: object) -> None:
    assert callable(disguise)
    assert read_phone(disguise(number)) == number


@given(MOBILES)
def test_a_mobile_with_point_zero_is_repaired_and_reported(number: str) -> None:
    result = read_phone(f"{number}.0")
    assert isinstance(result, Repaired)
    assert result.value == number


@given(MOBILES, st.integers(min_value=0, max_value=9))
def test_scientific_notation_is_exact_or_lost(number: str, kept: int) -> None:
    assert read_phone(f"{number[0]}.{number[1:]}E+10") == Repaired(number, "科学计数法已还原，请核对")
    with pytest.raises(BadCell, match="丢失"):
        read_phone(f"{number[0]}.{number[1 : 1 + kept]}E+10" if kept else f"{number[0]}E+10")


@given(MOBILES, LOCALS)
def test_two_numbers_in_one_cell_are_both_kept(mobile: str, local: str) -> None:
    for mark in ("、", "/", "；", "\n", "，", " "):
        assert read_phone(f"029-{local}{mark}{mobile}") == f"029-{local}、{mobile}"


@given(LOCALS)
def test_landlines_are_written_in_one_way(local: str) -> None:
    forms = (
        f"029{local}",
        f"029-{local}",
        f"(029){local}",
        f"（029）{local}",
        f"029 {local}",
        f"029—{local}",
        f"+86029{local}",
    )
    assert {read_phone(form) for form in forms} == {f"029-{local}"}
    assert read_phone(f"0913{local}") == f"0913-{local}"
    assert read_phone(local) == local


@given(st.text(max_size=20))
def test_any_text_is_digits_or_refused_with_a_reason(text: str) -> None:
    try:
        result = read_phone(text)
    except BadCell as bad:
        sentence = str(bad)
        assert sentence
    else:
        number = str(result.value) if isinstance(result, Repaired) else result
        assert all(
            character.isascii() and (character.isdigit() or character == "-") for character in number.replace("、", "")
        )


def test_a_number_cell_that_lost_its_zero_gets_it_back() -> None:
    result = read_phone(2986910000.0)
    assert isinstance(result, Repaired)
    assert result.value == "029-86910000"


def test_a_rounded_number_cell_is_doubted() -> None:
    result = read_phone(13800000000.0)
    assert isinstance(result, Repaired)
    assert "丢失" in result.reason
    assert read_phone(13800138000.0) == "13800138000"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("029-86910000转8012", "029-86910000-8012"),
        ("029-86910000-801", "029-86910000-801"),
        ("400-800-1234", "400-800-1234"),
        ("4008001234", "400-800-1234"),
        ("12345", "12345"),
        ("110", "110"),
        ("8012", "8012"),
        ("029-86910000/86910001", "029-86910000、86910001"),
        ("13800000001、13800000001", "13800000001"),
    ],
)
def test_other_numbers(cell: str, number: str) -> None:
    assert read_phone(cell) == number


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1380000000", "现为 10 位"),
        ("138000000011", "现为 12 位"),
        ("12000000001", "号段"),
        ("见微信", "不是电话号码"),
        ("999999999999", "位数不对"),
        (1.5, "不是电话号码"),
        (-5.0, "不是电话号码"),
        (float("nan"), "不是电话号码"),
        ("、", "没有号码"),
        (True, "不是电话号码"),
    ],
)
def test_what_is_no_number_says_why(cell: object, reason: str) -> None:
    with pytest.raises(BadCell, match=reason):
        read_phone(cell)  # type: ignore[arg-type]  # cells of every type a sheet can hold


def test_a_landline_in_the_mobile_column_is_kept_and_doubted() -> None:
    result = read_mobile("029-86910000")
    assert isinstance(result, Repaired)
    assert (result.value, result.reason) == ("029-86910000", "不是 11 位手机号，请核对是否填错了列")
    assert read_mobile("029-86910000、13800000001") == "029-86910000、13800000001"
