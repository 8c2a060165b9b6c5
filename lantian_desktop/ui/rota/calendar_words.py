"""The duty calendar in words: for tooltips, screen readers and the clipboard. Values in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.rota.calendar import DutyDay, DutySeat, DutyShift
from lantian_desktop.ui.rota.calendar_layout import VACANT, ChipPlace, DayPlace
from lantian_desktop.ui.rota.calendar_paint import WEEKDAYS

HEADINGS = ("日期", "星期", "节假日", "班次", "时间", DutyPost.LEADER.label, DutyPost.OFFICER.label)


def seat_words(duty_seat: DutySeat) -> str:
    """Return all that is to be said of a seat in one line."""
    day = duty_seat.seat.day
    parts = [
        f"{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]} 第{duty_seat.seat.shift + 1}班 {duty_seat.seat.post.label}"
    ]
    if duty_seat.seated is None:
        parts.append("缺，尚未排人")
    else:
        parts.append(duty_seat.name)
        if duty_seat.seated.change is not None:
            parts.append(f"{duty_seat.seated.change.kind.label}，原排{duty_seat.seated.planned.name}")
    if duty_seat.change_requested:
        parts.append(f"有待批的{duty_seat.change_label}")
    if duty_seat.pinned:
        parts.append("已锁定")
    return "；".join([*parts, *duty_seat.conflicts])


def tip_of(chip: ChipPlace | None, day: DayPlace | None) -> str:
    """Return the tooltip of a seat, or of the day around it."""
    if chip is not None:
        proposed = f"\n预览：{chip.name}" if chip.tentative else ""
        return seat_words(chip.seat).replace("；", "\n") + proposed
    if day is None:
        return ""
    return " ".join(part for part in (f"{day.day.day.month}月{day.day.day.day}日", day.day.mark) if part)


def as_tsv(days: Iterable[DutyDay]) -> str:
    """Return days with a header line as spreadsheet programs paste them, one line for every shift."""
    rows: list[Sequence[str]] = [HEADINGS]
    rows += [_row(day, shift) for day in days for shift in day.shifts]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def _row(day: DutyDay, shift: DutyShift) -> Sequence[str]:
    hours = f"{shift.shift.starts_at:%H:%M}–{shift.shift.ends_at:%H:%M}"
    names = [_names(shift.seats, post) for post in DutyPost]
    return (day.day.isoformat(), WEEKDAYS[day.day.weekday()], day.mark, shift.shift.name, hours, *names)


def _names(seats: Iterable[DutySeat], post: DutyPost) -> str:
    return "、".join(one.name or VACANT for one in seats if one.seat.post is post)
