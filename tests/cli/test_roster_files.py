"""The roster at the command line: out in every form, whole or in part, and cards in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    shutil.copytree(office_template, tmp_path / "office")
    return Terminal(tmp_path / "office")


def test_a_roster_leaves_in_every_form_and_comes_back(terminal: Terminal, tmp_path: Path) -> None:
    for ending in (".xlsx", ".pdf", ".csv", ".vcf", ".html"):
        output = terminal("roster", "-o", tmp_path / f"名册{ending}", "--json").value
        assert (output["numbers"], (tmp_path / f"名册{ending}").stat().st_size > 100) == ("full", True)
    back = terminal("import", "roster", tmp_path / "名册.vcf", "--json").value
    assert (back["same"], back["new"], back["changed"], back["faulty"]) == (output["lines"], 0, 0, 0)
    part = terminal("roster", "--unit", "高陵区", "--masked", "-o", tmp_path, "--json").value
    assert part["numbers"] == "masked"
    assert 0 < part["lines"] < output["lines"]
    assert Path(part["file"]).name.startswith("联络名册-高陵区-已隐去手机号-")
    assert "没有名为" in terminal.refused("roster", "--unit", "某某区", "-o", tmp_path)
    assert "没有第 99 轮次" in terminal.refused("roster", "--round", "99", "-o", tmp_path)
    terminal("roster", "--order", "by_unit", "--page-each", "-o", tmp_path / "按单位.pdf")
    assert (tmp_path / "按单位.pdf").read_bytes()[:4] == b"%PDF"


def test_cards_without_a_unit_are_given_one(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "通讯录.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:示例庚\nTITLE:科员\nEND:VCARD\n", encoding="utf-8")
    refused = terminal("import", "roster", path, "--json").value
    assert refused["faulty"] == 1
    assert "名片上没有单位" in refused["rows"][0]["reasons"][0]
    assert terminal("import", "roster", path, "--unit", "高陵区", "--json").value["new"] == 1
