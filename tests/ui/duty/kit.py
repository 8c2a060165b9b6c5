"""What the tests of the duty pages share: an office with shifts, people and a month of seats, and the page over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts, shifts_of
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import duty, rota
from lantian_desktop.ui.rota.calendar_view import CalendarView
from tests.ui.tab_kit import Stage

FIRST = date(2019, 7, 1)
TODAY = date(2019, 7, 15)
LEADERS = ("示例赵", "示例钱", "示例孙")
OFFICERS = ("徐一鸣", "马二宝", "潘三省", "单四海", "尉迟五")


@dataclass
class Crew:
    """Who takes turns, by name."""

    members: dict[str, DutyMember]

    def id(self, name: str) -> int:
        return self.members[name].id


def leader(day: int, shift: int = 0, *, month: int = 7) -> Seat:
    return Seat(date(2019, month, day), shift, DutyPost.LEADER)


def officer(day: int, shift: int = 0, number: int = 0, *, month: int = 7) -> Seat:
    return Seat(date(2019, month, day), shift, DutyPost.OFFICER, number)


def man(office: Office, *, pattern: ShiftPattern = ShiftPattern.WHOLE_DAY, officers: int = 1) -> Crew:
    """Set up shifts and people; nobody sits anywhere yet."""
    rota.save_scheme(office, scheme=DutyScheme(FIRST, pattern, even_starts(pattern), officers))
    posts = dict.fromkeys(LEADERS, DutyPost.LEADER) | dict.fromkeys(OFFICERS, DutyPost.OFFICER)
    saved = [
        rota.save_member(office, member=DutyMember(0, name, frozenset({post}), phone=f"1380000{at:04d}"))
        for at, (name, post) in enumerate(posts.items())
    ]
    return Crew({member.name: member for member in saved})


def arrange(office: Office, crew: Crew, *, days: int = 31) -> None:
    """Put the people in turn into every seat of the days from 1 July on."""
    given: dict[Seat, int] = {}
    schemes = rota.schemes(office)
    turn = 0
    for number in range(days):
        day = FIRST + timedelta(days=number)
        for shift in shifts_of(schemes, day):
            given[Seat(day, shift.index, DutyPost.LEADER)] = crew.id(LEADERS[turn % len(LEADERS)])
            for place in range(schemes[0].officers):
                name = OFFICERS[(turn + place) % len(OFFICERS)]
                given[Seat(day, shift.index, DutyPost.OFFICER, place)] = crew.id(name)
            turn += 1
    rota.give_seats(office, given=given, title="排班")


def holder(stage: Stage, seat: Seat) -> str:
    """Return who 谁在班 names for a seat, or nothing."""
    answers = duty.staff_between(stage.office, first=seat.day, last=seat.day)
    return next((one.member.name for answer in answers for one in answer.seated if one.seat == seat), "")


def drop(calendar: CalendarView, data: QMimeData, target: Seat) -> None:
    """Drop on a seat as the system delivers it."""
    drop_at(calendar.viewport(), data, calendar.seat_rect(target).center())


def drop_at(widget: QWidget, data: QMimeData, point: QPoint) -> None:
    """Drop at a point of a widget, after entering it."""
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(point, Qt.DropAction.MoveAction, data, buttons, keys)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    dropping = QDropEvent(QPointF(point), Qt.DropAction.MoveAction, data, buttons, keys)
    QApplication.sendEvent(widget, dropping)
