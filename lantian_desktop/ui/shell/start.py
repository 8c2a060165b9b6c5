"""Starting the window: the application, its appearance, one instance only, and the desk. Folders and clock are handed in."""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from lantian_desktop.services.office import Clock, Office
from lantian_desktop.ui.kit.paint.theme import Theme, speak_chinese
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.memory import ShortMemory
from lantian_desktop.ui.kit.work.prompts import Prompts, QtPrompts
from lantian_desktop.ui.kit.work.shell import OfficeMemory, Shell
from lantian_desktop.ui.kit.work.worker import PoolWorker, Worker
from lantian_desktop.ui.shell.desk import Desk, OfficePlace, watch_activity
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS

TITLE_BAR = 40  # pixels; the frame is not known before the window has been shown


@dataclass(frozen=True, slots=True)
class WindowStart:
    """What the window starts with; `make_demo` fills a folder with the example office and opens it.

    `note_folder` writes down where an office lies; `expected` says that one was written down to lie in `folder`.
    """

    folder: Path
    resources: Path
    clock: Clock
    make_demo: Callable[[Path], Office] | None = None
    demo: bool = False
    note_folder: Callable[[Path], None] | None = None
    expected: bool = False


def application() -> QApplication:
    """Return the one application, made when there is none yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("")
    app.setApplicationName("lantian")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    speak_chinese(app)
    return app


def run_window(entry: WindowStart) -> int:
    """Open the window and return the exit code when it is closed; a second start only brings the first window up."""
    from lantian_desktop.ui.shell import one_instance  # pictures need no network module
    from lantian_desktop.ui.shell.tray import QtTray, Tray  # nor a tray

    app = application()
    name = one_instance.instance_name(entry.folder)
    if not entry.demo and one_instance.knock(name):
        return 0
    appearance = appearance_for(app, entry.resources)
    make_demo = partial(_demo_office, entry.make_demo) if entry.make_demo else None
    place = OfficePlace(
        entry.folder,
        entry.resources,
        entry.clock,
        note_folder=entry.note_folder,
        expected=entry.expected and not entry.demo,
    )
    desk = Desk(place, appearance, PoolWorker(), QtPrompts(), make_demo)
    watch_activity(app, desk)
    if not entry.demo:
        one_instance.answer_knocks(name, desk)
        desk.moved.connect(partial(answer_there, desk))
    show_whole(desk)
    if Tray(desk, QtTray()).start():
        app.setQuitOnLastWindowClosed(False)  # a window beside a hidden one must not end the program
        desk.closed.connect(app.quit)
    if entry.demo and make_demo is not None:
        desk.enter(make_demo())
    else:
        desk.begin()
    look_for_garbage()
    code = app.exec()
    desk.leave()
    one_instance.stop_answering(desk)
    return code


def show_whole(window: QWidget) -> None:
    """Show a window at its size, or maximized where frame and taskbar leave no room for that: nothing lies off the screen."""
    room = window.screen().availableSize()
    if window.width() < room.width() and window.height() + TITLE_BAR < room.height():
        window.show()
    else:
        window.showMaximized()


def look_for_garbage() -> None:
    """End a start: from now on unused objects are collected, and never looked for among those the start made."""
    gc.freeze()
    gc.enable()


def appearance_for(app: QApplication, resources: Path) -> Appearance:
    """Return the program's appearance, applied in their first form."""
    appearance = Appearance(app, Theme(resources / "themes", resources / "fonts"), ShortMemory())
    appearance.recall()
    return appearance


def build_window(office: Office, *, worker: Worker, prompts: Prompts, appearance: Appearance) -> MainWindow:
    """Return a main window on an open office, for tests and pictures."""
    return MainWindow(Shell(office, worker, prompts, OfficeMemory(office)), appearance, TABS)


def answer_there(desk: Desk, folder: Path) -> None:
    """Answer to the folder the office turned out to lie in, and no longer to the one the window started with."""
    from lantian_desktop.ui.shell import one_instance

    one_instance.stop_answering(desk)
    one_instance.answer_knocks(one_instance.instance_name(folder), desk)


def _demo_office(make_demo: Callable[[Path], Office]) -> Office:
    return make_demo(Path(tempfile.mkdtemp(prefix="lantian-demo-")))
