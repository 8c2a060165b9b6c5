"""The list of duty mode: whom to call, one large line each, one of them current; what is done with it lives elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from lantian_desktop.domain.duty.call_chain import ChainLink
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster.contact_search import ContactHit, Marked
from lantian_desktop.ui.duty.mode.measures import ModeMeasures
from lantian_desktop.ui.duty.mode.text import FitLabel
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone

NO_NUMBER = "没有号码"
WIDEST_NUMBER = "029-8888 8888 "  # longer ones are drawn smaller


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number and whose it is; `phone` is the number as it is copied, `tried` what became of calling it in this shift."""

    contact_id: int
    unit: Marked
    post: Marked
    name: Marked
    phone: str
    spans: tuple[tuple[int, int], ...] = ()  # stretches of `phone` that matched
    tried: CallOutcome | None = None

    @property
    def whom(self) -> str:
        """Return 高新区 联络员 示例庚."""
        return " ".join(part.text for part in (self.unit, self.post, self.name) if part.text)


def line_of_hit(hit: ContactHit) -> NumberLine:
    """Return the line of a contact that was found."""
    return NumberLine(hit.id, hit.unit, hit.post, hit.name, hit.number.text, hit.number.spans)


def line_of_link(link: ChainLink) -> NumberLine:
    """Return the line of one number of a call chain."""
    post = (
        link.post if link.label in link.post else f"{link.label} {link.post}"
    )  # what tells two numbers apart comes first
    return NumberLine(
        link.contact_id, Marked(link.unit), Marked(post), Marked(link.name), link.number, tried=link.tried
    )


def grouped_spans(number: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return where stretches of `number` lie in its grouped form."""
    there = [place for place, sign in enumerate(grouped(number)) if sign.isdigit() or sign == "*"]
    here = [place for place, sign in enumerate(number) if sign.isdigit() or sign == "*"]
    places = dict(zip(here, there, strict=True))
    kept = ([places[at] for at in range(begins, ends) if at in places] for begins, ends in spans)
    return tuple((found[0], found[-1] + 1) for found in kept if found)


class NumberLines(QWidget):
    """As many lines as fit; Up and Down move the current one, and the list follows it."""

    current_changed = Signal()
    opened = Signal()

    def __init__(self, bar: CallBar) -> None:
        super().__init__()
        self._bar = bar
        self._lines: tuple[NumberLine, ...] = ()
        self._measures: ModeMeasures | None = None
        self._rows: list[_Row] = []
        self._at = self._top = 0
        bar.setParent(self)
        bar.hide()

    @property
    def lines(self) -> tuple[NumberLine, ...]:
        """What is listed, seen or not."""
        return self._lines

    @property
    def current(self) -> NumberLine | None:
        """The current line, None when nothing is listed."""
        return self._lines[self._at] if self._lines else None

    def seen(self) -> tuple[NumberLine, ...]:
        """Return the lines on the screen."""
        return self._lines[self._top : self._top + len(self._rows)]

    def show_lines(self, lines: Sequence[NumberLine], current: int = 0) -> None:
        """List these, with one of them current."""
        self._lines = tuple(lines)
        self._at = min(current, max(len(lines) - 1, 0))
        self._top = 0
        self._draw()

    def replace_current(self, line: NumberLine) -> None:
        """Show another line in place of the current one."""
        self._lines = (*self._lines[: self._at], line, *self._lines[self._at + 1 :])
        self._draw()

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._measures = measures
        self._bar.set_measures(measures)
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._fill()

    def move_by(self, steps: int) -> None:
        """Make another line current."""
        if self._lines:
            self._at = min(max(self._at + steps, 0), len(self._lines) - 1)
            self._draw()

    def turn_by(self, pages: int) -> None:
        """Show the lines below or above those that are seen now, the first of them current."""
        if self._lines:
            last = (len(self._lines) - 1) // self.page() * self.page()
            self._at = self._top = min(max(self._top + pages * self.page(), 0), last)
            self._draw()

    def page(self) -> int:
        """Return how many lines are seen at once."""
        return max(len(self._rows), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many lines as fit."""
        super().resizeEvent(event)
        self._fill()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the line under the mouse current."""
        at = self._top + int(event.position().y()) // max(self._height(), 1)
        if at < len(self._lines):
            self._at = at
            self._draw()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the current line."""
        self.opened.emit()

    def _height(self) -> int:
        return self.height() // max(len(self._rows), 1)

    def _fill(self) -> None:
        if self._measures is None:
            return
        fitting = max(self.height() // self._measures.line_height, 1)
        while len(self._rows) > fitting:
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < fitting:
            row = _Row(self._measures, self._bar.sizeHint().width())
            row.setParent(self)
            row.stackUnder(self._bar)
            self._rows.append(row)
        for at, row in enumerate(self._rows):
            row.setGeometry(QRect(0, at * self._height(), self.width(), self._height()))
        self._draw()

    def _draw(self) -> None:
        self._top = min(max(self._top, self._at - self.page() + 1), self._at)
        for at, row in enumerate(self._rows, self._top):
            row.setVisible(at < len(self._lines))
            if at < len(self._lines):
                row.show_line(at + 1, self._lines[at], is_current=at == self._at)
        self._place_bar()
        self.current_changed.emit()

    def _place_bar(self) -> None:
        here = self._at - self._top
        self._bar.setVisible(bool(self._lines) and here < len(self._rows))
        if self._measures is not None and self._bar.isVisibleTo(self):
            size = self._bar.sizeHint()
            top = here * self._height() + (self._height() - size.height()) // 2
            self._bar.setGeometry(self.width() - size.width() - self._measures.gap, top, size.width(), size.height())


class _Row(QFrame):
    """One line: number in the list, unit, post, name, what became of the call, the number to call."""

    def __init__(self, measures: ModeMeasures, bar_width: int) -> None:
        super().__init__()
        self._measures = measures
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place = plain_label("", "muted")
        self._unit, self._post, self._name, self._number = (FitLabel() for _ in range(4))
        self._tried: QLabel = plain_label("", "muted")
        for label in (self._unit, self._post, self._name):
            label.set_heights(measures.line_text, measures.line_text * 4 // 5)
        row = QHBoxLayout(self)
        row.setContentsMargins(measures.gap, 0, measures.gap * 2 + bar_width, 0)
        row.setSpacing(measures.gap)
        self._place.setFixedWidth(measures.text * 3 // 2)
        self._tried.setFixedWidth(measures.text * 5 // 2)
        row.addWidget(self._place)
        for label, share in ((self._unit, 5), (self._post, 8), (self._name, 6)):
            row.addWidget(label, share)
        row.addWidget(self._tried)
        self._number.set_heights(measures.number, measures.number)
        self._number.show_text(WIDEST_NUMBER)
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._number.setFixedWidth(self._number.sizeHint().width())
        row.addWidget(self._number)

    def show_line(self, place: int, line: NumberLine, *, is_current: bool) -> None:
        """Show one line, the current one with the accent."""
        self._place.setText(str(place))
        self._unit.show_text(line.unit.text, line.unit.spans)
        self._post.show_text(line.post.text, line.post.spans)
        self._name.show_text(line.name.text or "—", line.name.spans)
        self._tried.setText(line.tried.label if line.tried else "")
        set_role(self._tried, "red" if line.tried is CallOutcome.UNANSWERED else "green")
        wanted = self._measures.number if line.phone else self._measures.line_text
        self._number.set_heights(wanted, wanted // 2)
        self._number.show_text(grouped(line.phone) or NO_NUMBER, grouped_spans(line.phone, line.spans))
        self._number.set_tone(Tone.NEUTRAL if not line.phone else Tone.ACCENT if is_current else None)
        set_role(self, "chosen" if is_current else "plain")


class CallBar(QWidget):
    """接通, 未接 and 转达, standing on the current line."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = _button("接通 F2", "good")
        self.unanswered = _button("未接 F3", "bad")
        self.passed_on = _button("转达 F4", "")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._buttons = (self.answered, self.unanswered, self.passed_on)
        for button in self._buttons:
            self._row.addWidget(button)

    def set_measures(self, measures: ModeMeasures) -> None:
        """Take the room the buttons need in the present style; the lines leave it free."""
        self._row.setSpacing(measures.gap // 2)
        for button in self._buttons:
            button.ensurePolished()
            button.updateGeometry()
        self._row.invalidate()

    def sizeHint(self) -> QSize:
        """Return the room of the buttons, also while they are not shown and their layout would count none."""
        hints = [button.sizeHint() for button in self._buttons]
        width = sum(hint.width() for hint in hints) + self._row.spacing() * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", role)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
