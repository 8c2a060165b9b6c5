"""Ink on pages: the one place that draws. Millimetres from the top-left corner of the page as it is read.

Text goes in as placed characters, never as markup. What stands where is decided by the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import accumulate, repeat
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.embedding import EM_UNITS, EmbeddedFace
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import halves
from lantian_desktop.documents.kit.typeset import TypesetLine
from lantian_desktop.domain.errors import MissingGlyph

PROGRAM = "蓝天联络"
_ONE_AT_A_TIME = Lock()  # reportlab reads a face from one place that all documents share
_NOTICEABLE = 0.02  # points: smaller shifts are not written


# Pages as bytes, not as text of 85 letters: a fifth smaller, and nobody has to be asked to carry letters alone any more.
rl_config.useA85 = 0


class _PlainCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas whose pages do not begin by naming Helvetica, which would be a face that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class PageCanvas:
    """A document being drawn, page by page."""

    def __init__(self, faces: FaceBook, *, title: str, author: str) -> None:
        self._faces = faces
        self._out = BytesIO()
        self._canvas = _PlainCanvas(
            self._out,
            pagesize=(page.PAGE_WIDTH_MM * page.MM, page.PAGE_HEIGHT_MM * page.MM),
            invariant=1,
            pageCompression=1,
            lang="zh-CN",
        )
        title = title.replace("\n", "")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator(PROGRAM)
        self._canvas.setSubject(title)
        # Printers shrink every millimetre unless they are told not to.
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._document: Any = self._canvas._doc
        self._height = page.PAGE_HEIGHT_MM
        self._turned = False
        self.number = 0

    def new_page(self, *, landscape: bool = False) -> None:
        """Begin a page. A landscape page is a portrait sheet whose text runs upward, shown turned."""
        self._end_page()
        self.number += 1
        self._turned = landscape
        upright = (page.PAGE_WIDTH_MM * page.MM, page.PAGE_HEIGHT_MM * page.MM)
        self._canvas.setPageSize(upright[::-1] if landscape else upright)
        self._canvas.setPageRotation(90 if landscape else 0)
        self._height = page.PAGE_WIDTH_MM if landscape else page.PAGE_HEIGHT_MM
        if landscape:
            self._canvas.addLiteral(f"q 0 1 -1 0 {page.PAGE_WIDTH_MM * page.MM:.4f} 0 cm")

    def page_number(self) -> None:
        """Draw — n — where a portrait page has it (clause 7.5), on turned pages too."""
        if self._turned:
            self._canvas.addLiteral("Q")
        height, self._height = self._height, page.PAGE_HEIGHT_MM
        self._draw_page_number(f"— {self.number} —")
        self._height = height
        if self._turned:
            self._canvas.addLiteral(f"q 0 1 -1 0 {page.PAGE_WIDTH_MM * page.MM:.4f} 0 cm")

    def _draw_page_number(self, text: str) -> None:
        size, em = page.SIZE_4_PT, page.SIZE_4_PT / page.MM
        dash = self._faces.face(FaceRole.SONG).ink("—") or (0.0, 0.0, 0.0, 0.0)
        # The rule is drawn as thick as its stroke: a quarter of it above the line, so that top and middle are both true.
        height = (dash[3] - (dash[3] - dash[1]) / 4) / EM_UNITS
        top = page.PAGE_NUMBER_LINE_MM + (height - page.EM_TOP) * em
        length = sum(map(halves, text)) * em / 2
        inset = page.PAGE_NUMBER_INSET_EM * em
        left = page.RIGHT_MM - inset - length if self.number % 2 else page.LEFT_MM + inset
        self.text(text, left, top, size, FaceRole.SONG)

    def outline(self, title: str) -> None:
        """Add an entry for this page to the reader's table of contents."""
        key = f"page{self.number}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def bar(self, left: float, top: float, width: float, height: float, *, red: bool = False) -> None:
        """Draw a rule as a filled rectangle, so that its place and thickness are beyond doubt."""
        self.bars([(left, top, width, height)], red=red)

    def bars(self, boxes: Iterable[tuple[float, float, float, float]], *, red: bool = False) -> None:
        """Draw many rules: left, top, width, height."""
        parts = [_colour(red)]
        for left, top, width, height in boxes:
            bottom = (self._height - top - height) * page.MM
            parts.append(f"{left * page.MM:.3f} {bottom:.3f} {width * page.MM:.3f} {height * page.MM:.3f} re")
        self._canvas.addLiteral(" ".join([*parts, "f"]))

    def line(
        self,
        line: TypesetLine,
        left: float,
        top: float,
        size: float,
        roles: FaceRole | Sequence[FaceRole],
        *,
        cell: float = 0.0,
    ) -> None:
        """Draw a broken line whose em-top is at `top`; `cell` is the width of a full cell in mm (0: the em itself)."""
        em = size / page.MM
        half = (cell or em) / 2
        places = [(left + place * half) * page.MM for place in line.places]
        self._show(line.text, places, top, size, roles, spacing=(2 * half - em + line.share * half) * page.MM)

    def text(
        self, text: str, left: float, top: float, size: float, role: FaceRole, *, cell: float = 0.0, red: bool = False
    ) -> None:
        """Draw a text on one line, each character in its own cell."""
        em = size / page.MM
        half = (cell or em) / 2
        places = [(left + place * half) * page.MM for place in accumulate(map(halves, text), initial=0)]
        self._show(text, places, top, size, role, red=red, spacing=(2 * half - em) * page.MM)

    def finish(self) -> bytes:
        """End the last page and return the file."""
        self._end_page()
        with _ONE_AT_A_TIME:
            self._canvas.save()
        return self._out.getvalue()

    def _end_page(self) -> None:
        if self.number:
            if self._turned:
                self._canvas.addLiteral("Q")
            self._canvas.showPage()

    def _show(
        self,
        text: str,
        places: Sequence[float],
        top: float,
        size: float,
        roles: FaceRole | Sequence[FaceRole],
        *,
        spacing: float,
        red: bool = False,
    ) -> None:
        run = _Run(self._document, (self._height - top) * page.MM - page.EM_TOP * size, size, spacing)
        each = repeat(roles) if isinstance(roles, FaceRole) else roles
        for character, place, role in zip(text, places, each, strict=False):
            face = self._faces.face_for(character, role)
            if face is None:
                raise MissingGlyph(f"字符 U+{ord(character):04X} 没有可用的字形，无法打印，请改用其他写法。")
            run.add(character, place, face)
        self._canvas.addLiteral(f"BT {_colour(red)} {run.finish()} ET")


def _colour(red: bool) -> str:
    colour = page.RED if red else page.BLACK
    return f"{colour.red:g} {colour.green:g} {colour.blue:g} rg"


class _Run:
    """The text operators of one line: characters with places in, as few operators as possible out.

    What most gaps grow by is set once, as the spacing of the line.
    """

    def __init__(self, document: Any, baseline: float, size: float, spacing: float) -> None:
        self._document = document
        self._baseline = baseline
        self._size = size
        self._unit = size / EM_UNITS  # points in a thousandth of an em
        self._spacing = round(spacing, 3)
        self._operators = [f"{self._spacing:g} Tc"] if self._spacing else []
        self._face: EmbeddedFace | None = None
        self._subset = -1
        self._codes: dict[str, tuple[int, str]] = {}
        self._shown: list[str] = []
        self._pen = 0.0
        self._scale = 1.0

    def add(self, character: str, place: float, face: EmbeddedFace) -> None:
        """Take one character whose cell begins at `place` points from the left edge of the page."""
        advance, scale, shift = face.in_cell(character)
        place += shift * self._unit
        if face is not self._face:
            self._codes = face.codes(self._document)
        subset, code = self._codes.get(character) or face.add_code(self._document, character)
        if face is not self._face or subset != self._subset or scale != self._scale:
            self._turn_to(face, subset, scale, place)
        elif abs(place - self._pen) > _NOTICEABLE:
            self._shown.append(f"> {(self._pen - place) / self._unit / scale:.2f} <")
            self._pen = place
        self._shown.append(code)
        self._pen += advance * self._unit + self._spacing * scale

    def finish(self) -> str:
        """Return the operators."""
        self._flush()
        if self._scale != 1.0:
            self._operators.append("100 Tz")
        if self._spacing:
            self._operators.append("0 Tc")
        return " ".join(self._operators)

    def _turn_to(self, face: EmbeddedFace, subset: int, scale: float, place: float) -> None:
        self._flush()
        if face is not self._face or subset != self._subset:
            self._operators.append(f"{face.resource_name(self._document, subset)} {self._size:g} Tf")
        if scale != self._scale:
            self._operators.append(f"{scale * 100:.3f} Tz")
        self._operators.append(f"1 0 0 1 {place:.3f} {self._baseline:.3f} Tm")
        self._face, self._subset, self._scale, self._pen = face, subset, scale, place

    def _flush(self) -> None:
        if self._shown:
            self._operators.append(f"[<{''.join(self._shown)}>] TJ")
            self._shown = []
