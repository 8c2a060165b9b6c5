"""This program's window on a given office, as its own start does it, but signed in without typing.

Run as a process with the office's folder and the tab to open; it prints a line when its rows, or the numbers of those on
duty, can be seen and used.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from lantian_desktop.ui.kit.work.worker import Worker

TREE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE))


def main(folder: Path, key: str) -> int:
    """Show the window until what the tab is for has been painted."""
    gc.disable()  # as the program does until its start is over
    from lantian_desktop import app, paths
    from lantian_desktop.services.desk import setup
    from lantian_desktop.ui.kit.work.prompts import QtPrompts
    from lantian_desktop.ui.kit.work.worker import PoolWorker
    from lantian_desktop.ui.shell.desk import Desk, OfficePlace, watch_activity
    from lantian_desktop.ui.shell.start import appearance_for, application, look_for_garbage
    from tests.benchmarks.signing import ADMIN, PASSWORD, now

    running = application()
    worker = PoolWorker()
    place = OfficePlace(folder, paths.resources(), app.now)
    desk = Desk(place, appearance_for(running, paths.resources()), worker, QtPrompts())
    watch_activity(running, desk)
    office = setup.sign_in(folder, user=ADMIN, password=PASSWORD, clock=now, resources=paths.resources(), window=True)
    watcher = _watch(desk, worker)
    desk.enter(office)
    if desk.window_shown is not None:
        desk.window_shown.tab(key)
    desk.show()
    look_for_garbage()
    code = running.exec()
    watcher.deleteLater()
    desk.leave()
    return code


def _watch(desk: QWidget, worker: Worker) -> QObject:
    from first_paint import FirstPaint, say_usable
    from PySide6.QtWidgets import QApplication, QTableView

    from lantian_desktop.ui.duty.people import PersonCard

    def check_rows() -> None:
        worker.wait()
        QApplication.processEvents()
        if any(card.isVisible() for card in desk.findChildren(PersonCard)):
            say_usable()
            return
        tables = [table for table in desk.findChildren(QTableView) if table.isVisible()]
        say_usable("usable" if tables and tables[0].model().rowCount() else "no rows")

    return FirstPaint(desk, check_rows)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))
