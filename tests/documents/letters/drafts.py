"""Reading an editable draft back: its words in order, the faces of its runs, its lines."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

Read = Callable[[bytes], list]
MM = 72.0 / 25.4
VML = "{urn:schemas-microsoft-com:vml}"
mm = lambda length: pytest.approx(length, abs=0.05)  # noqa: E731 - a twip is 0.018 mm
PAGE_NUMBER = re.compile(r"—\d+—")


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def in_order(holder: object) -> Iterator[str]:
    """Yield the texts of paragraphs and cells as they follow one another."""
    for block in holder.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from in_order(cell)
        else:
            yield block.text


def words(document: Document) -> str:
    """Return all that a reader of the pages reads, but for the draft word and the page numbers."""
    first = document.sections[0]
    head = [p.text for p in first.first_page_header.paragraphs] if first.different_first_page_header_footer else []
    return joined("".join([*(text for text in head if text != "征求意见稿"), *in_order(document)]))


def printed(pdf: bytes, read: Read) -> str:
    """Return the words of the print, from the top down; what stands on one row from left to right."""
    texts = []
    for page in read(pdf):
        if page.rotation:
            texts.append(page.text)
        else:
            rows = ["".join(char.text for char in chars) for _, chars in page.lines()]
            texts.append("".join(row for row in rows if not PAGE_NUMBER.fullmatch(joined(row))))
    return PAGE_NUMBER.sub("", joined("".join(texts)))


def paragraph_with(document: Document, text: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def faces_of(paragraph: Paragraph) -> list[tuple[str, str, float]]:
    """Return (text, East Asian face, size in points) of the runs; digits must be set in the same face."""
    found = []
    for run in (run for run in paragraph.runs if run.text):
        fonts = run._r.rPr.rFonts
        name = fonts.get(qn("w:eastAsia"))
        assert {fonts.get(qn(f"w:{use}")) for use in ("ascii", "hAnsi")} == {name}
        found.append((run.text, name, run.font.size.pt))
    return found


def boxes(part: object) -> list[dict[str, float]]:
    """Return the red lines of a header or footer, in mm from the corner of the page."""
    found = []
    for shape in part._element.iter(f"{VML}rect"):
        if shape.get("fillcolor") == "#FF0000":
            style = dict(item.split(":") for item in shape.get("style").split(";"))
            assert style["mso-position-horizontal-relative"] == style["mso-position-vertical-relative"] == "page"
            names = ("margin-left", "margin-top", "width", "height")
            found.append({name: float(style[name].removesuffix("pt")) / MM for name in names})
    return found


def borders(element: object, side: str) -> list[tuple[str, int]]:
    found = element.iter(qn(f"w:{side}"))
    return [(edge.get(qn("w:color")), int(edge.get(qn("w:sz")))) for edge in found if edge.get(qn("w:sz"))]
