"""A 督办函 read back: every element, its order and its place to a tenth of a millimetre."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdftypes import resolve1

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.marks import NEVER_FIRST, NEVER_LAST
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.domain.errors import InvalidInput, MissingGlyph

Read = Callable[[bytes], list]
MM = 72.0 / 25.4
CELL = 156 / 28
PITCH = 10.45
ROW_GAP = 15.75 * 7 / 8 / MM
near = lambda value: pytest.approx(value, abs=0.1)  # noqa: E731 - the one tolerance of this file


def ink_boxes(pdf: bytes, page: int, text: str) -> list[tuple[float, float, float, float]]:
    """Return (left, top, right, bottom) in mm of the ink of the first occurrence of `text`."""
    document = pypdfium2.PdfDocument(pdf)
    textpage = document[page].get_textpage()
    start = textpage.get_text_range().index(text)
    boxes = [textpage.get_charbox(start + offset, loose=False) for offset in range(len(text))]
    height = document[page].get_height()
    document.close()
    return [(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM) for left, bottom, right, top in boxes]


def line_with(page, text: str):
    """Return (em-top, characters) of the line that contains `text`."""
    for top, chars in page.lines():
        joined = "".join(char.text for char in chars)
        if text in joined:
            place = joined.index(text)
            return top, chars[place : place + len(text)]
    raise AssertionError(text)


def test_pages_are_a4_and_the_annex_is_read_turned(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    pages = read(build(letter, faces))
    sizes = [(round(page.width), round(page.height), page.rotation) for page in pages]
    assert sizes == [*[(210, 297, 0)] * 2, *[(297, 210, 90)] * 3, (210, 297, 0)]


def test_mark_and_red_lines(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    pdf = build(letter, faces)
    first = read(pdf)[0]
    mark = ink_boxes(pdf, 0, letter.mark)
    top, bottom = min(box[1] for box in mark), max(box[3] for box in mark)
    assert top == pytest.approx(30.0, abs=0.05)
    assert (mark[0][0] + mark[-1][2]) / 2 == near(105.0)
    assert mark[-1][2] - mark[0][0] <= 156.1
    assert "".join(first.reds) == letter.mark
    thick, thin, low_thin, low_thick = sorted((rule for rule in first.rules if rule.red), key=lambda rule: rule.top)
    for rule in (thick, thin, low_thin, low_thick):
        assert (rule.left, rule.right) == (near(20.0), near(190.0))
    assert thick.top - bottom == near(4.0)
    assert low_thick.bottom == near(297.0 - 20.0)
    assert [round((rule.bottom - rule.top) * MM, 2) for rule in (thick, thin, low_thin, low_thick)] == [
        1.5,
        0.75,
        0.75,
        1.5,
    ]
    assert thin.top - thick.bottom == pytest.approx(0.85 / MM, abs=0.01)
    assert low_thick.top - low_thin.bottom == pytest.approx(0.85 / MM, abs=0.01)


def test_a_long_mark_grows_smaller_but_stays_within_the_text_width(letter: OfficialLetter, faces: FaceBook) -> None:
    mark = "西安市高陵区大气污染防治铁腕治霾工作领导小组办公室"
    pdf = build(replace(letter, mark=mark), faces)
    boxes = ink_boxes(pdf, 0, mark)
    assert boxes[-1][2] - boxes[0][0] == pytest.approx(156.0, abs=0.2)
    assert min(box[1] for box in boxes) == pytest.approx(30.0, abs=0.05)


def test_number_urgency_and_title(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    first = read(build(letter, faces))[0]
    under_line = sorted(rule.bottom for rule in first.rules if rule.red)[1]
    top, number = line_with(first, letter.number)
    assert top == near(under_line + ROW_GAP)
    assert number[-1].right == near(184.0)
    assert {char.font.split("+")[1] for char in number} == {"LantianFangSong-Regular"}
    urgency_top, urgency = line_with(first, "加急")
    assert (urgency_top, urgency[0].left) == (near(top), near(28.0))
    assert urgency[0].font.endswith("LantianHei-Medium")
    title = [(line_top, chars) for line_top, chars in first.lines() if chars[0].size == pytest.approx(21.0)]
    assert ["".join(char.text for char in chars) for _, chars in title] == [
        "关于高陵区强化监督定点帮扶第12轮次",
        "交办突出环境问题限期整改的督办函",
    ]
    assert title[0][0] == near(top + 3 * PITCH)  # two blank rows between
    assert title[1][0] - title[0][0] == near(12.27)
    for _, chars in title:
        assert (chars[0].left + chars[-1].right) / 2 == near(106.0)
        assert {char.font.split("+")[1] for char in chars} == {"LantianSong-Bold"}


def test_text_grid_and_faces_of_levels(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    pages = read(build(letter, faces))
    title_top = [top for top, chars in pages[0].lines() if chars[0].size == pytest.approx(21.0)][-1]
    body = [(top, chars) for top, chars in pages[0].lines() if top > title_top + 1]
    tops = [top for top, _ in body]
    assert tops[0] == near(title_top + 12.27 + PITCH)  # one blank row
    assert all(later - earlier == near(PITCH) for earlier, later in pairwise(tops))
    assert tops[-1] + 15.75 / MM <= 271.1
    assert body[0][1][0].left == near(28.0)
    assert body[1][1][0].left == near(28.0 + 2 * CELL)
    assert body[2][1][0].left == near(28.0)
    for text, face in (
        ("一、高度重视", "LantianHei-Medium"),
        ("（一）落实", "LantianKai-Regular"),
        ("你区", "LantianFangSong-Regular"),
    ):
        page = next(page for page in pages if text in page.text)
        assert {char.font.split("+")[1] for char in line_with(page, text)[1]} == {face}
    full = [chars for _, chars in body if len(chars) >= 28]
    assert full
    assert all(chars[-1].right == near(184.0) or chars[-1].text in "，。、；：" for chars in full)


def test_an_item_of_one_sentence_is_text_and_not_a_heading(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    lines = ("一、有关要求", "（一）请于约谈前一日报送材料。", "（二）压实责任。逐一明确责任人。", "（三）强化督导")
    (page,) = read(build(replace(letter, paragraphs=lines, annexes=(), copied_to=()), faces))
    found = {
        text: {char.font.split("+")[1] for char in line_with(page, text)[1]}
        for text in ("请于约谈", "压实责任", "强化督导")
    }
    assert found == {
        "请于约谈": {"LantianFangSong-Regular"},
        "压实责任": {"LantianKai-Regular"},
        "强化督导": {"LantianKai-Regular"},
    }


def test_ordinals_at_the_front_are_text_and_not_a_heading(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    lines = ("一、二期工程已完工", "三、四季度完成治理", "一、二、三类企业停产", "四、一期工程")
    (page,) = read(build(replace(letter, paragraphs=lines, annexes=(), copied_to=()), faces))
    found = {text: {char.font.split("+")[1] for char in line_with(page, text)[1]} for text in lines}
    assert found == {text: {"LantianFangSong-Regular"} for text in lines[:3]} | {lines[3]: {"LantianHei-Medium"}}


def test_a_full_page_has_22_rows(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    long = replace(letter, paragraphs=(letter.paragraphs[0] * 12,), annexes=(), copied_to=())
    second = read(build(long, faces))[1]
    rows = [top for top, chars in second.lines() if chars[0].size == pytest.approx(15.75)]
    assert len(rows) == 22
    assert rows[0] == near(37.0)
    assert rows[-1] + 15.75 / MM == near(262.0)


def test_no_line_begins_or_ends_with_a_mark_that_may_not(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    long = replace(letter, paragraphs=letter.paragraphs * 4)
    for page in read(build(long, faces)):
        if page.rotation == 0:
            for _, chars in page.lines():
                if chars[0].size == pytest.approx(15.75):
                    assert chars[0].text not in NEVER_FIRST
                    assert chars[-1].text not in NEVER_LAST


def test_signature_with_seal(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    second = read(build(letter, faces))[1]
    date_top, day = line_with(second, "2019年7月5日")
    name_top, name = line_with(second, letter.issuer)
    assert day[-1].right == near(161.7)
    assert date_top - name_top == near(PITCH)
    assert (name[0].left + name[-1].right) / 2 == near((day[0].left + day[-1].right) / 2)
    note_top, note = line_with(second, "（联系人：示例甲，电话：029-86910000）")
    assert note_top - date_top == near(PITCH)
    assert note[0].left == near(28.0 + 2 * CELL)
    annex_top, annex = line_with(second, "附件：交办问题清单")
    assert annex[0].left == near(28.0 + 2 * CELL)
    assert annex_top < name_top


def test_signature_without_seal(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    second = read(build(replace(letter, with_seal=False), faces))[1]
    _, day = line_with(second, "2019年7月5日")
    name_top, name = line_with(second, letter.issuer)
    assert name[-1].right == near(172.9)
    assert day[0].left == near(name[0].left + 2 * CELL)
    last_text = max(top for top, _ in second.lines() if top < name_top)
    assert name_top - last_text == near(2 * PITCH)
    short = read(build(replace(letter, with_seal=False, issuer="区治霾办", dated_on=date(2019, 12, 15)), faces))[1]
    _, day = line_with(short, "2019年12月15日")
    _, name = line_with(short, "区治霾办")
    assert day[-1].right == near(172.9)
    assert day[0].left == near(name[0].left + 2 * CELL)


def test_page_numbers(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    long = replace(letter, paragraphs=letter.paragraphs * 4, annexes=(), copied_to=())
    pdf = build(long, faces)
    pages = read(pdf)
    assert len(pages) >= 3
    assert "— 1 —" not in pages[0].text
    _, two = line_with(pages[1], "— 2 —")
    _, three = line_with(pages[2], "— 3 —")
    em = 14 / MM
    assert two[0].left == near(28.0 + em)
    assert three[-1].right == near(184.0 - em)
    assert two[0].size == pytest.approx(14.0)
    assert {char.font.split("+")[1] for char in two} == {"LantianSong-Regular"}
    for number, page in ((2, 1), (3, 2)):
        dash = ink_boxes(pdf, page, f"— {number} —")[0]
        assert dash[1] == near(269.0)
        assert (dash[1] + dash[3]) / 2 == near(269.0)


def test_no_red_after_the_first_page(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    for page in read(build(letter, faces))[1:]:
        assert page.reds == ()
        assert not any(rule.red for rule in page.rules)


def test_imprint_stands_at_the_foot_of_a_page_of_its_own_after_a_turned_annex(
    letter: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    last = read(build(letter, faces))[-1]
    text = "".join(char.text for char in last.chars)
    assert text == "抄送：西安市铁腕治霾办公室、西安市生态环境局，区委办公室、区政府办公室。"
    lines = last.lines()
    assert lines[-1][0] + 14 / MM == near(262.0)
    assert lines[0][1][0].left == near(28.0 + 14 / MM)
    assert lines[1][1][0].left == near(28.0 + 14 / MM + 3 * 14 / MM)
    assert last.rules == ()


def test_imprint_shares_the_last_page_when_there_is_room(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    pages = read(build(replace(letter, annexes=()), faces))
    assert len(pages) == 2
    assert line_with(pages[1], "区政府办公室。")[0] + 14 / MM == near(262.0)


def test_annexes_are_numbered_titled_and_outlined(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    second = Annex("有关要求", paragraphs=("一、总体要求", "请按时报送。"))
    pdf = build(replace(letter, annexes=(*letter.annexes, second), copied_to=()), faces)
    pages = read(pdf)
    assert "附件：1. 交办问题清单" in pages[1].text
    assert "2. 有关要求" in pages[1].text
    first_name = line_with(pages[1], "交办问题清单")[1][0].left
    assert line_with(pages[1], "有关要求")[1][0].left == near(first_name)
    assert "附件1" in pages[2].text
    label_top, label = line_with(pages[-1], "附件2")
    title_top, title = line_with(pages[-1], "有关要求")
    assert (label_top, label[0].left) == (near(37.0), near(28.0))
    assert title_top == near(37.0 + 2 * PITCH)
    assert (title[0].left + title[-1].right) / 2 == near(106.0)
    document = pypdfium2.PdfDocument(pdf)
    assert [mark.get_title() for mark in document.get_toc()] == ["附件1 交办问题清单", "附件2 有关要求"]
    document.close()


@pytest.mark.parametrize("extra", range(24))
def test_a_signature_is_never_alone_on_a_page(letter: OfficialLetter, faces: FaceBook, read: Read, extra: int) -> None:
    paragraphs = (*letter.paragraphs, *(f"{number}.请按时报送整改情况。" for number in range(extra)))
    pages = read(build(replace(letter, paragraphs=paragraphs, annexes=(), copied_to=()), faces))
    last = pages[-1]
    name_top = line_with(last, letter.issuer)[0]
    above = [chars for top, chars in last.lines() if top < name_top and chars[0].size == pytest.approx(15.75)]
    assert len(above) >= 1
    bottoms = [top + 15.75 / MM for top, chars in last.lines() if chars[0].size == pytest.approx(15.75)]
    assert max(bottoms) <= (271.1 if len(pages) == 1 else 262.1)
    assert "（联系人：示例甲" in last.text


def test_every_character_comes_back_and_markup_is_only_text(
    letter: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    hostile = 'A&B公司、<img src="/etc/passwd"/>、<b>未闭合、&lt;、%s、{0}、\\n、(括号、 ]]>与䶮、㛃、𬱖、喆、𬍛同在'
    pdf = build(replace(letter, paragraphs=(*letter.paragraphs, hostile)), faces)
    pages = read(pdf)
    for text in (*letter.paragraphs, hostile, letter.title, letter.mark, letter.number):
        drawn = "".join(page.text for page in pages).replace("\r", "").replace("\n", "")
        assert text.replace(" ", "") in drawn.replace(" ", "")
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        drawn = "".join(char["text"] for page in book.pages for char in page.chars)
    assert hostile.replace(" ", "") in drawn.replace(" ", "")


def test_controls_vanish_and_line_breaks_begin_paragraphs(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    pages = read(build(replace(letter, paragraphs=("甲\x07乙\u00a0丙\n丁戊",)), faces))
    _, line = line_with(pages[0], "甲乙 丙")
    assert line[0].left == near(28.0 + 2 * CELL)
    assert line_with(pages[0], "丁戊")[1][0].left == near(28.0 + 2 * CELL)


def test_faces_are_embedded_and_the_file_says_what_it_is(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        catalogue = book.doc.catalog
        assert catalogue["Lang"] == b"zh-CN"
        assert resolve1(catalogue["ViewerPreferences"])["PrintScaling"].name == "None"
        information = {
            key: value.decode("utf-16") for key, value in book.doc.info[0].items() if key in {"Title", "Author"}
        }
        assert information == {"Title": letter.title, "Author": letter.issuer}
        for page in book.pages:
            fonts = resolve1(page.page_obj.resources["Font"])
            assert fonts
            for font in fonts.values():
                assert len(resolve1(resolve1(resolve1(font)["FontDescriptor"])["FontFile2"]).get_data()) > 1000


def test_the_same_content_gives_the_same_bytes(letter: OfficialLetter, faces: FaceBook, tmp_path) -> None:
    once = build(letter, faces)
    build(replace(letter, title="关于其他事项的督办函"), faces)
    assert build(letter, faces) == once


def test_what_cannot_be_printed_is_refused_with_its_field(letter: OfficialLetter, faces: FaceBook) -> None:
    with pytest.raises(MissingGlyph, match="正文"):
        build(replace(letter, paragraphs=("笑\U0001f600",)), faces)
    with pytest.raises(InvalidInput, match="标题"):
        build(replace(letter, title=" \n"), faces)
    with pytest.raises(InvalidInput, match="紧急程度"):
        build(replace(letter, urgency="很急"), faces)
    with pytest.raises(InvalidInput, match="主送"):
        build(replace(letter, addressees=()), faces)


def test_a_preview_without_number_leaves_its_place_free(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    first = read(build(replace(letter, number=""), faces))[0]
    assert "〔" not in first.text


def test_letters_may_be_made_in_several_threads_at_once(letter: OfficialLetter, faces: FaceBook) -> None:
    alone = build(letter, faces)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: build(letter, faces), range(12))) == {alone}


def test_many_addressees_go_to_the_imprint_so_that_page_1_shows_text(
    letter: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    many = (tuple(f"高陵区第{number}街道办事处及其所属各社区" for number in range(40)),)
    pages = read(build(replace(letter, addressees=many, annexes=()), faces))
    assert "2019年7月8日" in "".join(char.text for char in pages[0].chars)
    # They fill more than a page: 主送 begins on the one before the last.
    top, label = line_with(pages[-2], "主送：")
    assert (top, label[0].size) == (near(37.0), pytest.approx(14.0))
    drawn = "".join(char.text for char in pages[-1].chars)
    assert drawn.index("第39街道办事处") < drawn.index("抄送：")
    fewer = read(build(replace(letter, addressees=(many[0][:27],), annexes=()), faces))
    assert line_with(fewer[-1], "主送：")[0] < line_with(fewer[-1], "抄送：")[0]
    for each in pages:
        tops = [char.em_top for char in each.chars if char.size == pytest.approx(14.0)]
        assert min(tops, default=262.0) >= 36.9


def test_a_title_keeps_the_lines_its_writer_chose(letter: OfficialLetter, faces: FaceBook, read: Read) -> None:
    first = read(build(replace(letter, title="关于某某事项\n限期整改的督办函"), faces))[0]
    titles = [
        "".join(char.text for char in chars) for _, chars in first.lines() if chars[0].size == pytest.approx(21.0)
    ]
    assert titles == ["关于某某事项", "限期整改的督办函"]
