"""Reads and writes a form: labelled fields above one table, as a checklist or a plan is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit.cells import reader
from lantian_desktop.exchange.kit.columns import ColumnSet, SheetColumn, header_forms
from lantian_desktop.exchange.kit.findings import BadCell, Repaired
from lantian_desktop.exchange.kit.precheck import Fault, FaultSeverity, Table, precheck
from lantian_desktop.exchange.kit.sheets import Cell, Row, Sheet, cell_text, column_letter


@dataclass(frozen=True, slots=True)
class FormLayout:
    """What a form asks for: its fields, and the columns of the table below them."""

    title: str
    fields: ColumnSet
    table: ColumnSet


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form as it was read: a value for every field, the table, and what is wrong with the fields."""

    fields: Mapping[str, object]
    table: Table
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Everything that keeps the form from being taken over, fields first."""
        return (*(fault for fault in self.faults if fault.severity is FaultSeverity.ERROR), *self.table.errors)


def read_form(sheets: Sequence[Sheet], layout: FormLayout) -> ReadForm:
    """Read the sheet that holds the form's table; its fields stand above it, each right of its label or after a colon.

    Raise UnreadableFile when the table or a required column of it is not there.
    """
    table = precheck(sheets, layout.table)
    if table.missing:
        names = "、".join(column.header for column in table.missing)
        raise UnreadableFile(f"{layout.title}缺少“{names}”列，请用本系统导出的空白表填写。")
    aliases = layout.fields.keys_by_alias()
    fields = {column.key: column.empty for column in layout.fields.columns}
    faults: list[Fault] = []
    for number, cells in enumerate(table.source.rows[: table.header.first], 1):
        for key, value, index in _pairs(cells, aliases):
            if fields[key] == layout.fields.column(key).empty:
                fields[key] = _value(layout.fields.column(key), value, column_letter(index), number, faults)
    faulty = {fault.header for fault in faults}
    faults += [
        Fault(0, "", column.header, f"{column.header}不能为空")
        for column in layout.fields.columns
        if column.required and fields[column.key] == column.empty and column.header not in faulty
    ]
    return ReadForm(fields, table, tuple(faults))


def _pairs(cells: Row, aliases: Mapping[str, str]) -> Iterator[tuple[str, Cell, int]]:
    """Yield key, value and column of every labelled field of a row; a label followed by another label is an empty field."""
    filled = [(index, cell) for index, cell in enumerate(cells) if cell_text(cell).strip()]
    for place, (index, cell) in enumerate(filled):
        label, inline = _split(cell_text(cell))
        key = _key(label, aliases)
        if key is None:
            continue
        if inline:
            yield key, inline, index
        elif place + 1 < len(filled) and _key(_split(cell_text(filled[place + 1][1]))[0], aliases) is None:
            yield key, filled[place + 1][1], filled[place + 1][0]


def _split(text: str) -> tuple[str, str]:
    label, _, inline = text.replace(":", "：", 1).partition("：")
    return label, inline.strip()


def _key(label: str, aliases: Mapping[str, str]) -> str | None:
    return next((aliases[form] for form in header_forms(label) if form in aliases), None)


def _value(column: SheetColumn, cell: Cell, letter: str, row: int, faults: list[Fault]) -> object:
    try:
        value = reader(column)(cell)
    except BadCell as bad:
        faults.append(Fault(row, letter, column.header, str(bad), cell_text(cell)))
        return column.empty
    if isinstance(value, Repaired):
        faults.append(Fault(row, letter, column.header, value.reason, cell_text(cell), FaultSeverity.WARNING))
        return value.value
    return value
