"""Who is found among invented contacts, and in which order: by hand, and against tiers worked out the plain way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.roster.contact_search import Contact, ContactSearch, UnitWords, shown_digits
from lantian_desktop.domain.spelling import Spelling
from tests.domain.roster.plain_pinyin import SPELLED, SpelledText, plain_spans, plain_whole, spelling_of

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


DIGITS = st.text(alphabet="0123", min_size=1, max_size=5)
WORDS = st.one_of(st.text(alphabet="zhangyisdlvuxq张单", min_size=1, max_size=5), DIGITS)
DRAWN = st.tuples(SPELLED, st.integers(1, 2), SPELLED, st.lists(DIGITS, max_size=2), st.booleans())
Drawn = tuple[SpelledText, int, SpelledText, list[str], bool]


def plain_tier(drawn: Drawn, word: str) -> int:
    """How well one word fits a contact, told the plain way: 1 best, 0 not at all."""
    name, surname, post, numbers, _ = drawn
    begins = [at for at, _ in plain_spans(name, word)]
    is_number = word.isdigit()
    tiers = {
        1: plain_whole(name, word) or (is_number and word in numbers),
        2: plain_whole(name[:surname], word),
        3: 0 in begins or (is_number and any(number.endswith(word) for number in numbers)),
        4: bool(begins or plain_spans(post, word)),
        5: is_number and any(word in number for number in numbers),
    }
    return next((tier for tier, fits in tiers.items() if fits), 0)


@given(st.lists(DRAWN, max_size=8), st.lists(WORDS, min_size=1, max_size=2), st.lists(st.integers(0, 9), max_size=3))
def test_the_order_is_the_one_worked_out_the_plain_way(
    people: list[Drawn], words: list[str], recent: list[int]
) -> None:
    nowhere = UnitWords(Spelling("某", ((),)))
    contacts = []
    for number, (name, surname, post, phones, starred) in enumerate(people):
        shown = Spelling(spelling_of(name).text, spelling_of(name).readings, min(surname, len(name)))
        numbers_of = tuple(("mobile", phone) for phone in phones)
        contacts.append(Contact(number, shown, nowhere, spelling_of(post), numbers_of, starred))
    tiers = [[plain_tier(drawn, word) for word in words] for drawn in people]
    last = list(dict.fromkeys(recent))
    standing = {
        number: (sum(tiers[number]), not people[number][4], last.index(number) if number in last else 99, number)
        for number in range(len(people))
        if all(tiers[number])
    }
    found = ContactSearch(contacts).find(" ".join(words), recent=last)
    assert list(found.places) == sorted(standing, key=standing.__getitem__)
