"""Pages as pixels."""

from __future__ import annotations

import tracemalloc

import pytest

from lantian_desktop.documents.kit import raster
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.domain.errors import UnreadableFile


def test_a_page_is_rendered_at_the_resolution_asked_for(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    image = raster.render_page(pdf, 0, dpi=50)
    assert (image.width, image.height) == (413, 585)
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


@pytest.mark.parametrize(("dpi", "rows"), [(75, 100), (150, 97), (300, 1000)])
@pytest.mark.parametrize("index", [0, 2])
def test_bands_joined_are_the_whole_page(
    letter: OfficialLetter, faces: FaceBook, index: int, dpi: int, rows: int
) -> None:
    pdf = build(letter, faces)
    whole = raster.render_page(pdf, index, dpi=dpi, for_paper=True)
    bands = [raster.render_band(pdf, index, dpi=dpi, top=top, rows=rows) for top in range(0, whole.height, rows)]
    assert [band.height for band in bands[:-1]] == [rows] * (len(bands) - 1)
    assert {(band.width, band.stride) for band in bands} == {(whole.width, whole.stride)}
    same_pixels(b"".join(band.pixels for band in bands), whole.pixels, whole.stride)
    assert raster.render_band(pdf, index, dpi=dpi, top=whole.height, rows=rows).height == 0


def test_bands_join_at_the_finest_resolution_too(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    whole = raster.render_band(pdf, 0, dpi=600, top=3000, rows=300)
    parts = [raster.render_band(pdf, 0, dpi=600, top=top, rows=100) for top in (3000, 3100, 3200)]
    assert whole.pixels.count(b"\0\0\0") > 1000
    same_pixels(b"".join(part.pixels for part in parts), whole.pixels, whole.stride)


def same_pixels(joined: bytes, whole: bytes, stride: int) -> None:
    """Assert that two pictures are one but for what rounding does to edges.

    Edges are placed to 1/256 of a pixel in single precision, counted from the band's corner: in few pixels, by few shades.
    """
    assert len(joined) == len(whole)
    differing = 0
    for at in range(0, len(whole), stride):
        row, other = joined[at : at + stride], whole[at : at + stride]
        if row != other:
            shades = [abs(one - two) for one, two in zip(row, other, strict=True) if one != two]
            assert max(shades) <= 16
            differing += len(shades)
    assert differing <= len(whole) / 1000


def test_a_band_holds_no_more_than_its_rows(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    tracemalloc.start()
    band = raster.render_band(pdf, 1, dpi=600, top=1000, rows=200)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(band.pixels) == 4961 * 4 * 200
    assert peak < 3 * len(band.pixels)  # a whole page takes 139 MB, this band 4


def test_a_broken_file_is_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match=r"。$"):
        raster.page_count(b"not a pdf")
