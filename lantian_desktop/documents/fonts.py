"""Which face draws which character: roles, fallback per character, coverage. How a face is embedded is in `embedding`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lantian_desktop.documents.embedding import EmbeddedFace
from lantian_desktop.domain.errors import MissingGlyph, StoreError
from lantian_desktop.domain.terms import Labelled


class Role(Labelled):
    """What a face is used for; the label is the kind of face GB/T 9704-2012 and practice ask for."""

    MARK = "mark", "小标宋"
    BODY = "body", "仿宋"
    KAI = "kai", "楷体"
    HEI = "hei", "黑体"
    SONG = "song", "宋体"


_LAST_RESORT = ("LantianSong-Regular.ttf", "LantianHei-Medium.ttf")  # the second one for ☑ alone

# The first face that has a character draws it. A licensed face found on the PC would be one more entry at the front.
FACES: Mapping[Role, tuple[str, ...]] = {
    Role.MARK: ("LantianSong-Bold.ttf", *_LAST_RESORT),
    Role.BODY: ("LantianFangSong-Regular.ttf", "LantianSong-Light.ttf", *_LAST_RESORT),
    Role.KAI: ("LantianKai-Regular.ttf", *_LAST_RESORT),
    Role.HEI: ("LantianHei-Medium.ttf", "NotoSansSC-Regular.ttf", *_LAST_RESORT),
    Role.SONG: _LAST_RESORT,
}


class FaceBook:
    """The faces of one folder, loaded when first needed and kept. One book may serve documents of several threads."""

    def __init__(self, fonts_dir: Path) -> None:
        self._fonts_dir = fonts_dir
        self._loaded: dict[str, EmbeddedFace] = {}
        self._drawn_by: dict[Role, dict[str, EmbeddedFace | None]] = {role: {} for role in Role}

    def face(self, role: Role) -> EmbeddedFace:
        """Return the first face of a role."""
        return self._load(FACES[role][0])

    def face_for(self, character: str, role: Role) -> EmbeddedFace | None:
        """Return the face that draws `character` in `role`, or None when no face has it."""
        known = self._drawn_by[role]
        if character not in known:
            known[character] = self._find(character, role)
        return known[character]

    def ensure_covered(self, text: str, role: Role, field: str) -> None:
        """Raise MissingGlyph, naming code point and field, when `text` holds a character that no face can draw."""
        known = self._drawn_by[role]
        for character in dict.fromkeys(text):  # the first one is named, on every run the same
            if (known.get(character) or self.face_for(character, role)) is None and character != "\n":
                shown = f"“{character}”" if character.isprintable() else ""
                raise MissingGlyph(
                    f"“{field}”第 {text.index(character) + 1} 个字{shown}（U+{ord(character):04X}）没有可用的字形，"
                    "无法打印，请改用其他写法后重试。"
                )

    def _find(self, character: str, role: Role) -> EmbeddedFace | None:
        for name in FACES[role]:
            face = self._load(name)
            if face.covers(character):
                return face
        return None

    def _load(self, name: str) -> EmbeddedFace:
        face = self._loaded.get(name)
        if face is None:
            path = self._fonts_dir / name
            if not path.is_file():
                raise StoreError(f"缺少字体文件 {path}，无法生成文书，请重新安装本程序。")
            face = self._loaded[name] = EmbeddedFace(path.stem, path)
        return face
