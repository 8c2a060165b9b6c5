"""All that the desk and the duty mode show at once: who is on duty, how the hand-over stands, what is due and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from lantian_desktop.domain.duty.handover import HandoverState
from lantian_desktop.domain.duty.log import EntryKind, LogEntry
from lantian_desktop.domain.issues.lists import IssueLine
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.services.duty.handover import handover_state
from lantian_desktop.services.duty.handover_items import due_page, overdue_page
from lantian_desktop.services.duty.log import entries, open_entries
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.lines import DutyPerson, line_after, line_at

MOST_ROWS = 20  # practice, in no regulation: issues and lines of each kind on the desk
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DeskView:
    """What is to be seen at one instant. `shift` is None where no shifts were set up; `following` stand the next one."""

    at: datetime
    shift: Shift | None
    on_duty: tuple[DutyPerson, ...]
    next_shift: Shift | None
    following: tuple[DutyPerson, ...]
    handover: HandoverState
    due_today: Page[IssueLine]
    overdue: Page[IssueLine]
    incidents: tuple[LogEntry, ...]
    open_entries: tuple[LogEntry, ...]
    last_entries: tuple[LogEntry, ...]

    @property
    def remaining(self) -> timedelta:
        """How long the shift still lasts."""
        return self.shift.ends_at - self.at if self.shift else timedelta()

    @property
    def remaining_text(self) -> str:
        """Return 还有 5 小时 23 分, or nothing where there is no shift."""
        if self.shift is None:
            return ""
        minutes = -(-self.remaining // _MINUTE)  # a minute begun is still there
        hours, rest = divmod(minutes, 60)
        return "还有 " + " ".join(part for part in (hours and f"{hours} 小时", rest and f"{rest} 分") if part)


def desk(office: Office, *, at: datetime | None = None) -> DeskView:
    """Return all that is shown at `at` (now)."""
    moment = at or office.clock()
    now, following = line_at(office, at=moment), line_after(office, at=moment)
    still_open = open_entries(office)
    return DeskView(
        moment,
        now.shift if now else None,
        now.people if now else (),
        following.shift if following else None,
        following.people if following else (),
        handover_state(office, at=moment),
        due_page(office, on=moment.date(), limit=MOST_ROWS),
        overdue_page(office, limit=MOST_ROWS),
        tuple(line for line in still_open if line.kind is EntryKind.INCIDENT),
        still_open,
        entries(office, limit=MOST_ROWS).rows,
    )
