"""Faces in words: what kind each is and where it came from. Those of a page are the ones the finished PDF itself names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lantian_desktop.documents.kit import raster
from lantian_desktop.documents.kit.fonts import PREFERRED, FaceRole
from lantian_desktop.documents.kit.system_faces import called

_SUBSET = re.compile(r"^[A-Z]{6}\+")  # ISO 32000-1 9.6.4: a tag of six letters before the name of a subset
_OTHER = "其他"  # a face nobody here asks for, told under its own name
_KINDS = (*(role.label for role in FaceRole), _OTHER)
_ROLE_OF = {name: role for role, names in PREFERRED.items() for name in names}

# PostScript name of a bundled face → the role it was made for and what it is called.
BUNDLED: Mapping[str, tuple[FaceRole, str]] = {
    "LantianSong-Bold": (FaceRole.MARK, "蓝天粗宋"),
    "LantianFangSong-Regular": (FaceRole.BODY, "蓝天仿宋"),
    "LantianSong-Light": (FaceRole.BODY, "蓝天细宋"),
    "LantianKai-Regular": (FaceRole.KAI, "蓝天楷体"),
    "LantianHei-Medium": (FaceRole.HEI, "蓝天黑体"),
    "NotoSansSC-Regular": (FaceRole.HEI, "思源黑体"),
    "LantianSong-Regular": (FaceRole.SONG, "蓝天宋体"),
}


def page_faces(pdf: bytes, index: int) -> tuple[str, ...]:
    """Return one line a kind of face that page `index` (from 0) uses: 仿宋：仿宋_GB2312（本机）、蓝天仿宋（随附）."""
    names = {_SUBSET.sub("", name) for name in raster.face_names(pdf, index)}
    kinds: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for name in sorted(names, key=lambda name: (name in BUNDLED, name)):
        kinds[_kind(name)].append(in_words(name))
    return tuple(f"{kind}：{'、'.join(words)}" for kind, words in kinds.items() if words)


def in_words(name: str) -> str:
    """Return what a face of this name is called and where it came from; one that nobody here asks for keeps its name."""
    if name in BUNDLED:
        return f"{BUNDLED[name][1]}（随附）"
    known = called(name)
    return f"{known}（本机）" if known else name


def _kind(name: str) -> str:
    role = BUNDLED[name][0] if name in BUNDLED else _ROLE_OF.get(called(name) or "")
    return role.label if role else _OTHER
