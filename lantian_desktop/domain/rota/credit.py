"""How absence counts in a quarter: short leave is caught up, what goes beyond it is credited at the mean of those who were there.

The rule in words: of the days somebody is on leave in a quarter, the first 7 are caught up afterwards. For every further day, and
for days before joining or after leaving, they are credited with what they would have carried: the points of that day's seats,
shared among those who were expected, by their shares. So nobody has to make up for a month away within the few weeks left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from lantian_desktop.domain.rota.load import part_of
from lantian_desktop.domain.rota.rota import DutyMember, Leave, on_leave

CAUGHT_UP_DAYS = 7  # days of leave in a quarter whose turns are made up for


def expected_days(member: DutyMember, leaves: Sequence[Leave], quarter: tuple[date, date]) -> frozenset[date]:
    """Return the days of a quarter on which a member is expected to carry a share: serving, and not on credited leave."""
    first, last = quarter
    mine = [leave for leave in leaves if leave.member_id == member.id and leave.first <= last and leave.last >= first]
    expected, missed = [], 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if not member.serves_on(day):
            continue
        if on_leave(mine, member.id, day):
            missed += 1
            if missed > CAUGHT_UP_DAYS:
                continue
        expected.append(day)
    return frozenset(expected)


def credits_by_day(
    members: Sequence[DutyMember],
    leaves: Sequence[Leave],
    quarter: tuple[date, date],
    points_by_day: Mapping[date, int],
) -> dict[int, dict[date, int]]:
    """Return the whole points each member is credited with, by day; who is never expected in the quarter is left out.

    `points_by_day` are those of the post's seats that are given or to be given.
    """
    expected = {member.id: expected_days(member, leaves, quarter) for member in members}
    there = [member for member in members if expected[member.id]]
    exact = dict.fromkeys((member.id for member in there), Fraction(0))
    found: dict[int, dict[date, int]] = {member.id: {} for member in there}
    if all(len(days) == (quarter[1] - quarter[0]).days + 1 for days in expected.values()):
        return found
    for day, points in sorted(points_by_day.items()):
        parts = sum(part_of(member) for member in there if day in expected[member.id])
        for member in there:
            if parts and day not in expected[member.id]:
                before = int(exact[member.id])
                exact[member.id] += Fraction(points * part_of(member), parts)
                found[member.id][day] = int(exact[member.id]) - before
    return found
