"""The top line of the window: the office and the round, who is on duty, the search for anything, appearance, help and lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from lantian_desktop.domain.roster.contact_search import Hit
from lantian_desktop.ui.duty.strip import DutyStrip
from lantian_desktop.ui.kit.paint.text import ElidedLabel, plain_label
from lantian_desktop.ui.kit.paint.theme import MEASURES, Mode, TextSize, measures_of
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.shell.finder import Finder


class Header(QWidget):
    """Unit, round, search and the buttons of the whole window."""

    lock_requested = Signal()
    help_requested = Signal()
    appearance_changed = Signal()

    def __init__(
        self, find: Callable[[str], Sequence[Hit]], appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unit = plain_label("", "unit")
        self._round = ElidedLabel("", "muted")
        self._mode = plain_label("单机简化模式", "amber")
        self._mode.setToolTip("当前用户一人兼任几个角色；审定、销号仍须另一个人签批。")
        self.duty = DutyStrip(self)
        self.finder = Finder(find, self)
        self.menu = QMenu("更多", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(8)
        row.addWidget(self._unit)
        row.addWidget(self._round, 1)
        row.addWidget(self.duty)
        row.addWidget(self._mode)
        row.addWidget(self.finder)
        appearance_button = self._button("外观", "外观：浅色、深色和文字大小")
        appearance_button.setMenu(self._appearance_menu())
        row.addWidget(appearance_button)
        more = self._button("更多", "更多功能")
        more.setMenu(self.menu)
        row.addWidget(more)
        helping = self._button("帮助", "帮助（F1）")
        helping.clicked.connect(self.help_requested)
        row.addWidget(helping)
        lock = self._button("锁定", "锁定（Ctrl+L）")
        lock.clicked.connect(self.lock_requested)
        row.addWidget(lock)
        self._fit()

    def show_office(self, unit: str, round_caption: str) -> None:
        """Show the office's name and the round."""
        self._unit.setText(unit)
        self._round.setText(round_caption)

    def show_mode(self, *, simplified: bool) -> None:
        """Show whether one person holds several roles."""
        self._mode.setVisible(simplified)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "finder"):
            self._fit()

    def _fit(self) -> None:
        huge = measures_of(self.font()).text >= MEASURES[TextSize.HUGE].text
        self._round.setVisible(True)
        self.finder.setFixedWidth(self.fontMetrics().horizontalAdvance("查找任何内容 Ctrl+K") + (44 if huge else 80))

    def _button(self, text: str, hint: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(hint)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _appearance_menu(self) -> QMenu:
        menu = QMenu("外观", self)
        modes, sizes = QActionGroup(menu), QActionGroup(menu)
        for mode in Mode:
            self._choice(
                menu, modes, mode.label, chosen=mode is self._appearance.mode, choose=partial(self._choose_mode, mode)
            )
        menu.addSeparator()
        for size in TextSize:
            label = f"{size.label}字"
            self._choice(
                menu, sizes, label, chosen=size is self._appearance.size, choose=partial(self._choose_size, size)
            )
        return menu

    def _choice(
        self, menu: QMenu, group: QActionGroup, label: str, *, chosen: bool, choose: Callable[..., None]
    ) -> None:
        action = QAction(label, menu, checkable=True)
        action.setChecked(chosen)
        action.triggered.connect(choose)
        group.addAction(action)
        menu.addAction(action)

    def _choose_mode(self, mode: Mode, _checked: bool = False) -> None:
        self._appearance.choose(mode=mode)
        self.appearance_changed.emit()

    def _choose_size(self, size: TextSize, _checked: bool = False) -> None:
        self._appearance.choose(size=size)
        self.appearance_changed.emit()
