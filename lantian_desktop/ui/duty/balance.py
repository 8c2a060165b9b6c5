"""轮休与换休."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.widgets.empty import EmptyState


class BalancePage(Tab):
    """轮休与换休."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("还没有值班记录", "排班之后这里自动计算。"))
