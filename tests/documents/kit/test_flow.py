"""How rows fall on pages: paragraphs keep two rows together, headings keep their text, 署名 keeps two rows of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.flow import BLANK, RowPage, paginate, paragraph_rows, plain_rows
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import TableColumn, TableContent
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.documents.letters.signature import signature_rows
from lantian_desktop.documents.summaries import feedback_summary
from lantian_desktop.documents.summaries.feedback_summary import FeedbackSummary
from lantian_desktop.domain.errors import InvalidInput

Read = Callable[[bytes], list]
FIRST = page.Frame(page.LEFT_MM, 120.0, page.TEXT_WIDTH_MM, 271.0)  # 14 rows
TAIL = signature_rows("高陵区铁腕治霾办公室", date(2019, 7, 5), with_seal=True)
NUMERALS = ("一", "二", "三", "四")
HEADINGS = ("{0}、加强组织领导", "（{0}）落实属地责任", "{1}.现场核查", "（{1}）报送材料")


def body_of(paragraphs: Sequence[str]) -> list:
    return [row for text in paragraphs for row in paragraph_rows(text)]


def texts(rows: Sequence) -> list[str]:
    return [row.line.text for row in rows if row.line is not None]


def of_rows(count: int, name: str) -> str:
    """A paragraph of exactly that many rows, none of which can be taken for another paragraph's."""
    return (name + "问" * 27)[:26] + (name + "题" * 28)[:28] * (count - 1)


@st.composite
def paragraphs(draw: st.DrawFn) -> list[tuple[str, int]]:
    """Draw (text, rows; 0 rows for a heading): headings always have text under them somewhere."""
    found: list[tuple[str, int]] = []
    for number in range(draw(st.integers(min_value=1, max_value=25))):
        for level in range(draw(st.integers(min_value=0, max_value=2))):
            figure = draw(st.integers(min_value=0, max_value=3))
            found.append((HEADINGS[level + figure % 2].format(NUMERALS[figure], figure + 1), 0))
        rows = draw(st.integers(min_value=1, max_value=7))
        found.append((of_rows(rows, f"第{number}段"), rows))
    return found


def owners(pages: Sequence[RowPage], written: Sequence[tuple[str, int]]) -> list[list[tuple[int, int, int]]]:
    """Return for each page (paragraph, row in it, rows it has; 0 for a heading) of each row of text, by walking the input."""
    walk = iter([(number, row, count) for number, (_, count) in enumerate(written) for row in range(max(count, 1))])
    tails = set(texts(TAIL))
    return [[next(walk) for text in texts(each.rows) if text not in tails] for each in pages]


@settings(max_examples=100, deadline=None)
@given(paragraphs(), st.integers(min_value=0, max_value=4))
def test_pages_end_and_begin_well(written: list[tuple[str, int]], addressees: int) -> None:
    to = plain_rows("某单位、" * 7 * addressees) if addressees else []
    body = [*to, *body_of([text for text, _ in written])]
    pages = paginate(body, TAIL, FIRST)
    assert [text for each in pages for text in texts(each.rows)] == texts([*body, *TAIL])
    for number, each in enumerate(pages):
        frame = FIRST if number == 0 else page.PORTRAIT
        assert each.top == frame.top
        assert each.bottom <= frame.bottom + 1e-6
        if each.tightened:
            assert number == len(pages) - 1
            assert page.TIGHTEST_PITCH_MM - 1e-9 <= each.pitch < page.PITCH_MM
        else:
            assert len(each.rows) <= frame.capacity(page.PITCH_MM)
        assert number == 0 or each.rows[0].line is not None
    assert all(len(each.rows) >= 22 - 5 for each in pages[1:-2]), (
        "no more rows go along than two headings and three rows"
    )
    placed = owners([replace(pages[0], rows=pages[0].rows[len(to) :]), *pages[1:]], written)
    assert placed[0]
    for above, below in pairwise(placed):
        _, row, count = above[-1]
        assert count, "a heading is the last row of a page"
        assert (row, count > 1) != (0, True), "a lone first row at the foot of a page"
        _, row, count = below[0]
        assert row == 0 or row < count - 1, "a lone last row at the head of a page"
    if len(pages) > 1:
        assert len(placed[-1]) >= 2


def test_a_page_that_keeps_rows_together_stands_on_the_same_grid() -> None:
    # 12 rows, then a paragraph of three of which only two would fit on page 1 and the next page would begin with a lone row.
    pages = paginate(body_of([of_rows(12, "甲"), of_rows(3, "乙"), of_rows(9, "丙")]), TAIL, FIRST)
    assert [len(texts(each.rows)) for each in pages] == [12, 14]
    assert {each.pitch for each in pages} == {page.PITCH_MM}
    second = paginate(body_of([of_rows(14, "甲"), of_rows(20, "乙"), of_rows(3, "丙"), of_rows(5, "丁")]), TAIL, FIRST)[
        1
    ]
    assert len(second.rows) == 20


@pytest.mark.parametrize(
    "heading", ["一、加强领导", "（一）落实责任", "1.现场核查", "（1）报送材料", "一、高度重视，压实责任。"]
)
def test_a_heading_goes_along_with_its_text(heading: str) -> None:
    pages = paginate(body_of([of_rows(13, "甲"), heading, of_rows(4, "乙")]), TAIL, FIRST)
    assert texts(pages[0].rows)[-1].startswith("甲")
    assert texts(pages[1].rows)[0] == heading


def test_items_of_a_list_may_be_parted() -> None:
    items = [f"{number}.某木器厂" for number in range(1, 30)]
    pages = paginate(body_of(items), TAIL, FIRST)
    assert texts(pages[0].rows) == items[:14]
    ended = [f"{number}.请于8月18日前报送；" for number in range(1, 30)]
    assert texts(paginate(body_of(ended), TAIL, FIRST)[0].rows) == ended[:14]


def test_nothing_but_headings_fills_pages_all_the_same() -> None:
    headings = [f"{NUMERALS[number % 4]}、第{number}件事" for number in range(60)]
    pages = paginate(body_of(headings), TAIL, FIRST)
    assert [text for each in pages for text in texts(each.rows)] == [*headings, *texts(TAIL)]
    assert [len(each.rows) for each in pages[:2]] == [14, 22]


@pytest.mark.parametrize("notes", [0, 1, 3, 24])
def test_the_signature_has_two_rows_of_text_beside_it(notes: int) -> None:
    names = [BLANK, *(row for number in range(notes) for row in plain_rows(f"{number}. 附件名称"))] if notes else []
    for rows in range(1, 60):
        pages = paginate([*body_of([of_rows(rows, "甲")]), *names], TAIL, FIRST)
        assert texts(pages[-1].rows)[-2:] == texts(TAIL)
        assert pages[0].rows[0].of_text
        if len(pages) > 1:
            # Where the names of the annexes fill a page, they stand beside the signature and the text before them.
            assert sum(row.of_text for row in pages[-1].rows) >= 2 or notes == 24
            assert len(texts(pages[-1].rows)) >= 4


def test_only_the_page_of_the_signature_is_tightened_and_says_so() -> None:
    pages = paginate(body_of([of_rows(14 + 22 + 19, "甲")]), TAIL, FIRST)
    assert [(len(each.rows), each.tightened) for each in pages] == [(14, False), (22, False), (23, True)]
    assert pages[-1].bottom == pytest.approx(262.0)
    roomy = paginate(body_of([of_rows(14 + 22 + 18, "甲")]), TAIL, FIRST)
    assert [(len(each.rows), each.tightened) for each in roomy] == [(14, False), (22, False), (22, False)]


def test_a_head_that_leaves_no_room_for_text_is_refused() -> None:
    body = body_of([of_rows(3, "甲")])
    for top in (268.0, 272.0, 500.0):
        with pytest.raises(InvalidInput, match=r"首页排不下正文.*。$"):
            paginate(body, TAIL, replace(FIRST, top=top))
    with pytest.raises(InvalidInput, match="正文和署名"):
        paginate([*plain_rows("某区："), *body_of(["现予交办。"])], TAIL, replace(FIRST, top=250.0))
    with pytest.raises(InvalidInput, match="附注太长"):
        paginate(body, [*TAIL, *plain_rows("（联系人：" + "甲" * 600 + "）")], FIRST)


def rows_on(each) -> list[str]:
    return ["".join(char.text for char in chars) for _, chars in each.lines() if chars[0].size == pytest.approx(15.75)]


@pytest.mark.parametrize("rows", range(18, 26))
def test_plain_pages_and_annexes_take_the_same_care(
    faces: FaceBook, read: Read, letter: OfficialLetter, rows: int
) -> None:
    written = (of_rows(rows, "甲"), "一、加强领导", of_rows(3, "乙"), of_rows(20, "丙"))
    bare = replace(letter, copied_to=(), annexes=(Annex("有关要求", paragraphs=written),))
    summary = FeedbackSummary("情况小结", date(2019, 7, 15), written, "高陵区治霾办", date(2019, 7, 15))
    for pdf in (build(bare, faces), feedback_summary.build(summary, faces)):
        pages = [each for each in map(rows_on, read(pdf)) if any("甲题" in row or "丙" in row for row in each)]
        assert len(pages) >= 2
        for each in pages[:-1]:
            assert each[-1] != "一、加强领导"
        starts = [each[0] for each in pages[1:]]
        assert all(not start.startswith("乙题") for start in starts)  # three rows stay together
        assert sum("丙" in row for row in pages[-1]) >= 2


@pytest.mark.parametrize("rows", range(14, 22))
def test_a_heading_stays_with_the_table_under_it(faces: FaceBook, read: Read, rows: int) -> None:
    counts = TableContent((TableColumn("单位"), TableColumn("数")), (("高陵区", "4"),) * 3)
    blocks = (of_rows(rows, "甲"), "一、各单位问题数", counts, "现予报告。")
    pages = read(feedback_summary.build(FeedbackSummary("情况小结", date(2019, 7, 15), blocks), faces))
    (with_heading,) = [each for each in pages if "一、各单位问题数" in each.text]
    assert "高陵区" in with_heading.text
