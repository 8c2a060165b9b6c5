"""The duty calendar: a month or a week of seats that keys, mouse and drag and drop go through. It emits requests and changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QToolTip, QWidget

from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.services.rota.calendar import DutyDay, DutySeat
from lantian_desktop.ui.kit.paint.theme import measures_of, roles_of
from lantian_desktop.ui.rota.calendar_keys import CalendarCommand, command_of, neighbour
from lantian_desktop.ui.rota.calendar_layout import CalendarLayout, CalendarMeasure, ChipPlace, Tentative, lay_out
from lantian_desktop.ui.rota.calendar_paint import CalendarState, draw, draw_weekdays
from lantian_desktop.ui.rota.calendar_words import seat_words, tip_of

SEAT_MIME, MEMBER_MIME = "application/x-lantian-seat", "application/x-lantian-member"
EDGE = 28  # pixels from the edge within which dragging scrolls


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody is to go from one seat to another; who sits there comes back."""

    source: Seat
    target: Seat


@dataclass(frozen=True, slots=True)
class Gift:
    """A person is to be put into a seat."""

    member_id: int
    seat: Seat


class CalendarView(QAbstractScrollArea):
    """Weeks of seats, drawn where they are visible."""

    current_changed = Signal()
    carried_changed = Signal()
    move_requested = Signal(object)  # Move
    gift_requested = Signal(object)  # Gift
    command_requested = Signal(object)  # CalendarCommand
    typing_begun = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._days: tuple[DutyDay, ...] = ()
        self._month: date | None = None
        self._tentative: Tentative = {}
        self._sheet = CalendarLayout()
        self._current: Seat | None = None
        self._carried: Seat | None = None
        self._hovered: Seat | None = None
        self._pressed: QPoint | None = None
        self.setAccessibleName("值班日历")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.verticalScrollBar().setSingleStep(24)

    def show_days(self, days: Sequence[DutyDay], *, today: date, month: date | None, tentative: Tentative) -> None:
        """Show whole weeks; `month` makes the others pale, None is the view of one week with a line for every seat."""
        self._days, self._today, self._month, self._tentative = tuple(days), today, month, tentative
        self._lay_out()
        if self._sheet.chip_of(self._carried) is None:
            self._carry(None)
        if self._sheet.chip_of(self._current) is None:
            self._set_current(self._begin_with())
        self._tell_current()

    @property
    def days(self) -> tuple[DutyDay, ...]:
        """The days shown."""
        return self._days

    @property
    def sheet(self) -> CalendarLayout:
        """Where everything lies, before scrolling."""
        return self._sheet

    @property
    def carried(self) -> Seat | None:
        """The seat whose holder was picked up with the keyboard."""
        return self._carried

    def current(self) -> DutySeat | None:
        """Return the seat the cursor is on."""
        chip = self._sheet.chip_of(self._current)
        return chip.seat if chip else None

    def go_to(self, seat: Seat | None) -> None:
        """Put the cursor on a seat that is shown."""
        if seat != self._current and self._sheet.chip_of(seat) is not None:
            self._set_current(seat)
            self._tell_current()

    def seat_rect(self, seat: Seat) -> QRect:
        """Return where a seat lies in the viewport."""
        chip = self._sheet.chip_of(seat)
        return self._on_screen(chip.rect) if chip else QRect()

    def pick_up(self) -> None:
        """Take up who sits at the cursor, to put them down elsewhere."""
        duty_seat = self.current()
        if duty_seat is not None and duty_seat.seated is not None:
            self._carry(duty_seat.seat)

    def put_down(self) -> None:
        """Put down here who was taken up."""
        source, target = self._carried, self._current
        self._carry(None)
        if source is not None and target is not None and source != target:
            self.move_requested.emit(Move(source, target))

    def let_go(self) -> bool:
        """Leave who was taken up where they are, and say whether somebody was."""
        carried = self._carried is not None
        self._carry(None)
        return carried

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the seats, move, clear, pin; a letter begins a name."""
        going = neighbour(self._sheet, self._current, event)
        if going is not None:
            self._set_current(going)
            self._tell_current()
            return
        command = command_of(event, carrying=self._carried is not None)
        if command is CalendarCommand.PICK_UP:
            self.pick_up()
        elif command is CalendarCommand.PUT_DOWN:
            self.put_down()
        elif command is CalendarCommand.LET_GO and self.let_go():
            return
        elif command is not None and command is not CalendarCommand.LET_GO:
            self.command_requested.emit(command)
        elif event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typing_begun.emit(event.text())
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin a name with what an input method committed."""
        if event.commitString():
            self.typing_begun.emit(event.commitString())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor on the seat, ready to be dragged."""
        self.setFocus()
        point = self._in_sheet(event.position().toPoint())
        chip = self._sheet.chip_at(point) or self._sheet.nearest(point)
        self.go_to(chip.seat.seat if chip else None)
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = event.position().toPoint() if left and self._sheet.chip_at(point) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin dragging once the mouse went far enough."""
        far = QApplication.startDragDistance()
        moved = self._pressed and (event.position().toPoint() - self._pressed).manhattanLength() >= far
        duty_seat = self.current()
        if moved and duty_seat is not None and duty_seat.seated is not None:
            self._pressed = None
            self._drag(duty_seat)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Nothing was dragged."""
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the seat."""
        if self._sheet.chip_at(self._in_sheet(event.position().toPoint())):
            self.command_requested.emit(CalendarCommand.OPEN)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take people and seats, nothing else."""
        if event.mimeData().hasFormat(SEAT_MIME) or event.mimeData().hasFormat(MEMBER_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which seat it would be."""
        point = event.position().toPoint()
        self._scroll_at_edge(point)
        chip = self._sheet.nearest(self._in_sheet(point))
        self._hover(chip.seat.seat if chip else None)
        event.setAccepted(chip is not None)

    def dragLeaveEvent(self, _event: QEvent) -> None:
        """Nothing hovers any more."""
        self._hover(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move or the gift."""
        self._hover(None)
        chip = self._sheet.nearest(self._in_sheet(event.position().toPoint()))
        if chip is None:
            return
        event.acceptProposedAction()
        self.drop(event.mimeData(), chip.seat.seat)

    def drop(self, data: QMimeData, target: Seat) -> None:
        """Ask for what dropping `data` on a seat means."""
        self.setFocus()
        if data.hasFormat(MEMBER_MIME):
            self.go_to(target)
            self.gift_requested.emit(Gift(int(data.data(MEMBER_MIME).toStdString()), target))
            return
        source = next((one for one in self._sheet.chips() if _key(one.seat.seat) == _seat_key_of(data)), None)
        if source is not None and source.seat.seat != target:
            self.go_to(target)
            self.move_requested.emit(Move(source.seat.seat, target))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the seat."""
        self.menu_requested.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in full what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """Return what is told about a place of the viewport."""
        place = self._in_sheet(point)
        return tip_of(self._sheet.chip_at(place), self._sheet.day_at(place))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days, and over them the line of weekdays."""
        painter = QPainter(self.viewport())
        roles = roles_of(self.palette())
        painter.fillRect(self.viewport().rect(), roles.surface)
        top = self._weekdays_height() - self.verticalScrollBar().value()
        painter.translate(0, top)
        state = CalendarState(
            self._today, self._month, self._current, self._carried, self._hovered, focused=self.hasFocus()
        )
        draw(painter, self._sheet, state, roles, self.font(), self.viewport().rect().translated(0, -top))
        painter.translate(0, -top)
        painter.setFont(self._letters())
        draw_weekdays(painter, QRect(0, 0, self.viewport().width(), self._weekdays_height()), roles)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the room."""
        super().resizeEvent(event)
        self._lay_out()
        self._set_current(self._current)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_sheet"):
            self._lay_out()
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """Return room for a week of short names."""
        return QSize(self.fontMetrics().horizontalAdvance("示") * 7 * 4, self.fontMetrics().height() * 12)

    def _letters(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(measures_of(self.font()).small)
        font.setWeight(QFont.Weight.DemiBold)  # the widest that is drawn
        return font

    def _weekdays_height(self) -> int:
        return QFontMetrics(self._letters()).height() + 8

    def _lay_out(self) -> None:
        letters = QFontMetrics(self._letters())
        high = self.viewport().height() - self._weekdays_height()
        measure = CalendarMeasure(
            self.viewport().width(), high, letters, letters.height() + 7, roomy=self._month is None
        )
        self._sheet = lay_out(self._days, measure, self._tentative)
        bar = self.verticalScrollBar()
        bar.setPageStep(max(high, 1))
        bar.setRange(0, max(0, self._sheet.height - high))
        self.viewport().update()

    def _begin_with(self) -> Seat | None:
        chips = list(self._sheet.chips())
        first = next((chip for chip in chips if chip.seat.seat.day >= self._today), None)
        return (first or chips[0]).seat.seat if chips else None

    def _set_current(self, seat: Seat | None) -> None:
        self._current = seat
        chip = self._sheet.chip_of(seat)
        if chip is not None:
            self._scroll_to(chip)
        self.viewport().update()

    def _tell_current(self) -> None:
        chip = self._sheet.chip_of(self._current)
        self.setAccessibleDescription(seat_words(chip.seat) if chip else "没有班次")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.current_changed.emit()

    def _carry(self, seat: Seat | None) -> None:
        if seat != self._carried:
            self._carried = seat
            self.viewport().update()
            self.carried_changed.emit()

    def _hover(self, seat: Seat | None) -> None:
        if seat != self._hovered:
            self._hovered = seat
            self.viewport().update()

    def _drag(self, duty_seat: DutySeat) -> None:
        drag = QDrag(self)
        drag.setMimeData(seat_data(duty_seat.seat))
        drag.setPixmap(self.viewport().grab(self.seat_rect(duty_seat.seat)))
        drag.exec(Qt.DropAction.MoveAction)

    def _scroll_to(self, chip: ChipPlace) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height() - self._weekdays_height()
        top, bottom = chip.rect.top() - EDGE, chip.rect.bottom() + EDGE
        bar.setValue(min(max(bar.value(), bottom - high), top))

    def _scroll_at_edge(self, point: QPoint) -> None:
        by = 12 if point.y() > self.viewport().height() - EDGE else -12 if point.y() < EDGE * 2 else 0
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by)

    def _in_sheet(self, point: QPoint) -> QPoint:
        return point - QPoint(0, self._weekdays_height() - self.verticalScrollBar().value())

    def _on_screen(self, rect: QRect) -> QRect:
        return rect.translated(0, self._weekdays_height() - self.verticalScrollBar().value())


def seat_data(seat: Seat) -> QMimeData:
    """Return a seat as drag and drop carries it."""
    data = QMimeData()
    data.setData(SEAT_MIME, _key(seat).encode())
    return data


def _key(seat: Seat) -> str:
    return f"{seat.day.isoformat()}/{seat.shift}/{seat.post.value}/{seat.number}"


def _seat_key_of(data: QMimeData) -> str:
    return data.data(SEAT_MIME).toStdString()
