"""What each character may do on a line: cells it takes, where it may stand, what may not be torn apart. No breaking here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

NEVER_FIRST = frozenset("。，、；：？！）〕】》〉」』”’…—～％℃·‰°々–‧•．,.;:?!)]}%>”’-/")
NEVER_LAST = frozenset("（〔【《〈「『“‘([{<$￥№#＃")
OPENING = frozenset("（〔【《〈「『“‘")  # ink in the right half of the cell: squeezed by cutting the left half
CLOSING = frozenset("。，、；：）〕】》〉」』”’")  # ink in the left half: squeezed by cutting the right half
SQUEEZABLE = OPENING | CLOSING
UNSTRETCHED = frozenset("—…")  # a run of these is one drawing: no slack inside

# Units of more than one character; one character after a number is always taken for its unit.
_UNITS = (
    "蒸吨/小时", "千瓦时", "微克/立方米", "毫克/立方米", "个工作日", "工作日", "个自然日", "自然日", "平方公里", "平方千米",
    "平方米", "立方米", "公里/小时", "公里", "千米", "厘米", "毫米", "公斤", "千克", "毫克", "微克", "小时", "分钟", "个月",
    "蒸吨", "万元", "亿元", "万吨", "万户", "万人", "万千瓦", "千瓦", "兆瓦", "轮次", "人次", "户次", "家次", "车次", "百分点",
    "个百分点", "摄氏度", "周年", "年度", "季度", "号楼", "单元",
)  # fmt: skip
_NUMBER = r"[0-9]+(?:[.,:：][0-9]+)*"
_LATIN = "!-~¡-ɏ"
_UNIT = (
    rf"(?:{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))}"
    r"|[%‰％℃°㎡㎎㎏㎞㏄]|[A-Za-zμµ][A-Za-z0-9/²³·]*(?![A-Za-z0-9]|[.,:][0-9])|[㐀-鿿])"
)
_ATOM = re.compile(
    "|".join(
        (
            r"—+",
            r"…+",
            r"〔[0-9]{4}〕[0-9]+号",
            r"[㐀-鿿]?督-[0-9]+-[0-9]+",
            rf"第?[+±-]?{_NUMBER}(?:[—–～~-]{_NUMBER})*(?:(?<=[0-9]){_UNIT})*",
            rf"[A-Za-z0-9][{_LATIN}]*(?:(?<=[0-9]){_UNIT})*",
            r" +",
            r"[\s\S]",
        )
    )
)
_HALF_SIGNS = "¹²³"
_HALF_LETTER: dict[str, bool] = dict.fromkeys(_HALF_SIGNS, True)

split_atoms: Callable[[str], list[str]] = _ATOM.findall
"""Cut a text into the pieces that may not be torn apart: words, numbers with their units, —— and ……, single characters."""


def halves(character: str) -> int:
    """Return how many half cells a character takes: 1 for ASCII and Latin letters, 2 for all others."""
    if " " <= character <= "~":
        return 1
    if character >= "\u0250":
        return 2
    known = _HALF_LETTER.get(character)
    if known is None:
        known = _HALF_LETTER[character] = unicodedata.category(character).startswith("L")
    return 1 if known else 2


def width(text: str) -> int:
    """Return the half cells of a whole text."""
    return len(text) if text.isascii() else sum(map(halves, text))


_DROPPED = {"Cc", "Cf"}  # controls, and the invisible joiners and direction marks
_BLANKS = {"\t": " ", "\u00a0": " ", "\u2002": " ", "\u2003": "\u3000", "\u2009": " ", "\u202f": " "}
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clean(text: str) -> str:
    """Return user text as it can be drawn: one kind of line break, one kind of blank, no invisible control characters."""
    if text.replace("\n", "").replace("\u3000", "").isprintable() and not _VARIATION.search(text):
        return text
    unified = _VARIATION.sub("", _BREAKS.sub("\n", text))
    return "".join(_clean_character(character) for character in unified)


def _clean_character(character: str) -> str:
    if character == "\n":
        return character
    blank = _BLANKS.get(character)
    if blank is not None:
        return blank
    return "" if unicodedata.category(character) in _DROPPED else character
