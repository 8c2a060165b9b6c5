"""Pages as pixels."""

from __future__ import annotations

import pytest

from lantian_desktop.documents import raster
from lantian_desktop.documents.fonts import FaceBook
from lantian_desktop.documents.official_letter import OfficialLetter, build
from lantian_desktop.domain.errors import UnreadableFile


def test_a_page_is_rendered_at_the_resolution_asked_for(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    image = raster.render_page(pdf, 0, dpi=50)
    assert (image.width, image.height) == (414, 585)
    assert image.stride >= image.width * 4
    assert len(image.pixels) == image.stride * image.height
    blues, greens, reds = image.pixels[0::4], image.pixels[1::4], image.pixels[2::4]
    red = sum(b < 90 and g < 90 and r > 200 for b, g, r in zip(blues, greens, reds, strict=True))
    assert red > 500  # mark and lines
    assert image.pixels[:3] == b"\xff\xff\xff"


def test_a_turned_page_is_shown_as_read_and_printed_as_the_sheet_lies(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    assert raster.page_count(pdf) == 6
    assert raster.page_size_mm(pdf, 2) == (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
    shown, printed = raster.render_page(pdf, 2, dpi=40), raster.render_page(pdf, 2, dpi=40, for_paper=True)
    assert shown.width > shown.height
    assert (printed.width, printed.height) == (shown.height, shown.width)


def test_a_broken_file_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"。$"):
        raster.page_count(b"not a pdf")
