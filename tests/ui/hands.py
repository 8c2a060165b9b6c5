"""What a clerk's hands do: click what can be clicked, type into entries, choose, press keys. Chinese is committed as an input method does it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import ChoiceField, Field, LongTextField, TextField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane
from tests.ui.tab_kit import RecordedPrompts, texts_of

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def click(button: QAbstractButton) -> None:
    """Click a button that can be seen and pressed."""
    assert button.isVisible(), button.text()
    assert button.isEnabled(), f"{button.text()}: {button.toolTip()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def button_of(widget: QWidget, words: str) -> QAbstractButton:
    """Return the shown button with these words, or with them as its name."""
    found = [
        button
        for button in widget.findChildren(QAbstractButton)
        if button.isVisible() and words in {button.text(), button.accessibleName()}
    ]
    assert len(found) == 1, f"{words}: {len(found)}"
    return found[0]


def write(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Type over what an entry holds: keys for ASCII, committed text of an input method for everything else."""
    assert editor.isVisible()
    assert editor.isEnabled()
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    for line, part in enumerate(text.split("\n")):
        if line:
            QTest.keyClick(editor, Qt.Key.Key_Return)
        if part.isascii():
            QTest.keyClicks(editor, part)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(part)
            QApplication.sendEvent(editor, event)


def search(pane: BrowsePane[object], text: str) -> None:
    """Type into the search line of a list and press Enter."""
    write(pane.search, text)
    QTest.keyClick(pane.search, Qt.Key.Key_Return)


def enter(field: Field, text: str) -> None:
    """Fill in one field of a form through its editor."""
    if isinstance(field, TextField | DateField):
        write(field.line, text)
    elif isinstance(field, LongTextField):
        write(field.area, text)
    elif isinstance(field, ChoiceField):
        pick(field.combo, text)
    else:
        raise TypeError(type(field).__name__)
    strike(Qt.Key.Key_Tab)


def strike(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the system delivers it: to an open popup first, else to the focus."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def pick(combo: QComboBox, label: str) -> None:
    """Choose by typing where the combo can be typed into, otherwise by arrow keys."""
    combo.setFocus()
    line = combo.lineEdit()
    if line is not None:
        write(line, label)
        return
    QTest.keyClick(combo, Qt.Key.Key_Home)
    while combo.currentText() != label:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() > before, f"{label} is not among the choices"


def fill(form: Form, **texts: str) -> None:
    """Fill in fields of a form by their names."""
    for name, text in texts.items():
        enter(form.field(name), text)


def add_file(prompts: RecordedPrompts, field: FilesField, path: Path) -> None:
    """Choose a file for a form, as answered by the file dialog."""
    prompts.file = path
    click(field.add_button)
    assert path in field.paths


def text_of_widget(widget: QWidget) -> str:
    """Return every text that can be seen in a widget."""
    return texts_of(widget)


def refusal_of(form: Form) -> str:
    """Return the sentences that say why a form was not taken: at its foot and beside its entries."""
    beside = [field.error for field in form.findChildren(Field) if field.isVisible() and field.error]
    return "\n".join([form.error, *beside])


def settle() -> None:
    """Let what is under way on this thread come to an end."""
    for _turn in range(4):
        QCoreApplication.sendPostedEvents(None, 0)
        QCoreApplication.processEvents()


def swept() -> None:
    """Delete what waits for being deleted."""
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
