"""Commands that write reports: summary, ledger, roster, register, and the forms for the pen."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from lantian_desktop.cli.arguments import choices, day, term
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import Reply
from lantian_desktop.cli.roster_listing import roster_listing
from lantian_desktop.cli.targets import require_writable, target
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.letters.register import RegisterKind
from lantian_desktop.domain.roster.export import BookOrder, CsvEncoding, NumberForm, RosterScope
from lantian_desktop.domain.summaries.feedback import SummaryForm, SummaryNotes
from lantian_desktop.services.desk import blank_forms, exports
from lantian_desktop.services.files import write_file
from lantian_desktop.services.letters import registers
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.export import SUFFIXES as ROSTER_SUFFIXES
from lantian_desktop.services.roster.export import file_name
from lantian_desktop.services.roster.lines import number_form
from lantian_desktop.services.roster.roster import find_unit, rounds
from lantian_desktop.services.summaries import summaries
from lantian_desktop.services.summaries.text import summary_text


def declare_summary(parser: ArgumentParser) -> None:
    """Declare the arguments of summary."""
    parser.add_argument(
        "--form",
        metavar="FORM",
        type=term(SummaryForm),
        default=SummaryForm.GENERAL,
        help=f"形式：{choices(SummaryForm)}；默认 general",
    )
    parser.add_argument("--round", metavar="N", type=int, help="只统计这一轮次，不写时统计全部；轮次小结默认当前轮次")
    parser.add_argument("--topic", metavar="TOPIC", help="专报的题目：一个类别、单位或标注（突出问题、区域性、共性）")
    parser.add_argument("--typical", metavar="TEXT", default="", help="典型问题，写在文末")
    parser.add_argument("--next", metavar="TEXT", default="", dest="next_steps", help="下一步工作，写在文末")
    parser.add_argument("--as-of", metavar="DATE", type=day, help="截至哪一天，默认今天")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, help="写到这个 PDF，不写时只显示文字")


def summary(call: Call) -> Reply:
    """Count everything as of one day, tell it, and write the PDF when a file is named."""
    options = call.options
    if options.output is not None:
        require_writable(options.output, suffixes=(".pdf",))
    notes = SummaryNotes(options.typical, options.next_steps)
    with call.office() as office:
        _require_round(office, options.round)
        wanted = {
            "as_of": options.as_of or office.today,
            "round_number": options.round,
            "form": options.form,
            "topic": summaries.find_topic(office, text=options.topic) if options.topic else None,
        }
        counted = summaries.summary(office, **wanted)
        lines = list(summary_text(counted, notes))
        if options.output is not None:
            path = target(options.output, summaries.file_name(counted))
            write_file(path, summaries.summary_pdf(office, **wanted, notes=notes))
            lines.append(f"已写到“{path}”。")
    return Reply("\n".join(lines), counted)


def _require_round(office: Office, number: int | None) -> None:
    known = [one.number for one in rounds(office)]
    if number is not None and number not in known:
        raise InvalidInput(f"没有第 {number} 轮次，已有：{'、'.join(map(str, known)) or '无'}。", field="round")


def _declare_output(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE.xlsx|.pdf",
        type=Path,
        required=True,
        help="写到这个表格或 PDF；写文件夹时写表格",
    )


def declare_ledger(parser: ArgumentParser) -> None:
    """Declare the arguments of ledger."""
    _declare_output(parser)


def ledger(call: Call) -> Reply:
    """Write the ledger as a sheet or a PDF."""
    require_writable(call.options.output, suffixes=(".xlsx", ".pdf"))
    with call.office() as office:
        path = target(call.options.output, f"问题整改台账-{office.today}.xlsx")
        exports.export_ledger(office, path=path)
    return _written(path)


def declare_roster(parser: ArgumentParser) -> None:
    """Declare the arguments of roster."""
    parser.add_argument("--as-of", metavar="DATE", type=day, help="列出这一天的名册：当时谁在任；不能与 -o 同用")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help=f"写到这个文件，按结尾定格式：{'、'.join(ROSTER_SUFFIXES)}；写文件夹时写表格，不写时列在屏幕上",
    )
    parser.add_argument("--unit", metavar="UNIT", help="只要这个单位和它下面的单位，写名称或简称")
    parser.add_argument("--round", metavar="N", type=int, help="文件中只要这一轮次")
    parser.add_argument("--masked", action="store_true", help="隐去手机号中间四位")
    parser.add_argument(
        "--order", metavar="ORDER", type=term(BookOrder), help=f"PDF 的编排：{choices(BookOrder)}；默认 whole"
    )
    parser.add_argument("--page-each", action="store_true", help="PDF 中每个单位或轮次另起一页")
    parser.add_argument("--utf8", action="store_true", help="csv 用 UTF-8 编码，默认 GB18030")


def roster(call: Call) -> Reply:
    """List the roster of today or of a day, or write it, a unit or a round of it, in the form its ending names."""
    options = call.options
    if options.output is None:
        with call.office() as office:
            return roster_listing(office, on=options.as_of, unit=options.unit)
    if options.as_of is not None:
        raise InvalidInput("写成文件的是现在的名册，请去掉 --as-of，或去掉 -o 只列出来。", field="output")
    require_writable(options.output, suffixes=ROSTER_SUFFIXES)
    with call.office() as office:
        _require_round(office, options.round)
        unit_id = find_unit(office, text=options.unit).id if options.unit else None
        scope = RosterScope(unit_id=unit_id, round_number=options.round)
        numbers = number_form(office, NumberForm.MASKED if options.masked else None)
        path = target(options.output, file_name(office, suffix=".xlsx", scope=scope, numbers=numbers))
        count = exports.export_roster(
            office,
            path=path,
            scope=scope,
            numbers=numbers,
            csv=CsvEncoding.UTF8 if options.utf8 else CsvEncoding.GB18030,
            order=options.order or BookOrder.WHOLE,
            page_each=options.page_each,
        )
    message = f"联络名册 {count} 条（{numbers.label}），已写到“{path}”。"
    return Reply(message, {"file": path, "lines": count, "numbers": numbers})


def declare_register(parser: ArgumentParser) -> None:
    """Declare the arguments of register."""
    parser.add_argument(
        "--kind",
        metavar="KIND",
        type=term(RegisterKind),
        default=RegisterKind.ISSUED,
        help=f"哪一本：{choices(RegisterKind)}；默认 issued",
    )
    parser.add_argument("--year", metavar="N", type=int, help="只要这一年的，不写时全部")
    parser.add_argument("--find", metavar="TEXT", default="", help="只要含这些字的")
    _declare_output(parser)


def register(call: Call) -> Reply:
    """Write a register of letters as a sheet or a PDF; gaps stand in it as lines of their own."""
    options = call.options
    require_writable(options.output, suffixes=(".xlsx", ".pdf"))
    with call.office() as office:
        year = f"-{options.year}年" if options.year else ""
        path = target(options.output, f"{options.kind.label}{year}-{office.today}.xlsx")
        count = registers.export_register(office, kind=options.kind, path=path, text=options.find, year=options.year)
    return Reply(f"{options.kind.label} {count} 行，已写到“{path}”。", {"file": path, "lines": count})


def declare_forms(parser: ArgumentParser) -> None:
    """Declare the arguments of forms."""
    parser.add_argument("out", metavar="DIR", type=Path, help="写到这个文件夹")
    parser.add_argument("--month", metavar="DATE", type=day, help="值班表的月份，写该月任意一天，默认本月")


def forms(call: Call) -> Reply:
    """Write every blank form into a folder."""
    options = call.options
    if not options.out.is_dir():
        raise OfficeError(f"没有文件夹“{options.out}”，请先建立它，或把文件写到别处。")
    with call.office() as office:
        made = blank_forms.blank_forms(office, month=options.month or office.today)
        paths = [options.out / form.file_name for form in made]
        for form, path in zip(made, paths, strict=True):
            write_file(path, form.make(office))
    return Reply("\n".join([f"已写到“{options.out}”：", *(f"  {path.name}" for path in paths)]), {"files": paths})


def _written(path: Path) -> Reply:
    return Reply(f"已写到“{path}”。", {"file": path})
