"""What is checked in the zip archive of an xlsx before a parser sees it: bombs, DOCTYPE, far cells, odd member names.

The parser allocates the whole rectangle up to the farthest filled cell and as many strings as a header promises, so both are bounded here.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit.sheets import HEAD_ROWS, MAX_ROWS, column_index

MAX_UNPACKED = 100 * 1024 * 1024  # bytes, sum over all members
MAX_RATIO = 200  # unpacked : packed
MAX_CELLS = 12_000_000  # rows × columns of the rectangle a sheet fills

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)

# Ordinary tags give one reference, first, in columns A–CZ and rows up to 99,999. A sheet with any other goes through the exact scan.
_PREFIX = rb"<(?:[^\s<>/:]+:)?"
_ORDINARY = rb'\s+r="(?:[A-C]?[A-Z])?[0-9]{1,5}"(?:\s+(?:[st]|[\w:]{2,})="[^"<>]*")*\s*/?>'
_UNUSUAL = re.compile(_PREFIX + rb"(?:c|row)(?!" + _ORDINARY + rb")[\s/>]")
_START = re.compile(_PREFIX + rb"(?:c|row)[\s/>]")
_TAG = re.compile(_PREFIX + rb"""(c|row)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>(\s*</)?""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)([0-9]*)["']""")
_HIDING = (b"<!--", b"<![CDATA[", b"?><?")  # where a tag could be hidden from the scan
_UNIQUE = re.compile(rb"""uniqueCount\s*=\s*["']\s*([0-9]+)""")


def checked(data: bytes, name: str) -> bytes:
    """Return xlsx bytes that are safe to parse, member names mended; raise UnreadableFile when they are not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, len(data), name)
            odd = any(member.filename.startswith("/") for member in members)
            parts = {member.filename.lstrip("/"): archive.read(member) for member in members if not member.is_dir()}
    except _BROKEN as error:
        raise damaged(name) from error
    if any(
        part.startswith(b"\xd0\xcf\x11\xe0") and member.endswith("EncryptedPackage") for member, part in parts.items()
    ):
        raise encrypted(name)
    for part in parts.values():
        _check_part(part, name)
    return _packed(parts) if odd else data


def damaged(name: str) -> UnreadableFile:
    """Return the refusal of a file that cannot be parsed."""
    return UnreadableFile(f"“{name}”已损坏或不是真正的表格文件，请用 WPS 或 Excel 打开后另存为 xlsx 再导入。")


def encrypted(name: str) -> UnreadableFile:
    """Return the refusal of a file that is protected by a password."""
    return UnreadableFile(f"“{name}”设有打开密码，请先在 WPS 或 Excel 中取消密码并另存，再导入。")


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise UnreadableFile(f"“{name}”解压后的内容异常庞大，可能是恶意文件，已拒绝读取。请向提供者核实后重新索取。")
    if any(member.flag_bits & 0x1 for member in members):
        raise encrypted(name)


def _check_part(part: bytes, name: str) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise damaged(name)
    if b"<!DOCTYPE" in part:
        raise UnreadableFile(f"“{name}”含有表格文件不应有的 DOCTYPE 声明，可能是恶意文件，已拒绝读取。请向提供者核实。")
    promised = _UNIQUE.search(part)
    if promised and int(promised[1]) > len(part):
        raise damaged(name)
    if _UNUSUAL.search(part):
        _check_extent(part, name)


def _check_extent(part: bytes, name: str) -> None:
    row = column = last_row = last_column = 0
    tags = _TAG.findall(part)
    if any(mark in part for mark in _HIDING) or len(tags) != len(_START.findall(part)):
        raise damaged(name)
    for tag, attributes, closed, empty in tags:
        references = _REFERENCE.findall(attributes)
        letters, digits = references[0] if references else (b"", b"")
        if len(references) > 1 or len(letters) > 3 or len(digits) > 9:
            raise damaged(name)
        if tag == b"row":
            row, column = int(digits or row + 1), 0
            continue
        column = column_index(letters.decode()) + 1 if letters else column + 1
        row = int(digits or row)
        if not closed and not empty:
            last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row > MAX_ROWS + HEAD_ROWS:
        raise too_many_rows(name)
    if last_row * last_column > MAX_CELLS:
        raise UnreadableFile(f"“{name}”的表格过宽（{last_column} 列），请删去右侧多余的内容后再导入。")


def too_many_rows(name: str) -> UnreadableFile:
    """Return the refusal of a sheet with more rows than an import may have."""
    return UnreadableFile(f"“{name}”超过 {MAX_ROWS:,} 行，请拆成几个文件分别导入。")


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for member, part in parts.items():
            archive.writestr(member, part)
    return target.getvalue()
