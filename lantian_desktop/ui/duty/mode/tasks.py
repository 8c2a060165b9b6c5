"""What waits for somebody on duty: issues due today and overdue, lines of the log not finished. Counted at the foot, listed on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.duty.log import LogEntry
from lantian_desktop.domain.issues.lists import IssueLine
from lantian_desktop.services.duty.desk import DeskView
from lantian_desktop.ui.duty.mode.measures import ModeMeasures
from lantian_desktop.ui.kit.paint.text import plain_label, set_role


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits, and the record it lies in."""

    text: str
    kind: str
    record_id: int


@dataclass(frozen=True, slots=True)
class Tasks:
    """Things of one kind: how many there are, and the first of them."""

    label: str
    total: int
    rows: tuple[Task, ...]
    pressing: bool = False

    @property
    def caption(self) -> str:
        """Return 超期 2."""
        return f"{self.label} {self.total}"


def tasks_of(desk: DeskView) -> tuple[Tasks, ...]:
    """Return what waits, by kind."""
    due, late, events = desk.due_today, desk.overdue, desk.incidents
    return (
        Tasks("今日到期", due.total, tuple(map(_of_issue, due.rows))),
        Tasks("超期", late.total, tuple(map(_of_issue, late.rows)), pressing=late.total > 0),
        Tasks("未结事件", len(events), tuple(map(_of_entry, events)), pressing=bool(events)),
    )


class Counters(QWidget):
    """The counts at the foot; each opens its list."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tasks: tuple[Tasks, ...] = ()
        self.buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at in range(3):
            button = QPushButton()
            button.setProperty("role", "count")
            button.setProperty("place", at)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._choose)
            row.addWidget(button)
            self.buttons.append(button)

    def show_tasks(self, tasks: Sequence[Tasks]) -> None:
        """Show these counts; what presses is red as well."""
        self._tasks = tuple(tasks)
        for button, one in zip(self.buttons, self._tasks, strict=True):
            button.setText(one.caption)
            button.setAccessibleName(f"{one.caption}，查看")
            set_role(button, "red" if one.pressing else "", "tone")

    def _choose(self) -> None:
        place = self.sender().property("place")
        if self._tasks:
            self.chosen.emit(self._tasks[int(place)])


class TaskList(QFrame):
    """The list behind a count; Enter or a double click goes to the record."""

    record_requested = Signal(str, int)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = plain_label("", "line")
        self.rows = QListWidget()
        self.rows.setAccessibleName("待办")
        self._close = QPushButton("返回 Esc")
        self._close.setAccessibleName("返回")
        self._close.clicked.connect(self.closed)
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._close)
        self._column.addLayout(head)
        self._column.addWidget(self.rows, 1)
        self._column.addStretch()
        self.rows.itemActivated.connect(self._go)

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._column.setContentsMargins(measures.gap, measures.gap, measures.gap, measures.gap)

    def show_tasks(self, tasks: Tasks) -> None:
        """List these."""
        more = f"，列出前 {len(tasks.rows)} 项" if tasks.total > len(tasks.rows) else ""
        self._title.setText(
            f"{tasks.caption}{more} · 回车离开值班模式并打开" if tasks.total else f"{tasks.caption} · 没有待办"
        )
        self._title.setAccessibleName(tasks.caption)
        self.rows.clear()
        for one in tasks.rows:
            item = QListWidgetItem(one.text)
            item.setData(Qt.ItemDataRole.UserRole, (one.kind, one.record_id))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self.rows.setVisible(bool(tasks.rows))
        (self.rows if tasks.rows else self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, item: QListWidgetItem) -> None:
        kind, record_id = item.data(Qt.ItemDataRole.UserRole)
        self.record_requested.emit(kind, record_id)


def _of_issue(row: IssueLine) -> Task:
    due = f"期限 {row.due.month}月{row.due.day}日" if row.due else ""
    parts = (row.number, row.site, row.territory, row.state.label, due, row.responsible_person)
    return Task("    ".join(filter(None, parts)), "issue", row.id)


def _of_entry(line: LogEntry) -> Task:
    at = f"{line.at.month}月{line.at.day}日 {line.at:%H:%M}"
    parts = (at, line.kind.label, " ".join(filter(None, (line.unit, line.name))), line.content)
    return Task("    ".join(filter(None, parts)), "duty_entry", line.id)
