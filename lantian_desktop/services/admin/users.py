"""Accounts and signatures: who may sign in, and how a second person puts their name to a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lantian_desktop.domain.admin.people import Right, Role, Signature, SignedBy, User
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.services.office import Office
from lantian_desktop.store import opening
from lantian_desktop.store import users as stored
from lantian_desktop.store.engine.slots import DEFAULT_COST, KdfCost, plain_name

MIN_PASSWORD = 8  # characters


def users(office: Office) -> tuple[User, ...]:
    """Return the accounts."""
    return stored.users(office.session)


def user(office: Office, *, name: str) -> User:
    """Return one account; raise NotFound when it was taken away."""
    return stored.user(office.session, name)


def add_user(office: Office, *, name: str, roles: Iterable[Role], password: str, cost: KdfCost = DEFAULT_COST) -> User:
    """Add an account with its own key slot; raise InvalidInput when the name is taken."""
    office.require(Right.ADMINISTER)
    check_new_password(password)
    user = User(check_user_name(name), frozenset(roles))
    if user.name in {account.name for account in stored.users(office.session)}:
        raise InvalidInput(f"用户“{user.name}”已经存在，请换一个名字。", field="name")
    if not user.roles:
        raise InvalidInput("请至少选择一个角色。", field="roles")
    opening.add_slot(office.session, user=user.name, password=password, cost=cost)
    with office.session.write(f"添加用户 {user.name}") as touched:
        stored.save_user(office.session, user)
        touched.note(roles=sorted(role.value for role in user.roles))
        touched.add("users")
    return user


def change_roles(office: Office, *, name: str, roles: Iterable[Role], read_at: int | None = None) -> User:
    """Give a user other roles; raise InvalidInput when nobody would be left to administer.

    With `read_at` only where the account still is at that revision.
    """
    office.require(Right.ADMINISTER)
    account = stored.user(office.session, name)
    changed = replace(account, roles=frozenset(roles), revision=account.revision if read_at is None else read_at)
    if not changed.roles:
        raise InvalidInput("请至少选择一个角色。", field="roles")
    if not changed.may(Right.ADMINISTER):
        _keep_an_administrator(office, without=name)
    with office.session.write(f"调整用户 {name} 的角色") as touched:
        stored.save_user(office.session, changed)
        touched.note(roles=sorted(role.value for role in changed.roles))
        touched.add("users")
    if name == office.user.name:
        office.switch_user(changed)
    return changed


def renew_rights(office: Office) -> None:
    """Give the signed-in user the roles the store has for them now; an account that is gone keeps none."""
    name = office.user.name
    stands = next((user for user in stored.users(office.session) if user.name == name), User(name, frozenset()))
    if stands != office.user:
        office.switch_user(stands)


def remove_user(office: Office, *, name: str) -> None:
    """Take an account and its password away; what the person did and signed stays in the records."""
    office.require(Right.ADMINISTER)
    account = stored.user(office.session, name)
    if name == office.user.name:
        raise Refused("不能删除自己的账号，请由另一位管理员登录后删除。")
    _keep_an_administrator(office, without=name)
    with office.session.write(f"删除用户 {name}") as touched:
        stored.remove_user(office.session, name)
        touched.note(roles=sorted(role.value for role in account.roles))
        touched.add("users")
        opening.remove_slot(office.session, user=name)  # last, so that a failure leaves the account whole


def reset_password(office: Office, *, name: str, password: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Give another user a new password, whose old one nobody knows any more."""
    office.require(Right.ADMINISTER)
    check_new_password(password)
    stored.user(office.session, name)
    if name == office.user.name:
        raise Refused("修改自己的密码请用“更多 → 修改密码”，需要输入原密码。")
    with office.session.write(f"重设用户 {name} 的密码") as touched:
        touched.add("users")
        opening.set_password(office.session, user=name, password=password, cost=cost)


def change_password(office: Office, *, old: str, new: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Replace the signed-in user's password."""
    check_new_password(new)
    with office.session.write("修改密码") as touched:
        touched.add("users")
        opening.change_password(office.session, user=office.user.name, old=old, new=new, cost=cost)


def renew_recovery_code(office: Office, *, cost: KdfCost = DEFAULT_COST) -> str:
    """Return a fresh recovery code to be shown once; the old one opens nothing any more."""
    office.require(Right.ADMINISTER)
    with office.session.write("更换恢复码") as touched:
        touched.add("users")
        return opening.renew_recovery_code(office.session, cost=cost)


def _keep_an_administrator(office: Office, *, without: str) -> None:
    if not any(user.may(Right.ADMINISTER) for user in stored.users(office.session) if user.name != without):
        raise InvalidInput(f"{without}是唯一的管理员；请先让另一位用户担任管理员。", field="roles")


def sign_by_password(office: Office, *, name: str, password: str) -> Signature:
    """Return the signature of a person who gives their own password here, without switching users."""
    opening.verify_password(office.folder, name, password, office.clock())
    user = stored.user(office.session, name)
    if not user.may(Right.SIGN):
        raise NotAllowed(f"{name}没有“{Right.SIGN.label}”的权限，请由负责人签批，或登记纸质签批。")
    return Signature(user.name, SignedBy.LOGIN, office.today)


def confirm_by_password(office: Office, *, name: str, password: str) -> Signature:
    """Return the signature of a person who gives their own password here, whatever they may do: as 交班人 or 接班人."""
    opening.verify_password(office.folder, name, password, office.clock())
    return Signature(stored.user(office.session, name).name, SignedBy.LOGIN, office.today)


def check_user_name(name: str) -> str:
    """Return the name without blanks around it; raise InvalidInput when it is empty or too long."""
    plain = plain_name(name)  # the form key slots are found by
    if not 1 <= len(plain) <= 20:
        raise InvalidInput("用户名应为 1 至 20 个字，建议直接用本人姓名。", field="name")
    return plain


def check_new_password(password: str) -> None:
    """Raise InvalidInput when a new password is too short."""
    if len(password) < MIN_PASSWORD:
        raise InvalidInput(f"密码至少 {MIN_PASSWORD} 位，请重新设置。", field="password")
