"""The keys of the duty calendar: what they do, and which seat an arrow leads to. No state."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.ui.rota.calendar_layout import CalendarLayout


class CalendarCommand(Labelled):
    """What a key of the calendar asks for."""

    PICK_UP = "pick_up", "拿起"
    PUT_DOWN = "put_down", "放下"
    LET_GO = "let_go", "放弃移动"
    CLEAR = "clear", "清除"
    PIN = "pin", "锁定或解除锁定"
    OPEN = "open", "查看"
    COPY = "copy", "复制本月"
    BACK = "back", "上一月"
    ON = "on", "下一月"
    TODAY = "today", "今天"


_KEYS = {
    Qt.Key.Key_Escape: CalendarCommand.LET_GO,
    Qt.Key.Key_Delete: CalendarCommand.CLEAR,
    Qt.Key.Key_Space: CalendarCommand.PIN,
    Qt.Key.Key_PageUp: CalendarCommand.BACK,
    Qt.Key.Key_PageDown: CalendarCommand.ON,
    Qt.Key.Key_Home: CalendarCommand.TODAY,
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def command_of(event: QKeyEvent, *, carrying: bool) -> CalendarCommand | None:
    """Return what a key asks for, or None."""
    standard = QKeySequence.StandardKey
    for sequence, command in (
        (standard.Copy, CalendarCommand.COPY),
        (standard.Cut, CalendarCommand.PICK_UP),
        (standard.Paste, CalendarCommand.PUT_DOWN),
    ):
        if event.matches(sequence):
            return command
    key = Qt.Key(event.key())
    if key in _ENTER:
        return CalendarCommand.PUT_DOWN if carrying else CalendarCommand.OPEN
    return _KEYS.get(key)


def neighbour(sheet: CalendarLayout, current: Seat | None, event: QKeyEvent) -> Seat | None:
    """Return the seat an arrow leads to: the next of the day or that of another week, the same one of the day before or after."""
    by = _ARROWS.get(Qt.Key(event.key()))
    if by is None or current is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    within = [chip.seat.seat for chip in sheet.chips() if chip.seat.seat.day == current.day]
    if abs(by) == 7 and current in within:
        at = within.index(current) + by // 7
        if 0 <= at < len(within):
            return within[at]
    return _other_day(sheet, current, by)


def _other_day(sheet: CalendarLayout, current: Seat, by: int) -> Seat | None:
    day = current.day + timedelta(days=by)
    seats = [chip.seat.seat for chip in sheet.chips() if chip.seat.seat.day == day]
    if not seats:
        return None
    if abs(by) == 7:
        return seats[0] if by > 0 else seats[-1]
    return min(seats, key=lambda seat: (seat.shift != current.shift, seat.post is not current.post, seat.number))
