"""人员与请假: who takes turns, in their order, and who is away when. Two lists of one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout

from lantian_desktop.ui.kit.linked import LinkedPage
from lantian_desktop.ui.kit.paint.text import set_role
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.rota.leave_list import LeaveList
from lantian_desktop.ui.rota.member_list import MemberList

PEOPLE, LEAVE = "people", "leave"


class MembersPage(LinkedPage):
    """The people or the leave; what Ctrl+N adds follows what is in view."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.members = MemberList(shell)
        self.leaves = LeaveList(shell)
        self._stack = QStackedWidget()
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(10, 10, 10, 0)
        row.setSpacing(6)
        for key, label in ((PEOPLE, "值班人员"), (LEAVE, "请假")):
            button = self._buttons[key] = QPushButton(label)
            button.setAccessibleName(f"{label}一览")
            row.addWidget(button)
        row.addStretch(1)
        self._buttons[PEOPLE].clicked.connect(self.show_people)
        self._buttons[LEAVE].clicked.connect(self.show_leave)
        for part in (self.members, self.leaves):
            part.status_changed.connect(self.status_changed)
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.members.leave_requested.connect(self._enter_leave)
        self._turn_to(self.members)

    def refresh(self) -> None:
        """Read both lists again."""
        self.members.refresh()
        self.leaves.refresh()
        self.status_changed.emit()

    def status(self) -> Sequence[str]:
        """Return what the list in view has to say."""
        return self._shown().status()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self._shown().focus_search()

    def add_new(self) -> None:
        """Ctrl+N."""
        self._shown().add_new()

    def show_people(self) -> None:
        """Show the people."""
        self._turn_to(self.members)

    def show_leave(self) -> None:
        """Show the leave."""
        self._turn_to(self.leaves)

    def _shown(self) -> MemberList | LeaveList:
        return self.leaves if self._stack.currentWidget() is self.leaves else self.members

    def _enter_leave(self, member_id: int) -> None:
        self.show_leave()
        self.leaves.enter_for(member_id)

    def _turn_to(self, part: MemberList | LeaveList) -> None:
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        set_role(self._buttons[PEOPLE], "chosen" if part is self.members else "")
        set_role(self._buttons[LEAVE], "chosen" if part is self.leaves else "")
        self.status_changed.emit()
