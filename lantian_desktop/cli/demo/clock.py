"""The clock of the demonstration: it stands at a told time and moves on a little whenever it is read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

LAST_DAY = date(2019, 7, 22)  # the day the demonstration plays on, the last of its round
OFFICE_OPENS = time(9, 0)
STEP = timedelta(seconds=1)


class DemoClock:
    """Gives local times that never stand still and never go back."""

    def __init__(self, day: date) -> None:
        self._now = datetime.combine(day, OFFICE_OPENS)

    def __call__(self) -> datetime:
        """Return the next moment."""
        self._now += STEP
        return self._now
