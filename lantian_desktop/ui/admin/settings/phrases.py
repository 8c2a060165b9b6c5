"""文书用语: the wording letters are put together from; what is filled in later stands in braces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from lantian_desktop.services.letters.phrases import Phrase, change_phrase, phrases, placeholders
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing
from lantian_desktop.ui.kit.forms.field import LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.shell import Shell


class PhraseForm(RecordForm):
    """Changes one piece of wording."""

    def __init__(self, shell: Shell, phrase: Phrase) -> None:
        super().__init__(shell, phrase.label, f"phrase/{phrase.id}", self._store)
        self._phrase = phrase
        self._words = placeholders(shell.office, phrase_id=phrase.id)
        self.stored_key = phrase.id
        self.words = LongTextField("text", "文字", lines=7, hint="花括号里是填充项，制函时自动换成实际内容。")
        self.add(self.words)
        self.add_text("点一下，在光标处加入填充项：", "small")
        self.add_widget(self._insert_buttons())
        self._preview = plain_label("", wrap=True, selectable=True)
        self.add_heading("看起来是这样")
        self.add_widget(self._preview)
        self.shipped_button = QPushButton("恢复原文")
        self.shipped_button.setAccessibleName("恢复成程序自带的文字")
        self.shipped_button.clicked.connect(self._show_shipped)
        self.buttons.addWidget(self.shipped_button)
        self.words.edited.connect(self._show_preview)
        self.words.set_text(phrase.text)
        self.begin(self._reread)

    def _reread(self) -> Form:
        found = (one for one in phrases(self.shell.office) if one.id == self._phrase.id)
        self._phrase = standing(next(found, None))
        return PhraseForm(self.shell, self._phrase)

    @property
    def preview(self) -> str:
        """The text with the names of what is filled in."""
        return self._preview.text()

    def insert(self, name: str, _checked: bool = False) -> None:
        """Put a placeholder where the cursor is."""
        self.words.area.insertPlainText("{" + name + "}")
        self.words.area.setFocus()

    def _insert_buttons(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=4)
        for name, label in self._words.items():
            button = QPushButton(label)
            button.setProperty("role", "plain")
            button.setAccessibleName(f"加入填充项：{label}")
            button.setToolTip("{" + name + "}")
            button.clicked.connect(partial(self.insert, name))
            flow.addWidget(button)
        return box

    def _show_shipped(self) -> None:
        self.words.set_text(self._phrase.shipped)

    def _show_preview(self) -> None:
        def word(found: re.Match[str]) -> str:
            return f"〔{self._words.get(found.group(1), found.group())}〕"

        self._preview.setText(re.sub(r"\{([^{}]*)\}", word, self.words.text()) or "（不写这一段）")

    def _store(self) -> None:
        phrase, text = self._phrase, self.words.text()
        change_phrase(self.shell.office, phrase_id=phrase.id, text=text, read_at=phrase.revision)

    def only_show(self) -> None:
        """Let nothing be changed."""
        super().only_show()
        self.shipped_button.setEnabled(False)


class PhrasesPage(ListPage):
    """文书用语."""

    noun = "用语"
    can_remove = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.add_button.hide()  # which pieces a letter is made of is the program's, their words are the office's

    def items(self) -> Sequence[Item]:
        """Return the pieces in the order of the letters."""
        return [
            Item(one.id, one.label, "已修改" if one.text != one.shipped else "") for one in phrases(self.shell.office)
        ]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a piece."""
        known = phrases(self.shell.office)
        return PhraseForm(self.shell, next((one for one in known if one.id == key), known[0]))
