"""The way from the password to the numbers, and from a key to the lines it finds, in one process beside a bare window.

Run as a process with the office's folder; it prints one JSON object: seconds of each thing measured.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantian_desktop.ui.shell.desk import Desk

TREE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TREE))

TYPED = ("zhang", "lyx", "gxq", "0042", "139", "wjg", "z y", "yuchi", "86", "xian", "lq", "7711", "hwm", "sx", "4", "o")


def main(folder: Path) -> int:
    """Measure and print."""
    from lantian_desktop.ui.shell.start import application

    application()
    found: dict[str, object] = {"bare": bare_window()}
    desk = at_the_gate(folder)
    found["number"] = password_to_number(desk)
    found["index"], *found["keys"] = keys_to_lines(desk)  # type: ignore[misc]  # the first key makes the index
    desk.leave()
    print(json.dumps(found), flush=True)
    return 0


def bare_window() -> float:
    """Return the seconds until a window with six empty tabs is painted."""
    from PySide6.QtWidgets import QTabWidget, QWidget

    began = time.perf_counter()
    tabs = QTabWidget()
    for number in range(6):
        tabs.addTab(QWidget(), f"第{number + 1}页")
    tabs.resize(1366, 768)
    tabs.show()
    until_painted(tabs)
    took = time.perf_counter() - began
    tabs.close()
    return took


def at_the_gate(folder: Path) -> Desk:
    """Return a desk that asks for the password, painted."""
    from PySide6.QtWidgets import QApplication

    from lantian_desktop import paths
    from lantian_desktop.ui.kit.work.prompts import QtPrompts
    from lantian_desktop.ui.kit.work.worker import PoolWorker
    from lantian_desktop.ui.shell.desk import Desk, OfficePlace
    from lantian_desktop.ui.shell.start import appearance_for
    from tests.benchmarks.signing import now

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    place = OfficePlace(folder, paths.resources(), now)
    desk = Desk(place, appearance_for(application, paths.resources()), PoolWorker(), QtPrompts())
    desk.show()
    desk.begin()
    until_painted(desk)
    return desk


def password_to_number(desk: Desk) -> float:
    """Return the seconds from Enter behind the password, the store's opening included, until the numbers are painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from lantian_desktop.ui.admin.gate import PasswordGate
    from tests.benchmarks.signing import ADMIN, PASSWORD

    gate = desk.currentWidget()
    assert isinstance(gate, PasswordGate)
    gate.name_field.set_text(ADMIN)
    gate.password_field.set_text(PASSWORD)
    began = time.perf_counter()
    QTest.keyClick(gate.password_field.line, Qt.Key.Key_Return)
    assert desk.mode is not None
    until_painted(desk.mode.cards.cards[0].numbers[0])
    return time.perf_counter() - began


def keys_to_lines(desk: Desk) -> list[float]:
    """Return the seconds from each key until the lines it finds are painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    assert desk.mode is not None
    desk.resize(1366, 768)
    until_painted(desk.mode.calls.message)
    desk._worker.wait()
    took = []
    for text in TYPED:
        for sign in text:
            began = time.perf_counter()
            QTest.keyClick(desk.mode.box, sign)
            until_painted(desk.mode.calls.message)
            took.append(time.perf_counter() - began)
        QTest.keyClick(desk.mode.box, Qt.Key.Key_Escape)
        until_painted(desk.mode.calls.message)
    return took


def until_painted(widget: object) -> None:
    """Return when a widget has been painted and nothing is left to do."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject
    from PySide6.QtWidgets import QWidget

    class Watch(QObject):
        painted = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.painted = self.painted or event.type() is QEvent.Type.Paint
            return False

    assert isinstance(widget, QWidget)
    watch = Watch()
    widget.installEventFilter(watch)
    while not watch.painted:
        widget.update()
        QCoreApplication.processEvents()
    widget.removeEventFilter(watch)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
