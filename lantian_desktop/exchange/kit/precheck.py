"""Turns a sheet into records with every fault named by row, column and reason. What a value means to the office is not known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.exchange.kit.cells import reader
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn, normalised
from lantian_desktop.exchange.kit.findings import BadCell, Repaired
from lantian_desktop.exchange.kit.header import SheetHeader, find_header, header_at
from lantian_desktop.exchange.kit.sheets import MAX_ROWS, Cell, Row, Sheet, cell_text, column_letter, unmerged

_FOOTNOTES = ("注", "备注", "说明", "填表", "制表", "审核", "合计", "总计", "填报", "联系人")


class FaultSeverity(Labelled):
    """Whether a fault keeps its row out."""

    ERROR = "error", "有误"
    WARNING = "warning", "提醒"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding: sheet row from 1, column letter and header (empty when it is about the row), reason, the cell as it stood."""

    row: int
    column: str
    header: str
    reason: str
    original: str = ""
    severity: FaultSeverity = FaultSeverity.ERROR

    @property
    def sentence(self) -> str:
        """The finding as one line: 第 7 行 C 列“发现日期”：…"""
        where = f" {self.column} 列“{self.header}”" if self.column else ""
        return f"第 {self.row} 行{where}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Record:
    """One row that was read: its row in the sheet (from 1) and a value for every key of the column set."""

    row: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it was read. `missing` are required columns the sheet does not have; `skipped` counts notes and repeated headers."""

    source: Sheet
    header: SheetHeader
    columns: ColumnSet
    missing: tuple[SheetColumn, ...]
    records: tuple[Record, ...]
    faults: tuple[Fault, ...]
    skipped: int = 0

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that keep a row out."""
        return tuple(fault for fault in self.faults if fault.severity is FaultSeverity.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that are only pointed out."""
        return tuple(fault for fault in self.faults if fault.severity is FaultSeverity.WARNING)

    def by_row(self) -> Mapping[int, tuple[Fault, ...]]:
        """Return the faults of every row that has any, for whoever goes through all rows."""
        found: dict[int, list[Fault]] = {}
        for fault in self.faults:
            found.setdefault(fault.row, []).append(fault)
        return {row: tuple(faults) for row, faults in found.items()}

    @property
    def good(self) -> tuple[Record, ...]:
        """The records without an error; none at all while a required column is missing."""
        if self.missing:
            return ()
        bad = {fault.row for fault in self.errors}
        return tuple(record for record in self.records if record.row not in bad)

    def fault(self, record: Record, key: str, reason: str, severity: FaultSeverity = FaultSeverity.ERROR) -> Fault:
        """Return a fault found by somebody who knows more, such as a unit that does not exist."""
        return _fault(self.source, self.header, self.columns.column(key), record.row, reason, severity)

    def with_faults(self, more: Iterable[Fault]) -> Table:
        """Return the table with further faults, in the order of rows."""
        return replace(self, faults=tuple(sorted((*self.faults, *more), key=lambda fault: fault.row)))


def precheck(
    sheets: Sequence[Sheet],
    columns: ColumnSet,
    *,
    sheet: str = "",
    mapping: Mapping[str, int] | None = None,
    header_row: int | None = None,
) -> Table:
    """Read the sheet called `sheet` (or the one whose header fits best) as `columns`.

    `mapping` (key → column index from 0) overrides what the aliases say; an index below 0 leaves that column out. `header_row` is the header's
    last row, from 0, for a sheet whose header is not recognised. Raise UnreadableFile when no header is found or there are too many rows.
    """
    chosen, header = _chosen(sheets, columns, sheet, header_row)
    if mapping:
        found = {**header.found, **mapping}
        header = replace(header, found={key: index for key, index in found.items() if index >= 0})
    if len(chosen.rows) - header.last - 1 > MAX_ROWS:
        raise UnreadableFile(f"“{chosen.name}”超过 {MAX_ROWS:,} 行，请拆成几个文件分别导入。")
    missing = _missing(columns, header)
    mended = unmerged(chosen, header.last)
    records, faults, skipped = _read(chosen, mended, header, columns)
    return Table(mended, header, columns, missing, tuple(records), tuple(faults), skipped)


def read_rows(sheet: Sheet, columns: ColumnSet) -> Table:
    """Return rows that have no header and whose cells stand in the order of `columns`: what comes in but is no spreadsheet."""
    header = SheetHeader(
        -1,
        -1,
        {column.key: index for index, column in enumerate(columns.columns)},
        tuple(column.header for column in columns.columns),
    )
    records, faults, skipped = _read(sheet, sheet, header, columns)
    return Table(sheet, header, columns, (), tuple(records), tuple(faults), skipped)


def _chosen(
    sheets: Sequence[Sheet], columns: ColumnSet, name: str, header_row: int | None
) -> tuple[Sheet, SheetHeader]:
    candidates = [one for one in sheets if not name or one.name == name]
    if header_row is not None and candidates:
        return candidates[0], header_at(candidates[0], header_row, {})
    scored = [(one, header) for one in candidates if (header := find_header(one, columns)) is not None]
    if not scored:
        some = "、".join(column.header for column in columns.columns if column.kind is not CellKind.SERIAL)
        raise UnreadableFile(
            f"没有找到{columns.title}的表头，请检查文件是否选对；表头应包含：{some[:60]}等列，可下载模板对照。"
        )
    return max(scored, key=lambda pair: len(pair[1].found))


def _missing(columns: ColumnSet, header: SheetHeader) -> tuple[SheetColumn, ...]:
    lacking = [column for column in columns.columns if column.required and column.key not in header.found]
    lacking += [columns.column(keys[0]) for keys in columns.either if not any(key in header.found for key in keys)]
    return tuple(lacking)


@dataclass(frozen=True, slots=True)
class _Slot:
    column: SheetColumn
    index: int
    read: Callable[[Cell], object]


def _read(
    original: Sheet, mended: Sheet, header: SheetHeader, columns: ColumnSet
) -> tuple[list[Record], list[Fault], int]:
    slots = [_Slot(one, header.found[one.key], reader(one)) for one in columns.columns if one.key in header.found]
    telling = [slot.index for slot in slots if slot.column.kind is not CellKind.SERIAL]
    empty = {column.key: column.empty for column in columns.columns}
    records: list[Record] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, object], int] = {}
    skipped = 0
    for index in range(header.last + 1, len(original.rows)):
        cells = mended.rows[index]
        if not any(_holds(original.rows[index], column) for column in telling):
            continue
        if _is_footnote(cells) or _repeats(cells, header, telling):
            skipped += 1
            continue
        values, at = dict(empty), _At(mended, header, index + 1)
        for slot in slots:
            if slot.column.required or _holds(cells, slot.index):
                _read_cell(slot, cells, values, faults, at)
        faults += _row_faults(columns, header, values, seen, at)
        records.append(Record(index + 1, values))
    return records, faults, skipped


@dataclass(frozen=True, slots=True)
class _At:
    sheet: Sheet
    header: SheetHeader
    row: int

    def fault(self, column: SheetColumn, reason: str, severity: FaultSeverity = FaultSeverity.ERROR) -> Fault:
        return _fault(self.sheet, self.header, column, self.row, reason, severity)


def _read_cell(slot: _Slot, cells: Row, values: dict[str, object], faults: list[Fault], at: _At) -> None:
    try:
        value = slot.read(_at(cells, slot.index))
    except BadCell as bad:
        faults.append(at.fault(slot.column, str(bad)))
        return
    if isinstance(value, Repaired):
        faults.append(at.fault(slot.column, value.reason, FaultSeverity.WARNING))
        value = value.value
    values[slot.column.key] = value
    if slot.column.required and value == slot.column.empty:
        faults.append(at.fault(slot.column, f"{slot.column.header}不能为空"))


def _row_faults(
    columns: ColumnSet, header: SheetHeader, values: Mapping[str, object], seen: dict[tuple[str, object], int], at: _At
) -> list[Fault]:
    faults: list[Fault] = []
    for keys in columns.either:
        present = [key for key in keys if key in header.found]
        if present and not any(values[key] for key in present):
            names = "和".join(columns.column(key).header for key in keys)
            faults.append(at.fault(columns.column(present[0]), f"{names}至少填写一项"))
    for key in columns.unique:
        value = values[key]
        if not value:
            continue
        first = seen.setdefault((key, value), at.row)
        if first != at.row:
            faults.append(at.fault(columns.column(key), f"{columns.column(key).header}与第 {first} 行重复"))
    return faults


def _fault(
    sheet: Sheet, header: SheetHeader, column: SheetColumn, row: int, reason: str, severity: FaultSeverity
) -> Fault:
    index = header.found.get(column.key)
    if index is None:
        return Fault(row, "", column.header, reason, "", severity)
    shown = header.text(index) or column.header
    letter = column_letter(index) if header.last >= 0 else ""  # what has no header has no columns to be told by letters
    return Fault(row, letter, shown, reason, cell_text(sheet.cell(row - 1, index)), severity)


def _at(cells: Row, index: int) -> Cell:
    return cells[index] if index < len(cells) else ""


def _holds(cells: Row, index: int) -> bool:
    cell = cells[index] if index < len(cells) else ""
    return cell != "" and (not isinstance(cell, str) or bool(cell.strip()))


def _is_footnote(cells: Row) -> bool:
    filled = [cell for cell in cells if cell != ""]
    return len(filled) == 1 and cell_text(filled[0]).strip().startswith(_FOOTNOTES)


def _repeats(cells: Row, header: SheetHeader, telling: Sequence[int]) -> bool:
    """Return whether the row is the header again, as on every printed page."""
    return all(normalised(cell_text(_at(cells, index))) == normalised(header.text(index)) for index in telling)
