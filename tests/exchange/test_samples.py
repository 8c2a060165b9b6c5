"""The shipped samples are what their script makes, and are as an office would receive them."""

from __future__ import annotations

import hashlib
import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lantian_desktop.exchange.issues.sheet import ISSUES
from lantian_desktop.exchange.kit.precheck import Table, precheck
from lantian_desktop.exchange.kit.reading import read_sheets
from lantian_desktop.exchange.roster.group_sheet import GROUPS
from lantian_desktop.exchange.roster.sheet import ROSTER

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
NAMES = ("联络名册.xlsx", "问题清单.xlsx")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_script", ROOT / "packaging" / "samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def test_the_script_makes_the_shipped_samples_and_the_same_bytes_twice(script: ModuleType, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        script.main(tmp_path / folder)
    for name in NAMES:
        one, two = (hashlib.sha256((tmp_path / folder / name).read_bytes()).hexdigest() for folder in ("one", "two"))
        assert one == two
        assert read_sheets(tmp_path / "one" / name) == read_sheets(SAMPLES / name)


def roster() -> Table:
    return precheck(read_sheets(SAMPLES / "联络名册.xlsx"), ROSTER)


def issues() -> Table:
    return precheck(read_sheets(SAMPLES / "问题清单.xlsx"), ISSUES)


def test_the_roster_covers_both_levels_every_unit_and_the_groups_of_a_round(script: ModuleType) -> None:
    table = roster()
    assert (table.missing, table.errors) == ((), ())
    entries: list[Any] = [record.values for record in table.good]
    units = Counter(entry["unit"] for entry in entries)
    assert {unit["name"] for unit in script.UNITS} - set(units) == {
        unit["name"] for unit in script.UNITS if unit.get("body")
    }
    assert {entry["level"] for entry in entries} == {"city", "district"}
    groups = {entry["group"]: 0 for entry in entries if entry["round"] == 12}
    assert set(groups) == {"中心组", *(f"第{number}组" for number in range(1, 11))}
    leaders = Counter(entry["group"] for entry in entries if entry["role"] == "group_leader")
    assert set(leaders.values()) == {1}


def test_the_persons_of_the_roster_are_invented_and_some_posts_are_empty() -> None:
    entries: list[Any] = [record.values for record in roster().good]
    named = [entry for entry in entries if entry["name"]]
    assert all(entry["remark"] == "示例" for entry in named)
    assert sum(1 for entry in entries if not entry["name"] and entry["role"] != "duty_phone") >= 4
    together = "".join(entry["name"] for entry in named)
    assert all(character in together for character in "䶮㛃𬱖")
    assert {"单", "仇", "查", "解", "盖", "尉"} <= {entry["name"][0] for entry in named}
    mobiles = [entry["mobile"] for entry in named if entry["mobile"]]
    assert len(set(mobiles)) == len(mobiles)
    assert all(number.startswith("13800000") and len(number) == 11 for number in mobiles)
    assert len(mobiles) < len(named)


def test_the_groups_stand_on_a_sheet_of_their_own() -> None:
    table = precheck(read_sheets(SAMPLES / "联络名册.xlsx"), GROUPS)
    assert (table.source.name, len(table.good), table.faults) == ("轮次与工作组", 11, ())
    assert Counter(record.values["kind"] for record in table.good) == {"central_group": 1, "ordinary_group": 10}


def test_the_list_has_120_rows_over_all_categories_and_territories(script: ModuleType) -> None:
    table = issues()
    rows: list[Any] = [record.values for record in table.records]
    assert (len(rows), table.header.first, table.header.last, table.missing) == (120, 2, 3, ())
    assert {row["category"] for row in rows} == {category["label"] for category in script.CATEGORIES}
    named = {unit["name"] for unit in script.TERRITORIES} | {unit["short_name"] for unit in script.TERRITORIES}
    assert {row["territory"] for row in rows} - named == {"渭城区"}
    home = [row for row in rows if row["territory"] in {"高陵区", "高陵"}]
    assert len(home) >= 12
    assert all(row["street"].endswith("街道") for row in home)
    assert any(row["number"] == "高督-12-018" and row["street"] == "通远街道" for row in rows)
    assert sum(1 for row in rows if not row["number"]) == 8


def test_the_faults_of_the_list_are_the_intended_ones() -> None:
    table = issues()
    assert [(fault.header, fault.original) for fault in table.errors] == [
        ("发现日期", "2019年7月38日"),
        ("点位名称", ""),
        ("责任分工联系电话", "1.38E+10"),
        ("编号", "高督-12-002"),
    ]
    assert (len(table.good), table.warnings) == (116, ())


def test_the_dates_of_the_list_are_written_in_many_forms() -> None:
    table = issues()
    column = table.header.found["found_on"]
    cells = [table.source.cell(record.row - 1, column) for record in table.records]
    assert {type(cell).__name__ for cell in cells} >= {"str", "float", "date"}
    found: list[Any] = [record.values["found_on"] for record in table.good]
    assert {(day.year, day.month) for day in found} == {(2019, 7)}
