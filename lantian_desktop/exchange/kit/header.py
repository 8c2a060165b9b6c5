"""Finds the header row of a list below its title rows and ties its texts to column keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, header_forms
from lantian_desktop.exchange.kit.sheets import HEAD_ROWS, Sheet, cell_text

MAX_DEPTH = 3  # rows a header may take
MIN_FOUND = 2  # a row that names fewer columns is no header
MAX_WIDTH = 300  # columns looked at


@dataclass(frozen=True, slots=True)
class SheetHeader:
    """The rows `first` to `last` (from 0), the column index of every key found, and each column's text, levels joined."""

    first: int
    last: int
    found: Mapping[str, int]
    texts: tuple[str, ...]

    def text(self, index: int) -> str:
        """Return a column's text, empty where the header is shorter."""
        return self.texts[index] if 0 <= index < len(self.texts) else ""


def find_header(sheet: Sheet, columns: ColumnSet) -> SheetHeader | None:
    """Return the best header among the first rows, or None; of equal ones the flattest and topmost."""
    keys = columns.keys_by_alias()
    serials = {column.key for column in columns.columns if column.kind is CellKind.SERIAL}
    best: SheetHeader | None = None
    best_score = MIN_FOUND - 1
    filled = _filled(sheet)
    for depth in range(1, MAX_DEPTH + 1):
        for first in range(max(0, len(filled) - depth + 1)):
            header = _header(filled[first : first + depth], first, keys)
            score = len(header.found.keys() - serials)
            if score > best_score:
                best, best_score = header, score
    return best


def header_at(sheet: Sheet, last: int, mapping: Mapping[str, int]) -> SheetHeader:
    """Return the header a person pointed at: its last row (from 0) and the column of every key."""
    filled = _filled(sheet)
    texts = tuple(filled[last]) if 0 <= last < len(filled) else ()
    return SheetHeader(last, last, dict(mapping), texts)


def _filled(sheet: Sheet) -> list[list[str]]:
    """Return the first rows as text, merged cells repeated over their whole range."""
    rows = sheet.rows[:HEAD_ROWS]
    width = min(max((len(row) for row in rows), default=0), MAX_WIDTH)
    texts = [[cell_text(cell).strip() for cell in row[:width]] + [""] * (width - len(row)) for row in rows]
    for merge in sheet.merged:
        if merge.first_row >= len(texts) or merge.first_column >= width:
            continue
        text = texts[merge.first_row][merge.first_column]
        for row in texts[merge.first_row : merge.last_row + 1]:
            for column in range(merge.first_column, min(merge.last_column + 1, width)):
                row[column] = text
    return texts


def _header(rows: list[list[str]], first: int, keys: Mapping[str, str]) -> SheetHeader:
    found: dict[str, int] = {}
    texts: list[str] = []
    for index in range(len(rows[0])):
        levels = _levels([row[index] for row in rows])
        texts.append("".join(levels))
        key = _key(levels, keys)
        if key is not None:
            found.setdefault(key, index)
    return SheetHeader(first, first + len(rows) - 1, found, tuple(texts))


def _levels(texts: list[str]) -> list[str]:
    levels: list[str] = []
    for text in texts:
        if text and (not levels or levels[-1] != text):
            levels.append(text)
    return levels


def _key(levels: list[str], keys: Mapping[str, str]) -> str | None:
    """Return the key of a header cell: levels joined first (责任人 + 电话), then the lowest level alone."""
    if not levels:
        return None
    for text in ("".join(levels), levels[-1]):
        for form in header_forms(text):
            if form in keys:
                return keys[form]
    return None
