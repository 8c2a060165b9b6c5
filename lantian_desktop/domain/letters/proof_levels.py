"""Levels of an official text, 一、→（一）→ 1. →（1）: skipped ones, numbering, and marks about headings (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantian_desktop.domain.letters.flaws import Flaw, FlawRule, Severity, flaw
from lantian_desktop.domain.letters.outline import NUMERAL, numeral, opens_enumeration, value_of

_FORMS = (
    re.compile(rf"({NUMERAL})[、.．]"),
    re.compile(rf"[（(]({NUMERAL})[）)]"),
    re.compile(r"([0-9]{1,2})[.．、](?![0-9])"),
    re.compile(r"[（(]([0-9]{1,2})[）)]"),
)
_WRITTEN = ("{}、", "（{}）", "{}.", "（{}）")
_FINAL = "。；，、：！？.;,:!?"
_SENTENCE_WORDS = re.compile(r"[。；！？]|请|应当|不得|如下")
_LONGEST_HEADING = 28  # characters: what is longer is a sentence that happens to be numbered


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with text: where it starts, its level (0: text) and number, and where the sign of the level ends."""

    start: int
    text: str
    level: int = 0
    number: int = 0
    sign_end: int = 0


def level_flaws(text: str) -> Iterator[Flaw]:
    """Yield levels that are skipped and numbers that do not follow one another."""
    opened: dict[int, tuple[int, ...]] = {}  # level → the number given last and the one expected in its place
    before = 0
    for paragraph in _paragraphs(text):
        level = paragraph.level
        if level:
            opened = {each: numbers for each, numbers in opened.items() if each <= level}
            if level > 1 and level - 1 not in opened:
                yield _skipped(paragraph)
                opened[level - 1] = ()
            last = opened.get(level) or (0,)
            opened[level] = (paragraph.number,)
            if paragraph.number - 1 not in last:
                expected = last[0] + 1
                opened[level] = (paragraph.number, expected)
                yield _out_of_order(paragraph, last[0], doubtful=paragraph.number == 1 and before == 0)
        before = level


def mark_flaws(text: str) -> Iterator[Flaw]:
    """Yield marks that do not belong after the sign of a level."""
    for paragraph in _paragraphs(text):
        if not paragraph.level:
            continue
        sign = paragraph.text[: paragraph.sign_end]
        wanted = _written(paragraph.level, paragraph.number)
        end = paragraph.start + paragraph.sign_end
        following = text[end : end + 1]
        if paragraph.level in {2, 4} and following and following in "、.．，":
            yield flaw(FlawRule.LEVEL_MARK, end, end + 1, f"“{sign}”后不加“{following}”，请删去。")
        elif paragraph.level in {1, 3} and sign[-1] not in {wanted[-1], "．"}:
            yield flaw(FlawRule.LEVEL_MARK, end - 1, end, f"层次序号“{sign}”应写作“{wanted}”，请改正。")


def heading_flaws(text: str) -> Iterator[Flaw]:
    """Yield final marks of headings that have a line of their own and text under them."""
    paragraphs = list(_paragraphs(text))
    for place, (paragraph, following) in enumerate(pairwise(paragraphs)):
        heads = paragraph.level in {1, 2} and (following.level == 0 or following.level > paragraph.level)
        beside_another = place > 0 and paragraphs[place - 1].level == paragraph.level  # a list of numbered sentences
        if heads and not beside_another and _is_heading(paragraph):
            end = paragraph.start + len(paragraph.text)
            sentence = f"“{paragraph.text}”独立成行，末尾不加标点，请删去“{paragraph.text[-1]}”。"
            yield flaw(FlawRule.HEADING_MARK, end - 1, end, sentence)


def _is_heading(paragraph: _Paragraph) -> bool:
    words = paragraph.text[paragraph.sign_end : -1]
    return (
        paragraph.text[-1] in _FINAL
        and 0 < len(words) <= _LONGEST_HEADING
        and not _SENTENCE_WORDS.search(words)
        and words[-1] not in _FINAL
    )


def _paragraphs(text: str) -> Sequence[_Paragraph]:
    found, start = [], 0
    for line in text.split("\n"):
        words = line.strip(" \t\u3000")
        if words:
            found.append(_read(start + line.index(words[0]), words))
        start += len(line) + 1
    return found


def _read(start: int, words: str) -> _Paragraph:
    if opens_enumeration(words):
        return _Paragraph(start, words)
    for level, form in enumerate(_FORMS, start=1):
        sign = form.match(words)
        if sign is not None:
            number = value_of(sign[1]) if level < 3 else int(sign[1])
            return _Paragraph(start, words, level, number, sign.end())
    return _Paragraph(start, words)


def _written(level: int, number: int) -> str:
    return _WRITTEN[level - 1].format(numeral(number) if level < 3 and number < 100 else number)


def _skipped(paragraph: _Paragraph) -> Flaw:
    sign, over = paragraph.text[: paragraph.sign_end], _written(paragraph.level - 1, 1)
    sentence = f"“{sign}”上面没有“{over}”一级，层次应依次为“一、”“（一）”“1.”“（1）”，请核对。"
    return flaw(FlawRule.LEVEL_SKIPPED, paragraph.start, paragraph.start + paragraph.sign_end, sentence)


def _out_of_order(paragraph: _Paragraph, last: int, *, doubtful: bool) -> Flaw:
    sign, wanted = paragraph.text[: paragraph.sign_end], _written(paragraph.level, last + 1)
    severity = None
    if doubtful and last:
        severity = Severity.WARNING
        sentence = f"序号又从“{sign}”开始，前面已排到“{_written(paragraph.level, last)}”，请核对。"
    elif last:
        sentence = f"“{sign}”前面是“{_written(paragraph.level, last)}”，序号不连续，应为“{wanted}”，请改正。"
    else:
        sentence = f"序号从“{sign}”开始，应为“{wanted}”，请改正。"
    return flaw(FlawRule.LEVEL_ORDER, paragraph.start, paragraph.start + paragraph.sign_end, sentence, severity)
