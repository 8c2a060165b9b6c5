"""`lantian roster`: who holds which post today or held it on a day, as a table and as JSON, numbers as the role may see them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_commands import sheet

HEADERS = ["单位", "联络身份", "角色", "职务", "姓名", "手机"]
LIAISON = ["高陵区", "联络员", "A角", "铁腕治霾办主任", "示例丁", "13800000021"]


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    """An office whose liaison changed on 2019-07-22."""
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office", today=datetime(2019, 7, 10, 9, 0))
    terminal("import", "roster", sheet(tmp_path / "一.xlsx", [HEADERS, LIAISON]))
    terminal.today = datetime(2019, 7, 22, 9, 0)
    terminal("import", "roster", sheet(tmp_path / "二.xlsx", [HEADERS, [*LIAISON[:4], "示例戊", "13800000022"]]))
    return terminal


def liaison(terminal: Terminal, *argv: str, user: str | None = None) -> dict[str, object]:
    lines = terminal("roster", "--unit", "高陵区", *argv, "--json", user=user).value
    (found,) = [line for line in lines if line["role"] == "liaison"]
    return dict(found)


def test_the_roster_is_listed_with_what_is_lacking(terminal: Terminal) -> None:
    now = liaison(terminal)
    assert {key: now[key] for key in ("unit", "side", "name", "mobile", "held_since", "gaps")} == {
        "unit": "高陵区",
        "side": "a",
        "name": "示例戊",
        "mobile": "13800000022",
        "held_since": "2019-07-22",
        "gaps": ["never_verified"],
    }
    output = terminal("roster", "--unit", "高陵").out
    assert "通远街道" in output
    assert "新城区" not in output
    assert "2019年7月22日的名册" in output.splitlines()[-1]


def test_who_was_the_liaison_on_a_day(terminal: Terminal) -> None:
    then = liaison(terminal, "--as-of", "2019-07-21")
    assert (then["name"], then["mobile"], then["gaps"]) == ("示例丁", "13800000021", [])
    assert "示例丁" in terminal("roster", "--as-of", "2019-07-21").out
    assert "今天和以前" in terminal.refused("roster", "--as-of", "2019-07-23")
    assert "没有名为" in terminal.refused("roster", "--unit", "没有这个单位")


def test_numbers_are_masked_for_those_who_may_not_see_them(terminal: Terminal) -> None:
    assert liaison(terminal, user="示例丙")["mobile"] == "138****0022"
    assert liaison(terminal, "--as-of", "2019-07-21", user="示例丙")["mobile"] == "138****0021"


def test_a_file_is_of_the_whole_roster_of_today(terminal: Terminal, tmp_path: Path) -> None:
    refusal = terminal.refused("roster", "--as-of", "2019-07-21", "-o", tmp_path / "名册.xlsx")
    assert "是现在的名册" in refusal
    assert not (tmp_path / "名册.xlsx").exists()
