"""Drawing the duty calendar from where everything lies. It knows colours and words, and neither keys nor services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygon

from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.domain.rota.schemes import MAKEUP_DAY, REST_DAY, DutyPost
from lantian_desktop.ui.kit.paint.theme import Roles, Tone, measures_of
from lantian_desktop.ui.rota.calendar_layout import CHIP_PAD, PAD, CalendarLayout, ChipPlace, DayPlace

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SHORT_MARKS = {REST_DAY: "休", MAKEUP_DAY: "班"}
RADIUS = 4
CORNER = 7  # pixels of the corner that says a seat is pinned


@dataclass(frozen=True, slots=True)
class CalendarState:
    """What is special at the moment: the seat the cursor is on, the one picked up, the one something hovers over."""

    today: date
    month: date | None = None  # days of other months are paler; None where there is one week
    current: Seat | None = None
    carried: Seat | None = None
    hovered: Seat | None = None
    focused: bool = False


def draw(
    painter: QPainter, sheet: CalendarLayout, state: CalendarState, roles: Roles, font: QFont, visible: QRect
) -> None:
    """Draw the days that are visible."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, state, roles, font)
    for place in sheet.days:
        if place.rect.intersects(visible):
            brush.day(place)


def draw_weekdays(painter: QPainter, rect: QRect, roles: Roles) -> None:
    """Draw the line of weekdays over the columns."""
    painter.fillRect(rect, QColor(roles.surface))
    painter.setPen(QColor(roles.muted))
    for number, name in enumerate(WEEKDAYS):
        left, right = (rect.width() * one // 7 for one in (number, number + 1))
        painter.drawText(left + PAD, rect.top(), right - left, rect.height(), int(Qt.AlignmentFlag.AlignVCenter), name)
    painter.setPen(QPen(QColor(roles.line), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class _Brush:
    """One painter with its colours."""

    def __init__(self, painter: QPainter, state: CalendarState, roles: Roles, font: QFont) -> None:
        self._painter, self._state, self._roles = painter, state, roles
        self._font, self._small = QFont(font), QFont(font)
        self._small.setPixelSize(measures_of(font).small)
        self._bold = QFont(self._small)
        self._bold.setWeight(QFont.Weight.DemiBold)

    def day(self, place: DayPlace) -> None:
        roles, painter = self._roles, self._painter
        rect = place.rect
        other = self._state.month is not None and not _same_month(place.day.day, self._state.month)
        rest = bool(place.day.mark) and place.day.mark != MAKEUP_DAY
        painter.fillRect(rect, QColor(roles.ground if other or rest else roles.surface))
        painter.setPen(QPen(QColor(roles.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._heading(place, pale=other)
        painter.setFont(self._small)
        painter.setPen(QColor(roles.muted))
        for label in place.labels:
            painter.drawText(label.rect, int(Qt.AlignmentFlag.AlignVCenter), label.text)
        for chip in place.chips:
            self._chip(chip, pale=other)

    def _heading(self, place: DayPlace, *, pale: bool) -> None:
        painter, roles, day = self._painter, self._roles, place.day.day
        painter.setFont(self._small)
        high = painter.fontMetrics().height() + 2
        room = QRect(place.rect.left() + PAD, place.rect.top() + 3, place.rect.width() - 2 * PAD, high)
        number = f"{day.month}月{day.day}日" if day.day == 1 or self._state.month is None else str(day.day)
        if day == self._state.today:
            number = f"{number} 今天"
            pill = QRect(room.left() - 2, room.top(), painter.fontMetrics().horizontalAdvance(number) + 10, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.accent))
            painter.drawRoundedRect(pill, RADIUS, RADIUS)
            painter.setPen(QColor(roles.on_accent))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), number)
        else:
            painter.setPen(QColor(roles.muted if pale else roles.text))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), number)
        self._mark(place, room)

    def _mark(self, place: DayPlace, room: QRect) -> None:
        mark = SHORT_MARKS.get(place.day.mark, place.day.mark)
        if not mark:
            return
        tone = Tone.AMBER if place.day.mark == MAKEUP_DAY else Tone.GREEN
        self._painter.setPen(self._roles.ink(tone))
        self._painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), mark)

    def _chip(self, chip: ChipPlace, *, pale: bool) -> None:
        painter = self._painter
        ground, ink = self._colours(chip, pale=pale)
        here = chip.seat.seat
        painter.setPen(self._edge(chip))
        painter.setBrush(ground)
        painter.drawRoundedRect(chip.rect, RADIUS, RADIUS)
        painter.setFont(self._bold if here.post is DutyPost.LEADER else self._small)
        inner = chip.rect.adjusted(CHIP_PAD, 0, -2, 0)
        painter.setPen(ink)
        if chip.mark:
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), chip.mark)
            inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(chip.mark) + 2)
        text = painter.fontMetrics().elidedText(chip.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), text)
        if chip.seat.pinned:
            self._corner(chip.rect, ink)
        if here == self._state.current:
            self._ring(chip.rect)

    def _colours(self, chip: ChipPlace, *, pale: bool) -> tuple[QColor, QColor]:
        roles = self._roles
        if chip.tentative:
            return QColor(roles.green_ground), QColor(roles.green)
        if not chip.seat.seated and pale:  # another month is not what one looks at
            return QColor(roles.neutral_ground), QColor(roles.muted)
        if not chip.seat.seated:
            return QColor(roles.red_ground), QColor(roles.red)
        if chip.seat.conflicts:
            return QColor(roles.amber_ground), QColor(roles.amber)
        if chip.seat.seat.post is DutyPost.LEADER:
            return QColor(roles.accent_ground), QColor(roles.text)
        return QColor(roles.neutral_ground), QColor(roles.text)

    def _edge(self, chip: ChipPlace) -> QPen:
        if chip.seat.seat == self._state.carried or chip.tentative:
            tone = self._roles.green if chip.tentative else self._roles.accent
            return QPen(QColor(tone), 1.5, Qt.PenStyle.DashLine)
        if chip.seat.seat == self._state.hovered:
            return QPen(QColor(self._roles.accent), 1.5)
        return QPen(Qt.PenStyle.NoPen)

    def _corner(self, rect: QRect, ink: QColor) -> None:
        right, top = rect.right(), rect.top()
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ink)
        corner = QPolygon([QPoint(right - CORNER, top), QPoint(right + 1, top), QPoint(right + 1, top + CORNER)])
        self._painter.drawPolygon(corner)

    def _ring(self, rect: QRect) -> None:
        colour = self._roles.accent if self._state.focused else self._roles.muted
        self._painter.setPen(QPen(QColor(colour), 2 if self._state.focused else 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)


def _same_month(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)
