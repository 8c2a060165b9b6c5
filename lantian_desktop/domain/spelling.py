"""Texts with the readings of their characters, and the short form they are stored in. Where readings come from is not told here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_PERSON = "@"  # begins the line of a person's name: the same characters read otherwise in other words


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text and, for each of its characters, the toneless syllables it may be read as (ü is v); () for what nobody spells.

    `surname` is the number of characters of the surname, 0 where the text is not a person's name.
    """

    text: str
    readings: tuple[tuple[str, ...], ...]
    surname: int = 0

    @property
    def key(self) -> str:
        """What the spelling is looked up by."""
        return spelling_key(self.text, is_person=self.surname > 0)


def spelling_key(text: str, *, is_person: bool) -> str:
    """Return what the spelling of a text is looked up by."""
    return (_PERSON if is_person else "") + _on_one_line(text)


def packed(spellings: Iterable[Spelling]) -> str:
    """Return spellings as lines, each once: key, length of the surname, syllables."""
    lines = {
        spelling.key: f"{spelling.key}\t{spelling.surname}\t{' '.join(map(','.join, spelling.readings))}"
        for spelling in spellings
        if spelling.text
    }
    return "\n".join(lines.values())


def unpacked(stored: Iterable[str]) -> Mapping[str, str]:
    """Return, by their keys, what is behind the key in every line of the stored texts."""
    lines = set[str]()
    for text in stored:
        lines.update(text.split("\n"))
    return {key: rest for key, _, rest in (line.partition("\t") for line in lines)}


def spelling(text: str, line: str | None) -> Spelling | None:
    """Return the spelling of `text` from what stood behind its key; None where that does not fit the text."""
    surname, _, syllables = (line or "").partition("\t")
    readings = tuple(map(_alternatives, syllables.split(" ")))
    if line is None or len(readings) != len(text) or not surname.isdigit():
        return None
    return Spelling(text, readings, int(surname))


@lru_cache(maxsize=4_000)
def _alternatives(part: str) -> tuple[str, ...]:
    return tuple(part.split(",")) if part else ()


@lru_cache(maxsize=10_000)
def folded(text: str) -> str:
    """Return the signs of `text` that finding looks at: letters, marks and digits in one width and one case; ü as v."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    return "".join(sign for sign in plain if _is_kept(sign))


def _is_kept(sign: str) -> bool:
    """Blanks, dashes and other marks are layout; signs of the private use area are letters of rare names."""
    category = unicodedata.category(sign)
    return category[0] in "LMN" or category == "Co"


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
