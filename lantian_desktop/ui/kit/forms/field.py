"""One labelled entry of a form: label above, editor, a hint or an error sentence below. Its text can be kept as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label, set_role


class Field(QWidget):
    """The frame of every entry. Heirs give it an editor, `text` and `set_text`."""

    edited = Signal()
    title = ""  # for those whose label is shown by a heading

    def __init__(self, name: str, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.name, self.label, self.required, self._hint = name, label, required, hint
        self._editor: QWidget | None = None
        self._caption = plain_label(f"{label} *" if required else label, "small")
        self._below = plain_label(hint, "small", wrap=True)
        if not hint:  # never shown here: what has no parent yet would flash up as a window of its own
            self._below.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3)
        if label:
            self.column.addWidget(self._caption)

    def put(self, editor: QWidget) -> None:
        """Set the editor between label and hint."""
        self._editor = editor
        editor.setAccessibleName(self.label + ("（必填）" if self.required else ""))
        self._caption.setBuddy(editor)
        self.column.addWidget(editor)
        self.column.addWidget(self._below)
        self.setFocusProxy(editor)

    def text(self) -> str:
        """Return what is entered, as text."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Enter a text."""
        raise NotImplementedError

    @property
    def called(self) -> str:
        """What the entry is called where it stands without its surroundings."""
        return self.label or self.title

    def words(self, text: str) -> str:
        """Return how one of the entry's texts is read."""
        return text

    def show_hint(self, hint: str) -> None:
        """Show a hint below the editor."""
        self._hint = hint
        self.show_error("")

    def show_error(self, sentence: str) -> None:
        """Show what is wrong, or with an empty sentence the hint again."""
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        set_role(self._below, "error" if sentence else "small")
        if self._editor is not None:
            set_role(self._editor, "true" if sentence else "", "wrong")
            self._editor.setAccessibleDescription(sentence or self._hint)

    @property
    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._below.text() if self._below.property("role") == "error" else ""

    def complaint(self) -> str:
        """Return one sentence saying what is wrong with the entry by itself, or an empty text."""
        return f"请填写{self.label}。" if self.required and not self.text().strip() else ""

    def _tell(self) -> None:
        self.show_error("")
        self.edited.emit()


class TextField(Field):
    """One line."""

    def __init__(
        self, name: str, label: str, *, required: bool = False, hint: str = "", sample: str = "", secret: bool = False
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.line = QLineEdit()
        self.line.setPlaceholderText(sample)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.put(self.line)
        self.line.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return the line, without blanks around it unless it is secret."""
        typed = self.line.text()
        return typed if self.line.echoMode() is QLineEdit.EchoMode.Password else typed.strip()

    def set_text(self, text: str) -> None:
        """Enter a line."""
        self.line.setText(text)


class LongTextField(Field):
    """Several lines; Tab leaves the entry."""

    def __init__(
        self, name: str, label: str, *, required: bool = False, hint: str = "", sample: str = "", lines: int = 4
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self.area = QPlainTextEdit()
        self.area.setPlaceholderText(sample)
        self.area.setTabChangesFocus(True)
        self._lines = lines
        self.put(self.area)
        self._fit()
        self.area.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return the text without blanks around it."""
        return self.area.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Enter a text."""
        self.area.setPlainText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the number of visible lines when the text size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "area"):
            self._fit()

    def _fit(self) -> None:
        self.area.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 22)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the key that is kept, the label shown, and further words it can be found by (initials, codes)."""

    key: str
    label: str
    words: str = ""


class CalmCombo(QComboBox):
    """A combo that the mouse wheel changes only while it has the focus: scrolling a form changes no entry."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel on while the list is not in use."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(Field):
    """One of some choices; long lists can be searched by typing any part or the initials."""

    def __init__(
        self,
        name: str,
        label: str,
        choices: Sequence[Choice],
        *,
        required: bool = False,
        hint: str = "",
        nothing: str = "（未选）",
        searchable: bool = False,
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._choices = (() if required and not searchable else (Choice("", nothing),)) + tuple(choices)
        self._searchable = searchable
        self.combo = CalmCombo()
        for choice in self._choices:
            self.combo.addItem(choice.label if choice.key or not searchable else "", choice.key)
        self.put(self.combo)
        if searchable:
            self._make_searchable(nothing)
        self.combo.currentIndexChanged.connect(self._tell)

    def text(self) -> str:
        """Return the key of the choice."""
        if self._searchable:
            self._settle()
        return str(self.combo.currentData() or "")

    def set_text(self, text: str) -> None:
        """Choose by key."""
        at = self.combo.findData(text)
        self.combo.setCurrentIndex(max(at, 0))

    def offer(self, choices: Sequence[Choice], *, nothing: str = "（未选）") -> None:
        """Offer other choices and keep the one chosen if it is among them."""
        chosen = self.text()
        self._choices = (() if self.required and not self._searchable else (Choice("", nothing),)) + tuple(choices)
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for choice in self._choices:
                self.combo.addItem(choice.label if choice.key or not self._searchable else "", choice.key)
        self.set_text(chosen)

    def words(self, text: str) -> str:
        """Return the label of a choice."""
        return next((choice.label for choice in self._choices if choice.key == text), text)

    def label_of_choice(self) -> str:
        """Return the label of the choice."""
        return self.combo.itemText(self.combo.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle what was typed when the entry is left."""
        if event.type() is QEvent.Type.FocusOut:
            self._settle()
        return super().eventFilter(watched, event)

    def _make_searchable(self, nothing: str) -> None:
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.combo.lineEdit()
        if line is None:
            return
        line.setPlaceholderText(nothing)
        line.setAccessibleName(self.label)
        line.setProperty("role", "inside")
        line.installEventFilter(self)
        line.textEdited.connect(self._narrow)
        self._found = QStringListModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(12)
        completer.activated.connect(self._take)
        line.setCompleter(completer)

    def _narrow(self, typed: str) -> None:
        self._found.setStringList([choice.label for choice in self._matches(typed)])

    def _matches(self, typed: str) -> list[Choice]:
        wanted = typed.strip().casefold()
        real = [choice for choice in self._choices if choice.key]
        begins = [choice for choice in real if choice.label.casefold().startswith(wanted)]
        holds = [choice for choice in real if wanted in f"{choice.label} {choice.words}".casefold()]
        return begins + [choice for choice in holds if choice not in begins]

    def _take(self, label: str) -> None:
        at = self.combo.findText(label)
        if at >= 0:
            self.combo.setCurrentIndex(at)

    def _settle(self) -> None:
        typed = self.combo.currentText().strip()
        if typed == self.combo.itemText(self.combo.currentIndex()):
            return
        exact = [choice for choice in self._choices if typed in {choice.label, choice.key} and choice.key]
        found = exact or (self._matches(typed) if typed else [])
        chosen = found[0].key if len(found) == 1 else ("" if not typed else str(self.combo.currentData() or ""))
        self.set_text(chosen)
        self.combo.setEditText(self.combo.itemText(self.combo.currentIndex()))


class CheckField(Field):
    """Yes or no, kept as 1 or nothing."""

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, "", hint=hint)
        self.label = label
        self.box = QCheckBox(label)
        self.put(self.box)
        self.box.toggled.connect(self._tell)

    def text(self) -> str:
        """Return 1 when it is ticked."""
        return "1" if self.box.isChecked() else ""

    def words(self, text: str) -> str:
        """Return yes or no."""
        return "是" if text else "否"

    def set_text(self, text: str) -> None:
        """Tick it or not."""
        self.box.setChecked(bool(text))


class ChoicesField(Field):
    """Any number of some choices, kept as keys with line breaks between."""

    def __init__(self, name: str, label: str, choices: Sequence[Choice], *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self._boxes: dict[str, QCheckBox] = {}
        self._labels: dict[str, str] = {}
        inside = QWidget()
        flow = FlowLayout(inside, gap=12)
        for choice in choices:
            box = QCheckBox(choice.label)
            self._labels[choice.key] = choice.label
            box.setAccessibleName(f"{label}：{choice.label}")
            box.toggled.connect(self._tell)
            self._boxes[choice.key] = box
            flow.addWidget(box)
        self.put(inside)

    def text(self) -> str:
        """Return the keys of the ticked choices."""
        return "\n".join(key for key, box in self._boxes.items() if box.isChecked())

    def set_text(self, text: str) -> None:
        """Tick these and no others."""
        wanted = set(text.split("\n"))
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

    def words(self, text: str) -> str:
        """Return the labels of some choices."""
        return "、".join(self._labels.get(key, key) for key in text.split("\n"))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the ticked choices."""
        return tuple(key for key in self.text().split("\n") if key)
