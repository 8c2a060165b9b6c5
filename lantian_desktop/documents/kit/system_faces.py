"""The PC's own faces that official letters ask for: found by name in the folders handed in. Nothing is loaded here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lantian_desktop.documents.kit.sfnt import DamagedFont, FaceHeader, folded, read_headers

_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_RIGHTS_TO_EMBED = 0x000E  # OS/2 fsType: bits of which the least strict one counts
_RESTRICTED = 0x0002  # alone: may not be embedded without leave of its maker
_NO_SUBSET, _BITMAPS_ONLY = 0x0100, 0x0200

# What a face is called here → all it is called elsewhere: family, full and PostScript names.
KNOWN_FACES: Mapping[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0"),
    "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXBSK--GBK1-0"),
    "仿宋_GB2312": ("FangSong_GB2312",),
    "仿宋": ("FangSong", "SimFang"),
    "楷体_GB2312": ("KaiTi_GB2312",),
    "楷体": ("KaiTi", "SimKai"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun",),
}
_CALLED = {folded(name): known for known, others in KNOWN_FACES.items() for name in (known, *others)}


@dataclass(frozen=True, slots=True)
class SystemFace:
    """A face that may be used: what it is called, its file, and its place in a collection."""

    name: str
    path: Path
    subfont: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file that was not used, and the Chinese words why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class SystemFaces:
    """What a search found; the first of several faces of one name is to be preferred."""

    found: tuple[SystemFace, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def called(name: str) -> str | None:
    """Return what a face of this family, full or PostScript name is called here, or None for one nobody asks for."""
    return _CALLED.get(folded(name))


def find_faces(folders: Sequence[Path]) -> SystemFaces:
    """Return the faces of KNOWN_FACES in these folders and the folders below, in their order, then by file name."""
    found: list[SystemFace] = []
    passed_over: list[PassedOver] = []
    for path in _font_files(folders):
        try:
            headers = read_headers(path)
        except DamagedFont:
            passed_over.append(PassedOver(path, "文件已损坏或不是字体"))
            continue
        except OSError:
            passed_over.append(PassedOver(path, "文件无法读取"))
            continue
        for name, header in _known_faces(headers):
            if reason := _refusal(header):
                passed_over.append(PassedOver(path, reason))
            else:
                found.append(SystemFace(name, path, header.subfont))
    return SystemFaces(tuple(found), tuple(passed_over))


def _font_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            yield from (Path(place, name) for name in sorted(names) if name.lower().endswith(_SUFFIXES))


def _known_faces(headers: Sequence[FaceHeader]) -> Iterator[tuple[str, FaceHeader]]:
    for header in headers:
        known = {_CALLED[name] for name in header.names if name in _CALLED}
        # Where a face goes by two names, the fuller one says what it is: 仿宋_GB2312 of the family 仿宋.
        if known:
            yield max(known, key=lambda name: (len(name), name)), header


def _refusal(header: FaceHeader) -> str:
    if not header.truetype:
        return "PostScript 曲线的字体不能嵌入文书"
    if header.fs_type & _RIGHTS_TO_EMBED == _RESTRICTED or header.fs_type & (_NO_SUBSET | _BITMAPS_ONLY):
        return "字体的许可不允许嵌入文书"
    return ""
