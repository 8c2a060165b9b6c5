"""Plans, measures, progress and checklists as spreadsheets: forms to fill in, and what was filled in by field name.

What the values mean to an issue is decided where they are taken over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.domain.plans.plan import RectificationPlan
from lantian_desktop.domain.plans.verification import Answer, Checklist
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.columns import ColumnSet
    from lantian_desktop.exchange.kit.forms import FormLayout
    from lantian_desktop.exchange.kit.precheck import Fault, Record, Table

SHOWN_FAULTS = 3
Values = dict[str, object]
_PLAN = ("number", "type", "goal", "standard", "interim_control", "budget_source", "revision")
_MEASURE = ("text", "unit", "person", "phone", "due")
_PROGRESS = ("number", "measure", "percent", "note", "on", "evidence", "taken_on")
_CHECKLIST = ("number", "round", "group", "verifiers", "place", "reported_text", "reported_on", "photo_on")
_OUTCOME = ("outcome", "follow_up_on")
_ANSWER = ("item", "what", "result", "note", "remedy")


def plan_values(path: Path) -> Values:
    """Return a filled 整改方案 as its fields and the list of its measures; raise UnreadableFile naming the faulty cells."""
    from lantian_desktop.exchange.plans.plan_sheet import PLAN  # spreadsheets: only where a file is read

    fields, table = _form(path, PLAN)
    return {**_chosen(fields, _PLAN), "measures": [_chosen(record.values, _MEASURE) for record in table.records]}


def measure_values(path: Path) -> list[Values]:
    """Return the measures in a sheet of measures."""
    from lantian_desktop.exchange.plans.plan_sheet import MEASURES

    return [_chosen(record.values, _MEASURE) for record in _records(path, MEASURES)]


def progress_values(path: Path) -> list[Values]:
    """Return the rows of a progress report."""
    from lantian_desktop.exchange.plans.progress_sheet import PROGRESS

    return [_chosen(record.values, _PROGRESS) for record in _records(path, PROGRESS)]


def checklist_values(path: Path) -> Values:
    """Return a filled 核查清单 as its fields and the list of its answers; raise UnreadableFile naming the faulty cells."""
    from lantian_desktop.exchange.plans.checklist_sheet import CHECKLIST

    fields, table = _form(path, CHECKLIST)
    head = {**_chosen(fields, (*_CHECKLIST, *_OUTCOME)), "verified_at": _entry_value(fields["verified_on"])}
    return {**_known(head), "answers": [_chosen(record.values, _ANSWER) for record in table.records]}


def write_plan_sheet(office: Office, *, number: str, plan: RectificationPlan, path: Path) -> None:
    """Write a plan as a sheet to go on with; `plan_values` reads it back."""
    from lantian_desktop.exchange.kit.form_writing import form_bytes
    from lantian_desktop.exchange.plans.plan_sheet import PLAN

    fields = {**{key: getattr(plan, key) for key in _PLAN[1:]}, "number": number, "author": plan.author}
    rows = [{key: getattr(measure, key) for key in _MEASURE} for measure in plan.measures]
    write_file(path, form_bytes(PLAN, fields, rows, created=office.clock()))


def write_checklist_sheet(office: Office, *, number: str, checklist: Checklist, path: Path) -> None:
    """Write a checklist as a sheet to fill in after the field; `checklist_values` reads it back."""
    from lantian_desktop.exchange.kit.form_writing import form_bytes
    from lantian_desktop.exchange.plans.checklist_sheet import CHECKLIST

    at = checklist.verified_at
    fields = {
        **{key: getattr(checklist, key) for key in (*_CHECKLIST[2:], *_OUTCOME)},
        "number": number,
        "round": checklist.round_number,
        "verified_on": at.date() if at else None,
    }
    rows = [_answer_row(index, answer) for index, answer in enumerate(checklist.answers, 1)]
    write_file(path, form_bytes(CHECKLIST, fields, rows, created=office.clock()))


def _answer_row(index: int, answer: Answer) -> Values:
    item = answer.item
    values = {"what": item.what, "how": item.how, "standard": item.standard}
    return {"item": index, **values, "result": answer.result, "note": answer.note, "remedy": answer.remedy}


def _form(path: Path, layout: FormLayout) -> tuple[Mapping[str, object], Table]:
    from lantian_desktop.exchange.kit.forms import read_form
    from lantian_desktop.exchange.kit.reading import read_sheets

    form = read_form(read_sheets(path), layout)
    _refuse(path, form.errors)
    return form.fields, form.table


def _records(path: Path, columns: ColumnSet) -> Sequence[Record]:
    from lantian_desktop.exchange.kit.precheck import precheck
    from lantian_desktop.exchange.kit.reading import read_sheets

    table = precheck(read_sheets(path), columns)
    if table.missing:
        names = "、".join(column.header for column in table.missing)
        raise UnreadableFile(f"“{path.name}”缺少“{names}”列，请用导入模板填写。")
    _refuse(path, table.errors)
    return table.records


def _refuse(path: Path, errors: Sequence[Fault]) -> None:
    if errors:
        sentence = "；".join(fault.sentence if fault.row else fault.reason for fault in errors[:SHOWN_FAULTS])
        more = f" 等 {len(errors)} 处" if len(errors) > SHOWN_FAULTS else ""
        raise UnreadableFile(f"“{path.name}”有误：{sentence}{more}，请更正后重试。")


def _chosen(values: Mapping[str, object], keys: Sequence[str]) -> Values:
    return _known({key: _entry_value(values.get(key)) for key in keys})


def _known(values: Values) -> Values:
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _entry_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
