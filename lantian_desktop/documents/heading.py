"""Levels of official letters: 一、（一）1.（1）, and the face each part of a paragraph is set in (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re

from lantian_desktop.documents.fonts import Role

_NUMERAL = "[一二三四五六七八九十百〇零]+"
_LEVELS = (
    (re.compile(rf"{_NUMERAL}、"), Role.HEI),
    (re.compile(rf"[（(]{_NUMERAL}[）)]"), Role.KAI),
)
_LONGEST_HEADING = 28  # characters: a longer first sentence is text that happens to be numbered


def roles_of(paragraph: str) -> list[Role]:
    """Return the face of each character: the heading at the front in its level's face, the text in 仿宋."""
    for form, role in _LEVELS:
        if form.match(paragraph):
            length = _heading_length(paragraph)
            return [role] * length + [Role.BODY] * (len(paragraph) - length)
    return [Role.BODY] * len(paragraph)


def _heading_length(paragraph: str) -> int:
    """Return how many characters at the front are the heading: the line or, where text follows it, the first sentence."""
    stop = next((index for index, character in enumerate(paragraph) if character in "。！？"), None)
    if stop is None:
        return len(paragraph) if len(paragraph) <= 2 * _LONGEST_HEADING else 0
    return stop + 1 if stop < _LONGEST_HEADING else 0
