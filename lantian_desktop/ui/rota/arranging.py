"""自动排班 beside the calendar: the form, its proposal shown as dashed names, and the way between a reason and its seat."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.rota.arranging import Arrangement
from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.rota.calendar_layout import VACANT, Tentative
from lantian_desktop.ui.rota.calendar_view import CalendarView

if TYPE_CHECKING:
    from lantian_desktop.ui.rota.arrange_form import ArrangeForm

WIDTH = 540  # pixels the lists of a proposal want beside the calendar


class ArrangedPage(Protocol):
    """What arranging needs of the page: its calendar, and where forms and proposals are shown."""

    calendar: CalendarView

    def show_seat(self, seat: Seat) -> None:
        """Show a seat, whatever month it lies in."""

    def show_tentative(self, tentative: Tentative) -> None:
        """Show names that are only proposed, or none."""

    def show_form(self, form: Form, *, width: int = ...) -> None:
        """Put a form in the place of the detail."""


class RotaArranging:
    """Opens the form and carries what it proposes to the calendar."""

    def __init__(self, shell: Shell, page: ArrangedPage) -> None:
        self._shell, self._page = shell, page
        self._form: ArrangeForm | None = None

    def open(self) -> None:
        """Show the form that arranges; the calendar beside it shows what is proposed."""
        if not self._shell.attempt(partial(self._shell.office.require, Right.ARRANGE_DUTY)):
            return
        from lantian_desktop.ui.rota.arrange_form import ArrangeForm  # the engine is loaded when it is asked for

        self.end()
        form = ArrangeForm(self._shell)
        form.proposed.connect(self._show_proposal)
        form.seat_requested.connect(self._look_at)
        form.weights_requested.connect(self.open_weights)
        self._page.show_form(form, width=WIDTH)
        self._form = form

    def open_weights(self) -> None:
        """Show the form of what shifts weigh; a proposal that is open goes, and the form comes back afterwards."""
        from lantian_desktop.ui.rota.forms.weights import WeightsForm

        self.end()
        form = WeightsForm(self._shell)
        self._page.show_form(form)
        form.saved.connect(self.open)

    def follow(self, seat: Seat) -> None:
        """Have the form say why the seat the cursor came to went to whom."""
        if self._form is not None:
            self._form.show_seat(seat)

    def end(self) -> None:
        """Take a proposal off the calendar."""
        if self._form is not None:
            self._form = None
            self._page.show_tentative({})

    def _show_proposal(self, proposal: Arrangement | None) -> None:
        """Show who would come into which seat, from the first one on."""
        if proposal is None:
            self._page.show_tentative({})
            return
        names = {one.id: one.name for one in rota.members(self._shell.office)}
        tentative = {seat: names[member_id] for seat, member_id in proposal.given.items()}
        tentative |= {one.slot.seat: VACANT for one in proposal.vacant}
        self._page.show_tentative(tentative)
        if tentative:
            self._page.show_seat(min(tentative))

    def _look_at(self, seat: Seat) -> None:
        if not self._page.calendar.seat_rect(seat).isNull():
            self._page.calendar.go_to(seat)
        else:
            self._page.show_seat(seat)
