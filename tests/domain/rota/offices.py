"""Offices made up for rotas: people, shares, leave, shifts, seats that stand already. The same number makes the same office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from lantian_desktop.domain.admin.calendar import WorkCalendar
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.arranging import Arranging, span_of
from lantian_desktop.domain.rota.rota import (
    ChangeKind,
    ChangeStatus,
    DutyMember,
    Leave,
    Rota,
    RotaChange,
    Seat,
    approved_by_seat,
    seats_of,
)
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts, shifts_between
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import presets

DAY = timedelta(days=1)
BOTH = frozenset(DutyPost)


@dataclass(frozen=True)
class Kind:
    """What a made-up office may have: leave and people joining or leaving, seats that stand already, unequal shares."""

    leave: bool = True
    standing: bool = True
    shares: bool = True


@cache
def calendar() -> WorkCalendar:
    """The shipped years."""
    return WorkCalendar({year.year: year for year in presets.years(resources())})


def office(number: int, kind: Kind) -> Arranging:
    """Return a made-up task."""
    chance = Random(number)
    pattern = chance.choice(list(ShiftPattern))
    officers = chance.choice((1, 1, 2, 3))
    first = date(chance.choice((2019, 2020, 2021)), chance.randint(1, 12), chance.randint(1, 28))
    last = first + DAY * chance.randint(13, 60)
    schemes = (DutyScheme(date(2018, 1, 1), pattern, even_starts(pattern), officers),)
    members = {one.id: one for one in _members(chance, kind, officers, first, last)}
    leaves = _leaves(chance, members, first, last) if kind.leave else ()
    rota = Rota(schemes, members, {})
    free = [seat for shift in shifts_between(schemes, first, last) for seat in seats_of(rota, shift)]
    if kind.standing:
        rota, free = _with_changes(chance, rota, free, first, last)
    return Arranging(first, last, rota, leaves, calendar(), LoadWeights(), tuple(free))


def _members(chance: Random, kind: Kind, officers: int, first: date, last: date) -> list[DutyMember]:
    """Return 3 to 12 people with leave. Without, so many that nobody's due part comes near every second shift: 4 leaders, 6 or more others."""
    found = []
    leaders = chance.randint(1, 6) if kind.leave else chance.randint(4, 6)
    others = chance.randint(2, 6) if kind.leave else chance.randint(2 * officers + 4, 2 * officers + 6)
    for number in range(leaders + others):
        post = DutyPost.LEADER if number < leaders else DutyPost.OFFICER
        posts = BOTH if kind.leave and chance.random() < 0.3 else frozenset({post})
        share = chance.choice((100, 100, 80, 50) if kind.leave else (100, 90, 80)) if kind.shares else 100
        joined = first + DAY * chance.randint(1, 30) if kind.leave and chance.random() < 0.1 else None
        left = last - DAY * chance.randint(1, 12) if kind.leave and chance.random() < 0.1 else None
        place = chance.randint(1, 99)
        found.append(DutyMember(number + 1, f"人员{number + 1}", posts, "", None, share, place, joined, left))
    return found


def _leaves(chance: Random, members: dict[int, DutyMember], first: date, last: date) -> tuple[Leave, ...]:
    found = []
    for number, member_id in enumerate(chance.choices(list(members), k=chance.randint(0, 2 * len(members))), 1):
        begin = first + DAY * chance.randint(-5, (last - first).days)
        found.append(Leave(number, member_id, begin, begin + DAY * chance.choice((0, 1, 2, 4, 6, 20))))
    return tuple(found)


def _with_changes(chance: Random, rota: Rota, free: list[Seat], first: date, last: date) -> tuple[Rota, list[Seat]]:
    """Seat people in the days around and on some seats within, some of them changed; nobody asks whether that is legal."""
    start, end = span_of(first, last)
    seats: dict[Seat, int] = {}
    changes = []
    for shift in shifts_between(rota.schemes, start, end):
        for seat in seats_of(rota, shift):
            inside = first <= seat.day <= last
            if chance.random() > (0.1 if inside else 0.4):
                continue
            able = [one for one in rota.members.values() if seat.post in one.posts]
            if not able:
                continue
            seats[seat] = chance.choice(able).id
            if chance.random() < 0.2:
                other = chance.choice(able).id
                change = RotaChange(len(changes) + 1, ChangeKind.STAND_IN, seat, seats[seat], other)
                changes.append(_approved(change, len(changes) + 1))
    schemes = Rota(rota.schemes, rota.members, seats, approved_by_seat(changes))
    return schemes, [seat for seat in free if seat not in seats]


def _approved(change: RotaChange, turn: int) -> RotaChange:
    return RotaChange(
        change.id, change.kind, change.seat, change.member_id, change.other_id, status=ChangeStatus.APPROVED, turn=turn
    )
