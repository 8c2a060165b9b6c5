"""From the password to the number on duty, and from a key to the lines it finds among 5,000 contacts: beside a bare window, never asserted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

import pytest

from lantian_desktop.paths import resources
from lantian_desktop.services.desk import setup
from lantian_desktop.ui.kit.work.memory import enter_in_duty_mode
from lantian_desktop.ui.kit.work.shell import OfficeMemory
from tests.benchmarks import many_contacts
from tests.benchmarks.signing import ADMIN, NOW, PASSWORD, now
from tests.services.duty.kit import arrange_days

TREE = Path(__file__).resolve().parents[2]
CONTACTS, RUNS = 5_000, 7


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with thousands of contacts and a rota, whose user goes straight to duty mode."""
    folder = tmp_path_factory.mktemp("night") / "office"
    many_contacts.build(folder, count=CONTACTS)
    office = setup.sign_in(folder, user=ADMIN, password=PASSWORD, clock=now, resources=resources(), window=True)
    arrange_days(office, NOW.date() - timedelta(days=1), 7)
    enter_in_duty_mode(OfficeMemory(office), wanted=True)
    office.session.close()
    return folder


def measured(folder: Path) -> dict[str, object]:
    """Return what one process measured."""
    variables = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false", **os.environ}
    command = [sys.executable, "tests/benchmarks/night_desk.py", str(folder)]
    answer = subprocess.run(command, cwd=TREE, env=variables, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(answer.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.benchmark
def test_the_desk_at_night_beside_a_bare_window(office_folder: Path) -> None:
    measured(office_folder)  # the first one warms the system's caches
    runs = [measured(office_folder) for _run in range(RUNS)]
    bare, number, first = ([run[name] for run in runs] for name in ("bare", "number", "index"))
    keys = sorted(key for run in runs for key in run["keys"])
    ratio = median(long / short for long, short in zip(number, bare, strict=True))
    print(f"\nthe desk at night, {CONTACTS:,} contacts, {RUNS} runs")
    print(f"  bare six-tab window, in a running program  {median(bare):6.3f} s   ({min(bare):.3f} to {max(bare):.3f})")
    print(
        f"  password → number on duty painted          {median(number):6.3f} s   ({min(number):.3f} to {max(number):.3f})"
    )
    print(f"  median ratio                               {ratio:6.2f}")
    print(f"  first key, which makes the index           {median(first):6.3f} s")
    print(f"  key → lines painted                        {median(keys) * 1e3:6.1f} ms median, ", end="")
    print(f"{quantiles(keys, n=20)[-1] * 1e3:.1f} ms p95, {keys[-1] * 1e3:.1f} ms at most")
