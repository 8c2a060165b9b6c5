"""What is to be reminded of and when: due dates at T−3, T−1, T0 and once a day when overdue, and the start of one's shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.admin.people import plain_person
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.domain.terms import Labelled

MOST_LINES = 3  # of one message; the rest is counted
_AWAITED = {IssueState.PENDING: "确认或申诉", IssueState.ASSIGNED: "报送方案"}


class ReminderKind(Labelled):
    """Why somebody is reminded (domain handbook §3: T−3, T−1, T0, and once a day when overdue)."""

    SOON = "soon", "三日内到期"
    TOMORROW = "tomorrow", "明日到期"
    TODAY = "today", "今日到期"
    OVERDUE = "overdue", "超期"
    SHIFT = "shift", "值班开始"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder. `key` is what it is shown once by; `on` is the due date or the day of duty; `issue_id` is 0 for a shift."""

    key: str
    kind: ReminderKind
    text: str
    on: date
    issue_id: int = 0


def due_kind(due: date, today: date) -> ReminderKind | None:
    """Return which reminder a due date calls for today; a PC that was off on the day itself catches up until the next one."""
    left = (due - today).days
    if left < 0:
        return ReminderKind.OVERDUE
    if left <= 1:
        return ReminderKind.TOMORROW if left else ReminderKind.TODAY
    return ReminderKind.SOON if left <= 3 else None


def due_reminder(
    *, issue_id: int, number: str, caption: str, state: IssueState, due: date, today: date
) -> Reminder | None:
    """Return the reminder of an issue's due date today, or None. The key holds the date: after an extension it arms again."""
    kind = due_kind(due, today)
    if kind is None:
        return None
    each_day = f":{today.isoformat()}" if kind is ReminderKind.OVERDUE else ""
    key = f"due:{issue_id}:{due.isoformat()}:{kind.value}{each_day}"
    text = due_sentence(number=number, caption=caption, state=state, due=due, today=today)
    return Reminder(key, kind, text, due, issue_id)


def due_sentence(*, number: str, caption: str, state: IssueState, due: date, today: date) -> str:
    """Return what is said of an issue's due date on `today`, near or far."""
    kind, left = due_kind(due, today), (due - today).days
    days = f"超期 {-left} 天" if left < 0 else f"剩 {left} 天"
    when = kind.label if kind is not None and kind in {ReminderKind.TOMORROW, ReminderKind.TODAY} else days
    return f"{number} {caption}：{_AWAITED.get(state, '整改')}期限{cn_day(due)}，{when}。"


def shift_reminder(shift: Shift, *, name: str, post: str) -> Reminder:
    """Return the reminder of somebody's own shift."""
    end = shift.ends_at
    text = f"{shift.caption} {name}（{post}）{shift.starts_at:%H:%M} 起值班，到{cn_day(end.date())} {end:%H:%M}。"
    key = f"shift:{shift.day.isoformat()}:{shift.index}:{plain_person(name)}"
    return Reminder(key, ReminderKind.SHIFT, text, shift.day)


def message(reminders: Sequence[Reminder], *, locked: bool) -> tuple[str, str]:
    """Return title and text of one message about all of them; while locked it only counts."""
    title = f"蓝天联络：{len(reminders)} 项提醒"
    if locked:
        counted = [(kind.label, sum(one.kind is kind for one in reminders)) for kind in ReminderKind]
        return title, "，".join(f"{label} {count} 项" for label, count in counted if count) + "。"
    lines = [one.text for one in reminders[:MOST_LINES]]
    more = [f"等 {len(reminders)} 项"] if len(reminders) > MOST_LINES else []
    return title, "\n".join([*lines, *more])
