"""What leaves as sheets and plain documents: the ledger; the roster by its own service. So have letters theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue, IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.plans.plan import RectificationPlan
from lantian_desktop.domain.roster.roster import Unit
from lantian_desktop.services.files import write_file
from lantian_desktop.services.masking import shown_number
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.roster.export import export_book, export_roster
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import checklists, plans
from lantian_desktop.store.roster import units

__all__ = ["export_book", "export_ledger", "export_roster", "ledger_pdf", "ledger_rows"]

CLOSED_WORDS = {IssueState.CLOSED: "是", IssueState.WITHDRAWN: "已撤销"}
WIDTHS = {  # about millimetres of the 225 mm there are: numbers, dates and phones must not break
    "serial": 8, "number": 25, "source": 9, "round": 7, "territory": 10, "site": 15, "category": 14, "description": 22,
    "requirement": 11, "due": 17, "standard": 11, "measures": 16, "responsible_unit": 11, "responsible_person": 18,
    "lead_and_support": 12, "progress": 9, "obstacle": 9, "result": 9, "closed": 7,
}  # fmt: skip
_EVERY = 1_000_000


def export_ledger(office: Office, *, path: Path, query: IssueQuery | None = None) -> int:
    """Write the 问题整改台账 as .xlsx or .pdf, by the ending of `path`; return the number of issues."""
    rows = ledger_rows(office, query=query)
    title = f"{office.profile.name}问题整改台账"
    if path.suffix.lower() == ".xlsx":
        from lantian_desktop.exchange.issues.ledger_sheet import LEDGER  # spreadsheets: only where a file leaves
        from lantian_desktop.exchange.kit.writing import sheet_bytes

        shown = f"{title}（截至{cn_date(office.today)}）"
        write_file(path, sheet_bytes(LEDGER, rows, created=office.clock(), title=shown, sheet="台账"))
    elif path.suffix.lower() == ".pdf":
        write_file(path, ledger_pdf(office, rows, title))
    else:
        raise InvalidInput("台账只能导出为 .xlsx 或 .pdf，请改文件名。", field="path")
    return len(rows)


def ledger_rows(office: Office, *, query: IssueQuery | None = None) -> list[dict[str, object]]:
    """Return the ledger's rows in the order of the list, keyed by the ledger sheet's columns."""
    wanted = replace(query or IssueQuery(), offset=0, limit=_EVERY)
    known = {unit.id: unit for unit in units.all_units(office.session)}
    labels = {category.id: category.label for category in settings.categories(office.session)}
    found = issues.ids(office.session, wanted, as_of=office.today)
    return [_ledger_row(office, serial, issue_id, known, labels) for serial, issue_id in enumerate(found, 1)]


def _ledger_row(
    office: Office, serial: int, issue_id: int, known: dict[int, Unit], labels: dict[str, str]
) -> dict[str, object]:
    issue = issues.load(office.session, issue_id)
    plan = plans.current(office.session, issue_id)
    done = checklists.of_issue(office.session, issue_id)
    supporting = [known[unit_id].short_name for unit_id in issue.supporting_unit_ids]
    lead = [known[issue.lead_unit_id].short_name] if issue.lead_unit_id else []
    outcome = done[-1].outcome if done else None
    return {
        "serial": serial,
        "number": issue.number,
        "source": issue.source.label,
        "round": issue.round_number,
        "territory": known[issue.territory_id].short_name,
        "site": issue.site,
        "category": labels.get(issue.category, issue.category),
        "description": issue.description,
        "requirement": plan.goal if plan else "",
        "due": issue.dues.superior_rectify_due or issue.dues.rectify_due,  # upward, the superior's date counts
        "standard": plan.standard if plan else "",
        "measures": "\n".join(f"{n}. {measure.text}" for n, measure in enumerate(plan.measures, 1)) if plan else "",
        "responsible_unit": plan.measures[0].unit if plan and plan.measures else known[issue.territory_id].short_name,
        "responsible_person": f"{issue.responsible_person}\n{shown_number(office, issue.responsible_phone)}".strip(),
        "lead_and_support": "、".join([*lead, *supporting]),
        "progress": _progress(issue, plan),
        "obstacle": issue.blocked_reason,
        "result": outcome.label if outcome else "",
        "closed": CLOSED_WORDS.get(issue.state, "否"),
    }


def _progress(issue: Issue, plan: RectificationPlan | None) -> str:
    if plan is None or not plan.measures or issue.state is not IssueState.RECTIFYING:
        return issue.state.label
    mean = sum(measure.progress for measure in plan.measures) // len(plan.measures)
    return f"{issue.state.label} {mean}%"


def ledger_pdf(office: Office, rows: list[dict[str, object]], title: str) -> bytes:
    """Return the ledger as a landscape document."""
    from lantian_desktop.documents.issues import ledger  # reportlab: only where a page is made
    from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
    from lantian_desktop.exchange.issues.ledger_sheet import LEDGER

    narrow = {"serial", "number", "source", "round", "territory", "due", "progress", "result", "closed"}
    columns = tuple(
        TableColumn(column.header, WIDTHS.get(column.key, 10), Align.CENTRE if column.key in narrow else Align.LEFT)
        for column in LEDGER.columns
    )
    cells = tuple(tuple(_cell(row.get(column.key)) for column in LEDGER.columns) for row in rows)
    content = ledger.Ledger(title, office.today, TableContent(columns, cells), f"填报单位：{office.profile.name}")
    return ledger.build(content, faces(office))


def _cell(value: object) -> str:
    return "" if value is None else str(value)
