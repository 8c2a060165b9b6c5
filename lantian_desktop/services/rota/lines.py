"""The rota as lines to read: each shift with its day's mark, the people on duty with their numbers, and the changes in words.

Prints, sheets, the command line and the head of the window take it from here; who is on duty is decided by `duty` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial

from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.phones import first_of
from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus, DutyMember, OnDuty, RotaChange, Seat
from lantian_desktop.domain.rota.schemes import (
    DutyPost,
    DutyScheme,
    Shift,
    ShiftPattern,
    day_mark,
    scheme_on,
    shifts_of,
)
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import duty
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored

MASKED = "除现在在班人员外，手机号已隐去中间四位"
LONGEST_DAYS = 366  # of one print or sheet
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """Somebody on duty: as what, the numbers they are reached at, and whom they replace by which kind of approved change."""

    seat: Seat
    name: str
    phone: str
    replaces: str = ""
    change: ChangeKind | None = None

    @property
    def post(self) -> DutyPost:
        """As what."""
        return self.seat.post

    @property
    def number(self) -> str:
        """The number to call, the first where there are several."""
        return first_of(self.phone)


@dataclass(frozen=True, slots=True)
class RotaLine:
    """One shift: how its day is marked, who stands it, and the seats nobody was put into."""

    shift: Shift
    mark: str
    people: tuple[DutyPerson, ...]
    vacant: tuple[Seat, ...] = ()

    def of(self, post: DutyPost) -> tuple[DutyPerson, ...]:
        """Return those on duty as `post`."""
        return tuple(person for person in self.people if person.post is post)


def line_at(office: Office, *, at: datetime | None = None) -> RotaLine | None:
    """Return the shift `at` (now) lies in with everybody who stands it; None where no shifts were set up for that day."""
    answer = duty.who_is_on_duty(office, at=at)
    return None if answer is None else _line(office, answer, partial(duty.duty_number, office))


def line_after(office: Office, *, at: datetime | None = None) -> RotaLine | None:
    """Return the shift after the one `at` (now) lies in; None where there is none."""
    answer = duty.who_is_next(office, at=at)
    return None if answer is None else _line(office, answer, partial(duty.duty_number, office))


def next_turn_at(office: Office, *, at: datetime | None = None) -> datetime | None:
    """Return when the shift that is on ends, or the first one ever begins; None when nothing was set up for `at` or later."""
    moment = at or office.clock()
    shift = duty.shift_now(office, at=moment)
    if shift is not None:
        return shift.ends_at
    schemes = stored.schemes(office.session)
    begins = (shifts_of(schemes, scheme.starts_on)[0].starts_at for scheme in schemes)
    return min((begin for begin in begins if begin > moment), default=None)


def rota_lines(office: Office, *, first: date, last: date) -> tuple[RotaLine, ...]:
    """Return each shift of the days of duty from `first` to `last`, both included, in order; numbers as this user may see them.

    Raises InvalidInput for a period that ends before it begins or is longer than a year, NotFound when no shifts were set up for it.
    """
    if last < first:
        raise InvalidInput("结束日期早于开始日期，请更正。", field="last")
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidInput("一次最多一年，请缩短日期范围。", field="last")
    number = cache(partial(duty.shown_number, office))  # looked up once for all the shifts somebody stands
    lines = tuple(_line(office, answer, number) for answer in duty.staff_between(office, first=first, last=last))
    if not lines:
        raise NotFound("这段日期还没有设置班次，请先在“值班台 → 排班表”里设置班次。")
    return lines


def change_notes(office: Office, *, first: date, last: date) -> tuple[str, ...]:
    """Return the approved changes with a seat on these days as sentences: 7月15日夜班：示例乙替示例甲."""
    approved = stored.changes(office.session, first, last, statuses=(ChangeStatus.APPROVED,))
    names = {member.id: member.name for member in duty_members.members(office.session)}
    schemes = stored.schemes(office.session)
    ordered = sorted(approved, key=lambda change: (min(change.seats), change.turn or 0))
    return tuple(change_words(change, names[change.member_id], names[change.other_id], schemes) for change in ordered)


def change_words(change: RotaChange, member: str, other: str, schemes: Sequence[DutyScheme]) -> str:
    """Return who stands in for whom, both ways for a 调班, earlier seat first."""
    parts = [(change.seat, f"{seat_words(change.seat, schemes)}：{other}替{member}")]
    if change.other_seat is not None:
        parts.append((change.other_seat, f"{seat_words(change.other_seat, schemes)}：{member}替{other}"))
    return "，".join(words for _, words in sorted(parts)) + f"（{change.kind.label}）"


def seat_words(seat: Seat, schemes: Sequence[DutyScheme]) -> str:
    """Return 7月15日夜班; a day of one shift is called by its date alone."""
    scheme = scheme_on(schemes, seat.day)
    day = f"{seat.day.month}月{seat.day.day}日"
    if scheme is None or scheme.pattern is ShiftPattern.WHOLE_DAY or seat.shift >= len(scheme.pattern.shifts):
        return day
    return f"{day}{scheme.pattern.shifts[seat.shift]}"


def missing_years(office: Office, *, first: date, last: date) -> tuple[int, ...]:
    """Return the years of a period whose days off were not entered."""
    return tuple(year for year in range(first.year, last.year + 1) if year not in office.calendar.years)


def _line(office: Office, answer: OnDuty, number: Callable[[DutyMember], str]) -> RotaLine:
    people = tuple(
        DutyPerson(
            one.seat,
            one.member.name,
            number(one.member),
            one.planned.name if one.planned.id != one.member.id else "",
            one.change.kind if one.change else None,
        )
        for one in answer.seated
    )
    return RotaLine(answer.shift, day_mark(office.calendar, answer.shift.day), people, answer.vacant)
