"""Search keys of records: text, full pinyin and initials in every reading of surnames. The only place that knows pypinyin."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.surnames import surname_of, surname_readings
from lantian_desktop.domain.spelling import Spelling

MAX_READINGS = 16  # combinations kept of one name; more would be noise
RARE = {"䶮": ("yan3",), "㛃": ("jie2",), "𬱖": ("wei3",), "𬍛": ("yue4",), "堃": ("kun1",), "垚": ("yao2",)}
_RUNS = re.compile("[\u3400-\u9fff]+|.", re.DOTALL)  # Han characters together, everything else one by one
_AFTER_ALL_SYLLABLES = "\uffff"


def keys(text: str, *, person: str = "") -> SearchKeys:
    """Return the search keys of a record that shows `text`; `person` is read as a name and gives the sort key."""
    full, initials = spoken_keys(text, person=person)
    shown = " ".join(part for part in (person, text) if part)
    return SearchKeys(text=shown, pinyin=full, initials=initials, sort=sort_key(person))


def spoken_keys(text: str, *, person: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the full readings and the initials of the words of `text`, those of `person` in every reading, each once."""
    words = (person, *text.split()) if person else tuple(text.split())
    spelling = dict.fromkeys(reading for word in words for reading in readings(word, is_person=word == person))
    full = tuple(dict.fromkeys("".join(reading) for reading in spelling))
    return full, tuple(dict.fromkeys("".join(syllable[0] for syllable in reading) for reading in spelling))


def readings(word: str, *, is_person: bool) -> tuple[tuple[str, ...], ...]:
    """Return the pinyin readings of `word` as syllables, most likely first; a person's surname takes its own readings."""
    return _readings(word, is_person)


def name_spelling(name: str) -> Spelling:
    """Return a person's name with every reading of each character, the surname's own readings first."""
    surname = surname_of(name)
    given = name[len(surname) :]
    of_surname = zip(surname, surname_readings(surname), strict=True)
    found = [_toneless((*listed, *_toned(character))) for character, listed in of_surname]
    together = zip(given, _in_context(given), strict=True)
    found += [_toneless((*usual, *_toned(character))) for character, usual in together]
    return Spelling(name, tuple(found), len(surname))


@lru_cache(maxsize=5_000)
def text_spelling(text: str) -> Spelling:
    """Return other words with the readings they have together and the one each character has by itself."""
    together = zip(text, _in_context(text), strict=True)
    return Spelling(text, tuple(_toneless((*usual, *_toned(character)[:1])) for character, usual in together))


def sort_key(name: str) -> str:
    """Return what names are put in order by: surname reading, tone, surname, then the given name; '' for nobody.

    A compound surname is one unit; syllables go by letters with ü between u and ua, as a dictionary has them.
    """
    if not name:
        return ""
    surname = surname_of(name)
    given = name[len(surname) :]
    of_surname = zip(surname, surname_readings(surname), strict=True)
    first = [next(iter((*listed, *_toned(character))), character) for character, listed in of_surname]
    letters, tones = zip(*map(_in_order, first), strict=True)
    together = zip(given, _in_context(given), strict=True)
    rest = ["".join(_in_order(next(iter((*usual, *_toned(character))), character))) for character, usual in together]
    return "\t".join((" ".join(letters), "".join(tones), surname, " ".join(rest)))


@lru_cache(maxsize=20_000)
def _readings(word: str, is_person: bool) -> tuple[tuple[str, ...], ...]:
    found = [_spoken(character) for character in word]
    if is_person:
        surname = surname_of(word)
        listed = (*surname_readings(surname), *((),) * (len(word) - len(surname)))
        pairs = zip(found, listed, word, strict=True)
        found = [_toneless((*own, *_toned(character))) or usual for usual, own, character in pairs]
    choices = [syllables for syllables in found if syllables]
    return tuple(islice(product(*choices), MAX_READINGS)) if choices else ()


def _spoken(character: str) -> tuple[str, ...]:
    """Return the usual reading of a character; Latin letters and digits stand for themselves."""
    if character.isascii():
        return (character.lower(),) if character.isalnum() else ()
    return _toneless(_toned(character)[:1])


@lru_cache(maxsize=10_000)
def _toned(character: str) -> tuple[str, ...]:
    """Return every reading of one character with its tone, the usual one first."""
    if character in RARE:
        return RARE[character]
    if character.isascii():
        return ()
    from pypinyin import Style, pinyin  # 0.1 s to load: only where a record is written

    found = pinyin(character, style=Style.TONE3, heteronym=True, errors="ignore", v_to_u=False)
    return tuple(dict.fromkeys(syllable for syllable in found[0] if syllable)) if found else ()


def _in_context(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the reading every character of `text` has in the words it makes up; () where that is not known."""
    found: list[tuple[str, ...]] = []
    for run in _RUNS.findall(text):
        found += _of_run(run) if len(run) > 1 else [()]
    return tuple(found)


@lru_cache(maxsize=10_000)
def _of_run(run: str) -> tuple[tuple[str, ...], ...]:
    from pypinyin import Style, pinyin

    found = pinyin(run, style=Style.TONE3, errors="ignore", v_to_u=False)
    known = len(found) == len(run)  # otherwise some character has no reading, and which one is not told
    return tuple((syllable,) for syllable, *_ in found) if known else ((),) * len(run)


@lru_cache(maxsize=50_000)
def _toneless(syllables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(syllable.rstrip("12345") for syllable in syllables))


def _in_order(syllable: str) -> tuple[str, str]:
    """Return a syllable as letters that sort as in a dictionary, and its tone."""
    if not syllable.isascii():
        return _AFTER_ALL_SYLLABLES + syllable, ""
    letters = syllable.lower().rstrip("12345")
    tone = syllable[len(letters) :]
    return (letters.replace("v", "u") + ":" if "v" in letters[1:] else letters), tone
