"""Numbers of letters and issues: form, gaps, duplicates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letters.numbering import DocumentNumber, check_prefix, issue_number, register_flaws


@given(
    prefix=st.text("高治霾函督联络办市环", min_size=2, max_size=8),
    year=st.integers(1000, 9999),
    serial=st.integers(1, 99999),
)
def test_every_number_reads_back_as_itself(prefix: str, year: int, serial: int) -> None:
    number = DocumentNumber(prefix, year, serial)
    assert DocumentNumber.parse(str(number)) == number
    assert DocumentNumber.parse(str(number).replace("〔", "[").replace("〕", "]")) == number


@pytest.mark.parametrize(
    "text",
    [
        "高治霾函〔2019〕012号",
        "高治霾函(2019)12号",
        "高治霾函〔2019〕第12号",
        "〔2019〕12号",
        "高治霾函〔19〕1号",
        "高治霾函〔2019〕0号",
    ],
)
def test_other_forms_are_refused_with_the_right_form_named(text: str) -> None:
    with pytest.raises(InvalidInput, match="高治霾函〔2019〕12号"):
        DocumentNumber.parse(text)


@pytest.mark.parametrize("prefix", ["", "高", "高〔治", "第治霾", "高 治", "高治2019"])
def test_a_prefix_that_cannot_stand_in_a_number_is_refused(prefix: str) -> None:
    with pytest.raises(InvalidInput):
        check_prefix(prefix)


def test_own_issue_numbers_have_three_figures() -> None:
    assert issue_number("高", 12, 18) == "高督-12-018"
    assert issue_number("高", 12, 1018) == "高督-12-1018"


@given(st.lists(st.integers(1, 40), max_size=60))
def test_gaps_and_duplicates_agree_with_counting(serials: list[int]) -> None:
    flaws = register_flaws(serials)
    assert set(flaws.duplicates) == {n for n in serials if serials.count(n) > 1}
    assert set(flaws.gaps) == set(range(1, max(serials, default=0))) - set(serials)
