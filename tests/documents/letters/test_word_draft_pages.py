"""The pages of the editable draft: paper, margins, rows, faces, indents, red lines, page numbers, tables."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from zipfile import ZipFile

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters import official_letter
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter
from lantian_desktop.documents.letters.word_draft import build
from tests.documents.letters.drafts import (
    MM,
    PAGE_NUMBER,
    VML,
    Read,
    borders,
    boxes,
    faces_of,
    joined,
    mm,
    opened,
    paragraph_with,
)


def test_page_margins_and_rows(small: OfficialLetter, faces: FaceBook) -> None:
    document = opened(build(small, faces))
    upright, turned, last = document.sections
    for section in (upright, last):
        assert (section.orientation, section.page_width.mm, section.page_height.mm) == (
            WD_ORIENT.PORTRAIT,
            mm(210),
            mm(297),
        )
        edges = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
        assert [edge.mm for edge in edges] == [mm(37), mm(28), mm(26), mm(35)]
    assert (turned.orientation, turned.page_width.mm, turned.page_height.mm) == (WD_ORIENT.LANDSCAPE, mm(297), mm(210))
    edges = (turned.top_margin, turned.left_margin, turned.right_margin, turned.bottom_margin)
    assert [edge.mm for edge in edges] == [mm(28), mm(35), mm(37), mm(26)]
    body = paragraph_with(document, "2019年7月8日").paragraph_format
    rows, height = body.line_spacing.pt, 225 * MM
    assert 22 * rows <= height < 22 * rows + 1.2  # 22 fill the 版心, to a twip each
    assert upright._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == str(round(rows * 20))


def test_28_characters_fill_a_row(small: OfficialLetter, faces: FaceBook) -> None:
    run = paragraph_with(opened(build(small, faces)), "2019年7月8日").runs[0]
    cell = run.font.size.pt + int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert cell == 15.75
    assert 28 * cell <= 156 * MM < 28.1 * cell


def test_sizes_and_faces_by_role(small: OfficialLetter, report: OfficialLetter, faces: FaceBook) -> None:
    document = opened(build(small, faces))
    (mark,) = faces_of(document.sections[0].first_page_header.paragraphs[1])
    assert mark == (small.mark, "方正小标宋简体", 34.0)
    assert document.sections[0].first_page_header.paragraphs[1].runs[0].font.color.rgb == (255, 0, 0)
    assert faces_of(paragraph_with(document, "加急")) == [("加急\t", "黑体", 16.0)]
    assert {face[1:] for face in faces_of(paragraph_with(document, "关于高陵区"))} == {("方正小标宋简体", 22.0)}
    assert faces_of(paragraph_with(document, "一、高度")) == [("一、高度重视，压实责任", "黑体", 16.0)]
    level, text = faces_of(paragraph_with(document, "（一）落实"))
    assert level == ("（一）落实属地责任。", "楷体_GB2312", 16.0)
    assert (text[0][:2], text[1:]) == ("你区", ("仿宋_GB2312", 16.0))
    assert {face[1:] for face in faces_of(paragraph_with(document, "2019年7月5日"))} == {("仿宋_GB2312", 16.0)}
    table, imprint = document.tables
    assert faces_of(table.cell(0, 0).paragraphs[0]) == [("序号", "黑体", 10.5)]
    assert {face[1:] for face in faces_of(table.cell(1, 3).paragraphs[0])} == {("宋体", 10.5)}
    assert {face[1:] for face in faces_of(imprint.cell(0, 0).paragraphs[0])} == {("仿宋_GB2312", 14.0)}
    signed = faces_of(paragraph_with(opened(build(report, faces)), "签发人"))
    assert signed == [("\t签发人：", "仿宋_GB2312", 16.0), ("示例丙", "楷体_GB2312", 16.0)]


def test_a_missing_face_names_its_stand_in(small: OfficialLetter, faces: FaceBook) -> None:
    with ZipFile(io.BytesIO(build(small, faces))) as archive:
        table = etree.fromstring(archive.read("word/fontTable.xml"))
    named = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in table}
    assert (named["仿宋_GB2312"], named["楷体_GB2312"]) == ("仿宋", "楷体")


def test_red_lines_of_the_first_page(small: OfficialLetter, faces: FaceBook) -> None:
    first = opened(build(small, faces)).sections[0]
    assert first.different_first_page_header_footer
    thick, thin = boxes(first.first_page_header)
    low_thin, low_thick = boxes(first.first_page_footer)
    for line in (thick, thin, low_thin, low_thick):
        assert (line["margin-left"], line["width"]) == (mm(20), mm(170))
    assert [round(line["height"] * MM, 2) for line in (thick, thin, low_thin, low_thick)] == [1.5, 0.75, 0.75, 1.5]
    assert 40 < thick["margin-top"] < thin["margin-top"] < 50
    assert low_thick["margin-top"] + low_thick["height"] == mm(277)
    assert low_thick["margin-top"] - low_thin["margin-top"] - low_thin["height"] == mm(0.85 / MM)
    assert boxes(first.header) == boxes(first.footer) == boxes(first.even_page_footer) == []


@pytest.mark.parametrize("mark", ["西安市高陵区铁腕治霾办公室", "西安市高陵区大气污染防治铁腕治霾工作领导小组办公室"])
def test_mark_and_first_row_stand_where_the_print_has_them(
    mark: str, small: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    content = replace(small, mark=mark)
    first_page = read(official_letter.build(content, faces))[0]
    inked = next(char for char in first_page.chars if char.text == mark[0])
    rise = (inked.em_top + 0.88 * inked.size / MM - 30) / inked.size  # the ink's top is printed at 30 mm
    document = opened(build(content, faces))
    header = document.sections[0].first_page_header
    place = 15.0
    for paragraph in header.paragraphs:
        place += paragraph.paragraph_format.space_before.mm
        baseline = place + 0.8 * paragraph.paragraph_format.line_spacing.mm
        place += paragraph.paragraph_format.line_spacing.mm
    size = header.paragraphs[-1].runs[0].font.size.pt
    assert baseline - rise * size == pytest.approx(30, abs=0.1)
    row = document.paragraphs[0].paragraph_format
    em_top = max(place, 37) + row.space_before.mm + 0.8 * row.line_spacing.mm - 0.88 * 16 / MM
    under_line = max(line["margin-top"] + line["height"] for line in boxes(header))
    assert em_top - under_line == pytest.approx(15.75 * 7 / 8 / MM, abs=0.1)


def test_page_numbers_are_fields_outside(small: OfficialLetter, faces: FaceBook) -> None:
    document = opened(build(small, faces))
    assert document.settings.odd_and_even_pages_header_footer
    first, turned, last = document.sections
    for footer, side, edge in (
        (first.footer, "right", "right_indent"),
        (first.even_page_footer, "left", "left_indent"),
    ):
        (number,) = footer.paragraphs
        assert (joined(number.text), number._p.xpath("string(.//w:instrText)").strip()) == ("—1—", "PAGE")
        assert number.alignment == {"left": 0, "right": 2}[side]
        assert getattr(number.paragraph_format, edge).pt == pytest.approx(14, abs=0.05)
    assert PAGE_NUMBER.search(joined("".join(p.text for p in first.first_page_footer.paragraphs))) is None
    for footer in (turned.footer, turned.even_page_footer):  # stands where an upright page has it
        (box,) = footer._element.iter(f"{VML}textbox")
        assert "layout-flow:vertical" in box.get("style")
        assert "PAGE" in "".join(text.text for text in box.iter(qn("w:instrText")))
    assert last.different_first_page_header_footer  # 版记 on a page of its own is not numbered
    assert "".join(p.text for p in last.first_page_footer.paragraphs) == ""


def test_every_page_says_that_it_is_a_draft(small: OfficialLetter, report: OfficialLetter, faces: FaceBook) -> None:
    for content in (small, report):
        document = opened(build(content, faces))
        for section in document.sections:
            headers = [section.header, section.even_page_header]
            if section.different_first_page_header_footer:
                headers.append(section.first_page_header)
            for header in headers:
                assert not header.is_linked_to_previous
                assert header.paragraphs[0].text == "征求意见稿"
                assert header.paragraphs[0].runs[0].font.color.rgb == (128, 128, 128)
        about = document.core_properties
        assert (about.content_status, about.author, about.revision) == ("征求意见稿", content.issuer, 1)
        assert about.title == content.title
        assert about.created.replace(tzinfo=None) == about.modified.replace(tzinfo=None) == datetime(2019, 7, 5)


def test_signature_stands_in_from_the_right(small: OfficialLetter, faces: FaceBook) -> None:
    cell = 156 / 28
    document = opened(build(small, faces))
    day = paragraph_with(document, "2019年7月5日").paragraph_format
    name = paragraph_with(document, small.issuer).paragraph_format
    assert day.right_indent.mm == mm(4 * cell)
    assert name.right_indent.mm == mm((4 + (6 - 10) / 2) * cell)  # its middle over the middle of the date
    assert name.space_before.pt == pytest.approx(2 * day.line_spacing.pt, abs=0.05)
    assert name.keep_with_next
    assert day.keep_with_next
    unsealed = opened(build(replace(small, with_seal=False), faces))
    assert paragraph_with(unsealed, small.issuer).paragraph_format.right_indent.mm == mm(2 * cell)
    assert paragraph_with(unsealed, "2019年7月5日").paragraph_format.right_indent.mm == mm((2 + 10 - 2 - 6) * cell)


def test_text_indents_and_the_note_of_annexes(small: OfficialLetter, faces: FaceBook) -> None:
    cell = 156 / 28
    two = replace(small, annexes=(Annex("交办问题清单", paragraphs=("甲",)), Annex("联络表", paragraphs=("乙",))))
    document = opened(build(two, faces))
    text = paragraph_with(document, "2019年7月8日")
    assert text._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert text.paragraph_format.first_line_indent.mm == mm(2 * cell)
    assert paragraph_with(document, "区城管局：").paragraph_format.first_line_indent.mm == 0
    first, second = (paragraph_with(document, text) for text in ("附件：1. 交办", "2. 联络表"))
    lefts = [one.paragraph_format.left_indent.mm for one in (first, second)]
    assert lefts[0] == lefts[1] == mm(6.5 * cell)  # names stand under one another
    starts = [
        left + one.paragraph_format.first_line_indent.mm for left, one in zip(lefts, (first, second), strict=True)
    ]
    assert starts == [mm(2 * cell), mm(5 * cell)]
    assert first.paragraph_format.space_before.pt == pytest.approx(text.paragraph_format.line_spacing.pt, abs=0.05)


def test_the_table_repeats_its_header_and_keeps_rows_whole(letter: OfficialLetter, faces: FaceBook) -> None:
    table = opened(build(letter, faces)).tables[0]
    forms = [row._tr.trPr for row in table.rows]
    assert [form.find(qn("w:tblHeader")) is not None for form in forms] == [True] + [False] * 30
    assert all(form.find(qn("w:cantSplit")) is not None for form in forms)
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(225, abs=0.1)
    assert [width / widths[0] for width in widths] == pytest.approx([1, 2.4, 4, 8, 2.4], abs=0.01)
    frame = table._tbl.tblPr.find(qn("w:tblBorders"))
    assert [borders(frame, side) for side in ("top", "bottom", "insideH")] == [
        [("auto", 8)],
        [("auto", 8)],
        [("auto", 5)],
    ]


def test_lines_of_a_report(report: OfficialLetter, faces: FaceBook) -> None:
    document = opened(build(report, faces))
    assert not document.sections[0].different_first_page_header_footer
    assert borders(paragraph_with(document, "签发人")._p.pPr, "bottom") == [("FF0000", 12)]
    imprint = document.tables[-1]
    place = imprint._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert imprint.columns[0].width.mm == mm(156)
    units, day = (row.cells[0] for row in imprint.rows)
    assert (units.text[:3], units.text[-1]) == ("抄送：", "。")
    assert day.text == "高陵区铁腕治霾办公室\t2019年7月5日印发"
    assert (borders(units._tc.tcPr, "top"), borders(units._tc.tcPr, "bottom")) == ([("auto", 8)], [])
    assert (borders(day._tc.tcPr, "top"), borders(day._tc.tcPr, "bottom")) == ([("auto", 6)], [("auto", 8)])


def test_a_long_mark_stays_on_its_line(small: OfficialLetter, faces: FaceBook) -> None:
    mark = "西安市高陵区大气污染防治铁腕治霾工作领导小组办公室"
    header = opened(build(replace(small, mark=mark), faces)).sections[0].first_page_header
    (run,) = (run for run in header.paragraphs[1].runs if run.text)
    room = header.paragraphs[1].paragraph_format
    assert len(mark) * run.font.size.pt <= 156 * MM - room.left_indent.pt - room.right_indent.pt
    assert len(mark) * run.font.size.pt > 150 * MM
