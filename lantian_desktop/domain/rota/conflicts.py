"""What is wrong with a rota as it stands, changes counted: shown with one sentence each, never mended silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.admin.calendar import WorkCalendar, cn_day
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.load import SeatSlot, holders, missing_years, slots_between
from lantian_desktop.domain.rota.rota import DutyMember, Leave, Rota, Seat
from lantian_desktop.domain.rota.rules import BarKind, absence, clash
from lantian_desktop.domain.terms import Labelled


class ConflictKind(Labelled):
    """What is wrong."""

    VACANT = "vacant", "空缺"
    ON_LEAVE = "on_leave", "请假"
    NOT_SERVING = "not_serving", "不在任"
    WRONG_POST = "wrong_post", "岗位不符"
    SAME_SHIFT = "same_shift", "同班重复"
    TWO_NIGHTS = "two_nights", "连续夜班"
    BACK_TO_BACK = "back_to_back", "连班"
    NO_SHIFT = "no_shift", "班次不存在"
    NO_NUMBER = "no_number", "没有电话"
    NO_CALENDAR = "no_calendar", "节假日未录入"


_OF_BAR = {bar: ConflictKind(bar.value) for bar in BarKind}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that is wrong, where (no seat: with the whole period or a member), with whom, and what to do about it."""

    kind: ConflictKind
    sentence: str
    seat: Seat | None = None
    member: DutyMember | None = None


@dataclass(frozen=True, slots=True)
class Inspected:
    """A rota to be looked through from `first` to `last`; it holds the day before and the day after as well.

    `unreachable` are members without any number.
    """

    rota: Rota
    leaves: tuple[Leave, ...]
    calendar: WorkCalendar
    first: date
    last: date
    unreachable: frozenset[int] = frozenset()


def conflicts(inspected: Inspected, around: tuple[date, date]) -> tuple[Conflict, ...]:
    """Return all that is wrong in the order of the seats, then of members, then of years; `around` are the days the rota holds."""
    rota, first, last = inspected.rota, inspected.first, inspected.last
    slots = slots_between(rota, inspected.calendar, LoadWeights(), *around)
    stands = holders(rota, slots.values())
    inside = [slot for slot in slots.values() if first <= slot.shift.day <= last]
    found = [one for slot in inside for one in _of_seat(inspected, slot, stands)]
    found += _of_neighbours(inspected, slots.values(), stands)
    found += _without_shift(inspected, slots)
    found.sort(key=_place)
    on_duty = {stands[slot.seat] for slot in inside if slot.seat in stands}
    return (*found, *_unreachable(inspected, on_duty), *_years(inspected))


def _place(conflict: Conflict) -> tuple[Seat, str]:
    assert conflict.seat is not None  # those of members and years are put behind, unsorted
    return conflict.seat, conflict.sentence


def _of_seat(inspected: Inspected, slot: SeatSlot, stands: Mapping[Seat, int]) -> Iterator[Conflict]:
    seat = slot.seat
    if seat not in stands:
        yield Conflict(ConflictKind.VACANT, f"{slot.caption}还没有排人，请安排或自动排班。", seat)
        return
    member = inspected.rota.members[stands[seat]]
    if seat.post not in member.posts:
        sentence = (
            f"{slot.shift.caption}的{seat.post.label}{member.name}没有设为{seat.post.label}，请另排或修改人员设置。"
        )
        yield Conflict(ConflictKind.WRONG_POST, sentence, seat, member)
    mine = [leave for leave in inspected.leaves if leave.member_id == member.id]
    bar = absence(member, slot.shift, mine)
    if bar is not None:
        sentence = f"{member.name}{bar.words}，却排在{slot.caption}，请另排或办理替班。"
        yield Conflict(_OF_BAR[bar.kind], sentence, seat, member)


def _of_neighbours(inspected: Inspected, slots: Iterable[SeatSlot], stands: Mapping[Seat, int]) -> Iterator[Conflict]:
    by_member: dict[int, list[SeatSlot]] = defaultdict(list)
    for slot in slots:
        if slot.seat in stands:
            by_member[stands[slot.seat]].append(slot)
    for member_id, mine in by_member.items():
        member = inspected.rota.members[member_id]
        for place, later in enumerate(mine):
            for earlier in mine[max(0, place - 6) : place]:
                kind = clash(earlier, later)
                shown = _seat_shown(inspected, earlier, later)
                if kind is not None and shown is not None:
                    yield Conflict(_OF_BAR[kind], _pair_words(member, kind, earlier, later), shown, member)


def _seat_shown(inspected: Inspected, earlier: SeatSlot, later: SeatSlot) -> Seat | None:
    """Return the seat of a pair a conflict is shown at: the later one, or the earlier when the later lies outside the days."""
    inside = (slot.seat for slot in (later, earlier) if inspected.first <= slot.shift.day <= inspected.last)
    return next(inside, None)


def _pair_words(member: DutyMember, kind: BarKind, earlier: SeatSlot, later: SeatSlot) -> str:
    if kind is BarKind.SAME_SHIFT:
        return f"{member.name}在{later.shift.caption}里占了两席，请另排一人。"
    what = "连着两个夜班" if kind is BarKind.TWO_NIGHTS else "连着两班"
    return f"{member.name}{what}：{earlier.shift.caption}和{later.shift.caption}，请调开一班。"


def _without_shift(inspected: Inspected, slots: Mapping[Seat, SeatSlot]) -> Iterator[Conflict]:
    for seat, member_id in inspected.rota.seats.items():
        if inspected.first <= seat.day <= inspected.last and seat not in slots:
            member = inspected.rota.members[member_id]
            sentence = (
                f"{cn_day(seat.day)}没有第 {seat.shift + 1} 班，{member.name}却排在那里，请清除这一席或修改班次设置。"
            )
            yield Conflict(ConflictKind.NO_SHIFT, sentence, seat, member)


def _unreachable(inspected: Inspected, on_duty: Iterable[int]) -> Iterator[Conflict]:
    members: Sequence[DutyMember] = [inspected.rota.members[one] for one in set(on_duty) & inspected.unreachable]
    for member in sorted(members, key=lambda one: (one.position, one.id)):
        sentence = f"{member.name}没有值班电话，请在“人员与请假”里填写或关联名册。"
        yield Conflict(ConflictKind.NO_NUMBER, sentence, None, member)


def _years(inspected: Inspected) -> Iterator[Conflict]:
    for year in missing_years(inspected.calendar, inspected.first, inspected.last):
        sentence = f"{year} 年节假日安排未录入，暂按周末计休息日；请在“设置 → 节假日”中录入。"
        yield Conflict(ConflictKind.NO_CALENDAR, sentence)
