"""The application in its own looks, without a display, before any widget is made."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CUPS_SERVER"] = "/nowhere/cups.sock"  # the printers of whoever runs the tests are not the office's

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from lantian_desktop.paths import resources
from lantian_desktop.ui.looks import Looks
from lantian_desktop.ui.start import looks_for
from lantian_desktop.ui.theme import Mode, TextSize


@pytest.fixture(autouse=True)
def looks(qapp: QApplication) -> Looks:
    """The program's looks, light and 标准 when a test begins."""
    # Without a running event loop, widgets told to delete themselves would pile up from test to test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = looks_for(qapp, resources())
    made.choose(mode=Mode.LIGHT, size=TextSize.STANDARD)
    return made
