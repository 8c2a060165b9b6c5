"""What the editable draft adds to `page`: sizes a word processor can write, its fixed line, and the names of licensed faces.

A word processor counts sizes in half points, so 3号 is 16 pt there and the row is a fixed line of 1/22 of the 版心.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.measure import Colour, MeasureUnit, PageMeasure, Strength

_USUAL, _PRACTICE = Strength.USUAL, Strength.PRACTICE

SIZE_2_PT = PageMeasure(22.0, MeasureUnit.PT, "7.3.1 2号：字号以半磅计，软件中的 2 号", _USUAL)
SIZE_3_PT = PageMeasure(16.0, MeasureUnit.PT, "5.2.2 3号：字号以半磅计，软件中的 3 号", _USUAL)
# A grid of characters is read in more than one way; letters set closer are not. 28 of them then fill a row as in print.
TRACKING_PT = PageMeasure(-0.25, MeasureUnit.PT, "5.2.3 每行 28 字：16 磅的字各占 15.75 磅", _USUAL)
BRIGHTEST = PageMeasure(255.0, MeasureUnit.RATIO, "颜色各份以 1/255 计", _PRACTICE)
TWIPS_PER_PT = PageMeasure(20.0, MeasureUnit.RATIO, "文件中的长度以 1/20 磅计", _PRACTICE)
BORDER_PARTS = PageMeasure(8.0, MeasureUnit.RATIO, "框线的粗细以 1/8 磅计", _PRACTICE)
BASELINE_SHARE = PageMeasure(0.8, MeasureUnit.SHARE, "固定行距时基线距行顶的份额", _PRACTICE)
MARK_LINE_EM = PageMeasure(1.25, MeasureUnit.EM, "发文机关标志一行的高度，基线恰在行顶下一字", _PRACTICE)

DRAFT_WORD_MM = PageMeasure(15.0, MeasureUnit.MM, "“征求意见稿”一行距纸上边", _PRACTICE)
DRAFT_WORD_LINE_MM = PageMeasure(6.0, MeasureUnit.MM, "“征求意见稿”一行的高度", _PRACTICE)
NUMBER_LINE_MM = PageMeasure(7.0, MeasureUnit.MM, "页码一行的高度，一字线在其正中", _PRACTICE)
SLIVER_PT = PageMeasure(1.0, MeasureUnit.PT, "分节处空段落的高度", _PRACTICE)
GREY = Colour(0.5, 0.5, 0.5, clause="“征求意见稿”字样", strength=_PRACTICE)

# The licensed faces leaders have on their PCs, and what stands in where one is missing.
FACES: Mapping[FaceRole, tuple[str, str]] = {
    FaceRole.MARK: ("方正小标宋简体", "方正小标宋_GBK"),
    FaceRole.BODY: ("仿宋_GB2312", "仿宋"),
    FaceRole.KAI: ("楷体_GB2312", "楷体"),
    FaceRole.HEI: ("黑体", "SimHei"),
    FaceRole.SONG: ("宋体", "SimSun"),
}


def twips(mm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(mm * page.MM * TWIPS_PER_PT)


def border(mm: float) -> int:
    """Return the thickness of a border in eighths of a point."""
    return round(mm * page.MM * BORDER_PARTS)


def rgb(colour: Colour) -> str:
    """Return a colour as six hexadecimal digits."""
    return "".join(f"{round(part * BRIGHTEST):02X}" for part in (colour.red, colour.green, colour.blue))


ROW_TWIPS = floor(page.TEXT_HEIGHT_MM * page.MM * TWIPS_PER_PT / page.ROWS)  # 22 of them fill the 版心
ROW_MM = ROW_TWIPS / TWIPS_PER_PT / page.MM


def em_top_mm(line_mm: float, size_pt: float) -> float:
    """Return how far under the top of a fixed line the em of its characters begins."""
    return BASELINE_SHARE * line_mm - page.EM_TOP * size_pt / page.MM
