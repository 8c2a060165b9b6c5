"""The file of key slots beside the database: who can open the store, and how often somebody failed to.

The key never lies on the disk unwrapped: no password and no recovery code, no data. Roles live in the database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lantian_desktop.domain.errors import DamagedStore, InvalidInput, LockedOut, NotFound, UnusableFolder, WrongPassword
from lantian_desktop.store.engine.durable import write_durably
from lantian_desktop.store.engine.lock import waiting_lock
from lantian_desktop.store.engine.slots import (
    DEFAULT_COST,
    KEY_BYTES,
    Chance,
    KdfCost,
    KeySlot,
    check_password,
    key_check,
    new_recovery_code,
    plain_code,
    plain_name,
    unwrap_key,
    wrap_key,
)

FAILURES_ALLOWED = 5
LOCKED_FOR = timedelta(minutes=15)
_FORMAT = 1
_RECOVERY = "\0recovery"  # where failures of the recovery code are counted; no user can be called so
_NOBODY = "\0nobody"  # failures of unknown names are counted together


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What making a store yields: the key, and the recovery code that is shown once and kept nowhere."""

    key: bytes
    recovery_code: str


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Slots:
    """The whole content of the file."""

    store_id: str
    check: str
    users: tuple[KeySlot, ...]
    recovery: KeySlot
    failures: Mapping[str, _Failures] = field(default_factory=dict)

    def user(self, name: str) -> KeySlot | None:
        return next((slot for slot in self.users if slot.name == name), None)

    def counted(self, whose: str, failures: _Failures | None) -> _Slots:
        others = {name: failed for name, failed in self.failures.items() if name != whose}
        return replace(self, failures=others if failures is None else {**others, whose: failures})


class Keyring:
    """The key slots at `path`. Every change replaces the file in one step; time and chance are given by the caller."""

    def __init__(self, path: Path, *, cost: KdfCost = DEFAULT_COST, chance: Chance = os.urandom) -> None:
        self.path = path
        self._cost = cost
        self._chance = chance

    def exists(self) -> bool:
        """Return whether there is a key file."""
        return self.path.exists()

    def create(self, name: str, password: str) -> NewKeys:
        """Make the file with a fresh key, a first user and a recovery code; refuse to replace an existing one."""
        name = _usable_name(name)
        check_password(password)
        if self.exists():
            raise InvalidInput("该文件夹中已有数据，请直接登录，或另选一个文件夹。", field="folder")
        key, store_id, code = self._chance(KEY_BYTES), self._chance(16).hex(), new_recovery_code(self._chance)
        user = self._wrap(key, password, name, store_id)
        recovery = self._wrap(key, plain_code(code), "", store_id)
        self._write(_Slots(store_id, key_check(key), (user,), recovery))
        return NewKeys(key, code)

    def names(self) -> tuple[str, ...]:
        """Return who has a password, in the order they were added."""
        return tuple(slot.name for slot in self._read().users)

    def unlock(self, name: str, password: str, *, at: datetime) -> bytes:
        """Return the database key; raise WrongPassword, or LockedOut after five failures in a row."""
        name = plain_name(name)
        known = self._read().user(name) is not None
        return self._attempt(name if known else _NOBODY, lambda slots: _open_user(slots, name, password), at)

    def unlock_with_code(self, code: str, *, at: datetime) -> bytes:
        """Return the database key for the recovery code; failures count as those of a password."""
        return self._attempt(_RECOVERY, lambda slots: _open_recovery(slots, code), at)

    def add(self, key: bytes, name: str, password: str) -> None:
        """Give one more user a password."""
        name = _usable_name(name)
        with waiting_lock(self._turn):
            if self._read().user(name):
                raise InvalidInput(f"已有名为“{name}”的用户，请换一个名字。", field="name")
        self.set_password(key, name, password)

    def set_password(self, key: bytes, name: str, password: str) -> None:
        """Give `name` a password, new or replaced, by somebody who holds the key; past failures are forgotten."""
        name = _usable_name(name)
        check_password(password)
        with waiting_lock(self._turn):
            slots = self._read()
            _check_key(slots, key)
            slot = self._wrap(key, password, name, slots.store_id)
            kept = slots.users if slots.user(name) else (*slots.users, slot)
            users = tuple(slot if old.name == name else old for old in kept)
            self._write(replace(slots.counted(name, None), users=users))

    def change_password(self, name: str, old: str, new: str, *, at: datetime) -> None:
        """Replace a password by somebody who knows the old one."""
        check_password(new)
        self.set_password(self.unlock(name, old, at=at), name, new)

    def remove(self, name: str) -> None:
        """Take a user's password away; the last one stays."""
        name = plain_name(name)
        with waiting_lock(self._turn):
            slots = self._read()
            if not slots.user(name):
                raise NotFound(f"没有名为“{name}”的用户。")
            users = tuple(slot for slot in slots.users if slot.name != name)
            if not users:
                raise InvalidInput("这是最后一个能登录的用户，不能删除。", field="name")
            self._write(replace(slots.counted(name, None), users=users))

    def renew_recovery_code(self, key: bytes) -> str:
        """Return a fresh recovery code; the old one opens nothing any more."""
        with waiting_lock(self._turn):
            slots = self._read()
            _check_key(slots, key)
            code = new_recovery_code(self._chance)
            self._write(replace(slots, recovery=self._wrap(key, plain_code(code), "", slots.store_id)))
        return code

    @property
    def _turn(self) -> Path:
        return self.path.with_suffix(".lock")

    def _wrap(self, key: bytes, secret: str, name: str, store_id: str) -> KeySlot:
        return wrap_key(key, secret, name=name, store_id=store_id, cost=self._cost, chance=self._chance)

    def _attempt(self, whose: str, open_slot: Callable[[_Slots], bytes], at: datetime) -> bytes:
        """The failure is written before the guess is tried, so ending the process saves nobody a failure."""
        with waiting_lock(self._turn):
            slots = self._read()
            counted = _one_more(_refuse_while_locked(slots.failures.get(whose, _Failures()), at), at)
            self._write(slots.counted(whose, counted))
            try:
                key = open_slot(slots)
            except WrongPassword as error:
                raise _with_remaining(error, counted) from error
            self._write(slots.counted(whose, None))
            return key

    def _read(self) -> _Slots:
        try:
            return _from_json(json.loads(self.path.read_bytes()))
        except FileNotFoundError as error:
            raise DamagedStore(f"缺少密钥文件“{self.path.name}”，数据无法打开；请从备份恢复该文件。") from error
        except PermissionError as error:
            raise UnusableFolder(
                f"没有读取“{self.path}”的权限；请用安装本程序的账户登录或请管理员开放权限。"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedStore(f"密钥文件“{self.path.name}”已损坏；请从备份恢复该文件。") from error

    def _write(self, slots: _Slots) -> None:
        write_durably(self.path, json.dumps(_to_json(slots), ensure_ascii=False, indent=1).encode("utf-8"))


def _usable_name(name: str) -> str:
    plain = plain_name(name)
    if not plain or not plain.isprintable():
        raise InvalidInput("请填写用户姓名。", field="name")
    return plain


def _check_key(slots: _Slots, key: bytes) -> None:
    if key_check(key) != slots.check:
        raise DamagedStore("密钥文件与数据文件不配套；请从同一份备份恢复两者。")


def _open_user(slots: _Slots, name: str, password: str) -> bytes:
    slot = slots.user(name)
    if slot is not None:
        return unwrap_key(slot, password, store_id=slots.store_id)
    unwrap_key(slots.recovery, password, store_id=slots.store_id)  # takes as long, so names cannot be guessed by time
    raise WrongPassword("用户名或密码不正确，请重新输入。")


def _open_recovery(slots: _Slots, code: str) -> bytes:
    try:
        return unwrap_key(slots.recovery, plain_code(code), store_id=slots.store_id)
    except WrongPassword as error:
        raise WrongPassword("恢复码不正确，请对照打印件逐字核对。") from error


def _refuse_while_locked(failures: _Failures, at: datetime) -> _Failures:
    """Return the failures that still count; a clock set back must not lock anybody out for longer than meant."""
    until = failures.locked_until
    if until is None:
        return failures
    if until - LOCKED_FOR <= at < until:
        raise LockedOut(f"密码连续输错 {FAILURES_ALLOWED} 次，已锁定；请在 {until:%H:%M} 之后再试。")
    return _Failures()


def _one_more(failures: _Failures, at: datetime) -> _Failures:
    count = failures.count + 1
    return _Failures(count, at + LOCKED_FOR if count >= FAILURES_ALLOWED else None)


def _with_remaining(error: WrongPassword, failures: _Failures) -> WrongPassword:
    if failures.locked_until:
        return WrongPassword(
            f"{error.sentence}已连续输错 {failures.count} 次，{failures.locked_until:%H:%M} 前不能再试。"
        )
    return WrongPassword(f"{error.sentence}还可再试 {FAILURES_ALLOWED - failures.count} 次。")


def _to_json(slots: _Slots) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "store": slots.store_id,
        "check": slots.check,
        "users": [slot.to_json() for slot in slots.users],
        "recovery": slots.recovery.to_json(),
        "failures": {
            name: {"count": failed.count, "until": failed.locked_until and failed.locked_until.isoformat()}
            for name, failed in slots.failures.items()
        },
    }


def _from_json(data: Mapping[str, Any]) -> _Slots:
    if data["format"] != _FORMAT:
        raise ValueError(data["format"])
    return _Slots(
        store_id=str(data["store"]),
        check=str(data["check"]),
        users=tuple(KeySlot.from_json(slot) for slot in data["users"]),
        recovery=KeySlot.from_json(data["recovery"]),
        failures={name: _failures(failed) for name, failed in data["failures"].items()},
    )


def _failures(data: Mapping[str, Any]) -> _Failures:
    until = data["until"]
    return _Failures(int(data["count"]), datetime.fromisoformat(until) if until else None)
