"""What a page shows, measured in millimetres on the upright sheet: turned pages lie in the same 版心 as upright ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2

MM = 72.0 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
TOLERANCE = 0.1
PAGE_NUMBER_LINE = 269.0
LINE_MM = 2.6  # the ink of one line lies closer than this, that of two lines never does


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of one character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def inside(self) -> bool:
        """Whether it lies within the 版心."""
        across = self.left >= LEFT - TOLERANCE and self.right <= RIGHT + TOLERANCE
        return across and self.top >= TOP - TOLERANCE and self.bottom <= BOTTOM + TOLERANCE


@dataclass(frozen=True, slots=True)
class InkPage:
    """The characters of a page in reading order, its text without blanks, and whether it is shown turned."""

    turned: bool
    inks: tuple[Ink, ...]
    text: str


def ink_pages(pdf: bytes) -> list[InkPage]:
    """Return the ink of every page; blanks have none."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        turned = page.get_rotation() == 90
        height = page.get_mediabox()[3]
        text = page.get_textpage()
        inks = []
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            left, bottom, right, top = (value / MM for value in text.get_charbox(index, loose=False))
            if character.strip():
                inks.append(Ink(character, left, height / MM - top, right, height / MM - bottom))
        pages.append(InkPage(turned, tuple(inks), "".join(text.get_text_bounded().split())))
    document.close()
    return pages


def faults(pdf: bytes) -> list[str]:
    """Return what stands outside the 版心 on any page, and page numbers that are not where they belong."""
    found = []
    for number, page in enumerate(ink_pages(pdf), start=1):
        foot = [ink for ink in page.inks if ink.top > BOTTOM + 2]
        dashes = [ink for ink in foot if ink.text == "—"]
        found += [f"{number}: {ink}" for ink in page.inks if ink not in foot and not ink.inside]
        if "".join(ink.text for ink in foot) != f"—{number}—" or len(dashes) != 2:
            found.append(f"{number}: foot is {''.join(ink.text for ink in foot)}")
            continue
        middles = [(dash.top + dash.bottom) / 2 for dash in dashes]
        if any(abs(middle - PAGE_NUMBER_LINE) > 0.2 for middle in middles):
            found.append(f"{number}: page number at {middles}")
        right_side = (foot[0].left + foot[-1].right) / 2 > (LEFT + RIGHT) / 2
        if right_side != (number % 2 == 1):
            found.append(f"{number}: page number on the wrong side")
    return found


def title_place(pdf: bytes, title: str) -> tuple[float, float]:
    """Return how far the first line of the title's ink is from the head of the 版心, and its middle from the 版心's middle."""
    page = ink_pages(pdf)[0]
    start = "".join(ink.text for ink in page.inks).index(title[:4])
    inks = page.inks[start : start + len(title)]
    if page.turned:
        middle = (max(ink.bottom for ink in inks) + min(ink.top for ink in inks)) / 2
        return min(ink.left for ink in inks) - LEFT, middle - (TOP + BOTTOM) / 2
    middle = (min(ink.left for ink in inks) + max(ink.right for ink in inks)) / 2
    return min(ink.top for ink in inks) - TOP, middle - (LEFT + RIGHT) / 2


def unbroken(pdf: bytes, text: str) -> int:
    """Return how often a text stands on one line."""
    found = 0
    for page in ink_pages(pdf):
        output = "".join(ink.text for ink in page.inks)
        for start in (hit.start() for hit in re.finditer(re.escape(text), output)):
            inks = page.inks[start : start + len(text)]
            places = [ink.left if page.turned else ink.top for ink in inks]
            found += max(places) - min(places) < LINE_MM
    return found
