"""The entrance as a process: streams, codes, bugs, and the window when no command is named."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from lantian_desktop import cli
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal, write_list

TREE = Path(__file__).resolve().parents[2]
QUIET_PROBE = """
import sys
from lantian_desktop import app
code = app.main(sys.argv[1:])
heavy = {"PySide6", "reportlab", "xlsxwriter", "python_calamine", "pypdfium2", "pypinyin", "fontTools"}
sys.stderr.write(",".join(sorted(heavy & set(sys.modules))))
sys.exit(code)
"""


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office")
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", ["甲䶮-1", "甲𬱖-2"]))
    return terminal


def environment(terminal: Terminal, **more: str) -> dict[str, str]:
    """Return the surroundings of a process that signs in as 示例甲, its logs beside the office."""
    own = {"LANTIAN_DATA": str(terminal.data), "LANTIAN_USER": "示例甲", "LANTIAN_PASSWORD": PASSWORD}
    homes = {"HOME": str(terminal.data.parent), "XDG_STATE_HOME": str(terminal.data.parent / "state")}
    return {**os.environ, **own, **homes, "PYTHONPATH": str(TREE), **more}


def run(terminal: Terminal, *argv: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "lantian_desktop", *argv]
    return subprocess.run(command, env=environment(terminal, **more), capture_output=True, check=False)


def test_a_process_ends_with_the_promised_codes(terminal: Terminal) -> None:
    listed = run(terminal, "issues", "--json")
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert [row["number"] for row in json.loads(listed.stdout)] == ["甲䶮-1", "甲𬱖-2"]
    refused = run(terminal, "show", "没有")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode() == "没有编号为“没有”的问题，请核对编号。\n"
    assert run(terminal, "show").returncode == 2


def test_what_others_read_is_utf_8_whatever_the_console_speaks(terminal: Terminal) -> None:
    listed = run(terminal, "issues", "--json", PYTHONIOENCODING="gb2312", PYTHONUTF8="0")
    assert [row["number"] for row in json.loads(listed.stdout.decode("utf-8"))] == ["甲䶮-1", "甲𬱖-2"]


def test_a_reader_that_leaves_early_is_no_error(terminal: Terminal) -> None:
    command = [sys.executable, "-m", "lantian_desktop", "issues", "--json"]
    process = subprocess.Popen(command, env=environment(terminal), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    output = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), output) == (0, b"")


def test_listing_loads_nothing_heavy(terminal: Terminal) -> None:
    command = [sys.executable, "-c", QUIET_PROBE, "issues", "--json"]
    answer = subprocess.run(command, env=environment(terminal), capture_output=True, check=False)
    assert (answer.returncode, answer.stderr.decode()) == (0, "")


def test_a_bug_is_one_sentence_and_a_report(terminal: Terminal) -> None:
    def broken() -> datetime:
        raise RuntimeError("13800000006")

    seen: list[Exception] = []

    def crash(error: Exception) -> Path:
        seen.append(error)
        return Path("报告.txt")

    out, err = io.StringIO(), io.StringIO()
    given = {"LANTIAN_USER": "示例甲", "LANTIAN_PASSWORD": PASSWORD}
    code = cli.main(
        ["issues"],
        clock=broken,
        resources=RESOURCES,
        default_data=terminal.data,
        environment=given,
        crash=crash,
        stdout=out,
        stderr=err,
    )
    assert (code, out.getvalue()) == (1, "")
    assert err.getvalue() == "程序出错，本次操作没有完成；请把“报告.txt”交给技术人员。\n"
    assert isinstance(seen[0], RuntimeError)


def test_without_a_command_the_window_opens_on_the_folder_named(tmp_path: Path) -> None:
    opened: list[Path] = []

    def window(folder: Path) -> int:
        opened.append(folder)
        return 7

    code = cli.main(
        ["--data", str(tmp_path)],
        clock=datetime.now,
        resources=RESOURCES,
        default_data=tmp_path / "别处",
        window=window,
    )
    assert (code, opened) == (7, [tmp_path])
