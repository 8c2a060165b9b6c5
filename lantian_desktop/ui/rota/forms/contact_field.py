"""The entry of a roster line: found by typing any part of name, pinyin, unit or number, kept as its number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota.people import roster_line
from lantian_desktop.ui.kit.forms.field import Field

OFFERED = 12


class ContactField(Field):
    """One line of the 联络名册 or none."""

    contact_taken = Signal(object)  # RosterEntry

    def __init__(self, office: Office, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self._office = office
        self._units = {unit.id: unit.name for unit in roster.units(office)}
        self._found: dict[str, RosterEntry] = {}
        self._entry: RosterEntry | None = None
        self._draft = ""
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.line.setPlaceholderText("姓名、拼音首字母、单位")
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(OFFERED)
        completer.activated.connect(self._take)
        self._offers = QListView()
        completer.setPopup(
            self._offers
        )  # before the filter: the completer puts in one of its own, and ours is asked first
        self._offers.installEventFilter(self)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._search)
        self.put(self.line)

    @property
    def entry(self) -> RosterEntry | None:
        """The line chosen."""
        return self._entry

    def offered(self) -> tuple[str, ...]:
        """Return what is offered for what was typed."""
        return tuple(self._model.stringList())

    def text(self) -> str:
        """Return the number of the line chosen, or nothing."""
        return str(self._entry.id) if self._entry else ""

    def set_text(self, text: str) -> None:
        """Choose by number; a line that is gone chooses nothing."""
        self._entry = roster_line(self._office, contact_id=int(text)) if text.isdigit() else None
        self.line.setText(self._words(self._entry) if self._entry else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the first of those offered where the arrows have gone to none."""
        popup = self._offers
        if watched is popup and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if entered and self._found and not popup.currentIndex().isValid():
                popup.hide()
                first = next(iter(self._found))
                self.line.setText(first)
                self._take(first)
                return True
        return super().eventFilter(watched, event)

    def complaint(self) -> str:
        """Return that what is typed chooses nobody."""
        if self.line.text().strip() and self._entry is None:
            return "名册里没有选中这个人，请从列表中选择，或清空此栏。"
        return super().complaint()

    def _search(self, typed: str) -> None:
        self._entry = None
        page = roster.roster_page(self._office, query=RosterQuery(text=typed.strip(), limit=OFFERED))
        people = [entry for entry in page.rows if entry.name]
        self._found = {self._words(entry): entry for entry in people} if typed.strip() else {}
        self._model.setStringList(list(self._found))
        self._tell()

    def _take(self, caption: str) -> None:
        entry = self._found.get(caption)
        if entry is None:
            return
        self._entry = entry
        self._tell()
        self.contact_taken.emit(entry)

    def _words(self, entry: RosterEntry) -> str:
        post = entry.title or entry.role.label
        return f"{entry.shown_name}　{self._units.get(entry.unit_id, '')} {post}".strip()
