"""Rows of a progress sheet become progress notes on the measures of approved plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.services.import_plan import ImportPlan, ImportRow, ProgressRecord, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans.plans import record_progress
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import plans
from lantian_desktop.store.session import Touched

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.precheck import Fault, Record, Table


def judge(office: Office, table: Table, path: Path) -> tuple[Table, dict[int, ImportRow]]:
    """Return the table with what the store had to object, and the verdicts of the rows that can be taken."""
    found: dict[int, ImportRow] = {}
    faults: list[Fault] = []
    for record in table.good:
        read = _read(office, table, record, path)
        if isinstance(read, ProgressRecord):
            found[record.row] = ImportRow(record.row, RowVerdict.NEW, caption(record), value=read)
        else:
            faults.append(read)
    return table.with_faults(faults), found


def caption(record: Record) -> str:
    """Return what a row is called in the pre-check."""
    return f"{record.values.get('number') or ''} 措施{record.values.get('measure') or ''}"


def _read(office: Office, table: Table, record: Record, path: Path) -> ProgressRecord | Fault:
    values = record.values
    issue = issues.by_number(office.session, str(values.get("number") or ""))
    if issue is None:
        return table.fault(record, "number", "没有这个编号的问题")
    if issue.state is not IssueState.RECTIFYING:
        return table.fault(record, "number", f"当前状态为“{issue.state.label}”，整改中才能登记进展")
    plan = plans.current(office.session, issue.id)
    measure = _measure(plan, str(values.get("measure") or ""))
    if measure is None:
        return table.fault(record, "measure", "方案中没有这条措施")
    names = values.get("evidence")
    evidence = tuple(path.parent / name for name in names) if isinstance(names, tuple) else ()
    lost = next((file for file in evidence if not file.is_file()), None)
    if lost is not None:
        return table.fault(record, "evidence", f"找不到佐证文件“{lost.name}”")
    percent, on = values.get("percent"), values.get("on")
    if not isinstance(percent, int):
        return table.fault(record, "percent", "没有填写进展")
    day = on if isinstance(on, date) else None
    return ProgressRecord(issue.id, measure.id, percent, str(values.get("note") or ""), day, evidence)


def _measure(plan: RectificationPlan | None, named: str) -> Measure | None:
    measures = plan.measures if plan else ()
    if named.isdigit() and 1 <= int(named) <= len(measures):
        return measures[int(named) - 1]
    if not named and len(measures) == 1:
        return measures[0]
    return next((measure for measure in measures if measure.text == named), None)


def write(
    office: Office, rows: Sequence[ImportRow], plan: ImportPlan, touched: Touched, advance: Callable[[int, int], bool]
) -> None:
    """Record every progress note inside the caller's transaction."""
    for index, row in enumerate(rows):
        advance(index, len(rows))
        note = row.value
        assert isinstance(note, ProgressRecord)
        record_progress(
            office,
            issue_id=note.issue_id,
            measure_id=note.measure_id,
            percent=note.percent,
            note=note.note,
            on=note.on,
            evidence=note.evidence,
        )


def choices(office: Office) -> Mapping[str, Sequence[str]]:
    """A progress template offers no drop-downs."""
    return {}
