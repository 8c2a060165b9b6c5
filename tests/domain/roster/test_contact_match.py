"""Mixed pinyin against a matcher written the plain way; what is typed and what is stored in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.roster.contact_match import FieldTexts, at_start, covered, entire, within, words_of, written
from lantian_desktop.domain.spelling import Spelling, packed, spelling, spelling_key, unpacked
from tests.domain.roster.plain_pinyin import SPELLED, SpelledText, plain_spans, plain_whole, searches, spelling_of


@given(searches())
def test_a_word_is_found_exactly_where_the_plain_matcher_finds_it(search: tuple[SpelledText, str]) -> None:
    text, word = search
    expected = plain_spans(text, word)
    span = covered(spelling_of(text), word)
    assert (span is not None) == bool(expected)
    if span is not None:
        assert span in expected
        assert span[0] == min(begins for begins, _ in expected)


@given(searches())
def test_beginnings_and_whole_texts_are_distinguished(search: tuple[SpelledText, str]) -> None:
    text, word = search
    lines = FieldTexts([(written(spelling_of(text)), 7)])
    assert bool(list(lines.records(within(word)))) == bool(plain_spans(text, word))
    assert bool(list(lines.records(at_start(word)))) == any(begins == 0 for begins, _ in plain_spans(text, word))
    assert bool(list(lines.records_of_whole(entire(word)))) == plain_whole(text, word)


@given(st.lists(SPELLED, min_size=1, max_size=8), st.text(alphabet="zhangyisd张7", min_size=1, max_size=4))
def test_many_lines_are_searched_as_each_alone(texts: list[SpelledText], word: str) -> None:
    lines = FieldTexts((written(spelling_of(text)), place) for place, text in enumerate(texts))
    found = sorted(place for records in lines.records(within(word)) for place in records)
    assert found == [place for place, text in enumerate(texts) if plain_spans(text, word)]


@given(SPELLED, st.integers(0, 2))
def test_readings_come_back_from_their_stored_form(text: SpelledText, surname: int) -> None:
    stored = Spelling(spelling_of(text).text, spelling_of(text).readings, surname)
    kept = unpacked([packed([stored, stored])])
    assert spelling(stored.text, kept.get(spelling_key(stored.text, is_person=surname > 0))) == stored
    assert spelling(stored.text + "某", kept.get(stored.key)) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ZHANG　Ｙｉ", ("zhang", "yi")),
        ("138-0000-0004", ("13800000004",)),
        ("１３８", ("138",)),
        ("lü lǘ", ("lv", "lǘ")),
        ("买买提·艾力", ("买买提艾力",)),
        (" · - ", ()),
    ],
)
def test_what_is_typed_is_compared_in_one_form(typed: str, words: tuple[str, ...]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(("word", "is_found"), [("h" * 60, False), ("he" * 30, True), ("hehu" * 30, False)])
def test_a_key_kept_down_is_answered_all_the_same(word: str, is_found: bool) -> None:
    junk = Spelling("和" * 40, (("he", "huo", "hu", "hai"),) * 40)
    assert (covered(junk, word) is not None) == is_found
