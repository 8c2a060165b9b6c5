"""What changed in the store, told once to the main window, which passes it to the visible tab. Nobody else listens here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """Turns announcements of any thread into one signal on the window's thread."""

    changed = Signal(frozenset)

    def announce(self, topics: Iterable[str]) -> None:
        """Say which kinds of things changed."""
        told = frozenset(topics)
        if told:
            self.changed.emit(told)
