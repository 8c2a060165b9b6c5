"""Odd files for the tests of this room: made with the tools people use, then bent by hand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

Rows = Sequence[Sequence[object]]
HEADERS = ("编号", "发现日期", "属地单位", "类别", "点位名称", "问题描述", "责任人电话")


def xlsx(rows: Rows, *, merges: Sequence[str] = (), name: str = "清单", more: dict[str, Rows] | None = None) -> bytes:
    """Return a workbook of typed cells: numbers stay numbers, dates become date cells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, lines in {name: rows, **(more or {})}.items():
            sheet = book.add_worksheet(title)
            for merge in merges if title == name else ():
                sheet.merge_range(merge, "")
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell not in ("", None):
                        sheet.write(number, column, cell)
    return target.getvalue()


def bent(data: bytes, change: Callable[[str, bytes], tuple[str, bytes]], *, stored: bool = False) -> bytes:
    """Return the workbook with every member's name and bytes passed through `change`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            name, part = change(member, old.read(member))
            new.writestr(name, part, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()


def in_sheet(data: bytes, pattern: bytes, replacement: bytes) -> bytes:
    """Return the workbook with something replaced in its first sheet; the pattern must occur."""

    def change(name: str, part: bytes) -> tuple[str, bytes]:
        if name != "xl/worksheets/sheet1.xml":
            return name, part
        mended, times = re.subn(pattern, replacement, part)
        assert times, f"{pattern!r} is not in the sheet"
        return name, mended

    return bent(data, change)


def put(folder: Path, data: bytes, name: str = "清单.xlsx") -> Path:
    """Write bytes under a name and return the path."""
    path = folder / name
    path.write_bytes(data)
    return path


def issue(number: str = "高督-12-001", found: object = "2019-07-10", **cells: object) -> list[object]:
    """Return one row under HEADERS."""
    values: dict[str, object] = {
        "编号": number,
        "发现日期": found,
        "属地单位": "高陵区",
        "类别": "扬尘综合治理",
        "点位名称": "某工地",
        "问题描述": "裸土未覆盖",
        "责任人电话": "",
        **cells,
    }
    return [values[header] for header in HEADERS]
