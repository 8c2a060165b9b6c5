"""Letters of many shapes made once, and how their pages are read: rows, ink, the places annexes begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pypdfium2
import pytest

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.domain.letters.letter import LetterFormat
from tests.documents.conftest import Char, ReadPage, read_pages

MM = 72.0 / 25.4
SIZE_4, SIZE_3, SIZE_2 = 14.0, 15.75, 21.0
EM_3, EM_4 = SIZE_3 / MM, SIZE_4 / MM
CELL, PITCH = 156 / 28, 10.45
GAP = EM_3 * 7 / 8
NEVER_FIRST = "。，、；：？！）〕】》〉」』”’…—～％℃·"
NEVER_LAST = "（〔【《〈「『“‘"
NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:年|月|日|项|蒸吨/小时|%)")
SENTENCE = (
    "各责任单位要对照问题清单逐一明确牵头单位和责任人，依据《中华人民共和国大气污染防治法》第108条规定组织整改，"
    "做到问题不查清不放过、整改不到位不放过；对35蒸吨/小时以下燃煤锅炉等18项共性问题，要举一反三——全面排查……"
    "并于2019年8月18日前报送䶮、𬱖两处点位的整改情况（附“前后对比”照片），合格率不低于99.5%。"
)
HEAVY = "整改工作涉及面广任务重时间紧各有关单位必须高度重视密切配合扎实推进" * 6 + "。"
BODIES = {
    1: ("请按要求办理。",),
    2: (SENTENCE,) * 3,
    5: ("一、高度重视", SENTENCE, HEAVY, f"（一）落实责任。{SENTENCE}", HEAVY) * 3,
}
near = lambda value: pytest.approx(value, abs=0.1)  # noqa: E731 - the one tolerance of this file


@dataclass(frozen=True, slots=True)
class Shape:
    """What varies from letter to letter; `pages` counts those before the annexes."""

    pages: int
    addressees: int
    seal: bool
    annexes: int
    form: LetterFormat = LetterFormat.LETTER
    signatory: str = ""

    def __str__(self) -> str:
        seal = "seal" if self.seal else "noseal"
        return f"{self.pages}p-{self.addressees}to-{seal}-{self.annexes}annex"


LETTERS = [
    Shape(1, 1, True, 0),
    Shape(1, 3, False, 1),
    Shape(1, 3, True, 3),
    Shape(2, 1, False, 0),
    Shape(2, 3, True, 1),
    Shape(2, 1, True, 3),
    Shape(5, 1, True, 1),
    Shape(5, 3, False, 3),
    Shape(5, 3, True, 0),
]
REPORTS = [
    Shape(2, 1, True, 1, LetterFormat.DOCUMENT, "示例丙"),
    Shape(5, 3, False, 0, LetterFormat.DOCUMENT, "示例丙"),
    Shape(2, 1, True, 0, LetterFormat.DOCUMENT),
]


@dataclass(frozen=True, slots=True)
class Made:
    """A letter and what reading it back gives."""

    shape: Shape
    content: OfficialLetter
    pdf: bytes
    pages: list[ReadPage]

    @property
    def body(self) -> list[ReadPage]:
        """The pages before the annexes."""
        return self.pages[: self.shape.pages]


def _annex(number: int) -> Annex:
    if number == 1:
        return Annex("有关工作要求", paragraphs=("一、总体要求", SENTENCE))
    columns = (TableColumn("序号", 0.5, Align.CENTRE), TableColumn("编号", 1.2), TableColumn("问题描述", 4))
    rows = tuple((str(row), f"高督-12-{row:03d}", SENTENCE) for row in range(1, 13))
    return Annex(f"交办问题清单之{number}", TableContent(columns, rows))


def make(shape: Shape, faces: FaceBook) -> Made:
    plain = shape.form is LetterFormat.LETTER
    to = ("高陵区通远街道办事处", "高陵区城市管理局", "西安市鄠邑区人民政府")[: shape.addressees]
    content = OfficialLetter(
        mark="西安市高陵区铁腕治霾办公室" + ("" if plain else "文件"),
        number="高治霾函〔2019〕12号" if plain else "高治霾〔2019〕12号",
        title="关于高陵区强化监督定点帮扶第12轮次交办突出环境问题限期整改的" + ("督办函" if plain else "报告"),
        addressees=(to,),
        paragraphs=BODIES[shape.pages],
        issuer="高陵区铁腕治霾办公室",
        dated_on=date(2019, 7, 5),
        urgency="加急",
        annexes=tuple(_annex(number) for number in range(shape.annexes)),
        with_seal=shape.seal,
        contact_person="示例甲",
        contact_phone="029-86910000",
        copied_to=(("西安市生态环境局",),) if shape.pages > 1 else (),
        format=shape.form,
        signatory=shape.signatory,
        printed_by="" if plain else "西安市高陵区铁腕治霾办公室",
    )
    pdf = build(content, faces)
    return Made(shape, content, pdf, read_pages(pdf))


def ink(pdf: bytes, page: int, text: str) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) in mm of the ink of the first occurrence of `text`."""
    document = pypdfium2.PdfDocument(pdf)
    textpage = document[page].get_textpage()
    start = textpage.get_text_range().index(text)
    boxes = [textpage.get_charbox(start + offset, loose=False) for offset in range(len(text))]
    height = document[page].get_height()
    document.close()
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts) / MM, (height - max(tops)) / MM, max(rights) / MM, (height - min(bottoms)) / MM


def row_of(page: ReadPage, text: str) -> tuple[float, list[Char]]:
    """Return em-top and characters of the first occurrence of `text` in a row of `page`."""
    for top, chars in page.lines():
        joined = "".join(char.text for char in chars)
        if text in joined:
            place = joined.index(text)
            return top, chars[place : place + len(text)]
    raise AssertionError(text)


def rows_in(page: ReadPage, size: float) -> list[tuple[float, list[Char]]]:
    """Return the rows set in a size."""
    return [(top, chars) for top, chars in page.lines() if chars[0].size == pytest.approx(size)]


def text_rows(made: Made, number: int) -> list[tuple[float, list[Char]]]:
    """Return the rows under the title of page 1, or all of a later page."""
    page = made.body[number]
    titles = [top for top, _ in rows_in(page, SIZE_2)] if number == 0 else [0.0]
    return [(top, chars) for top, chars in rows_in(page, SIZE_3) if top > max(titles)]


def annex_starts(made: Made) -> list[ReadPage]:
    """Return the pages that begin an annex: their first row is its label."""
    pages = made.pages[made.shape.pages :]
    return [page for page in pages if "".join(char.text for char in page.lines()[0][1]).startswith("附件")]


def faces_of(chars: list[Char]) -> set[str]:
    """Return the faces of characters without their subset tags."""
    return {char.font.split("+")[1] for char in chars}


def last_row_of(page: ReadPage, text: str) -> tuple[float, list[Char]]:
    """The issuer stands in mark and imprint too: the signature is the row of its own in 3号."""
    for top, chars in reversed(rows_in(page, SIZE_3)):
        if "".join(char.text for char in chars) == text:
            return top, chars
    raise AssertionError(text)
