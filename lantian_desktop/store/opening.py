"""Making, opening and re-keying a store: folder, key slots, lock, database and session put together in the right order."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lantian_desktop.domain.admin.people import User
from lantian_desktop.domain.errors import InvalidInput, NotFound, StoreBusy
from lantian_desktop.store import users
from lantian_desktop.store.attached_files import AttachedFiles
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.engine.durable import sync_folder
from lantian_desktop.store.engine.folder import StoreFolder, check_folder
from lantian_desktop.store.engine.keyring import Keyring
from lantian_desktop.store.engine.lock import HolderKind, StoreLock
from lantian_desktop.store.engine.slots import DEFAULT_COST, Chance, KdfCost, plain_name
from lantian_desktop.store.session import Session

Clock = Callable[[], datetime]
Fill = Callable[[Session], None]


def store_exists(folder: Path) -> bool:
    """Return whether `folder` holds a store."""
    return StoreFolder(folder).exists()


def store_remains(folder: Path) -> bool:
    """Return whether `folder` holds a store or what is left of one; a creation that was cut short left nothing."""
    store = StoreFolder(folder)
    return store.keys.exists() or (store.database.exists() and not _unfinished(store.keys).exists())


def create_store(
    folder: Path,
    *,
    admin: User,
    password: str,
    clock: Clock,
    cost: KdfCost = DEFAULT_COST,
    chance: Chance = os.urandom,
    fill: Fill | None = None,
) -> tuple[Session, str]:
    """Make a store in `folder` with its first user; return it opened for a window, and the recovery code shown once.

    `fill` writes what the store begins with; cut short anywhere, there is no store.
    """
    check_folder(folder)
    store = StoreFolder(folder)
    lock = StoreLock.take(store.lock, HolderKind.WINDOW)
    try:
        _clear_unfinished(store)
        code = _build(store, lock, admin, password, clock, cost=cost, chance=chance, fill=fill)
        key = Keyring(store.keys).unlock(admin.name, password, at=clock())
        return _session(store, engine.connect(store.database, key), admin.name, clock, lock=lock), code
    except BaseException:
        lock.release()
        raise


def open_store(
    folder: Path, *, user: str, password: str, clock: Clock, keep_lock: bool = True, read_only_if_busy: bool = False
) -> Session:
    """Open the store in `folder` for `user`.

    With `keep_lock` the right to write is taken now and kept, otherwise before the first write. When another process
    has it, StoreBusy is raised, or with `read_only_if_busy` the session only reads.
    """
    store = _existing(folder)
    key = Keyring(store.keys).unlock(user, password, at=clock())
    return _open(store, key, plain_name(user), clock, keep_lock=keep_lock, read_only_if_busy=read_only_if_busy)


def open_with_recovery(folder: Path, *, code: str, user: str, clock: Clock, keep_lock: bool = True) -> Session:
    """Open the store with the recovery code in the name of `user`, who can then be given a new password."""
    store = _existing(folder)
    key = Keyring(store.keys).unlock_with_code(code, at=clock())
    return _open(store, key, plain_name(user), clock, keep_lock=keep_lock, read_only_if_busy=False)


def user_names(folder: Path) -> tuple[str, ...]:
    """Return who can log in to the store in `folder`."""
    return Keyring(_existing(folder).keys).names()


def verify_password(folder: Path, user: str, password: str, now: datetime) -> bool:
    """Return True when `password` is the one of `user`; raise WrongPassword, or LockedOut after five failures."""
    Keyring(_existing(folder).keys).unlock(user, password, at=now)
    return True


def add_slot(db: Session, *, user: str, password: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Let one more user open the store."""
    _keyring(db, cost).add(db.database.key, user, password)


def remove_slot(db: Session, *, user: str) -> None:
    """Let a user open the store no more."""
    _keyring(db, DEFAULT_COST).remove(user)


def set_password(db: Session, *, user: str, password: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Give `user` a new password without asking for the old one: an administrator's or a recovery's way."""
    _keyring(db, cost).set_password(db.database.key, user, password)


def change_password(db: Session, *, user: str, old: str, new: str, cost: KdfCost = DEFAULT_COST) -> None:
    """Replace the password of `user`, who knows the old one."""
    _keyring(db, cost).change_password(user, old, new, at=db.clock())


def renew_recovery_code(db: Session, *, cost: KdfCost = DEFAULT_COST) -> str:
    """Return a fresh recovery code; the old one opens nothing any more."""
    return _keyring(db, cost).renew_recovery_code(db.database.key)


def _existing(folder: Path) -> StoreFolder:
    store = StoreFolder(folder)
    if not store.exists():
        if store.database.exists() or store.keys.exists():
            missing = store.keys if store.database.exists() else store.database
            raise NotFound(f"“{folder}”中缺少文件 {missing.name}，数据无法打开；请从备份恢复。")
        raise NotFound(f"“{folder}”中没有蓝天联络的数据；请核对文件夹，或先建立新的数据。")
    return store


def _open(
    store: StoreFolder, key: bytes, user: str, clock: Clock, *, keep_lock: bool, read_only_if_busy: bool
) -> Session:
    check_folder(store.root, needed_bytes=0)
    lock, refusal = _lock_now(store, keep_lock, read_only_if_busy)
    try:
        database = engine.connect(store.database, key, read_only=bool(refusal))
        try:
            lock = _bring_up_to_date(store, database, lock, refusal, clock)
        except BaseException:
            database.close()
            raise
        return _session(store, database, user, clock, lock=lock, refusal=refusal)
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _lock_now(store: StoreFolder, keep_lock: bool, read_only_if_busy: bool) -> tuple[StoreLock | None, str]:
    if not keep_lock:
        return None, ""
    try:
        return StoreLock.take(store.lock, HolderKind.WINDOW), ""
    except StoreBusy as busy:
        if read_only_if_busy:
            return None, busy.sentence
        raise


def _bring_up_to_date(
    store: StoreFolder, database: engine.StoreDatabase, lock: StoreLock | None, refusal: str, clock: Clock
) -> StoreLock | None:
    """Migrate, which needs the right to write; a reader beside an older window is refused."""
    if not engine.pending_migrations(database):
        return lock
    if refusal:
        raise StoreBusy(refusal)
    taken_lock = lock or StoreLock.take(store.lock, HolderKind.COMMAND)
    engine.migrate(database, lambda: _back_up_before_migration(store, database, clock))
    return taken_lock


def _back_up_before_migration(store: StoreFolder, database: engine.StoreDatabase, clock: Clock) -> None:
    from lantian_desktop.store.engine.backup import back_up  # archives are wanted here alone, not at every start

    back_up(database, store, reason="升级前", at=clock())


def _session(
    store: StoreFolder,
    database: engine.StoreDatabase,
    user: str,
    clock: Clock,
    *,
    lock: StoreLock | None = None,
    refusal: str = "",
) -> Session:
    return Session(
        database,
        folder=store,
        files=AttachedFiles(store.attachments, database.key),
        clock=clock,
        user=user,
        lock=lock,
        refusal=refusal,
        take_lock=lambda: StoreLock.take(store.lock, HolderKind.COMMAND),
    )


def _build(
    store: StoreFolder,
    lock: StoreLock,
    admin: User,
    password: str,
    clock: Clock,
    *,
    cost: KdfCost,
    chance: Chance,
    fill: Fill | None,
) -> str:
    """Build beside the final names and rename at the end: the key file comes last, and without it there is no store."""
    new_keys = _unfinished(store.keys)
    keys = Keyring(new_keys, cost=cost, chance=chance).create(admin.name, password)
    database = engine.create(_unfinished(store.database), keys.key)
    try:
        engine.migrate(database)
        session = _session(store, database, admin.name, clock, lock=lock)
        with session.write("建立数据") as touched:
            users.add_user(session, admin)
            touched.add("users")
            if fill is not None:
                fill(session)
    finally:
        database.close()
    _unfinished(store.database).replace(store.database)
    new_keys.replace(store.keys)
    sync_folder(store.root)
    return keys.recovery_code


def _clear_unfinished(store: StoreFolder) -> None:
    """Remove what a creation that was cut short left behind; its recovery code was never shown to anybody."""
    if store.keys.exists():
        raise InvalidInput("该文件夹中已有数据，请直接登录，或另选一个文件夹。", field="folder")
    cut_short = _unfinished(store.keys).exists()
    if store.database.exists() and not cut_short:
        raise InvalidInput("该文件夹中有缺少密钥的数据文件 office.db；请移走它或另选一个文件夹。", field="folder")
    for place in (store.database, _unfinished(store.database)):
        for suffix in ("", "-wal", "-shm"):
            place.with_name(place.name + suffix).unlink(missing_ok=True)
    _unfinished(store.keys).unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _keyring(db: Session, cost: KdfCost) -> Keyring:
    return Keyring(db.folder.keys, cost=cost)
