"""Writes a form, blank for the field or filled: title, labelled fields, then its table. `forms` reads it back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from lantian_desktop.exchange.kit.columns import CellKind, SheetColumn
from lantian_desktop.exchange.kit.forms import FormLayout
from lantian_desktop.exchange.kit.writing import checked_text, open_workbook, shown

LABEL_COLUMNS = 2  # table columns a field's label stretches over


def form_bytes(
    layout: FormLayout, fields: Mapping[str, object], rows: Iterable[Mapping[str, object]], *, created: datetime
) -> bytes:
    """Return an xlsx of the form with the values given; fields and cells left out are empty, choices get drop-downs."""
    target = io.BytesIO()
    with open_workbook(target, created) as book:
        sheet = book.add_worksheet(layout.title)
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "vcenter", "border": 1})
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
                "bg_color": "#DCE9F5",
                "border": 1,
            }
        )
        last = len(layout.table.columns) - 1
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet.merge_range(0, 0, 0, last, layout.title, title)
        for number, column in enumerate(layout.fields.columns, 1):
            sheet.merge_range(number, 0, number, LABEL_COLUMNS - 1, column.header, head)
            value = checked_text(shown(fields.get(column.key), column), number, LABEL_COLUMNS)
            sheet.merge_range(number, LABEL_COLUMNS, number, last, value, text)
            _offer(sheet, column, number, LABEL_COLUMNS, number)
        _write_table(sheet, layout, rows, head, text)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _write_table(sheet: Any, layout: FormLayout, rows: Iterable[Mapping[str, object]], head: Any, text: Any) -> None:
    top = len(layout.fields.columns) + 2
    last_row = top
    for index, column in enumerate(layout.table.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(top, index, column.header, head)
    for last_row, row in enumerate(rows, top + 1):
        for index, column in enumerate(layout.table.columns):
            cell = shown(row.get(column.key), column)
            sheet.write_string(last_row, index, checked_text(cell, last_row, index), text)
    for index, column in enumerate(layout.table.columns):
        _offer(sheet, column, top + 1, index, max(last_row, top + 1))


def _offer(sheet: Any, column: SheetColumn, first_row: int, index: int, last_row: int) -> None:
    if column.kind is CellKind.CHOICE:
        words = [choice.label for choice in column.choices]
        sheet.data_validation(first_row, index, last_row, index, {"validate": "list", "source": words})
