"""What a spreadsheet is to this room: named sheets of cells with their merged ranges. Reading and writing live elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = tuple[Cell, ...]

MAX_ROWS = 100_000  # rows of one list; more is refused
HEAD_ROWS = 30  # title and header rows are looked for in these


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns counted from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from A1 on: `rows[0]` is row 1, its first cell column A; an empty cell is an empty string."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, empty where the row is shorter."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


def column_letter(index: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return 0 for A, 26 for AA."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def cell_text(cell: object) -> str:
    """Return a cell as a person would type it: whole numbers without .0, dates as 2019-07-05, days with time to the minute."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d") if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def unmerged(sheet: Sheet, after_row: int) -> Sheet:
    """Return the sheet with every merged cell below `after_row` (from 0) repeated down its first column: one unit, several persons."""
    rows = list(sheet.rows)
    for merge in sheet.merged:
        if merge.first_row <= after_row or merge.first_row >= len(rows):
            continue
        value, column = sheet.cell(merge.first_row, merge.first_column), merge.first_column
        for index in range(merge.first_row + 1, min(merge.last_row + 1, len(rows))):
            cells = rows[index] + ("",) * (column + 1 - len(rows[index]))
            rows[index] = (*cells[:column], value, *cells[column + 1 :])
    return replace(sheet, rows=tuple(rows))


def is_blank(row: Iterable[Cell]) -> bool:
    """Return whether no cell of the row holds anything but blanks."""
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


def trimmed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows without the blank ones at the end."""
    kept = list(rows)
    while kept and is_blank(kept[-1]):
        kept.pop()
    return tuple(kept)
