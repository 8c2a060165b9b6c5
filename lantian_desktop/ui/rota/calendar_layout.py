"""Where everything of the duty calendar lies: days in weeks, shifts in days, names in shifts. Values in, rectangles out; no painting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics

from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.rota.calendar import DutyDay, DutySeat, DutyShift

PAD = 4  # pixels between the edge of a day and what stands in it
GAP = 2  # pixels between names
CHIP_PAD = 4  # pixels between the edge of a name's ground and the name
VACANT = "缺"
POST_WORDS = {DutyPost.LEADER: "带班", DutyPost.OFFICER: "值班"}


@dataclass(frozen=True, slots=True)
class ChipPlace:
    """A seat on the page: `mark` is said before the name (替, 调, 待, !)."""

    seat: DutySeat
    rect: QRect
    mark: str
    name: str
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """A small word before names."""

    text: str
    rect: QRect


@dataclass(frozen=True, slots=True)
class DayPlace:
    """A day on the page."""

    day: DutyDay
    rect: QRect
    chips: tuple[ChipPlace, ...]
    labels: tuple[LabelPlace, ...]


@dataclass(frozen=True, slots=True)
class CalendarLayout:
    """The whole calendar laid out: its days and how high it is."""

    days: tuple[DayPlace, ...] = ()
    height: int = 0

    def chips(self) -> Iterator[ChipPlace]:
        """Yield every seat on the page in order."""
        for day in self.days:
            yield from day.chips

    def chip_of(self, seat: Seat | None) -> ChipPlace | None:
        """Return where a seat lies."""
        return next((chip for chip in self.chips() if chip.seat.seat == seat), None)

    def chip_at(self, point: QPoint) -> ChipPlace | None:
        """Return the seat under a point."""
        return next((chip for chip in self.chips() if chip.rect.contains(point)), None)

    def day_at(self, point: QPoint) -> DayPlace | None:
        """Return the day under a point."""
        return next((day for day in self.days if day.rect.contains(point)), None)

    def nearest(self, point: QPoint) -> ChipPlace | None:
        """Return the seat under a point, or the nearest one of the day under it."""
        day = self.day_at(point)
        if day is None or not day.chips:
            return None
        return min(day.chips, key=lambda chip: (chip.rect.center() - point).manhattanLength())


@dataclass(frozen=True, slots=True)
class CalendarMeasure:
    """What lengths follow from: the room there is and the letters names are written in."""

    width: int
    height: int
    letters: QFontMetrics
    heading: int  # height of a day's first line
    roomy: bool = False  # one week with a line for every seat

    @property
    def line(self) -> int:
        """The height of one name."""
        return self.letters.height() + (10 if self.roomy else 3)


Tentative = Mapping[Seat, str]


def lay_out(days: Sequence[DutyDay], measure: CalendarMeasure, tentative: Tentative) -> CalendarLayout:
    """Return the calendar for whole weeks of days: rows as high as the room allows, or as what stands in them needs."""
    weeks = [days[at : at + 7] for at in range(0, len(days), 7)]
    if not weeks:
        return CalendarLayout()
    share = measure.height // len(weeks)
    placed: list[DayPlace] = []
    top = 0
    for week in weeks:
        columns = [_column(number, measure.width) for number in range(7)]
        drawn = [
            _Filler(measure, left + PAD, top, width - 2 * PAD, tentative).fill(day)
            for (left, width), day in zip(columns, week, strict=True)
        ]
        height = max(share, *(bottom - top + PAD for _, _, bottom in drawn))
        for (left, width), day, (chips, labels, _) in zip(columns, week, drawn, strict=True):
            placed.append(DayPlace(day, QRect(left, top, width, height), chips, labels))
        top += height
    return CalendarLayout(tuple(placed), top)


def _column(number: int, width: int) -> tuple[int, int]:
    left = number * width // 7
    return left, (number + 1) * width // 7 - left


class _Filler:
    """Puts the names of one day into lines."""

    def __init__(self, measure: CalendarMeasure, left: int, top: int, width: int, tentative: Tentative) -> None:
        self._measure, self._tentative = measure, tentative
        self._left, self._right = left, left + width
        self._x, self._y = left, top + measure.heading
        self._chips: list[ChipPlace] = []
        self._labels: list[LabelPlace] = []

    def fill(self, day: DutyDay) -> tuple[tuple[ChipPlace, ...], tuple[LabelPlace, ...], int]:
        """Return the seats, the words before them, and where the last line ends."""
        for shift in day.shifts:
            if self._measure.roomy:
                self._shift_in_lines(shift)
            elif len(day.shifts) == 1:
                self._posts_in_lines(shift)
            else:
                self._word(shift.shift.name[:1])
                self._row(shift.seats)
                self._turn()
        return tuple(self._chips), tuple(self._labels), self._y

    def _shift_in_lines(self, shift: DutyShift) -> None:
        hours = f"{shift.shift.starts_at:%H:%M}–{shift.shift.ends_at:%H:%M}"
        for words in (shift.shift.name, hours):
            self._labels.append(LabelPlace(words, QRect(self._x, self._y, self._right - self._x, self._measure.line)))
            self._y += self._measure.line - 6
        self._y += 6
        for seat in shift.seats:
            self._word(POST_WORDS[seat.seat.post])
            self._place(seat, self._right - self._x)
            self._turn()
        self._y += PAD

    def _posts_in_lines(self, shift: DutyShift) -> None:
        for post, words in POST_WORDS.items():
            seats = [seat for seat in shift.seats if seat.seat.post is post]
            if not seats:
                continue
            widest = max(map(self._width, seats))
            if self._x + self._wide(words) + widest <= self._right:  # where there is no room, the bold name tells
                self._word(words)
            self._row(seats)
            self._turn()

    def _row(self, seats: Sequence[DutySeat]) -> None:
        indent = self._x
        for seat in seats:
            wide = min(self._width(seat), self._right - self._left)
            if self._x + wide > self._right:
                self._turn()
                self._x = indent if indent + wide <= self._right else self._left
            self._place(seat, wide)

    def _word(self, text: str) -> None:
        wide = self._wide(text)
        self._labels.append(LabelPlace(text, QRect(self._x, self._y, wide, self._measure.line)))
        self._x += wide

    def _wide(self, text: str) -> int:
        return self._measure.letters.horizontalAdvance(text) + GAP + 1

    def _place(self, seat: DutySeat, wide: int) -> None:
        proposed = self._proposed(seat)
        rect = QRect(self._x, self._y, wide, self._measure.line)
        self._chips.append(ChipPlace(seat, rect, self._mark(seat), self._name(seat), tentative=bool(proposed)))
        self._x += wide + GAP

    def _turn(self) -> None:
        self._x = self._left
        self._y += self._measure.line + GAP

    def _width(self, seat: DutySeat) -> int:
        advance = self._measure.letters.horizontalAdvance
        return advance(self._mark(seat)) + advance(self._name(seat)) + 2 * CHIP_PAD + (2 if self._mark(seat) else 0)

    def _proposed(self, seat: DutySeat) -> str:
        """Return who would come into a seat, or nothing where that changes nothing."""
        name = self._tentative.get(seat.seat, "")
        return "" if name == (seat.name or VACANT) else name

    def _name(self, seat: DutySeat) -> str:
        return self._proposed(seat) or seat.name or VACANT

    def _mark(self, seat: DutySeat) -> str:
        if self._proposed(seat):
            return ""
        change = seat.seated.change if seat.seated else None
        return (
            ("!" if seat.conflicts else "")
            + (change.kind.label[0] if change else "")
            + ("待" if seat.change_requested else "")
        )


def whole_weeks(month: date) -> tuple[date, date]:
    """Return the Monday and the Sunday between which the weeks of a month lie."""
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return week_of(first)[0], week_of(last)[1]


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day.toordinal() - day.weekday()
    return date.fromordinal(monday), date.fromordinal(monday + 6)
