"""值班日志."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.widgets.empty import EmptyState


class LogPage(Tab):
    """值班日志."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("还没有值班记录", "按 Ctrl+N 记一笔。"))
