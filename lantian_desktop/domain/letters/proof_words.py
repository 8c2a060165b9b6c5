"""Words and figures that may not stand in a letter as they are: secret words, mobiles, unfilled places, numbers, dates, stray characters."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from lantian_desktop.domain.letters.flaws import Flaw, FlawRule, Severity, flaw
from lantian_desktop.domain.roster.roster import mask_mobile, mobiles_within

_GAP = "[ \u3000]*"
_SECRET = re.compile(f"[绝机秘]{_GAP}密")
# 破碎机密闭, 杜绝密封不严, 危机密切: the two characters belong to two words. 机密 that begins a word is the mark all the same.
_AFTER_TORN = f"{_GAP}密{_GAP}(?:[闭封集码钥度布实植合目织不]|切(?!勿))"
_TWO_WORDS = re.compile(rf"(?:(?<=[^\W属于为是系作含即])机|(?<=[拒杜隔断])绝){_AFTER_TORN}")
# 保守商业秘密, 《保守国家秘密法》: what laws speak of. 属于国家秘密 and 国家秘密★ are marks.
_LEGAL = re.compile(f"(?:商业|技术|工作)[秘机]{_GAP}密|(?<!属)(?<![^不]属于)(?<!^属于)国家秘{_GAP}密(?!{_GAP}[★级])")
_PLACEHOLDER = re.compile(r"[{｛][^{}｛｝\n]*[}｝]|[{}｛｝]")
_NUMBER = re.compile(
    r"(?P<opening>[〔\[［【])\s*(?P<year>[0-9]{2,4})\s*[〕\]］】]\s*第?\s*(?P<serial>[0-9]+)\s*号"
    r"|[（(]\s*(?P<round_year>(?:19|20)[0-9]{2})\s*[）)]\s*第?\s*(?P<round_serial>[0-9]+)\s*号"
)
_RIGHT_NUMBER = re.compile(r"〔[0-9]{4}〕[1-9][0-9]*号")
_DATE = re.compile(
    r"(?<![0-9.A-Za-z])(?:(?P<year>[0-9]{2,4})年)?(?P<month>[0-9]{1,2})月(?:份|(?P<day>[0-9]{1,2})日)?(?!龄)"
)
_LEAP_YEAR = 2000  # a date without a year may be 2月29日
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]+|\ufffd+")


def secret_flaws(text: str) -> Iterator[Flaw]:
    """Yield marks of secrecy, also in phrases such as 保守秘密: the program is for machines without secrets.

    商业秘密 and other secrets that laws speak of are only asked about.
    """
    inside = {found.start() for found in _TWO_WORDS.finditer(text)}
    legal = {found.end(): found for found in _LEGAL.finditer(text)}
    for found in _SECRET.finditer(text):
        if found.end() in legal:
            named = legal[found.end()]
            sentence = f"文中提到“{named[0]}”，请确认没有写入涉密内容。"
            yield flaw(FlawRule.SECRET, named.start(), named.end(), sentence, Severity.WARNING)
        elif found.start() not in inside:
            word = found[0][0] + found[0][-1]
            sentence = f"文中出现“{word}”字样，本系统不得录入涉密信息，请删去。"
            yield flaw(FlawRule.SECRET, found.start(), found.end(), sentence)


def mobile_flaws(text: str) -> Iterator[Flaw]:
    """Yield mobile numbers, also those written in groups or in full-width digits."""
    for start, end, number in mobiles_within(text):
        shown = mask_mobile(number)
        sentence = f"“{shown}”是个人手机号码，不得写入公文，请删去或改写办公电话。"
        yield flaw(FlawRule.MOBILE, start, end, sentence)


def placeholder_flaws(text: str) -> Iterator[Flaw]:
    """Yield braces of a phrase that nobody filled in."""
    for found in _PLACEHOLDER.finditer(text):
        yield flaw(FlawRule.PLACEHOLDER, found.start(), found.end(), f"“{found[0]}”还没有填写，请补全或删去。")


def number_flaws(text: str) -> Iterator[Flaw]:
    """Yield 发文字号 with other brackets than 〔〕, with 第, blanks or leading zeros (GB/T 9704-2012 7.2.5)."""
    for found in _NUMBER.finditer(text):
        year = found["year"] or found["round_year"]
        serial = (found["serial"] or found["round_serial"]).lstrip("0")
        if _RIGHT_NUMBER.fullmatch(found[0]) or not serial:
            continue
        wanted = f"〔{year}〕{serial}号" if len(year) == 4 else f"〔年份〕{serial}号"
        sentence = f"发文字号“{found[0]}”应写作“{wanted}”，请改正。"
        yield flaw(FlawRule.DOCUMENT_NUMBER, found.start(), found.end(), sentence)


def date_flaws(text: str) -> Iterator[Flaw]:
    """Yield dates with leading zeros or a two-digit year, and, as errors, dates that no calendar has."""
    for found in _DATE.finditer(text):
        year, month, day = found["year"] or "", found["month"], found["day"] or ""
        if not _exists(int(year or _LEAP_YEAR), int(month), int(day or 1)):
            sentence = f"“{found[0]}”不是有效日期，请改正。"
            yield flaw(FlawRule.DATE, found.start(), found.end(), sentence, Severity.ERROR)
        elif len(year) == 2:
            sentence = f"“{found[0]}”的年份应写全四位，请改正。"
            yield flaw(FlawRule.DATE, found.start(), found.end(), sentence)
        elif month.startswith("0") or day.startswith("0"):
            wanted = f"{year}年" * bool(year) + f"{int(month)}月" + (f"{int(day)}日" if day else "")
            sentence = f"“{found[0]}”不应有前导零，请写作“{wanted}”。"
            yield flaw(FlawRule.DATE, found.start(), found.end(), sentence)


def _exists(year: int, month: int, day: int) -> bool:
    if len(str(year)) == 2:
        year += 2000
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def invisible_flaws(text: str) -> Iterator[Flaw]:
    """Yield characters that take no place on paper, by their code points."""
    for found in _INVISIBLE.finditer(text):
        codes = "、".join(dict.fromkeys(f"U+{ord(character):04X}" for character in found[0]))
        sentence = f"{_after(text, found.start())}有不可见字符（{codes}），打印时会去掉，请删去。"
        yield flaw(FlawRule.INVISIBLE, found.start(), found.end(), sentence)


def control_flaws(text: str) -> Iterator[Flaw]:
    """Yield tabs and control characters, and, as errors, the sign that stands for a character lost in reading."""
    for found in _CONTROL.finditer(text):
        where = _after(text, found.start())
        if found[0][0] == "\ufffd":
            sentence = f"{where}有乱码“\ufffd”，请对照原文补上。"
            yield flaw(FlawRule.CONTROL, found.start(), found.end(), sentence, Severity.ERROR)
            continue
        name = "制表符" if set(found[0]) == {"\t"} else "控制字符"
        sentence = f"{where}有{name}（U+{ord(found[0][0]):04X}），打印时会去掉或变为空格，请删去。"
        yield flaw(FlawRule.CONTROL, found.start(), found.end(), sentence)


def _after(text: str, start: int) -> str:
    before = "".join(filter(str.isprintable, text[max(text.rfind("\n", 0, start) + 1, start - 4) : start]))
    return f"“{before}”之后" if before else "段首"
