"""Levels of a letter's text: 一、（一）1.（1）, recognised at the front of a paragraph, set and numbered anew (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEVELS = ("正文", "一、", "（一）", "1.", "（1）")  # by depth: what each level looks like
DEEPEST = len(LEVELS) - 1
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = "[一二三四五六七八九十百〇零]+"
_MARKS = (
    re.compile(rf"{_NUMERAL}、"),
    re.compile(rf"[（(]{_NUMERAL}[）)]"),
    re.compile(r"[0-9]{1,2}[.．](?![0-9])[ 　]*"),  # 1.5 倍 begins with a number, not with a level
    re.compile(r"[（(][0-9]{1,2}[）)]"),
)


def numeral(number: int) -> str:
    """Return 1–99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十")
    return lead + (_NUMERALS[ones - 1] if ones else "")


def mark_of(paragraph: str) -> tuple[int, int]:
    """Return the level at the front of a paragraph (0: plain text) and how many characters its mark takes, indent included."""
    indent = len(paragraph) - len(paragraph.lstrip())
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
    said = []
    for level in levels:
        if level:
            counts[level] += 1
            counts[level + 1 :] = [0] * (DEEPEST - level)
        said.append(mark(level, counts[level]))
    return tuple(said)
