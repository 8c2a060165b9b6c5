"""调班与替班."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.widgets.empty import EmptyState


class ChangesPage(Tab):
    """调班与替班."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("还没有调班或替班", "在排班表中选一班即可申请。"))
