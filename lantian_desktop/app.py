"""The composition root: the only place that reads the clock, the environment and the folders, and puts the program together.

`open_office` and the command line import no Qt; the window half does so when it is asked for.
"""

from __future__ import annotations

import gc
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop import logs, paths
from lantian_desktop.domain.errors import UnusableFolder

if TYPE_CHECKING:
    from lantian_desktop.services.office import Office


def now() -> datetime:
    """Return local time without a zone: an office lives in one."""
    return datetime.now()  # noqa: DTZ005 - the clock on the office's wall is what letters are dated by


def main(argv: Sequence[str]) -> int:
    """Open the window when called without arguments, otherwise run the command line; return the exit code."""
    use_own_faces()
    if not argv:
        return open_window(demo=False)
    if list(argv) == ["--demo"]:
        return open_window(demo=True)
    from lantian_desktop.cli.entry import main as run_command  # argparse: not for the window

    return run_command(
        argv,
        clock=now,
        resources=paths.resources(),
        default_data=data_folder(),
        screens=take_screens,
        ask=getpass.getpass if sys.stdin is not None and sys.stdin.isatty() else None,
        crash=lambda error: logs.write_crash_report(log_folder(), error, at=now()),
        window=lambda folder: open_window(demo=False, folder=folder),
    )


def use_own_faces() -> None:
    """Let documents use the faces this PC has; none is looked for before the first document."""
    from lantian_desktop.services import printing  # the store behind it: not for whoever imports this module alone

    printing.use_font_folders(paths.font_folders(os.environ, home=Path.home()))


def data_folder() -> Path:
    """Return the folder of the office on this PC."""
    return paths.data_folder(os.environ, home=Path.home())


def note_file() -> Path:
    """Return the file that remembers where this user's office lies."""
    return paths.note_file(os.environ, home=Path.home())


def note_folder(folder: Path) -> None:
    """Remember where the office lies, for the next start; raise UnusableFolder when that cannot be written down."""
    try:
        paths.remember_folder(note_file(), folder)
    except OSError as error:
        raise UnusableFolder(f"没有记住数据文件夹的位置；下次启动请点“打开已有数据…”，选择“{folder}”。") from error


def log_folder() -> Path:
    """Return the folder of logs and crash reports on this PC."""
    return paths.log_folder(os.environ, home=Path.home())


def open_window(*, demo: bool, folder: Path | None = None) -> int:
    """Open the window on this PC's office or the one in `folder`, or on a demo office made anew from the samples."""
    gc.disable()  # what a start makes stays: looking for garbage in it takes a tenth of the time; `run_window` ends this
    from lantian_desktop.ui.shell import crash  # Qt: only for the window
    from lantian_desktop.ui.shell.start import WindowStart, run_window

    place = folder or data_folder()
    entry = WindowStart(
        folder=place,
        resources=paths.resources(),
        clock=now,
        make_demo=make_demo,
        demo=demo,
        note_folder=None if is_named(place) else note_folder,
        expected=place == paths.remembered_folder(note_file()),
    )
    stop_watching = logs.watch_for_crashes(log_folder(), now, crash.tell)
    try:
        return run_window(entry)
    finally:
        stop_watching()


def is_named(folder: Path) -> bool:
    """Return whether the user named this folder for this start, so that the next one is asked of them again."""
    return "LANTIAN_DATA" in os.environ or folder != data_folder()


def make_demo(folder: Path) -> Office:
    """Make a demo office from the samples in `folder` and return it opened for a window."""
    from lantian_desktop.cli.demo.run import make_demo_office  # the story of the demo: only when asked for

    return make_demo_office(folder, resources=paths.resources())


def take_screens(office: Office, folder: Path) -> None:
    """Write a picture of every tab into `folder`; works without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from lantian_desktop.ui.shell.screenshots import take  # Qt: only for the window

    take(office, folder)
