"""The rota as a calendar shows it: days with their marks, shifts, and every seat with who has it and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.rota.conflicts import ConflictKind
from lantian_desktop.domain.rota.load import quarter_of
from lantian_desktop.domain.rota.rota import ChangeStatus, OnDuty, RotaChange, Seat, Seated
from lantian_desktop.domain.rota.schemes import Shift, day_mark, month_days, shifts_of
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.arranging import load_table
from lantian_desktop.services.rota.conflicts import conflicts
from lantian_desktop.services.rota.duty import staff_between
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.rota import rota as stored


@dataclass(frozen=True, slots=True)
class DutySeat:
    """One seat: who has it (nobody: vacant), whether it is left alone when the rest is arranged, and what contradicts itself.

    `signed` seats were handed over and stay; `standing` is the word of a change that was asked for or approved (调班, 替班),
    `asked` whether one still waits for its decision.
    """

    seat: Seat
    seated: Seated | None = None
    pinned: bool = False
    conflicts: tuple[str, ...] = ()
    signed: bool = False
    change_label: str = ""
    change_requested: bool = False

    @property
    def name(self) -> str:
        """Who has it, or nothing."""
        return self.seated.member.name if self.seated else ""


@dataclass(frozen=True, slots=True)
class DutyShift:
    """One shift with its seats in order."""

    shift: Shift
    seats: tuple[DutySeat, ...]


@dataclass(frozen=True, slots=True)
class DutyDay:
    """One day of duty; `mark` is the holiday's name, 休息日, 调休上班 or nothing."""

    day: date
    mark: str
    shifts: tuple[DutyShift, ...]

    @property
    def seats(self) -> tuple[DutySeat, ...]:
        """Every seat of the day in order."""
        return tuple(seat for shift in self.shifts for seat in shift.seats)


def duty_days(office: Office, *, first: date, last: date) -> tuple[DutyDay, ...]:
    """Return the days of duty from `first` to `last`, both included; days before the first scheme have no shifts."""
    known = _known(office, first, last)
    by_day: dict[date, list[DutyShift]] = defaultdict(list)
    for answer in staff_between(office, first=first, last=last):
        by_day[answer.shift.day].append(DutyShift(answer.shift, _seats(answer, known)))
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return tuple(DutyDay(day, day_mark(office.calendar, day), tuple(by_day[day])) for day in days)


def last_arranged(office: Office) -> date | None:
    """Return the last day of duty somebody was put in for, or None."""
    return stored.last_day(office.session)


def seat_changes(office: Office, *, seat: Seat) -> tuple[RotaChange, ...]:
    """Return every change a seat was ever part of, whatever became of it, the newest first."""
    found = stored.changes(office.session, seat.day, seat.day)
    return tuple(change for change in reversed(found) if seat in change.seats)


def first_open_day(office: Office) -> date:
    """Return the day an arrangement would begin with: the one after the last arranged, but not before today or the first scheme."""
    last = stored.last_day(office.session)
    days = [office.today] if last is None else [office.today, date.fromordinal(last.toordinal() + 1)]
    begun = [scheme.starts_on for scheme in stored.schemes(office.session)]
    return max([*days, min(begun)]) if begun else max(days)


def quarter_points(office: Office, *, day: date) -> Mapping[int, int]:
    """Return the points each person carries in the quarter of a day, all posts together, by the person's number."""
    first, last = quarter_of(day)
    found: dict[int, int] = defaultdict(int)
    for table in load_table(office, first=first, last=last):
        for line in table.lines:
            found[line.member.id] += line.points
    return found


def month_end(day: date) -> date:
    """Return the last day of the month `day` lies in."""
    return month_days(day.replace(day=1))[-1]


def seat_shift(office: Office, *, seat: Seat) -> Shift | None:
    """Return the shift a seat belongs to; None when the day is cut otherwise now."""
    schemes = shifts_of(stored.schemes(office.session), seat.day)
    return next((shift for shift in schemes if shift.index == seat.shift), None)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of seats besides who has them; `wrong` also by the number of a person."""

    pinned: frozenset[Seat]
    wrong: Mapping[Seat | int, list[str]]
    changes: Mapping[Seat, str]
    requested: frozenset[Seat]
    signed: frozenset[tuple[date, int]]


def _known(office: Office, first: date, last: date) -> _Known:
    changes = stored.changes(office.session, first, last, statuses=(ChangeStatus.REQUESTED, ChangeStatus.APPROVED))
    standing = {seat: change.kind.label for change in changes for seat in change.seats}
    asked = frozenset(seat for change in changes if change.status is ChangeStatus.REQUESTED for seat in change.seats)
    signed = frozenset(duty_log.handed_over(office.session, first, last))
    return _Known(stored.pinned(office.session, first, last), _conflicts(office, first, last), standing, asked, signed)


def _seats(answer: OnDuty, known: _Known) -> tuple[DutySeat, ...]:
    seated = {one.seat: one for one in answer.seated}
    seats = sorted((*seated, *answer.vacant), key=lambda seat: (seat.post.value, seat.number))
    return tuple(_seat(seat, seated.get(seat), known) for seat in seats)


def _seat(seat: Seat, seated: Seated | None, known: _Known) -> DutySeat:
    with_person = known.wrong.get(seated.member.id, ()) if seated else ()
    return DutySeat(
        seat,
        seated,
        seat in known.pinned,
        (*known.wrong.get(seat, ()), *with_person),
        (seat.day, seat.shift) in known.signed,
        known.changes.get(seat, ""),
        seat in known.requested,
    )


def _conflicts(office: Office, first: date, last: date) -> Mapping[Seat | int, list[str]]:
    """Return sentences by seat, and by the number of a person where a seat is not what is wrong; a vacant seat shows itself."""
    found: dict[Seat | int, list[str]] = defaultdict(list)
    for one in conflicts(office, first=first, last=last):
        if one.kind is ConflictKind.VACANT:
            continue
        if one.seat is not None:
            found[one.seat].append(one.sentence)
        elif one.member is not None:
            found[one.member.id].append(one.sentence)
    return found
