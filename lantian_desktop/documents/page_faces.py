"""Faces in words: what kind each is and where it came from. Those of a page are the ones the finished PDF itself names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lantian_desktop.documents import raster
from lantian_desktop.documents.fonts import PREFERRED, Role
from lantian_desktop.documents.system_faces import called

_SUBSET = re.compile(r"^[A-Z]{6}\+")  # ISO 32000-1 9.6.4: a tag of six letters before the name of a subset
_ROLES = tuple(Role)
_ROLE_OF = {name: role for role, names in PREFERRED.items() for name in names}

# PostScript name of a bundled face → the role it was made for and what it is called.
BUNDLED: Mapping[str, tuple[Role, str]] = {
    "LantianSong-Bold": (Role.MARK, "蓝天粗宋"),
    "LantianFangSong-Regular": (Role.BODY, "蓝天仿宋"),
    "LantianSong-Light": (Role.BODY, "蓝天细宋"),
    "LantianKai-Regular": (Role.KAI, "蓝天楷体"),
    "LantianHei-Medium": (Role.HEI, "蓝天黑体"),
    "NotoSansSC-Regular": (Role.HEI, "思源黑体"),
    "LantianSong-Regular": (Role.SONG, "蓝天宋体"),
}


def page_faces(pdf: bytes, index: int) -> tuple[str, ...]:
    """Return one line a face of page `index` (from 0), in the order of roles: 仿宋：蓝天仿宋（随附）."""
    names = {_SUBSET.sub("", name) for name in raster.face_names(pdf, index)}
    told = sorted((_place(name), _kind(name), in_words(name)) for name in names)
    return tuple(f"{kind}：{words}" for _, kind, words in told)


def in_words(name: str) -> str:
    """Return what a face of this PostScript name is called and where it came from."""
    if name in BUNDLED:
        return f"{BUNDLED[name][1]}（随附）"
    return f"{called(name) or name}（本机）"


def _role(name: str) -> Role | None:
    if name in BUNDLED:
        return BUNDLED[name][0]
    return _ROLE_OF.get(called(name) or "")


def _place(name: str) -> int:
    role = _role(name)
    return _ROLES.index(role) if role else len(_ROLES)


def _kind(name: str) -> str:
    role = _role(name)
    return role.label if role else "其他"
