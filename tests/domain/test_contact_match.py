"""Mixed pinyin against a matcher written the plain way, and ranking over invented contacts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.contact_match import Lines, at_start, covered, entire, within, words_of, written
from lantian_desktop.domain.contact_search import (
    Contact,
    ContactSearch,
    UnitWords,
    shown_digits,
)
from lantian_desktop.domain.spelling import Spelling, packed, spelling, spelling_key, unpacked

SYLLABLES = ("zhang", "zhan", "zha", "shan", "dan", "yi", "y", "a", "an", "ang", "lv", "lu", "nve", "xi", "xian", "qi")
SIGNS = "张单于万俟吕先A7b"
CHARACTERS = st.sampled_from(SIGNS)
READINGS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3, unique=True).map(tuple)
Spelled = list[tuple[str, tuple[str, ...]]]
SPELLED = st.lists(
    st.tuples(CHARACTERS, READINGS).map(lambda pair: (pair[0], () if pair[0].isascii() else pair[1])),
    min_size=1,
    max_size=5,
)


@st.composite
def searches(draw: st.DrawFn) -> tuple[Spelled, str]:
    """A text and a word that often, but not always, is made of its pieces."""
    text = draw(SPELLED)
    if draw(st.booleans()):
        return text, draw(st.text(alphabet="zhangyisdlvuxq张单7", min_size=1, max_size=8))
    begins = draw(st.integers(0, len(text) - 1))
    pieces = []
    for sign, readings in text[begins : begins + draw(st.integers(1, 4))]:
        reading = draw(st.sampled_from((*readings, sign.lower())))
        pieces.append(reading[: draw(st.integers(1, len(reading)))])
    return text, "".join(pieces)


def spelled(text: Spelled) -> Spelling:
    return Spelling("".join(sign for sign, _ in text), tuple(readings for _, readings in text))


def pieces_of(sign: str, readings: tuple[str, ...]) -> set[str]:
    """Everything one character may be typed as, the plain way."""
    if sign.isascii():
        return {sign.lower()}
    forms = {*readings, *(reading.replace("v", "u") for reading in readings)}
    return {sign} | {form[:length] for form in forms for length in range(1, len(form) + 1)}


def plain_ends(text: Spelled, word: str, at: int) -> Iterator[int]:
    """Yield where the text may end that `word` covers from `at` on."""
    if not word:
        yield at
    elif at < len(text):
        for piece in pieces_of(*text[at]):
            if word.startswith(piece):
                yield from plain_ends(text, word[len(piece) :], at + 1)


def plain_spans(text: Spelled, word: str) -> set[tuple[int, int]]:
    return {(at, end) for at in range(len(text)) for end in plain_ends(text, word, at)}


def plain_whole(text: Spelled, word: str) -> bool:
    """Whether the word is the whole text, every syllable in full."""
    if not text:
        return not word
    sign, readings = text[0]
    forms = {sign.lower()} if sign.isascii() else {sign, *readings, *(form.replace("v", "u") for form in readings)}
    return any(word.startswith(form) and plain_whole(text[1:], word[len(form) :]) for form in forms)


@given(searches())
def test_a_word_is_found_exactly_where_the_plain_matcher_finds_it(search: tuple[Spelled, str]) -> None:
    text, word = search
    expected = plain_spans(text, word)
    span = covered(spelled(text), word)
    assert (span is not None) == bool(expected)
    if span is not None:
        assert span in expected
        assert span[0] == min(begins for begins, _ in expected)


@given(searches())
def test_beginnings_and_whole_texts_are_told_apart(search: tuple[Spelled, str]) -> None:
    text, word = search
    lines = Lines([(written(spelled(text)), 7)])
    assert bool(list(lines.records(within(word)))) == bool(plain_spans(text, word))
    assert bool(list(lines.records(at_start(word)))) == any(begins == 0 for begins, _ in plain_spans(text, word))
    assert bool(list(lines.records_of_whole(entire(word)))) == plain_whole(text, word)


@given(st.lists(SPELLED, min_size=1, max_size=8), st.text(alphabet="zhangyisd张7", min_size=1, max_size=4))
def test_many_lines_are_searched_as_each_alone(texts: list[Spelled], word: str) -> None:
    lines = Lines((written(spelled(text)), place) for place, text in enumerate(texts))
    found = sorted(place for records in lines.records(within(word)) for place in records)
    assert found == [place for place, text in enumerate(texts) if plain_spans(text, word)]


@given(SPELLED, st.integers(0, 2))
def test_readings_come_back_from_their_stored_form(text: Spelled, surname: int) -> None:
    held = Spelling(spelled(text).text, spelled(text).readings, surname)
    kept = unpacked([packed([held, held])])
    assert spelling(held.text, kept.get(spelling_key(held.text, is_person=surname > 0))) == held
    assert spelling(held.text + "某", kept.get(held.key)) is None


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


PLACE = UnitWords(
    Spelling("高新区", (("gao",), ("xin",), ("qu",))), (Spelling("开发区", (("kai",), ("fa",), ("qu",))),)
)
OTHER = UnitWords(Spelling("市局", (("shi",), ("ju",))))


def contact(number: int, name: str, spelling_: str, *, phone: str = "", **more: object) -> Contact:
    readings = tuple((syllable,) for syllable in spelling_.split())
    post = Spelling("主任", (("zhu",), ("ren",)))
    numbers = (("mobile", phone),) if phone else ()
    return Contact(number, Spelling(name, readings, 1), OTHER, post, numbers, **more)  # type: ignore[arg-type]  # starred


def order(*contacts: Contact, typed: str, recent: tuple[int, ...] = ()) -> list[int]:
    search = ContactSearch(contacts)
    return [search.contacts[place].id for place in search.find(typed, recent=recent).places]


def test_whole_names_go_before_surnames_before_beginnings_before_the_rest() -> None:
    people = (
        contact(1, "王张", "wang zhang", starred=True),
        contact(2, "张伯", "zhang bo"),
        contact(3, "章", "zhang"),
        contact(4, "占刚", "zhan gang", starred=True),
    )
    assert order(*people, typed="zhang") == [3, 2, 4, 1]


def test_stars_then_what_was_looked_up_last_then_the_roster_decide_among_equals() -> None:
    people = [contact(number, f"李{sign}", f"li {sign}") for number, sign in enumerate("abcde", start=1)]
    people[3] = contact(4, "李d", "li d", starred=True)
    assert order(*people, typed="li") == [4, 1, 2, 3, 5]
    assert order(*people, typed="li", recent=(5, 99, 3)) == [4, 5, 3, 1, 2]
    assert order(*people, typed="li", recent=(4, 5)) == [4, 5, 1, 2, 3]


def test_the_end_of_a_number_goes_before_its_middle_and_the_whole_before_both() -> None:
    people = (
        contact(1, "甲", "jia", phone="139 8000 1234、029-80001111"),
        contact(2, "乙", "yi", phone="029-86008000"),
        contact(3, "丙", "bing", phone="8000"),
        contact(4, "丁", "ding", phone="13700001234"),
    )
    assert order(*people, typed="8000") == [3, 2, 1]
    assert order(*people, typed="139-8000-1234") == order(*people, typed="139 8000 1234") == [1]
    assert order(*people, typed="123402980") == []  # no number reaches over into the next
    assert order(*people, typed="1234 137") == [4]


def test_every_word_must_be_found_in_some_field() -> None:
    near = Contact(1, Spelling("李", (("li",),), 1), PLACE, Spelling("联络员", (("lian",), ("luo",), ("yuan",))), ())
    search = ContactSearch([near, contact(2, "李", "li")])
    for typed in ("gxq lly", "lly 高新", "kf li", "开发 联l"):
        assert search.find(typed).places == (0,), typed
    assert search.find("gxq zr").places == ()
    marks = search.marks(near, search.find("kfq lly").words)
    assert (marks.unit, marks.post, marks.name) == (((0, 3),), ((0, 3),), ())


def test_marks_of_several_words_are_joined_and_of_the_best_field() -> None:
    one = contact(1, "李海洋", "li hai yang", phone="13900000012")
    search = ContactSearch([one])
    assert search.marks(one, ("li", "yang")).name == ((0, 1), (2, 3))
    assert search.marks(one, ("lih", "haiy")).name == ((0, 3),)
    assert (search.marks(one, ("0012",)).field, search.marks(one, ("0012",)).digits) == ("mobile", (7, 8, 9, 10))


def test_a_mask_is_never_painted() -> None:
    assert shown_digits("138 0000 0004", "138 0000 0004", (0, 1, 2, 3)) == ((0, 5),)
    assert shown_digits("13800000004", "138****0004", (1, 2, 3, 4, 6, 7)) == ((1, 3), (7, 8))
    assert shown_digits("13800000004", "138****0004", (4, 5)) == ()
    assert shown_digits("13800000004", "保密", (4, 5)) == ()


@pytest.mark.parametrize(("word", "is_found"), [("h" * 60, False), ("he" * 30, True), ("hehu" * 30, False)])
def test_a_key_held_down_is_answered_all_the_same(word: str, is_found: bool) -> None:
    junk = Spelling("和" * 40, (("he", "huo", "hu", "hai"),) * 40)
    assert (covered(junk, word) is not None) == is_found
