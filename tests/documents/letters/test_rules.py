"""Any text as a letter, read back from the PDF: marks off the edges, numbers whole, nothing lost, no page overfull.

What is forbidden stands here once more, typed from the rules of the house, so that no table of the program vouches for itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from random import Random

import pdfplumber
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build

MM = 72.0 / 25.4
PITCH = (225 - 15.75 / MM) / 21
NEVER_FIRST = set("。，、；：？！）〕】》〉」』”’…—～％℃·.")
NEVER_LAST = set("（〔【《〈「『“‘")
UNITS = (
    "蒸吨/小时|个工作日|工作日|平方公里|立方米|小时|分钟|个月|公里|万元|轮次|%|％|℃|年|月|日|项|个|吨|米|户|家|次|元|号"
)
NUMBER = re.compile(rf"第?[0-9]+(?:[.,:][0-9]+)*(?:{UNITS})?|〔[0-9]{{4}}〕[0-9]+号")
NEVER_SPLIT = re.compile(r"—{2}|…{2}")
RARE = "䶮㛃𬱖喆堃垚赟翀祎𬍛"
ISSUER, DAY = "高陵区铁腕治霾办公室", "2019年7月5日"
LETTER = OfficialLetter(
    mark="西安市高陵区铁腕治霾办公室",
    number="高治霾函〔2019〕12号",
    title="关于交办大气污染防治强化监督问题的督办函",
    addressees=(("某某街道办事处",),),
    paragraphs=(),
    issuer=ISSUER,
    dated_on=date(2019, 7, 5),
)


@dataclass(frozen=True)
class Printed:
    """A row as read back: its characters from left to right, and where its em begins."""

    text: str
    top: float


def rows_of(pdf: bytes) -> list[list[Printed]]:
    """Return the rows of 3号 on each page, the 发文字号 left out."""
    pages = []
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            found: dict[float, list[tuple[float, str]]] = {}
            for char in page.chars:
                if abs(char["size"] - 15.75) < 0.01:
                    found.setdefault(round(char["matrix"][5], 1), []).append((char["matrix"][4], char["text"]))
            height = float(page.height)
            rows = [
                Printed("".join(text for _, text in sorted(found[base], key=lambda one: one[0])), (height - base) / MM)
                for base in sorted(found, reverse=True)
            ]
            pages.append([row for row in rows if row.text != LETTER.number])
    return pages


def ink_edges(pdf: bytes) -> Iterator[tuple[float, float]]:
    """Yield left and right edge in mm of the ink of every character, but for the mark over line 1."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        textpage = page.get_textpage()
        for index in range(0 if number else len(LETTER.mark), textpage.count_chars()):
            left, _, right, _ = textpage.get_charbox(index, loose=False)
            if right > left > 0:
                yield left / MM, right / MM
    document.close()


def bare(text: str) -> str:
    return text.replace(" ", "")


def check(paragraphs: Sequence[str], faces: FaceBook) -> None:
    """Set the paragraphs as a letter and hold what is read back to every rule."""
    check_rows(printed_rows(paragraphs, faces), [part for part in paragraphs if bare(part)])


def printed_rows(paragraphs: Sequence[str], faces: FaceBook) -> list[str]:
    """Return the rows of the text as read back, when nothing is lost, no page overfull and no ink beside the 版心."""
    pdf = build(replace(LETTER, paragraphs=tuple(paragraphs)), faces)
    pages = rows_of(pdf)
    assert pages[0][0].text == "某某街道办事处："
    assert [row.text for row in pages[-1][-2:]] == [ISSUER, DAY]
    check_pages(pages)
    assert all(left >= 28.0 - 0.1 and right <= 184.0 + 0.1 for left, right in ink_edges(pdf))
    rows = [row.text for page in pages for row in page][1:-2]
    assert bare("".join(rows)) == bare("".join(paragraphs))
    return rows


def check_rows(rows: Sequence[str], written: Sequence[str]) -> None:
    begins, at = {0}, 0
    for part in written:
        at += len(bare(part))
        begins.add(at)
    at, breaks = 0, set()
    for row in rows:
        text = bare(row)
        if at not in begins:
            breaks.add(at)
            assert text[0] not in NEVER_FIRST, row
        at += len(text)
        if at not in begins:
            assert text[-1] not in NEVER_LAST, row
    assert at == len("".join(map(bare, written)))
    assert [found for found, span in whole_things(written) if breaks & span] == []


def whole_things(written: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
    """Yield each number and run of dashes, and where no row may end in it: counted without blanks."""
    at = 0
    for part in written:
        for pattern in (NUMBER, NEVER_SPLIT):
            for found in pattern.finditer(part):
                begin = at + len(bare(part[: found.start()]))
                yield found.group(), set(range(begin + 1, begin + len(bare(found.group()))))
        at += len(bare(part))


def check_pages(pages: Sequence[Sequence[Printed]]) -> None:
    for number, page in enumerate(pages):
        pitches = [below.top - above.top for above, below in pairwise(page)]
        tightened = bool(pitches) and min(pitches) < PITCH - 0.05
        assert not tightened or number == len(pages) - 1
        height = page[-1].top - page[0].top
        if tightened:
            assert min(pitches) >= 9.1 - 0.05
        elif number:
            assert len(page) <= 22
            assert page[0].top == pytest.approx(37.0 + 0.88 * 15.75 / MM, abs=0.1)
            assert height <= 21 * PITCH + 0.1
        assert page[-1].top - 0.88 * 15.75 / MM + 15.75 / MM <= (262.1 if number else 271.1)
    if len(pages) > 1:
        assert len(pages[-1]) - 2 >= 2


HAN = "问题整改区县环境治理督办函要求落实责任单位报送方案检查发现锅炉扬尘"
ENDS = "。，、；：？！"
WORDS = ("PM", "VOCs", "A&B", "Ltd", "CO", "kg/h", "www.a.cn/b?c=1", "x", "GB/T 9704-2012", "-", "e.g.")
PAIRS = ("（{}）", "“{}”", "《{}》", "〔{}〕", "‘{}’", "【{}】", "「{}」", "『{}』", "〈{}〉")
LONE = ("——", "……", "～", "·", "℃", "％", "—", "…", "、", "。", "，", "：", "；")


def invented(random: Random, length: int) -> str:
    """Return about that many characters: what people write, and marks where nobody would put them."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        kind = random.randrange(12)
        han = "".join(random.choices(HAN, k=random.randint(1, 9)))
        figure = str(random.randrange(10 ** random.randint(1, 8)))
        if kind < 5:
            parts.append(han + random.choice(ENDS) * (kind == 0))
        elif kind < 7:
            parts.append(figure + random.choice(("", ".5", ",000")) + random.choice(UNITS.split("|")))
        elif kind == 7:
            parts.append(random.choice(PAIRS).format(random.choice((han, figure + "年", "", "“" + han + "”"))))
        elif kind == 8:
            parts.append(random.choice(WORDS))
        elif kind == 9:
            parts.append(random.choice(RARE))
        elif kind == 10:
            parts.append(random.choice(LONE) * random.randint(1, 2))
        else:
            parts.append(random.choice(("〔2019〕12号", " ", "第3条", "12:30", "2018—2020年", "一、", "（一）", "1.")))
    return "".join(parts)[:length].strip() or "改"


ANY = HAN + "。，、；：？！（）“”‘’《》「」—…～·℃％0123456789.%:/-年月日项吨AbPMx+#& " + RARE


@st.composite
def texts(draw: st.DrawFn, longest: int) -> list[str]:
    random = Random(draw(st.integers(min_value=0, max_value=2**32)))
    lengths = draw(st.lists(st.integers(min_value=1, max_value=longest), min_size=1, max_size=6))
    wild = draw(st.booleans())
    made = [
        "".join(random.choices(ANY, k=length)) if wild and number % 2 else invented(random, length)
        for number, length in enumerate(lengths)
    ]
    return [text.strip() or "改" for text in made]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts(400))
def test_the_rules_hold_for_any_letter(faces: FaceBook, paragraphs: list[str]) -> None:
    check(paragraphs, faces)


@pytest.mark.parametrize(("seed", "length"), [(1, 1), (2, 5_000), (3, 20_000)])
def test_the_rules_hold_for_letters_of_any_length(faces: FaceBook, seed: int, length: int) -> None:
    random = Random(seed)
    paragraphs = []
    while (left := length - sum(map(len, paragraphs))) > 0:
        paragraphs.append(invented(random, min(left, random.randint(1, 900))))
    check(paragraphs, faces)


WORST = (
    "。改", "（见附件）", "“改”。”", "——改——", "……", "〔2019〕12号", "35蒸吨/小时", "PM2.5项", "GB/T 9704-2012VOCs96.5个工作日", "（ 8办",
    "《〈“‘改’”〉》。", "12:30—13:45，", "3.5%。）", "A。，；", "𬱖”）。", "·改", "2018—2020年", "K12年级",
)  # fmt: skip


@pytest.mark.parametrize("piece", WORST)
def test_the_rules_hold_wherever_the_edge_of_a_row_falls(faces: FaceBook, piece: str) -> None:
    edges = ["题" * before + piece + "问" * 30 for before in range(16, 29)]
    check([*edges, *(("题" * before + piece) * 9 for before in range(1, 5))], faces)


@pytest.mark.parametrize(
    "run",
    ["。" * 300, "（" * 300, "—" * 300, "…" * 299, "“”" * 300, "（）。" * 200, "7" * 400, "1,234," * 99, "a" * 999, "𬱖" * 300,
     "题" + "！" * 200 + "题", "“" * 60 + "题" + "”" * 60, "A " * 300, "2019年7月" * 120, "-" * 200, "。", "（", "1", "Ａ１"],
)  # fmt: skip
def test_runs_that_no_row_can_hold_lose_nothing_and_stay_within_the_page(faces: FaceBook, run: str) -> None:
    for paragraphs in ([run], ["题" * 27 + run + "题" * 27, "改"]):
        rows = printed_rows(paragraphs, faces)
        assert max(map(len, rows)) <= 56


def test_a_full_row_stands_on_the_grid_whatever_the_advance_of_its_marks_is(faces: FaceBook) -> None:
    row = "“题”‘题’——……·，（题）《题》、；：？！题。题题题"
    assert len(row) == 28
    pdf = build(replace(LETTER, paragraphs=("题" * 26 + row + "题" * 28,)), faces)
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        chars = [char for page in book.pages for char in page.chars if abs(char["size"] - 15.75) < 0.01]
    begin = "".join(char["text"] for char in chars).index(row)
    lefts = [char["matrix"][4] / MM for char in chars[begin : begin + 28]]
    assert lefts[0] == pytest.approx(28.0, abs=0.1)
    # A mark is at most as far from the edge of its cell as its face's em is narrower than the cell.
    assert [left - 28.0 - cell * 156 / 28 for cell, left in enumerate(lefts)] == pytest.approx([0.0] * 28, abs=0.02)


def test_no_mark_hangs_and_both_edges_are_straight(faces: FaceBook) -> None:
    pdf = build(replace(LETTER, paragraphs=("题" * 26 + ("题" * 27 + "。改") * 9,)), faces)
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        rows: dict[float, list[dict]] = {}
        for page in book.pages:
            for char in page.chars:
                if abs(char["size"] - 15.75) < 0.01:
                    rows.setdefault(page.page_number * 1000 - char["matrix"][5], []).append(char)
    texts_and_edges = []
    for key in sorted(rows):
        chars = sorted(rows[key], key=lambda char: char["matrix"][4])
        texts_and_edges.append(("".join(c["text"] for c in chars), chars[0]["matrix"][4], chars[-1]["matrix"][4]))
    full = [one for one in texts_and_edges if one[0].startswith(("题", "改")) and len(one[0]) >= 26][1:-1]
    assert len(full) >= 6
    em = 15.75 / MM
    for text, left, last in full:
        assert left / MM == pytest.approx(28.0, abs=0.1)
        assert last / MM + em == pytest.approx(184.0, abs=0.1) or text.endswith("。")


def test_the_page_of_the_signature_alone_takes_more_than_22_rows_and_stands_closer(faces: FaceBook) -> None:
    tightened = set()
    for rows in range(34, 60):
        pages = rows_of(build(replace(LETTER, paragraphs=("题" * 26 + "问" * 28 * rows,)), faces))
        check_pages(pages)
        for number, page in enumerate(pages[1:], start=2):
            # Blank rows count as well: how far down the last one is, in rows.
            pitch = min(below.top - above.top for above, below in pairwise(page))
            taken = round((page[-1].top - page[0].top) / pitch) + 1
            if taken > 22:
                assert number == len(pages)
                assert pitch < PITCH - 0.05
                assert page[-1].text == DAY
                tightened.add(taken)
    assert tightened == {23, 24, 25}


def test_every_reader_gets_the_rare_characters_back(faces: FaceBook) -> None:
    text = f"联系人{RARE}等，𬍛、𬱖在后。"
    document = pypdfium2.PdfDocument(build(replace(LETTER, paragraphs=(text,)), faces))
    assert text in document[0].get_textpage().get_text_range()
    document.close()
