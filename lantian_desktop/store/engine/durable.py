"""Files that are either wholly there or not at all, also after a power cut. What the files mean does not live here."""

from __future__ import annotations

import os
from pathlib import Path

from lantian_desktop.store.engine.failures import unusable_folder


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step and force it to the disk; raise UnusableFolder when that cannot be done."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_sync(half, data)
        half.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise unusable_folder(error, path.parent) from error


def _write_and_sync(path: Path, data: bytes) -> None:
    binary = getattr(os, "O_BINARY", 0)  # only Windows knows text mode
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | binary, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force the names in `folder` to the disk after files in it were renamed."""
    if os.name == "nt":  # a folder cannot be opened for fsync there; NTFS journals the rename itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
