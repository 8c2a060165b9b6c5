"""What somebody else changed while a form was open: a choice for each field both changed, and the names of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import ChangedMeanwhile
from lantian_desktop.domain.merging import FieldChange
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone

LONGEST = 300  # characters of a value that are shown; the field itself holds all of it
NOTHING = "（空）"

Words = Callable[[str, str], str]  # a field's name and its text → how it is read


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Which value of a field goes on: `text` is that value."""

    name: str
    text: str
    is_mine: bool


class ChangePart(QFrame):
    """One field both changed, with its two values and the choice between them."""

    chosen = Signal(object)

    def __init__(self, change: FieldChange, words: Words) -> None:
        super().__init__()
        self.change = change
        stored, typed = (_shown(words(change.name, text)) for text in (change.stored, change.typed))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(plain_label(change.label, "accent", wrap=True))
        column.addWidget(plain_label(f"现有：{stored}", wrap=True, selectable=True))
        column.addWidget(plain_label(f"您填的：{typed}", wrap=True, selectable=True))
        self.take = self._button("采用现有", stored)
        self.keep = self._button("采用我的", typed)
        group = QButtonGroup(self)
        both = QWidget()
        flow = FlowLayout(both, gap=16)
        for button in (self.take, self.keep):
            group.addButton(button)
            flow.addWidget(button)
        column.addWidget(both)

    @property
    def is_settled(self) -> bool:
        """Whether a value was chosen."""
        return self.take.isChecked() or self.keep.isChecked()

    def _button(self, text: str, value: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setAccessibleName(f"{self.change.label}：{text}，{value}")
        button.clicked.connect(self._choose)
        return button

    def _choose(self) -> None:
        mine = self.keep.isChecked()
        self.chosen.emit(MergeChoice(self.change.name, self.change.typed if mine else self.change.stored, mine))


class MergePanel(QFrame):
    """Stands over the fields of a form whose record somebody else changed; hidden until then."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, ChangePart] = {}
        self.setProperty("role", "notice")
        self.setProperty("tone", Tone.AMBER.value)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._message = plain_label("", wrap=True, selectable=True)
        self._column.addWidget(self._message)
        self.hide()

    @property
    def message(self) -> str:
        """The sentence over the choices."""
        return "" if self.isHidden() else self._message.text()

    @property
    def open_part(self) -> ChangePart | None:
        """The first field nobody has decided about yet."""
        return next((part for part in self.parts.values() if not part.is_settled), None)

    def show_conflict(self, conflict: ChangedMeanwhile, words: Words) -> None:
        """Show who changed the record, the fields taken over, and a choice for each that both changed."""
        asked = [one for one in conflict.changes if one.is_asked]
        self._message.setText(_sentence(conflict, asked))
        for change in asked:
            self._drop(change.name)
            part = ChangePart(change, words)
            part.chosen.connect(self.chosen)
            self.parts[change.name] = part
            self._column.addWidget(part)
        self.show()

    def clear(self) -> None:
        """Forget what was shown."""
        for name in tuple(self.parts):
            self._drop(name)
        self.hide()

    def _drop(self, name: str) -> None:
        part = self.parts.pop(name, None)
        if part is not None:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()


def _sentence(conflict: ChangedMeanwhile, asked: Sequence[FieldChange]) -> str:
    taken = [f"“{one.label}”" for one in conflict.changes if one.is_taken]
    title = f"（{conflict.title}）" if conflict.title else ""
    sentence = [f"您填写时，{conflict.who_and_when}改过这条记录{title}，还没有保存。"]
    if taken:
        sentence.append(f"已换成现有内容：{'、'.join(taken)}。")
    sentence.append("下面各项两人都改了，请逐项选择，再保存。" if asked else "请核对后再保存。")
    return "".join(sentence)


def _shown(text: str) -> str:
    plain = text.strip() or NOTHING
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
