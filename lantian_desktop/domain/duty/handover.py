"""交接班: which shifts are still to be handed over at an instant, and the sentences that say so. Lists and signatures live above.

Rules. A shift may be handed over from an hour before its end on; half an hour after it, it counts as missed and stays so until
made up for (补交接), in order, with a reason. Only shifts somebody was put in for are owed; those that ended more than a week
ago are not asked for any more. Before the very first hand-over only the shift just ended is: a rota entered for days gone by
is not a list of omissions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lantian_desktop.domain.duty.log import Handover, HandoverItem, ShiftKey
from lantian_desktop.domain.rota.rota import OnDuty
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.domain.terms import Labelled

DUE_BEFORE = timedelta(minutes=60)  # practice, in no regulation: before the end of a shift
GRACE = timedelta(minutes=30)  # practice, in no regulation: after it
LOOK_BACK = timedelta(days=7)  # practice, in no regulation
VACANCY_AHEAD = timedelta(hours=12)  # practice, in no regulation: a next shift without anybody is told so long before
_MINUTE = timedelta(minutes=1)


class HandoverStatus(Labelled):
    """Where the hand-over stands."""

    NO_SHIFTS = "no_shifts", "未设班次"
    DONE = "done", "已交接"
    DUE = "due", "待交接"
    MISSED = "missed", "未按时交接"


@dataclass(frozen=True, slots=True)
class HandoverState:
    """How the hand-over stands at an instant. `shift` is the one handed over next, `minutes` are those left until its end.

    `alarms` are the sentences shown in red: hand-overs missed, nobody on duty now or next.
    """

    status: HandoverStatus
    sentence: str
    shift: Shift | None = None
    minutes: int = 0
    missed: tuple[Shift, ...] = ()
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """A hand-over as it could be signed now. `refusal` says why not yet; `late` ones need a reason.

    `givers` and `takers` are whom the rota names. `items` make themselves; what was finished may be marked done, notes added.
    """

    outgoing: Shift
    incoming: Shift
    givers: tuple[str, ...] = ()
    takers: tuple[str, ...] = ()
    items: tuple[HandoverItem, ...] = ()
    late: bool = False
    refusal: str = ""


def key_of(shift: Shift) -> ShiftKey:
    """Return what a shift is filed under."""
    return ShiftKey(shift.day, shift.index)


def owed(staffed: Sequence[OnDuty], last: Handover | None, at: datetime) -> tuple[Shift, ...]:
    """Return the shifts begun before `at` that are to be handed over, in order, the running one among them.

    `staffed` are the shifts of the last days and who stands them, `last` the latest hand-over signed.
    """
    begun = [one for one in staffed if one.shift.starts_at <= at and one.shift.ends_at > at - LOOK_BACK]
    if last is None:
        begun = begun[-2:]
    after = None if last is None else ShiftKey(last.day, last.shift)
    return tuple(one.shift for one in begun if one.seated and (after is None or key_of(one.shift) > after))


def is_late(shift: Shift, at: datetime) -> bool:
    """Return whether handing a shift over at `at` makes up for a missed hand-over."""
    return at >= shift.ends_at + GRACE


def too_early(shift: Shift, at: datetime) -> str:
    """Return why a shift cannot be handed over yet, or an empty string."""
    opens = shift.ends_at - DUE_BEFORE
    if at >= opens:
        return ""
    return f"{shift.caption}{moment(shift.ends_at)} 结束，{moment(opens)} 起可以交接；中途换人请登记替班。"


def state(owing: Sequence[Shift], running: Shift | None, last: Handover | None, at: datetime) -> HandoverState:
    """Return how the hand-over stands, without what is vacant."""
    if running is None:
        return HandoverState(HandoverStatus.NO_SHIFTS, "还没有设置班次，请到“排班表”设置班次、排班。")
    missed = tuple(shift for shift in owing if is_late(shift, at))
    shift = owing[0] if owing else running
    minutes = -((at - shift.ends_at) // _MINUTE)  # a minute begun is still there, as in how long the shift lasts
    if missed:
        return HandoverState(HandoverStatus.MISSED, _missed(missed), shift, minutes, missed, (_missed(missed),))
    if last is not None and key_of(running) <= ShiftKey(last.day, last.shift):
        return HandoverState(HandoverStatus.DONE, f"本班已于 {last.signed_at:%H:%M} 交接给{last.taker.person}。", None)
    if shift.ends_at <= at:
        return HandoverState(HandoverStatus.DUE, f"交接时间 {shift.ends_at:%H:%M} 已到，请现在交接。", shift, minutes)
    if shift.ends_at - at <= DUE_BEFORE:
        return HandoverState(HandoverStatus.DUE, f"距 {shift.ends_at:%H:%M} 交接还有 {minutes} 分钟。", shift, minutes)
    return HandoverState(HandoverStatus.DONE, _done(running, last), shift, minutes)


def vacancies(now: OnDuty | None, following: OnDuty | None, at: datetime) -> tuple[str, ...]:
    """Return a sentence for each seat nobody sits in: now, and in the next shift once it is near."""
    if now is None:
        return ()
    sentences = []
    if not now.seated:
        sentences.append(f"现在没有人值班：{now.shift.caption}没有排人，请马上安排。")
    elif now.vacant:
        posts = "、".join(dict.fromkeys(seat.post.label for seat in now.vacant))
        sentences.append(f"本班缺{posts}，请尽快补上。")
    if following is not None and not following.seated and following.shift.starts_at - at <= VACANCY_AHEAD:
        sentences.append(f"下一班（{following.shift.caption}）还没有排人，请尽快安排。")
    return tuple(sentences)


def moment(at: datetime) -> str:
    """Return 7月15日 08:30."""
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _missed(missed: Sequence[Shift]) -> str:
    first, others = missed[0], len(missed) - 1
    more = f"另有 {others} 班也未交接，" if others else ""
    return (
        f"{first.caption}这一班应在{moment(first.ends_at)} 交接，至今未办，{more}请{'依次' if others else ''}补交接班。"
    )


def _done(running: Shift, last: Handover | None) -> str:
    ends = f"本班 {running.ends_at:%H:%M} 交接"
    if last is None or (last.next_day, last.next_shift) != (running.day, running.index):
        return f"{ends}。"
    return f"{last.signed_at:%H:%M} {last.giver.person}已交给{last.taker.person}；{ends}。"
