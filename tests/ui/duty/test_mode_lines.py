"""Numbers in groups keep their pointed-out digits; pages of lines turn whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from lantian_desktop.domain.roster.contact_search import Marked
from lantian_desktop.ui.duty.mode.lines import CallBar, NumberLine, NumberLines, grouped_spans
from lantian_desktop.ui.duty.mode.measures import LEAST_DIGITS, mode_measures
from lantian_desktop.ui.kit.paint.theme import TextSize


@pytest.mark.parametrize(
    ("number", "spans", "there"),
    [
        ("13800000001", [(7, 11)], ((9, 13),)),
        ("13800000001", [(2, 5)], ((2, 6),)),
        ("029-86900002", [(4, 12)], ((4, 13),)),
        ("02986900002", [(0, 3)], ((0, 3),)),
        ("138****0001", [(7, 11)], ((9, 13),)),
        ("", [], ()),
    ],
)
def test_pointed_out_digits_stay_the_same_digits(number, spans, there) -> None:
    assert grouped_spans(number, spans) == there


def test_lines_turn_page_by_page_and_follow_the_current_one(qtbot) -> None:
    lines = NumberLines(CallBar())
    qtbot.addWidget(lines)
    measures = mode_measures(QSize(1366, 768), TextSize.STANDARD)
    lines.resize(1200, measures.line_height * 3)
    lines.set_measures(measures)
    lines.show()
    lines.show_lines(
        [NumberLine(at, Marked(""), Marked(""), Marked(f"示例{at}"), f"1380000{at:04}") for at in range(8)]
    )
    assert seen(lines) == [0, 1, 2]
    lines.turn_by(1)
    assert (seen(lines), lines.current.contact_id) == ([3, 4, 5], 3)
    lines.turn_by(1)
    lines.turn_by(1)
    assert (seen(lines), lines.current.contact_id) == ([6, 7], 6)
    lines.move_by(-1)
    assert (seen(lines), lines.current.contact_id) == ([5, 6, 7], 5)
    lines.move_by(99)
    assert lines.current.contact_id == 7
    lines.turn_by(-9)
    assert seen(lines) == [0, 1, 2]
    lines.show_lines([])
    lines.turn_by(1)
    assert lines.current is None


def seen(lines: NumberLines) -> list[int]:
    return [line.contact_id for line in lines.seen()]


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize(("width", "height"), [(800, 600), (1280, 720), (1366, 768), (3840, 2160)])
def test_the_digits_on_duty_are_never_below_48_pixels_and_words_never_below_the_text_size(size, width, height) -> None:
    measures = mode_measures(QSize(width, height), size)
    assert measures.digits >= LEAST_DIGITS
    assert measures.text >= {TextSize.STANDARD: 13, TextSize.LARGE: 14, TextSize.HUGE: 16}[size]
