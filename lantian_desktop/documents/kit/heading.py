"""Levels of official letters: 一、（一）1.（1）, and the face each part of a paragraph is set in (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re

from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.domain.letters.outline import NUMERAL, opens_enumeration

_LEVELS = (
    (re.compile(rf"{NUMERAL}、"), FaceRole.HEI),
    (re.compile(rf"[（(]{NUMERAL}[）)]"), FaceRole.KAI),
    (re.compile(r"[0-9]+[.．](?![0-9])"), FaceRole.BODY),
    (re.compile(r"[（(][0-9]+[）)]"), FaceRole.BODY),
)
LISTED = 3  # headings of this level and below one another without text between are items of a list
_LONGEST_HEADING = 28  # characters: a longer first sentence is text that happens to be numbered
_STOPS = "。！？"
_ITEM_STOPS = f"{_STOPS}；;"  # a numbered paragraph that ends so is an item, not a heading


def level_of(paragraph: str) -> int:
    """Return the level, 1 to 4, whose number the paragraph begins with; 0 for plain text."""
    if opens_enumeration(paragraph):
        return 0
    return next((level for level, (form, _) in enumerate(_LEVELS, start=1) if form.match(paragraph)), 0)


def roles_of(paragraph: str) -> list[FaceRole]:
    """Return the face of each character: the heading at the front in its level's face, the text in 仿宋."""
    level = level_of(paragraph)
    role = _LEVELS[level - 1][1] if level else FaceRole.BODY
    length = _heading_length(paragraph) if role is not FaceRole.BODY and not _is_item(paragraph, level) else 0
    return [role] * length + [FaceRole.BODY] * (len(paragraph) - length)


def is_heading(paragraph: str) -> bool:
    """Return whether the whole paragraph is a heading that stands over what follows it."""
    level = level_of(paragraph)
    if level == 0 or _is_item(paragraph, level):
        return False
    if level < LISTED:
        return _heading_length(paragraph) == len(paragraph)
    return len(paragraph) <= _LONGEST_HEADING and not paragraph.endswith(tuple(_ITEM_STOPS))


def _is_item(paragraph: str, level: int) -> bool:
    """Return whether a paragraph of the second level is one whole sentence: an item of a list, with no text it could head."""
    return level == LISTED - 1 and paragraph.endswith(tuple(_STOPS)) and _first_stop(paragraph) == len(paragraph) - 1


def _first_stop(paragraph: str) -> int | None:
    return next((index for index, character in enumerate(paragraph) if character in _STOPS), None)


def _heading_length(paragraph: str) -> int:
    """Return how many characters at the front are the heading: the line or, where text follows it, the first sentence."""
    stop = _first_stop(paragraph)
    if stop is None:
        return len(paragraph) if len(paragraph) <= 2 * _LONGEST_HEADING else 0
    return stop + 1 if stop < _LONGEST_HEADING else 0
