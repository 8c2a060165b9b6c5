"""Files filled in from a record that was changed since: refused with both values, and taken once it is said which is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.forms import checklist_file, plan_file, progress_file, to_rectifying, write_json
from tests.cli.terminal import Terminal, write_list

MEASURES = [{"text": "裸土全覆盖", "unit": "鹿苑街道", "person": "示例己", "due": "2019-07-31"}]


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    """An office with six pending issues, 甲-1 to 甲-6."""
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office")
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", [f"甲-{n}" for n in range(1, 7)]))
    return terminal


@pytest.fixture
def assigned(terminal: Terminal, tmp_path: Path) -> Terminal:
    """The same, with 甲-1 confirmed and assigned by a letter."""
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    terminal("letter", "甲-1", "--on", "2019-07-12", "--rectify-due", "2019-07-31", "-o", tmp_path)
    return terminal


@pytest.fixture
def returned(assigned: Terminal, tmp_path: Path) -> Terminal:
    """An issue whose plan was submitted and returned, so that the next version is to be written."""
    assigned("issue", "甲-1", "submit_plan", "--file", plan_file(tmp_path, "甲-1"), "--on", "2019-07-15")
    assigned("issue", "甲-1", "return_plan", "--reason", "目标不具体", "--on", "2019-07-16", user="示例丙")
    return assigned


def refusal(terminal: Terminal, *argv: object) -> str:
    """Return all that was said, for there are lines with the values behind the sentence."""
    answer = terminal(*argv, code=1)
    assert answer.out == ""
    return answer.err


def plan_of(terminal: Terminal) -> dict:
    return terminal("show", "甲-1", "--json").value["rectification_plan"]


def stale_plan(terminal: Terminal, folder: Path) -> Path:
    """Return a plan written from what stood before 示例乙 submitted theirs."""
    read_at = plan_of(terminal)["revision"]
    mine = {"goal": "我的目标", "standard": "六项全部达到", "measures": MEASURES, "revision": read_at}
    theirs = {"goal": "对方的目标", "measures": MEASURES}
    other = write_json(folder / "对方.json", theirs)
    terminal("issue", "甲-1", "submit_plan", "--file", other, "--on", "2019-07-17", user="示例乙")
    terminal("issue", "甲-1", "return_plan", "--reason", "再核对", "--on", "2019-07-18", user="示例丙")
    return write_json(folder / "我的.json", mine)


def test_show_tells_the_revision_which_every_change_raises(assigned: Terminal, tmp_path: Path) -> None:
    before = assigned("show", "甲-1", "--json").value["revision"]
    assigned("issue", "甲-1", "submit_plan", "--file", plan_file(tmp_path, "甲-1"), "--on", "2019-07-15")
    assert before < assigned("show", "甲-1", "--json").value["revision"]


def test_a_stale_plan_is_refused_with_both_values(returned: Terminal, tmp_path: Path) -> None:
    path = stale_plan(returned, tmp_path)
    before = returned("show", "甲-1", "--json").out
    message = refusal(returned, "issue", "甲-1", "submit_plan", "--file", path)
    first, *lines = message.splitlines()
    assert "示例丙于7月22日 09:00改过这条记录" in first
    assert lines[0] == "整改目标（goal）：现有“对方的目标”，文件中“我的目标”。"
    assert "--prefer file" in lines[-1]
    assert returned("show", "甲-1", "--json").out == before


def test_it_is_reported_which_is_meant(returned: Terminal, tmp_path: Path) -> None:
    path = stale_plan(returned, tmp_path)
    stale = ("issue", "甲-1", "submit_plan", "--file", path, "--on", "2019-07-19")
    assert "--prefer" in refusal(returned, *stale, "--prefer", "colour=file")
    assert "整改目标" in refusal(returned, *stale, "--prefer", "standard=file")
    returned(*stale, "--prefer", "goal=file")
    assert plan_of(returned)["goal"] == "我的目标"


def test_the_stored_value_may_be_kept(returned: Terminal, tmp_path: Path) -> None:
    path = stale_plan(returned, tmp_path)
    returned("issue", "甲-1", "submit_plan", "--file", path, "--on", "2019-07-19", "--prefer", "stored")
    assert plan_of(returned)["goal"] == "对方的目标"


def test_a_blank_form_carries_what_it_was_made_from(returned: Terminal, tmp_path: Path) -> None:
    returned("templates", tmp_path, "--issue", "甲-1")
    path = tmp_path / "整改方案-甲-1.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    row = next(row for row in sheet.iter_rows(max_col=3) if row[0].value == "数据版本")
    assert int(row[2].value) == plan_of(returned)["revision"]
    goal = next(row for row in sheet.iter_rows(max_col=3) if row[0].value == "整改目标")
    goal[2].value = "我的目标"
    book.save(path)
    stale_plan(returned, tmp_path)
    message = refusal(returned, "issue", "甲-1", "submit_plan", "--file", path)
    assert "现有“对方的目标”，文件中“我的目标”" in message
    returned("issue", "甲-1", "submit_plan", "--file", path, "--on", "2019-07-19", "--prefer", "file")
    assert plan_of(returned)["goal"] == "我的目标"


def test_stale_progress_is_refused_with_both_figures(assigned: Terminal, tmp_path: Path) -> None:
    to_rectifying(assigned, tmp_path, "甲-1")
    read_at = plan_of(assigned)["revision"]
    mine = write_json(tmp_path / "我的.json", [{"measure": 1, "percent": 50, "on": "2019-07-18", "revision": read_at}])
    assigned("issue", "甲-1", "progress", "--file", progress_file(tmp_path, "甲-1", percent=80), user="示例乙")
    message = refusal(assigned, "issue", "甲-1", "progress", "--file", mine)
    assert "示例乙" in message
    assert "现有“80%”，文件中“50%”" in message
    assert plan_of(assigned)["measures"][0]["progress"] == 80
    assigned("issue", "甲-1", "progress", "--file", mine, "--prefer", "stored")
    assert plan_of(assigned)["measures"][0]["progress"] == 80
    assigned("issue", "甲-1", "progress", "--file", mine, "--prefer", "file")
    assert plan_of(assigned)["measures"][0]["progress"] == 50


def test_a_stale_checklist_is_asked_about_where_it_differs(assigned: Terminal, tmp_path: Path) -> None:
    to_rectifying(assigned, tmp_path, "甲-1")
    read_at = assigned("show", "甲-1", "--json").value["revision"]
    assigned("issue", "甲-1", "progress", "--file", progress_file(tmp_path, "甲-1"))
    assigned("issue", "甲-1", "report_done", "--on", "2019-07-19")
    stale = checklist_file(tmp_path, assigned, "甲-1", revision=read_at)
    message = refusal(assigned, "issue", "甲-1", "checklist", "--file", stale)
    assert "核查地点（place）" in message
    assert "文件中“现场”" in message
    assigned("issue", "甲-1", "checklist", "--file", stale, "--prefer", "place=file", "--on", "2019-07-20")
    assert assigned("show", "甲-1", "--json").value["verification_checklists"][0]["place"] == "现场"
