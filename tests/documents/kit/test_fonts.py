"""Faces: coverage, fallback, what is refused, and that the files are what the table of origins says."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from lantian_desktop.documents.kit.embedding import to_unicode
from lantian_desktop.documents.kit.fonts import FACES, FaceBook, FaceRole
from lantian_desktop.domain.errors import MissingGlyph, StoreError

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "resources" / "fonts"
RARE = "䶮㛃𬱖喆堃垚赟翀祎𬍛"


@pytest.mark.parametrize("role", list(FaceRole))
def test_gb2312_and_district_names_stand_in_the_first_face_of_each_role(faces: FaceBook, role: FaceRole) -> None:
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    national = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    missing = [character for character in national + "浐灞鄠邑" if not faces.face(role).covers(character)]
    assert missing == []


@pytest.mark.parametrize("role", list(FaceRole))
def test_every_character_of_the_presets_can_be_drawn(faces: FaceBook, role: FaceRole) -> None:
    files = sorted((ROOT / "resources" / "presets").glob("**/*.json"))
    texts = [json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False) for path in files]
    faces.ensure_covered("".join(texts), role, "预设")
    hanzi = {character for text in texts for character in text if "一" <= character <= "鿿"}
    assert [character for character in hanzi if not faces.face(role).covers(character)] == []


@pytest.mark.parametrize("role", list(FaceRole))
@pytest.mark.parametrize("character", RARE)
def test_rare_names_fall_back_to_a_face_that_has_them(faces: FaceBook, role: FaceRole, character: str) -> None:
    faces.ensure_covered(character, role, "姓名")
    face = faces.face_for(character, role)
    assert face is not None
    assert face.ink(character) is not None


def test_the_fallback_of_the_fangsong_is_light(faces: FaceBook) -> None:
    assert not faces.face(FaceRole.BODY).covers("喆")
    face = faces.face_for("喆", FaceRole.BODY)
    assert face is not None
    assert face.fontName == "LantianSong-Light"


def test_what_no_face_has_is_refused_with_code_point_and_field(faces: FaceBook) -> None:
    with pytest.raises(MissingGlyph, match=r"“联系人”第 2 个字.*U\+1F600") as refused:
        faces.ensure_covered("甲\U0001f600", FaceRole.BODY, "联系人")
    assert str(refused.value).endswith("。")


def test_half_of_a_pair_is_refused_with_a_sentence_that_can_be_shown(faces: FaceBook) -> None:
    with pytest.raises(MissingGlyph) as refused:
        faces.ensure_covered("甲\ud83d", FaceRole.BODY, "联系人")
    assert "U+D83D" in str(refused.value)
    str(refused.value).encode("utf-8")


@pytest.mark.parametrize("role", list(FaceRole))
def test_letters_and_digits_take_half_a_cell_and_marks_a_whole_one(faces: FaceBook, role: FaceRole) -> None:
    face = faces.face(role)
    assert {face.advance(character) for character in "0123456789ABCMWabcimw.-/()"} == {500.0}
    assert {face.advance(character) for character in "“”‘’—…·国，。"} == {1000.0}
    dash = face.ink("—")
    assert dash is not None
    assert dash[2] - dash[0] >= 995  # the halves of —— meet


def test_composed_characters_have_the_parts_they_need(faces: FaceBook) -> None:
    face = faces.face(FaceRole.BODY)
    for character in "浐鄠":
        ink = face.ink(character)
        assert ink is not None
        left, bottom, right, top = ink
        assert 20 < left < 150
        assert 850 < right < 980
        assert bottom < -50
        assert 700 < top < 850


def test_a_folder_without_faces_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="重新安装"):
        FaceBook(tmp_path).face(FaceRole.BODY)


def test_text_above_the_basic_plane_becomes_a_surrogate_pair() -> None:
    assert "<01> <D873DC56>" in to_unicode([0, 0x2CC56])


def test_the_files_are_those_of_the_table_of_origins() -> None:
    table = (FONTS / "PROVENANCE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+\.ttf) \|.*\| ([0-9a-f]{64}) \| ([0-9a-f]{64}) \| ([0-9]+) \|", table, re.MULTILINE)
    assert {name for name, *_ in rows} == {path.name for path in FONTS.glob("*.ttf")}
    assert {name for names in FACES.values() for name in names} <= {name for name, *_ in rows}
    for name, _, written, size in rows:
        content = (FONTS / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (written, int(size))


def test_each_face_has_its_licence() -> None:
    licences = {path.name.split("-")[0] for path in (ROOT / "resources" / "licenses" / "fonts").glob("*.txt")}
    assert {path.name.split("-")[0] for path in FONTS.glob("*.ttf")} <= licences
