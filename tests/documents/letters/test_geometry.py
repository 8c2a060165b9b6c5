"""Every measure a letter is held to, read back from finished PDFs of many shapes to a tenth of a millimetre."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pdfplumber
import pytest
from pdfminer.pdftypes import resolve1

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.domain.letters.letter import LetterFormat
from tests.documents.letters.shapes import (
    CELL,
    EM_3,
    EM_4,
    GAP,
    LETTERS,
    MM,
    NEVER_FIRST,
    NEVER_LAST,
    NUMBERS,
    PITCH,
    REPORTS,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    Made,
    Shape,
    annex_starts,
    faces_of,
    ink,
    last_row_of,
    make,
    near,
    row_of,
    rows_in,
    text_rows,
)


@pytest.fixture(scope="module")
def all_made(faces: FaceBook) -> dict[Shape, Made]:
    """One letter of each shape."""
    return {shape: make(shape, faces) for shape in (*LETTERS, *REPORTS)}


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
    top, name = last_row_of(page, made.content.issuer)
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


def test_faces_are_embedded_and_printers_are_not_to_scale(made: Made) -> None:
    with pdfplumber.open(io.BytesIO(made.pdf)) as book:
        assert resolve1(book.doc.catalog["ViewerPreferences"])["PrintScaling"].name == "None"
        for page in book.pages:
            for font in resolve1(page.page_obj.resources["Font"]).values():
                assert len(resolve1(resolve1(resolve1(font)["FontDescriptor"])["FontFile2"]).get_data()) > 1000


def test_rows_follow_one_another_without_holes(made: Made) -> None:
    for number in range(made.shape.pages - 1):
        tops = [top for top, _ in text_rows(made, number)]
        assert all(later - earlier == near(PITCH) for earlier, later in pairwise(tops))
