"""The page as an office makes it, and searched in a real browser where there is one."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.desk import exports
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from tests.services.roster.page_in_browser import KEYS, dom, in_a_browser, many, typed

ROW = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)


def found(browser: str, path: Path, query: str) -> list[str]:
    """Return the rows shown, highlights as 〔…〕."""
    rows = ROW.findall(dom(browser, path, query).partition("<main>")[2].partition("</table>")[0])
    shown = (row.replace("<mark>", "〔").replace("</mark>", "〕").replace("</td>", " ") for row in rows)
    return [html.unescape(re.sub(r"<[^>]+>", " ", row)) for row in shown]


@pytest.fixture
def page(office: Office, tmp_path: Path) -> Path:
    """A page with names of every kind."""
    units = {name: roster.find_unit(office, text=name).id for name in ("高陵区", "高新区", "阎良区")}
    blank = RosterEntry(0, units["高陵区"], PostRole.STAFF, "科员")
    for entry in (
        replace(blank, name="单示例", phones=Phones(mobile="13800000001"), unit_id=units["阎良区"]),
        replace(blank, name="尉迟示", phones=Phones(mobile="13800000002", extension="12", office_phone="029-86910002")),
        replace(blank, name="张一某", phones=Phones(mobile="13800000003"), title="综合科科长"),
        replace(blank, name="章三", phones=Phones(mobile="13912340004"), unit_id=units["高新区"]),
        replace(blank, title="排污科"),
        replace(blank, role=PostRole.DUTY_PHONE, title="传达室", phones=Phones(duty_phone="029-86910006")),
        replace(blank, name='</script>"某', phones=Phones(mobile="13800000005")),
    ):
        roster.save_entry(office, entry=entry)
    path = tmp_path / "名册.html"
    exports.export_roster(office, path=path)
    return path


def test_every_reading_of_every_character_goes_along(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (data,) = re.findall(r'type="application/json">(.*?)</script>', text)
    spelling = {person[2]: person[3].split(" ") for person in json.loads(data)["people"] if len(person) > 3}
    shan, *_ = spelling["单示例"]
    yu, chi, _ = spelling["尉迟示"]
    assert {"shan", "dan"} <= set(shan.split("/"))
    assert {"yu", "wei"} <= set(yu.split("/"))
    assert chi.split("/")[0] == "chi"
    assert [group for group in spelling['</script>"某'] if group] == ["mou/mei"]


def test_five_thousand_lines_stay_below_two_megabytes(office: Office) -> None:
    assert len(many(office)) < 2_000_000


QUERIES = {
    "shansl": "单示例", "dansl": "单示例", "dsl": "单示例", "yuchi": "尉迟示", "weichi": "尉迟示", "ycs": "尉迟示", "zhangy": "张一某", "zym": "张一某",
    "张一": "张一某", "0003": "张一某", "zs gxq": "章三", "高新 zhang": "章三", "1391234": "章三", "综合科": "张一某", "ＺＨＡＮＧＹ": "张一某",
}  # fmt: skip


@in_a_browser
def test_a_person_is_found_in_a_real_browser(browser: str, page: Path) -> None:
    answers, _ = typed(browser, page, list(QUERIES))
    assert {
        query: answer[: len(name)] for (query, name), answer in zip(QUERIES.items(), answers, strict=True)
    } == QUERIES


@in_a_browser
def test_what_matches_is_marked_and_what_does_not_says_so(browser: str, page: Path) -> None:
    assert "〔张一〕某" in found(browser, page, "zhangy")[0]
    assert "1380000〔0003〕" in found(browser, page, "0003")[0]
    assert "〔高新〕区" in found(browser, page, "gx")[0]
    assert "待报" in found(browser, page, "排污科")[0]
    assert "待报" not in found(browser, page, "传达室")[0]
    assert found(browser, page, "610117") == []  # no number of anybody's, only a unit's code
    assert found(browser, page, "qqqq") == []
    assert "没有找到" in dom(browser, page, "qqqq")


@in_a_browser
def test_a_hostile_name_is_shown_as_it_is(browser: str, page: Path) -> None:
    assert '</script>"某' in found(browser, page, "13800000005")[0]


@in_a_browser
def test_every_key_among_five_thousand_finds_somebody(browser: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "大名册.html"
    path.write_bytes(many(office))
    answers, _ = typed(browser, path, KEYS)
    assert all(answers)
