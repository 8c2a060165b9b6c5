"""The store folder: what lies where in it, and which folders cannot carry a store."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.store.engine.failures import unusable_folder

NEEDED_BYTES = 64 * 1024 * 1024  # room for a start: an empty store, its first backup and some letters

# File systems that live on another machine: locks and write-ahead logs are not safe on them.
_NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "ceph", "glusterfs", "lustre",
        "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.s3fs",
    }
)  # fmt: skip

# Beginnings of folder names that programs which keep folders in sync make.
_SYNC_NAMES = (
    "onedrive", "dropbox", "nutstore", "坚果云", "我的坚果云", "baidusyncdisk", "baidunetdiskworkspace", "百度网盘",
    "百度同步", "icloud", "google drive", "googledrive", "我的云端硬盘", "wps云盘", "wps cloud files", "wpsdrive",
    "金山云盘", "微云", "腾讯微云", "weiyun", "阿里云盘", "天翼云盘", "115sync", "seafile", "nextcloud", "owncloud",
)  # fmt: skip
_SYNC_MARKS = (".dropbox", ".stfolder", ".nutstore", ".nextcloudsync.log", ".owncloudsync.log")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DRIVE_REMOTE = 4  # GetDriveTypeW: DRIVE_REMOTE


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """Where the parts of a store lie below `root`."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "office.db"

    @property
    def keys(self) -> Path:
        """The key slots."""
        return self.root / "keys.json"

    @property
    def lock(self) -> Path:
        """The lock of whoever writes."""
        return self.root / "office.lock"

    @property
    def attachments(self) -> Path:
        """Encrypted attachments by SHA-256."""
        return self.root / "attachments"

    @property
    def backups(self) -> Path:
        """Backups made by the program itself."""
        return self.root / "backups"

    def exists(self) -> bool:
        """Return whether a store was made here."""
        return self.database.exists() and self.keys.exists()


def check_folder(root: Path, *, environment: Mapping[str, str] | None = None, needed_bytes: int = NEEDED_BYTES) -> None:
    """Raise UnusableFolder with one sentence when a store cannot live in `root`; the folder is made if it is missing."""
    place = Path(os.path.abspath(root))  # noqa: PTH100 - Path.resolve() would hide the mapped drive letter
    if is_network_folder(place):
        raise UnusableFolder(f"“{place}”在网络位置上，数据可能损坏；请选择本机磁盘上的文件夹。")
    program = syncing_program(place, os.environ if environment is None else environment)
    if program:
        raise UnusableFolder(f"“{place}”由同步程序（{program}）管理，数据可能损坏；请选择不参与同步的本机文件夹。")
    _check_writable(place)
    free = shutil.disk_usage(place).free
    if free < needed_bytes:
        raise UnusableFolder(
            f"“{place}”所在磁盘只剩 {free // 2**20} MB，不足 {needed_bytes // 2**20} MB；请腾出空间或另选磁盘。"
        )


def syncing_program(place: Path, environment: Mapping[str, str]) -> str | None:
    """Return the part of `place` that shows a syncing program at work, or None."""
    for part in place.parts:
        if part.casefold().startswith(_SYNC_NAMES):
            return part
    for name in _SYNC_VARIABLES:
        if environment.get(name) and place.is_relative_to(environment[name]):
            return name
    marked = (folder for folder in (place, *place.parents) if any((folder / mark).exists() for mark in _SYNC_MARKS))
    return next((folder.name or str(folder) for folder in marked), None)


def is_network_folder(place: Path) -> bool:
    """Return whether `place` is a UNC path or lies on a file system of another machine."""
    text = str(place)
    if text.startswith("\\\\?\\UNC\\"):
        return True
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    return mount_type(place, _mounts()) in _NETWORK_TYPES


def mount_type(place: Path, mounts: str) -> str | None:
    """Return the file system type of the mount that holds `place`; `mounts` has the form of /proc/mounts."""
    best, kind = -1, None
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if place.is_relative_to(point) and len(point) >= best:  # a later mount on the same point covers the earlier
            best, kind = len(point), fields[2]
    return kind


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _check_writable(place: Path) -> None:
    probe = place / f".probe-{os.getpid()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"probe")
        probe.unlink()
    except OSError as error:
        raise unusable_folder(error, place) from error
