"""Printing: what was asked of a printer, how far its pages are moved, what it took. Nothing is sent from here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.terms import Labelled

LARGEST_OFFSET = 200  # tenths of a millimetre; a printer that is further off wants its own settings put right
_MINUS = str.maketrans(dict.fromkeys("−–—‐‑﹣", "-"))
_DECIMAL = str.maketrans({",": ".", "。": ".", "、": "."})
_TENTHS = re.compile(r"([+-]?)([0-9]{1,3})(?:\.([0-9]))?")


class PrinterRefused(OfficeError):
    """The printer, or the system's print service before it, took nothing or not all of it."""


class Sides(Labelled):
    """Which sides of the paper are printed; the value is the name printing systems know it by, with underscores."""

    ONE_SIDED = "one_sided", "单面"
    LONG_EDGE = "two_sided_long_edge", "双面（长边）"
    SHORT_EDGE = "two_sided_short_edge", "双面（短边）"


@dataclass(frozen=True, slots=True)
class PaperOffset:
    """How far pages are moved on the sheet, in tenths of a millimetre; right and down are positive."""

    right: int = 0
    down: int = 0

    def __post_init__(self) -> None:
        """Refuse what no printer is off by."""
        for field, tenths in (("right", self.right), ("down", self.down)):
            if abs(tenths) > LARGEST_OFFSET:
                raise InvalidInput("偏移应在 -20 至 20 毫米之间，请核对量得的数。", field=field)

    @property
    def right_mm(self) -> float:
        """To the right, in millimetres."""
        return self.right / 10

    @property
    def down_mm(self) -> float:
        """Down, in millimetres."""
        return self.down / 10

    def __bool__(self) -> bool:
        """Whether anything is moved."""
        return bool(self.right or self.down)


NO_OFFSET = PaperOffset()
BLANK = 0  # stands for a face that stays white among pages, which are counted from 1


def tenths_of_mm(text: str, label: str, field: str) -> int:
    """Return millimetres as typed, in tenths: full-width digits, a comma as decimal sign and any dash as minus are read."""
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).translate(_DECIMAL).replace(" ", "")
    found = _TENTHS.fullmatch(plain.removesuffix("mm").removesuffix("毫米"))
    if found is None:
        raise InvalidInput(f"{label}应填写毫米数，最多一位小数，如 1.5 或 -0.8。", field=field)
    tenths = int(found[2]) * 10 + int(found[3] or 0)
    return -tenths if found[1] == "-" else tenths


def mm_text(tenths: int) -> str:
    """Return tenths of a millimetre as they are shown, e.g. -0.8."""
    return f"{tenths / 10:.1f}"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What the user asked of a printer. `pages` are counted from 1, in rising order; `options` are the system's own words."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    sides: Sides = Sides.ONE_SIDED
    collated: bool = True
    backwards: bool = False
    grey: bool = False
    options: tuple[tuple[str, str], ...] = ()

    @property
    def page_range(self) -> str:
        """The pages as printing systems and people write them, e.g. 1-3,5."""
        return ranges(self.pages)


def ranges(pages: Sequence[int]) -> str:
    """Return rising numbers with runs drawn together, e.g. 1-3,5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ",".join("-".join(map(str, run)) for run in runs)


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """One document of what is printed as a whole: its title, its pages, and its line of the 发文登记簿 if it has one."""

    title: str
    page_count: int
    letter_id: int | None = None


def pages_of_parts(
    parts: Iterable[PrintedPart], pages: Sequence[int]
) -> tuple[tuple[PrintedPart, tuple[int, ...]], ...]:
    """Return each part with those of its own pages, counted from 1, that are among `pages` of the whole; none, no part."""
    parts = tuple(parts)
    before = accumulate((part.page_count for part in parts), initial=0)
    shares = (
        (part, tuple(page - start for page in pages if start < page <= start + part.page_count))
        for part, start in zip(parts, before, strict=False)
    )
    return tuple((part, own) for part, own in shares if own)


def faces_of(parts: Iterable[PrintedPart], order: PrintOrder) -> tuple[int, ...]:
    """Return what is printed face after face: pages of the whole, and BLANK so that no document begins on another's back."""
    parts = tuple(parts)
    starts = accumulate((part.page_count for part in parts), initial=0)
    faces: list[int] = []
    for part, start in zip(parts, starts, strict=False):
        own = [page for page in order.pages if start < page <= start + part.page_count]
        if own and len(faces) % 2 and order.sides is not Sides.ONE_SIDED:
            faces.append(BLANK)
        faces += own
    return tuple(faces) or order.pages


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """A line of 打印记录: what a printer took, when, for whom. `times` counts the letter's prints up to this one, 0 without a letter."""

    id: int
    title: str
    letter_id: int | None
    printer: str
    pages: str
    copies: int
    sides: Sides
    times: int
    printed_at: datetime
    user: str
