"""The faces of a page in words, as the finished PDF itself names them: what kind each is and where it came from."""

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
    told = {_told(_SUBSET.sub("", name)) for name in raster.face_names(pdf, index)}
    return tuple(line for _, line in sorted(told))


def _told(name: str) -> tuple[int, str]:
    """Return the place of a face among the others and its line; a face nobody knows comes last under its own name."""
    if name in BUNDLED:
        role, shown = BUNDLED[name]
        return _ROLES.index(role), f"{role.label}：{shown}（随附）"
    known = called(name)
    if known is None:
        return len(_ROLES), f"其他：{name}"
    role = _ROLE_OF[known]
    return _ROLES.index(role), f"{role.label}：{known}（本机）"
