"""The presets are complete, in order, and speak the domain's words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.roster.roster import PostRole, UnitKind

PRESETS = Path(__file__).resolve().parents[2] / "resources" / "presets"


def preset(name: str) -> Any:
    return json.loads((PRESETS / name).read_text(encoding="utf-8"))


def test_every_file_names_its_source_and_keeps_one_form() -> None:
    files = sorted(PRESETS.glob("*.json"))
    assert len(files) == 10
    for path in files:
        table = json.loads(path.read_text(encoding="utf-8"))
        assert table["title"]
        assert table["source"]
        assert table["version"] == 1


def test_units_stand_in_their_fixed_order_with_their_codes() -> None:
    units = preset("units.json")["units"]
    assert [unit["order"] for unit in units] == list(range(1, len(units) + 1))
    districts = [(unit["name"], unit["code"]) for unit in units if unit["kind"] == "district"]
    assert districts[0] == ("新城区", "610102")
    assert [code for _, code in districts] == sorted(code for _, code in districts)
    assert ("高陵区", "610117") in districts
    assert len(districts) == 13
    assert [unit["name"] for unit in units if unit["kind"] == "development_zone"][:2] == ["高新区", "经开区"]
    assert [unit["name"] for unit in units if unit["counted_separately"]] == ["西咸新区"]
    assert sum(unit["kind"] == "department" for unit in units) == 14
    assert {unit["kind"] for unit in units} <= {kind.value for kind in UnitKind}


def test_no_unit_can_be_taken_for_another() -> None:
    units = preset("units.json")["units"]
    words = [
        word for unit in units for word in {unit["name"], unit["short_name"], unit["formal_name"], *unit["aliases"]}
    ]
    assert len(words) == len(set(words))
    marks = [unit["mark"] for unit in units if unit["mark"]]
    assert len(marks) == len(set(marks))


def test_every_category_has_a_checklist_and_templates_know_their_categories() -> None:
    categories = [category["id"] for category in preset("categories.json")["categories"]]
    assert len(categories) == 10
    templates = preset("checklist_templates.json")["templates"]
    named = {category for template in templates for category in template["categories"]}
    assert named <= set(categories)
    assert sum(not template["categories"] for template in templates) == 1
    assert len(templates) == 7
    for template in templates:
        assert all(item["what"] and item["how"] and item["standard"] for item in template["items"])


def test_legal_bases_name_article_and_subject() -> None:
    bases = preset("legal_bases.json")["bases"]
    assert [base["article"] for base in bases] == [98, 99, 107, 108, 115, 117, 118, 119, 121]
    assert (
        next(base["text"] for base in bases if base["article"] == 115)
        == "《中华人民共和国大气污染防治法》第一百一十五条"
    )


def test_phrases_use_only_placeholders_that_are_explained() -> None:
    table = preset("phrases.json")
    sample = dict.fromkeys(table["placeholders"], "某")
    for phrase in table["phrases"]:
        assert "{" not in phrase["text"].format_map(sample)
    assert len({phrase["id"] for phrase in table["phrases"]}) == len(table["phrases"])


def test_posts_speak_the_domain_words() -> None:
    posts = preset("posts.json")["posts"]
    table = preset("units.json")
    names = {unit["name"] for unit in table["units"]}
    bodies = {unit.get("body") for unit in (*table["units"], *table["below"])} - {None, ""}
    assert {body for post in posts for body in post["bodies"]} == bodies
    for post in posts:
        assert post["level"] in {level.value for level in Level}
        assert post["role"] in {role.value for role in PostRole}
        assert [bool(post["unit_kinds"]), post["unit"] in names, bool(post["bodies"])].count(True) == 1


def test_accountability_is_shipped_disabled() -> None:
    table = preset("accountability.json")
    assert table["enabled"] is False
    assert all(len(rule["steps"]) == 3 for rule in table["rules"])


@pytest.mark.parametrize("year", range(2004, 2027))
def test_holidays_of_every_year_are_plausible(year: int) -> None:
    entry = preset("holidays.json")["years"][str(year)]
    off = [date.fromisoformat(day) for day in entry["holidays"]]
    worked = [date.fromisoformat(day) for day in entry["makeup_workdays"]]
    assert {day.year for day in off + worked} == {year}
    assert not set(off) & set(worked)
    assert all(day.weekday() >= 5 for day in worked)
    assert {"元旦", "春节", "劳动节", "国庆节"} <= set(entry["holidays"].values())
    extra = sum(day.weekday() < 5 for day in off) - len(worked)
    assert 9 <= extra <= 14  # statutory days of a year, 10, 11 or 13, less those on weekends, plus a day or two


def test_holidays_that_are_known_from_the_notices() -> None:
    years = preset("holidays.json")["years"]
    spring = [day for day, name in years["2020"]["holidays"].items() if name == "春节"]
    assert (spring[0], spring[-1]) == ("2020-01-24", "2020-02-02")
    assert list(years["2019"]["makeup_workdays"]) == [
        "2019-02-02",
        "2019-02-03",
        "2019-04-28",
        "2019-05-05",
        "2019-09-29",
        "2019-10-12",
    ]
    assert years["2019"]["holidays"]["2019-05-02"] == "劳动节"
