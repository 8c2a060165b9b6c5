"""How long until the window can be used, with 100,000 issues and 5,000 contacts: as a ratio to a bare window, never asserted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks import large_office

TREE = Path(__file__).resolve().parents[2]
ISSUES, CONTACTS = 100_000, 5_000
RUNS = 7


def seconds_until_usable(script: str, *arguments: str) -> float:
    """Start a process and return how long it takes until it says that its window can be used."""
    command = [sys.executable, f"tests/benchmarks/{script}", *arguments]
    # As an installed program starts: with its modules compiled.
    variables = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false", **os.environ}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=TREE, env=variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        output = process.stdout.readline().strip()
        took = time.perf_counter() - began
    assert (output, process.returncode) == ("usable", 0)
    return took


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The large office, made once."""
    folder = tmp_path_factory.mktemp("large") / "office"
    began = time.perf_counter()
    large_office.build(folder, issue_count=ISSUES, contact_count=CONTACTS)
    size = (folder / "office.db").stat().st_size / 1e6
    print(f"\n{ISSUES:,} issues, {CONTACTS:,} contacts: made in {time.perf_counter() - began:.0f} s, {size:.0f} MB")
    return folder


@pytest.mark.benchmark
@pytest.mark.parametrize("tab", ["duty", "inbox", "roster"])
def test_start_beside_a_bare_window(office_folder: Path, tab: str) -> None:
    bare, full = [], []
    for run in range(RUNS + 1):
        one = seconds_until_usable("bare_window.py")
        other = seconds_until_usable("office_window.py", str(office_folder), tab)
        if run:  # the first pair warms the system's caches
            bare.append(one)
            full.append(other)
    ratio = median(long / short for long, short in zip(full, bare, strict=True))
    print(f"\nstart with the tab {tab} shown{'' if tab == 'duty' else ' (gone to from 值班台)'}")
    print(f"  bare six-tab window   {median(bare):6.3f} s   ({min(bare):.3f} to {max(bare):.3f})")
    print(f"  this program's window {median(full):6.3f} s   ({min(full):.3f} to {max(full):.3f})")
    print(f"  median ratio          {ratio:6.2f}     of {RUNS} alternating runs")
