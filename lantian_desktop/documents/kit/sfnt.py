"""What a TrueType or OpenType file says of itself: names and rights, without loading its outlines. It judges nothing.

Only the table directory, `name` and two bytes of `OS/2` are read, so that a folder of a thousand fonts costs no wait.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_COLLECTION = b"ttcf"
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_POSTSCRIPT = b"OTTO"
_MOST_FACES = 64  # in one collection; more means that the count is damaged
_FAMILY, _STYLE, _FULL, _POSTSCRIPT_NAME, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 2, 4, 6, 16, 17
_NAME_KINDS = {_FAMILY, _STYLE, _FULL, _POSTSCRIPT_NAME, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE}
_PLAIN_STYLES = {"", "regular", "normal", "常规", "标准"}
_RECORD = struct.Struct(">6H")
_FS_TYPE_AT = 8  # bytes into OS/2
_CODECS = {(1, 0): "mac_roman", (1, 2): "big5", (1, 25): "gbk", (3, 3): "gbk", (3, 4): "big5"}  # else UTF-16


class DamagedFont(ValueError):
    """The file is no font, or its tables do not lie where it says."""


@dataclass(frozen=True, slots=True)
class FaceHeader:
    """One face of a file; `subfont` is its place in a collection, `fs_type` its rights as `OS/2` states them."""

    subfont: int
    names: frozenset[str]  # folded, of this very style: a bold face does not go by the name of its family
    truetype: bool
    fs_type: int


def folded(name: str) -> str:
    """Return a name as names are compared: without blanks, in one case."""
    return "".join(name.split()).casefold()


def read_headers(path: Path) -> tuple[FaceHeader, ...]:
    """Return the faces of a file; raise DamagedFont or OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        try:
            return tuple(_header(file, place, at, size) for place, at in enumerate(_faces_at(file)))
        except (struct.error, LookupError) as error:
            raise DamagedFont(str(path)) from error


def _faces_at(file: BinaryIO) -> tuple[int, ...]:
    file.seek(0)
    if file.read(4) != _COLLECTION:
        return (0,)
    _version, count = struct.unpack(">2L", file.read(8))
    if count > _MOST_FACES:
        raise DamagedFont("collection")
    return struct.unpack(f">{count}L", file.read(4 * count))


def _header(file: BinaryIO, place: int, at: int, size: int) -> FaceHeader:
    file.seek(at)
    kind = file.read(4)
    if kind != _POSTSCRIPT and kind not in _TRUETYPE:
        raise DamagedFont("kind")
    tables = _tables(file)
    if any(start + length > size for start, length in tables.values()):
        raise DamagedFont("cut off")
    file.seek(tables["name"][0])
    names = _names(file.read(tables["name"][1]))
    return FaceHeader(place, names, kind != _POSTSCRIPT, _rights(file, tables))


def _tables(file: BinaryIO) -> Mapping[str, tuple[int, int]]:
    (count,) = struct.unpack(">H6x", file.read(8))
    records = struct.iter_unpack(">4s4x2L", file.read(16 * count))
    return {tag.decode("latin-1"): (start, length) for tag, start, length in records}


def _rights(file: BinaryIO, tables: Mapping[str, tuple[int, int]]) -> int:
    if "OS/2" not in tables:
        return 0
    file.seek(tables["OS/2"][0] + _FS_TYPE_AT)
    (rights,) = struct.unpack(">H", file.read(2))
    return int(rights)


def _names(table: bytes) -> frozenset[str]:
    texts_by_kind: dict[int, set[str]] = {}
    for kind, text in _records(table):
        texts_by_kind.setdefault(kind, set()).add(folded(text))
    own = texts_by_kind.get(_FULL, set()) | texts_by_kind.get(_POSTSCRIPT_NAME, set())
    style = texts_by_kind.get(_TYPOGRAPHIC_STYLE) or texts_by_kind.get(_STYLE) or {""}
    if style & _PLAIN_STYLES:
        own |= texts_by_kind.get(_FAMILY, set()) | texts_by_kind.get(_TYPOGRAPHIC_FAMILY, set())
    return frozenset(own)


def _records(table: bytes) -> Iterator[tuple[int, str]]:
    _version, count, strings = struct.unpack_from(">3H", table)
    for place in range(count):
        platform, encoding, _language, kind, length, start = _RECORD.unpack_from(table, 6 + 12 * place)
        if kind not in _NAME_KINDS:
            continue
        raw = table[strings + start : strings + start + length]
        codec = _CODECS.get((platform, encoding)) or ("latin-1" if platform == 1 else "utf-16-be")
        yield kind, raw.decode(codec, errors="replace").replace("\0", "")
