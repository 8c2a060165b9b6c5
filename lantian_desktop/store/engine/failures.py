"""What the disk and the database engine complain about, turned into sentences a clerk can act on."""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, IntegrityError, InterfaceError

from lantian_desktop.domain.errors import DamagedStore, InvalidInput, OfficeError, StoreBusy, StoreError, UnusableFolder

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
FULL_SENTENCE = "磁盘空间已满，本次操作没有保存；请腾出空间后重试。"
READ_ONLY_SENTENCE = "数据文件夹为只读，无法保存；请更换文件夹或请管理员开放写入权限。"
DAMAGED_SENTENCE = "数据文件已损坏或不是本程序的数据；请勿继续录入，从最近一次备份恢复。"

# The engine tells its errors apart by text only; the texts are those of SQLite's sqlite3ErrStr().
_BY_TEXT: tuple[tuple[str, type[OfficeError], str], ...] = (
    ("database or disk is full", UnusableFolder, FULL_SENTENCE),
    ("readonly database", UnusableFolder, READ_ONLY_SENTENCE),
    ("database is locked", StoreBusy, "数据正被另一个程序写入，请稍候重试。"),
    ("database table is locked", StoreBusy, "数据正被另一个程序写入，请稍候重试。"),
    ("malformed", DamagedStore, DAMAGED_SENTENCE),
    ("file is not a database", DamagedStore, DAMAGED_SENTENCE),
    ("disk I/O error", StoreError, "读写磁盘时出错；请检查磁盘后重试，仍不行请从备份恢复。"),
    ("unable to open database file", UnusableFolder, "数据文件打不开；请检查文件夹是否存在、是否允许写入。"),
)


def unusable_folder(error: OSError, folder: Path) -> UnusableFolder:
    """Return the sentence for a file operation that failed inside `folder`."""
    if error.errno in _FULL:
        return UnusableFolder(f"磁盘空间已满，“{folder}”中无法保存；请腾出空间后重试。")
    if error.errno in _READ_ONLY:
        return UnusableFolder(f"文件夹“{folder}”为只读或没有写入权限；请更换文件夹或请管理员开放权限。")
    return UnusableFolder(f"文件夹“{folder}”无法使用（{error.strerror or type(error).__name__}）；请检查后重试。")


def office_error(error: Exception) -> OfficeError | None:
    """Return the office's error for one of the engine's, or None when it is a bug of ours."""
    if isinstance(error, UnicodeEncodeError):
        return InvalidInput("文字中有无法保存的字符，请删去后重试。")
    if isinstance(error, IntegrityError) or not _is_engine_error(error):
        return None
    message = str(error)
    return next((kind(sentence) for text, kind, sentence in _BY_TEXT if text in message), None)


@contextmanager
def translated() -> Generator[None, None, None]:
    """Turn the engine's errors that come from the world into office errors; all others pass unchanged."""
    try:
        yield
    except Exception as error:
        ours = office_error(error)
        if ours is None:
            raise
        raise ours from error


def _is_engine_error(error: Exception) -> bool:
    """Rows fetched late raise the driver's own class, which peewee does not wrap; it is known by its module."""
    return isinstance(error, DatabaseError | InterfaceError) or type(error).__module__.startswith("sqlcipher3")
