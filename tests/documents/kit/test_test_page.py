"""The 打印测试页 read back: every line at its millimetre, the 版心, the middle, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.test_page import AlignmentPage, build
from lantian_desktop.domain.errors import MissingGlyph

PAGE = AlignmentPage("HP LaserJet Pro M404（二楼）", date(2019, 7, 15), right_tenths=-12, down_tenths=5)
Read = Callable[[bytes], list]


@pytest.fixture(scope="module")
def sheet(faces: FaceBook, read: Read):
    (page,) = read(build(PAGE, faces))
    return page


def middle(low: float, high: float) -> float:
    return (low + high) / 2


def test_a_line_every_five_millimetres_over_the_whole_sheet(sheet) -> None:
    assert (sheet.width, sheet.height) == (pytest.approx(210, abs=0.01), pytest.approx(297, abs=0.01))
    black = [rule for rule in sheet.rules if not rule.red]
    upright = [one for one in black if one.bottom - one.top > 290]
    level = [one for one in black if one.right - one.left > 200]
    assert sorted(middle(one.left, one.right) for one in upright) == pytest.approx(list(range(5, 210, 5)), abs=0.1)
    assert sorted(middle(one.top, one.bottom) for one in level) == pytest.approx(list(range(5, 297, 5)), abs=0.1)
    for one in upright:
        assert (one.top, one.bottom) == (pytest.approx(0, abs=0.01), pytest.approx(297, abs=0.01))
    for one in level:
        assert (one.left, one.right) == (pytest.approx(0, abs=0.01), pytest.approx(210, abs=0.01))


def test_each_ruler_has_its_millimetres_and_its_figures(sheet) -> None:
    ticks = [rule for rule in sheet.rules if max(rule.right - rule.left, rule.bottom - rule.top) < 1.5]
    single = [x for x in range(1, 210) if x % 5]
    for top in (10.0, 284.0):
        places = [middle(one.left, one.right) for one in ticks if abs(one.top - top) < 0.05 and one.bottom > top + 0.9]
        assert sorted(places) == pytest.approx(single, abs=0.1)
    for left in (10.0, 199.0):
        places = [
            middle(one.top, one.bottom) for one in ticks if abs(one.left - left) < 0.05 and one.right > left + 0.9
        ]
        assert sorted(places) == pytest.approx([y for y in range(1, 297) if y % 5], abs=0.1)
    figures = {(char.text, round(char.left), round(char.em_top)) for char in sheet.chars if char.size == 8}
    assert ("1", 110, 6) in figures  # the first figure of 110 on the upper ruler
    assert ("2", 5, 271) in figures  # the first figure of 270 on the left one


def test_the_frame_is_where_letters_are_set_and_the_cross_in_the_middle(sheet) -> None:
    red = [rule for rule in sheet.rules if rule.red]
    frame_x = sorted(middle(one.left, one.right) for one in red if one.bottom - one.top > 200)
    frame_y = sorted(middle(one.top, one.bottom) for one in red if one.right - one.left > 150)
    assert frame_x == pytest.approx([28, 184], abs=0.1)
    assert frame_y == pytest.approx([37, 262], abs=0.1)
    cross = [one for one in red if max(one.right - one.left, one.bottom - one.top) < 30]
    assert [(middle(one.left, one.right), middle(one.top, one.bottom)) for one in cross] == [
        pytest.approx((105, 148.5), abs=0.1)
    ] * 2


def test_the_lines_to_be_measured_are_fifty_millimetres_from_the_edges(sheet) -> None:
    thick = [one for one in sheet.rules if not one.red and 0.5 < min(one.right - one.left, one.bottom - one.top) < 0.7]
    upright = next(one for one in thick if one.bottom - one.top > 20)
    level = next(one for one in thick if one.right - one.left > 20)
    assert middle(upright.left, upright.right) == pytest.approx(50, abs=0.01)
    assert middle(level.top, level.bottom) == pytest.approx(50, abs=0.01)


def test_it_names_printer_day_and_offset_and_no_line_crosses_a_word(sheet) -> None:
    output = "".join(sheet.text.split())
    assert "HPLaserJetProM404（二楼）" in output
    assert "2019年7月15日" in output
    assert "向右-1.2毫米，向下0.5毫米" in output
    assert "向右=现值+50-从左边量得的数" in output
    for char in sheet.chars:
        if char.size > 9:  # words stand in the squares: between two lines of the grid, either way
            assert (char.em_top % 5) >= 0.5
            assert (char.em_top % 5) + char.size * 25.4 / 72 <= 4.6


def test_a_printer_whose_name_no_face_can_draw_is_named(faces: FaceBook) -> None:
    with pytest.raises(MissingGlyph, match="打印机名称"):
        build(AlignmentPage("\U0001f5a8", PAGE.printed_on), faces)
