"""The lengths of duty mode: they follow the size of the screen and the text size, so that the page is the same from 1280 × 720 to 4K."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize

from lantian_desktop.ui.kit.paint.theme import Measures, TextSize

LEAST_DIGITS = 48  # pixels of the numbers on duty, whatever the screen
DRAWN_FOR = QSize(1366, 768)
_STRETCH = {TextSize.STANDARD: 1.0, TextSize.LARGE: 1.125, TextSize.HUGE: 1.25}
_LEAST_SCALE = 0.8  # smaller windows are shown on no screen the program is made for


@dataclass(frozen=True, slots=True)
class ModeMeasures(Measures):
    """All lengths in logical pixels. `digits` are the numbers on duty, `number` those of the list below them."""

    digits: int
    name: int
    clock: int
    number: int
    line_height: int
    line_text: int
    box: int
    entry: int
    margin: int


def mode_measures(screen: QSize, size: TextSize) -> ModeMeasures:
    """Return the lengths for a page of `screen` logical pixels at a text size."""
    fits = min(screen.width() / DRAWN_FOR.width(), screen.height() / DRAWN_FOR.height())
    scale = max(fits, _LEAST_SCALE)
    words = (
        scale * _STRETCH[size]
    )  # what is read word by word grows with the text size, what is large already hardly needs to
    return ModeMeasures(
        text=round(16 * words),
        small=round(15 * words),
        title=round(26 * scale),
        row=round(40 * words),
        control=round(40 * words),
        gap=round(12 * scale),
        digits=max(round(64 * scale), LEAST_DIGITS),
        name=round(26 * scale * (1 + _STRETCH[size]) / 2),
        clock=round(44 * scale),
        number=round(34 * scale * (1 + _STRETCH[size]) / 2),
        line_height=round(54 * scale * (1 + _STRETCH[size]) / 2),
        line_text=round(20 * words),
        box=round(56 * scale * (1 + _STRETCH[size]) / 2),
        entry=round(26 * words),
        margin=round(26 * scale),
    )
