"""Which glyphs of a face can be trusted. A file of the PC may be damaged where only a drawn character would show it.

A character whose glyph is broken is taken out of the face, so that the next face draws it; the letter is made all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import Any

from lantian_desktop.documents.kit.embedding import EmbeddedFace

_SMALLEST = 10  # bytes: contours and bounding box
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080  # OpenType `glyf`, composite flags


def drop_broken_glyphs(face: EmbeddedFace) -> bool:
    """Take the characters with broken glyphs out of a face; return False when its .notdef, which all subsets hold, is one."""
    glyphs = _Glyphs(face.face)
    table: dict[int, int] = face.face.charToGlyph
    for code, glyph in tuple(table.items()):
        if not glyphs.sound(glyph):
            del table[code]
    return glyphs.sound(0)


@dataclass(slots=True)
class _Glyphs:
    """The outlines of a loaded face and what is known of them so far."""

    font: Any
    known: dict[int, bool] = field(default_factory=dict)

    def sound(self, glyph: int) -> bool:
        """Return whether a glyph has a width and an outline that lies, with all its parts, within the table."""
        if glyph not in self.known:
            self.known[glyph] = False  # a part that holds the whole is broken
            self.known[glyph] = self._judge(glyph)
        return self.known[glyph]

    def _judge(self, glyph: int) -> bool:
        places = self.font.glyphPos
        if not 0 <= glyph < min(len(places) - 1, len(self.font.hmetrics)):
            return False
        table, length = self.font.get_table_pos("glyf")
        start, end = places[glyph], places[glyph + 1]
        if start == end:
            return True
        if end - start < _SMALLEST or end > length:
            return False
        (contours,) = unpack_from(">h", self.font._ttf_data, table + start)
        return contours >= 0 or all(map(self.sound, self._parts(table + start + _SMALLEST, table + end)))

    def _parts(self, at: int, end: int) -> Iterator[int]:
        """Yield the glyphs a composite one is put together from, and -1, which is no glyph, when its list runs over its end."""
        flags = _MORE
        while flags & _MORE:
            if at + 4 > end:
                yield -1
                return
            flags, part = unpack_from(">2H", self.font._ttf_data, at)
            yield part
            at += 8 if flags & _WORDS else 6
            at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
