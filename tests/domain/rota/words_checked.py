"""The rules of arranging once more, written plainly from their words and without a line of the arranging itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import floor

from lantian_desktop.domain.rota.arranging import Arrangement, Arranging, span_of
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, Shift, shifts_between

DAY = timedelta(days=1)
Stands = dict[Seat, int]


class Check:
    """One task and what came out of it, looked at anew."""

    def __init__(self, task: Arranging, came: Arrangement) -> None:
        self.task = task
        first, last = span_of(task.first, task.last)
        self.shifts = {(one.day, one.index): one for one in shifts_between(task.rota.schemes, first, last)}
        self.fixed: Stands = {}
        for seat, member in task.rota.seats.items():
            if seat in task.open or (seat.day, seat.shift) not in self.shifts:
                continue
            for change in task.rota.changes.get(seat, ()):
                member = change.other_id if member == change.member_id else member  # noqa: PLW2901 - who has it in the end
            self.fixed[seat] = member
        self.stands: Stands = {**self.fixed, **came.given}
        self._nights: dict[tuple[date, int], bool] = {}
        self._seats_of_day: dict[date, list[Seat]] = defaultdict(list)
        for seat in self.stands:
            self._seats_of_day[seat.day].append(seat)
        self._points: dict[Seat, int] = {}

    def shift(self, seat: Seat) -> Shift:
        return self.shifts[seat.day, seat.shift]

    def night(self, seat: Seat) -> bool:
        key = seat.day, seat.shift
        if key not in self._nights:
            self._nights[key] = self._is_night(self.shifts[key])
        return self._nights[key]

    def legal(self, member: DutyMember, seat: Seat, moved: Stands | None = None) -> bool:
        """Whether the words of the rules allow a member in a seat beside everything else they stand, once some seats `moved`."""
        shift = self.shift(seat)
        if seat.post not in member.posts:
            return False
        if member.joined_on and seat.day < member.joined_on:
            return False
        if member.left_on and seat.day > member.left_on:
            return False
        day = seat.day
        while datetime.combine(day, time()) < shift.ends_at:
            if any(one.member_id == member.id and one.first <= day <= one.last for one in self.task.leaves):
                return False
            day += DAY
        moves = moved or {}
        for other in (one for near in (-DAY, 0 * DAY, DAY) for one in self._seats_of_day[seat.day + near]):
            if moves.get(other, self.stands[other]) != member.id or other == seat:
                continue
            if other.day == seat.day and other.shift == seat.shift:
                return False
            if self.night(other) and self.night(seat):
                return False
            beside = self.shift(other)
            if beside.ends_at >= shift.starts_at and shift.ends_at >= beside.starts_at:
                return False
        return True

    def points(self, seat: Seat) -> int:
        if seat not in self._points:
            self._points[seat] = self._count_points(seat)
        return self._points[seat]

    def _count_points(self, seat: Seat) -> int:
        year = self.task.calendar.years.get(seat.day.year)
        if year and seat.day in year.holidays:
            points = 20
        elif seat.day.weekday() >= 5 and not (year and seat.day in year.makeup_workdays):
            points = 15
        else:
            points = 10
        return points + (5 if self.night(seat) else 0)

    def quarters(self) -> list[tuple[date, date]]:
        months = {(day.year, (day.month - 1) // 3) for day in (self.task.first, self.task.last)}
        day = self.task.first
        while day <= self.task.last:
            months.add((day.year, (day.month - 1) // 3))
            day += DAY
        ends = (date(y + (q == 3), (3 * q + 3) % 12 + 1, 1) - DAY for y, q in sorted(months))
        return [(date(y, 3 * q + 1, 1), end) for (y, q), end in zip(sorted(months), ends, strict=True)]

    def expected(self, member: DutyMember, quarter: tuple[date, date]) -> list[date]:
        """The days a member carries a share of: all but those before joining, after leaving and leave beyond 7 days."""
        days, away = [], 0
        day = quarter[0]
        while day <= quarter[1]:
            if not (member.joined_on and day < member.joined_on) and not (member.left_on and day > member.left_on):
                if any(one.member_id == member.id and one.first <= day <= one.last for one in self.task.leaves):
                    away += 1
                    if away <= 7:
                        days.append(day)
                else:
                    days.append(day)
            day += DAY
        return days

    def part(self, member: DutyMember) -> Fraction:
        return Fraction(member.share, len(member.posts))

    def levels(self, quarter: tuple[date, date], post: DutyPost) -> dict[int, Fraction]:
        """What each expected member carries of a post in a quarter, credit included, over their part."""
        able = [one for one in self.task.rota.members.values() if post in one.posts]
        expected = {one.id: self.expected(one, quarter) for one in able}
        able = [one for one in able if expected[one.id]]
        here = [seat for seat in self.stands if seat.post is post and quarter[0] <= seat.day <= quarter[1]]
        credit = {one.id: Fraction(0) for one in able}
        for day in sorted({seat.day for seat in here}):
            points = sum(self.points(seat) for seat in here if seat.day == day)
            there = [one for one in able if day in expected[one.id]]
            whole = sum(self.part(one) for one in there)
            for one in able:
                if one not in there and whole:
                    credit[one.id] += points * self.part(one) / whole
        found = {}
        for one in able:
            carried = sum(self.points(seat) for seat in here if self.stands[seat] == one.id) + floor(credit[one.id])
            found[one.id] = carried / self.part(one)
        return found

    def one_shift(self, quarter: tuple[date, date], post: DutyPost, levels: dict[int, Fraction]) -> Fraction:
        """The heaviest shift of a post in a quarter as the smallest part carries it."""
        here = [seat for seat in self.stands if seat.post is post and quarter[0] <= seat.day <= quarter[1]]
        parts = [self.part(self.task.rota.members[one]) for one in levels]
        return Fraction(max(map(self.points, here), default=0)) / min(parts, default=Fraction(1))

    def step_that_helps(self, quarter: tuple[date, date], post: DutyPost, came: Arrangement) -> str:
        """One legal transfer or exchange that makes the spread smaller, or an empty text; every one is tried."""
        members = self.task.rota.members
        levels = self.levels(quarter, post)
        spread = max(levels.values()) - min(levels.values())
        mine = [seat for seat in came.given if seat.post is post and quarter[0] <= seat.day <= quarter[1]]

        known: dict[tuple[int, int, int], bool] = {}

        def helps(giver: int, taker: int, points: int) -> bool:
            """Whether that many points passed on make the spread smaller; the same question is worked out once."""
            asked = giver, taker, points
            if asked not in known:
                then = dict(levels)
                then[giver] -= points / self.part(members[giver])
                then[taker] += points / self.part(members[taker])
                known[asked] = max(then.values()) - min(then.values()) < spread
            return known[asked]

        for seat in mine:
            for taker in levels:
                holder, points = came.given[seat], self.points(seat)
                if taker == holder or not helps(holder, taker, points):
                    continue
                if self.legal(members[taker], seat, {seat: taker}):
                    return f"{seat} to {taker}"
        for one in mine:
            for two in mine:
                a, b = came.given[one], came.given[two]
                if a != b and self.points(one) > self.points(two) and helps(a, b, self.points(one) - self.points(two)):
                    after = {one: b, two: a}
                    if self.legal(members[b], one, after) and self.legal(members[a], two, after):
                        return f"{one} against {two}"
        return ""

    def _is_night(self, shift: Shift) -> bool:
        hour = datetime.combine(shift.starts_at.date(), time(2))
        return any(shift.starts_at <= hour + DAY * n < shift.ends_at for n in range(-1, 3))
