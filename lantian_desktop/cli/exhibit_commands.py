"""The demo command."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from lantian_desktop.cli.call import Call
from lantian_desktop.cli.demo import run as demonstration
from lantian_desktop.cli.demo.office import PASSWORD, ROLES
from lantian_desktop.cli.output import Reply
from lantian_desktop.domain.errors import UnusableFolder


def declare_demo(parser: ArgumentParser) -> None:
    """Declare the arguments of demo."""
    parser.add_argument("out", metavar="OUT", type=Path, help="写到这个文件夹；数据在其中的 office，截图在 screens")


def demo(call: Call) -> Reply:
    """Make the demonstration and list what was written."""
    out: Path = call.options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFolder(f"不能建立文件夹“{out}”，请换一个位置。") from error
    written = demonstration.make(out, call.around.resources, screens=call.around.screens, say=call.say)
    office = out / demonstration.OFFICE
    people = "、".join(f"{name}（{'、'.join(sorted(role.label for role in roles))}）" for name, roles in ROLES.items())
    lines = [
        f"示例已生成在“{out}”：",
        *(f"  {path.relative_to(out)}" for path in written),
        f"示例数据在“{office}”，用户 {people}，密码都是 {PASSWORD}。",
        f"打开窗口：lantian --data {office}",
    ]
    value = {"data": office, "users": list(ROLES), "password": PASSWORD, "files": list(written)}
    return Reply("\n".join(lines), value)
