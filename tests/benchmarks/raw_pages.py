"""The same glyphs on the same lines drawn with nothing but reportlab: what a document costs at the least."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pdfplumber
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Run:
    """Characters of one face on one line, and where they begin."""

    face: str
    size: float
    left: float
    baseline: float
    text: str


@dataclass(frozen=True)
class RawPage:
    """What stands on a page: its size, its rules and its runs."""

    size: tuple[float, float]
    rules: tuple[tuple[float, float, float, float], ...]
    runs: tuple[Run, ...]


def register(folder: Path) -> None:
    """Make the faces known to reportlab under the names they have in a PDF."""
    for path in sorted(folder.glob("*.ttf")):
        face = TTFont(path.stem, str(path))
        pdfmetrics.registerFont(face)


def pages_of(pdf: bytes) -> list[RawPage]:
    """Read back what to draw."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            height = float(page.height)
            rules = tuple((r["x0"], height - r["bottom"], r["width"], r["height"]) for r in page.rects)
            runs = []
            lines = groupby(
                page.chars, key=lambda c: (c["fontname"], c["size"], round(c["matrix"][5], 2), c["text"] != " ")
            )
            for (name, size, baseline, _), chars in lines:
                chars_of_page = list(chars)
                runs.append(
                    Run(
                        name.split("+")[1],
                        size,
                        chars_of_page[0]["x0"],
                        baseline,
                        "".join(c["text"] for c in chars_of_page),
                    )
                )
            found.append(RawPage((float(page.width), height), rules, tuple(runs)))
    return found


def draw(pages: list[RawPage]) -> bytes:
    """Draw the pages with text objects and save them."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    for page in pages:
        canvas.setPageSize(page.size)
        for left, bottom, width, height in page.rules:
            canvas.rect(left, bottom, width, height, stroke=0, fill=1)
        text = canvas.beginText()
        for run in page.runs:
            text.setTextOrigin(run.left, run.baseline)
            text.setFont(run.face, run.size)
            text.textOut(run.text)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
