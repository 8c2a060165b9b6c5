"""版记 of 信函格式: only 抄送, without lines and 印发 (GB/T 9704-2012 10.1, 7.4.2)."""

from __future__ import annotations

from lantian_desktop.documents import page
from lantian_desktop.documents.fonts import Role
from lantian_desktop.documents.marks import width
from lantian_desktop.documents.sheet import Sheet
from lantian_desktop.documents.typeset import Line, break_lines

_EM = page.SIZE_4_PT / page.MM
_INSET = _EM  # 左右各空一字
_MEASURE = int((page.TEXT_WIDTH_MM - 2 * _INSET) / (_EM / 2))


def imprint_lines(label: str, units: str) -> tuple[Line, ...]:
    """Return the lines of 抄送 or 主送; wrapped ones align with the first name, the last ends with 。"""
    if not units:
        return ()
    return break_lines(f"{label}：{units.rstrip('。')}。", _MEASURE, indent=width(f"{label}："))


def draw_imprint(sheet: Sheet, lines: tuple[Line, ...], used: float) -> None:
    """Draw 抄送 at the foot of the last page; `used` is where its rows end, page height for a turned or full page."""
    if not lines:
        return
    pitch = page.row_height_mm(page.SIZE_4_PT)
    top = page.BOTTOM_MM - _EM - (len(lines) - 1) * pitch
    if used + page.ROW_GAP_MM > top:
        sheet.new_page()  # a page of its own is not numbered
    for number, line in enumerate(lines):
        left = page.LEFT_MM + _INSET + line.indent * _EM / 2
        sheet.line(line, left, top + number * pitch, page.SIZE_4_PT, Role.BODY)
