"""Changes to the outlines and cells of a face: cubic to quadratic curves, composed characters, half and full cells.

Used by `fonts.py` beside it; which face gets which change is decided there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

EM = 1000
MAX_CURVE_ERROR = 0.8  # font units: how far a quadratic curve may stray from the cubic one
FULL_CELL = {"“": "right", "‘": "right", "”": "left", "’": "left", "—": "fill", "…": "centre", "·": "centre"}
ASCII = range(0x20, 0x7F)


@dataclass(frozen=True, slots=True)
class Part:
    """Some contours of a glyph the face has (all when none is named), stretched and moved (font units)."""

    character: str
    contours: tuple[int, ...]
    stretch: float
    shift: float
    stretch_up: float = 1.0
    shift_up: float = 0.0


# 浐 and 鄠 stand in names of our districts and neither is in GB 2312. Each part is taken from a character in which it already
# has the width it needs here, so that no stroke grows thinner than its neighbours.
COMPOSED = {
    "浐": (Part("淡", (0, 4, 5), 1.0, -20), Part("铲", (1, 2, 3), 0.92, 75)),
    "☑": (Part("□", (), 1.0, 0.0), Part("✓", (), 0.8, 218.0, 0.8, 82.0)),
    "鄠": (Part("樗", (1, 2, 3, 4, 5, 6, 7), 0.90, -235), Part("鄂", (6,), 1.0, 18)),
}


def remap_to_cells(font: TTFont) -> None:
    """Point ASCII at the face's own half-width letters."""
    narrow = half_width_glyphs(font)
    for table in font["cmap"].tables:
        if not table.isUnicode():
            continue
        table.cmap.update({code: narrow[code] for code in ASCII if code in narrow and code in table.cmap})


def half_width_glyphs(font: TTFont) -> dict[int, str]:
    """Return code → half-width glyph: Adobe-GB1 813 and on in a CID face, the `hwid` feature elsewhere."""
    order = set(font.getGlyphOrder())
    if "CFF " in font and "cid00907" in order:
        return {code: f"cid{813 + index:05d}" for index, code in enumerate(ASCII) if code not in (0x20, 0x7E)}
    if "GSUB" not in font:
        return {}
    best, table = font["cmap"].getBestCmap(), font["GSUB"].table
    lookups = {i for f in table.FeatureList.FeatureRecord if f.FeatureTag == "hwid" for i in f.Feature.LookupListIndex}
    mapping: dict[str, str] = {}
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(part, "ExtSubTable", part).mapping)
    return {code: mapping[best[code]] for code in ASCII if best.get(code) in mapping}


def to_truetype(font: TTFont, composed: dict[str, tuple[Part, ...]]) -> None:
    """Replace cubic outlines by quadratic ones and add the composed characters."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    best = font["cmap"].getBestCmap()
    glyphs = {name: quadratic(glyph_set[name].draw) for name in order}
    for character, parts in composed.items():
        recipe = [(contours_of(glyph_set, best[ord(part.character)]), part) for part in parts]
        name = f"uni{ord(character):04X}"
        glyphs[name] = quadratic(lambda pen, recipe=recipe: draw_parts(recipe, pen))
        order = [*order, name]
        font["hmtx"][name] = (EM, 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name
    font.setGlyphOrder(order)
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for name in order:
        glyf[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyf[name], "xMin", 0))
    finish_truetype(font)


def add_composed(font: TTFont, composed: dict[str, tuple[Part, ...]]) -> None:
    """Add composed characters to a face that is TrueType already."""
    glyph_set, best = font.getGlyphSet(), font["cmap"].getBestCmap()
    for character, parts in composed.items():
        recipe = [(contours_of(glyph_set, best[ord(part.character)]), part) for part in parts]
        name, pen = f"uni{ord(character):04X}", TTGlyphPen(None)
        draw_parts(recipe, pen)
        glyph = font["glyf"][name] = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (EM, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name


def finish_truetype(font: TTFont) -> None:
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0


def quadratic(draw: Callable[[object], None]) -> object:
    pen = TTGlyphPen(None)
    draw(Cu2QuPen(pen, MAX_CURVE_ERROR, reverse_direction=True))
    return pen.glyph()


def contours_of(glyph_set: object, name: str) -> list[list[tuple[str, tuple]]]:
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    contours: list[list[tuple[str, tuple]]] = [[]]
    for operation in pen.value:
        contours[-1].append(operation)
        if operation[0] == "closePath":
            contours.append([])
    return contours[:-1]


def draw_parts(recipe: list[tuple[list, Part]], pen: object) -> None:
    for contours, part in recipe:
        moved = TransformPen(pen, (part.stretch, 0, 0, part.stretch_up, part.shift, part.shift_up))
        for index in part.contours or range(len(contours)):
            for operation, points in contours[index]:
                getattr(moved, operation)(*points)


def fill_cells(font: TTFont) -> None:
    """Give “ ” ‘ ’ — … · the full cell they take in Chinese text, with the ink where it belongs."""
    best, glyf, metrics = font["cmap"].getBestCmap(), font["glyf"], font["hmtx"]
    for character, place in FULL_CELL.items():
        name = best.get(ord(character))
        if name is None or (metrics[name][0] == EM and place != "fill"):
            continue
        glyph, slack = glyf[name], EM - metrics[name][0]
        if place == "fill":  # the two halves of —— must meet
            stretch = EM / (glyph.xMax - glyph.xMin)
            shift = -glyph.xMin * stretch
        else:
            stretch, shift = 1.0, {"right": slack, "left": 0, "centre": slack // 2}[place]
        glyph.coordinates.scale((stretch, 1.0))
        glyph.coordinates.translate((shift, 0))
        glyph.coordinates.toInt()
        glyph.recalcBounds(glyf)
        metrics[name] = (EM, glyph.xMin)
    space = best.get(0x20)
    if space is not None:
        metrics[space] = (EM // 2, 0)
