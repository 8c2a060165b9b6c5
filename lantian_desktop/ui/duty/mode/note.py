"""记一笔: one entry of the log, written in a minute. What was typed and not entered stays as a draft of its writer."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from lantian_desktop.domain.duty.log import EntryKind, LogEntry
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.services.duty.log import add_entry
from lantian_desktop.ui.duty.mode.lines import NumberLine
from lantian_desktop.ui.duty.mode.measures import ModeMeasures
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.form import DRAFT_PAUSE_MS
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.work.shell import Shell

DRAFT = "duty-note"
_CLOCK = re.compile(r"^([01]?[0-9]|2[0-3])[:：.]?([0-5][0-9])$")
_DAY = timedelta(days=1)


class Note(QFrame):
    """Kind, time and whom it comes from in one row, what it is about below, what is to be done at the foot."""

    entered = Signal(object)
    closed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._shell, self._drafts = shell, OfficeDrafts(shell.office)
        self._contact_id: int | None = None
        self._begun = False
        self._written_at: datetime | None = None  # when the draft that came back was kept; its time of day is of then
        self._title = plain_label("", "line")
        self._error = plain_label("", "red", wrap=True)
        self.kind = QComboBox()
        self.kind.addItems([kind.label for kind in EntryKind])
        self.kind.setAccessibleName("类型")
        self.time, self.unit, self.name, self.phone, self.passed_to = (
            _line(hint) for hint in ("时间", "对方单位", "姓名、职务", "电话", "转给谁办（可空）")
        )
        self.content = QPlainTextEdit()
        self.content.setPlaceholderText("什么事；怎么答复的")
        self.content.setAccessibleName("内容")
        self.content.setTabChangesFocus(True)
        self.open = QCheckBox("还没办完，交下一班接着办")
        self.save_button = _button("记入日志 Ctrl+Enter", "primary")
        self.close_button = _button("收起 Esc", "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE_MS)
        self._build()
        self._connect()

    def set_measures(self, measures: ModeMeasures) -> None:
        """Draw in these lengths."""
        self._column.setContentsMargins(measures.margin * 4 // 5, measures.gap, measures.margin * 4 // 5, measures.gap)
        self._column.setSpacing(measures.gap * 2 // 3)
        self.time.setFixedWidth(measures.text * 5 + 24)
        self.kind.setFixedWidth(measures.text * 6 + 24)
        self.content.setMinimumHeight(measures.text * 2)

    def begin(self, about: NumberLine | None) -> None:
        """Start a note, with what was not finished last time; `about` is whom one has just looked up."""
        self._say("")
        self._begun = True
        kept = self._drafts.load(DRAFT)
        now = self._shell.office.clock()
        if kept:
            self._fill(dict(kept))
        else:
            self._fill({"time": f"{now:%H:%M}", **(_whom(about) if about else {})})
        day = (self._written_at or now).date()
        writer = f"{day.month}月{day.day}日 · 登记人 {self._shell.office.user.name}"
        self._title.setText(f"记一笔 · {writer}{' · 上次没写完的已放回' if kept else ''}")
        self.content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what is typed as a draft, or forget the draft when it was taken away; nothing before a note was begun."""
        self._pause.stop()
        if not self._begun:
            return
        if self.content.toPlainText().strip() or self.passed_to.text().strip():
            self._drafts.save(DRAFT, self._texts())
        elif self._drafts.load(DRAFT):
            self._drafts.discard(DRAFT)

    def clear(self) -> None:
        """Show nothing of what was typed; its draft stays with whoever wrote it."""
        self._begun = False
        self._fill({})

    def enter(self) -> None:
        """Enter the note into the log."""
        self._say("")
        self._shell.attempt(self._add, self._done, self._refuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the note aside."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave_draft()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the draft when the page goes away, as it does with the lock."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous() and self._pause.isActive():
            self.keep()
        return super().event(event)

    def _build(self) -> None:
        first, last = QHBoxLayout(), QHBoxLayout()
        for part, share in ((self.kind, 0), (self.time, 0), (self.unit, 3), (self.name, 3), (self.phone, 2)):
            first.addWidget(part, share)
        for foot, share in ((self.passed_to, 1), (self.open, 0), (self.save_button, 0), (self.close_button, 0)):
            last.addWidget(foot, share)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addLayout(first)
        self._column.addWidget(self.content, 1)
        self._column.addWidget(self._error)
        self._column.addLayout(last)
        self._error.hide()

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.enter)
        self.close_button.clicked.connect(self._leave_draft)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.enter)
        self._pause.timeout.connect(self.keep)
        self.time.textEdited.connect(self._time_edited)
        for line in (self.time, self.unit, self.name, self.phone, self.passed_to):
            line.textEdited.connect(self._edited)
        self.content.textChanged.connect(self._edited)

    def _time_edited(self) -> None:
        self._written_at = None  # what is typed now is meant from now

    def _edited(self) -> None:
        self._say("")
        self._pause.start()

    def _add(self) -> LogEntry:
        return add_entry(
            self._shell.office,
            kind=next(kind for kind in EntryKind if kind.label == self.kind.currentText()),
            content=self.content.toPlainText(),
            at=_moment(self.time.text(), self._written_at or self._shell.office.clock()),
            unit=self.unit.text(),
            name=self.name.text(),
            phone=self.phone.text(),
            passed_to=self.passed_to.text(),
            done=not self.open.isChecked(),
            contact_id=self._contact_id,
        )

    def _done(self, entry: LogEntry) -> None:
        self.clear()
        self._drafts.discard(DRAFT)
        self.entered.emit(entry)

    def _refuse(self, error: OfficeError) -> None:
        self._say(error.sentence)
        wrong = {"at": self.time, "content": self.content}.get(error.field) if isinstance(error, InvalidInput) else None
        (wrong or self.content).setFocus()

    def _leave_draft(self) -> None:
        self.keep()
        self.closed.emit()

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def _texts(self) -> dict[str, str]:
        lines = {name: getattr(self, name).text() for name in ("time", "unit", "name", "phone", "passed_to")}
        about = str(self._contact_id or "")
        still = "1" if self.open.isChecked() else ""
        return {
            **lines,
            "kind": self.kind.currentText(),
            "content": self.content.toPlainText(),
            "open": still,
            "about": about,
            "written_at": (self._written_at or self._shell.office.clock()).isoformat(),
        }

    def _fill(self, texts: dict[str, str]) -> None:
        for name in ("time", "unit", "name", "phone", "passed_to"):
            getattr(self, name).setText(texts.get(name, ""))
        self.kind.setCurrentText(texts.get("kind") or EntryKind.CALL_IN.label)
        self.content.setPlainText(texts.get("content", ""))
        self.open.setChecked(bool(texts.get("open")))
        self._contact_id = int(texts["about"]) if texts.get("about") else None
        self._written_at = datetime.fromisoformat(texts["written_at"]) if texts.get("written_at") else None
        self._pause.stop()


def _whom(line: NumberLine) -> dict[str, str]:
    name = " ".join(part for part in (line.name.text, line.post.text) if part)
    return {"unit": line.unit.text, "name": name, "phone": line.phone, "about": str(line.contact_id)}


def _moment(text: str, now: datetime) -> datetime:
    """Return the last instant a clock showed `text` (03:07 or 0307); raise InvalidInput when it is no time of day."""
    found = _CLOCK.match(text.strip())
    if found is None:
        raise InvalidInput("时间请写成 03:07 的样子。", field="at")
    at = now.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    return at if at <= now else at - _DAY


def _line(hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(hint)
    line.setAccessibleName(hint)
    return line


def _button(text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    set_role(button, role)
    return button
