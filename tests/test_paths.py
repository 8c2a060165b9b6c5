"""paths: the three forms of the program and the user's folders on each system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lantian_desktop import paths

HOME = Path("/folders/of/user")


def test_source_tree_has_its_resources_beside_the_package() -> None:
    assert paths.resources() == Path(__file__).resolve().parents[1] / "resources"
    assert paths.resource("help/00-快速上手.md").is_file()


def test_a_frozen_bundle_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("fonts") == tmp_path / "resources" / "fonts"


@pytest.mark.parametrize(
    ("system", "variables", "data", "logs"),
    [
        ("linux", {}, HOME / ".local/share/lantian", HOME / ".local/state/lantian/logs"),
        ("linux", {"XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"}, Path("/d/lantian"), Path("/s/lantian/logs")),
        ("linux", {"LANTIAN_DATA": "/srv/office"}, Path("/srv/office"), HOME / ".local/state/lantian/logs"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/LanTian"), Path("/local/LanTian/logs")),
        ("win32", {}, HOME / "AppData/Local/LanTian", HOME / "AppData/Local/LanTian/logs"),
    ],
)
def test_folders(system: str, variables: dict[str, str], data: Path, logs: Path) -> None:
    assert paths.data_folder(variables, home=HOME, system=system) == data
    assert paths.log_folder(variables, home=HOME, system=system) == logs


@pytest.mark.parametrize(
    ("system", "variables", "note"),
    [
        ("linux", {}, HOME / ".config/lantian/data-folder.txt"),
        ("linux", {"XDG_CONFIG_HOME": "/c"}, Path("/c/lantian/data-folder.txt")),
        ("win32", {"APPDATA": "/roaming"}, Path("/roaming/LanTian/data-folder.txt")),
        ("win32", {}, HOME / "AppData/Roaming/LanTian/data-folder.txt"),
    ],
)
def test_where_the_office_lies_is_noted_outside_its_folder(system: str, variables: dict[str, str], note: Path) -> None:
    assert paths.note_file(variables, home=HOME, system=system) == note
    assert paths.data_folder(variables, home=HOME, system=system) not in note.parents


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_a_remembered_folder_is_found_again_and_a_named_one_wins(tmp_path: Path, system: str) -> None:
    chosen = tmp_path / "数据" / "示例单位"
    note = paths.note_file({}, home=tmp_path, system=system)
    assert paths.remembered_folder(note) is None
    paths.remember_folder(note, tmp_path / "first")
    paths.remember_folder(note, chosen)
    assert paths.remembered_folder(note) == chosen
    assert paths.data_folder({}, home=tmp_path, system=system) == chosen
    assert paths.data_folder({"LANTIAN_DATA": "/srv/office"}, home=tmp_path, system=system) == Path("/srv/office")
    assert [left.name for left in note.parent.iterdir()] == [note.name]


def test_a_note_that_says_nothing_is_none(tmp_path: Path) -> None:
    note = tmp_path / "data-folder.txt"
    note.write_bytes(b"\xff\xfe\xff")
    assert paths.remembered_folder(note) is None
    note.write_text("\n", encoding="utf-8")
    assert paths.remembered_folder(note) is None


@pytest.mark.parametrize(
    ("system", "variables", "folders"),
    [
        (
            "linux",
            {},
            (HOME / ".local/share/fonts", HOME / ".fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
        ),
        (
            "linux",
            {"XDG_DATA_HOME": "/data"},
            ("/data/fonts", HOME / ".fonts", "/usr/local/share/fonts", "/usr/share/fonts"),
        ),
        (
            "win32",
            {"WINDIR": "/windows", "LOCALAPPDATA": "/local"},
            ("/local/Microsoft/Windows/Fonts", "/windows/Fonts"),
        ),
        ("win32", {}, (HOME / "AppData/Local/Microsoft/Windows/Fonts", "C:/Windows/Fonts")),
        ("darwin", {}, (HOME / "Library/Fonts", "/Library/Fonts", "/System/Library/Fonts")),
    ],
)
def test_fonts_lie_where_the_system_keeps_them(
    system: str, variables: dict[str, str], folders: tuple[str | Path, ...]
) -> None:
    assert paths.font_folders(variables, home=HOME, system=system) == tuple(map(Path, folders))
