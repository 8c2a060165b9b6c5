"""What is wrong with the rota of some days as it stands: asked by every view that shows it."""

from __future__ import annotations

from datetime import date, timedelta

from lantian_desktop.domain.rota.conflicts import Conflict, Inspected
from lantian_desktop.domain.rota.conflicts import conflicts as find
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import duty
from lantian_desktop.store.rota import members as duty_members

_DAY = timedelta(days=1)


def conflicts(office: Office, *, first: date, last: date) -> tuple[Conflict, ...]:
    """Return all that is wrong from `first` to `last`, both days of duty included, changes counted; nothing is mended."""
    start, end = first - _DAY, last + _DAY
    rota = duty.rota_between(office, first=start, last=end)
    leaves = duty_members.leaves(office.session, first, end + _DAY)
    without = frozenset(one.id for one in rota.members.values() if not duty.duty_number(office, one))
    return find(Inspected(rota, leaves, office.calendar, first, last, without), (start, end))
