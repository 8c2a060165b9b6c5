"""在班 in the head of the window: who is on duty and their numbers, as much as there is room for. Who it is, the services say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lantian_desktop.domain.phones import first_of, grouped
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.rota import lines as rota_lines
from lantian_desktop.services.rota.lines import DutyPerson, RotaLine
from lantian_desktop.ui.kit.paint.theme import Tone, roles_of
from lantian_desktop.ui.kit.work.shell import Shell

TOPICS = frozenset({"duty", "roster", "settings"})
NOBODY = "无人值班"
BEFORE, BETWEEN = "在班：", " | "
POSTS = {DutyPost.LEADER: "带班", DutyPost.OFFICER: "值班"}
LONGEST_WAIT_MS = 2_000_000_000  # a timer counts in 31 bits


@dataclass(frozen=True, slots=True)
class StripPart:
    """One stretch of text; `number` is what a click on it copies."""

    text: str
    number: str = ""
    red: bool = False


def versions(line: RotaLine) -> tuple[tuple[StripPart, ...], ...]:
    """Return what can be shown, the longest first: posts and numbers, numbers, the number of one, names, how many."""
    if not line.people:
        return ((StripPart(NOBODY, red=True),),)
    nobody = (StripPart(NOBODY, red=True),) if line.vacant else ()
    first = next((one for one in (*line.of(DutyPost.OFFICER), *line.people) if one.phone), line.people[0])
    others = f" 等 {len(line.people)} 人" if len(line.people) > 1 else ""
    return (
        _parts(line, lambda one: f"{POSTS[one.post]} {one.name} {_read_out(one)}".strip()),
        _parts(line, lambda one: f"{one.name} {_read_out(one)}".strip()),
        (StripPart(f"{first.name} {_read_out(first)}{others}", first_of(first.phone)), *nobody),
        _parts(line, lambda one: one.name),
        (StripPart(f"{len(line.people)} 人"), *nobody),
    )


def _parts(line: RotaLine, shown: Callable[[DutyPerson], str]) -> tuple[StripPart, ...]:
    parts: list[StripPart] = []
    for post, word in POSTS.items():
        parts += [StripPart(shown(person), first_of(person.phone)) for person in line.of(post)]
        if any(seat.post is post for seat in line.vacant):
            parts.append(StripPart(f"{word} {NOBODY}", red=True))
    return tuple(parts)


def _read_out(person: DutyPerson) -> str:
    return grouped(first_of(person.phone))


def whole(line: RotaLine) -> str:
    """Return everything as lines, as it is copied and shown in the tooltip."""
    people = [f"{one.post.label} {one.name} {one.phone or '没有登记电话'}" for one in line.people]
    return "\n".join([*people, *(f"{seat.post.label} {NOBODY}" for seat in line.vacant)])


class DutyStrip(QWidget):
    """A line that shortens itself: a click copies a number, Space all of it, Enter or a double click opens 值班台."""

    copied = Signal(str)
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: RotaLine | None = None
        self._versions: tuple[tuple[StripPart, ...], ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.setAccessibleName("在班")
        self.hide()

    def show_line(self, line: RotaLine | None) -> None:
        """Show a shift; nothing is shown where no shifts were set up."""
        self._line = line
        self._versions = versions(line) if line else ()
        self.setVisible(line is not None)
        if line is not None:
            end = line.shift.ends_at
            self.setToolTip(f"{line.shift.caption}，到 {end.month}月{end.day}日 {end:%H:%M}\n{whole(line)}")
            self.setAccessibleName(f"在班：{whole(line)}".replace("\n", "；"))
            self.setAccessibleDescription("空格复制电话，回车打开值班台")
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What can be read now."""
        return BEFORE + BETWEEN.join(part.text for part in self._shown()) if self._line else ""

    def sizeHint(self) -> QSize:
        """Return room for all of it."""
        return QSize(self._width(self._versions[0]) if self._versions else 0, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        """Return room for the shortest form."""
        return QSize(self._width(self._versions[-1]) if self._versions else 0, self.fontMetrics().height() + 6)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Copy the number that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton and (number := self._number_at(event.position().x())):
            self._copy(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open 值班台."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.open_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on Space or Ctrl+C, open on Enter."""
        if event.key() == Qt.Key.Key_Space or event.matches(QKeySequence.StandardKey.Copy):
            if self._line is not None:
                self._copy(whole(self._line))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the longest form that fits."""
        painter = QPainter(self)
        roles = roles_of(self.palette())
        left = 0
        for text, part in self._runs():
            colour = roles.ink(Tone.RED) if part and part.red else QColor(roles.text if part else roles.muted)
            painter.setPen(colour)
            width = self.fontMetrics().horizontalAdvance(text)
            painter.drawText(left, 0, width + 1, self.height(), int(Qt.AlignmentFlag.AlignVCenter), text)
            left += width
        if self.hasFocus():
            painter.setPen(QColor(roles.accent))
            painter.drawLine(0, self.height() - 1, left, self.height() - 1)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)

    def _shown(self) -> tuple[StripPart, ...]:
        fitting = (parts for parts in self._versions if self._width(parts) <= self.width())
        return next(fitting, self._versions[-1] if self._versions else ())

    def _runs(self) -> list[tuple[str, StripPart | None]]:
        """Return the texts from left to right with the part each is, the words between being none."""
        runs: list[tuple[str, StripPart | None]] = [(BEFORE, None)]
        for place, part in enumerate(self._shown()):
            runs += [(BETWEEN, None), (part.text, part)] if place else [(part.text, part)]
        return runs

    def _number_at(self, x: float) -> str:
        left = 0
        for text, part in self._runs():
            left += self.fontMetrics().horizontalAdvance(text)
            if x < left:
                return part.number if part else ""
        return ""

    def _width(self, parts: tuple[StripPart, ...]) -> int:
        return self.fontMetrics().horizontalAdvance(BEFORE + BETWEEN.join(part.text for part in parts)) + 2


class DutyWatch(QObject):
    """Keeps the strip true: read again when duty or the roster changes, and once when the shift does."""

    def __init__(self, shell: Shell, strip: DutyStrip, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._strip = shell, strip
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be half an hour late after a night
        self.timer.timeout.connect(self.refresh)
        self._turn_at: datetime | None = None
        strip.copied.connect(self._say_copied)
        window.installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """Read who is on duty and wait for the shift's end."""
        self._shell.attempt(partial(rota_lines.line_at, self._shell.office), self._show)

    def hear(self, topics: frozenset[str]) -> None:
        """Refresh when what changed may change who is on duty or how they are reached."""
        if topics & TOPICS:
            self.refresh()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the window comes to the front: a PC that slept has a late timer."""
        if event.type() is QEvent.Type.WindowActivate and self.timer.isActive() and self._overdue():
            self.refresh()
        return super().eventFilter(watched, event)

    def _show(self, line: RotaLine | None) -> None:
        self._strip.show_line(line)
        self._turn_at = rota_lines.next_turn_at(self._shell.office)
        self.timer.stop()
        if self._turn_at is not None:
            wait = (self._turn_at - self._shell.office.clock()).total_seconds() * 1000
            self.timer.start(max(0, min(int(wait) + 1, LONGEST_WAIT_MS)))

    def _overdue(self) -> bool:
        return self._turn_at is not None and self._shell.office.clock() >= self._turn_at

    def _say_copied(self, text: str) -> None:
        self._shell.say(f"已复制 {text}。" if "\n" not in text else "已复制在班人员和电话。")
