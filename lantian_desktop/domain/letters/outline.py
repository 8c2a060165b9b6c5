"""Levels of a letter's text: 一、（一）1.（1）, recognised at the front of a paragraph, set and numbered anew (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LEVELS = ("正文", "一、", "（一）", "1.", "（1）")  # by depth: what each level looks like
DEEPEST = len(LEVELS) - 1
NUMERAL = "[一二三四五六七八九十百〇零]+"
_NUMERALS = "一二三四五六七八九十"
_MARKS = (
    re.compile(rf"{NUMERAL}、"),
    re.compile(rf"[（(]{NUMERAL}[）)]"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])[ 　]*"),  # 1.5 倍 begins with a number, not with a level
    re.compile(r"[（(][0-9]{1,2}[）)]"),
)
_COUNTED = (  # what 一、二 before it counts: a heading 一、三个问题 counts otherwise
    "期|季度|月|类|级|批|等|标段|标(?!准)|号|组|区|线|车间|工段|阶段|段|厂|矿|楼|层|环|路|街|档|轮|产业|审|工区|分厂|支队|大队|中队"
)
_ROW = re.compile(rf"{NUMERAL}(?:[、.．]{NUMERAL})+(?={_COUNTED})")


def opens_enumeration(paragraph: str) -> bool:
    """Return whether a paragraph begins with ordinals of one word, 一、二期 or 一、二、三类, and not with the mark of a level.

    The ordinals rise: 三、一期工程 is the third heading.
    """
    row = _ROW.match(paragraph)
    if row is None:
        return False
    values = [value_of(each) for each in re.split("[、.．]", row[0])]
    return all(before < after for before, after in pairwise(values))


def value_of(written: str) -> int:
    """Return the value of a Chinese numeral, 一 to 九百九十九."""
    total, digit = 0, 0
    for character in written:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = 0 if character in "〇零" else _NUMERALS.index(character) + 1
    return total + digit


def numeral(number: int) -> str:
    """Return 1–99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return lead + (_NUMERALS[ones - 1] if ones else "")


def mark_of(paragraph: str) -> tuple[int, int]:
    """Return the level at the front of a paragraph (0: plain text) and how many characters its mark takes, indent included."""
    indent = len(paragraph) - len(paragraph.lstrip())
    if opens_enumeration(paragraph[indent:]):
        return 0, 0
    for level, form in enumerate(_MARKS, 1):
        found = form.match(paragraph, indent)
        if found:
            return level, found.end()
    return 0, 0


def mark(level: int, number: int) -> str:
    """Return the mark of a level, e.g. （二）."""
    return ("", f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}. ", f"（{number}）")[level]


def marks(levels: Sequence[int]) -> tuple[str, ...]:
    """Return the mark each paragraph must carry: a level counts on until one above it comes."""
    counts = [0] * (DEEPEST + 1)
    texts = []
    for level in levels:
        if level:
            counts[level] += 1
            counts[level + 1 :] = [0] * (DEEPEST - level)
        texts.append(mark(level, counts[level]))
    return tuple(texts)
