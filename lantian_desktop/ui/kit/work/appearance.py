"""The present mode and text size of the program: chosen by the user, remembered, applied to everything at once."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from lantian_desktop.ui.kit.paint.theme import Measures, Mode, TextSize, Theme, palette_for
from lantian_desktop.ui.kit.work.memory import Memory


class Appearance:
    """Applies the theme and remembers what was chosen."""

    def __init__(self, app: QApplication, theme: Theme, memory: Memory) -> None:
        self._app, self._theme, self._memory = app, theme, memory
        self.mode, self.size = Mode.LIGHT, TextSize.STANDARD

    def recall(self, memory: Memory | None = None) -> None:
        """Apply what was chosen last, from another memory if one is given (a user has signed in)."""
        self._memory = memory or self._memory
        mode = Mode.from_text(self._memory.recall("mode") or "") or self.mode
        size = TextSize.from_text(self._memory.recall("text size") or "") or self.size
        self.choose(mode=mode, size=size)

    def choose(self, *, mode: Mode | None = None, size: TextSize | None = None) -> None:
        """Change mode or size, apply and remember."""
        self.mode, self.size = mode or self.mode, size or self.size
        self._theme.apply(self._app, self.mode, self.size)
        self._memory.remember("mode", self.mode.value)
        self._memory.remember("text size", self.size.value)

    def dress(self, widget: QWidget, mode: Mode, measures: Measures, *further: str) -> None:
        """Give a widget and all in it a mode and lengths of its own, with `further` style sheets on top of the window's."""
        palette = palette_for(mode)
        plain = f"* {{ color: {palette.text().color().name()}; }}"  # what the window's sheet leaves to the palette
        sheets = (self._theme.sheet(mode, measures, name) for name in ("window.qss", *further))
        widget.setStyleSheet("\n".join((plain, *sheets)))
        widget.setPalette(palette)  # the sheet comes first: it would take the palette back
