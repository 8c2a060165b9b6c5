"""The entry of a person of the roster: typed as in every search of contacts, chosen from the list below, handed on as found."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from lantian_desktop.domain.roster.contact_search import ContactHit
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_finding import find_contacts
from lantian_desktop.ui.kit.forms.field import Field

MOST = 12  # hits below the entry


class CallerField(Field):
    """A line that finds contacts; what is chosen goes to other entries, the line itself is only a way to them."""

    chosen = Signal(object)

    def __init__(self, name: str, label: str, office: Office) -> None:
        super().__init__(name, label)
        self._office = office
        self._hits: dict[str, ContactHit] = {}
        self._contact = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText("姓名、拼音、单位、号码后几位")
        self._shown = QStringListModel(self)
        completer = QCompleter(self._shown, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._take)
        self.line.setCompleter(completer)
        self.put(self.line)
        self.line.textEdited.connect(self._find)

    @property
    def contact_id(self) -> int | None:
        """The roster line chosen."""
        return int(self._contact) if self._contact else None

    def text(self) -> str:
        """Return the number of the roster line chosen."""
        return self._contact

    def set_text(self, text: str) -> None:
        """Choose a roster line by its number, without telling other entries."""
        self._contact = text if text.isdigit() else ""

    def _find(self, typed: str) -> None:
        found = find_contacts(self._office, text=typed, limit=MOST) if typed.strip() else ()
        self._hits = {_words(hit): hit for hit in found}
        self._shown.setStringList(list(self._hits))

    def _take(self, words: str) -> None:
        hit = self._hits.get(words)
        if hit is not None:
            self._contact = str(hit.id)
            self.chosen.emit(hit)
            self._tell()


def _words(hit: ContactHit) -> str:
    parts = (hit.unit.text, hit.post.text, hit.name.text, hit.number.text)
    return "　".join(part for part in parts if part)
