"""Commands that move one issue on: issue NO ACTION, attach."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from lantian_desktop.cli.arguments import choices, day, term
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.issue_actions import OWN_WAYS, ExtraAction, step
from lantian_desktop.cli.issue_lines import own_fields
from lantian_desktop.cli.output import Reply
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.services import attachments
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues as desk


def action(text: str) -> IssueAction | ExtraAction:
    """Read an action by identifier or Chinese label."""
    found = IssueAction.from_text(text) or ExtraAction.from_text(text)
    if found is None:
        raise ArgumentTypeError(f"没有“{text}”这一步，可用的有：{choices(IssueAction)}、{choices(ExtraAction)}")
    return found


def declare_issue(parser: ArgumentParser) -> None:
    """Declare the arguments of issue."""
    parser.add_argument("number", metavar="NO", help="问题编号")
    parser.add_argument("action", metavar="ACTION", type=action, help=f"{choices(IssueAction)}、{choices(ExtraAction)}")
    parser.add_argument("--reason", metavar="TEXT", default="", help="理由（申诉理由、退回理由、反弹情况……）")
    parser.add_argument("--on", metavar="DATE", type=day, help="办理的日期，默认今天")
    parser.add_argument("--reply", metavar="NUMBER", default="", help="复函文号")
    parser.add_argument("--override", metavar="TEXT", default="", help="逾期仍要申诉的原因")
    parser.add_argument("--file", metavar="FILE", type=Path, help="json 或 xlsx 文件：方案、进展、措施或填好的核查清单")
    parser.add_argument(
        "--prefer",
        metavar="[FIELD=]SIDE",
        action="append",
        default=[],
        help="文件填好之前数据又有改动时以哪个为准：file 文件，stored 现有；可逐项写，如 goal=file，可重复",
    )
    parser.add_argument("--signed-by", metavar="NAME", help="纸质签批的签字人")
    parser.add_argument("--scan", metavar="FILE", type=Path, help="签字页的扫描件或照片")
    parser.add_argument(
        "--evidence", metavar="FILE", type=Path, action="append", default=[], help="证明或佐证材料，可重复"
    )
    parser.add_argument("--taken-on", metavar="DATE", type=day, help="佐证照片的拍摄日期")
    parser.add_argument("--measure", metavar="N", default="1", help="第几条措施，默认第 1 条（登记进展用）")
    parser.add_argument("--percent", metavar="N", type=int, help="进展，0 至 100（登记进展用）")
    parser.add_argument("--note", metavar="TEXT", default="", help="进展说明")
    parser.add_argument("--rectify-due", metavar="DATE", type=day, help="新的整改期限（补充措施用）")
    parser.add_argument("--follow-up", metavar="DATE", type=day, help="回头看日期")


def issue(call: Call) -> Reply:
    """Do one step and tell where the issue stands now."""
    chosen = call.options.action
    with call.office() as office:
        stored_issue = desk.issue_by_number(office, number=call.options.number)
        OWN_WAYS.get(chosen, step)(call, office, stored_issue)
        detail = issue_detail.issue_detail(office, issue_id=stored_issue.id)
        today = office.today
    now = detail.issue
    return Reply(f"{now.number} 已办理“{chosen.label}”，现为“{now.state.label}”。", own_fields(detail, today))


def declare_attach(parser: ArgumentParser) -> None:
    """Declare the arguments of attach."""
    parser.add_argument("number", metavar="NO", help="问题编号")
    parser.add_argument("file", metavar="FILE", type=Path, help="照片、扫描件或其他文件")
    parser.add_argument("--taken-on", metavar="DATE", type=day, help="拍摄日期，与添加日期分开记")
    parser.add_argument(
        "--purpose",
        metavar="PURPOSE",
        type=term(AttachmentPurpose),
        default=AttachmentPurpose.PHOTO,
        help=f"用途，默认 photo：{choices(AttachmentPurpose)}",
    )


def attach(call: Call) -> Reply:
    """Keep a file with an issue."""
    options = call.options
    with call.office() as office:
        stored_issue = desk.issue_by_number(office, number=options.number)
        added = attachments.attach(
            office, issue_id=stored_issue.id, path=options.file, purpose=options.purpose, taken_on=options.taken_on
        )
    return Reply(f"已给 {stored_issue.number} 添加附件“{added.name}”（{added.purpose.label}）。", added)
