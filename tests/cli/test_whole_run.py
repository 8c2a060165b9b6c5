"""The office's main job from the command line alone, on the shipped samples: from an empty folder to the ledger."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tests.cli.forms import checklist_file, progress_file, to_rectifying
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal

SAMPLES = RESOURCES / "samples"


def test_the_main_job_from_an_empty_folder_to_the_ledger(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "office", extra={"LANTIAN_NEW_PASSWORD": PASSWORD})
    made = terminal("init", "--unit", "高陵区", "--level", "district", "--admin", "示例甲", "--json").value
    assert made["recovery_code"].count("-") >= 4
    terminal("user", "add", "示例丙", "--role", "head")

    assert terminal("import", "roster", SAMPLES / "联络名册.xlsx", "--json").value["new"] > 100
    checked = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--check", "--json").value
    assert terminal("issues", "--json").value == []
    errors = tmp_path / "错误清单.xlsx"
    taken = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--errors", errors, "--json").value
    assert taken["new"] == checked["new"] > 100
    assert taken["new"] + taken["faulty"] == 120
    assert errors.stat().st_size > 0
    again = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--json").value
    assert (again["new"], again["same"]) == (0, taken["new"])

    rows: list[dict[str, Any]] = terminal("issues", "--unit", "高陵区", "--state", "pending", "--json").value
    numbers = [
        row["number"] for row in sorted(rows, key=lambda row: row["found_on"]) if row["found_on"] <= "2019-07-11"
    ]
    for number in numbers[:3]:
        terminal("issue", number, "confirm", "--on", "2019-07-11")
    terminal("issue", numbers[3], "appeal", "--reason", "与上一轮次记录重复", "--on", "2019-07-11")
    assert [terminal.state(number) for number in numbers[:4]] == ["confirmed"] * 3 + ["appealed"]

    several = terminal(
        "letter", *numbers[:2], "--to", "鹿苑街道", "通远街道", "--on", "2019-07-12",
        "--plan-due", "2019-07-19", "--rectify-due", "2019-07-31", "-o", tmp_path, "--json",
    ).value  # fmt: skip
    assert several["document_number"].endswith("治霾函〔2019〕1号")
    pdf = Path(several["file"])
    assert pdf.name == f"督办函-{several['document_number']}.pdf"
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() == several["sha256"]
    single = terminal("letter", numbers[2], "--on", "2019-07-12", "-o", tmp_path / "一件.pdf", "--json").value
    assert single["document_number"].endswith("治霾函〔2019〕2号")

    done = numbers[0]
    to_rectifying(terminal, tmp_path, done)
    terminal("issue", done, "progress", "--file", progress_file(tmp_path, done))
    terminal("attach", done, tmp_path / "整改后.png", "--taken-on", "2019-07-18")
    terminal("issue", done, "report_done", "--on", "2019-07-19")
    terminal("issue", done, "pass", "--file", checklist_file(tmp_path, terminal, done), "--on", "2019-07-20")
    terminal("issue", done, "strike_off", "--on", "2019-07-21", user="示例丙")
    assert terminal.state(done) == "closed"

    shown = terminal("show", done, "--json").value
    titles = [step["action"] for step in shown["steps"]]
    assert titles == [
        None, "confirm", "assign", "submit_plan", "approve_plan", "report_done", "pass", "strike_off",
    ]  # fmt: skip
    assert shown["steps"][-1]["signature"]["person"] == "示例丙"
    terminal("issue", done, "reopen", "--reason", "夜间复查发现反弹", "--on", "2019-07-22")
    assert terminal.state(done) == "rectifying"

    summary = terminal("summary", "--as-of", "2019-07-22", "-o", tmp_path / "综合反馈.pdf", "--json").value
    assert summary["found"] == taken["new"]
    assert summary["assigned"] == 3
    terminal("ledger", "-o", tmp_path / "台账.xlsx")
    terminal("ledger", "-o", tmp_path / "台账.pdf")
    terminal("roster", "-o", tmp_path / "名册.xlsx")
    for name in ("综合反馈.pdf", "台账.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert "完好" in terminal("check").out
    assert terminal("verify", "--json").value["sound"] is True
