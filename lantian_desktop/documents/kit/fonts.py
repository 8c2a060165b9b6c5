"""Which face draws which character: roles, fallback per character, coverage. How a face is embedded is in `embedding`.

Which faces the PC has of its own is found in `system_faces`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from reportlab.pdfbase.pdfdoc import PDFError

from lantian_desktop.documents.kit.embedding import EmbeddedFace
from lantian_desktop.documents.kit.glyph_check import drop_broken_glyphs
from lantian_desktop.documents.kit.system_faces import PassedOver, SystemFaces, find_faces
from lantian_desktop.domain.errors import MissingGlyph, StoreError
from lantian_desktop.domain.terms import Labelled


class FaceRole(Labelled):
    """What a face is used for; the label is the kind of face GB/T 9704-2012 and practice ask for."""

    MARK = "mark", "小标宋"
    BODY = "body", "仿宋"
    KAI = "kai", "楷体"
    HEI = "hei", "黑体"
    SONG = "song", "宋体"


# The PC's own faces that come before the bundled ones, best first: the licensed one, then the one Windows brings.
PREFERRED: Mapping[FaceRole, tuple[str, ...]] = {
    FaceRole.MARK: ("方正小标宋简体", "方正小标宋_GBK"),
    FaceRole.BODY: ("仿宋_GB2312", "仿宋"),
    FaceRole.KAI: ("楷体_GB2312", "楷体"),
    FaceRole.HEI: ("黑体",),
    FaceRole.SONG: ("宋体",),
}
_EXPECTED = "国一的，。—0A"  # a face without these has another table of characters than its name promises
# What reportlab raises at a damaged file or, AttributeError, at one without a PostScript name in English.
_UNLOADABLE = (PDFError, struct.error, ArithmeticError, AttributeError, LookupError, ValueError, OSError)

_LAST_RESORT = ("LantianSong-Regular.ttf", "LantianHei-Medium.ttf")  # the second one for ☑ alone

# The bundled faces: the first one that has a character draws it.
FACES: Mapping[FaceRole, tuple[str, ...]] = {
    FaceRole.MARK: ("LantianSong-Bold.ttf", *_LAST_RESORT),
    FaceRole.BODY: ("LantianFangSong-Regular.ttf", "LantianSong-Light.ttf", *_LAST_RESORT),
    FaceRole.KAI: ("LantianKai-Regular.ttf", *_LAST_RESORT),
    FaceRole.HEI: ("LantianHei-Medium.ttf", "NotoSansSC-Regular.ttf", *_LAST_RESORT),
    FaceRole.SONG: _LAST_RESORT,
}


@dataclass(frozen=True, slots=True)
class ChosenFace:
    """The first face of a role: what it is called, and the file it was loaded from."""

    role: FaceRole
    name: str
    path: Path


class FaceBook:
    """The PC's own faces and the bundled ones, found and loaded when first needed, and kept.

    `font_folders` are searched for the faces of PREFERRED; without them the bundled faces draw everything. One book may
    serve documents of several threads.
    """

    def __init__(self, fonts_dir: Path, font_folders: Sequence[Path] = ()) -> None:
        self._fonts_dir = fonts_dir
        self._font_folders = tuple(font_folders)
        self._system: SystemFaces | None = None
        self._unloadable: list[PassedOver] = []
        self._own: dict[str, EmbeddedFace | None] = {}
        self._bundled: dict[str, EmbeddedFace] = {}
        self._drawn_by: dict[FaceRole, dict[str, EmbeddedFace | None]] = {role: {} for role in FaceRole}
        self._one_at_a_time = RLock()  # a face loaded twice would be embedded twice under one name

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """The files of the PC's font folders that could not be used so far, with the reason."""
        with self._one_at_a_time:
            return (*self._search().passed_over, *self._unloadable)

    def chosen(self) -> tuple[ChosenFace, ...]:
        """Return which face comes first in each role."""
        firsts = ((role, self.face(role)) for role in FaceRole)
        return tuple(ChosenFace(role, face.fontName, Path(face.face.filename)) for role, face in firsts)

    def face(self, role: FaceRole) -> EmbeddedFace:
        """Return the first face of a role."""
        with self._one_at_a_time:
            return next(self._chain(role))

    def face_for(self, character: str, role: FaceRole) -> EmbeddedFace | None:
        """Return the face that draws `character` in `role`, or None when no face has it."""
        known = self._drawn_by[role]
        if character not in known:
            with self._one_at_a_time:
                known[character] = next((face for face in self._chain(role) if face.covers(character)), None)
        return known[character]

    def ensure_covered(self, text: str, role: FaceRole, field: str) -> None:
        """Raise MissingGlyph, naming code point and field, when `text` holds a character that no face can draw."""
        known = self._drawn_by[role]
        for character in dict.fromkeys(text):  # the first one is named, on every run the same
            if (known.get(character) or self.face_for(character, role)) is None and character != "\n":
                shown = f"“{character}”" if character.isprintable() else ""
                raise MissingGlyph(
                    f"“{field}”第 {text.index(character) + 1} 个字{shown}（U+{ord(character):04X}）没有可用的字形，"
                    "无法打印，请改用其他写法后重试。"
                )

    def _chain(self, role: FaceRole) -> Iterator[EmbeddedFace]:
        """Yield the faces of a role, best first, loading each only when the ones before it do not do."""
        for name in PREFERRED[role]:
            if name not in self._own:
                self._own[name] = self._load_own(name)
            if (face := self._own[name]) is not None:
                yield face
        for name in FACES[role]:
            if name not in self._bundled:
                self._bundled[name] = self._load_bundled(name)
            yield self._bundled[name]

    def _search(self) -> SystemFaces:
        if self._system is None:
            self._system = find_faces(self._font_folders)
        return self._system

    def _load_own(self, name: str) -> EmbeddedFace | None:
        """Return the first face of this name that can be loaded; the others are noted as passed over."""
        for found in self._search().found:
            if found.name != name:
                continue
            try:
                face = EmbeddedFace(name, found.path, subfont=found.subfont)
                complete = drop_broken_glyphs(face) and all(map(face.covers, _EXPECTED))
            except _UNLOADABLE:
                self._unloadable.append(PassedOver(found.path, "字体的数据有误，无法载入"))
                continue
            if complete and self._unique(face):
                return face
            self._unloadable.append(PassedOver(found.path, "字体缺少常用汉字或与另一字体重名"))
        return None

    def _unique(self, face: EmbeddedFace) -> bool:
        """Return whether no other face of the PC bears its PostScript name: a PDF tells faces apart by it."""
        return all(other is None or other.postscript_name != face.postscript_name for other in self._own.values())

    def _load_bundled(self, name: str) -> EmbeddedFace:
        path = self._fonts_dir / name
        if not path.is_file():
            raise StoreError(f"缺少字体文件 {path}，无法生成文书，请重新安装本程序。")
        return EmbeddedFace(path.stem, path)
