"""Ctrl+K: one line that finds anything, its hits in a list below, Enter goes there. What can be found is the service's business."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lantian_desktop.domain.roster.contact_search import Hit, Marked
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.roster.contact_hits import HitLine, HitList, contact_line

KINDS = {"contact": "人员", "issue": "问题", "letter": "文书"}
ROWS = 10  # shown at once, the others by scrolling
AROUND = 6  # pixels
WIDTH = 40  # characters: name, unit, post and number side by side


class Popup(QFrame):
    """The popup under the line: hits, or the sentence that there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.hits = HitList()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing: QLabel = plain_label("", "muted", wrap=True)
        self._nothing.setMargin(AROUND)
        column = QVBoxLayout(self)
        column.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        column.addWidget(self.hits)
        column.addWidget(self._nothing)

    def show_hits(self, hits: Sequence[Hit], text: str) -> None:
        """List the hits of a text."""
        self.hits.show_lines([_line(hit) for hit in hits])
        self.hits.setVisible(bool(hits))
        self._nothing.setText(f"没有与“{text}”相符的人员、问题或文书，可换一个词、拼音首字母或号码后几位。")
        self._nothing.setVisible(not hits)

    def needed_height(self, width: int) -> int:
        """Return how high the popup must be at a width, in pixels."""
        if self.hits.lines:
            return self.hits.rows_height(min(len(self.hits.lines), ROWS)) + 2 * AROUND + 2
        return self._nothing.heightForWidth(width - 2 * AROUND - 2) + 2 * AROUND + 2


class Finder(SearchBox):
    """The search line of the header with its popup of hits. `find` is asked for '' when Down is pressed in an empty line."""

    hit_chosen = Signal(object)
    entered = Signal()  # somebody is about to search

    def __init__(self, find: Callable[[str], Sequence[Hit]], parent: QWidget | None = None) -> None:
        super().__init__("查找任何内容 Ctrl+K", parent)
        self._find = find
        self._popup: Popup | None = None
        self.search_requested.connect(self._show_hits)
        self.returnPressed.connect(self._go_current)
        self.left_downwards.connect(self._down)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The hits listed now."""
        lines = () if self._popup is None else self._popup.hits.lines
        return tuple(line.value for line in lines if isinstance(line.value, Hit))

    @property
    def shown_list(self) -> HitList | None:
        """The list of hits while it can be seen."""
        return None if self._popup is None or self._popup.isHidden() else self._popup.hits

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down and the page keys move in the list; Esc closes it first."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -ROWS, Qt.Key.Key_PageDown: ROWS}
        shown = self.shown_list
        if shown is not None and not self.composing and event.key() in steps:
            shown.move_by(steps[Qt.Key(event.key())])
        elif self._popup is not None and shown is not None and event.key() == Qt.Key.Key_Escape and not self.text():
            self._popup.hide()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody is about to search."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the popup when the line is left."""
        super().focusOutEvent(event)
        if self._popup is not None:
            self._popup.hide()

    def _show_hits(self, text: str) -> None:
        if text:
            self._open(self._find(text), text)
        elif self._popup is not None:
            self._popup.show_hits((), "")
            self._popup.hide()

    def _open(self, found: Sequence[Hit], text: str) -> None:
        if self._popup is None:  # made when it is first needed: the window opens sooner
            self._popup = Popup(self.window())
            self._popup.hits.activated_value.connect(self._go)
        self._place(self._popup)  # first: the list shares its width among the columns
        self._popup.show_hits(found, text)
        self._place(self._popup)
        self._popup.show()
        self._popup.raise_()

    def _place(self, popup: Popup) -> None:
        window = self.window()
        wanted = WIDTH * self.fontMetrics().horizontalAdvance("示")
        width = min(max(self.width(), wanted), window.width() - 24)
        corner = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        left = min(max(corner.x(), 12), window.width() - width - 12)
        height = min(popup.needed_height(width), window.height() - corner.y() - 12)
        popup.setGeometry(left, corner.y(), width, height)

    def _down(self) -> None:
        shown = self.shown_list
        if shown is not None:
            shown.move_by(1)
        elif not self.text():
            recent = self._find("")
            if recent:
                self._open(recent, "")

    def _go_current(self) -> None:
        shown = self.shown_list
        if shown is not None and isinstance(shown.current_value(), Hit):
            self._go(shown.current_value())

    def _go(self, hit: object) -> None:
        self.clear()
        self.settle()
        if self._popup is not None:
            self._popup.hide()
        self.hit_chosen.emit(hit)


def _line(hit: Hit) -> HitLine:
    kind = KINDS.get(hit.kind, hit.kind)
    if hit.contact is not None:
        line = contact_line(hit.contact, kind=kind)
        return HitLine(line.title, line.rest, line.number, kind, line.starred, hit)
    return HitLine(Marked(hit.title), (Marked(hit.subtitle),) if hit.subtitle else (), kind=kind, value=hit)
