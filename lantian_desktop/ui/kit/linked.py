"""Pages of 值班台 that lead to one another: from a change to its seat, from an empty rota to the people."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.ui.kit.tab import Tab


@dataclass(frozen=True, slots=True)
class DutyPageRequest:
    """Another page by its key, and the seat it is to show, if one is meant."""

    key: str
    seat: Seat | None = None


class LinkedPage(Tab):
    """A page that may ask for another one."""

    page_requested = Signal(object)  # DutyPageRequest

    def show_seat(self, seat: Seat) -> None:
        """Show a seat, whatever is in view."""
