"""A view and how it is drawn: indented by its depth, a triangle where others are below it, the label shortened if it must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lantian_desktop.ui.kit.paint.theme import Roles, Tone, measures_of, roles_of

VIEW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FOLD_ROLE = VIEW_ROLE + 1
MARGIN = 11  # pixels left and right of label and number
LONGEST = "示例示例示例示例示例"  # a longer label is shortened, its whole stands in the tooltip


@dataclass(frozen=True, slots=True)
class View:
    """One entry: `count` is None while it is being counted; `tone` colours the number when it is not zero."""

    key: str
    label: str
    count: int | None = None
    tone: Tone | None = None
    heading: str = ""  # a small heading above this entry begins a group
    depth: int = 0  # a deeper view stands below the one before it
    folded: bool = False  # whether what is below is folded away until a user unfolds it
    name: str = ""  # in full, where the label is short


class Fold(Enum):
    """Whether views below this one are there, shown or folded away."""

    NONE = ""
    OPEN = "，已展开"
    FOLDED = "，已折叠"

    @property
    def words(self) -> str:
        """What is told to a screen reader."""
        return self.value


def indent(depth: int, font: QFont) -> int:
    """Return how far a view of a depth is moved in, in pixels."""
    return depth * measures_of(font).text


def needed_width(views: Iterable[View], metrics: QFontMetrics, font: QFont) -> int:
    """Return the width that shows every label up to the longest one allowed, with its number."""
    longest = metrics.horizontalAdvance(LONGEST)
    widest = max(
        (
            min(metrics.horizontalAdvance(view.label), longest)
            + metrics.horizontalAdvance(f"  {view.count or 0:,}")
            + indent(view.depth, font)
            for view in views
        ),
        default=0,
    )
    return max(widest + 44, metrics.horizontalAdvance("示例示例示例") + 60)


class ViewDelegate(QStyledItemDelegate):
    """Draws one view."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return a row's height, and more where a heading stands above it."""
        view: View = index.data(VIEW_ROLE)
        measures = measures_of(option.font)
        return QSize(80, measures.row - 1 + (measures.row - 6 if view.heading else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw heading, ground, triangle, label and number."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = roles_of(option.palette)
        view: View = index.data(VIEW_ROLE)
        rect = self._below_heading(painter, option, view, roles)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, rect, chosen=chosen)
        self._number_and_label(painter, option, rect, view, chosen=chosen)
        self._triangle(painter, rect.left() + indent(view.depth, option.font), rect, index.data(FOLD_ROLE), roles)
        painter.restore()

    def _below_heading(self, painter: QPainter, option: QStyleOptionViewItem, view: View, roles: Roles) -> QRect:
        measures = measures_of(option.font)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        font = option.font
        if view.heading:
            font.setPixelSize(measures.small)
            painter.setFont(font)
            painter.setPen(QColor(roles.muted))
            over = rect.adjusted(MARGIN, 0, 0, -measures.row + 4)
            painter.drawText(over, int(Qt.AlignmentFlag.AlignBottom), view.heading)
            rect.setTop(rect.bottom() - measures.row + 4)
            font.setPixelSize(measures.text)
        painter.setFont(font)
        return rect

    def _number_and_label(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, view: View, *, chosen: bool
    ) -> None:
        roles, metrics = roles_of(option.palette), painter.fontMetrics()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = rect.adjusted(MARGIN + indent(view.depth, option.font), 0, -MARGIN, 0)
        counted = "" if view.count is None else f"{view.count:,}"
        ink = QColor(roles.accent if chosen else roles.text if view.count != 0 or not view.depth else roles.muted)
        painter.setPen(ink)
        left = room.width() - metrics.horizontalAdvance(f"{counted} ")
        painter.drawText(room, middle, metrics.elidedText(view.label, Qt.TextElideMode.ElideRight, left))
        if view.tone and view.count:
            painter.setPen(roles.ink(view.tone))
        elif not chosen:
            painter.setPen(QColor(roles.muted))
        painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), counted)

    def _triangle(self, painter: QPainter, left: int, rect: QRect, fold: Fold, roles: Roles) -> None:
        if fold is Fold.NONE:
            return
        unit = painter.font().pixelSize() / 14  # drawn for the standard text size
        down = [(-3.5, -2.0), (3.5, -2.0), (0.0, 2.5)]
        points = down if fold is Fold.OPEN else [(-2.0, -3.5), (-2.0, 3.5), (2.5, 0.0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.muted))
        middle, line = left + MARGIN / 2, rect.center().y() + 1
        painter.drawPolygon(QPolygonF([QPointF(middle + unit * x, line + unit * y) for x, y in points]))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, chosen: bool) -> None:
        roles = roles_of(option.palette)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not (chosen or hovered):
            return
        painter.setPen(QColor(roles.accent) if focused and chosen else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.accent_ground if chosen else roles.neutral_ground))
        painter.drawRoundedRect(rect, 6, 6)
