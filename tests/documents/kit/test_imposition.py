"""Finished files on their way to a printer: moved by tenths of a millimetre, turned onto the sheet, joined."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from lantian_desktop.documents.kit import imposition, raster
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.page import MM
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile

A4 = (210.0, 297.0)
SQUARE_MM = 10.0
DPI = 254.0
DOTS_PER_MM = 10
DARK = bytes(0 if shade < 128 else 255 for shade in range(256))


def goes_on(_done: int, _total: int) -> bool:
    return True


def page_with_a_square(*, wide: bool = False, rotation: int = 0) -> bytes:
    """Return a page of A4 with a black square whose corner lies 40 mm from the left and 60 mm from the top as it is read.

    With `rotation` the page is made as a sheet of the other orientation and shown turned, as our annexes are.
    """
    width, height = A4[::-1] if wide else A4
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width * MM, height * MM))
    if rotation:  # what stands upright when the sheet is turned clockwise: text runs upward on the sheet
        canvas.setPageRotation(rotation)
        canvas.setPageSize((width * MM, height * MM))
        canvas.transform(0, 1, -1, 0, height * MM, 0)
    canvas.rect(40 * MM, (height - 60 - SQUARE_MM) * MM, SQUARE_MM * MM, SQUARE_MM * MM, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def square_of(pdf: bytes) -> tuple[float, float]:
    """Return where the square's corner lies on the sheet that is read, in mm, from the object itself."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    (height,) = (page.get_size()[1],)
    left, _bottom, _right, top = next(iter(page.get_objects())).get_bounds()
    document.close()
    return left / MM, (height - top) / MM


def ink_of(image: raster.RasterImage) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of the pixels darker than half, in mm."""
    blue = image.pixels.translate(DARK)
    rows = [blue[at : at + image.width * 4 : 4] for at in range(0, len(blue), image.stride)]
    dark = [(row.find(b"\0"), row.rfind(b"\0"), number) for number, row in enumerate(rows) if b"\0" in row]
    edges = min(one[0] for one in dark), dark[0][2], max(one[1] for one in dark) + 1, dark[-1][2] + 1
    left, top, right, bottom = (edge / DOTS_PER_MM for edge in edges)
    return left, top, right, bottom


@settings(max_examples=25, deadline=None)
@given(st.integers(-200, 200), st.integers(-200, 200))
def test_ink_is_moved_by_exactly_the_offset(right: int, down: int) -> None:
    pdf = page_with_a_square()
    moved = imposition.for_paper(pdf, right_mm=right / 10, down_mm=down / 10, goes_on=goes_on)
    left, top = square_of(moved)
    assert left == pytest.approx(40 + right / 10, abs=0.01)
    assert top == pytest.approx(60 + down / 10, abs=0.01)


@pytest.mark.parametrize("offset", [(0.0, 0.0), (3.5, -2.3), (-20.0, 20.0)])
@pytest.mark.parametrize("rotation", [0, 90])
def test_a_wide_page_lies_upright_on_the_sheet_and_is_moved_on_the_sheet(
    rotation: int, offset: tuple[float, float]
) -> None:
    pdf = page_with_a_square(wide=True, rotation=rotation)
    assert raster.page_size_mm(pdf, 0) == (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
    moved = imposition.for_paper(pdf, right_mm=offset[0], down_mm=offset[1], goes_on=goes_on)
    document = pypdfium2.PdfDocument(moved)
    assert document[0].get_rotation() == 0
    document.close()
    assert raster.page_size_mm(moved, 0) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    # 60 mm from the head of the page as it is read is 60 mm from the sheet's left edge; its left is the sheet's foot.
    meant = 60 + offset[0], 297 - 40 - SQUARE_MM + offset[1]
    ink = ink_of(raster.render_page(moved, 0, dpi=DPI))
    assert ink == pytest.approx((*meant, meant[0] + SQUARE_MM, meant[1] + SQUARE_MM), abs=0.1)
    if offset == (0.0, 0.0):
        painted = raster.render_page(pdf, 0, dpi=DPI, for_paper=True)
        assert ink_of(painted) == pytest.approx(ink, abs=0.1)


def test_a_letter_is_moved_as_a_whole_and_its_stored_bytes_stay(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    before = bytes(pdf)
    received: list[tuple[int, int]] = []

    def listen(done: int, total: int) -> bool:
        received.append((done, total))
        return True

    moved = imposition.for_paper(pdf, right_mm=3.0, down_mm=-2.0, goes_on=listen)
    assert pdf == before
    assert received == [(number, 6) for number in range(1, 7)]
    for number in range(6):
        stays = ink_of(raster.render_page(pdf, number, dpi=DPI, for_paper=True))
        goes = ink_of(raster.render_page(moved, number, dpi=DPI))
        assert goes == pytest.approx((stays[0] + 3, stays[1] - 2, stays[2] + 3, stays[3] - 2), abs=0.1)
    assert texts(moved) == texts(pdf)
    assert catalogue_of(moved) == catalogue_of(pdf) == ("None", "zh-CN")


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return found


def catalogue_of(pdf: bytes) -> tuple[str, str]:
    """Return PrintScaling and Lang as the file's catalogue says them."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    catalogue = PDFDocument(PDFParser(BytesIO(pdf))).catalog
    language = resolve1(catalogue["Lang"])
    return resolve1(catalogue["ViewerPreferences"])["PrintScaling"].name, language.decode("ascii")


def test_upright_pages_that_are_not_moved_go_as_they_are() -> None:
    pdf = page_with_a_square()
    assert imposition.for_paper(pdf, right_mm=0.0, down_mm=0.0, goes_on=goes_on) is pdf


def test_laying_pages_can_be_stopped(letter: OfficialLetter, faces: FaceBook) -> None:
    asked: list[int] = []

    def until_two(done: int, _total: int) -> bool:
        asked.append(done)
        return done < 2

    assert imposition.for_paper(build(letter, faces), right_mm=1.0, down_mm=0.0, goes_on=until_two) is None
    assert asked == [1, 2]


def test_several_files_become_one_and_every_page_stays_what_it_was(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf, square = build(letter, faces), page_with_a_square(wide=True)
    whole = imposition.joined([pdf, square, pdf])
    assert shapes(whole) == shapes(pdf) + shapes(square) + shapes(pdf)
    assert texts(whole) == texts(pdf) + texts(square) + texts(pdf)
    assert catalogue_of(whole) == ("None", "zh-CN")
    for at, part, number in ((0, pdf, 0), (6, square, 0), (9, pdf, 2)):
        assert raster.render_page(whole, at, dpi=100).pixels == raster.render_page(part, number, dpi=100).pixels


def shapes(pdf: bytes) -> list[tuple[object, ...]]:
    document = pypdfium2.PdfDocument(pdf)
    found = [
        (page.get_size(), page.get_rotation(), page.get_mediabox())
        for page in map(document.get_page, range(len(document)))
    ]
    document.close()
    return found


def test_one_file_stays_byte_for_byte_and_none_is_refused() -> None:
    pdf = page_with_a_square()
    assert imposition.joined([pdf]) == pdf
    with pytest.raises(InvalidInput, match=r"。$"):
        imposition.joined([])
    with pytest.raises(UnreadableFile, match="重新生成后再合并"):
        imposition.joined([pdf, b"not a pdf"])


def test_pages_are_picked_out_and_white_ones_put_between(letter: OfficialLetter, faces: FaceBook) -> None:
    pdf = build(letter, faces)
    picked = imposition.arranged(pdf, (1, 0, 3, 6))
    first, third, last = (shapes(pdf)[at] for at in (0, 2, 5))
    white, *_rest = shapes(page_with_a_square())
    assert [shape[0] for shape in shapes(picked)] == [pytest.approx(one[0]) for one in (first, white, third, last)]
    assert [shape[1] for shape in shapes(picked)] == [0, 0, 90, 0]
    assert [texts(picked)[at] for at in (0, 2, 3)] == [texts(pdf)[at] for at in (0, 2, 5)]
    assert texts(picked)[1] == ""
    assert catalogue_of(picked) == ("None", "zh-CN")
