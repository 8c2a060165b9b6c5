"""What waits at the desk: incidents and lines not finished, issues overdue and due today, and the last lines of the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from lantian_desktop.domain.duty.log import EntryKind, LogEntry
from lantian_desktop.domain.issues.lists import IssueLine
from lantian_desktop.domain.roster.contact_search import Marked
from lantian_desktop.services.duty.desk import DeskView
from lantian_desktop.services.duty.log import is_open_call
from lantian_desktop.ui.kit.lists.chips import ChipLabel
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.roster.contact_hits import HitLine, HitList

NOTHING = "没有待办。"
NO_LINES = "还没有值班记录，按 Ctrl+J 记一笔。"
ENTRY, ISSUE = "duty_entry", "issue"
LAST = 8  # lines of the log


class Agenda(QFrame):
    """Two lists; Enter or a click asks for the record."""

    record_requested = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.counts = QWidget()
        self._flow = FlowLayout(self.counts, gap=6)
        self._counted: tuple[Chip, ...] = ()
        self.waiting, self.last = HitList(), HitList()
        self.waiting.setAccessibleName("待办")
        self.last.setAccessibleName("最近的值班记录")
        self._nothing, self._no_lines = plain_label(NOTHING, "muted"), plain_label(NO_LINES, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.counts)
        column.addWidget(self._nothing)
        column.addWidget(self.waiting, 3)
        column.addWidget(plain_label("最近记录", "small"))
        column.addWidget(self._no_lines)
        column.addWidget(self.last, 2)
        column.addStretch(0)
        for rows in (self.waiting, self.last):
            rows.setProperty("role", "plain")
            rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # takes the room there is
            rows.activated_value.connect(self._go)

    def show_desk(self, desk: DeskView) -> None:
        """Show what waits now."""
        self._count(counts_of(desk))
        self._fill(self.waiting, list(_waiting(desk)))
        self._nothing.setVisible(not self.waiting.lines)
        self._fill(self.last, [_last_line(line, desk.at.date()) for line in desk.last_entries[:LAST]])
        self._no_lines.setVisible(not self.last.lines)

    def _count(self, chips: tuple[Chip, ...]) -> None:
        if chips == self._counted:
            return
        self._counted = chips
        while (item := self._flow.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for chip in chips:
            label = ChipLabel(chip)
            self._flow.addWidget(label)
            label.show()
        self.counts.updateGeometry()

    def _fill(self, rows: HitList, lines: list[HitLine]) -> None:
        if tuple(lines) != rows.lines:
            rows.show_lines(lines)
            rows.setCurrentIndex(QModelIndex())
        rows.setVisible(bool(lines))

    def _go(self, value: object) -> None:
        if isinstance(value, tuple):
            kind, record_id = value
            self.record_requested.emit(kind, record_id)


def counts_of(desk: DeskView) -> tuple[Chip, ...]:
    """Return 今日到期 5, 超期 2, 未结事件 1, 未办结 3; what is none is left grey."""
    counted = (
        ("今日到期", desk.due_today.total, Tone.AMBER),
        ("超期", desk.overdue.total, Tone.RED),
        ("未结事件", len(desk.incidents), Tone.RED),
        ("未办结", len(desk.open_entries), Tone.AMBER),
    )
    return tuple(Chip(f"{label} {number}", tone if number else Tone.NEUTRAL) for label, number, tone in counted)


def _waiting(desk: DeskView) -> Iterator[HitLine]:
    day = desk.at.date()
    yield from (_entry_line(line, day) for line in desk.incidents)
    yield from (_entry_line(line, day) for line in desk.open_entries if line.kind is not EntryKind.INCIDENT)
    yield from (_issue_line("超期", row) for row in desk.overdue.rows)
    yield from (_issue_line("今日到期", row) for row in desk.due_today.rows)


def _entry_line(line: LogEntry, day: date) -> HitLine:
    kind = "事件" if line.kind is EntryKind.INCIDENT else "未接通" if is_open_call(line) else "未办结"
    return HitLine(Marked(_when(line, day)), (Marked(line.content),), kind=kind, value=(ENTRY, line.id))


def _last_line(line: LogEntry, day: date) -> HitLine:
    return HitLine(Marked(_when(line, day)), (Marked(line.content),), kind=line.kind.label, value=(ENTRY, line.id))


def _when(line: LogEntry, day: date) -> str:
    """Return 03:07, or on another day 7-15 03:07."""
    return f"{line.at:%H:%M}" if line.at.date() == day else f"{line.at.month}-{line.at.day:02d} {line.at:%H:%M}"


def _issue_line(kind: str, row: IssueLine) -> HitLine:
    rest = tuple(Marked(part) for part in (row.site, row.territory) if part)
    return HitLine(Marked(row.number), rest, kind=kind, value=(ISSUE, row.id))
