"""排班表."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.widgets.empty import EmptyState


class RotaPage(Tab):
    """排班表."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("还没有排班", "先在“人员与请假”里加入值班人员。"))
