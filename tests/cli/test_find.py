"""Finding from the command line: the window's ranking, with numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import RESOURCES, Terminal


@pytest.fixture
def terminal(office_template: Path, tmp_path: Path) -> Terminal:
    """A terminal over an office of its own."""
    shutil.copytree(office_template, tmp_path / "office")
    return Terminal(tmp_path / "office")


def test_find_ranks_people_as_the_window_does(terminal: Terminal) -> None:
    terminal("import", "roster", RESOURCES / "samples" / "联络名册.xlsx")
    hits = terminal("find", "gaoling lly", "--kind", "contact", "--json").value
    assert hits
    assert {hit["kind"] for hit in hits} == {"contact"}
    assert all("高陵" in hit["subtitle"] and "联络员" in hit["subtitle"] for hit in hits)
    reached = next(hit for hit in terminal("find", "wangjg", "--json").value if hit["number"])
    assert reached["title"] == "王建国"
    first = terminal("find", reached["number"], "--json").value[0]
    assert first["number"] == reached["number"]
    assert reached["number"] in terminal("find", reached["number"]).out
