"""值班人员和请假."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.widgets.empty import EmptyState


class MembersPage(Tab):
    """值班人员和请假."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("还没有值班人员", "按 Ctrl+N 加入第一人。"))
