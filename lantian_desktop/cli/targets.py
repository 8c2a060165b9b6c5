"""Where a command writes its file: the name asked for, or a name of its kind inside a folder. Writing itself is the services'."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from lantian_desktop.domain.errors import InvalidInput, OfficeError


def target(asked: Path, name: str) -> Path:
    """Return the file to write: `asked`, or `name` inside it when it is a folder."""
    return asked / name if asked.is_dir() else asked


def require_writable(asked: Path, *, suffixes: Sequence[str]) -> None:
    """Raise before anything is done when the file could not be written afterwards."""
    if not asked.is_dir() and asked.suffix.lower() not in suffixes:
        known = " 或 ".join(suffixes)
        raise InvalidInput(f"输出文件“{asked.name}”应以 {known} 结尾，请改名后重试。", field="output")
    folder = asked if asked.is_dir() else asked.parent
    if not folder.is_dir():
        raise OfficeError(f"没有文件夹“{folder}”，请先建立它，或把文件写到别处。")
    if not os.access(folder, os.W_OK):
        raise OfficeError(f"文件夹“{folder}”不能写入，请换一个文件夹。")
