"""轮休 and 换休: duty on days off earns days, 换休 leave spends them, entries by hand open and correct. All in tenths of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from lantian_desktop.domain.admin.calendar import WorkCalendar, cn_day
from lantian_desktop.domain.admin.office import LoadWeights, RestRule
from lantian_desktop.domain.rota.load import Load, SeatSlot, ShiftDayKind, duty_day
from lantian_desktop.domain.rota.rota import DutyMember, Leave, LeaveKind
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.domain.terms import Labelled

_DAY = timedelta(days=1)


class RestKind(Labelled):
    """Where days come from or go to."""

    EARNED = "earned", "值班挣得"
    SPENT = "spent", "换休"
    BY_HAND = "by_hand", "补记"


@dataclass(frozen=True, slots=True)
class RestLine:
    """One line of a person's list. `tenths` are below 0 where days are spent; `balance` is what was left after it."""

    day: date
    kind: RestKind
    tenths: int
    words: str
    balance: int = 0


@dataclass(frozen=True, slots=True)
class RestBalance:
    """One person's account over some days: what was brought forward, what came and went, and every line of it."""

    member: DutyMember
    load: Load
    points: int
    opening: int
    earned: int
    spent: int
    by_hand: int
    lines: tuple[RestLine, ...]

    @property
    def balance(self) -> int:
        """What is left at the end, in tenths of a day."""
        return self.opening + self.earned - self.spent + self.by_hand

    @property
    def overdrawn(self) -> bool:
        """Whether more was taken than there was."""
        return self.balance < 0


def earned_by(work: WorkCalendar, rule: RestRule, shift: Shift) -> int:
    """Return the tenths of a day a shift earns: those of its day for 24 hours, part shifts by their hours, halves rounded up."""
    kind = duty_day(work, shift.day)
    whole = {ShiftDayKind.WORKDAY: 0, ShiftDayKind.REST_DAY: rule.rest_day, ShiftDayKind.HOLIDAY: rule.holiday}[kind]
    exact = Fraction((shift.ends_at - shift.starts_at) // timedelta(minutes=1) * whole, 24 * 60)
    return int(exact + Fraction(1, 2))


def duty_lines(
    work: WorkCalendar, rule: RestRule, stood: Iterable[tuple[SeatSlot, int]], now: datetime
) -> dict[int, list[RestLine]]:
    """Return what duty has earned each person by `now`: shifts that are over, counted for whoever stood them."""
    found: dict[int, list[RestLine]] = {}
    for slot, member_id in stood:
        tenths = earned_by(work, rule, slot.shift)
        if tenths and slot.shift.ends_at <= now:
            kind = duty_day(work, slot.shift.day)
            words = f"{slot.shift.name}（{kind.label}，{slot.seat.post.label}）"
            found.setdefault(member_id, []).append(RestLine(slot.shift.day, RestKind.EARNED, tenths, words))
    return found


def spent_lines(work: WorkCalendar, leaves: Iterable[Leave], first: date, last: date) -> dict[int, list[RestLine]]:
    """Return the working days each person's 换休 takes between two days, entered leave that is still to come included."""
    found: dict[int, list[RestLine]] = {}
    for leave in leaves:
        if leave.kind is not LeaveKind.REST:
            continue
        start, end = max(leave.first, first), min(leave.last, last)
        days = [start + _DAY * number for number in range((end - start).days + 1)]
        worked = sum(duty_day(work, day) is ShiftDayKind.WORKDAY for day in days)
        if worked:
            words = f"换休 {cn_day(start)}" + ("" if start == end else f"至{cn_day(end)}") + f"，{worked} 个工作日"
            words += f"（{leave.note}）" if leave.note else ""
            found.setdefault(leave.member_id, []).append(RestLine(start, RestKind.SPENT, -10 * worked, words))
    return found


def balance_of(
    member: DutyMember,
    lines: Iterable[RestLine],
    stood: Sequence[SeatSlot],
    weights: LoadWeights,
    span: tuple[date, date],
) -> RestBalance:
    """Return a person's account from all lines up to the end of `span`; those before its first day are brought forward."""
    first, last = span
    opening = balance = 0
    shown: list[RestLine] = []
    for line in sorted(lines, key=lambda one: one.day):  # stable: of one day in the order they are given
        if line.day > last:
            continue
        balance += line.tenths
        if line.day < first:
            opening = balance
        else:
            shown.append(RestLine(line.day, line.kind, line.tenths, line.words, balance))
    sums: Mapping[RestKind, int] = {kind: sum(one.tenths for one in shown if one.kind is kind) for kind in RestKind}
    load = sum((slot.load for slot in stood if first <= slot.shift.day <= last), Load())
    return RestBalance(
        member,
        load,
        load.points(weights),
        opening,
        sums[RestKind.EARNED],
        -sums[RestKind.SPENT],
        sums[RestKind.BY_HAND],
        tuple(shown),
    )


def days_text(tenths: int, *, signed: bool = False) -> str:
    """Return tenths of a day as days: 1, 0.5, -2; signed: +1."""
    sign = "-" if tenths < 0 else "+" if signed and tenths > 0 else ""
    whole, part = divmod(abs(tenths), 10)
    return f"{sign}{whole}" + (f".{part}" if part else "")
