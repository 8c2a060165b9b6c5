"""The office's main job from the command line alone, on the shipped samples: from an empty folder to the ledger."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tests.cli.forms import checklist_file, progress_file, to_rectifying
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal

SAMPLES = RESOURCES / "samples"


def brought_in(terminal: Terminal, folder: Path) -> int:
    """Import roster and problem list, checking first and repeating afterwards; return how many issues came in."""
    assert terminal("import", "roster", SAMPLES / "联络名册.xlsx", "--json").value["new"] > 0
    checked = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--check", "--json").value
    assert terminal("issues", "--json").value == []
    errors = folder / "错误清单.xlsx"
    taken = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--errors", errors, "--json").value
    assert taken["new"] == checked["new"] > 100
    assert taken["new"] + taken["faulty"] == 120
    assert errors.stat().st_size > 0
    again = terminal("import", "issues", SAMPLES / "问题清单.xlsx", "--json").value
    assert (again["new"], again["same"]) == (0, taken["new"])
    return int(taken["new"])


def confirmed_and_appealed(terminal: Terminal) -> list[str]:
    """Confirm three of the district's issues and appeal a fourth; return their numbers."""
    rows: list[dict[str, Any]] = terminal("issues", "--unit", "高陵区", "--state", "pending", "--json").value
    early = sorted((row for row in rows if row["found_on"] <= "2019-07-11"), key=lambda row: str(row["found_on"]))
    numbers = [str(row["number"]) for row in early[:4]]
    for number in numbers[:3]:
        terminal("issue", number, "confirm", "--on", "2019-07-11")
    terminal("issue", numbers[3], "appeal", "--reason", "与上一轮次记录重复", "--on", "2019-07-11")
    assert [terminal.state(number) for number in numbers] == ["confirmed"] * 3 + ["appealed"]
    return numbers


def assigned(terminal: Terminal, folder: Path, numbers: list[str]) -> None:
    """Assign two issues by one letter and the third by another."""
    dues = ("--plan-due", "2019-07-19", "--rectify-due", "2019-07-31")
    several = terminal(
        "letter", *numbers[:2], "--to", "鹿苑街道", "通远街道", "--on", "2019-07-12", *dues, "-o", folder, "--json"
    ).value
    assert several["document_number"].endswith("治霾函〔2019〕1号")
    pdf = Path(several["file"])
    assert pdf.name == f"督办函-{several['document_number']}.pdf"
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() == several["sha256"]
    single = terminal("letter", numbers[2], "--on", "2019-07-12", "-o", folder / "一件.pdf", "--json").value
    assert single["document_number"].endswith("治霾函〔2019〕2号")
    assert [terminal.state(number) for number in numbers[:3]] == ["assigned"] * 3


def closed(terminal: Terminal, folder: Path, number: str) -> None:
    """Take an assigned issue to 已销号 by plan, progress, report, checklist and a second person's signature."""
    to_rectifying(terminal, folder, number)
    terminal("issue", number, "progress", "--file", progress_file(folder, number))
    terminal("attach", number, folder / "整改后.png", "--taken-on", "2019-07-18")
    terminal("issue", number, "report_done", "--on", "2019-07-19")
    terminal("issue", number, "pass", "--file", checklist_file(folder, terminal, number), "--on", "2019-07-20")
    terminal("issue", number, "strike_off", "--on", "2019-07-21", user="示例丙")
    shown = terminal("show", number, "--json").value
    actions = [step["action"] for step in shown["steps"]]
    life = ["confirm", "assign", "submit_plan", "approve_plan", "report_done", "pass", "strike_off"]
    assert actions == [None, *life]
    assert shown["steps"][-1]["signature"]["person"] == "示例丙"
    assert shown["state"] == "closed"


def test_the_main_job_from_an_empty_folder_to_the_ledger(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "office", extra={"LANTIAN_NEW_PASSWORD": PASSWORD})
    made = terminal("init", "--unit", "高陵区", "--level", "district", "--admin", "示例甲", "--json").value
    assert made["recovery_code"].count("-") >= 4
    terminal("user", "add", "示例丙", "--role", "head")
    found = brought_in(terminal, tmp_path)
    numbers = confirmed_and_appealed(terminal)
    assigned(terminal, tmp_path, numbers)
    closed(terminal, tmp_path, numbers[0])
    terminal("issue", numbers[0], "reopen", "--reason", "夜间复查发现反弹", "--on", "2019-07-22")
    assert terminal.state(numbers[0]) == "rectifying"

    summary = terminal("summary", "--as-of", "2019-07-22", "-o", tmp_path / "综合反馈.pdf", "--json").value
    assert (summary["found"], summary["assigned"]) == (found, 3)
    for command, name in (("ledger", "台账.xlsx"), ("ledger", "台账.pdf"), ("roster", "名册.xlsx")):
        terminal(command, "-o", tmp_path / name)
    beginnings = [(tmp_path / name).read_bytes()[:4] for name in ("综合反馈.pdf", "台账.pdf", "台账.xlsx", "名册.xlsx")]
    assert beginnings == [b"%PDF", b"%PDF", b"PK\x03\x04", b"PK\x03\x04"]
    assert "完好" in terminal("check").out
    assert terminal("verify", "--json").value["sound"] is True
