"""Every measure a letter is held to, read back from finished PDFs of many shapes to a tenth of a millimetre."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1

from lantian_desktop.documents.annex import Annex
from lantian_desktop.documents.fonts import FaceBook
from lantian_desktop.documents.official_letter import OfficialLetter, build
from lantian_desktop.documents.table import Align, TableColumn, TableContent
from lantian_desktop.domain.letter import LetterFormat
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


def _make(shape: Shape, faces: FaceBook) -> Made:
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


@pytest.fixture(scope="module")
def all_made(faces: FaceBook) -> dict[Shape, Made]:
    """One letter of each shape."""
    return {shape: _make(shape, faces) for shape in (*LETTERS, *REPORTS)}


@pytest.fixture(params=LETTERS, ids=str)
def letter(request: pytest.FixtureRequest, all_made: dict[Shape, Made]) -> Made:
    """A letter in 信函格式."""
    return all_made[request.param]


@pytest.fixture(params=REPORTS, ids=str)
def report(request: pytest.FixtureRequest, all_made: dict[Shape, Made]) -> Made:
    """A report in 文件格式."""
    return all_made[request.param]


@pytest.fixture(params=[*LETTERS, *REPORTS], ids=lambda shape: f"{shape.form.value}-{shape}")
def made(request: pytest.FixtureRequest, all_made: dict[Shape, Made]) -> Made:
    """Either."""
    return all_made[request.param]


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


def test_paper_is_a4_and_the_letter_has_the_pages_it_was_made_for(made: Made) -> None:
    assert {(round(page.width, 1), round(page.height, 1)) for page in made.body} == {(210.0, 297.0)}
    assert made.content.issuer in made.body[-1].text
    assert len(annex_starts(made)) == made.shape.annexes


def test_mark_and_double_lines_of_a_letter(letter: Made) -> None:
    _, top, _, bottom = ink(letter.pdf, 0, letter.content.mark)
    assert top == near(30.0)
    red = sorted((rule for rule in letter.pages[0].rules if rule.red), key=lambda rule: rule.top)
    thick, thin, low_thin, low_thick = red
    for rule in red:
        assert (rule.left, rule.right, rule.right - rule.left) == (near(20.0), near(190.0), near(170.0))
    assert thick.top - bottom == near(4.0)
    assert low_thick.bottom == near(297.0 - 20.0)
    for heavy, light in ((thick, thin), (low_thick, low_thin)):
        assert heavy.bottom - heavy.top == pytest.approx(1.5 / MM, abs=0.01)
        assert heavy.bottom - heavy.top >= 2 * (light.bottom - light.top) - 0.01
    assert thin.top - thick.bottom == pytest.approx(0.85 / MM, abs=0.01)
    assert low_thick.top - low_thin.bottom == pytest.approx(0.85 / MM, abs=0.01)


def test_number_of_a_letter(letter: Made) -> None:
    first = letter.pages[0]
    under_line = sorted(rule.bottom for rule in first.rules if rule.red)[1]
    top, chars = row_of(first, letter.content.number)
    assert chars[-1].right == near(184.0)
    assert top - under_line == near(4.86)
    urgency_top, urgency = row_of(first, "加急")
    assert (urgency_top, urgency[0].left, faces_of(urgency)) == (near(top), near(28.0), {"LantianHei-Medium"})
    title_top = rows_in(first, SIZE_2)[0][0]
    assert title_top - top == near(3 * PITCH)


def test_head_of_a_report(report: Made) -> None:
    first, content = report.pages[0], report.content
    _, mark_top, _, mark_bottom = ink(report.pdf, 0, content.mark)
    assert mark_top == near(37.0 + 35.0)
    assert set("".join(first.reds)) == set(content.mark)
    number_top, number = row_of(first, content.number)
    assert number_top - mark_bottom == near(2 * PITCH + GAP)  # two blank rows
    (line,) = [rule for rule in first.rules if rule.red]
    assert (line.left, line.right) == (near(28.0), near(184.0))
    assert line.top - (number_top + EM_3) == near(4.0)
    assert rows_in(first, SIZE_2)[0][0] - line.bottom == near(2 * PITCH + GAP)
    assert (row_of(first, "加急")[0], row_of(first, "加急")[1][0].left) == (near(37.0), near(28.0))
    if content.signatory:
        signed_top, signed = row_of(first, f"签发人：{content.signatory}")
        assert number[0].left == near(28.0 + CELL)
        assert (signed_top, signed[-1].right) == (near(number_top), near(184.0 - CELL))
        assert faces_of(signed[:4]) == {"LantianFangSong-Regular"}
        assert faces_of(signed[4:]) == {"LantianKai-Regular"}
    else:
        assert (number[0].left + number[-1].right) / 2 == near(106.0)
        assert "签发人" not in first.text


def test_foot_of_a_report(report: Made) -> None:
    last = report.pages[-1]
    ruled = sorted((rule for rule in last.rules if not rule.red and rule.right - rule.left > 150), key=lambda r: r.top)
    assert [round(rule.bottom - rule.top, 2) for rule in ruled] == [0.35, 0.25, 0.35]
    for rule in ruled:
        assert (rule.left, rule.right) == (near(28.0), near(184.0))
    assert ruled[-1].bottom == near(262.0)
    copied = row_of(last, "抄送：西安市生态环境局。")[1]
    top, printed = row_of(last, report.content.printed_by)
    _, day = row_of(last, "2019年7月5日印发")
    assert {round(char.size) for char in (*copied, *printed, *day)} == {14}
    assert (copied[0].left, printed[0].left) == (near(28.0 + EM_4), near(28.0 + EM_4))
    assert day[-1].right == near(184.0 - EM_4)
    assert ruled[1].bottom < top < ruled[2].top


def test_title(made: Made) -> None:
    rows = rows_in(made.pages[0], SIZE_2)
    assert len(rows) == 2
    for _, chars in rows:
        assert (chars[0].left + chars[-1].right) / 2 == near(106.0)
        assert faces_of(chars) == {"LantianSong-Bold"}
        assert 6 <= len(chars) <= 20
    assert rows[1][0] - rows[0][0] == near(21 / MM + GAP)
    assert text_rows(made, 0)[0][0] - rows[-1][0] == near(21 / MM + GAP + PITCH)  # one blank row over 主送


def test_text_stands_on_the_grid(made: Made) -> None:
    grids = [text_rows(made, 0)[0][0], *[37.0] * (made.shape.pages - 1)]
    for number, first in enumerate(grids):
        rows = text_rows(made, number)
        assert rows[0][0] == near(first)
        for top, chars in rows:
            assert (top - first) / PITCH == pytest.approx(round((top - first) / PITCH), abs=0.01)
            assert chars[0].left >= 28.0 - 0.1
            assert chars[-1].right <= 184.0 + 0.1
        foot = 271.0 if number == 0 and made.shape.form is LetterFormat.LETTER else 262.0
        assert rows[-1][0] + EM_3 <= foot + 0.1
    assert text_rows(made, 0)[0][1][0].left == near(28.0)  # 主送 flush left
    opening = row_of(made.pages[0], made.content.paragraphs[0][:4])[1]
    assert opening[0].left == near(28.0 + 2 * CELL)  # a paragraph two characters in


def test_full_pages_hold_22_rows_and_full_rows_28_cells(made: Made) -> None:
    inner = [text_rows(made, number) for number in range(1, made.shape.pages - 1)]
    if inner:
        assert {len(rows) for rows in inner} <= {21, 22}  # 21 where a heading or a lone row goes on with its paragraph
        full = [rows for rows in inner if len(rows) == 22]
        assert full
        assert all(rows[-1][0] + EM_3 == near(262.0) for rows in full)
    plain = [
        chars
        for number in range(made.shape.pages)
        for _, chars in text_rows(made, number)
        if len(chars) == 28 and all("一" <= char.text <= "鿿" for char in chars)
    ]
    assert plain or made.shape.pages < 5
    for chars in plain:
        assert [char.left for char in chars] == [near(28.0 + CELL * cell) for cell in range(28)]


def test_page_numbers(made: Made) -> None:
    numbered = made.body if made.shape.form is LetterFormat.DOCUMENT else made.body[1:]
    assert (made.shape.form is LetterFormat.DOCUMENT) == ("— 1 —" in made.pages[0].text)
    for page in numbered:
        number = made.pages.index(page) + 1
        _, chars = row_of(page, f"— {number} —")
        assert chars[0].size == pytest.approx(SIZE_4)
        assert faces_of(chars) == {"LantianSong-Regular"}
        if number % 2:
            assert chars[-1].right == near(184.0 - EM_4)
        else:
            assert chars[0].left == near(28.0 + EM_4)
        _, top, _, bottom = ink(made.pdf, number - 1, "—")
        assert (top + bottom) / 2 == near(269.0)


def test_no_red_after_page_1(made: Made) -> None:
    for page in made.pages[1:]:
        assert page.reds == ()
        assert not any(rule.red for rule in page.rules)


def test_no_mark_stands_where_it_may_not_and_no_number_is_split(made: Made) -> None:
    for page in made.body:
        for _, chars in rows_in(page, SIZE_3):
            assert chars[0].text not in NEVER_FIRST
            assert chars[-1].text not in NEVER_LAST
    rows = ["".join(char.text for char in chars) for n in range(made.shape.pages) for _, chars in text_rows(made, n)]
    joined = "".join(rows)
    ends = {sum(map(len, rows[:number])) for number in range(len(rows) + 1)}
    for found in NUMBERS.finditer(joined):
        assert not any(found.start() < end < found.end() for end in ends), found.group()


def test_signature_stands_in_its_place_and_never_alone(made: Made) -> None:
    page = made.body[-1]
    top, name = _last_row_of(page, made.content.issuer)
    day_top, day = row_of(page, "2019年7月5日")
    assert day_top - top == near(PITCH)
    if made.shape.seal:
        assert day[-1].right == near(161.7)
        assert (name[0].left + name[-1].right) / 2 == near((day[0].left + day[-1].right) / 2)
    else:
        assert name[-1].right == near(172.9)
        assert day[0].left - name[0].left == near(2 * CELL)
    above = [row_top for row_top, _ in text_rows(made, made.shape.pages - 1) if row_top < top - 0.1]
    assert len(above) >= 2


def _last_row_of(page: ReadPage, text: str) -> tuple[float, list[Char]]:
    """The issuer stands in mark and imprint too: the signature is the row of its own in 3号."""
    for top, chars in reversed(rows_in(page, SIZE_3)):
        if "".join(char.text for char in chars) == text:
            return top, chars
    raise AssertionError(text)


def test_annexes_begin_pages_and_are_named_under_the_text(made: Made) -> None:
    titles = [annex.title for annex in made.content.annexes]
    for number, (page, title) in enumerate(zip(annex_starts(made), titles, strict=True), 1):
        label = f"附件{number}" if len(titles) > 1 else "附件"
        turned = page.rotation == 90
        left, first, centre = (35.0, 28.0, 35.0 + 225 / 2) if turned else (28.0, 37.0, 106.0)
        top, chars = row_of(page, label)
        assert (top, chars[0].left, faces_of(chars)) == (near(first), near(left), {"LantianHei-Medium"})
        title_top, title_chars = row_of(page, title)
        assert title_top == near(first + 2 * PITCH)
        assert (title_chars[0].left + title_chars[-1].right) / 2 == near(centre)
    if titles:
        _, note = row_of(made.body[-1], "附件：")
        assert note[0].left == near(28.0 + 2 * CELL)


def test_every_character_comes_back(made: Made) -> None:
    drawn = "".join(page.text for page in made.pages)
    plain = re.sub(r"\s", "", drawn)
    for text in (made.content.mark, made.content.number, *made.content.paragraphs, made.content.issuer):
        assert re.sub(r"\s", "", text) in re.sub(r"—[0-9]+—", "", plain), text


def test_faces_are_embedded_and_printers_are_told_not_to_scale(made: Made) -> None:
    with pdfplumber.open(io.BytesIO(made.pdf)) as book:
        assert resolve1(book.doc.catalog["ViewerPreferences"])["PrintScaling"].name == "None"
        for page in book.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                assert len(resolve1(resolve1(resolve1(font)["FontDescriptor"])["FontFile2"]).get_data()) > 1000


def test_rows_follow_one_another_without_holes(made: Made) -> None:
    for number in range(made.shape.pages - 1):
        tops = [top for top, _ in text_rows(made, number)]
        assert all(later - earlier == near(PITCH) for earlier, later in pairwise(tops))
