"""The log file and crash reports: where in the code something went wrong, never whose data it was.

An exception's own words may quote a name or a phone number, so only its type and the places it passed are written.
What only a report needs is imported when one is written: the log is there at every start.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path, PurePath
from types import TracebackType

LOG_NAME = "lantian.log"
LOG_BYTES = 1_000_000
LOGS_KEPT = 3
REPORTS_KEPT = 20
_LIBRARIES = ("lantian-desktop", "PySide6-Essentials", "peewee", "sqlcipher3", "reportlab", "cryptography")
_ROOTS = ("site-packages", "dist-packages", "lantian_desktop", "tests")
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlaceFormatter(logging.Formatter):
    """Writes an exception as its type and places, without its message and the source lines."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging's own name
        """Return the exception of a log record in the crash report's form."""
        return "\n".join(_places(ei[1])) if ei[1] is not None else ""


def start_log(folder: Path) -> logging.Handler:
    """Write the program's log into `folder`, in files of at most 1 MB of which the newest few are kept."""
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(PlaceFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("lantian_desktop")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Close the log file that `start_log` opened."""
    logging.getLogger("lantian_desktop").removeHandler(handler)
    handler.close()


def crash_report(error: BaseException, *, at: datetime) -> str:
    """Return a report of a bug: time, versions, and the type and places of the error and of what caused it."""
    import platform

    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    heading = [f"时间 {at.isoformat(timespec='seconds')}", f"系统 {system}", f"Python {platform.python_version()}"]
    return "\n".join([*heading, *_versions(), "", *_places(error), ""])


def write_crash_report(folder: Path, error: BaseException, *, at: datetime) -> Path:
    """Write a crash report into `folder`, keep the newest twenty, and return the new one's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text(crash_report(error, at=at), encoding="utf-8")
    for old in sorted(folder.glob("crash-*.txt"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return path


def watch_for_crashes(
    folder: Path, clock: Callable[[], datetime], tell: Callable[[Path], None] | None = None
) -> Callable[[], None]:
    """Write a crash report for every bug nobody caught, and hand its path to `tell`; return what ends the watch.

    Where `folder` cannot be written the program goes on without reports: the words on stderr are left.
    """
    before, before_threads = sys.excepthook, threading.excepthook

    def report(error: BaseException) -> None:
        try:
            path = write_crash_report(folder, error, at=clock())
        except OSError:
            return
        (tell or _tell_on_stderr)(path)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if isinstance(error, Exception):
            report(error)

    def thread_hook(failed: threading.ExceptHookArgs) -> None:
        before_threads(failed)
        if isinstance(failed.exc_value, Exception):
            report(failed.exc_value)

    def stop() -> None:
        sys.excepthook, threading.excepthook = before, before_threads

    sys.excepthook, threading.excepthook = hook, thread_hook
    return stop


def _tell_on_stderr(path: Path) -> None:
    if sys.stderr is not None:  # a frozen program without a console has none
        sys.stderr.write(f"程序出错，已写下不含个人信息的报告：{path}\n")


def _versions() -> Iterator[str]:
    from importlib import metadata

    for name in _LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} {'(frozen)' if hasattr(sys, '_MEIPASS') else '-'}"


def _places(error: BaseException) -> Iterator[str]:
    """Yield the error and the chain of its causes, newest first, each with its places from the outermost in."""
    import traceback

    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{type(current).__module__}.{type(current).__qualname__}"
        for frame, line in traceback.walk_tb(current.__traceback__):
            yield f"  {_shortened(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _shortened(file_name: str) -> str:
    """Return a source path from its package on: the folders before it may hold the user's name."""
    parts = PurePath(file_name.replace("\\", "/")).parts
    starts = [len(parts) - parts[::-1].index(root) - 1 for root in _ROOTS if root in parts]
    return "/".join(parts[min(starts) :] if starts else parts[-1:])
