"""Killed during an import and during a letter: all or nothing, no number lost or used twice, the journal verifies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from lantian_desktop.services.admin import journal
from lantian_desktop.services.desk import setup
from lantian_desktop.services.letters import letters
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal, write_list

TREE = Path(__file__).resolve().parents[2]
CRASHING = Path(__file__).with_name("crashing.py")
ROWS = 40
SUITE, SOAKED = 5, 200
SPAN = 2  # kills are spread over so many times the duration measured first: the machine may slow down meanwhile


def start(data: Path, fatal: int, command: Iterable[object]) -> subprocess.Popen[bytes]:
    """Start a command that dies at its `fatal`-th statement, and wait until it is about to begin."""
    secrets = {"LANTIAN_DATA": str(data), "LANTIAN_USER": "示例甲", "LANTIAN_PASSWORD": PASSWORD}
    process = subprocess.Popen(
        [sys.executable, str(CRASHING), str(fatal), str(RESOURCES), *map(str, command)],
        env={**os.environ, **secrets, "PYTHONPATH": str(TREE), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    return process


def died_at(data: Path, fatal: int, command: Iterable[object]) -> None:
    """Run a command that must die at its `fatal`-th statement."""
    out, _ = start(data, fatal, command).communicate()
    assert b"statements" not in out


def killed_after(data: Path, seconds: float, command: Iterable[object]) -> None:
    """Run a command and kill it from outside after a while, unless it has ended by then."""
    process = start(data, 0, command)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def statements(data: Path, command: Iterable[object]) -> int:
    """Let a command live and return how many statements it made."""
    out, _ = start(data, 0, command).communicate()
    return int(out.split()[-1])


def duration(data: Path, command: Iterable[object]) -> float:
    """Let a command live and return how long it took."""
    process, began = start(data, 0, command), time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def spread(count: int, total: int) -> list[int]:
    """Return `count` different places among 1 … total, from the first to the last."""
    return sorted({1 + (total - 1) * index // (count - 1) for index in range(count)})


def letter_command(folder: Path) -> tuple[object, ...]:
    return ("letter", "甲-1", "--on", "2019-07-22", "--rectify-due", "2019-08-20", "-o", folder / "函.pdf")


def issued_serials(data: Path) -> list[int]:
    """Return the serials in the register, after checking every stored PDF and the journal."""
    office = setup.sign_in(
        data,
        user="示例甲",
        password=PASSWORD,
        clock=lambda: datetime(2019, 7, 22, 9, 0),
        resources=RESOURCES,
        window=True,
    )
    try:
        assert journal.verify(office).sound
        journal.check_store(office)
        rows = letters.letter_page(office, limit=10 * SOAKED).rows
        for row in rows:
            assert letters.letter_pdf(office, letter_id=row.id).startswith(b"%PDF")
        return sorted(row.number.serial for row in rows)
    finally:
        office.session.close()


@pytest.fixture
def confirmed(tmp_path: Path, office_template: Path) -> Terminal:
    """An office with a confirmed issue, 甲-1."""
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office")
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", ["甲-1"]))
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    return terminal


def check_import(data: Path, path: Path) -> int:
    """Check that an import that was cut short left all or nothing; import again and check the numbers given."""
    terminal = Terminal(data)
    left = len(terminal("issues", "--json").value)
    assert left in {0, ROWS}
    assert terminal("verify", "--json").value["sound"] is True
    terminal("import", "issues", path)
    numbers = [row["number"] for row in terminal("issues", "--json").value]
    assert len(numbers) == len(set(numbers)) == ROWS
    return left


def check_letter_file(folder: Path) -> None:
    """Check that the PDF beside the store is whole or not there."""
    for path in folder.glob("*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")


def import_sheet(folder: Path) -> Path:
    """Write a list of which every other row leaves its number to the office."""
    return write_list(folder / "清单.xlsx", [f"甲-{n}" if n % 2 else "" for n in range(ROWS)])


def test_an_import_killed_at_any_statement_leaves_all_or_nothing(tmp_path: Path, office_template: Path) -> None:
    path = import_sheet(tmp_path)
    shutil.copytree(office_template, tmp_path / "whole")
    total = statements(tmp_path / "whole", ("import", "issues", path))
    for fatal in spread(SUITE, total):
        data = tmp_path / f"office-{fatal}"
        shutil.copytree(office_template, data)
        died_at(data, fatal, ("import", "issues", path))
        check_import(data, path)


def test_a_letter_killed_at_any_statement_loses_and_repeats_no_number(confirmed: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "文书"
    folder.mkdir()
    shutil.copytree(confirmed.data, tmp_path / "whole")
    total = statements(tmp_path / "whole", letter_command(folder))
    for fatal in spread(SUITE, total):
        before = issued_serials(confirmed.data)
        died_at(confirmed.data, fatal, letter_command(folder))
        after = issued_serials(confirmed.data)
        assert after in (before, [*before, len(before) + 1])
        check_letter_file(folder)
    serials = issued_serials(confirmed.data)
    last = confirmed(*letter_command(folder), "--json").value["document_number"]
    assert last.endswith(f"〕{len(serials) + 1}号")
    assert issued_serials(confirmed.data) == list(range(1, len(serials) + 2))


@pytest.mark.soak
def test_imports_killed_at_any_moment(tmp_path: Path, office_template: Path) -> None:
    path = import_sheet(tmp_path)
    shutil.copytree(office_template, tmp_path / "whole")
    whole = duration(tmp_path / "whole", ("import", "issues", path))
    left = []
    for index in range(SOAKED // 2):
        data = tmp_path / f"office-{index}"
        shutil.copytree(office_template, data)
        killed_after(data, SPAN * whole * index / (SOAKED // 2), ("import", "issues", path))
        left.append(check_import(data, path))
        shutil.rmtree(data)
    assert {0, ROWS} == set(left)


@pytest.mark.soak
def test_letters_killed_at_any_moment(confirmed: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "文书"
    folder.mkdir()
    whole = duration(confirmed.data, letter_command(folder))
    for index in range(SOAKED):
        before = issued_serials(confirmed.data)
        killed_after(confirmed.data, SPAN * whole * index / SOAKED, letter_command(folder))
        assert issued_serials(confirmed.data) in (before, [*before, len(before) + 1])
        check_letter_file(folder)
    assert 1 < len(issued_serials(confirmed.data)) < SOAKED
