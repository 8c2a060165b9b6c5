"""What changed in the store, for a window that fills the screen: written by this session or, seen within seconds, by another."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.services.office import Office

LOOK_EVERY_MS = 3_000  # one look asks the engine for a single number and takes microseconds
_LOG = logging.getLogger(__name__)


class StoreChanges(QObject):
    """Turns the store's announcements of any thread into one signal on the window's thread, until stopped."""

    changed = Signal(frozenset)

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._stop_listening = office.session.on_change(self.announce)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(LOOK_EVERY_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def announce(self, topics: Iterable[str]) -> None:
        """Say which kinds of things changed."""
        touched = frozenset(topics)
        if touched:
            self.changed.emit(touched)

    def look(self) -> None:
        """Look for what other sessions wrote, and again in a while."""
        try:
            self._office.catch_up()
        except OfficeError as error:  # whoever reads next tells it on the screen
            _LOG.warning("the store could not be looked at: %s", type(error).__name__)
        self.timer.start()

    def stop(self) -> None:
        """Listen and look no more."""
        self._stop_listening()
        self.timer.stop()
