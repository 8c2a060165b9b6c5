"""`lantian duty`, `lantian rota` and `lantian import rota`: who is on duty from a script, the rota as file and as list."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services.desk import setup
from lantian_desktop.services.rota import rota
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal
from tests.documents.ink import faults

BOTH = frozenset(DutyPost)
DAY = date(2019, 7, 22)


@pytest.fixture
def empty(tmp_path: Path, office_template: Path) -> Terminal:
    shutil.copytree(office_template, tmp_path / "office")
    return Terminal(tmp_path / "office")


@pytest.fixture
def terminal(empty: Terminal) -> Terminal:
    office = setup.sign_in(
        empty.data, user="示例甲", password=PASSWORD, clock=lambda: empty.today, resources=RESOURCES, window=False
    )
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1)))
    named = (("示例甲", "13800000001"), ("示例乙", "13800000002"), ("示例丁", ""))
    ids = [rota.save_member(office, member=DutyMember(0, name, BOTH, phone=phone)).id for name, phone in named]
    leader, officer = (Seat(DAY, 0, post) for post in DutyPost)
    given = {leader: ids[0], officer: ids[1], Seat(date(2019, 7, 23), 0, DutyPost.OFFICER): ids[2]}
    rota.give_seats(office, given=given, title="排班")
    office.session.close()
    return empty


def test_who_is_on_duty_is_reported_with_numbers_and_who_comes_next(terminal: Terminal) -> None:
    output = terminal("duty").out.splitlines()
    assert output == [
        "2019年7月22日 24小时，到 7月23日 08:30。",
        "带班领导  示例甲　13800000001",
        "值班员    示例乙　13800000002",
        "下一班：2019年7月23日 24小时",
        "值班员  示例丁　没有登记电话",
    ]
    value = terminal("duty", "--at", "2019-07-23T08:29", "--json").value
    assert [(one["post"], one["name"], one["phone"]) for one in value["on_duty"]] == [
        ("duty_leader", "示例甲", "13800000001"),
        ("duty_officer", "示例乙", "13800000002"),
    ]
    assert (value["starts_at"], value["ends_at"]) == ("2019-07-22T08:30:00", "2019-07-23T08:30:00")
    assert value["next"]["vacant"] == [{"post": "duty_leader", "number": 0}]
    assert "空缺：带班领导，请补排。" in terminal("duty", "--at", "2019-07-23 08:30").out


def test_nobody_and_nothing_set_up_are_errors_with_a_sentence(terminal: Terminal) -> None:
    terminal.today = datetime(2019, 7, 25, 3)
    assert terminal.refused("duty").startswith("2019年7月24日 24小时无人值班，请立即安排人员到岗")
    assert "还没有设置班次" in terminal.refused("duty", "--at", "2019-06-30T12:00")
    assert "不是时间" in terminal("duty", "--at", "昨天", code=2).err


def test_without_shifts_the_rota_cannot_be_listed(empty: Terminal) -> None:
    assert "还没有设置班次" in empty.refused("rota", "--from", "2019-07-01", "--to", "2019-07-31")
    assert "还没有设置班次" in empty.refused("duty")


def test_the_rota_is_listed_and_written(terminal: Terminal, tmp_path: Path) -> None:
    period = ("--from", "2019-07-21", "--to", "2019-07-23")
    listed = terminal("rota", *period)
    assert "共 3 班，空缺 3 处。" in listed.out
    value = terminal("rota", *period, "--json").value
    assert [[one["name"] for one in row["on_duty"]] for row in value] == [[], ["示例甲", "示例乙"], ["示例丁"]]
    assert [row["mark"] for row in value] == ["休息日", "", ""]
    output = terminal("rota", *period, "-o", tmp_path, "--json").value
    assert output == {"file": str(tmp_path / "值班表-2019-07-21至2019-07-23.pdf"), "shifts": 3}
    assert faults(Path(output["file"]).read_bytes()) == []
    book = tmp_path / "表.xlsx"
    terminal("rota", *period, "-o", book)
    assert openpyxl.load_workbook(book).active.max_row == 2 + 3
    for argv in (("--to", "2019-07-20"), ("--to", "2021-07-20")):
        assert terminal.refused("rota", "--from", "2019-07-21", *argv)
    assert "结尾" in terminal.refused("rota", *period, "-o", tmp_path / "表.docx")


def test_a_written_sheet_is_mended_and_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    book = tmp_path / "表.xlsx"
    terminal("rota", "--from", "2019-07-22", "--to", "2019-07-24", "-o", book)
    assert terminal("import", "rota", book, "--check", "--json").value["same"] == 3
    work = openpyxl.load_workbook(book)
    head = {cell.value: cell.column for cell in work.active[2]}
    work.active.cell(5, head["带班领导"], "示例乙")
    work.active.cell(4, head["带班领导"], "示例癸")
    work.save(book)
    value = terminal("import", "rota", book, "--json").value
    assert (value["new"], value["same"], value["faulty"]) == (1, 1, 1)
    assert "值班人员里没有“示例癸”" in value["rows"][0]["reasons"][0]
    assert terminal("duty", "--at", "2019-07-24T12:00", "--json").value["on_duty"][0]["name"] == "示例乙"
