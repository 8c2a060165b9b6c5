"""Punctuation as it is typed: doubled marks, pairs, half and full width, …… and ——, blanks (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lantian_desktop.domain.letters.flaws import Flaw, FlawRule, Severity, flaw, named, quoted

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇々"
_WIDE = rf"{_HAN}。，、；：？！“”‘’（）〔〕【】《》〈〉「」『』…—～·"
_BLANKS = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+"

_DOUBLED = re.compile(r"[。，、；：？！,;:?!]{2,}")
_TOGETHER = frozenset({"？！", "！？"})  # a question that is an exclamation (4.3.3)
_ELLIPSIS = re.compile(rf"…+|⋯+|(?<=[{_WIDE}])\.{{2,}}|\.{{2,}}(?=[{_WIDE}])")
_DASH = re.compile(
    rf"—+|―+|(?<=[{_HAN}])(?:-{{2,}}|－{{2,}}|–+)(?![0-9])|(?<![0-9])(?:-{{2,}}|－{{2,}}|–+)(?=[{_HAN}])"
)
_RIGHT_LENGTHS = frozenset({2, 4})  # ……, and ………… for a paragraph left out
_ENDS_RANGE = re.compile("[0-9A-Za-z%％℃年月日时分级类省市区县州站镇村期]")  # 2018—2020年, 西安市—咸阳市
_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ．]+")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_BETWEEN = re.compile(rf"(?<=[{_WIDE}]){_BLANKS}(?=[{_WIDE}])")
_EDGE = re.compile(rf"^{_BLANKS}|(?<=\S){_BLANKS}$", re.MULTILINE)

_HALF = re.compile(
    rf"(?<=[{_WIDE}])[,;:?!]|[,;:?!](?=[{_WIDE}])"
    rf"|(?<=[{_WIDE}])\.(?![A-Za-z.])|(?<=[0-9A-Za-z%)])[,;:?!]$|(?<=[0-9%)])\.$",
    re.MULTILINE,
)
_FULL_FORM = dict(zip(",.;:?!", "，。；：？！", strict=True))
_HAS_HAN = re.compile(rf"[{_HAN}]")
_NEAR_HAN = re.compile(rf"[{_WIDE}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[A-Za-z0-9.-]+")

_PAIRS = dict(zip("“‘（〔【《〈「『", "”’）〕】》〉」』", strict=True))
_OPENERS = {closing: opening for opening, closing in _PAIRS.items()}
_QUOTES = frozenset("“”‘’")
_INNER = {"“": "‘", "《": "〈"}
_ENUMERATED = re.compile(r"(?:^|[\s；。，：、;,:])[0-9a-zA-Z]{1,2}$")  # 1）…；2）…
_ANGLE = re.compile(r"°[0-9.'\"]{1,9}$")
_Mark = tuple[int, str]  # place in the text, and the mark it counts as


def doubled_flaws(text: str) -> Iterator[Flaw]:
    """Yield marks that follow one another; ？！ may."""
    for found in _DOUBLED.finditer(text):
        marks = found[0]
        if marks not in _TOGETHER and any(mark in "。，、；：？！" for mark in marks):
            shown = quoted(text, found.start(), found.end())
            yield flaw(FlawRule.DOUBLED, found.start(), found.end(), f"{shown}处标点重复，请只保留一个。")


def run_flaws(text: str) -> Iterator[Flaw]:
    """Yield ellipses and dashes that do not take two cells; a single — between the ends of a range is right."""
    for found in _ELLIPSIS.finditer(text):
        if not (found[0][0] == "…" and len(found[0]) in _RIGHT_LENGTHS):
            shown = quoted(text, found.start(), found.end())
            sentence = f"{shown}处省略号应为“……”，占两个字的位置，请改正。"
            yield flaw(FlawRule.ELLIPSIS, found.start(), found.end(), sentence)
    for found in _DASH.finditer(text):
        if not _right_dash(text, found):
            shown = quoted(text, found.start(), found.end())
            sentence = f"{shown}处破折号应为“——”，占两个字的位置，请改正。"
            yield flaw(FlawRule.DASH, found.start(), found.end(), sentence)


def _right_dash(text: str, found: re.Match[str]) -> bool:
    if found[0][0] != "—" or len(found[0]) != 1:
        return found[0] == "——"
    return _ENDS_RANGE.match(text[max(found.start() - 1, 0) : found.start()]) is not None


def width_flaws(text: str) -> Iterator[Flaw]:
    """Yield full-width digits and letters."""
    for found in _FULL_WIDTH.finditer(text):
        narrow = found[0].translate(_NARROW)
        sentence = f"“{found[0]}”是全角字符，请改为半角“{narrow}”。"
        yield flaw(FlawRule.FULL_WIDTH, found.start(), found.end(), sentence)


def blank_flaws(text: str) -> Iterator[Flaw]:
    """Yield blanks between Chinese characters and at the ends of paragraphs; the typesetter indents by itself."""
    for found in _BETWEEN.finditer(text):
        shown = quoted(text, found.start(), found.end() + 1)
        sentence = f"{shown}中有多余的空格，请删去。"
        yield flaw(FlawRule.BLANK_BETWEEN, found.start(), found.end(), sentence)
    for found in _EDGE.finditer(text):
        end = "段首" if found.start() == 0 or text[found.start() - 1] == "\n" else "段末"
        sentence = f"{end}有多余的空格，请删去，排版时会自动空两字。"
        yield flaw(FlawRule.BLANK_AT_EDGE, found.start(), found.end(), sentence)


def ascii_quote_flaws(text: str) -> Iterator[Flaw]:
    """Yield straight quotation marks in Chinese paragraphs, a pair as one flaw."""
    for start, paragraph in _chinese_paragraphs(text):
        places = [start + place for place, mark in enumerate(paragraph) if _is_straight(paragraph, place, mark)]
        for number in range(0, len(places), 2):
            first, last = places[number], places[min(number + 1, len(places) - 1)]
            inner = text[first + 1 : last]
            if first == last or "\n" in inner or text[first] != text[last]:
                last, shown = first, quoted(text, first, first + 1)
            else:
                shown = named(text[first : last + 1])
            sentence = f"{shown}用了半角引号，请改为「“ ”」或「‘ ’」。"
            yield flaw(FlawRule.ASCII_QUOTE, first, last + 1, sentence)


def half_width_flaws(text: str) -> Iterator[Flaw]:
    """Yield half-width marks beside Chinese characters, not those inside figures, times, addresses of the net and words."""
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for found in _HALF.finditer(text):
        place = found.start()
        inside = any(start <= place < end for start, end in addresses)
        if not inside and _HAS_HAN.search(_paragraph_around(text, place)):
            shown, wide = quoted(text, place, place + 1), _FULL_FORM[found[0]]
            sentence = f"{shown}用了半角标点，请改为“{wide}”。"
            yield flaw(FlawRule.HALF_WIDTH, place, place + 1, sentence)
    yield from _half_brackets(text)


def _half_brackets(text: str) -> Iterator[Flaw]:
    for start, paragraph in _chinese_paragraphs(text):
        opened: list[int] = []
        for place, mark in enumerate(paragraph):
            if mark == "(":
                opened.append(place)
            elif mark == ")":
                first = opened.pop() if opened else place
                if _beside_chinese(paragraph, first, place):
                    yield from _brackets(text, start + first, start + place)
        for place in opened:
            if _beside_chinese(paragraph, place, place):
                yield from _brackets(text, start + place, start + place)


def _beside_chinese(paragraph: str, first: int, last: int) -> bool:
    around = paragraph[max(first - 1, 0) : last + 2]
    return _NEAR_HAN.search(around) is not None


def _brackets(text: str, first: int, last: int) -> Iterator[Flaw]:
    shown = f"“{text[first : last + 1]}”" if first != last else quoted(text, first, first + 1)
    sentence = f"{shown}用了半角括号，请改为“（ ）”。"
    yield flaw(FlawRule.HALF_WIDTH, first, last + 1, sentence)


def pair_flaws(text: str) -> Iterator[Flaw]:
    """Yield quotation marks and brackets that have no partner, cross one another or stand in their own kind."""
    start = 0
    for paragraph in text.split("\n"):
        yield from sorted(_Pairing(text, start, paragraph).flaws(), key=lambda found: found.start)
        start += len(paragraph) + 1


class _Pairing:
    """The marks of one paragraph that wait for their partner."""

    def __init__(self, text: str, start: int, paragraph: str) -> None:
        self._text = text
        self._start = start
        self._paragraph = paragraph
        self._open: list[_Mark] = []
        self._passed: list[_Mark] = []  # openers that a later pair closed around
        self._lone: list[_Mark] = []
        self._nested: list[tuple[_Mark, Flaw]] = []  # the outer opener, and what holds if it is closed in the end
        self._found: list[Flaw] = []

    def flaws(self) -> list[Flaw]:
        """Return what is wrong with the pairs of the paragraph."""
        for place, mark in enumerate(self._paragraph):
            counted = self._counted(place, mark)
            if counted in _PAIRS:
                self._opens((self._start + place, counted))
            elif counted in _OPENERS:
                self._closes((self._start + place, counted))
        self._lone += [*self._open, *self._passed]
        self._found += [found for outer, found in self._nested if outer not in self._lone]
        self._report_lone()
        return self._found

    def _counted(self, place: int, mark: str) -> str:
        """Return the mark as which one counts: straight quotes and half-width brackets stand for the real ones."""
        if mark in "()":
            mark = "（" if mark == "(" else "）"
        elif mark == "’" and _between_latin(self._paragraph, place):
            return ""
        elif _is_straight(self._paragraph, place, mark):
            opening = "“" if mark == '"' else "‘"
            return _PAIRS[opening] if any(each == opening for _, each in self._open) else opening
        if mark == "）" and not self._is_open("（") and _ENUMERATED.search(self._paragraph[:place]):
            return ""
        return mark

    def _is_open(self, opening: str) -> bool:
        return any(each == opening for _, each in self._open)

    def _opens(self, mark: _Mark) -> None:
        self._open.append(mark)

    def _closes(self, mark: _Mark) -> None:
        place, wanted = mark[0], _OPENERS[mark[1]]
        if self._is_open(wanted):
            while self._open[-1][1] != wanted:
                self._passed.append(self._open.pop())
            opened = self._open.pop()
            if wanted in _INNER and self._open and self._open[-1][1] == wanted:
                self._note_nested(opened, place)
            return
        crossed = next((each for each in reversed(self._passed) if each[1] == wanted), None)
        if crossed is None:
            self._lone.append(mark)
            return
        self._passed.remove(crossed)
        shown = named(self._text[crossed[0] : place + 1])
        sentence = f"{shown}中引号或括号交叉，应先闭合里面的一对，请改正。"
        self._found.append(flaw(FlawRule.NESTED, crossed[0], place + 1, sentence))

    def _note_nested(self, opened: _Mark, place: int) -> None:
        inner = _INNER[opened[1]]
        shown = named(self._text[opened[0] : place + 1])
        sentence = f"{shown}在同一种标点里面，里层应用{named(inner + _PAIRS[inner])}，请改正。"
        found = flaw(FlawRule.NESTED, opened[0], place + 1, sentence, Severity.WARNING)
        self._nested.append((self._open[-1], found))

    def _report_lone(self) -> None:
        """Report marks without a partner; two of a kind in a row are a pair of quotes of which one is turned round."""
        lone = sorted(self._lone)
        turned: set[_Mark] = set()
        for before, after in pairwise(lone):
            if before[1] == after[1] and before[1] in _QUOTES and before not in turned:
                wrong = after if before[1] in _PAIRS else before
                turned |= {before, after}
                self._report(wrong, f"方向反了，应为{named(_partner(wrong[1]))}，请改正。")
        for mark in lone:
            if mark not in turned:
                self._report(mark, f"缺少与之成对的{named(_partner(mark[1]))}，请补上或删去。")

    def _report(self, mark: _Mark, trouble: str) -> None:
        place = mark[0]
        shown, mark_named = quoted(self._text, place, place + 1), named(self._text[place])
        where = "" if shown == mark_named else f"{shown}处的"  # a mark that opens its paragraph has nothing before it
        sentence = f"{where}{mark_named}{trouble}"
        self._found.append(flaw(FlawRule.UNPAIRED, place, place + 1, sentence))


def _partner(mark: str) -> str:
    return _PAIRS.get(mark) or _OPENERS[mark]


def _chinese_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for paragraph in text.split("\n"):
        if _HAS_HAN.search(paragraph):
            yield start, paragraph
        start += len(paragraph) + 1


def _paragraph_around(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _between_latin(paragraph: str, place: int) -> bool:
    before, after = paragraph[max(place - 1, 0) : place], paragraph[place + 1 : place + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _is_straight(paragraph: str, place: int, mark: str) -> bool:
    """Return whether a mark is a straight quote, not an apostrophe and not the minutes or seconds of 34°15'32"."""
    return mark in "\"'" and not _between_latin(paragraph, place) and not _ANGLE.search(paragraph[:place])
