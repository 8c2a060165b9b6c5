"""Commands that write reports: summary, ledger, roster."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from lantian_desktop.cli.arguments import day
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import Reply
from lantian_desktop.cli.targets import require_writable, target
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.services import exports, letters, summaries
from lantian_desktop.services.roster import rounds


def declare_summary(parser: ArgumentParser) -> None:
    """Declare the arguments of summary."""
    parser.add_argument("--round", metavar="N", type=int, help="只统计这一轮次，不写时统计全部")
    parser.add_argument("--as-of", metavar="DATE", type=day, help="截至哪一天，默认今天")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, help="写到这个 PDF，不写时只显示文字")


def summary(call: Call) -> Reply:
    """Count everything as of one day, tell it, and write the PDF when a file is named."""
    options = call.options
    if options.output is not None:
        require_writable(options.output, suffixes=(".pdf",))
    with call.office() as office:
        as_of = options.as_of or office.today
        known = [one.number for one in rounds(office)]
        if options.round is not None and options.round not in known:
            raise InvalidInput(
                f"没有第 {options.round} 轮次，已有：{'、'.join(map(str, known)) or '无'}。", field="round"
            )
        counted = summaries.summary(office, as_of=as_of, round_number=options.round)
        lines = list(summaries.summary_text(counted))
        if options.output is not None:
            path = target(options.output, f"综合反馈-{as_of}.pdf")
            letters.write_file(path, summaries.summary_pdf(office, as_of=as_of, round_number=options.round))
            lines.append(f"已写到“{path}”。")
    return Reply("\n".join(lines), counted)


def declare_ledger(parser: ArgumentParser) -> None:
    """Declare the arguments of ledger."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE.xlsx|.pdf",
        type=Path,
        required=True,
        help="写到这个表格或 PDF；写文件夹时写表格",
    )


def ledger(call: Call) -> Reply:
    """Write the ledger as a sheet or a PDF."""
    require_writable(call.options.output, suffixes=(".xlsx", ".pdf"))
    with call.office() as office:
        path = target(call.options.output, f"问题整改台账-{office.today}.xlsx")
        exports.export_ledger(office, path=path)
    return _written(path)


def declare_roster(parser: ArgumentParser) -> None:
    """Declare the arguments of roster."""
    parser.add_argument("-o", "--output", metavar="FILE.xlsx", type=Path, required=True, help="写到这个表格")


def roster(call: Call) -> Reply:
    """Write the roster as a sheet."""
    require_writable(call.options.output, suffixes=(".xlsx",))
    with call.office() as office:
        path = target(call.options.output, f"联络名册-{office.today}.xlsx")
        exports.export_roster(office, path=path)
    return _written(path)


def _written(path: Path) -> Reply:
    return Reply(f"已写到“{path}”。", {"file": path})
