"""Attached files: encrypted on disk, read back whole, damage noticed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import DamagedStore, InvalidInput, NotFound
from lantian_desktop.store.attached_files import LARGEST_BYTES, AttachedFiles

CONTENT = "现场照片 示例点位".encode() * 500


@pytest.fixture
def files(tmp_path: Path) -> AttachedFiles:
    return AttachedFiles(tmp_path / "attachments", bytes(range(32)))


def only_file(files: AttachedFiles) -> Path:
    (path,) = (path for path in files.folder.rglob("*") if path.is_file())
    return path


def test_content_comes_back_and_is_kept_once(files: AttachedFiles) -> None:
    first, second = files.put(CONTENT), files.put(CONTENT)
    assert first == second
    assert (first.sha256, first.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
    assert files.get(first.sha256) == CONTENT
    assert only_file(files).name == f"{first.sha256}.bin"


def test_nothing_readable_lies_on_the_disk(files: AttachedFiles) -> None:
    files.put(CONTENT)
    assert "示例点位".encode() not in only_file(files).read_bytes()


def test_another_key_opens_nothing(files: AttachedFiles) -> None:
    stored = files.put(CONTENT)
    with pytest.raises(DamagedStore, match="备份"):
        AttachedFiles(files.folder, bytes(32)).get(stored.sha256)


@pytest.mark.parametrize("position", [0, 5, 20, -1])
def test_a_flipped_bit_is_found_and_putting_again_mends_it(files: AttachedFiles, position: int) -> None:
    stored = files.put(CONTENT)
    path = only_file(files)
    raw = bytearray(path.read_bytes())
    raw[position] ^= 1
    path.write_bytes(bytes(raw))
    assert not files.holds(stored.sha256)
    with pytest.raises(DamagedStore, match="附件文件已损坏"):
        files.get(stored.sha256)
    files.put(CONTENT)
    assert files.get(stored.sha256) == CONTENT


@pytest.mark.parametrize("length", [0, 3, 10, 16])
def test_a_cut_file_is_found(files: AttachedFiles, length: int) -> None:
    stored = files.put(CONTENT)
    only_file(files).write_bytes(only_file(files).read_bytes()[:length])
    with pytest.raises(DamagedStore):
        files.get(stored.sha256)


def test_a_missing_file_is_named_as_such(files: AttachedFiles) -> None:
    with pytest.raises(NotFound, match="备份"):
        files.get("0" * 64)


def test_empty_and_oversized_files_are_refused(files: AttachedFiles) -> None:
    with pytest.raises(InvalidInput, match="空的"):
        files.put(b"")
    with pytest.raises(InvalidInput, match="64 MB"):
        files.put(bytes(LARGEST_BYTES + 1))
