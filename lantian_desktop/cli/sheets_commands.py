"""Commands about spreadsheets that come in: import with its pre-check, and the templates to fill in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import OutputField, Reply, listing
from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.services.desk import imports
from lantian_desktop.services.desk.imports import ImportKind, ImportPlan, ImportRow, RowVerdict
from lantian_desktop.services.issues import issues as desk
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import filled_sheets, plans, verification
from lantian_desktop.services.roster.roster import find_unit

ROW_FIELDS = (
    OutputField("row", "行"),
    OutputField("verdict", "结论"),
    OutputField("caption", "内容"),
    OutputField("reasons", "说明"),
)


def declare_import(parser: ArgumentParser) -> None:
    """Declare the arguments of import."""
    parser.add_argument(
        "kind", choices=[kind.value for kind in ImportKind], help="roster 名册、issues 问题、progress 进展、rota 值班表"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="xlsx、xls 或 csv 文件；名册也可以是 vcf 名片")
    parser.add_argument("--unit", metavar="UNIT", default="", help="没有写明单位的名片归入这个单位")
    parser.add_argument("--check", action="store_true", help="只预检，不写入")
    parser.add_argument("--errors", metavar="FILE.xlsx", type=Path, help="把有误的行和原因写到这个表格")


def import_(call: Call) -> Reply:
    """Pre-check a file and take its good rows in, all of them in one transaction."""
    options = call.options
    with call.office() as office:
        unit = find_unit(office, text=options.unit).name if options.unit else ""
        plan = imports.precheck(office, kind=ImportKind(options.kind), path=options.file, unit=unit)
        if options.errors is not None and plan.count(RowVerdict.FAULTY):
            imports.write_error_list(office, plan=plan, path=options.errors)
        sentence = "预检完成，没有写入" if options.check else imports.apply_import(office, plan=plan).sentence()
    return _reply(plan, sentence if not options.check else f"{sentence}：{plan.caption()}。", written=not options.check)


def _reply(plan: ImportPlan, sentence: str, *, written: bool) -> Reply:
    noted = [row for row in plan.rows if row.reasons or row.warnings]
    shown = listing(ROW_FIELDS, map(_row, noted)).text + "\n" if noted else ""
    value = {
        "kind": plan.kind,
        "file": plan.path,
        "written": written,
        **{verdict.value: plan.count(verdict) for verdict in RowVerdict},
        "rows": [_row(row) for row in noted],
    }
    return Reply(f"{shown}{sentence}", value)


def _row(row: ImportRow) -> dict[str, object]:
    return {
        "row": row.row_number,
        "verdict": row.verdict,
        "caption": row.caption,
        "reasons": row.reasons + row.warnings,
    }


def declare_templates(parser: ArgumentParser) -> None:
    """Declare the arguments of templates."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="写到这个文件夹")
    parser.add_argument(
        "--issue", metavar="NO", action="append", default=[], help="同时写出这个问题的方案表和核查清单，可重复"
    )


def templates(call: Call) -> Reply:
    """Write a template of every kind of import, and the forms of the issues named."""
    folder: Path = call.options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OfficeError(f"不能建立文件夹“{folder}”，请换一个位置。") from error
    with call.office() as office:
        paths = [folder / f"{kind.label}导入模板.xlsx" for kind in ImportKind]
        for kind, path in zip(ImportKind, paths, strict=True):
            imports.write_template(office, kind=kind, path=path)
        for number in call.options.issue:
            paths += _forms(office, desk.issue_by_number(office, number=number), folder)
    return Reply("\n".join(f"已写到“{path}”。" for path in paths), [{"file": path} for path in paths])


def _forms(office: Office, issue: Issue, folder: Path) -> tuple[Path, Path]:
    """Write what is filled in for one issue: its plan as far as known, and its checklist."""
    plan, checklist = folder / f"整改方案-{issue.number}.xlsx", folder / f"核查清单-{issue.number}.xlsx"
    blank = plans.blank_plan(office, issue_id=issue.id)
    filled_sheets.write_plan_sheet(office, number=issue.number, plan=blank, path=plan)
    unanswered = verification.blank_checklist(office, issue_id=issue.id)
    filled_sheets.write_checklist_sheet(office, number=issue.number, checklist=unanswered, path=checklist)
    return plan, checklist
