"""The 打印测试页: a 5 mm grid and rulers over the whole sheet, to measure by how much a printer is off. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.typeset import break_lines
from lantian_desktop.documents.kit.wording import written_date
from lantian_desktop.domain.admin.printing import mm_text

Box = tuple[float, float, float, float]  # left, top, width, height

STEP_MM = 5
THIN_MM, STRONG_MM = 0.1, 0.15  # every 5 mm, every 10 mm
TICK_MM = 1.0
RULER_MM = 10  # from the edge: most printers reach that far
FAR_X_MM, FAR_Y_MM = 200, 285  # the rulers at the other edges, on grid lines
LABEL_PT = 8.0  # stands within one square of the grid
MARK_MM = 50.0  # from the left and the upper edge of the paper to the two lines that are measured
MARK_LONG_MM, MARK_THICK_MM = 60.0, 0.6
FRAME_MM = 0.3
CROSS_MM, CROSS_THICK_MM = 20.0, 0.2
TEXT_LEFT_MM, TEXT_TOP_MM, TEXT_CELLS = 35.0, 90.0, 28  # one character in each square, so that no line crosses it
ROWS_LEFT_FOR_CROSS = range(10, 14)  # the rows of squares about the middle of the sheet stay free of text
TITLE = "打印测试页"


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """Which printer is measured, when, and the offset the page is printed with, in tenths of a millimetre."""

    printer: str
    printed_on: date
    right_tenths: int = 0
    down_tenths: int = 0


def build(content: AlignmentPage, faces: FaceBook) -> bytes:
    """Return the PDF of the page."""
    printer = clean(content.printer)
    faces.ensure_covered(printer, FaceRole.HEI, "打印机名称")
    sheet = PageCanvas(faces, title=f"{TITLE} {printer}", author=TITLE)
    sheet.new_page()
    sheet.bars([*_grid(), *_ticks(), *_marks()])
    sheet.bars([*_frame(), *_cross()], red=True)
    _label_rulers(sheet)
    _write(sheet, printer, content)
    return sheet.finish()


def _grid() -> Iterator[Box]:
    """Yield a line every 5 mm from paper's edge to paper's edge, its middle at the very millimetre."""
    for x in range(STEP_MM, int(page.PAGE_WIDTH_MM), STEP_MM):
        yield _upright(x, 0.0, page.PAGE_HEIGHT_MM, _strength(x))
    for y in range(STEP_MM, int(page.PAGE_HEIGHT_MM), STEP_MM):
        yield _level(y, 0.0, page.PAGE_WIDTH_MM, _strength(y))


def _strength(millimetre: int) -> float:
    return THIN_MM if millimetre % 10 else STRONG_MM


def _upright(x: float, top: float, long: float, thick: float) -> Box:
    return x - thick / 2, top, thick, long


def _level(y: float, left: float, long: float, thick: float) -> Box:
    return left, y - thick / 2, long, thick


def _ticks() -> Iterator[Box]:
    """Yield the single millimetres of the four rulers."""
    for x in range(1, int(page.PAGE_WIDTH_MM)):
        if x % STEP_MM:
            yield _upright(x, RULER_MM, TICK_MM, THIN_MM)
            yield _upright(x, FAR_Y_MM - TICK_MM, TICK_MM, THIN_MM)
    for y in range(1, int(page.PAGE_HEIGHT_MM)):
        if y % STEP_MM:
            yield _level(y, RULER_MM, TICK_MM, THIN_MM)
            yield _level(y, FAR_X_MM - TICK_MM, TICK_MM, THIN_MM)


def _marks() -> Iterator[Box]:
    """Yield the two thick lines that are measured."""
    yield _upright(MARK_MM, MARK_MM, MARK_LONG_MM / 2, MARK_THICK_MM)
    yield _level(MARK_MM, MARK_MM, MARK_LONG_MM, MARK_THICK_MM)


def _frame() -> Iterator[Box]:
    """Yield the outline of the 版心 (5.2.1)."""
    for x in (page.LEFT_MM, page.RIGHT_MM):
        yield _upright(x, page.TOP_MM, page.TEXT_HEIGHT_MM, FRAME_MM)
    for y in (page.TOP_MM, page.BOTTOM_MM):
        yield _level(y, page.LEFT_MM, page.TEXT_WIDTH_MM, FRAME_MM)


def _cross() -> Iterator[Box]:
    x, y = page.PAGE_WIDTH_MM / 2, page.PAGE_HEIGHT_MM / 2
    yield _upright(x, y - CROSS_MM / 2, CROSS_MM, CROSS_THICK_MM)
    yield _level(y, x - CROSS_MM / 2, CROSS_MM, CROSS_THICK_MM)


def _label_rulers(sheet: PageCanvas) -> None:
    """Write every tenth millimetre beside its line, in the square that begins there."""
    inset = (STEP_MM - LABEL_PT / page.MM) / 2
    for x in range(10, int(page.PAGE_WIDTH_MM), 10):
        for top in (RULER_MM - STEP_MM, FAR_Y_MM):
            sheet.text(str(x), x + 0.4, top + inset, LABEL_PT, FaceRole.SONG)
    for y in range(10, int(page.PAGE_HEIGHT_MM), 10):
        for left in (RULER_MM - STEP_MM, FAR_X_MM):
            sheet.text(str(y), left + 0.4, y + inset, LABEL_PT, FaceRole.SONG)


def _in_squares(sheet: PageCanvas, text: str, left: float, top: float) -> None:
    """Write a short text, one character in each square of the grid."""
    inset = (STEP_MM - page.SIZE_5_PT / page.MM) / 2
    sheet.text(text, left, top + inset, page.SIZE_5_PT, FaceRole.HEI, cell=STEP_MM)


def _write(sheet: PageCanvas, printer: str, content: AlignmentPage) -> None:
    _in_squares(sheet, "↑从纸的上边量到横粗线", MARK_MM + STEP_MM, MARK_MM + STEP_MM)
    _in_squares(sheet, "←从纸的左边量到竖粗线", MARK_MM + STEP_MM, MARK_MM + 4 * STEP_MM)
    row = 0
    for text in _texts(printer, content):
        for line in break_lines(text, 2 * TEXT_CELLS, justify=False):
            if row in ROWS_LEFT_FOR_CROSS:
                row = ROWS_LEFT_FOR_CROSS.stop
            top = TEXT_TOP_MM + row * STEP_MM + (STEP_MM - page.SIZE_5_PT / page.MM) / 2
            sheet.line(line, TEXT_LEFT_MM, top, page.SIZE_5_PT, FaceRole.HEI, cell=STEP_MM)
            row += 1


def _texts(printer: str, content: AlignmentPage) -> tuple[str, ...]:
    right, down = mm_text(content.right_tenths), mm_text(content.down_tenths)
    return (
        f"{TITLE}　{written_date(content.printed_on)}",
        f"打印机：{printer}",
        f"本页已按现值偏移：向右 {right} 毫米，向下 {down} 毫米。",
        "",
        "量法：",
        "1. 用钢尺从纸的左边量到竖粗线的正中，从纸的上边量到横粗线的正中，都应是 50.0 毫米。",
        "2. 在“设置”的“打印机校准”里填：",
        "　向右 = 现值 + 50 - 从左边量得的数",
        "　向下 = 现值 + 50 - 从上边量得的数",
        "3. 正数往右、往下移，负数往左、往上移。例如现值 0.0，从左边量得 51.2，图文偏右，填 -1.2；量得 49.5，图文偏左，填 0.5。",
        "4. 保存后再打印一次本页，两处都是 50.0 毫米，就校准好了。",
        "5. 100 毫米的刻度量得不是 100 毫米，是打印机在缩放，请在打印机的首选项里关闭缩放，选“实际大小”。",
        "红框是版心：左 28、上 37，宽 156、高 225 毫米。红十字是纸的正中。",
    )
