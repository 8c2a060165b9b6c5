"""Numbers of letters (发文字号) and of issues (编号): their form, order, gaps and duplicates. Taking one is the store's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lantian_desktop.domain.errors import InvalidInput

_NUMBER = re.compile(
    r"^(?P<prefix>[^〔〕\[\]［］【】（）()第\s]+)[〔\[［](?P<year>[0-9]{4})[〕\]］](?P<serial>[1-9][0-9]*)号$"
)
_PREFIX = re.compile(r"^[^〔〕\[\]［］【】（）()第\s0-9]{2,20}$")


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """A 发文字号 such as 高治霾函〔2019〕12号: prefix, four-digit year, serial without leading zeros (GB/T 9704-2012 7.2.5)."""

    prefix: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.serial}号"

    @classmethod
    def parse(cls, text: str) -> DocumentNumber:
        """Read a number, accepting ASCII and full-width brackets; raise InvalidInput when it has another form."""
        found = _NUMBER.match(text.strip())
        if found is None:
            raise InvalidInput(
                f"“{text}”不是规范的发文字号，请写成“代字〔年份〕序号号”，如 高治霾函〔2019〕12号。", field="number"
            )
        return cls(found["prefix"], int(found["year"]), int(found["serial"]))


def check_prefix(prefix: str, *, field: str = "prefix") -> str:
    """Return `prefix` when it can stand in a 发文字号; raise InvalidInput naming `field` otherwise."""
    if not _PREFIX.match(prefix):
        raise InvalidInput("发文机关代字应为 2 至 20 个字，不含括号、空格、数字和“第”字，如 高治霾函。", field=field)
    return prefix


def plain_issue_number(text: str) -> str:
    """Return a 编号 as it is stored: its full-width digits, letters and dashes made narrow, everything else as received."""
    return "".join(_narrow(sign) for sign in text.strip())


def _narrow(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign)
    return folded if folded.isascii() and (folded.isalnum() or folded == "-") else sign


def issue_number(mark: str, round_number: int, serial: int) -> str:
    """Return our own number of an issue: 简称督-轮次-序号, e.g. 高督-12-018."""
    return f"{mark}督-{round_number}-{serial:03d}"


@dataclass(frozen=True, slots=True)
class RegisterFlaws:
    """What is wrong with a counter: serials that are missing below the highest one, and serials that occur twice."""

    gaps: tuple[int, ...]
    duplicates: tuple[int, ...]


def register_flaws(serials: Iterable[int]) -> RegisterFlaws:
    """Return gaps and duplicates of one prefix and year; void letters keep their serial and count as present."""
    counted = Counter(serials)
    highest = max(counted, default=0)
    return RegisterFlaws(
        gaps=tuple(n for n in range(1, highest + 1) if n not in counted),
        duplicates=tuple(sorted(n for n, times in counted.items() if times > 1)),
    )
