"""One writer per store folder: a lock of the operating system that dies with its process, and a note about who holds it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from lantian_desktop.domain.errors import StoreBusy
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.store.engine.failures import unusable_folder

_NOTE_BYTES = 512
_LOCKED_BYTE = 1 << 30  # Windows hides locked bytes from readers, so the lock lies far behind the note


class HolderKind(Labelled):
    """What kind of process holds a store."""

    WINDOW = "window", "窗口"
    COMMAND = "command", "命令行"


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a store."""

    kind: HolderKind
    pid: int

    @property
    def sentence(self) -> str:
        """What somebody who is refused is told."""
        if self.kind is HolderKind.WINDOW:
            return f"蓝天联络的窗口已打开这份数据（进程 {self.pid}）；请在该窗口中办理，或关闭它后重试。"
        return f"命令行正在写入这份数据（进程 {self.pid}）；请等它结束后重试。"


class StoreLock:
    """The right to write a store. Held until `release` or the end of the process, however it ends."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file: BinaryIO | None = file

    @classmethod
    def take(cls, path: Path, kind: HolderKind) -> StoreLock:
        """Take the lock at `path` at once; raise StoreBusy naming the holder when it is taken."""
        file = _open(path)
        if not _try_lock(file, wait=False):
            file.close()
            holder = read_holder(path)
            raise StoreBusy(holder.sentence if holder else "另一个程序已打开这份数据；请关闭它后重试。")
        _write_note(file, Holder(kind, os.getpid()))
        return cls(path, file)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file is None:
            return
        _write_note(self._file, None)
        _unlock(self._file)
        self._file.close()
        self._file = None

    def __enter__(self) -> StoreLock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


@contextmanager
def waiting_lock(path: Path) -> Generator[None, None, None]:
    """Hold the lock at `path` for a moment, waiting for its turn."""
    with _open(path) as file:
        if not _try_lock(file, wait=True):
            raise StoreBusy("密钥文件正被另一个程序使用，请稍候重试。")
        try:
            yield
        finally:
            _unlock(file)


def read_holder(path: Path) -> Holder | None:
    """Return who wrote the note in the lock file last, or None; it may be stale, only `take` knows."""
    try:
        note = json.loads(path.read_bytes()[:_NOTE_BYTES].decode("utf-8").strip() or "null")
        return Holder(HolderKind(note["kind"]), int(note["pid"])) if note else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _open(path: Path) -> BinaryIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise unusable_folder(error, path.parent) from error
    return os.fdopen(descriptor, "r+b", buffering=0)


def _write_note(file: BinaryIO, holder: Holder | None) -> None:
    note = {"kind": holder.kind.value, "pid": holder.pid} if holder else None
    file.seek(0)
    file.write(json.dumps(note).encode("utf-8").ljust(_NOTE_BYTES))


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO, *, wait: bool) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            # LK_LOCK tries for ten seconds, LK_NBLCK once.
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: BinaryIO, *, wait: bool) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
