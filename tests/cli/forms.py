"""Filled-in plans, progress reports and checklists as JSON files."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import Terminal

VERIFIERS = ["示例丁", "示例戊"]


def plan_file(folder: Path, number: str) -> Path:
    measures = [
        {"text": "裸土全覆盖", "unit": "鹿苑街道", "person": "示例己", "phone": "13800000006", "due": "2019-07-31"}
    ]
    plan = {
        "number": number,
        "type": "限期整改",
        "goal": "达到六个百分之百",
        "standard": "六项全部达到",
        "measures": measures,
    }
    return write_json(folder / f"方案-{number}.json", plan)


def progress_file(folder: Path, number: str, *, percent: int = 100) -> Path:
    photo = folder / "整改后.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + number.encode())
    report = {"measure": 1, "percent": percent, "note": "已完成", "on": "2019-07-18", "evidence": [photo.name]}
    return write_json(folder / f"进展-{number}.json", [{**report, "taken_on": "2019-07-18"}])


def checklist_file(folder: Path, terminal: Terminal, number: str, **changes: object) -> Path:
    """Answer every item with 达到; how many there are is found by asking for one too many."""
    probe = write_json(folder / "问.json", {"answers": [{"item": 999, "result": "达到"}]})
    refusal = terminal.refused("issue", number, "checklist", "--file", probe)
    count = len(refusal.partition("清单有：")[2].split("、"))
    answers = [{"item": item, "result": "达到"} for item in range(1, count + 1)]
    filled = {
        "verifiers": VERIFIERS,
        "verified_at": "2019-07-20T10:30",
        "place": "现场",
        "outcome": "done",
        "answers": answers,
    }
    return write_json(folder / f"核查-{number}.json", {**filled, **changes})


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def to_rectifying(terminal: Terminal, folder: Path, number: str) -> None:
    """Take a confirmed and assigned issue to 整改中."""
    terminal("issue", number, "submit_plan", "--file", plan_file(folder, number), "--on", "2019-07-15")
    terminal("issue", number, "approve_plan", "--on", "2019-07-16", user="示例丙")
