"""Pictures of every tab and of duty mode for the demo and the manual; works without a display. Nothing is changed in the office."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QWidget

from lantian_desktop.services.office import Office
from lantian_desktop.ui.duty.mode.screen import DutyMode
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.prompts import QtPrompts
from lantian_desktop.ui.kit.work.shell import OfficeMemory, Shell
from lantian_desktop.ui.kit.work.worker import InlineWorker
from lantian_desktop.ui.shell.desk import HEIGHT, WIDTH
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.start import appearance_for, application, build_window
from lantian_desktop.ui.shell.tabs import TABS

SHOWN = ((Mode.LIGHT, TextSize.STANDARD), (Mode.DARK, TextSize.STANDARD), (Mode.LIGHT, TextSize.HUGE))
SOUGHT = "联络员"  # what is looked up in the picture of duty mode; every office has some


def take(office: Office, folder: Path) -> tuple[Path, ...]:
    """Write every tab in light, dark and 特大 text, and duty mode, as PNG into `folder`, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    appearance = appearance_for(app, office.resources)
    window = build_window(office, worker=InlineWorker(), prompts=QtPrompts(), appearance=appearance)
    window.resize(WIDTH, HEIGHT)
    window.show()
    written: list[Path] = []
    for mode, size in SHOWN:
        appearance.choose(mode=mode, size=size)
        written += _each_tab(window, folder, f"{mode.label}{'' if size is TextSize.STANDARD else size.label}")
    appearance.choose(mode=Mode.LIGHT, size=TextSize.STANDARD)
    written.append(_duty_mode(office, appearance, folder))
    window.leave()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return tuple(written)


def _each_tab(window: MainWindow, folder: Path, appearance: str) -> list[Path]:
    written = []
    for number, spec in enumerate(TABS, 1):
        tab = window.tab(spec.key)
        for key, label in tab.pages() or [("", spec.label)]:
            tab.page(key)
            settle(window)
            path = folder / f"{number:02d}-{label}-{appearance}.png"
            window.grab().save(str(path))
            written.append(path)
    return written


def _duty_mode(office: Office, appearance: Appearance, folder: Path) -> Path:
    """Picture duty mode, which is dark whatever was chosen."""
    mode = DutyMode(Shell(office, InlineWorker(), QtPrompts(), OfficeMemory(office)), appearance)
    mode.resize(WIDTH, HEIGHT)
    mode.show()
    mode.take_up()
    settle(mode)
    mode.box.setText(SOUGHT)
    mode.box.settle()
    settle(mode)
    path = folder / f"{len(TABS) + 1:02d}-值班模式.png"
    mode.grab().save(str(path))
    mode.leave()
    mode.close()
    mode.deleteLater()
    return path


def settle(window: QWidget) -> None:
    """Let layouts and paints that are under way come to an end."""
    for _turn in range(3):
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.repaint()
