"""The system's print service (CUPS): a finished PDF goes there as it is, at actual size. How its pages lie is decided before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lantian_desktop.domain.admin.printing import PrinterRefused, PrintOrder

_PROGRAM = "lp"
PATIENCE_S = 60.0  # it copies the file and returns; a print service that takes longer does not answer


def is_there() -> bool:
    """Return whether this system prints through CUPS."""
    return sys.platform.startswith("linux") and shutil.which(_PROGRAM) is not None


def submit(pdf: bytes, order: PrintOrder, *, title: str, patience_s: float = PATIENCE_S) -> None:
    """Hand a PDF over; raise PrinterRefused unless the print service took it. No copy of the file stays behind."""
    try:
        with tempfile.TemporaryDirectory(prefix="lantian-") as folder:  # mode 700
            path = Path(folder) / "print.pdf"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(pdf)
            _run(_command(order, title, path), order.printer, patience_s)
    except OSError as error:
        raise PrinterRefused("临时文件夹写不下要打印的文件，请清理磁盘空间后再打印。") from error


def _command(order: PrintOrder, title: str, path: Path) -> list[str]:
    options = ["media=A4", "print-scaling=none", f"sides={order.sides.value.replace('_', '-')}"]
    if order.copies > 1:
        options.append(f"collate={str(order.collated).lower()}")
    if order.backwards:
        options.append("outputorder=reverse")
    if order.grey:
        options.append("print-color-mode=monochrome")
    options += [f"{name}={value}" for name, value in order.options]
    command = [shutil.which(_PROGRAM) or _PROGRAM, "-d", order.printer, "-n", str(order.copies)]
    for option in options:
        command += ["-o", option]
    return [*command, "-P", order.page_range, "-t", " ".join(title.split()), "--", str(path)]


def _run(command: list[str], printer: str, patience_s: float) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - a list without a shell; the program is found on the path
            command,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=patience_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrinterRefused("系统的打印服务没有响应，请检查打印服务是否已启动，再重新打印。") from error
    except OSError as error:
        raise PrinterRefused("无法启动系统的打印命令 lp，请联系管理员检查打印服务。") from error
    if done.returncode != 0:
        cause = OSError(done.stderr.decode("utf-8", "replace").strip())
        raise PrinterRefused(
            f"打印机“{printer}”没有接收文件，请检查它是否仍在系统的打印机列表中、是否接收任务，再重新打印。"
        ) from cause


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return what the program runs in. A frozen bundle puts its own libraries before the system's, which are not for others."""
    theirs = dict(ours)
    before = theirs.pop("LD_LIBRARY_PATH_ORIG", "")
    if getattr(sys, "frozen", False):
        theirs.pop("LD_LIBRARY_PATH", None)
        if before:
            theirs["LD_LIBRARY_PATH"] = before
    return theirs
