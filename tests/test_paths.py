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


def test_an_office_made_elsewhere_is_found_again(tmp_path: Path) -> None:
    usual, chosen = tmp_path / "usual", tmp_path / "数据 盘" / "office"
    assert paths.office_folder(usual) == usual
    paths.note_office_folder(usual, chosen)
    assert paths.office_folder(usual) == chosen
    (usual / paths.PLACE_NOTE).write_text("", encoding="utf-8")
    assert paths.office_folder(usual) == usual
