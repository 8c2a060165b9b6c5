"""The entry of a letter's text: plain paragraphs, their levels set by button or key and numbered by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from lantian_desktop.domain.letters import outline
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label, set_role

HINT = "一行一段。层次用按钮或 Ctrl+0 … Ctrl+4 设定，Ctrl+] 降级、Ctrl+[ 升级，编号自动接续。"


class BodyField(LongTextField):
    """The text. Adding, removing or setting a paragraph renumbers the others, if they were in order before."""

    def __init__(self, name: str, label: str, *, lines: int) -> None:
        self._level_buttons: list[QPushButton] = []
        self._blocks = 0
        self._in_order = True
        self._busy = False
        super().__init__(name, label, required=True, lines=lines, hint=HINT)
        self.column.insertWidget(1, self._build_levels())
        self._words = QWidget()
        self._word_flow = FlowLayout(self._words, gap=4)
        self.column.insertWidget(2, self._words)
        self._words.hide()
        self.area.textChanged.connect(self._follow_paragraphs)
        self.area.cursorPositionChanged.connect(self._show_level)
        for level in range(outline.DEEPEST + 1):
            self._key(f"Ctrl+{level}", partial(self.set_level, level))
        self._key("Ctrl+]", partial(self._shift, 1))
        self._key("Ctrl+[", partial(self._shift, -1))

    def set_text(self, text: str) -> None:
        """Enter a text; it can be undone where there was another one."""
        self._busy = True
        cursor = QTextCursor(self.area.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._busy = False
        self.area.moveCursor(QTextCursor.MoveOperation.Start)
        self._note_order()
        self._show_level()

    def add_button(self, text: str, name: str) -> QPushButton:
        """Put one more button behind those of the levels and return it."""
        button = _small_button(text, name, self)
        self._level_row.addWidget(button)
        return button

    def offer_words(self, words: Mapping[str, str]) -> None:
        """Offer words that are filled in for each unit, to be put where the cursor is; none takes the offer away."""
        while (item := self._word_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if words:
            caption = plain_label("各函自动填入：", "small")
            caption.setMinimumHeight(self._level_buttons[0].sizeHint().height())
            self._word_flow.addWidget(caption)
        for name, label in words.items():
            button = _small_button(label, f"加入填充项：{label}", self._words)
            button.setToolTip("{" + name + "}")
            button.clicked.connect(partial(self._insert_word, name))
            self._word_flow.addWidget(button)
            button.show()
        self._words.setVisible(bool(words))
        self._words.updateGeometry()

    def set_level(self, level: int, _checked: bool = False) -> None:
        """Give the paragraphs the cursor or the selection touches a level, and number all of them anew."""
        cursor = self.area.textCursor()
        block = self.area.document().findBlock(cursor.selectionStart())
        last = self.area.document().findBlock(cursor.selectionEnd()).blockNumber()
        self._busy = True
        edit = QTextCursor(self.area.document())
        edit.beginEditBlock()
        while block.isValid() and block.blockNumber() <= last:
            if block.text().strip():
                _put_mark(edit, block, outline.mark(level, 1))
            block = block.next()
        self._renumber(edit)
        edit.endEditBlock()
        self._busy = False
        self._note_order()
        self._show_level()
        self._tell()
        self.area.setFocus()

    def level(self) -> int:
        """Return the level of the paragraph the cursor is in."""
        return outline.mark_of(self.area.textCursor().block().text())[0]

    def _shift(self, by: int) -> None:
        self.set_level(min(max(self.level() + by, 0), outline.DEEPEST))

    def _follow_paragraphs(self) -> None:
        """Number anew after a paragraph came or went; joined to that edit, so that one undo takes both back."""
        if self._busy:
            return
        if self._in_order and self.area.blockCount() != self._blocks and self._misnumbered():
            self._busy = True
            edit = QTextCursor(self.area.document())
            edit.joinPreviousEditBlock()
            self._renumber(edit)
            edit.endEditBlock()
            self._busy = False
        self._note_order()
        self._show_level()

    def _note_order(self) -> None:
        self._blocks = self.area.blockCount()
        self._in_order = not self._misnumbered()

    def _renumber(self, edit: QTextCursor) -> None:
        for block, mark_text in self._misnumbered():
            _put_mark(edit, block, mark_text)

    def _misnumbered(self) -> list[tuple[QTextBlock, str]]:
        """Return the paragraphs that carry another mark than they must, with the mark they must carry."""
        blocks = self._paragraphs()
        found = [outline.mark_of(block.text()) for block in blocks]
        wanted = outline.marks([level for level, _length in found])
        return [
            (block, mark_text)
            for block, (_level, length), mark_text in zip(blocks, found, wanted, strict=True)
            if block.text()[:length].strip() != mark_text.strip()
        ]

    def _paragraphs(self) -> list[QTextBlock]:
        blocks, block = [], self.area.document().firstBlock()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def _show_level(self) -> None:
        level = self.level()
        for at, button in enumerate(self._level_buttons):
            with QSignalBlocker(button):
                button.setChecked(at == level)
            set_role(button, "chosen" if at == level else "plain")

    def _insert_word(self, name: str, _checked: bool = False) -> None:
        self.area.insertPlainText("{" + name + "}")
        self.area.setFocus()

    def _build_levels(self) -> QWidget:
        bar = QWidget()
        self._level_row = QHBoxLayout(bar)
        self._level_row.setContentsMargins(0, 0, 0, 0)
        self._level_row.setSpacing(4)
        for level, text in enumerate(outline.LEVELS):
            button = _small_button(text, f"设为层次 {text}", bar)
            button.setCheckable(True)
            button.setToolTip(f"设为{text}（Ctrl+{level}）")
            button.clicked.connect(partial(self.set_level, level))
            self._level_buttons.append(button)
            self._level_row.addWidget(button)
        self._level_row.addStretch(1)
        return bar

    def _key(self, sequence: str, pressed: partial[None]) -> None:
        shortcut = QShortcut(QKeySequence(sequence), self.area)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(pressed)


def _put_mark(edit: QTextCursor, block: QTextBlock, mark_text: str) -> None:
    _level, length = outline.mark_of(block.text())
    edit.setPosition(block.position())
    edit.setPosition(block.position() + length, QTextCursor.MoveMode.KeepAnchor)
    edit.insertText(mark_text)


def _small_button(text: str, name: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setProperty("role", "plain")
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
