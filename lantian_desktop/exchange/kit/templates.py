"""Makes the empty lists users download to fill in, with drop-downs and a sheet of instructions."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn
from lantian_desktop.exchange.kit.sheets import column_letter
from lantian_desktop.exchange.kit.writing import Grid, open_workbook, write_grid

ROOM = 2000  # rows that get drop-downs
_LISTS = "选项"


def template_bytes(
    columns: ColumnSet, *, created: datetime, choices: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Return an xlsx with the headers of `columns`, 填写说明 and drop-down lists; `choices` gives the words of further columns by key."""
    target = io.BytesIO()
    with open_workbook(target, created) as book:
        sheet = write_grid(book, _empty(columns))
        text = book.add_format({"num_format": "@"})
        for index, column in enumerate(columns.columns):
            sheet.set_column(index, index, column.width, text)
        write_grid(book, _instructions(columns))
        _add_lists(book, sheet, columns, choices or {})
    return target.getvalue()


def _empty(columns: ColumnSet) -> Grid:
    headers = tuple(f"{column.header}*" if column.required else column.header for column in columns.columns)
    return Grid(columns.title, headers, (), tuple(column.width for column in columns.columns))


def _instructions(columns: ColumnSet) -> Grid:
    either = {key: keys for keys in columns.either for key in keys}
    rows = tuple(
        (column.header, _duty(column, columns, either), column.kind.label, column.hint, column.example)
        for column in columns.columns
    )
    return Grid("填写说明", ("列名", "是否必填", "填写形式", "说明", "示例"), rows, (18, 26, 26, 46, 28))


def _duty(column: SheetColumn, columns: ColumnSet, either: Mapping[str, tuple[str, ...]]) -> str:
    if column.required:
        return "必填"
    if column.key in either:
        return f"{'、'.join(columns.column(key).header for key in either[column.key])}至少填一项"
    return "选填"


def _add_lists(book: Any, sheet: Any, columns: ColumnSet, choices: Mapping[str, Sequence[str]]) -> None:
    lists = book.add_worksheet(_LISTS)
    lists.hide()
    used = 0
    for index, column in enumerate(columns.columns):
        words = tuple(choices.get(column.key, ())) or tuple(choice.label for choice in column.choices)
        if not words:
            continue
        for row, word in enumerate(words):
            lists.write_string(row, used, word)
        letter = column_letter(used)
        rule = {"validate": "list", "source": f"={_LISTS}!${letter}$1:${letter}${len(words)}"}
        if column.kind is not CellKind.CHOICE:
            rule["error_type"] = "warning"
        sheet.data_validation(1, index, ROOM, index, rule)
        used += 1
