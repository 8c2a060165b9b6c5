"""Mixed pinyin matched the plain way, character by character, and texts and words to try it with."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from lantian_desktop.domain.spelling import Spelling

SYLLABLES = ("zhang", "zhan", "zha", "shan", "dan", "yi", "y", "a", "an", "ang", "lv", "lu", "nve", "xi", "xian", "qi")
SIGNS = "张单于万俟吕先A7b"
CHARACTERS = st.sampled_from(SIGNS)
READINGS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3, unique=True).map(tuple)
SpelledText = list[tuple[str, tuple[str, ...]]]
SPELLED = st.lists(
    st.tuples(CHARACTERS, READINGS).map(lambda pair: (pair[0], () if pair[0].isascii() else pair[1])),
    min_size=1,
    max_size=5,
)


@st.composite
def searches(draw: st.DrawFn) -> tuple[SpelledText, str]:
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


def spelling_of(text: SpelledText) -> Spelling:
    return Spelling("".join(sign for sign, _ in text), tuple(readings for _, readings in text))


def pieces_of(sign: str, readings: tuple[str, ...]) -> set[str]:
    """Everything one character may be typed as, the plain way."""
    if sign.isascii():
        return {sign.lower()}
    forms = {*readings, *(reading.replace("v", "u") for reading in readings)}
    return {sign} | {form[:length] for form in forms for length in range(1, len(form) + 1)}


def plain_ends(text: SpelledText, word: str, at: int) -> Iterator[int]:
    """Yield where the text may end that `word` covers from `at` on."""
    if not word:
        yield at
    elif at < len(text):
        for piece in pieces_of(*text[at]):
            if word.startswith(piece):
                yield from plain_ends(text, word[len(piece) :], at + 1)


def plain_spans(text: SpelledText, word: str) -> set[tuple[int, int]]:
    return {(at, end) for at in range(len(text)) for end in plain_ends(text, word, at)}


def plain_whole(text: SpelledText, word: str) -> bool:
    """Whether the word is the whole text, every syllable in full."""
    if not text:
        return not word
    sign, readings = text[0]
    forms = {sign.lower()} if sign.isascii() else {sign, *readings, *(form.replace("v", "u") for form in readings)}
    return any(word.startswith(form) and plain_whole(text[1:], word[len(form) :]) for form in forms)
