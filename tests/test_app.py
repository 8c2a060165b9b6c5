"""app: which folder a start takes, and when the folder chosen in the wizard is remembered."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantian_desktop import app
from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.services import printing
from tests import own_fonts


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("LANTIAN_DATA", raising=False)
    for variable, folder in (
        ("XDG_CONFIG_HOME", "config"),
        ("APPDATA", "config"),
        ("XDG_DATA_HOME", "data"),
        ("LOCALAPPDATA", "data"),
    ):
        monkeypatch.setenv(variable, str(tmp_path / folder))
    yield
    printing.use_font_folders(())  # the other tests' letters look the same on every PC


def test_the_remembered_folder_is_taken_by_window_and_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.data_folder().parent == tmp_path / "data"
    app.note_folder(tmp_path / "U盘" / "数据")
    assert app.data_folder() == tmp_path / "U盘" / "数据"
    assert app.main(["user", "list"]) == 1
    assert str(tmp_path / "U盘" / "数据") in capsys.readouterr().err
    assert not (tmp_path / "U盘").exists()


def test_a_named_folder_wins_and_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app.note_folder(tmp_path / "office")
    assert not app.is_named(tmp_path / "office")
    assert app.is_named(tmp_path / "other")
    monkeypatch.setenv("LANTIAN_DATA", str(tmp_path / "named"))
    assert app.data_folder() == tmp_path / "named"
    assert app.is_named(tmp_path / "named")


def test_what_cannot_be_remembered_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UnusableFolder, match="打开已有数据"):
        app.note_folder(tmp_path / "office")


def test_the_program_takes_the_faces_this_pc_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data" / ("Microsoft/Windows/Fonts" if sys.platform == "win32" else "fonts")
    face = own_fonts.face("LantianKai-Regular", own_fonts.KAITI_GB2312, text="")
    path = own_fonts.saved(face, folder / "KT_GB2312.TTF")
    locked = own_fonts.face("LantianSong-Bold", own_fonts.XIAOBIAOSONG, text="", fs_type=2)
    own_fonts.saved(locked, folder / "FZXBSJW.TTF")
    assert app.main(["fonts", "--json"]) == 0
    output = json.loads(capsys.readouterr().out)
    assert {"use": "楷体", "face": "楷体_GB2312（本机）", "path": str(path)} in output["chosen"]
    assert {"path": str(folder / "FZXBSJW.TTF"), "reason": "字体的许可不允许嵌入文书"} in output["passed_over"]
    assert app.main(["fonts"]) == 0
    assert f"未采用 {folder / 'FZXBSJW.TTF'}：字体的许可不允许嵌入文书" in capsys.readouterr().out
