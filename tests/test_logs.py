"""logs: a report says where it broke and never repeats the data it broke on."""

from __future__ import annotations

import logging
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lantian_desktop import logs

AT = datetime.fromisoformat("2019-07-22T08:30:00")
NAME, PHONE = "单示例", "13800138000"


def failure() -> Exception:
    """Return an error with a cause, both quoting personal data, as raised through real frames."""
    try:
        try:
            int(f"{NAME} {PHONE}")
        except ValueError as error:
            raise RuntimeError(f"row of {NAME}") from error
    except RuntimeError as error:
        return error
    raise AssertionError("int() read a name")


def test_crash_report_names_type_place_and_versions_only() -> None:
    report = logs.crash_report(failure(), at=AT)
    assert NAME not in report
    assert PHONE not in report
    assert "builtins.RuntimeError" in report
    assert "builtins.ValueError" in report
    assert "tests/test_logs.py:" in report
    assert str(Path.home()) not in report
    assert "时间 2019-07-22T08:30:00" in report
    assert "peewee 4." in report


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    error = failure()
    written = [logs.write_crash_report(tmp_path, error, at=AT + timedelta(seconds=n)) for n in range(25)]
    assert sorted(tmp_path.iterdir()) == written[-logs.REPORTS_KEPT :]


def test_log_file_holds_places_instead_of_messages(tmp_path: Path) -> None:
    handler = logs.start_log(tmp_path / "logs")
    error = failure()
    logging.getLogger("lantian_desktop.store").error("the store did not close", exc_info=error)
    logs.stop_log(handler)
    text = (tmp_path / "logs" / logs.LOG_NAME).read_text(encoding="utf-8")
    assert "the store did not close" in text
    assert "builtins.RuntimeError" in text
    assert NAME not in text


WATCH = """
import sys, threading
from datetime import datetime
from pathlib import Path
from lantian_desktop import logs
logs.watch_for_crashes(Path(sys.argv[1]), lambda: datetime(2019, 7, 22))
"""


def crash(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own that writes its crash reports into `folder`."""
    command = [sys.executable, "-X", "utf8", "-c", WATCH + code, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "code", ["int('单示例')", "t = threading.Thread(target=lambda: int('单示例')); t.start(); t.join()"]
)
def test_a_bug_nobody_caught_is_reported_and_reported_in_every_thread(tmp_path: Path, code: str) -> None:
    answer = crash(tmp_path, code)
    report = tmp_path / "crash-20190722-000000-000000.txt"
    assert "ValueError" in report.read_text(encoding="utf-8")
    assert NAME not in report.read_text(encoding="utf-8")
    assert str(report) in answer.stderr.splitlines()[-1]


def test_an_interruption_is_no_bug(tmp_path: Path) -> None:
    assert crash(tmp_path, "raise KeyboardInterrupt").returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_adds_no_second_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    answer = crash(blocked / "logs", "int('x')")
    assert answer.stderr.count("Error") == 1
    assert list(tmp_path.iterdir()) == [blocked]
