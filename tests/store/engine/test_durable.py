"""Files replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.store.engine.durable import write_durably


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    write_durably(path, b"one")
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_old_content_and_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "kept").write_bytes(b"kept")
    with pytest.raises(UnusableFolder):
        write_durably(tmp_path / "target", b"data")
    assert (tmp_path / "target" / "kept").read_bytes() == b"kept"
    assert [found.name for found in tmp_path.iterdir()] == ["target"]
