"""The pictures of the demo: every tab and page in three looks, and duty mode once, dark, with the numbers on duty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtGui import QImage

from lantian_desktop.services.admin import journal
from lantian_desktop.ui.shell.screenshots import SHOWN, take
from lantian_desktop.ui.shell.tabs import TABS
from tests.services.duty.kit import arrange_days, fill_unit
from tests.ui.tab_kit import make_stage


def test_every_tab_and_duty_mode_are_pictured(qapp, tmp_path: Path) -> None:
    stage = make_stage(tmp_path)
    arrange_days(stage.office, date(2019, 7, 15), 3)
    fill_unit(stage.office)
    before = journal.head(stage.office)
    files = take(stage.office, tmp_path / "screens")
    assert len({file.name for file in files}) == len(files)
    assert len(files) > len(TABS) * len(SHOWN)
    mode = QImage(str(files[-1]))
    assert files[-1].name.endswith("值班模式.png")
    assert (mode.width(), mode.height()) == (1366, 768)
    assert mode.pixelColor(5, 400).lightness() < 60
    lit = sum(mode.pixelColor(x, y).lightness() > 200 for y in range(80, 330, 2) for x in range(0, 1366, 2))
    assert lit > 2_000  # the digits of two numbers, large
    assert journal.head(stage.office) == before
    stage.office.session.close()
