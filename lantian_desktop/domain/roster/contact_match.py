"""Whether a typed word is found in a text, and which characters it covers: by its signs, by pinyin, by initials, or mixed.

A word is found where it can be cut into pieces that stand for characters following one another: a piece is the character
itself or the beginning of one of its readings. So 张艺 is found by zhangyi, zhangy, zhyi, zyi, zy, 张y and yi.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from lantian_desktop.domain.spelling import Spelling, folded

Span = tuple[int, int]

# A text is written down sign by sign: every reading with a capital first, then the sign itself; a Latin letter is its own
# reading with a placeholder behind it. 单明 becomes ShanDanChan单Ming明, and what may follow what is a regular expression.
_LATIN = "\x01"
_SIGN = r"[^A-Za-z\t\n]"
_READINGS = "[A-Za-z]*"
_FULL = "(?![a-z])"
_LONG = 12  # characters; names are shorter
_NO_DIGITS, _NO_SIGNS = re.compile("[^0-9]+"), re.compile("[^0-9*]+")
_APART = re.compile(r"[/、,，;；|]")


def written(spelling: Spelling) -> str:
    """Return a spelling as the expressions read it."""
    return "".join(_pieces(spelling))


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words typed, each in the form that is compared; blanks of any width stand between them."""
    return tuple(word for word in map(folded, typed.split()) if word)


@lru_cache(maxsize=200)
def within(word: str) -> str:
    """Return the expression for `word` anywhere in a text."""
    return _expression(word, full="")


@lru_cache(maxsize=200)
def at_start(word: str) -> str:
    """Return the expression for `word` at the beginning of a line."""
    return f"\n{_READINGS}{within(word)}"


@lru_cache(maxsize=200)
def entire(word: str) -> str:
    """Return the expression for a line that is `word` and nothing else: every syllable in full."""
    closing = f"{_FULL}{_READINGS}{_SIGN}" if _is_letter(word[-1]) else ""
    return f"\n{_READINGS}{_expression(word, full=_FULL)}{closing}\t"


def covered(spelling: Spelling, word: str) -> Span | None:
    """Return the first characters of the text that `word` covers, from and to (not included), or None."""
    pieces = _pieces(spelling)
    found = re.search(within(word), "".join(pieces))
    if found is None:
        return None
    ends = tuple(accumulate(map(len, pieces)))
    return bisect_right(ends, found.start()), bisect_right(ends, found.end() - 1) + 1


class FieldTexts:
    """The distinct texts of one field in one text, each with the records it belongs to."""

    def __init__(self, texts: Iterable[tuple[str, int]]) -> None:
        """Gather pairs of a written text and the record it belongs to."""
        owners: dict[str, list[int]] = {}
        for line, record in texts:
            if line:
                owners.setdefault(line, []).append(record)
        self._owners = tuple(owners.values())
        self._text = "".join(f"\n{line}\t{number}" for number, line in enumerate(owners))

    def records(self, expression: str) -> Iterator[Sequence[int]]:
        """Yield the records of every text the expression is found in."""
        for number in re.findall(f"{expression}[^\t\n]*\t([0-9]+)", self._text):
            yield self._owners[int(number)]

    def records_of_whole(self, expression: str) -> Iterator[Sequence[int]]:
        """Yield the records of every text that the expression, which reaches over its end, is all of."""
        for number in re.findall(f"{expression}([0-9]+)", self._text):
            yield self._owners[int(number)]


def written_numbers(numbers: Iterable[str]) -> str:
    """Return phone numbers as the expressions read them: digits, and the signs of a mask, between semicolons."""
    found = [signs_of(part) for number in numbers for part in _APART.split(number)]
    return "".join(f";{digits}" for digits in found if digits) + ";"


def signs_of(number: str) -> str:
    """Return the digits of a number, half-width, and the signs that stand in a mask for those hidden."""
    return _NO_SIGNS.sub("", number if number.isascii() else unicodedata.normalize("NFKC", number))


def digits_of(number: str) -> str:
    """Return the digits of a number, half-width."""
    return _NO_DIGITS.sub("", number if number.isascii() else unicodedata.normalize("NFKC", number))


NUMBER_EXPRESSIONS: tuple[Callable[[str], str], ...] = (";{};".format, "{};".format, "{}".format)  # whole, tail, inside


def _expression(word: str, *, full: str) -> str:
    parts: list[str] = []
    after_letter = False
    for place, sign in enumerate(word):
        letter = _is_letter(sign)
        capital = sign.upper() if letter else re.escape(sign)
        onward = f"{full}{_READINGS}{_SIGN}{_READINGS}{capital}"
        if place == 0:
            parts.append(capital)
        elif not after_letter:
            parts.append(f"{_READINGS}{capital}")
        else:
            parts.append(f"(?:{sign}|{onward})" if letter else onward)
        after_letter = letter
    return "".join(parts)


def _pieces(spelling: Spelling) -> tuple[str, ...]:
    """Return every character as the expressions read it; in a long text a letter may begin one reading of a character only.

    Otherwise the ways through a text of nothing but such characters would double with each of them.
    """
    readings = spelling.readings
    if len(spelling.text) > _LONG:
        readings = tuple(tuple({form[0]: form for form in reversed(forms)}.values()) for forms in readings)
    return tuple(map(_character, spelling.text, readings))


@lru_cache(maxsize=20_000)
def _character(character: str, readings: tuple[str, ...]) -> str:
    """Return one character as the expressions read it; ü is typed as v and as u."""
    typed = dict.fromkeys(form for reading in readings for form in (reading, reading.replace("v", "u")))
    capitals = "".join(map(str.capitalize, typed))
    return "".join(sign.upper() + _LATIN if _is_letter(sign) else capitals + sign for sign in folded(character))


def _is_letter(sign: str) -> bool:
    return "a" <= sign <= "z"
