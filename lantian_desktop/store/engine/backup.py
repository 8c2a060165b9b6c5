"""Backups: one file with the database, its key slots and a manifest; each is re-opened and checked before it counts.

When a backup is made and which ones are kept is decided above. Attachments are copied beside, they never change.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lantian_desktop.domain.errors import DamagedStore, InvalidInput
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.database import StoreDatabase
from lantian_desktop.store.engine.durable import sync_folder
from lantian_desktop.store.engine.failures import unusable_folder
from lantian_desktop.store.engine.folder import StoreFolder

SUFFIX = ".lantian"
_DATABASE, _KEYS, _MANIFEST = "office.db", "keys.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked backup file: when and why it was made, and the journal's head in it."""

    path: Path
    at: datetime
    reason: str
    journal_head: str
    entries: int


def back_up(
    database: StoreDatabase, store: StoreFolder, *, reason: str, at: datetime, target: Path | None = None
) -> Backup:
    """Write a backup of the open store into `target` (the store's own backups folder), check it, and return it."""
    folder = target or store.backups
    path = folder / f"{at:%Y%m%d-%H%M%S}-{reason}{SUFFIX}"
    copy, half = path.with_suffix(".copy"), path.with_suffix(".half")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        report = _copy_and_check(database, copy)
        _pack(
            half,
            copy,
            store.keys,
            {"at": at.isoformat(), "reason": reason, "entries": report.entries, "head": report.head},
        )
        half.replace(path)
        sync_folder(folder)
    except OSError as error:
        raise unusable_folder(error, folder) from error
    finally:
        copy.unlink(missing_ok=True)
        half.unlink(missing_ok=True)
    return Backup(path, at, reason, report.head, report.entries)


def read_backup(path: Path) -> Backup:
    """Return what the backup at `path` says of itself; raise DamagedStore when its content does not match its manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            for name in (_DATABASE, _KEYS):
                if _sha256(archive, name) != manifest["sha256"][name]:
                    raise ValueError(name)
        return Backup(
            path, datetime.fromisoformat(manifest["at"]), manifest["reason"], manifest["head"], manifest["entries"]
        )
    except OSError as error:
        raise unusable_folder(error, path.parent) from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise DamagedStore(f"备份文件“{path.name}”已损坏或不是本程序的备份，请另选一份。") from error


def restore(path: Path, root: Path, *, attachments: Path | None = None) -> StoreFolder:
    """Unpack a backup into the empty folder `root`; an existing store is never overwritten."""
    read_backup(path)
    store = StoreFolder(root)
    if store.database.exists() or store.keys.exists():
        raise InvalidInput("目标文件夹中已有数据；请另选一个空文件夹来恢复。", field="folder")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path) as archive:
            for name, place in ((_DATABASE, store.database), (_KEYS, store.keys)):
                place.write_bytes(archive.read(name))
        if attachments is not None and attachments.exists():
            shutil.copytree(attachments, store.attachments, dirs_exist_ok=True)
    except OSError as error:
        raise unusable_folder(error, root) from error
    return store


def _copy_and_check(database: StoreDatabase, copy: Path) -> journal.ChainVerdict:
    target = engine.create(copy, database.key, log=False)
    try:
        database.connection().backup(target.connection())
    finally:
        target.close()
    again = engine.connect(copy, database.key, read_only=True)
    try:
        engine.check_integrity(again)
        report = journal.verify_database(again)
    finally:
        again.close()
    if not report.sound:
        raise DamagedStore(report.sentence)
    return report


def _pack(path: Path, copy: Path, keys: Path, manifest: dict[str, object]) -> None:
    places = ((_DATABASE, copy), (_KEYS, keys))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, place in places:
            archive.write(place, name)
        sums = {name: _file_sha256(place) for name, place in places}
        archive.writestr(_MANIFEST, json.dumps({**manifest, "sha256": sums}, ensure_ascii=False))
    with path.open("rb+") as packed:
        os.fsync(packed.fileno())
    read_backup(path)


def _file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return hashlib.file_digest(part, "sha256").hexdigest()  # type: ignore[arg-type]  # lacks only getbuffer, unused
