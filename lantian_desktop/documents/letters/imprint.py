"""版记 at the foot of the last page: 抄送, and in 文件格式 the lines and 印发 (GB/T 9704-2012 7.4, 10.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.page import DOCUMENT_HEAD
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines, ensure_one_line
from lantian_desktop.documents.kit.wording import written_date

_EM = page.SIZE_4_PT / page.MM
_INSET = DOCUMENT_HEAD.imprint_inset_em * _EM
_MEASURE = int((page.TEXT_WIDTH_MM - 2 * _INSET) / (_EM / 2))
_PITCH = page.row_height_mm(page.SIZE_4_PT)
_ROWS = int(page.TEXT_HEIGHT_MM / _PITCH)


@dataclass(frozen=True, slots=True)
class Printed:
    """印发机关 and 印发日期."""

    by: str
    on: date


def unit_lines(label: str, units: str) -> tuple[TypesetLine, ...]:
    """Return the lines of 抄送 or 主送; wrapped ones align with the first name, the last ends with 。"""
    return break_lines(unit_text(label, units), _MEASURE, indent=width(f"{label}：")) if units else ()


def unit_text(label: str, units: str) -> str:
    """Return 抄送 or 主送 as it is written in 版记."""
    return f"{label}：{units.rstrip('。')}。"


def draw_plain(sheet: PageCanvas, lines: tuple[TypesetLine, ...], used: float) -> None:
    """Draw 版记 of 信函格式, without lines and 印发; `used` is where the page's rows end, in mm."""
    if not lines:
        return
    rest = _drawn_before(sheet, lines, _ROWS)
    used, lines = (page.PAGE_HEIGHT_MM, rest) if rest is not lines else (used, lines)
    top = page.BOTTOM_MM - _EM - (len(lines) - 1) * _PITCH
    _turn_if_full(sheet, used, top)
    _draw_lines(sheet, lines, top)


def draw_ruled(sheet: PageCanvas, lines: tuple[TypesetLine, ...], printed: Printed, used: float) -> None:
    """Draw 版记 of 文件格式: its last line ends on the foot of the 版心; `used` is where the page's rows end, in mm."""
    rest = _drawn_before(sheet, lines, _ROWS - 1)
    used, lines = (page.PAGE_HEIGHT_MM, rest) if rest is not lines else (used, lines)
    top = page.BOTTOM_MM - (len(lines) + 1) * _PITCH
    _turn_if_full(sheet, used, top)
    outer, inner = DOCUMENT_HEAD.imprint_outer_line_mm, DOCUMENT_HEAD.imprint_inner_line_mm
    _rule(sheet, top, outer)
    within = (_PITCH - _EM) / 2
    _draw_lines(sheet, lines, top + within)
    last = page.BOTTOM_MM - _PITCH
    if lines:
        _rule(sheet, last - inner / 2, inner)
    _draw_printed(sheet, printed, last + within)
    _rule(sheet, DOCUMENT_HEAD.imprint_last_line_mm - outer, outer)


def _draw_printed(sheet: PageCanvas, printed: Printed, top: float) -> None:
    day = f"{written_date(printed.on)}印发"
    ensure_one_line(f"{printed.by}　{day}", _MEASURE, "印发机关")
    sheet.text(printed.by, page.LEFT_MM + _INSET, top, page.SIZE_4_PT, FaceRole.BODY)
    sheet.text(day, page.RIGHT_MM - _INSET - width(day) * _EM / 2, top, page.SIZE_4_PT, FaceRole.BODY)


def _draw_lines(sheet: PageCanvas, lines: tuple[TypesetLine, ...], top: float) -> None:
    for number, line in enumerate(lines):
        left = page.LEFT_MM + _INSET + line.indent * _EM / 2
        sheet.line(line, left, top + number * _PITCH, page.SIZE_4_PT, FaceRole.BODY)


def _drawn_before(sheet: PageCanvas, lines: tuple[TypesetLine, ...], room: int) -> tuple[TypesetLine, ...]:
    """Draw the lines that the last page has no room for on pages before it, and return the others."""
    while len(lines) > room:
        sheet.new_page()
        _draw_lines(sheet, lines[:room], page.TOP_MM)
        lines = lines[room:]
    return lines


def _rule(sheet: PageCanvas, top: float, thickness: float) -> None:
    sheet.bar(page.LEFT_MM, top, DOCUMENT_HEAD.imprint_line_length_mm, thickness)


def _turn_if_full(sheet: PageCanvas, used: float, top: float) -> None:
    if used + page.ROW_GAP_MM > top:
        sheet.new_page()  # a page of its own is not numbered
