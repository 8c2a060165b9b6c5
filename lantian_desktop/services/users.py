"""Accounts and signatures: who may sign in, and how a second person puts their name to a step."""

from __future__ import annotations

from collections.abc import Iterable

from lantian_desktop.domain.errors import InvalidInput, NotAllowed
from lantian_desktop.domain.people import Right, Role, Signature, SignedBy, User
from lantian_desktop.services.office import Office
from lantian_desktop.services.setup import check_new_password, check_user_name
from lantian_desktop.store import opening
from lantian_desktop.store import users as stored
from lantian_desktop.store.slots import DEFAULT_COST, KdfCost


def users(office: Office) -> tuple[User, ...]:
    """Return the accounts."""
    return stored.users(office.session)


def add_user(office: Office, *, name: str, roles: Iterable[Role], password: str, cost: KdfCost = DEFAULT_COST) -> User:
    """Add an account with its own key slot; raise InvalidInput when the name is taken."""
    office.require(Right.ADMINISTER)
    check_new_password(password)
    user = User(check_user_name(name), frozenset(roles))
    if user.name in {held.name for held in stored.users(office.session)}:
        raise InvalidInput(f"用户“{user.name}”已经存在，请换一个名字。", field="name")
    if not user.roles:
        raise InvalidInput("请至少选择一个角色。", field="roles")
    opening.add_slot(office.session, user=user.name, password=password, cost=cost)
    with office.session.write(f"添加用户 {user.name}") as touched:
        stored.save_user(office.session, user)
        touched.note(roles=sorted(role.value for role in user.roles))
        touched.add("users")
    return user


def change_password(office: Office, *, old: str, new: str) -> None:
    """Replace the signed-in user's password."""
    check_new_password(new)
    opening.change_password(office.session, user=office.user.name, old=old, new=new)
    with office.session.write("修改密码") as touched:
        touched.add("users")


def sign_by_password(office: Office, *, name: str, password: str) -> Signature:
    """Return the signature of a person who gives their own password here, without switching users."""
    opening.verify_password(office.folder, name, password, office.clock())
    user = stored.user(office.session, name)
    if not user.may(Right.SIGN):
        raise NotAllowed(f"{name}没有“{Right.SIGN.label}”的权限，请由负责人签批，或登记纸质签批。")
    return Signature(user.name, SignedBy.LOGIN, office.today)
