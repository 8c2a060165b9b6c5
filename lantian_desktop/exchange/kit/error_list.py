"""Makes the list of rows that could not be taken over: the original cells as they stood, and why. It can be mended and imported again."""

from __future__ import annotations

from datetime import datetime

from lantian_desktop.exchange.kit.precheck import Fault, FaultSeverity, Table
from lantian_desktop.exchange.kit.sheets import cell_text
from lantian_desktop.exchange.kit.writing import Grid, workbook_bytes


def error_list_bytes(table: Table, *, created: datetime) -> bytes:
    """Return an xlsx with the faulty rows of `table`: 原行号, 错误原因, then every original column."""
    faults = table.by_row()
    faulty = sorted({fault.row for fault in table.errors})
    width = max(len(table.header.texts), 1)
    rows = tuple((str(row), "\n".join(map(_reason, faults[row])), *_original(table, row, width)) for row in faulty)
    headers = ("原行号", "错误原因", *table.header.texts)
    return workbook_bytes((Grid("错误清单", headers, rows, (8, 44, *(16,) * width)),), created=created)


def _reason(fault: Fault) -> str:
    column = f"{fault.column} 列" if fault.column else ""
    where = f"{column}“{fault.header}”：" if fault.header else ""
    return f"{'提醒：' if fault.severity is FaultSeverity.WARNING else ''}{where}{fault.reason}"


def _original(table: Table, row: int, width: int) -> tuple[str, ...]:
    return tuple(cell_text(table.source.cell(row - 1, column)) for column in range(width))
