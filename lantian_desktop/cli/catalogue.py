"""Every command, one line each, and the parser made from them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass

from lantian_desktop.cli import (
    acts_commands as acts,
)
from lantian_desktop.cli import (
    duty_commands as duty,
)
from lantian_desktop.cli import (
    exhibit_commands as exhibit,
)
from lantian_desktop.cli import (
    letters_commands as letters,
)
from lantian_desktop.cli import (
    office_commands as office,
)
from lantian_desktop.cli import (
    pages_commands as pages,
)
from lantian_desktop.cli import (
    records_commands as records,
)
from lantian_desktop.cli import (
    reports_commands as reports,
)
from lantian_desktop.cli import (
    sheets_commands as sheets,
)
from lantian_desktop.cli.arguments import ChineseParser
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import Reply

_EPILOG = (
    "密码取自环境变量 LANTIAN_PASSWORD，没有时在终端中询问；--data 和 --user 也可写在 LANTIAN_DATA、LANTIAN_USER 中。"
    "退出码：0 完成，1 办理不成（原因写在标准错误中），2 命令写错。不带命令时打开窗口。"
)


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its name, what it does in a few words, its arguments (None: none of its own), and what does it."""

    name: str
    summary: str
    declare: Callable[[ArgumentParser], None] | None
    run: Callable[[Call], Reply]


COMMANDS: tuple[Command, ...] = (
    Command("demo", "生成一个示例单位，走完全部主要流程", exhibit.declare_demo, exhibit.demo),
    Command("init", "建立本单位的数据", office.declare_init, office.init),
    Command("user", "新增或查看用户", office.declare_user, office.user),
    Command("import", "导入联络名册、问题清单、进展或值班表", sheets.declare_import, sheets.import_),
    Command("templates", "把导入模板写到文件夹", sheets.declare_templates, sheets.templates),
    Command("issues", "列出问题", records.declare_issues, records.issues),
    Command("show", "查看一个问题的全部情况", records.declare_show, records.show),
    Command("find", "查找联系人、问题、文书", records.declare_find, records.find),
    Command("issue", "办理一个问题的一步", acts.declare_issue, acts.issue),
    Command("attach", "给问题添加附件", acts.declare_attach, acts.attach),
    Command("letter", "制发六种文书并登记，督办函涵盖的问题随之交办", letters.declare_letter, letters.letter),
    Command("summary", "生成综合反馈", reports.declare_summary, reports.summary),
    Command("ledger", "导出问题整改台账", reports.declare_ledger, reports.ledger),
    Command("roster", "列出或导出联络名册，也可列出以前某一天的", reports.declare_roster, reports.roster),
    Command("register", "导出发文登记簿或收文登记簿", reports.declare_register, reports.register),
    Command("duty", "查看谁在班和联系电话", duty.declare_duty, duty.duty),
    Command("rota", "列出或写出一段日期的值班表", duty.declare_rota, duty.rota),
    Command("forms", "写出值班表、值班日志、移交清单等空白表单", reports.declare_forms, reports.forms),
    Command("fonts", "列出本机文书所用的字体", None, pages.fonts),
    Command("measures", "列出版面的每一个尺寸及其依据", None, pages.measures),
    Command("check", "检查数据文件是否完好", None, office.check),
    Command("verify", "核对操作日志是否被改动", None, office.verify),
)


def build_parser(*, command_required: bool = True) -> ArgumentParser:
    """Return the parser of the whole command line; without a command the window is meant, where there is one."""
    parser = ChineseParser(prog="lantian", description="蓝天联络：联络办离线工作程序的命令行。", epilog=_EPILOG)
    parser.add_argument("--data", metavar="DIR", help="数据文件夹")
    parser.add_argument("--user", metavar="NAME", help="登录的用户")
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", dest="command", required=command_required)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.summary, description=f"{command.summary}。")
        if command.declare is not None:
            command.declare(sub)
        sub.add_argument("--json", action="store_true", help="只输出一个 JSON 值，供脚本使用")
        sub.set_defaults(run=command.run)
    return parser
