"""The lock of duty mode and what the lock of the window shows: who is on duty stays in view, everything else is gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from lantian_desktop.services.duty.cards import duty_cards, is_arranged
from lantian_desktop.services.office import Office
from lantian_desktop.ui.admin.gate import SECRECY, Enter, PasswordGate
from lantian_desktop.ui.duty.mode.cards import Cards
from lantian_desktop.ui.duty.mode.measures import DRAWN_FOR, mode_measures
from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import TextSize


class LockRow(PasswordGate):
    """The password in one row, below the numbers."""

    def __init__(self, office_name: str, names: Sequence[str], enter: Enter) -> None:
        self._row = QHBoxLayout()
        super().__init__("已锁定", f"{office_name}。在班号码照常显示；解锁后才能查号码、记日志。", "解锁", names, enter)

    def add(self, field: Field) -> None:
        """Put a field before the button."""
        self._fields[field.name] = field
        self._row.insertWidget(self._row.count() - 1, field, 1)

    def _place(self) -> None:
        self._error.hide()
        layout = QVBoxLayout()
        layout.addStretch(1)
        layout.addWidget(self.go_button)
        self._row.setSpacing(16)
        self._row.addLayout(layout)
        self.column.addLayout(self._row)
        self.column.addWidget(self._error)
        self.column.addWidget(plain_label(SECRECY, "amber", wrap=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._card)
        whole.addStretch(1)


def lock_gate(office: Office, size: TextSize, names: Sequence[str], enter: Enter) -> PasswordGate:
    """Return the lock of the window, with who is on duty above the password where that was arranged."""
    gate = PasswordGate("已锁定", office.profile.name, "解锁", names, enter)
    if is_arranged(duty_cards(office)):
        gate.add_above(Cards(office, mode_measures(DRAWN_FOR, size)))
    return gate
