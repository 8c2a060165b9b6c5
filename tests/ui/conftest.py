"""The application in its own looks, without a display, before any widget is made."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CUPS_SERVER"] = "/nowhere/cups.sock"  # the printers of whoever runs the tests are not the office's

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.paths import resources
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.shell.start import appearance_for
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture(autouse=True)
def appearance(qapp: QApplication) -> Appearance:
    """The program's looks, light and 标准 when a test begins."""
    # Without a running event loop, widgets told to delete themselves would pile up from test to test.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = appearance_for(qapp, resources())
    made.choose(mode=Mode.LIGHT, size=TextSize.STANDARD)
    return made


@pytest.fixture(scope="module")
def office_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """An office that the tests of a module share."""
    made = make_stage(tmp_path_factory.mktemp("office"))
    yield made
    made.office.session.close()


@pytest.fixture
def desk(qapp: QApplication, stage: Stage) -> Iterator[Callable[..., LetterWindow]]:
    """Opens letter desks over the issues named; all are gone when the test ends."""
    opened: list[LetterWindow] = []

    def make(*issue_ids: int, kind: LetterKind = LetterKind.SUPERVISION) -> LetterWindow:
        window = LetterWindow(stage.shell, issue_ids, kind=kind)
        opened.append(window)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        return window

    yield make
    for window in filter(isValid, opened):
        window.form.forget()
        window.close()
