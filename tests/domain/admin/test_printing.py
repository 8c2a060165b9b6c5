"""Offsets as typed, pages as written, and which documents of a whole a range of pages meets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.admin.printing import (
    BLANK,
    PaperOffset,
    PrintedPart,
    PrintOrder,
    Sides,
    faces_of,
    mm_text,
    pages_of_parts,
    ranges,
    tenths_of_mm,
)
from lantian_desktop.domain.errors import InvalidInput

FULL_WIDTH = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")


@given(st.integers(-999, 999))
def test_what_is_shown_can_be_typed_in_every_width(tenths: int) -> None:
    shown = mm_text(tenths)
    for typed in (shown, shown.replace(".", ","), shown.translate(FULL_WIDTH), f" {shown} mm ", f"{shown}毫米"):
        assert tenths_of_mm(typed, "向右移", "right") == tenths
    assert tenths_of_mm(shown.replace("-", "−"), "向右移", "right") == tenths


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [("0", 0), ("-0", 0), ("+1.5", 15), ("１，５", 15), ("－0．8", -8), ("—2", -20), ("20", 200), ("1。5", 15)],
)
def test_figures_as_people_type_them(typed: str, tenths: int) -> None:
    assert tenths_of_mm(typed, "向下移", "down") == tenths


@pytest.mark.parametrize("typed", ["", "1.55", "一", "1.5.2", "--1", "1/2", "右1", "1e1", ".5", "5.", "NaN"])
def test_anything_else_is_refused_beside_its_entry(typed: str) -> None:
    with pytest.raises(InvalidInput, match="向下移应填写毫米数") as refused:
        tenths_of_mm(typed, "向下移", "down")
    assert refused.value.field == "down"


@pytest.mark.parametrize(
    ("right", "down", "field"), [(201, 0, "right"), (-201, 0, "right"), (0, 201, "down"), (0, -300, "down")]
)
def test_no_printer_is_further_off_than_twenty_millimetres(right: int, down: int, field: str) -> None:
    with pytest.raises(InvalidInput, match="-20 至 20 毫米") as refused:
        PaperOffset(right, down)
    assert refused.value.field == field
    assert PaperOffset(200, -200).down_mm == -20.0


@given(st.sets(st.integers(1, 60), min_size=1))
def test_a_range_names_exactly_its_pages(pages: set[int]) -> None:
    written = ranges(sorted(pages))
    named: list[int] = []
    for run in written.split(","):
        first, _, last = run.partition("-")
        named += range(int(first), int(last or first) + 1)
    assert named == sorted(pages)
    starts = [int(run.split("-")[0]) for run in written.split(",")]
    assert all(start - 1 not in pages for start in starts)  # no run could be longer
    assert PrintOrder("打印机", tuple(sorted(pages))).page_range == written


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.data())
def test_each_document_gets_its_own_pages(counts: list[int], data: st.DataObject) -> None:
    parts = [PrintedPart(f"文书{number}", count, number) for number, count in enumerate(counts)]
    owners = [(part, page) for part in parts for page in range(1, part.page_count + 1)]
    chosen = sorted(data.draw(st.sets(st.integers(1, len(owners)))))
    found = [(part, page) for part, pages in pages_of_parts(parts, chosen) for page in pages]
    assert found == [owners[number - 1] for number in chosen]
    assert all(pages for _part, pages in pages_of_parts(parts, chosen))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5), st.data(), st.sampled_from(Sides))
def test_on_both_sides_no_document_begins_on_the_back_of_another(counts: list[int], data: st.DataObject, sides) -> None:
    parts = [PrintedPart(f"文书{number}", count) for number, count in enumerate(counts)]
    owner = [number for number, count in enumerate(counts) for _page in range(count)]
    chosen = tuple(sorted(data.draw(st.sets(st.integers(1, len(owner)), min_size=1))))
    faces = faces_of(parts, PrintOrder("打印机", chosen, sides=sides))
    assert tuple(face for face in faces if face != BLANK) == chosen
    if sides is Sides.ONE_SIDED:
        assert faces == chosen
        return
    assert BLANK not in {faces[0], faces[-1]}
    assert (BLANK, BLANK) not in pairwise(faces)
    for front, back in zip(faces[::2], faces[1::2], strict=False):
        assert back == BLANK or owner[front - 1] == owner[back - 1]
        assert front != BLANK
    for at, face in enumerate(faces):
        if face == BLANK:  # a white face only where the next document would otherwise begin on a back
            assert owner[faces[at + 1] - 1] != owner[faces[at - 1] - 1]


def test_one_document_without_parts_is_printed_as_ordered() -> None:
    assert faces_of((), PrintOrder("打印机", (2, 3), sides=Sides.LONG_EDGE)) == (2, 3)
