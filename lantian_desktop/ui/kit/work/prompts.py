"""Questions to the user. Every answer comes by callback, so nothing blocks; what is asked is data, so tests can record it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a yes of its own words; `danger` marks what cannot be taken back."""

    title: str
    text: str
    accept: str = "确定"
    details: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Which file is wanted: to open or to save, with its filter and a proposed name."""

    title: str
    filters: str = "所有文件 (*)"
    save_as: str = ""


class Prompts(Protocol):
    """Whatever asks and tells."""

    def ask(self, parent: QWidget, question: Question, accepted: Callable[[], None]) -> None:
        """Ask; call `accepted` if the user says yes."""

    def tell(self, parent: QWidget, question: Question) -> None:
        """Show a sentence that needs no answer but to be read."""

    def ask_text(self, parent: QWidget, question: Question, answered: Callable[[str], None]) -> None:
        """Ask for one line of text; nothing is called when the user gives up."""

    def choose_file(self, parent: QWidget, request: FileRequest, chosen: Callable[[Path], None]) -> None:
        """Let the user choose a file to open or, with `save_as`, to write."""

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        """Let the user choose a folder."""


class QtPrompts:
    """Dialogs that are opened, never executed."""

    def ask(self, parent: QWidget, question: Question, accepted: Callable[[], None]) -> None:
        """Ask with two buttons; Esc means no."""
        box = self._box(parent, question)
        yes = box.addButton(question.accept, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no if question.danger else yes)
        if question.danger:
            yes.setProperty("role", "danger")
        box.accepted.connect(accepted)
        box.open()

    def tell(self, parent: QWidget, question: Question) -> None:
        """Show a sentence with one button; the details can be selected and copied."""
        box = self._box(parent, question)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def ask_text(self, parent: QWidget, question: Question, answered: Callable[[str], None]) -> None:
        """Ask for one line of text."""
        dialog = QInputDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(question.title)
        dialog.setLabelText(question.text)
        dialog.setOkButtonText(question.accept)
        dialog.setCancelButtonText("取消")
        for editor in dialog.findChildren(QLineEdit):
            editor.setAccessibleName(question.text)
        dialog.textValueSelected.connect(answered)
        dialog.open()

    def choose_file(self, parent: QWidget, request: FileRequest, chosen: Callable[[Path], None]) -> None:
        """Open the system's file dialog."""
        dialog = QFileDialog(parent, request.title, request.save_as, request.filters)
        _speak_chinese(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if request.save_as:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(Path(request.save_as).suffix.lstrip("."))
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(_as_path(chosen))
        dialog.open()

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        """Open the system's folder dialog."""
        dialog = QFileDialog(parent, title)
        _speak_chinese(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(_as_path(chosen))
        dialog.open()

    def _box(self, parent: QWidget, question: Question) -> QMessageBox:
        box = QMessageBox(parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(question.title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question.text)
        box.setIcon(QMessageBox.Icon.Warning if question.danger else QMessageBox.Icon.NoIcon)
        if question.details:
            box.setDetailedText(question.details)
            box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return box


def _speak_chinese(dialog: QFileDialog) -> None:
    # Qt's own dialog, shown where the desktop has none to offer, leaves two of these in English
    label = QFileDialog.DialogLabel
    for which, words in ((label.LookIn, "位置："), (label.FileName, "文件名："), (label.FileType, "类型：")):
        dialog.setLabelText(which, words)


def _as_path(chosen: Callable[[Path], None]) -> Callable[[str], None]:
    def hand_on(name: str) -> None:
        chosen(Path(name))

    return hand_on
