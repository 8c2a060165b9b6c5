"""A command line that dies at its n-th statement to the database, or says how many there were. Started by `test_kill`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from lantian_desktop import cli

WATCHED = ("execute_sql", "begin", "commit")
DEADLY = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows either of them ends a process at once
Watch = Callable[[FrameType, str, Any], None]


def watcher(fatal: int) -> tuple[list[int], Watch]:
    """Return a counter of the statements sent to the database, and the profile hook that dies at the `fatal`-th."""
    seen = [0]

    def watch(frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event != "call" or code.co_name not in WATCHED or not code.co_filename.endswith("database.py"):
            return
        seen[0] += 1
        if seen[0] == fatal:
            os.kill(os.getpid(), DEADLY)

    return seen, watch


def main(argv: Sequence[str]) -> int:
    """Run `FATAL RESOURCES COMMAND…`; with FATAL 0 it lives and the number of statements is printed last."""
    fatal, resources, *command = argv
    seen, watch = watcher(int(fatal))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.setprofile(watch)
    code = cli.main(
        command, clock=lambda: datetime(2019, 7, 22, 9, 0), resources=Path(resources), default_data=Path("unused")
    )
    sys.setprofile(None)
    sys.stdout.write(f"statements {seen[0]}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
