"""A place on numbered pages that moves down as things are put there: for plain documents and annexes."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.flow import TextRow, draw_row, page_end
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.title import title_lines
from lantian_desktop.documents.kit.typeset import ensure_one_line
from lantian_desktop.domain.errors import InvalidInput

SIDE_LEADING = PageMeasure(1.4, MeasureUnit.EM, "表上左右说明一行的高度", Strength.PRACTICE)


class Paper:
    """Pages of one orientation, each with its number. `top` is where the next thing begins, in mm."""

    def __init__(self, sheet: PageCanvas, *, landscape: bool = False) -> None:
        self.sheet = sheet
        self.frame = page.LANDSCAPE if landscape else page.PORTRAIT
        self._landscape = landscape
        self.top = 0.0
        self.fresh = True
        self.turn()

    @property
    def room_mm(self) -> float:
        """The height left on this page."""
        return self.frame.bottom - self.top

    @property
    def room_rows(self) -> int:
        """How many rows of 3号 still fit on this page."""
        return max(int((self.room_mm - page.SIZE_3_MM) / page.PITCH_MM + 1e-6) + 1, 0)

    @property
    def used(self) -> float:
        """Where the page is used to, counted on the upright sheet: a turned page is full."""
        return page.PAGE_HEIGHT_MM if self._landscape else self.top

    def turn(self) -> None:
        """Go on to a new page."""
        self.sheet.new_page(landscape=self._landscape)
        self.sheet.page_number()
        self.top = self.frame.top
        self.fresh = True

    def leave_blank(self, rows: float = 1.0) -> None:
        """Leave rows blank, but not at the head of a page."""
        if not self.fresh:
            self.top += rows * page.PITCH_MM

    def rows(self, rows: Sequence[TextRow], *, tail: Sequence[TextRow] = ()) -> None:
        """Put rows of text, turning pages where that ends them well; `tail` (署名, 成文日期) never stands on a page alone."""
        rest = [*rows, *tail]
        while rest:
            end = page_end(rest, self.room_rows, least=1 if self.fresh else 0, tail=len(tail))
            for row in rest[:end]:
                self._row(row)
            rest = rest[end:]
            if rest:
                self.turn()

    def _row(self, row: TextRow) -> None:
        if row.line is None and self.fresh:
            return
        draw_row(self.sheet, row, self.frame.left, self.top)
        self.top += page.PITCH_MM
        self.fresh = False

    def title(self, text: str) -> None:
        """Put a title in 2号小标宋, centred."""
        em = page.SIZE_2_PT / page.MM
        centre = self.frame.left + self.frame.width / 2
        lines = title_lines(text)
        if self.top + len(lines) * page.row_height_mm(page.SIZE_2_PT) > self.frame.bottom - page.PITCH_MM:
            raise InvalidInput("“标题”太长，一页排不下，请缩短后再生成。", field="标题")
        for line in lines:
            self.sheet.text(line, centre - width(line) * (em / 2) / 2, self.top, page.SIZE_2_PT, FaceRole.MARK)
            self.top += page.row_height_mm(page.SIZE_2_PT)
        self.fresh = False

    def side_lines(self, left: str, right: str, role: FaceRole, size: float) -> None:
        """Put two short texts on one line, at either edge."""
        em = size / page.MM
        ensure_one_line(f"{left}　{right}", self.frame.width / (em / 2), "表上说明")
        self.sheet.text(left, self.frame.left, self.top, size, role)
        self.sheet.text(right, self.frame.left + self.frame.width - width(right) * em / 2, self.top, size, role)
        self.top += em * SIDE_LEADING
        self.fresh = False

    def centred(self, text: str, role: FaceRole, size: float, *, pitch: float) -> None:
        """Put one centred line."""
        em = size / page.MM
        ensure_one_line(text, self.frame.width / (em / 2), "表名")
        centre = self.frame.left + self.frame.width / 2
        self.sheet.text(text, centre - width(text) * (em / 2) / 2, self.top, size, role)
        self.top += pitch
        self.fresh = False
