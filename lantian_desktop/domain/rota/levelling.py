"""The second pass of arranging: seats are handed over or exchanged until no single step makes a post's quarter more level.

More level means: a smaller distance between the highest and the lowest, or at the same distance a smaller sum of squares. Every step
lowers one of the two, so the pass ends; which step is taken depends on loads, shares and the members' order alone. Where no step helps
and the distance is still more than a shift, a seat may pass on through a third person, who gives one of theirs away for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

from lantian_desktop.domain.rota.board import FAR, Board, Group
from lantian_desktop.domain.rota.load import SeatSlot

Hands = dict[int, dict[int, list[SeatSlot]]]


@dataclass(frozen=True, slots=True)
class LevellingStep:
    """`giver` hands `slot` to `taker`, who gives `back` for it or nothing."""

    giver: int
    taker: int
    slot: SeatSlot
    back: SeatSlot | None = None


def level(board: Board, group: Group, movable: Sequence[SeatSlot]) -> Iterator[LevellingStep]:
    """Make a group as level as steps can, and yield each step that was done."""
    of_group = dict.fromkeys(movable, group)
    one_shift = max((slot.points for slot in movable), default=0) * max(group.factor.values(), default=1)
    while True:
        hands = _hands(board, group, movable)
        step = _next_step(board, group, hands)
        steps: tuple[LevellingStep, ...] = () if step is None else (step,)
        if step is None and _spread([group.level(one) for one in group.members]) > one_shift:
            steps = _next_chain(board, group, hands)
        if not steps:
            return
        for step in steps:
            carry_out(board, of_group, step)
            yield step


def carry_out(board: Board, groups: Mapping[SeatSlot, Group], step: LevellingStep) -> None:
    """Do a step on the board and in the loads of the groups its seats belong to."""
    moves = [(step.slot, step.giver, step.taker)]
    if step.back is not None:
        moves.append((step.back, step.taker, step.giver))
    for slot, _, _ in moves:
        board.take(slot)
    for slot, old, new in moves:
        board.give(slot, new)
        groups[slot].carried[old] -= slot.points
        groups[slot].carried[new] += slot.points


def _hands(board: Board, group: Group, movable: Sequence[SeatSlot]) -> Hands:
    """Return the seats that may be moved, by who has them and what they weigh."""
    hands: Hands = {member_id: defaultdict(list) for member_id in group.members}
    for slot in movable:
        member_id = board.holder.get(slot.seat)
        if member_id in hands:
            hands[member_id][slot.points].append(slot)
    return hands


def _next_step(board: Board, group: Group, hands: Hands) -> LevellingStep | None:
    levels = {member_id: group.level(member_id) for member_id in group.members}
    pairs = [
        (levels[low] - levels[high], at, below, high, low)
        for at, high in enumerate(group.members)
        for below, low in enumerate(group.members)
        if levels[high] > levels[low]
    ]
    for _, _, _, high, low in sorted(pairs):
        for given, back in _weights(group, levels, high, low, hands):
            step = _feasible(board, high, low, hands[high][given], hands[low][back] if back else None)
            if step is not None:
                return step
    return None


def _weights(group: Group, levels: Mapping[int, int], high: int, low: int, hands: Hands) -> list[tuple[int, int]]:
    """Return which weights may pass from one to the other (and back) so that the group gets more level, the best first."""
    others = [other_level for member_id, other_level in levels.items() if member_id not in {high, low}]
    least = min(group.factor[high], group.factor[low])
    now = _unevenness(group, levels[high], levels[low], high, low, others)
    found = []
    for given, mine in sorted(hands[high].items()):
        for back in (0, *sorted(hands[low])):
            moved = given - back
            if not mine or (back and not hands[low][back]) or not 0 < moved * least < levels[high] - levels[low]:
                continue
            after = group.level(high, -moved), group.level(low, moved)
            then = _unevenness(group, *after, high, low, others)
            if then < now:
                found.append((then, back > 0, given, back))
    return [(given, back) for _, _, given, back in sorted(found)]


def _unevenness(group: Group, one: int, two: int, high: int, low: int, others: Sequence[int]) -> tuple[int, int]:
    """Return spread and the two members' part of the weighted sum of squares; the others' part does not change."""
    spread = max(one, two, *others) - min(one, two, *others)
    return spread, one * one * group.factor[low] + two * two * group.factor[high]


def _feasible(
    board: Board, high: int, low: int, given: Sequence[SeatSlot], back: Sequence[SeatSlot] | None
) -> LevellingStep | None:
    """Return the legal step of these weights that leaves the two the most days between their duties."""
    best, best_rest = None, -1
    for slot in given:
        for other in back if back is not None else (None,):
            if board.bar(low, slot, without=other) is not None:
                continue
            rest = board.distance(low, slot, without=other)
            if other is not None:
                if board.bar(high, other, without=slot) is not None:
                    continue
                rest = min(rest, board.distance(high, other, without=slot))
            if rest > best_rest:
                best, best_rest = LevellingStep(high, low, slot, other), rest
            if rest >= FAR // 2:
                return best
    return best


def _next_chain(board: Board, group: Group, hands: Hands) -> tuple[LevellingStep, ...]:
    """Return two steps that bring the highest down or the lowest up through somebody between, or none."""
    levels = {member_id: group.level(member_id) for member_id in group.members}
    now, top, bottom = _spread(levels.values()), max(levels.values()), min(levels.values())
    for giver, middle, taker in permutations(group.members, 3):
        if levels[giver] != top and levels[taker] != bottom:
            continue
        others = [other_level for one, other_level in levels.items() if one not in {giver, middle, taker}]
        for first, second in product(sorted(hands[giver]), sorted(hands[middle])):
            three = (
                group.level(giver, -first),
                group.level(middle, first - second),
                group.level(taker, second),
            )
            if _spread([*others, *three]) < now:
                chain = _feasible_chain(board, middle, taker, hands[giver][first], hands[middle][second])
                if chain is not None:
                    return LevellingStep(giver, middle, chain[0]), LevellingStep(middle, taker, chain[1])
    return ()


def _feasible_chain(
    board: Board, middle: int, taker: int, given: Sequence[SeatSlot], passed: Sequence[SeatSlot]
) -> tuple[SeatSlot, SeatSlot] | None:
    """Return a seat the one between may take, and one they may give away for it."""
    for second in passed:
        if board.bar(taker, second) is not None:
            continue
        for first in given:
            if board.bar(middle, first, without=second) is None:
                return first, second
    return None


def _spread(levels: Collection[int]) -> int:
    return max(levels) - min(levels) if levels else 0
