"""The steps of a record from left to right: done, present, still to come."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lantian_desktop.ui.kit.paint.theme import Roles, Tone, measures_of, roles_of

DOT = 6.5


@dataclass(frozen=True, slots=True)
class Steps:
    """Names in order, the position reached, and how the present one stands."""

    names: tuple[str, ...]
    at: int  # position of the present step; len(names) when all are done
    tone: Tone = Tone.ACCENT


class StepPipeline(QWidget):
    """Dots on a line with their names underneath; also told in words to screen readers."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        done, now = "、".join(steps.names[: steps.at]) or "无", steps.names[steps.at : steps.at + 1]
        self.setAccessibleName(f"已完成：{done}；当前：{now[0] if now else '全部完成'}")
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """Return room for the dots and one line of names."""
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in self.steps.names)
        return QSize((widest + 8) * len(self.steps.names), self.fontMetrics().lineSpacing() + 24)

    def minimumSizeHint(self) -> QSize:
        """Return the same height, but half the width: names shrink to the small size before that."""
        return QSize(self.sizeHint().width() // 2, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, the dots and the names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = roles_of(self.palette())
        step = self.width() / len(self.steps.names)
        middles = [step * (number + 0.5) for number in range(len(self.steps.names))]
        self._draw_line(painter, roles, middles)
        font = QFont(self.font())
        if step < self.sizeHint().width() / len(self.steps.names):
            font.setPixelSize(measures_of(self.font()).small)
        painter.setFont(font)
        for number, (name, middle) in enumerate(zip(self.steps.names, middles, strict=True)):
            self._draw_dot(painter, roles, number, middle)
            present = number == self.steps.at
            painter.setPen(
                roles.ink(self.steps.tone) if present else QColor(roles.muted if number > self.steps.at else roles.text)
            )
            left = round(middle - step / 2)
            painter.drawText(left, 22, round(step), self.height() - 22, int(Qt.AlignmentFlag.AlignHCenter), name)

    def _draw_line(self, painter: QPainter, roles: Roles, middles: list[float]) -> None:
        for number, (start, end) in enumerate(pairwise(middles)):
            colour = roles.accent if number < self.steps.at else roles.line
            painter.setPen(QPen(QColor(colour), 2))
            painter.drawLine(QPointF(start + DOT + 1, 11), QPointF(end - DOT - 1, 11))

    def _draw_dot(self, painter: QPainter, roles: Roles, number: int, middle: float) -> None:
        ink = roles.ink(self.steps.tone) if number == self.steps.at else QColor(roles.accent)
        painter.setPen(QPen(ink if number <= self.steps.at else QColor(roles.line), 2))
        painter.setBrush(QColor(roles.accent) if number < self.steps.at else QColor(roles.surface))
        painter.drawEllipse(QPointF(middle, 11), DOT, DOT)
        if number < self.steps.at:
            painter.setPen(QPen(QColor(roles.on_accent), 1.6))
            painter.drawPolyline([QPointF(middle - 3, 11), QPointF(middle - 0.8, 13.4), QPointF(middle + 3.2, 8.6)])
