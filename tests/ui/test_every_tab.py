"""Every tab in light and dark, in three text sizes, empty and filled: its own ground everywhere, nothing cut, nothing left running."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from lantian_desktop.paths import resources
from lantian_desktop.services.desk import imports
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.ui.kit.lists.browse import BrowsePane
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS
from tests.ui.clipping import faults
from tests.ui.hands import settle, swept
from tests.ui.tab_kit import Stage, make_stage

LIGHT_FROM, DARK_BELOW = 200, 90  # shades of grey, 0 to 255
GROUND_SHARE = {Mode.LIGHT: 0.75, Mode.DARK: 0.85}  # of the pixels; the rest is text, chips, accents


@pytest.fixture(scope="module", params=["empty", "filled"])
def stage(request, tmp_path_factory) -> Iterator[Stage]:
    made = make_stage(tmp_path_factory.mktemp(request.param))
    if request.param == "filled":
        for kind, name in ((ImportKind.ROSTER, "联络名册.xlsx"), (ImportKind.ISSUES, "问题清单.xlsx")):
            plan = imports.precheck(made.office, kind=kind, path=resources() / "samples" / name)
            imports.apply_import(made.office, plan=plan)
        made.verified(number="甲-1")
        made.rectifying(number="甲-2", blocked_reason="电力报装未批")
    yield made
    made.office.session.close()


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", list(TextSize))
def test_every_tab_keeps_to_its_appearance_and_leaves_nothing_behind(appearance, stage, mode, size) -> None:
    threads, tops = set(threading.enumerate()), shown_windows()
    appearance.choose(mode=mode, size=size)
    window = MainWindow(stage.shell, appearance, TABS)
    window.resize(1366, 768)
    window.show()
    found = [f"{spec.label}: {sentence}" for spec in TABS for sentence in looked_at(window, spec.key, mode)]
    window.leave()
    window.close()
    window.deleteLater()
    swept()
    assert found == []
    assert set(threading.enumerate()) <= threads
    assert shown_windows() <= tops
    assert [timer for timer in gc.get_objects() if is_running(timer)] == []


def looked_at(window: MainWindow, key: str, mode: Mode) -> list[str]:
    """Return what is wrong with one tab, page by page, details opened."""
    tab = window.tab(key)
    return [
        sentence for page, _ in tab.pages() or [("", "")] for sentence in page_looked_at(window, tab.page(page), mode)
    ]


def page_looked_at(window: MainWindow, page: Tab, mode: Mode) -> list[str]:
    for pane in page.findChildren(BrowsePane):
        pane.open_detail()
    settle()
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    shades = bytes(picture.constBits())
    if mode is Mode.LIGHT:
        share = sum(shades.count(shade) for shade in range(LIGHT_FROM, 256)) / len(shades)
    else:
        share = sum(shades.count(shade) for shade in range(DARK_BELOW)) / len(shades)
    strange = [f"{share:.0%} of the ground is {mode.label}"] if share < GROUND_SHARE[mode] else []
    return strange + faults(window)


def shown_windows() -> set[object]:
    """Return the windows that can be seen."""
    return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}


def is_running(thing: object) -> bool:
    """Whether a thing is a timer that will still fire."""
    return type(thing) is QTimer and isValid(thing) and thing.isActive()
