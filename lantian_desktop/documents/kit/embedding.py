"""How a TrueType face enters a PDF: embedded subsets with a text map that search and copy can trust.

Which face draws what is decided in `fonts`, where it is drawn in `sheet`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from struct import unpack_from
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from lantian_desktop.documents.kit.marks import CLOSING, OPENING, halves

EM_UNITS = 1000  # PDF glyph space, per em
_EXACT = 1.0  # thousandths of an em: an advance this near its cell needs no correction
_BLOCK = 100  # entries a bfchar block may hold, Adobe Technical Note 5411
_SUBSET_SIZE = 256  # codes of a simple font; code 0 is .notdef and 32 the blank
_BLANK = 32


@dataclass(slots=True)
class _Used:
    """The characters one document has drawn with a face: which subset each is in and its code there, in hex."""

    subsets: list[list[int]] = field(default_factory=lambda: [[0]])
    code_of: dict[str, tuple[int, str]] = field(default_factory=dict)
    name: str = ""


class _Deflate:
    """Compression for outlines: they hardly shrink, so trying harder takes half as long again for 3 % less."""

    pdfname = "FlateDecode"

    @staticmethod
    def encode(data: bytes) -> bytes:
        """Return the data compressed."""
        return zlib.compress(data, 3)


class _Window:
    """A table of a face, seen without being copied."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class EmbeddedFace(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A face that writes itself as simple TrueType subsets.

    reportlab 5.1 writes a ToUnicode entry above U+FFFF with five hex digits instead of a surrogate pair
    (`makeToUnicodeCMap`), so 𬱖 is copied out as another character. The method that writes the fonts is overridden here;
    when reportlab writes surrogate pairs itself, `addObjects` and `to_unicode` can go. Composite fonts would need fewer
    subsets, but readers are less exact about their glyph boxes: PDFium adds a 64th to the height.
    """

    def __init__(self, name: str, path: Path, *, subfont: int = 0) -> None:
        super().__init__(name, str(path), subfontIndex=subfont, asciiReadable=False, shapable=False)
        self._in_cell: dict[str, tuple[float, float, float]] = {}
        self._documents: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()
        self._glyphs = self.face.get_table_pos("glyf")[0]
        # reportlab 5.1 copies all glyphs of a face, seven megabytes, to take some of them into each subset.
        self._whole_table = self.face.get_table
        self.face.get_table = self._table

    def _table(self, tag: str) -> Any:
        return _Window(self.face._ttf_data, self._glyphs) if tag == "glyf" else self._whole_table(tag)

    @property
    def postscript_name(self) -> str:
        """The name a PDF calls the face by, behind the mark of its subset."""
        return str(self.face.name.decode("ascii"))

    def covers(self, character: str) -> bool:
        """Return whether the face has a glyph of its own for `character`."""
        return bool(self.face.charToGlyph.get(ord(character)))

    def advance(self, character: str) -> float:
        """Return the advance width in thousandths of an em."""
        return float(self.face.charWidths[ord(character)])

    def in_cell(self, character: str) -> tuple[float, float, float]:
        """Return advance, horizontal scale and shift to the right that put a character into its cell, in thousandths of an em.

        Opening marks stand at the right of the cell, closing ones at the left, all others in the middle.
        """
        known = self._in_cell.get(character)
        if known is None:
            advance, scale, shift = self.advance(character), 1.0, 0.0
            slack = halves(character) * EM_UNITS / 2 - advance
            if slack < -_EXACT:
                scale = 1.0 + slack / advance
            elif slack > _EXACT and character not in CLOSING:
                shift = slack if character in OPENING else slack / 2
            known = self._in_cell[character] = advance * scale, scale, shift
        return known

    def ink(self, character: str) -> tuple[float, float, float, float] | None:
        """Return the ink box (left, bottom, right, top) in thousandths of an em, or None for a blank."""
        face = self.face
        glyph = face.charToGlyph[ord(character)]
        start, end = face.glyphPos[glyph], face.glyphPos[glyph + 1]
        if start == end:
            return None
        scale = EM_UNITS / face.unitsPerEm
        left, bottom, right, top = unpack_from(">4h", face._ttf_data, self._glyphs + start + 2)
        return left * scale, bottom * scale, right * scale, top * scale

    def resource_name(self, document: Any, subset: int) -> str:
        """Return the name the page refers to a subset by, e.g. /F2+0."""
        used = self._used(document)
        if not used.name:
            used.name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = "/" + used.name
            document.delayedFonts.append(self)
        return f"/{used.name}+{subset}"

    def codes(self, document: Any) -> dict[str, tuple[int, str]]:
        """Return the live table character → subset and code (two hex digits) of the characters drawn so far."""
        return self._used(document).code_of

    def add_code(self, document: Any, character: str) -> tuple[int, str]:
        """Take the next code for a character not drawn before."""
        used = self._used(document)
        last = used.subsets[-1]
        if len(last) == _BLANK:
            last.append(_BLANK)
        if len(last) == _SUBSET_SIZE:
            last = [0]
            used.subsets.append(last)
        code = used.code_of[character] = len(used.subsets) - 1, f"{len(last):02X}"
        last.append(ord(character))
        return code

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own method name
        """Write the subsets and all they refer to; reportlab calls this when the document is saved."""
        used = self._used(doc)
        for number, codes in enumerate(used.subsets):
            name = self.resource_name(doc, number)[1:]
            base = f"{SUBSETN(number).decode('ascii')}+{self.face.name.decode('ascii')}"
            text_map = pdfdoc.PDFStream()
            text_map.content = to_unicode(codes).encode("ascii")
            if doc.compression:
                text_map.filters = [pdfdoc.PDFZCompress]
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = name, base
            font.FirstChar, font.LastChar = 0, len(codes) - 1
            # Written out here: reportlab goes through eight calls for each number.
            font.Widths = f"[ {' '.join(f'{self.face.getCharWidth(code):g}' for code in codes)} ]".encode("ascii")
            font.ToUnicode = doc.Reference(text_map, f"toUnicodeCMap:{base}")
            font.FontDescriptor = self.face.addSubsetObjects(doc, base, codes)
            doc.idToObject[f"fontFile:{self.face.filename}({base})"].filters = [_Deflate]
            doc.Reference(font, name)
            doc.idToObject[pdfdoc.BasicFonts].dict[name] = font

    def _used(self, document: Any) -> _Used:
        used = self._documents.get(document)
        if used is None:
            used = self._documents[document] = _Used()
        return used


def to_unicode(codes: Sequence[int]) -> str:
    """Return the ToUnicode map of a subset: UTF-16BE, so that characters above U+FFFF become surrogate pairs."""
    entries = [
        f"<{position:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for position, code in enumerate(codes)
        if position
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *_blocks(entries),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _blocks(entries: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])
