"""Page geometry of official letters: every number with its unit, its clause and its strength. Nothing is drawn here.

Clauses without a name are of GB/T 9704-2012; 实务 marks what practice adds. Millimetres count from the top-left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from lantian_desktop.documents.kit.measure import Colour, Count, MeasureUnit, PageMeasure, Strength

_BINDING, _USUAL, _ADVISED, _PRACTICE = Strength.BINDING, Strength.USUAL, Strength.ADVISED, Strength.PRACTICE

MM = PageMeasure(72.0 / 25.4, MeasureUnit.RATIO, "1 英寸为 72 磅、25.4 毫米", _BINDING)
EM_TOP = PageMeasure(0.88, MeasureUnit.EM, "字面：所用各字体的字身高出基线的部分", _PRACTICE)

PAGE_WIDTH_MM = PageMeasure(210.0, MeasureUnit.MM, "5.1", _BINDING)
PAGE_HEIGHT_MM = PageMeasure(297.0, MeasureUnit.MM, "5.1", _BINDING)
LEFT_MM = PageMeasure(28.0, MeasureUnit.MM, "5.2.1 订口", _BINDING)
TOP_MM = PageMeasure(37.0, MeasureUnit.MM, "5.2.1 天头", _BINDING)
TEXT_WIDTH_MM = PageMeasure(156.0, MeasureUnit.MM, "5.2.1 版心", _BINDING)
TEXT_HEIGHT_MM = PageMeasure(225.0, MeasureUnit.MM, "5.2.1 版心", _BINDING)
RIGHT_MM = PageMeasure(LEFT_MM + TEXT_WIDTH_MM, MeasureUnit.MM, "5.2.1 版心右边缘", _BINDING)
BOTTOM_MM = PageMeasure(TOP_MM + TEXT_HEIGHT_MM, MeasureUnit.MM, "5.2.1 版心下边缘", _BINDING)

ROWS = Count(22, MeasureUnit.ROW, "5.2.3 每面", _USUAL)
CELLS = Count(28, MeasureUnit.CELL, "5.2.3 每行", _USUAL)
CELL_MM = PageMeasure(TEXT_WIDTH_MM / CELLS, MeasureUnit.MM, "5.2.3 撑满版心", _USUAL)
HALF_MM = PageMeasure(CELL_MM / 2, MeasureUnit.MM, "5.2.3 半角", _USUAL)

SIZE_0_PT = PageMeasure(42.0, MeasureUnit.PT, "初号", _PRACTICE)
SIZE_2_PT = PageMeasure(21.0, MeasureUnit.PT, "7.3.1 2号：标题", _USUAL)
SIZE_3_PT = PageMeasure(
    15.75, MeasureUnit.PT, "5.2.2 3号：正文", _USUAL
)  # 16 pt as in Word would not fit 22 rows of 28
SIZE_4_PT = PageMeasure(14.0, MeasureUnit.PT, "7.4.2、7.4.3、7.5 4号：版记、页码", _USUAL)
SIZE_SMALL_4_PT = PageMeasure(12.0, MeasureUnit.PT, "小4号：表上说明", _PRACTICE)
SIZE_5_PT = PageMeasure(10.5, MeasureUnit.PT, "5号：表格", _PRACTICE)

SIZE_3_MM = PageMeasure(SIZE_3_PT / MM, MeasureUnit.MM, "5.2.2 3号字高", _USUAL)
ROW_GAP_SHARE = PageMeasure(7 / 8, MeasureUnit.SHARE, "3.2 行距为3号字高的 7/8", _BINDING)
ROW_GAP_MM = PageMeasure(SIZE_3_MM * ROW_GAP_SHARE, MeasureUnit.MM, "3.2", _BINDING)
PITCH_MM = PageMeasure((TEXT_HEIGHT_MM - SIZE_3_MM) / (ROWS - 1), MeasureUnit.MM, "5.2.3 22 行撑满版心", _USUAL)
TIGHTEST_PITCH_MM = PageMeasure(9.1, MeasureUnit.MM, "7.3.5.5 为容下署名、日期可收紧到的行距", _PRACTICE)
ROWS_KEPT_TOGETHER = Count(2, MeasureUnit.ROW, "段落在页首、页末至少留的行数", _PRACTICE)
BODY_ROWS_CARRIED = Count(2, MeasureUnit.ROW, "7.3.5.5 随署名移到新页的正文行数", _PRACTICE)

RED = Colour(1.0, 0.0, 0.0, clause="7.2.4、7.2.7、10.1 发文机关标志和分隔线", strength=_BINDING)
BLACK = Colour(0.0, 0.0, 0.0, clause="5.2.4", strength=_BINDING)

PAGE_NUMBER_UNDER_TEXT_MM = PageMeasure(7.0, MeasureUnit.MM, "7.5 一字线上距版心下边缘", _BINDING)
PAGE_NUMBER_LINE_MM = PageMeasure(BOTTOM_MM + PAGE_NUMBER_UNDER_TEXT_MM, MeasureUnit.MM, "7.5", _BINDING)
PAGE_NUMBER_INSET_EM = PageMeasure(1.0, MeasureUnit.EM, "7.5 单页码居右空一字，双页码居左空一字", _BINDING)


def row_height_mm(size_pt: float) -> float:
    """Return the pitch of rows of another size: their height and 7/8 of the height of 3号 (clause 3.2)."""
    return size_pt / MM + ROW_GAP_MM


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函格式 (clause 10.1)."""

    mark_top_mm: PageMeasure = PageMeasure(30.0, MeasureUnit.MM, "10.1 发文机关标志上边缘", _BINDING)
    mark_largest_pt: PageMeasure = PageMeasure(36.0, MeasureUnit.PT, "7.2.4 醒目、美观、庄重", _PRACTICE)
    mark_smallest_pt: PageMeasure = PageMeasure(SIZE_3_PT, MeasureUnit.PT, "7.2.4 醒目，不小于正文", _PRACTICE)
    line_under_mark_mm: PageMeasure = PageMeasure(4.0, MeasureUnit.MM, "10.1", _BINDING)
    line_length_mm: PageMeasure = PageMeasure(170.0, MeasureUnit.MM, "10.1", _BINDING)
    second_line_from_bottom_mm: PageMeasure = PageMeasure(20.0, MeasureUnit.MM, "10.1 外缘距下页边", _BINDING)
    thick_mm: PageMeasure = PageMeasure(1.5 / MM, MeasureUnit.MM, "10.1 双线之粗线", _PRACTICE)
    thin_mm: PageMeasure = PageMeasure(0.75 / MM, MeasureUnit.MM, "10.1 双线之细线", _PRACTICE)
    between_mm: PageMeasure = PageMeasure(0.85 / MM, MeasureUnit.MM, "10.1 双线之间的空白", _PRACTICE)
    number_under_line_mm: PageMeasure = PageMeasure(ROW_GAP_MM, MeasureUnit.MM, "10.1 3号字高的 7/8", _BINDING)
    blank_rows_over_title: Count = Count(2, MeasureUnit.ROW, "10.1 与其上最后一个要素相距二行", _BINDING)
    blank_rows_over_addressee: Count = Count(1, MeasureUnit.ROW, "7.3.2", _BINDING)
    blank_rows_over_annex_note: Count = Count(1, MeasureUnit.ROW, "7.3.4", _BINDING)
    # So that the seal's top is within one row of the text.
    blank_rows_over_seal: Count = Count(2, MeasureUnit.ROW, "7.3.5.1 印章顶端上距正文一行之内", _PRACTICE)
    blank_rows_over_signature: Count = Count(1, MeasureUnit.ROW, "7.3.5.2", _BINDING)
    date_inset_cells: Count = Count(4, MeasureUnit.CELL, "7.3.5.1 加盖印章，成文日期右空四字", _USUAL)
    signature_inset_cells: Count = Count(2, MeasureUnit.CELL, "7.3.5.2 不加盖印章，署名右空二字", _BINDING)

    @property
    def pair_mm(self) -> float:
        """The height of a double line."""
        return self.thick_mm + self.between_mm + self.thin_mm

    @property
    def first_page_bottom_mm(self) -> float:
        """How far rows of the first page may run down: 7/8 of 3号 above line 2."""
        return PAGE_HEIGHT_MM - self.second_line_from_bottom_mm - self.pair_mm - ROW_GAP_MM


LETTER_HEAD = LetterHead()


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """文件格式 (clauses 7.2 and 7.4): for plans and reports sent upward. Rows under the title are as in 信函格式."""

    mark_top_mm: PageMeasure = PageMeasure(
        TOP_MM + 35.0, MeasureUnit.MM, "7.2.4 发文机关标志上边缘，版心上边缘之下 35 毫米", _BINDING
    )
    mark_largest_pt: PageMeasure = PageMeasure(SIZE_0_PT, MeasureUnit.PT, "7.2.4 醒目、美观、庄重", _PRACTICE)
    mark_longest_mm: PageMeasure = PageMeasure(TEXT_WIDTH_MM, MeasureUnit.MM, "7.2.4 不宽于版心", _PRACTICE)
    blank_rows_over_number: Count = Count(2, MeasureUnit.ROW, "7.2.5 发文字号在标志下空二行", _BINDING)
    number_inset_cells: Count = Count(1, MeasureUnit.CELL, "7.2.5 上行文居左空一字", _BINDING)
    signer_inset_cells: Count = Count(1, MeasureUnit.CELL, "7.2.6 签发人居右空一字", _BINDING)
    line_under_number_mm: PageMeasure = PageMeasure(4.0, MeasureUnit.MM, "7.2.7", _BINDING)
    line_length_mm: PageMeasure = PageMeasure(TEXT_WIDTH_MM, MeasureUnit.MM, "7.2.7 与版心等宽", _BINDING)
    line_mm: PageMeasure = PageMeasure(1.5 / MM, MeasureUnit.MM, "7.2.7 分隔线的高度", _PRACTICE)
    blank_rows_over_title: Count = Count(2, MeasureUnit.ROW, "7.3.1", _USUAL)
    blank_rows_over_addressee: Count = Count(1, MeasureUnit.ROW, "7.3.2", _BINDING)
    imprint_line_length_mm: PageMeasure = PageMeasure(TEXT_WIDTH_MM, MeasureUnit.MM, "7.4.1 与版心等宽", _BINDING)
    imprint_outer_line_mm: PageMeasure = PageMeasure(0.35, MeasureUnit.MM, "7.4.1 首条和末条分隔线", _ADVISED)
    imprint_inner_line_mm: PageMeasure = PageMeasure(0.25, MeasureUnit.MM, "7.4.1 中间的分隔线", _ADVISED)
    imprint_last_line_mm: PageMeasure = PageMeasure(BOTTOM_MM, MeasureUnit.MM, "7.4.1 末条与版心下边缘重合", _BINDING)
    imprint_inset_em: PageMeasure = PageMeasure(1.0, MeasureUnit.EM, "7.4.2、7.4.3 左右各空一字", _BINDING)


DOCUMENT_HEAD = DocumentHead()


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for rows on a page."""

    left: float
    top: float
    width: float
    bottom: float

    def capacity(self, pitch: float) -> int:
        """Return how many 3号 rows fit at a pitch."""
        return max(floor((self.bottom - SIZE_3_MM - self.top) / pitch + 1e-6) + 1, 0)


PORTRAIT = Frame(LEFT_MM, TOP_MM, TEXT_WIDTH_MM, BOTTOM_MM)
# The 版心 turned: the table's head lies at the binding edge, its foot 26 mm from the other one.
LANDSCAPE = Frame(PAGE_HEIGHT_MM - BOTTOM_MM, LEFT_MM, TEXT_HEIGHT_MM, RIGHT_MM)
