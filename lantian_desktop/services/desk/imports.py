"""Importing sheets: pre-check, one transaction, one undo, and the list of rows that could not be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import Refused
from lantian_desktop.services.files import write_file
from lantian_desktop.services.import_plan import (
    ColumnChoice,
    ImportKind,
    ImportPlan,
    ImportResult,
    ImportRow,
    RowVerdict,
)
from lantian_desktop.services.issues import import_issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import import_progress
from lantian_desktop.services.roster import import_cards, import_roster
from lantian_desktop.services.rota import import_rota
from lantian_desktop.store.engine import journal

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.columns import ColumnSet
    from lantian_desktop.exchange.kit.precheck import Fault, Record, Table
    from lantian_desktop.exchange.kit.sheets import Sheet

Advance = Callable[[int, int], bool]  # rows done, rows in all → go on?

RIGHTS = {
    ImportKind.ROSTER: Right.EDIT_ROSTER,
    ImportKind.ISSUES: Right.EDIT_RECORDS,
    ImportKind.PROGRESS: Right.EDIT_RECORDS,
    ImportKind.ROTA: Right.ARRANGE_DUTY,
}
_ROOMS = {
    ImportKind.ROSTER: import_roster,
    ImportKind.ISSUES: import_issues,
    ImportKind.PROGRESS: import_progress,
    ImportKind.ROTA: import_rota,
}


def precheck(
    office: Office, *, kind: ImportKind, path: Path, mapping: Mapping[str, int] | None = None, unit: str = ""
) -> ImportPlan:
    """Read a sheet, or cards for the roster, and judge every row; `mapping` (column key → column from 0) overrides the headers.

    Cards that name no unit are taken as those of `unit`.

    Raises UnreadableFile with a sentence when the file cannot be used at all. Writes nothing.
    """
    cards = kind is ImportKind.ROSTER and import_cards.is_cards(path)
    table, sheets = (import_cards.read(office, path, unit=unit), ()) if cards else _read(kind, path, mapping)
    judged, good = _ROOMS[kind].judge(office, table, path)
    rounds, groups = import_roster.groups_of(office, sheets) if kind is ImportKind.ROSTER else ((), ())
    rows = _rows(_ROOMS[kind].caption, judged, good)
    head = journal.head(office.session)
    choices = () if cards else _choices(judged)
    return ImportPlan(kind, path, rows, choices, judged.header.texts, judged, rounds, groups, head)


def _read(kind: ImportKind, path: Path, mapping: Mapping[str, int] | None) -> tuple[Table, Sequence[Sheet]]:
    from lantian_desktop.exchange.kit.precheck import precheck as read_table  # spreadsheets: only where a file is read
    from lantian_desktop.exchange.kit.reading import read_sheets

    sheets = read_sheets(path)
    return read_table(sheets, columns(kind), mapping=mapping), sheets


def _rows(caption: Callable[[Record], str], judged: Table, good: Mapping[int, ImportRow]) -> tuple[ImportRow, ...]:
    faults = judged.by_row()
    lost = tuple(f"表中没有“{column.header}”列" for column in judged.missing)
    rows = []
    for record in judged.records:
        sentences = tuple(map(_fault_text, faults.get(record.row, ())))
        taken = good.get(record.row)
        if taken is None:
            rows.append(ImportRow(record.row, RowVerdict.FAULTY, caption(record), (*lost, *sentences)))
        else:
            rows.append(replace(taken, warnings=(*sentences, *taken.warnings)))
    return tuple(rows)


def _fault_text(fault: Fault) -> str:
    where = fault.header or fault.column
    return f"{where}：{fault.reason}" if where else fault.reason


def apply_import(office: Office, *, plan: ImportPlan, advance: Advance | None = None) -> ImportResult:
    """Write the rows of a pre-checked plan in one transaction with one undo; when `advance` says no, nothing is written."""
    office.require(RIGHTS[plan.kind])
    if plan.count(RowVerdict.NEW) or plan.count(RowVerdict.CHANGED):
        with office.session.write(f"导入{plan.kind.label}") as touched:
            rows = _unchanged_rows(office, plan)
            wanted = [row for row in rows if row.verdict in {RowVerdict.NEW, RowVerdict.CHANGED}]
            _ROOMS[plan.kind].write(office, wanted, plan, touched, _watched(advance))
            touched.note(file=plan.path.name, new=plan.count(RowVerdict.NEW), changed=plan.count(RowVerdict.CHANGED))
    return ImportResult(
        plan.count(RowVerdict.NEW),
        plan.count(RowVerdict.CHANGED),
        plan.count(RowVerdict.SAME),
        plan.count(RowVerdict.FAULTY),
    )


def _unchanged_rows(office: Office, plan: ImportPlan) -> Sequence[ImportRow]:
    """Judge the rows again when anything was written since the pre-check; what was decided then must hold now.

    The rows as judged now know the present revisions of what they change.
    """
    if plan.head == journal.head(office.session):
        return plan.rows
    judged, good = _ROOMS[plan.kind].judge(office, plan.table, plan.path)
    rows = _rows(_ROOMS[plan.kind].caption, judged, good)
    if rows != plan.rows:
        raise Refused("预检之后数据又有变动，请重新预检后再导入，没有写入任何数据。")
    return rows


def _watched(advance: Advance | None) -> Advance:
    def go_on(done: int, total: int) -> bool:
        if advance is not None and not advance(done, total):
            raise Refused("导入已取消，没有写入任何数据。")
        return True

    return go_on


def columns(kind: ImportKind) -> ColumnSet:
    """Return the columns a sheet of this kind may have."""
    from lantian_desktop.exchange.issues import sheet as issue_sheet
    from lantian_desktop.exchange.plans import progress_sheet
    from lantian_desktop.exchange.roster import sheet as roster_sheet
    from lantian_desktop.exchange.rota import sheet as rota_sheet

    return {
        ImportKind.ROSTER: roster_sheet.ROSTER,
        ImportKind.ISSUES: issue_sheet.ISSUES,
        ImportKind.PROGRESS: progress_sheet.PROGRESS,
        ImportKind.ROTA: rota_sheet.ROTA,
    }[kind]


def write_error_list(office: Office, *, plan: ImportPlan, path: Path) -> None:
    """Write the rows that were not taken, as they stood, with the reasons, as xlsx."""
    from lantian_desktop.exchange.kit.error_list import error_list_bytes

    write_file(path, error_list_bytes(plan.table, created=office.clock()))


def write_template(office: Office, *, kind: ImportKind, path: Path) -> None:
    """Write an empty sheet with headers, hints and drop-downs to fill in."""
    from lantian_desktop.exchange.kit.templates import template_bytes

    choices = _ROOMS[kind].choices(office)
    write_file(path, template_bytes(columns(kind), created=office.clock(), choices=choices))


def _choices(table: Table) -> tuple[ColumnChoice, ...]:
    found = table.header.found
    return tuple(
        ColumnChoice(column.key, column.header, column.required, found.get(column.key))
        for column in table.columns.columns
    )


__all__ = ["ImportKind", "ImportPlan", "ImportResult", "ImportRow", "RowVerdict", "apply_import", "precheck"]
