"""The line breaker: what may stand where, and that nothing is lost or torn."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lantian_desktop.documents.kit.marks import NEVER_FIRST, NEVER_LAST, SQUEEZABLE, clean, halves, width
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines

FULL = 56


def lines_of(text: str, measure: int = FULL, first: int = 0) -> list[str]:
    return [line.text for line in break_lines(text, measure, first_indent=first)]


def extent(line: TypesetLine) -> float:
    """Where the last cell of a line ends, in half cells."""
    last = line.text[-1]
    squeezed = line.width - line.places[-1] < halves(last)
    return line.places[-1] + (1 if squeezed else halves(last))


def test_a_full_line_has_28_cells_on_the_grid() -> None:
    (first, second) = break_lines("问" * 30, FULL)
    assert first.places == tuple(float(2 * cell) for cell in range(28))
    assert second.text == "问问"


def test_a_paragraph_indents_two_characters_and_wraps_flush_left() -> None:
    lines = break_lines("问" * 60, FULL, first_indent=4)
    assert [line.indent for line in lines] == [4, 0, 0]
    assert [len(line.text) for line in lines] == [26, 28, 6]


def test_a_mark_that_would_start_a_line_is_squeezed_in() -> None:
    (first, second) = break_lines("问，" + "题" * 26 + "。改", FULL)
    assert first.text.endswith("。")
    assert second.text == "改"
    assert extent(first) == FULL


def test_a_mark_without_another_to_squeeze_takes_the_character_before_it_down() -> None:
    first, second = break_lines("题" * 28 + "。改", FULL)
    assert first.text == "题" * 27
    assert second.text == "题。改"
    assert first.places[-1] + 2 == pytest.approx(FULL)


def test_slack_is_spread_so_that_both_edges_are_straight() -> None:
    first, _ = break_lines("题" * 27 + "2019年改", FULL)
    assert first.text == "题" * 27
    gaps = {round(right - left, 6) for left, right in zip(first.places, first.places[1:], strict=False)}
    assert gaps == {round(2 + 2 / 26, 6)}


@pytest.mark.parametrize(
    "piece",
    ["2019年", "15日", "18项", "〔2019〕12号", "35蒸吨/小时", "3.5%", "1,919个", "PM2.5", "高督-12-018", "12轮次", "5个工作日",
     "——", "……", "029-86910000", "35μg/m³", "2018—2020年", "第12轮次", "第108条"],
)  # fmt: skip
@pytest.mark.parametrize("before", range(20, 29))
def test_numbers_units_and_dashes_are_never_split(piece: str, before: int) -> None:
    lines = lines_of("题" * before + piece + "题" * 30)
    assert sum(piece in line for line in lines) == 1


def test_opening_marks_never_end_a_line() -> None:
    assert lines_of("题" * 27 + "（见附件）") == ["题" * 27, "（见附件）"]
    assert lines_of("题" * 26 + "“《大气法》”")[0] == "题" * 26


def test_a_blank_at_a_break_vanishes() -> None:
    first, second = lines_of("题" * 28 + " Air quality")
    assert (first, second) == ("题" * 28, "Air quality")


def test_a_word_longer_than_a_line_is_cut_rather_than_lost() -> None:
    lines = lines_of("a" * 100, 20)
    assert "".join(lines) == "a" * 100
    assert max(map(len, lines)) == 20


def test_clean_drops_controls_and_unifies_blanks_and_breaks() -> None:
    assert clean("甲\u00a0乙\x00\x1b\u200b丙\ufe0f\r\n丁\u2028戊\t己") == "甲 乙丙\n丁\n戊 己"
    assert clean("　䶮𬱖") == "　䶮𬱖"


ALPHABET = "问题整改区县，。、；：？！（）“”《》—…0123456789.%年月日项吨AbPM "
texts = st.text(alphabet=st.sampled_from(ALPHABET), min_size=1, max_size=160)
RUN_OF_MARKS = re.compile(r"[，。、；：？！（）“”《》—….% ]{6,}|[0-9A-Za-z.%]{12,}")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*[年月日项吨%]")


@settings(max_examples=400, deadline=None)
@example("问题" * 13 + "整。（改“" + "区县，" * 20)
@given(texts)
def test_rules_hold_for_any_text(text: str) -> None:
    text = RUN_OF_MARKS.sub("改", text).strip() or "改"
    lines = break_lines(text, FULL, first_indent=4)
    joined = "".join(line.text for line in lines)
    assert joined.replace(" ", "") == text.replace(" ", "")
    for number, line in enumerate(lines):
        limit = FULL - line.indent
        assert line.places[0] >= -1  # an opening mark may be cut on its left
        assert extent(line) <= limit + 1e-9
        assert list(line.places) == sorted(line.places)
        if number:
            assert line.text[0] not in NEVER_FIRST
        if number < len(lines) - 1:
            assert line.text[-1] not in NEVER_LAST
            assert width(line.text) - sum(c in SQUEEZABLE for c in line.text) <= limit
    for found in NUMBER.finditer(text):
        assert any(found.group() in line.text for line in lines)


@settings(max_examples=150, deadline=None)
@given(texts, st.integers(min_value=8, max_value=30))
def test_nothing_is_lost_in_narrow_columns(text: str, measure: int) -> None:
    lines = break_lines(text.strip() or "改", measure)
    assert "".join(line.text for line in lines).replace(" ", "") == (text.strip() or "改").replace(" ", "")
    assert all(extent(line) <= measure + 1e-9 for line in lines if line.text)
