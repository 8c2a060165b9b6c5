"""Bands of boxes: the frames of forms that are filled in by hand or signed. What stands in a box is the document's matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.fonts import FaceBook, FaceRole
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.table import INNER_MM, LEADING, OUTER_MM, PAD_MM, PAD_TOP_MM, Align
from lantian_desktop.documents.kit.typeset import TypesetLine, break_lines

SIZE_PT = page.SIZE_5_PT
_EM_MM = SIZE_PT / page.MM
_CUT = "……"


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its share of the band's width, and text in the middle of it or, with `upper`, from its top edge down."""

    text: str
    weight: float = 1.0
    role: FaceRole = FaceRole.SONG
    align: Align = Align.LEFT
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Boxes side by side, `height` mm at least; with `cut` no higher, and a text that is longer ends in ……."""

    boxes: tuple[Box, ...]
    height: float
    cut: bool = False


def label(text: str, weight: float = 1.0) -> Box:
    """Return a box with a label of the form."""
    return Box(text, weight, FaceRole.HEI, Align.CENTRE)


def facts_band(facts: Sequence[tuple[str, str]], weights: Sequence[float], height: float) -> Band:
    """Return labels with their values side by side; `weights` are those of label, value, label, value …"""
    shares = iter(weights)
    boxes: list[Box] = []
    for name, value in facts:
        boxes += (label(name, next(shares)), Box(value, next(shares)))
    return Band(tuple(boxes), height)


def checked(bands: Sequence[Band], faces: FaceBook, field: str) -> tuple[Band, ...]:
    """Return the bands with clean text; raise when a character cannot be drawn."""
    return tuple(replace(band, boxes=tuple(_checked(box, faces, field) for box in band.boxes)) for band in bands)


def _checked(box: Box, faces: FaceBook, field: str) -> Box:
    text = clean(box.text).strip(" \n")
    faces.ensure_covered(text, box.role, field)
    return replace(box, text=text)


def heights(bands: Sequence[Band], width: float) -> tuple[float, ...]:
    """Return how high each band becomes at a width, in mm."""
    return tuple(_height(band, width) for band in bands)


def draw_bands(paper: Paper, bands: Sequence[Band]) -> None:
    """Draw bands under one another in one frame; a band that finds no room goes on to the next page.

    A band that is taller than a page is continued in bands of as many lines as fit.
    """
    standing: list[tuple[float, Band]] = []
    top, width = paper.top, paper.frame.width
    parts = [part for band in bands for part in _parts(band, width, paper.frame.bottom - paper.frame.top)]
    for band, height in zip(parts, heights(parts, width), strict=True):
        if top + height > paper.frame.bottom + 1e-6 and not (paper.fresh and not standing):
            _draw_frame(paper, standing)
            paper.turn()
            standing, top = [], paper.top
        _draw_texts(paper, band, top, height)
        standing.append((height, band))
        top += height
    _draw_frame(paper, standing)


def _widths(band: Band, width: float) -> list[float]:
    whole = sum(box.weight for box in band.boxes)
    return [box.weight * width / whole for box in band.boxes]


def _measure(width: float) -> int:
    return max(int((width - 2 * PAD_MM) / (_EM_MM / 2) + 1e-6), 2)


def _lines(box: Box, width: float) -> tuple[TypesetLine, ...]:
    return break_lines(box.text, _measure(width), justify=box.align is Align.LEFT)


def _block(lines: int) -> float:
    return _EM_MM + (lines - 1) * LEADING * _EM_MM


def _height(band: Band, width: float) -> float:
    if band.cut:
        return band.height
    most = max(len(_lines(box, share)) for box, share in zip(band.boxes, _widths(band, width), strict=True))
    return max(band.height, _block(most) + 2 * PAD_TOP_MM)


def _room(height: float) -> int:
    """Return how many lines a height holds, one at least."""
    return max(int((height - 2 * PAD_TOP_MM - _EM_MM) / (LEADING * _EM_MM) + 1e-6) + 1, 1)


def _parts(band: Band, width: float, page_height: float) -> Iterator[Band]:
    if _height(band, width) <= page_height:
        yield band
        return
    lines = [_lines(box, share) for box, share in zip(band.boxes, _widths(band, width), strict=True)]
    fit = _room(page_height)
    for start in range(0, max(map(len, lines)), fit):
        texts = ("\n".join(line.text for line in each[start : start + fit]) for each in lines)
        yield Band(tuple(replace(box, text=text) for box, text in zip(band.boxes, texts, strict=True)), 0.0)


def _fitting(box: Box, width: float, height: float) -> tuple[TypesetLine, ...]:
    """Return the lines of a box that its height holds, the last one ending in …… when text is left over."""
    lines = _lines(box, width)
    room = _room(height)
    if len(lines) <= room:
        return lines
    last = lines[room - 1]
    kept = last.text[: max(len(last.text) - len(_CUT), 0)].rstrip("。，、；：")
    return (*lines[: room - 1], *break_lines(f"{kept}{_CUT}", _measure(width), justify=False)[:1])


def _draw_texts(paper: Paper, band: Band, top: float, height: float) -> None:
    widths = _widths(band, paper.frame.width)
    for box, width, left in zip(band.boxes, widths, accumulate(widths, initial=paper.frame.left), strict=False):
        lines = _fitting(box, width, height)
        full = _measure(width) * _EM_MM / 2
        place = top + (PAD_TOP_MM if box.upper else (height - _block(len(lines))) / 2)
        for line in lines:
            slack = full - line.width * _EM_MM / 2
            shift = {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[box.align]
            if line.text:
                paper.sheet.line(line, left + (width - full) / 2 + shift, place, SIZE_PT, box.role)
            place += LEADING * _EM_MM


def _draw_frame(paper: Paper, standing: Sequence[tuple[float, Band]]) -> None:
    """Draw the rules of the bands that stand on this page and move the paper's place under them."""
    if not standing:
        return
    top, left, width = paper.top, paper.frame.left, paper.frame.width
    bottom = top + sum(height for height, _ in standing)
    boxes: list[tuple[float, float, float, float]]
    boxes = [(edge - OUTER_MM / 2, top, OUTER_MM, bottom - top) for edge in (left, left + width)]
    edge = top
    for height, band in standing:
        thick = OUTER_MM if edge == top else INNER_MM
        boxes.append((left - OUTER_MM / 2, edge - thick / 2, width + OUTER_MM, thick))
        boxes += _uprights(band, left, width, edge, height)
        edge += height
    boxes.append((left - OUTER_MM / 2, bottom - OUTER_MM / 2, width + OUTER_MM, OUTER_MM))
    paper.sheet.bars(boxes)
    paper.top, paper.fresh = bottom, False


def _uprights(
    band: Band, left: float, width: float, top: float, height: float
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the rules between the boxes of a band."""
    for edge in list(accumulate(_widths(band, width), initial=left))[1:-1]:
        yield (edge - INNER_MM / 2, top, INNER_MM, height)
