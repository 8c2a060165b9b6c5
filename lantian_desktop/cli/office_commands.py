"""Commands about the office itself: init, user, check, verify."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace

from lantian_desktop.cli.arguments import choices, term
from lantian_desktop.cli.call import NEW_PASSWORD, PASSWORD, Call
from lantian_desktop.cli.output import OutputField, Reply, listing
from lantian_desktop.domain.admin.office import Level, OfficeProfile
from lantian_desktop.domain.admin.people import Right, Role
from lantian_desktop.domain.errors import DamagedStore, InvalidInput
from lantian_desktop.services.admin import journal, presets, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office

USER_FIELDS = (OutputField("name", "用户"), OutputField("roles", "角色"))
_PROFILE_OPTIONS = (
    ("--name", "name", "本单位名称"),
    ("--short-name", "short_name", "规范化简称"),
    ("--prefix", "prefix", "发文机关代字，如 高治霾函"),
    ("--mark", "mark", "问题编号中的简称，如 高"),
    ("--letterhead", "letterhead", "发文机关标志"),
    ("--contact-person", "contact_person", "文书上的联系人"),
    ("--contact-phone", "contact_phone", "文书上的联系电话"),
)


def declare_init(parser: ArgumentParser) -> None:
    """Declare the arguments of init."""
    parser.add_argument("--unit", metavar="NAME", required=True, help="本单位所在区县、开发区或市级，如 高陵区")
    parser.add_argument("--level", metavar="LEVEL", type=term(Level), required=True, help=choices(Level))
    parser.add_argument("--admin", metavar="NAME", required=True, help="第一个用户，兼管理员和经办")
    for option, field, label in _PROFILE_OPTIONS:
        parser.add_argument(option, dest=field, metavar="TEXT", help=f"{label}，不写时用默认值")


def init(call: Call) -> Reply:
    """Make the office's store and show the recovery code, once."""
    if setup.store_exists(call.folder):
        raise InvalidInput(f"“{call.folder}”中已有数据，请另选一个空文件夹，或直接使用已有的数据。", field="data")
    profile = _profile(call)
    office, code = setup.create_office(
        call.folder,
        profile=profile,
        admin=call.options.admin,
        password=call.new_password(PASSWORD, call.options.admin),
        clock=call.around.clock,
        resources=call.around.resources,
    )
    office.session.close()
    lines = [
        f"已在“{call.folder}”建立{profile.name}的数据，管理员 {call.options.admin}。",
        f"恢复码：{code}",
        "恢复码只显示这一次，请抄写或打印后妥善保管；忘记全部密码时只能靠它打开数据。",
    ]
    value = {"data": call.folder, "unit": profile.name, "admin": call.options.admin, "recovery_code": code}
    return Reply("\n".join(lines), value)


def _profile(call: Call) -> OfficeProfile:
    options = call.options
    suggested = presets.suggest_profile(call.around.resources, unit_name=options.unit, level=options.level)
    typed = {field: getattr(options, field) for _, field, _ in _PROFILE_OPTIONS}
    return replace(suggested, **{field: text for field, text in typed.items() if text is not None})


def declare_user(parser: ArgumentParser) -> None:
    """Declare the arguments of user."""
    parser.add_argument("action", metavar="add|list", choices=("add", "list"), help="add 新增，list 列出")
    parser.add_argument("name", metavar="NAME", nargs="?", help="姓名，也是登录名")
    parser.add_argument(
        "--role", metavar="ROLE", type=term(Role), action="append", default=[], help=f"角色，可重复：{choices(Role)}"
    )


def user(call: Call) -> Reply:
    """Add a user or list all of them."""
    with call.office() as office:
        if call.options.action == "add":
            _add_user(call, office)
        accounts = users.users(office)
    return listing(USER_FIELDS, ({"name": one.name, "roles": one.roles} for one in accounts))


def _add_user(call: Call, office: Office) -> None:
    name, roles = call.options.name, call.options.role
    if not name:
        raise InvalidInput("请写明新用户的姓名，如 lantian user add 张三 --role clerk。", field="name")
    if not roles:
        raise InvalidInput(f"请用 --role 写明角色：{choices(Role)}。", field="roles")
    office.require(Right.ADMINISTER)
    users.add_user(office, name=name, roles=roles, password=call.new_password(NEW_PASSWORD, name))


def check(call: Call) -> Reply:
    """Read every page of the store and say whether it is whole."""
    with call.office() as office:
        journal.check_store(office)
        reply = _verified(office)
    return replace(reply, text=f"数据文件完好。{reply.text}")


def verify(call: Call) -> Reply:
    """Recompute the journal's chain and say whether it holds."""
    with call.office() as office:
        return _verified(office)


def _verified(office: Office) -> Reply:
    """Say that the journal's chain holds; a broken one is an error that names the first broken entry."""
    verdict = journal.verify(office)
    if not verdict.sound:
        raise DamagedStore(verdict.sentence)
    return Reply(verdict.sentence, {"sound": True, "entries": verdict.entries, "head": verdict.head})
