"""Which shifts are owed, whatever schemes, gaps in the rota, hand-overs and instants: in order, once, never for ever."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lantian_desktop.domain.duty.handover import (
    DUE_BEFORE,
    GRACE,
    LOOK_BACK,
    HandoverStatus,
    key_of,
    owed,
    state,
    too_early,
    vacancies,
)
from lantian_desktop.domain.duty.log import Handover, HandoverSignature, ShiftKey
from lantian_desktop.domain.rota.rota import DutyMember, OnDuty, Seat, Seated
from lantian_desktop.domain.rota.schemes import (
    DutyPost,
    DutyScheme,
    ShiftPattern,
    even_starts,
    shift_at,
    shifts_between,
)

FIRST = date(2019, 7, 1)
SOMEBODY = DutyMember(1, "示例甲", frozenset(DutyPost))
MINUTE = timedelta(minutes=1)

schemes = st.builds(
    lambda pattern, hour, half: DutyScheme(FIRST, pattern, even_starts(pattern, time(hour, 30 * half))),
    st.sampled_from(ShiftPattern),
    st.integers(0, 12),
    st.integers(0, 1),
)


def stood(scheme: DutyScheme, gaps: frozenset[int], days: int = 25) -> list[OnDuty]:
    """Return the shifts of some days; every shift has somebody but those whose place is among the gaps."""
    shifts = shifts_between((scheme,), FIRST, FIRST + timedelta(days=days))
    return [
        OnDuty(
            shift, () if place in gaps else (Seated(Seat(shift.day, shift.index, DutyPost.LEADER), SOMEBODY, SOMEBODY),)
        )
        for place, shift in enumerate(shifts)
    ]


def signed(shift: OnDuty, at: datetime) -> Handover:
    one = HandoverSignature("示例甲")
    return Handover(1, shift.shift.day, shift.shift.index, shift.shift.day, shift.shift.index, one, one, at)


@settings(max_examples=150, deadline=None)
@given(
    scheme=schemes,
    gaps=st.frozensets(st.integers(0, 60), max_size=12),
    steps=st.lists(st.integers(1, 4000), max_size=25),
)
def test_shifts_are_handed_over_in_order_and_once(scheme: DutyScheme, gaps: frozenset[int], steps: list[int]) -> None:
    staffed = stood(scheme, gaps)
    by_key = {key_of(one.shift): one for one in staffed}
    at, last, done = datetime.combine(FIRST, scheme.starts[0]), None, []
    for step in steps:
        at = min(at + step * MINUTE, staffed[-1].shift.ends_at - MINUTE)
        owing = owed(staffed, last, at)
        keys = [key_of(shift) for shift in owing]
        assert keys == sorted(set(keys))
        assert all((by_key[key].seated and not done) or key > done[-1] for key in keys)
        assert all(shift.starts_at <= at and shift.ends_at > at - LOOK_BACK for shift in owing)
        handover = state(owing, shift_at((scheme,), at), last, at)
        assert set(handover.missed) == {shift for shift in owing if shift.ends_at + GRACE <= at}
        assert (handover.status is HandoverStatus.MISSED) == bool(handover.missed)
        if last is None:
            assert len(owing) <= 2
        if owing and not too_early(owing[0], at):
            last = signed(by_key[keys[0]], at)
            done.append(keys[0])
    assert done == sorted(set(done))


@settings(max_examples=100, deadline=None)
@given(scheme=schemes, minutes=st.integers(0, 20 * 24 * 60))
def test_a_week_of_neglect_is_made_up_for_step_by_step(scheme: DutyScheme, minutes: int) -> None:
    staffed = stood(scheme, frozenset(), days=30)
    at = staffed[0].shift.ends_at + minutes * MINUTE
    last = signed(staffed[0], staffed[0].shift.ends_at)
    while missed := state(owed(staffed, last, at), shift_at((scheme,), at), last, at).missed:
        last = signed(next(one for one in staffed if one.shift == missed[0]), at)
    handover = state(owed(staffed, last, at), shift_at((scheme,), at), last, at)
    assert handover.alarms == ()
    assert handover.status in {HandoverStatus.DONE, HandoverStatus.DUE}


def test_it_may_be_signed_from_an_hour_before() -> None:
    shift = stood(DutyScheme(FIRST), frozenset())[0].shift
    assert "7月2日 07:30 起可以交接" in too_early(shift, shift.ends_at - DUE_BEFORE - MINUTE)
    assert too_early(shift, shift.ends_at - DUE_BEFORE) == ""


def test_an_early_hand_over_stands_until_the_next_is_due() -> None:
    staffed = stood(DutyScheme(FIRST), frozenset())
    first = staffed[0].shift
    at = first.ends_at - 10 * MINUTE
    last = signed(staffed[0], at)
    handover = state(owed(staffed, last, at), first, last, at)
    assert (handover.status, handover.sentence) == (HandoverStatus.DONE, "本班已于 08:20 交接给示例甲。")
    assert ShiftKey(FIRST, 0) not in [key_of(shift) for shift in owed(staffed, last, at)]


def test_a_next_shift_without_anybody_is_reported_when_it_is_near() -> None:
    now, following = stood(DutyScheme(FIRST), frozenset({1}))[:2]
    starts = following.shift.starts_at
    assert vacancies(now, following, starts - timedelta(hours=12, minutes=1)) == ()
    assert vacancies(now, following, starts - timedelta(hours=12)) == (
        "下一班（7月2日 24小时）还没有排人，请尽快安排。",
    )
