"""How a TrueType face enters a PDF: one composite font per face, with a text map that search and copy can trust.

Which face draws what is decided in `fonts`, where it is drawn in `sheet`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from struct import unpack_from
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFont

EM_UNITS = 1000  # PDF glyph space, per em
_BLOCK = 100  # entries a bfchar block may hold, Adobe Technical Note 5411


@dataclass(slots=True)
class _Used:
    """The characters one document has drawn with a face; their position is the code written to the page."""

    codes: list[int] = field(default_factory=lambda: [0])
    code_of: dict[str, str] = field(default_factory=dict)
    name: str = ""


class EmbeddedFace(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A face that writes itself as Type 0 / Identity-H.

    reportlab 5.1 writes a ToUnicode entry above U+FFFF with five hex digits instead of a surrogate pair
    (`makeToUnicodeCMap`), so 𬱖 is copied out as another character, and it cuts a face into fonts of 256 glyphs. Both are
    avoided here by overriding the method that writes the font; when reportlab writes surrogate pairs and composite
    fonts itself, this class can go.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path), asciiReadable=False, shapable=False)
        self._documents: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()
        self._glyphs = self.face.get_table_pos("glyf")[0]

    def covers(self, character: str) -> bool:
        """Return whether the face has a glyph of its own for `character`."""
        return bool(self.face.charToGlyph.get(ord(character)))

    def advance(self, character: str) -> float:
        """Return the advance width in thousandths of an em."""
        return float(self.face.charWidths[ord(character)])

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

    def resource_name(self, document: Any) -> str:
        """Return the name the page refers to the face by, e.g. /F2."""
        used = self._used(document)
        if not used.name:
            used.name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = "/" + used.name
            document.delayedFonts.append(self)
        return "/" + used.name

    def codes(self, document: Any) -> dict[str, str]:
        """Return the live table character → four hex digits of the characters drawn so far."""
        return self._used(document).code_of

    def add_code(self, document: Any, character: str) -> str:
        """Take the next code for a character not drawn before."""
        used = self._used(document)
        code = used.code_of[character] = f"{len(used.codes):04X}"
        used.codes.append(ord(character))
        return code

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own method name
        """Write the font and all it refers to; reportlab calls this when the document is saved."""
        used = self._used(doc)
        base = f"LANTIA+{self.face.name.decode('ascii')}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": "/" + base,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": self.face.addSubsetObjects(doc, base, used.codes),
                "DW": EM_UNITS,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(self._widths(used.codes[1:]))]),
                "CIDToGIDMap": self._stream(doc, _glyph_map(self.face.charToGlyph, used.codes), f"gids:{base}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": "/" + base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": self._stream(doc, to_unicode(used.codes).encode("ascii"), f"toUnicode:{base}"),
            }
        )
        doc.Reference(font, used.name)
        doc.idToObject[pdfdoc.BasicFonts].dict[used.name] = font

    def _used(self, document: Any) -> _Used:
        used = self._documents.get(document)
        if used is None:
            used = self._documents[document] = _Used()
        return used

    def _widths(self, codes: list[int]) -> list[float]:
        return [self.face.getCharWidth(code) for code in codes]

    @staticmethod
    def _stream(doc: Any, content: bytes, name: str) -> Any:
        stream = pdfdoc.PDFStream()
        stream.content = content
        if doc.compression:
            stream.filters = [pdfdoc.PDFZCompress]
        return doc.Reference(stream, name)


def _glyph_map(char_to_glyph: dict[int, int], codes: list[int]) -> bytes:
    """Return CID → glyph of the subset, in the order in which reportlab's makeSubset numbers its glyphs."""
    numbers = {0: 0}
    glyphs = (numbers.setdefault(char_to_glyph.get(code, 0), len(numbers)) for code in codes)
    return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def to_unicode(codes: list[int]) -> str:
    """Return the ToUnicode map of codes 1 …: UTF-16BE, so that characters above U+FFFF become surrogate pairs."""
    entries = [
        f"<{position:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
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
            "<0000> <FFFF>",
            "endcodespacerange",
            *_blocks(entries),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _blocks(entries: list[str]) -> Iterator[str]:
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])
