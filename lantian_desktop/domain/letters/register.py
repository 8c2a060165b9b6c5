"""The registers of letters as they are read: in the order of their numbers, gaps and duplicates as lines of their own. No store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lantian_desktop.domain.letters.letter import Letter
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.domain.terms import Labelled


class RegisterKind(Labelled):
    """Which register: letters issued or letters received."""

    ISSUED = "issued", "发文登记簿"
    RECEIVED = "received", "收文登记簿"


@dataclass(frozen=True, slots=True)
class RegisterGap:
    """Serials from `first` to `last` of one 代字 and year that no letter has."""

    prefix: str
    year: int
    first: int
    last: int

    @property
    def label(self) -> str:
        """Return 缺号 7, or 缺号 7—9."""
        return f"缺号 {self.first}" if self.first == self.last else f"缺号 {self.first}—{self.last}"

    @property
    def sentence(self) -> str:
        """Return what is missing and what to do about it."""
        serials = str(self.first) if self.first == self.last else f"{self.first} 至 {self.last}"
        return f"{self.prefix}〔{self.year}〕第 {serials} 号没有登记，请与备份和纸质登记核对。"


@dataclass(frozen=True, slots=True)
class RegisterKey:
    """A letter's place in the register, before the letter itself is read."""

    letter_id: int
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A letter in the 发文登记簿, perhaps with a number that occurs twice."""

    letter: Letter
    duplicate: bool = False


def register_keys(numbers: Iterable[tuple[int, DocumentNumber]]) -> tuple[RegisterKey | RegisterGap, ...]:
    """Return letters in the order year, 代字, serial, each gap below the highest serial in its place."""
    ordered = sorted(numbers, key=lambda one: (one[1].year, one[1].prefix, one[1].serial, one[0]))
    series = groupby(ordered, key=lambda one: (one[1].prefix, one[1].year))
    return tuple(key for (prefix, year), letters in series for key in _series(prefix, year, list(letters)))


def _series(
    prefix: str, year: int, letters: Sequence[tuple[int, DocumentNumber]]
) -> Iterable[RegisterKey | RegisterGap]:
    times = Counter(number.serial for _, number in letters)
    before_first = (0, DocumentNumber(prefix, year, 0))
    for (_, before), (letter_id, number) in pairwise([before_first, *letters]):
        if number.serial > before.serial + 1:
            yield RegisterGap(prefix, year, before.serial + 1, number.serial - 1)
        yield RegisterKey(letter_id, duplicate=times[number.serial] > 1)
