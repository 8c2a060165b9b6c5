"""The entry of names that are printed as typed: separated by 、, units of the roster offered by typing and put into its order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from lantian_desktop.ui.kit.forms.field import Choice, TextField

_SEPARATORS = re.compile(r"[、，,；;\n]+")
OFFERED = 12


class NamesField(TextField):
    """Names in one line; the one being typed is completed from the roster, separators become 、 when the entry is left."""

    def __init__(self, name: str, label: str, choices: Sequence[Choice], *, sample: str = "", hint: str = "") -> None:
        super().__init__(name, label, hint=hint, sample=sample)
        self._choices = tuple(choices)
        self._found = QStringListModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.line)  # not setCompleter: that one would replace the whole line
        # Queued: the popup still has the keyboard while it tells what was chosen.
        self._completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.line.textEdited.connect(self._offer)
        self.line.installEventFilter(self)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in their order, each once."""
        parts = (part.strip() for part in _SEPARATORS.split(self.line.text().rstrip("。 ")))
        return tuple(dict.fromkeys(part for part in parts if part))

    def show_names(self, names: Sequence[str]) -> None:
        """Enter names."""
        self.set_text("、".join(names))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the separators right when the entry is left."""
        if event.type() is QEvent.Type.FocusOut and self.line.text() != "、".join(self.names):
            self.show_names(self.names)
        return super().eventFilter(watched, event)

    def matches(self, typed: str) -> tuple[str, ...]:
        """Return the names of the units that hold what is typed, by name, pinyin or initials."""
        wanted = typed.strip().casefold()
        if not wanted:
            return ()
        found = [one for one in self._choices if wanted in f"{one.label} {one.words}".casefold()]
        begins = [one for one in found if one.label.casefold().startswith(wanted)]
        return tuple(dict.fromkeys(one.label for one in (*begins, *found)))[:OFFERED]

    def _offer(self, _typed: str) -> None:
        found = self.matches(_SEPARATORS.split(self.line.text())[-1])
        self._found.setStringList(list(found))
        if found:
            self._completer.complete()
        else:
            hide_offers(self._completer)

    def _take(self, name: str) -> None:
        """Put a unit of the roster where its level belongs: before the first that stands after it in the roster."""
        typing = bool(_SEPARATORS.split(self.line.text())[-1].strip())
        others = [one for one in (self.names[:-1] if typing else self.names) if one != name]
        order = {choice.label: at for at, choice in enumerate(self._choices)}
        after = next((at for at, one in enumerate(others) if order.get(one, -1) > order[name]), len(others))
        self.show_names((*others[:after], name, *others[after:]))
        self.line.setFocus()


def hide_offers(completer: QCompleter) -> None:
    """Take the list of a completer away."""
    popup = completer.popup()
    if popup is not None:
        popup.hide()
