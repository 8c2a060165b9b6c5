"""Every number of a page is a parameter that says unit, clause and strength, and has the value the standard gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields

import pytest

from lantian_desktop.documents.kit import page
from lantian_desktop.documents.kit.measure import Colour, Count, MeasureUnit, Named, PageMeasure, Strength
from lantian_desktop.documents.kit.page import DOCUMENT_HEAD, LETTER_HEAD
from lantian_desktop.documents.parameters import measures
from tests.source_tree import TREE

DECLARED = {"PageMeasure", "Count", "Colour", "lru_cache"}  # how much is remembered is not seen on any page
HOMES = ("page", "table", "flow", "paper", "annex", "word_page")
NONE_OR_ONE = {0, 1}
ARITHMETIC = NONE_OR_ONE | {2, 1e-6}  # inside functions: gaps between rows, halves, and the blur of floats
BINDING, USUAL, ADVISED, PRACTICE = Strength.BINDING, Strength.USUAL, Strength.ADVISED, Strength.PRACTICE
POINT = 25.4 / 72
# As the reference of the house has them, section by section; worked out by hand where it gives a formula.
EXPECTED = {
    # the page and its grid
    "PAGE_WIDTH_MM": (210, MeasureUnit.MM, "5.1", BINDING),
    "PAGE_HEIGHT_MM": (297, MeasureUnit.MM, "5.1", BINDING),
    "TOP_MM": (37, MeasureUnit.MM, "5.2.1", BINDING),
    "LEFT_MM": (28, MeasureUnit.MM, "5.2.1", BINDING),
    "TEXT_WIDTH_MM": (156, MeasureUnit.MM, "5.2.1", BINDING),
    "TEXT_HEIGHT_MM": (225, MeasureUnit.MM, "5.2.1", BINDING),
    "RIGHT_MM": (184, MeasureUnit.MM, "5.2.1", BINDING),
    "BOTTOM_MM": (262, MeasureUnit.MM, "5.2.1", BINDING),
    "ROWS": (22, MeasureUnit.ROW, "5.2.3", USUAL),
    "CELLS": (28, MeasureUnit.CELL, "5.2.3", USUAL),
    "CELL_MM": (5.5714, MeasureUnit.MM, "5.2.3", USUAL),
    "PITCH_MM": (10.45, MeasureUnit.MM, "5.2.3", USUAL),
    "SIZE_2_PT": (21, MeasureUnit.PT, "7.3.1", USUAL),
    "SIZE_3_PT": (15.75, MeasureUnit.PT, "5.2.2", USUAL),
    "SIZE_4_PT": (14, MeasureUnit.PT, "7.4.2", USUAL),
    "ROW_GAP_MM": (4.86, MeasureUnit.MM, "3.2", BINDING),
    "RED": ((1, 0, 0), MeasureUnit.RGB, "7.2.4", BINDING),
    "BLACK": ((0, 0, 0), MeasureUnit.RGB, "5.2.4", BINDING),
    "PAGE_NUMBER_LINE_MM": (269, MeasureUnit.MM, "7.5", BINDING),
    "PAGE_NUMBER_INSET_EM": (1, MeasureUnit.EM, "7.5", BINDING),
    # 信函格式
    "LETTER_HEAD.mark_top_mm": (30, MeasureUnit.MM, "10.1", BINDING),
    "LETTER_HEAD.mark_largest_pt": (36, MeasureUnit.PT, "7.2.4", PRACTICE),
    "LETTER_HEAD.mark_smallest_pt": (15.75, MeasureUnit.PT, "7.2.4", PRACTICE),
    "LETTER_HEAD.line_under_mark_mm": (4, MeasureUnit.MM, "10.1", BINDING),
    "LETTER_HEAD.line_length_mm": (170, MeasureUnit.MM, "10.1", BINDING),
    "LETTER_HEAD.second_line_from_bottom_mm": (20, MeasureUnit.MM, "10.1", BINDING),
    "LETTER_HEAD.thick_mm": (1.5 * POINT, MeasureUnit.MM, "10.1", PRACTICE),
    "LETTER_HEAD.thin_mm": (0.75 * POINT, MeasureUnit.MM, "10.1", PRACTICE),
    "LETTER_HEAD.between_mm": (0.85 * POINT, MeasureUnit.MM, "10.1", PRACTICE),
    "LETTER_HEAD.number_under_line_mm": (4.86, MeasureUnit.MM, "10.1", BINDING),
    "LETTER_HEAD.blank_rows_over_title": (2, MeasureUnit.ROW, "10.1", BINDING),
    "LETTER_HEAD.blank_rows_over_addressee": (1, MeasureUnit.ROW, "7.3.2", BINDING),
    "LETTER_HEAD.blank_rows_over_annex_note": (1, MeasureUnit.ROW, "7.3.4", BINDING),
    "LETTER_HEAD.blank_rows_over_seal": (2, MeasureUnit.ROW, "7.3.5.1", PRACTICE),
    "LETTER_HEAD.blank_rows_over_signature": (1, MeasureUnit.ROW, "7.3.5.2", BINDING),
    "LETTER_HEAD.date_inset_cells": (4, MeasureUnit.CELL, "7.3.5.1", USUAL),
    "LETTER_HEAD.signature_inset_cells": (2, MeasureUnit.CELL, "7.3.5.2", BINDING),
    # 文件格式
    "DOCUMENT_HEAD.mark_top_mm": (72, MeasureUnit.MM, "7.2.4", BINDING),
    "DOCUMENT_HEAD.mark_largest_pt": (42, MeasureUnit.PT, "7.2.4", PRACTICE),
    "DOCUMENT_HEAD.mark_longest_mm": (156, MeasureUnit.MM, "7.2.4", PRACTICE),
    "DOCUMENT_HEAD.blank_rows_over_number": (2, MeasureUnit.ROW, "7.2.5", BINDING),
    "DOCUMENT_HEAD.number_inset_cells": (1, MeasureUnit.CELL, "7.2.5", BINDING),
    "DOCUMENT_HEAD.signer_inset_cells": (1, MeasureUnit.CELL, "7.2.6", BINDING),
    "DOCUMENT_HEAD.line_under_number_mm": (4, MeasureUnit.MM, "7.2.7", BINDING),
    "DOCUMENT_HEAD.line_length_mm": (156, MeasureUnit.MM, "7.2.7", BINDING),
    "DOCUMENT_HEAD.line_mm": (1.5 * POINT, MeasureUnit.MM, "7.2.7", PRACTICE),
    "DOCUMENT_HEAD.blank_rows_over_title": (2, MeasureUnit.ROW, "7.3.1", USUAL),
    "DOCUMENT_HEAD.blank_rows_over_addressee": (1, MeasureUnit.ROW, "7.3.2", BINDING),
    "DOCUMENT_HEAD.imprint_line_length_mm": (156, MeasureUnit.MM, "7.4.1", BINDING),
    "DOCUMENT_HEAD.imprint_outer_line_mm": (0.35, MeasureUnit.MM, "7.4.1", ADVISED),
    "DOCUMENT_HEAD.imprint_inner_line_mm": (0.25, MeasureUnit.MM, "7.4.1", ADVISED),
    "DOCUMENT_HEAD.imprint_last_line_mm": (262, MeasureUnit.MM, "7.4.1", BINDING),
    "DOCUMENT_HEAD.imprint_inset_em": (1, MeasureUnit.EM, "7.4.2", BINDING),
}


def value_of(name: str) -> PageMeasure | Count | Colour:
    holder: object = page
    for part in name.split("."):
        holder = getattr(holder, part)
    return holder


@pytest.mark.parametrize("name", EXPECTED)
def test_a_parameter_has_the_value_unit_clause_and_strength_of_the_standard(name: str) -> None:
    value, unit, clause, strength = EXPECTED[name]
    found = value_of(name)
    if isinstance(found, Colour):
        assert (found.red, found.green, found.blue) == value
    else:
        assert float(found) == pytest.approx(value, abs=0.005)
    assert (found.unit, found.strength) == (unit, strength)
    assert found.clause.split()[0].split("、")[0] == clause


def test_both_heads_are_checked_field_by_field() -> None:
    for name, head in (("LETTER_HEAD", LETTER_HEAD), ("DOCUMENT_HEAD", DOCUMENT_HEAD)):
        assert {f"{name}.{field.name}" for field in fields(head)} == {key for key in EXPECTED if key.startswith(name)}
        with pytest.raises(FrozenInstanceError):
            head.mark_top_mm = 0.0


def bare_numbers(source: str) -> Iterator[str]:
    """Yield the numbers that are not arguments of a declared parameter; functions may halve and count."""

    def walk(node: ast.AST, *, computing: bool) -> Iterator[str]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DECLARED:
            return
        if isinstance(node, ast.FunctionDef):
            computing = True
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            if node.value not in (ARITHMETIC if computing else NONE_OR_ONE):
                yield f"{node.lineno}: {node.value}"
            return
        for child in ast.iter_child_nodes(node):
            yield from walk(child, computing=computing)

    return walk(ast.parse(source), computing=False)


def test_bare_numbers_are_seen() -> None:
    assert list(bare_numbers("A = 3.0\nB = PageMeasure(3.0)\ndef f(x): return x / 2 + 9")) == ["1: 3.0", "3: 9"]


@pytest.mark.parametrize("name", HOMES)
def test_no_number_of_a_page_is_bare(name: str) -> None:
    source = next((TREE / "lantian_desktop" / "documents").rglob(f"{name}.py"))
    assert list(bare_numbers(source.read_text(encoding="utf-8"))) == []


def test_the_table_of_parameters_lists_each_once_and_says_what_it_is() -> None:
    table = measures()
    names = [one.name for one in table]
    assert len(names) == len(set(names)) == len(set(map(str.casefold, names)))
    assert {f"page.{name}" for name in EXPECTED} <= set(names)
    assert {"table.OUTER_MM", "table.LEADING", "title.LONGEST", "flow.PARAGRAPH_INDENT"} <= set(names)
    assert all(one.clause.strip() and one.value and one.unit.label and one.strength.label for one in table)
    assert (
        Named("page.DOCUMENT_HEAD.imprint_outer_line_mm", "0.35", MeasureUnit.MM, "7.4.1 首条和末条分隔线", ADVISED)
        in table
    )
    assert Named("page.RED", "255,0,0", MeasureUnit.RGB, "7.2.4、7.2.7、10.1 发文机关标志和分隔线", BINDING) in table


def test_what_is_computed_from_parameters_is_a_plain_number() -> None:
    assert type(page.SIZE_3_PT / page.MM) is float
    assert type(page.ROWS - 1) is int
    assert type(page.row_height_mm(page.SIZE_2_PT)) is float
