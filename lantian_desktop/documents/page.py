"""Page geometry of official letters: every measure with its unit and clause. Nothing is drawn here.

Clauses without a name are of GB/T 9704-2012; ✱ marks what practice adds. Millimetres count from the top-left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72.0 / 25.4  # points in a millimetre
EM_TOP = 0.88  # the em square reaches 0.88 em above the baseline in every face used

PAGE_WIDTH_MM = 210.0  # A4, 5.1
PAGE_HEIGHT_MM = 297.0  # A4, 5.1
LEFT_MM = 28.0  # 订口, 5.2.1
TOP_MM = 37.0  # 天头, 5.2.1
TEXT_WIDTH_MM = 156.0  # 版心, 5.2.1
TEXT_HEIGHT_MM = 225.0  # 版心, 5.2.1
RIGHT_MM = LEFT_MM + TEXT_WIDTH_MM
BOTTOM_MM = TOP_MM + TEXT_HEIGHT_MM

ROWS = 22  # 每面, 5.2.3
CELLS = 28  # 每行, 5.2.3
CELL_MM = TEXT_WIDTH_MM / CELLS
HALF_MM = CELL_MM / 2

SIZE_2_PT = 21.0  # 2号: 标题, 7.3.1
SIZE_3_PT = 15.75  # 3号: 正文, 5.2.2; 16 pt as in Word would not fit 22 rows of 28
SIZE_4_PT = 14.0  # 4号: 页码, 版记, 7.4.1, 7.5
SIZE_SMALL_4_PT = 12.0  # 小4号 ✱: lines over tables
SIZE_5_PT = 10.5  # 5号 ✱: tables

SIZE_3_MM = SIZE_3_PT / MM
ROW_GAP_MM = SIZE_3_MM * 7 / 8  # between rows: 7/8 of the height of 3号, 3.6
PITCH_MM = (TEXT_HEIGHT_MM - SIZE_3_MM) / (ROWS - 1)  # 22 rows fill the 版心
TIGHTEST_PITCH_MM = 9.1  # 7.3.5.5 ✱: how far rows of one page may close up to take in 署名 and 成文日期
BODY_ROWS_CARRIED = 2  # 7.3.5.5 ✱: rows of text that go along when 署名 must go to a new page

RED = (1.0, 0.0, 0.0)  # 发文机关标志 and lines, 5.2.4
BLACK = (0.0, 0.0, 0.0)

PAGE_NUMBER_LINE_MM = BOTTOM_MM + 7.0  # 一字线 under the 版心, 7.5
PAGE_NUMBER_INSET_EM = 1.0  # 空一字 from the outer edge, 7.5


def row_height_mm(size_pt: float) -> float:
    """Return the pitch of rows of another size: their height and 7/8 of the height of 3号 (clause 3.6)."""
    return size_pt / MM + ROW_GAP_MM


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函格式 (clause 10.1)."""

    mark_top_mm: float = 30.0  # 发文机关标志: ink top
    mark_largest_pt: float = 36.0  # ✱
    line_under_mark_mm: float = 4.0
    line_length_mm: float = 170.0
    second_line_from_bottom_mm: float = 20.0  # outer edge
    thick_mm: float = 1.5 / MM  # ✱
    thin_mm: float = 0.75 / MM  # ✱
    between_mm: float = 0.85 / MM  # ✱ white between thick and thin
    number_under_line_mm: float = ROW_GAP_MM
    blank_rows_over_title: int = 2
    blank_rows_over_addressee: int = 1
    blank_rows_over_annex_note: int = 1
    blank_rows_over_seal: int = 2  # ✱ so that the seal's top is within one row of the text, 7.3.5.1
    blank_rows_over_signature: int = 1  # 7.3.5.2
    date_inset_cells: int = 4  # with seal, 7.3.5.1
    signature_inset_cells: int = 2  # without seal, 7.3.5.2

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
class Frame:
    """The room for rows on a page."""

    left: float
    top: float
    width: float
    bottom: float

    def capacity(self, pitch: float) -> int:
        """Return how many 3号 rows fit at a pitch."""
        return int((self.bottom - SIZE_3_MM - self.top) / pitch + 1e-6) + 1


PORTRAIT = Frame(LEFT_MM, TOP_MM, TEXT_WIDTH_MM, BOTTOM_MM)
# The 版心 turned: the table's head lies at the binding edge, its foot 26 mm from the other one.
LANDSCAPE = Frame(PAGE_HEIGHT_MM - BOTTOM_MM, LEFT_MM, TEXT_HEIGHT_MM, RIGHT_MM)
