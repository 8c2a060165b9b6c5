"""What duty weighs: the points of a shift by its day and hour, loads that add up, and tables of who carries how much.

Which seats exist and who sits in them lives in `rota`, how they are given out in `rota_arranging`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lantian_desktop.domain.admin.calendar import SATURDAY, WorkCalendar
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.rota import DutyMember, Rota, Seat, on_duty, seats_of
from lantian_desktop.domain.rota.schemes import DutyPost, Shift, shifts_between
from lantian_desktop.domain.terms import Labelled

_DAY = timedelta(days=1)


class ShiftDayKind(Labelled):
    """What kind of day a shift belongs to; a whole holiday as the notice gives it counts as one, worked weekends as working days."""

    WORKDAY = "workday", "工作日"
    REST_DAY = "rest_day", "休息日"
    HOLIDAY = "holiday", "法定节假日"


@dataclass(frozen=True, slots=True)
class Load:
    """Shifts counted by kind. A night is counted under its day as well."""

    workdays: int = 0
    rest_days: int = 0
    holidays: int = 0
    nights: int = 0

    @property
    def shifts(self) -> int:
        """How many shifts there are."""
        return self.workdays + self.rest_days + self.holidays

    def points(self, weights: LoadWeights) -> int:
        """Return what they weigh together."""
        by_day = self.workdays * weights.workday + self.rest_days * weights.rest_day + self.holidays * weights.holiday
        return by_day + self.nights * weights.night

    def __sub__(self, other: Load) -> Load:
        return Load(
            self.workdays - other.workdays,
            self.rest_days - other.rest_days,
            self.holidays - other.holidays,
            self.nights - other.nights,
        )

    def __add__(self, other: Load) -> Load:
        return Load(
            self.workdays + other.workdays,
            self.rest_days + other.rest_days,
            self.holidays + other.holidays,
            self.nights + other.nights,
        )


@dataclass(frozen=True, slots=True, eq=False)
class SeatSlot:
    """A seat together with what is asked of it again and again: its shift, whether that is a night, and what it weighs."""

    seat: Seat
    shift: Shift
    night: bool
    load: Load
    points: int
    ordinal: int

    @property
    def caption(self) -> str:
        """Return 7月15日 夜班（值班员）."""
        return f"{self.shift.caption}（{self.seat.post.label}）"


@dataclass(frozen=True, slots=True)
class LoadLine:
    """The load of one person as one post. `credit` are points counted as carried for days off that need not be caught up.

    `level` is points and credit together, brought to the fullest share of the table; `deviation` its distance from the mean.
    """

    member: DutyMember
    load: Load
    points: int
    credit: int
    share: Fraction
    level: Fraction
    deviation: Fraction


@dataclass(frozen=True, slots=True)
class LoadTable:
    """Who carried how much as one post from `first` to `last`. `heaviest` is the heaviest shift in points."""

    post: DutyPost
    first: date
    last: date
    lines: tuple[LoadLine, ...]
    total: Load
    points: int
    mean: Fraction
    heaviest: int
    missing_years: tuple[int, ...] = ()

    @property
    def others(self) -> Load:
        """What people stood who are not in the lines: stand-ins from elsewhere, those who do not serve as the post any more."""
        return self.total - sum((line.load for line in self.lines), Load())

    @property
    def spread(self) -> Fraction:
        """The distance between the highest and the lowest level."""
        levels = [line.level for line in self.lines]
        return max(levels) - min(levels) if levels else Fraction(0)

    @property
    def allowed(self) -> Fraction:
        """One shift as the smallest share carries it: the spread that is fair."""
        shares = [line.share for line in self.lines]
        return self.heaviest * max(shares) / min(shares) if shares else Fraction(0)


def duty_day(work: WorkCalendar, day: date) -> ShiftDayKind:
    """Return the kind of a day; a year whose notice is missing goes by plain weekdays (see `missing_years`)."""
    year = work.years.get(day.year)
    if year is not None and day in year.holidays:
        return ShiftDayKind.HOLIDAY
    if day.weekday() < SATURDAY or (year is not None and day in year.makeup_workdays):
        return ShiftDayKind.WORKDAY
    return ShiftDayKind.REST_DAY


def missing_years(work: WorkCalendar, first: date, last: date) -> tuple[int, ...]:
    """Return the years between two days whose days off were not entered, so that weekdays had to do."""
    return tuple(year for year in range(first.year, last.year + 1) if year not in work.years)


def shift_load(work: WorkCalendar, shift: Shift) -> Load:
    """Return one shift as a load."""
    kind, night = duty_day(work, shift.day), int(shift.night)
    return Load(
        int(kind is ShiftDayKind.WORKDAY), int(kind is ShiftDayKind.REST_DAY), int(kind is ShiftDayKind.HOLIDAY), night
    )


def slots_between(
    rota: Rota, work: WorkCalendar, weights: LoadWeights, first: date, last: date
) -> dict[Seat, SeatSlot]:
    """Return every seat of the days of duty from `first` to `last`, both included, in order."""
    found: dict[Seat, SeatSlot] = {}
    for shift in shifts_between(rota.schemes, first, last):
        load = shift_load(work, shift)
        for seat in seats_of(rota, shift):
            found[seat] = SeatSlot(seat, shift, shift.night, load, load.points(weights), shift.day.toordinal())
    return found


def holders(rota: Rota, slots: Iterable[SeatSlot]) -> dict[Seat, int]:
    """Return who stands each of the seats, changes counted, by the one answer to 谁在班; vacant seats are left out."""
    shifts = dict.fromkeys(slot.shift for slot in slots)
    answers = (on_duty(rota, shift.starts_at) for shift in shifts)
    return {one.seat: one.member.id for answer in answers if answer is not None for one in answer.seated}


def part_of(member: DutyMember) -> int:
    """Return the part of one post's load a member carries, in half percents: who serves as both carries half of either."""
    return member.share * 2 // max(len(member.posts), 1)


def load_table(
    post: DutyPost,
    span: tuple[date, date],
    *,
    members: Sequence[DutyMember],
    stood: Iterable[tuple[SeatSlot, int]],
    weights: LoadWeights,
    credit: Mapping[int, int],
    missing: tuple[int, ...] = (),
) -> LoadTable:
    """Return the table of a post: `members` in its lines, and everybody else who stood a seat of it."""
    loads = {member.id: Load() for member in members}
    total, heaviest = Load(), 0
    for slot, member_id in stood:
        if slot.seat.post is post:
            loads[member_id] = loads.get(member_id, Load()) + slot.load
            total += slot.load
            heaviest = max(heaviest, slot.points)
    parts = {member.id: part_of(member) for member in members}
    full = max(parts.values(), default=1)
    carried = {one.id: loads[one.id].points(weights) + credit.get(one.id, 0) for one in members}
    mean = Fraction(sum(carried.values()) * full, max(sum(parts.values()), 1))
    lines = []
    for one in members:
        level = Fraction(carried[one.id] * full, parts[one.id])
        points = loads[one.id].points(weights)
        share = Fraction(parts[one.id], 2)
        lines.append(LoadLine(one, loads[one.id], points, credit.get(one.id, 0), share, level, level - mean))
    return LoadTable(post, *span, tuple(lines), total, total.points(weights), mean, heaviest, missing)


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar quarter a day lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + first.month // 10, (first.month + 3 - 1) % 12 + 1, 1)
    return first, after - _DAY


def quarters_between(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """Return the calendar quarters some days lie in, in order."""
    found = [quarter_of(first)]
    while found[-1][1] < last:
        found.append(quarter_of(found[-1][1] + _DAY))
    return tuple(found)
