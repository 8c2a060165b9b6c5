"""The yardstick: a window with six empty tabs, shown and painted. Run as a process; it prints a line when it can be used."""

from __future__ import annotations

import sys

from first_paint import FirstPaint, say_usable
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget


def main() -> int:
    """Show the window until it has been painted."""
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    tabs = QTabWidget()
    for number in range(6):
        tabs.addTab(QWidget(), f"第{number + 1}页")
    tabs.resize(1366, 768)
    watcher = FirstPaint(tabs, say_usable)
    tabs.show()
    code = application.exec()
    watcher.deleteLater()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
