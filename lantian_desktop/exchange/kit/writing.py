"""Makes xlsx and csv bytes and puts them on disk. Every cell is text: no formula, link or number is ever made of what users typed."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.roster.export import CsvEncoding
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn
from lantian_desktop.exchange.kit.delimited import guarded
from lantian_desktop.exchange.kit.sheets import cell_text, column_letter

CELL_LIMIT = 32_767  # characters a cell can hold; the writing library drops longer ones without a word
NAME_LIMIT = 31  # characters of a sheet's name
DEFAULT_WIDTH = 14
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written: headers, rows of text, and widths in characters."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    title: str = ""


def grid_of(columns: ColumnSet, rows: Iterable[Mapping[str, object]], *, title: str = "", sheet: str = "") -> Grid:
    """Return records as a grid: one row each, labels for choices, dates as 2019-07-05, lists joined by 、."""
    return Grid(
        sheet or columns.title,
        tuple(column.header for column in columns.columns),
        tuple(tuple(shown(row.get(column.key), column) for column in columns.columns) for row in rows),
        tuple(column.width for column in columns.columns),
        title,
    )


def shown(value: object, column: SheetColumn | None = None) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, (frozenset, set)):
        value = sorted(value, key=str)
    if isinstance(value, (tuple, list)):
        return "、".join(shown(part) for part in value)
    if column is not None and column.kind is CellKind.CHOICE:
        return next((choice.label for choice in column.choices if choice.value == value), _cell_words(value))
    if column is not None and column.kind is CellKind.PERCENT and isinstance(value, int):
        return f"{value}%"
    return _cell_words(value)


def _cell_words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Labelled):
        return value.label
    return f"{value.normalize():f}" if isinstance(value, Decimal) else cell_text(value)


def sheet_bytes(
    columns: ColumnSet, rows: Iterable[Mapping[str, object]], *, created: datetime, title: str = "", sheet: str = ""
) -> bytes:
    """Return an xlsx of records under the headers of `columns`; what it holds reads back as the same records."""
    return workbook_bytes((grid_of(columns, rows, title=title, sheet=sheet),), created=created)


def table_bytes(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    created: datetime,
    title: str = "",
    sheet: str = "",
    widths: Sequence[int] = (),
) -> bytes:
    """Return an xlsx of any table."""
    texts = tuple(tuple(shown(value) for value in row) for row in rows)
    return workbook_bytes(
        (Grid(sheet or title or "表格", tuple(headers), texts, tuple(widths), title),), created=created
    )


def workbook_bytes(grids: Sequence[Grid], *, created: datetime) -> bytes:
    """Return an xlsx with one sheet for each grid: frozen header, filter, widths. The same input gives the same bytes."""
    target = io.BytesIO()
    with open_workbook(target, created) as book:
        for grid in grids:
            write_grid(book, grid)
    return target.getvalue()


@contextlib.contextmanager
def open_workbook(target: io.BytesIO, created: datetime) -> Any:
    """Yield an xlsxwriter workbook that writes text as text and carries `created` as its only date."""
    import xlsxwriter  # slow to load, wanted only when a file is made

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": created.replace(tzinfo=None), "author": "", "company": ""})
    yield book
    book.close()


def write_grid(book: Any, grid: Grid) -> Any:
    """Add one grid to an open workbook and return its worksheet."""
    sheet = book.add_worksheet(_sheet_name(grid.name))
    body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DCE9F5", "border": 1}
    )
    header_row = 0
    if grid.title:
        big = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        _write_title(sheet, grid, big)
        header_row = 1
    for index, header in enumerate(grid.headers):
        sheet.set_column(index, index, grid.widths[index] if index < len(grid.widths) else DEFAULT_WIDTH)
        sheet.write_string(header_row, index, header, head)
    for number, row in enumerate(grid.rows, header_row + 1):
        for index, text in enumerate(row):
            if text:
                sheet.write_string(number, index, checked_text(text, number, index), body)
    sheet.freeze_panes(header_row + 1, 0)
    if grid.headers:
        sheet.autofilter(header_row, 0, header_row + max(len(grid.rows), 1), len(grid.headers) - 1)
    sheet.repeat_rows(header_row)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_title(sheet: Any, grid: Grid, form: Any) -> None:
    if len(grid.headers) > 1:
        sheet.merge_range(0, 0, 0, len(grid.headers) - 1, grid.title, form)
    else:
        sheet.write_string(0, 0, grid.title, form)
    sheet.set_row(0, 28)


def checked_text(text: str, row: int, column: int) -> str:
    """Return `text` when a cell can hold it; raise InvalidInput naming the cell (row and column from 0) otherwise."""
    if len(text) > CELL_LIMIT:
        where = f"{column_letter(column)}{row + 1}"
        raise InvalidInput(f"{where} 单元格的内容超过 {CELL_LIMIT:,} 字，表格放不下，请先删减该项内容再导出。")
    return text


def _sheet_name(name: str) -> str:
    return name.translate(_FORBIDDEN_IN_NAME).strip(" '")[:NAME_LIMIT] or "表格"


def csv_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[object]], *, encoding: CsvEncoding = CsvEncoding.GB18030
) -> bytes:
    """Return a csv; cells a spreadsheet would run as formulas get a leading '."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(header) for header in headers])
    writer.writerows([guarded(shown(value)) for value in row] for row in rows)
    return text.getvalue().encode(encoding.value)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raise OfficeError with what to do when the disk or another program refuses."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OfficeError(_why_not_saved(path, error)) from error


def _why_not_saved(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"磁盘空间不足，“{path.name}”没有保存，请清理后再试或换一个位置。"
    if error.errno == errno.ENOENT:
        return f"文件夹“{path.parent}”不存在，“{path.name}”没有保存，请另选位置。"
    return f"无法写入“{path.name}”，请检查它是否正被 WPS 或 Excel 打开，或者换一个有写入权限的文件夹。"
