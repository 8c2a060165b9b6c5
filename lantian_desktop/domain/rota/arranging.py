"""自动排班: gives out the free seats of any days by fixed rules, as level as they allow, and says why each went to whom.

First every seat in its order goes to whoever may take it and then carries least (`_Arranger`), then single steps make each post's
quarter more level (`rota_levelling`). No chance, no clock, no order of a set has a say: the same question has the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from lantian_desktop.domain.admin.calendar import WorkCalendar
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.board import Board, Group, factors
from lantian_desktop.domain.rota.credit import credits_by_day
from lantian_desktop.domain.rota.levelling import LevellingStep, carry_out, level
from lantian_desktop.domain.rota.load import (
    LoadTable,
    SeatSlot,
    ShiftDayKind,
    duty_day,
    holders,
    load_table,
    missing_years,
    quarter_of,
    quarters_between,
    slots_between,
)
from lantian_desktop.domain.rota.rota import DutyMember, Leave, Rota, Seat
from lantian_desktop.domain.rota.rules import Bar
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.domain.terms import Labelled

_DAY = timedelta(days=1)


class Ground(Labelled):
    """What decided between those who might take a seat, the first that differs."""

    ONLY_ONE = "only_one", "只有这一人可排"
    LEAST_LOAD = "least_load", "本季负荷最低"
    FEWEST_OF_KIND = "fewest_of_kind", "本季负荷并列最低，本年同类班次较少"
    LEAST_YEAR = "least_year", "本季负荷并列最低，本年累计较少"
    LONGEST_REST = "longest_rest", "负荷并列最低，距上次值班最久"
    ORDER = "order", "各项并列，按人员顺序"
    FILLED_LATER = "filled_later", "先无人可排，换开另一班后补上"


_BY_PLACE = (Ground.LEAST_LOAD, Ground.FEWEST_OF_KIND, Ground.LEAST_YEAR, Ground.LONGEST_REST, Ground.ORDER)


@dataclass(frozen=True, slots=True)
class Arranging:
    """What is to be arranged. `rota` holds the days of `span_of`; `open` are the seats to be given out, whoever has them now."""

    first: date
    last: date
    rota: Rota
    leaves: tuple[Leave, ...]
    calendar: WorkCalendar
    weights: LoadWeights
    open: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was considered: the level of their load just then (brought to the fullest share), and what forbade them."""

    member_id: int
    level: Fraction
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a seat went to a member: what decided at first, whom one chose from, and the steps that changed it afterwards."""

    slot: SeatSlot
    member_id: int
    ground: Ground
    candidates: tuple[Candidate, ...]
    steps: tuple[LevellingStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat nobody may take, with everybody's reason."""

    slot: SeatSlot
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What came out: seats with their reasons, vacant ones, and the loads of each post in each quarter as they will be."""

    first: date
    last: date
    given: Mapping[Seat, int]
    reasons: tuple[Why, ...]
    vacant: tuple[Vacancy, ...]
    tables: tuple[LoadTable, ...]


def arrange(task: Arranging) -> Arrangement:
    """Give out the open seats (the module says how); nothing that stands is moved."""
    return _Arranger(task).arrangement()


def span_of(first: date, last: date) -> tuple[date, date]:
    """Return the days a rota must hold to be arranged from `first` to `last`: the year so far, whole quarters, and a day either side."""
    return date(first.year, 1, 1) - _DAY, quarter_of(last)[1] + _DAY


def tables_of(
    task: Arranging, slots: Iterable[SeatSlot], stands: Mapping[Seat, int], spans: Iterable[tuple[date, date]]
) -> tuple[LoadTable, ...]:
    """Return the load of each post in each span; sums are those of all that stands there. `slots` cover whole quarters."""
    filled = [slot for slot in slots if slot.seat in stands]
    return tuple(_table(task, filled, stands, post, span) for span in spans for post in DutyPost)


def _table(
    task: Arranging, filled: Iterable[SeatSlot], stands: Mapping[Seat, int], post: DutyPost, span: tuple[date, date]
) -> LoadTable:
    credit: dict[int, int] = defaultdict(int)
    for quarter in quarters_between(*span):
        for member_id, days in _credits(task, post, quarter, filled).items():
            credit[member_id] += sum(points for day, points in days.items() if span[0] <= day <= span[1])
    here = [(slot, stands[slot.seat]) for slot in filled if span[0] <= slot.shift.day <= span[1]]
    members = [one for one in _in_order(task.rota) if one.id in credit]
    missing = missing_years(task.calendar, *span)
    return load_table(post, span, members=members, stood=here, weights=task.weights, credit=credit, missing=missing)


def _credits(
    task: Arranging, post: DutyPost, quarter: tuple[date, date], slots: Iterable[SeatSlot]
) -> dict[int, dict[date, int]]:
    by_day: dict[date, int] = defaultdict(int)
    for slot in slots:
        if slot.seat.post is post and quarter[0] <= slot.shift.day <= quarter[1]:
            by_day[slot.shift.day] += slot.points
    members = [member for member in _in_order(task.rota) if post in member.posts]
    return credits_by_day(members, task.leaves, quarter, by_day)


def _in_order(rota: Rota) -> list[DutyMember]:
    return sorted(rota.members.values(), key=lambda member: (member.position, member.id))


class _Arranger:
    """One run over one task; made, asked once, thrown away."""

    def __init__(self, task: Arranging) -> None:
        self._task = task
        self._quarters = quarters_between(task.first, task.last)
        slots = slots_between(task.rota, task.calendar, task.weights, *span_of(task.first, task.last))
        stands = holders(task.rota, slots.values())
        free = frozenset(task.open)
        self._open = [slot for seat, slot in slots.items() if seat in free]
        self._counted = [slot for seat, slot in slots.items() if seat in free or seat in stands]
        self._slots = slots
        members = _in_order(task.rota)
        self._board = Board(members, task.leaves, slots)
        for seat, slot in slots.items():
            if seat in stands and seat not in free:
                self._board.give(slot, stands[seat])
        self._groups = {(quarter, post): self._group(quarter, post) for quarter in self._quarters for post in DutyPost}
        self._of_slot = {slot: self._groups[quarter_of(slot.shift.day), slot.seat.post] for slot in self._open}
        self._factor = factors(members)
        self._order = {member.id: place for place, member in enumerate(members)}
        self._tally = _Tally(self._board, task.calendar)
        self._first: dict[Seat, tuple[Ground, tuple[Candidate, ...]]] = {}
        self._steps: dict[Seat, list[LevellingStep]] = defaultdict(list)

    def arrangement(self) -> Arrangement:
        """Return what comes out."""
        for slot in self._open:
            self._give_out(slot)
        self._settle_credit()
        while self._improve():
            pass
        board, free = self._board, self._open
        given = {slot.seat: board.holder[slot.seat] for slot in free if slot.seat in board.holder}
        vacant = tuple(Vacancy(slot, tuple(self._candidates(slot))) for slot in free if slot.seat not in board.holder)
        tables = tables_of(self._task, self._slots.values(), board.holder, self._quarters)
        return Arrangement(
            self._task.first, self._task.last, given, tuple(map(self._why, given.items())), vacant, tables
        )

    def _group(self, quarter: tuple[date, date], post: DutyPost) -> Group:
        credit = _credits(self._task, post, quarter, self._counted)
        members = [one for one in _in_order(self._task.rota) if one.id in credit]
        carried = {one.id: 0 for one in members}
        for seat, member_id in self._board.holder.items():
            if seat.post is post and quarter[0] <= seat.day <= quarter[1] and member_id in carried:
                carried[member_id] += self._slots[seat].points
        group = Group(post, quarter, tuple(carried), carried, factors(members))
        days = sorted((day, who, points) for who, found in credit.items() for day, points in found.items())
        group.coming = [one for one in days if self._task.first <= one[0] <= self._task.last]
        for day, who, points in days:
            if not self._task.first <= day <= self._task.last:
                carried[who] += points
        return group

    def _candidates(self, slot: SeatSlot) -> list[Candidate]:
        group = self._of_slot[slot]
        full = min(group.factor.values(), default=1)
        return [Candidate(one, Fraction(group.level(one), full), self._board.bar(one, slot)) for one in group.members]

    def _give_out(self, slot: SeatSlot) -> None:
        group = self._of_slot[slot]
        group.credit_until(slot.shift.day)
        seen = self._candidates(slot)
        free = [one.member_id for one in seen if one.bar is None]
        if not free:
            return
        ranks = sorted((*self._rank(group, slot, one), one) for one in free)
        ground = Ground.ONLY_ONE
        if len(ranks) > 1:
            ground = next(way for way, one, two in zip(_BY_PLACE, *ranks[:2], strict=False) if one != two)
        self._first[slot.seat] = ground, tuple(seen)
        self._put(slot, ranks[0][-1])

    def _rank(self, group: Group, slot: SeatSlot, member_id: int) -> tuple[int, ...]:
        return (
            group.level(member_id, slot.points),
            (self._tally.of_kind(member_id, slot) + 1) * self._factor[member_id],
            self._tally.year_points(member_id, slot) * self._factor[member_id],
            self._board.last_before(member_id, slot),
            self._order[member_id],
        )

    def _put(self, slot: SeatSlot, member_id: int) -> None:
        self._board.give(slot, member_id)
        self._tally.count(slot, member_id)
        self._of_slot[slot].carried[member_id] += slot.points

    def _improve(self) -> bool:
        """Fill what became free and level every group once; say whether anything changed."""
        changed = False
        for slot in self._open:
            if slot.seat not in self._board.holder and self._fill(slot):
                changed = True
        if changed:
            self._settle_credit()
        for group in self._groups.values():
            movable = [slot for slot in self._open if self._of_slot[slot] is group]
            for step in level(self._board, group, movable):
                self._note(step)
                changed = True
        return changed

    def _settle_credit(self) -> None:
        """Count loads anew with the credit of the seats that are given indeed: vacant ones weigh on nobody."""
        filled = [slot for slot in self._counted if slot.seat in self._board.holder]
        for (quarter, post), group in self._groups.items():
            credit = _credits(self._task, post, quarter, filled)
            group.coming.clear()
            for member_id in group.members:
                group.carried[member_id] = sum(credit[member_id].values())
        for slot in filled:
            mine = self._groups.get((quarter_of(slot.shift.day), slot.seat.post))
            if mine is not None and self._board.holder[slot.seat] in mine.carried:
                mine.carried[self._board.holder[slot.seat]] += slot.points

    def _fill(self, slot: SeatSlot) -> bool:
        """Fill a vacant seat: with somebody who is free by now, or with one whose only other seat in the way somebody else can take."""
        group = self._of_slot[slot]
        seen = tuple(self._candidates(slot))
        for one in sorted(seen, key=lambda one: (one.level, self._order[one.member_id])):
            if one.bar is not None and not self._make_room(slot, one.member_id):
                continue
            self._first[slot.seat] = Ground.FILLED_LATER, seen
            self._board.give(slot, one.member_id)
            group.carried[one.member_id] += slot.points
            return True
        return False

    def _make_room(self, slot: SeatSlot, member_id: int) -> bool:
        in_the_way = self._board.clashes(member_id, slot)
        if self._board.absent(member_id, slot) is not None or len(in_the_way) != 1:
            return False
        other = in_the_way[0]
        if other not in self._of_slot:
            return False
        for taker in self._of_slot[other].members:
            if taker != member_id and self._board.bar(taker, other) is None:
                step = LevellingStep(member_id, taker, other)
                carry_out(self._board, self._of_slot, step)
                self._note(step)
                return True
        return False

    def _note(self, step: LevellingStep) -> None:
        self._steps[step.slot.seat].append(step)
        if step.back is not None:
            self._steps[step.back.seat].append(step)

    def _why(self, given: tuple[Seat, int]) -> Why:
        seat, member_id = given
        ground, candidates = self._first[seat]
        return Why(self._slots[seat], member_id, ground, candidates, tuple(self._steps.get(seat, ())))


class _Tally:
    """What each member has stood in each year, for the tie-breaks."""

    def __init__(self, board: Board, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._points: dict[tuple[int, int], int] = defaultdict(int)
        self._kinds: dict[tuple[int, int, ShiftDayKind, bool], int] = defaultdict(int)
        for seat, member_id in board.holder.items():
            self.count(board.slots[seat], member_id)

    def count(self, slot: SeatSlot, member_id: int) -> None:
        """Count a seat for a member."""
        self._points[member_id, slot.shift.day.year] += slot.points
        self._kinds[self._kind(slot, member_id)] += 1

    def year_points(self, member_id: int, slot: SeatSlot) -> int:
        """Return the points of a member in the year of a seat."""
        return self._points[member_id, slot.shift.day.year]

    def of_kind(self, member_id: int, slot: SeatSlot) -> int:
        """Return how many seats of the same kind of day and hour a member has in that year."""
        return self._kinds[self._kind(slot, member_id)]

    def _kind(self, slot: SeatSlot, member_id: int) -> tuple[int, int, ShiftDayKind, bool]:
        return member_id, slot.shift.day.year, duty_day(self._calendar, slot.shift.day), slot.night
