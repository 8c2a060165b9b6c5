"""The yardstick: a window with six empty tabs, shown and painted. Run as a process; it prints a line when it can be used."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget


class FirstPaint(QObject):
    """Says so when the window has been painted once and its waiting events are done, and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch for the first paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        """Take the event posted behind all others."""
        if event.type() is QEvent.Type.User:
            print("usable", flush=True)
            QApplication.quit()
        return super().event(event)


def main() -> int:
    """Show the window until it has been painted."""
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    tabs = QTabWidget()
    for number in range(6):
        tabs.addTab(QWidget(), f"第{number + 1}页")
    tabs.resize(1366, 768)
    watcher = FirstPaint()
    tabs.installEventFilter(watcher)
    tabs.show()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
