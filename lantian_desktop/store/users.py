"""Accounts and their roles. Passwords do not live here but in the key slots."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.store.revisions import put_revision
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import UserRow


def users(db: Session) -> tuple[User, ...]:
    """Return all accounts by name."""
    return tuple(_user(row) for row in fetch(db, UserRow.select().order_by(UserRow.name)))


def user(db: Session, name: str) -> User:
    """Return one account; raise NotFound when there is none of that name."""
    row = fetch_one(db, UserRow.select().where(UserRow.name == name))
    if row is None:
        raise NotFound(f"没有名为“{name}”的用户，请核对姓名或请管理员添加。")
    return _user(row)


def add_user(db: Session, user: User) -> None:
    """Add an account that is not there yet."""
    run(db, UserRow.insert(name=user.name, roles=_roles(user)))


def save_user(db: Session, user: User) -> User:
    """Add an account or replace the roles of one that is still as it was read."""
    columns = {"roles": _roles(user)}
    return replace(user, revision=put_revision(db, UserRow, {"name": user.name}, columns, expected=user.revision))


def remove_user(db: Session, name: str) -> None:
    """Take an account away; what its holder did stays under the name."""
    run(db, UserRow.delete().where(UserRow.name == name))


def _roles(user: User) -> str:
    return pack(sorted(role.value for role in user.roles))


def _user(row: dict[str, Any]) -> User:
    return User(row["name"], frozenset(Role(role) for role in unpack_texts(row["roles"])), row["revision"])
