"""One writer at a time, and no lock left behind by a killed process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import StoreBusy
from lantian_desktop.store.engine.lock import Holder, HolderKind, StoreLock, read_holder, waiting_lock

LOCKING_SCRIPT = """
import sys
from pathlib import Path
from lantian_desktop.store.engine.lock import HolderKind, StoreLock
lock = StoreLock.take(Path(sys.argv[1]), HolderKind(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


def process_with_lock(path: Path, kind: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", LOCKING_SCRIPT, str(path), kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize(("kind", "words"), [("window", "窗口已打开"), ("command", "命令行正在写入")])
def test_a_second_process_is_refused_and_learns_by_whom(tmp_path: Path, kind: str, words: str) -> None:
    path = tmp_path / "office.lock"
    with process_with_lock(path, kind) as process:
        with pytest.raises(StoreBusy, match=words) as refused:
            StoreLock.take(path, HolderKind.WINDOW)
        assert str(process.pid) in refused.value.sentence
        assert read_holder(path) == Holder(HolderKind(kind), process.pid)
        process.communicate("")


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "office.lock"
    with process_with_lock(path, "window") as process:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with StoreLock.take(path, HolderKind.WINDOW):
        assert path.exists()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "office.lock"
    first = StoreLock.take(path, HolderKind.WINDOW)
    with pytest.raises(StoreBusy):
        StoreLock.take(path, HolderKind.COMMAND)
    first.release()
    first.release()
    assert read_holder(path) is None
    StoreLock.take(path, HolderKind.COMMAND).release()


def test_a_note_that_cannot_be_read_still_refuses(tmp_path: Path) -> None:
    path = tmp_path / "office.lock"
    with StoreLock.take(path, HolderKind.WINDOW):
        path.write_bytes(b"\xff not json")
        with pytest.raises(StoreBusy, match="另一个程序"):
            StoreLock.take(path, HolderKind.WINDOW)


def test_the_waiting_lock_excludes_others_only_while_it_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "keys.lock"
    with waiting_lock(path), pytest.raises(StoreBusy):
        StoreLock.take(path, HolderKind.COMMAND)
    StoreLock.take(path, HolderKind.COMMAND).release()
