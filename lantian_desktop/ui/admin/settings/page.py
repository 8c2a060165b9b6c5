"""What pages of the settings share: one form, or a list of records with the form of the chosen one. No page's content is here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, NotFound, OfficeError
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.notice import Notice
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell

KEY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
T = TypeVar("T")
LIST_WIDTH = 15  # in characters of the present text size


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a page's list; `detail` stands below the label."""

    key: str
    label: str
    detail: str = ""


def refusal(office: Office, right: Right | None) -> str:
    """Return why this user can only look at a page, or an empty text; without a right there is nothing but to look."""
    if right is None:
        return ""
    if office.read_only:
        return "数据正由另一个窗口使用，现在只能查看。"
    return "" if office.may(right) else f"修改这一页需要“{right.label}”的权限，现在只能查看。"


def whole(text: str, label: str, field: str) -> int:
    """Return a whole number as typed; raise InvalidInput beside its entry."""
    if not text.strip().isdecimal():
        raise InvalidInput(f"{label}应填写整数。", field=field)
    return int(text)


def standing(record: T | None) -> T:
    """Return the record a form is over; raise NotFound when somebody took it away meanwhile."""
    if record is None:
        raise NotFound("这一条已被删除，没有保存；如仍需要，请记下所填内容后新增一条。")
    return record


class RecordForm(Form):
    """The form of one record; `stored_key` is what the list knows it by once it is stored."""

    def __init__(self, shell: Shell, title: str, key: str, submit: Callable[[], None]) -> None:
        super().__init__(title, key=f"settings/{key}", drafts=OfficeDrafts(shell.office), submit=submit)
        self.shell = shell
        self.stored_key = ""

    def only_show(self) -> None:
        """Let nothing be changed."""
        for name in self.texts():
            self.field(name).setEnabled(False)
        self.save_button.setEnabled(False)


class SettingsPage(QWidget):
    """A page: tells the window what was done, and when it wants to be left."""

    posted = Signal(object)
    left = Signal()
    right: Right | None = Right.ADMINISTER

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.form: RecordForm | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.refusal = refusal(shell.office, self.right)
        if self.refusal:
            self.column.addWidget(plain_label(self.refusal, "amber", wrap=True))

    def save(self) -> None:
        """Ctrl+S."""
        if self.form is not None and self.form.save_button.isEnabled():
            self.form.save()

    def keep_drafts(self) -> None:
        """Keep what is typed; the window is about to go or to show another page."""
        if self.form is not None:
            self.form.keep_draft()

    def say(self, sentence: str) -> None:
        """Tell that something was done."""
        self.posted.emit(Notice(sentence))

    def _take(self, form: RecordForm) -> RecordForm:
        self.form = form
        if self.refusal:
            form.only_show()
        form.saved.connect(self._note_saved)
        form.closed.connect(self.left)
        return form

    def _note_saved(self) -> None:
        self.say("已保存。")


class FormPage(SettingsPage):
    """A page that is one form, built anew after it was saved."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._show()

    def build_form(self) -> RecordForm:
        """Return the form with what is stored."""
        raise NotImplementedError

    def _show(self) -> None:
        old, new = self.form, self._take(self.build_form())
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.column.addWidget(new, 1)

    def _note_saved(self) -> None:
        super()._note_saved()
        self._show()


class ListPage(SettingsPage):
    """A page with a list of records at the left and the form of the chosen one at the right."""

    noun = ""
    can_remove = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.list = QListWidget()
        self.list.setAccessibleName(f"{self.noun}列表")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit()
        self.list.currentItemChanged.connect(self._choose)
        self.side = QVBoxLayout()
        self.side.setSpacing(6)
        self.side.addWidget(self.list, 1)
        self.add_button = self.add_action_button(f"新增{self.noun}", self.begin_new)
        self.remove_button = self.add_action_button("删除…", self._ask_removal) if self.can_remove else None
        self._holder = QVBoxLayout()
        self._beside: QWidget | None = None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self.side)
        row.addLayout(self._holder, 1)
        self.column.addLayout(row, 1)
        self.reload()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "list"):
            self._fit()

    def _fit(self) -> None:
        self.list.setFixedWidth(self.fontMetrics().horizontalAdvance("示") * LIST_WIDTH)

    def items(self) -> Sequence[Item]:
        """Return the records in their order."""
        raise NotImplementedError

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a record; an empty key means a new one."""
        raise NotImplementedError

    def remove(self, key: str) -> None:
        """Take a record away; raise an OfficeError to keep it."""
        raise NotImplementedError

    def add_action_button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """Put a button below the list; it is off for those who may only look."""
        button = QPushButton(text)
        button.setAccessibleName(text.rstrip("…"))
        button.setEnabled(not self.refusal)
        button.setToolTip(self.refusal)
        button.clicked.connect(pressed)
        self.side.addWidget(button)
        return button

    def chosen(self) -> str:
        """Return the key of the chosen record, empty while a new one is being written."""
        item = self.list.currentItem()
        return str(item.data(KEY_ROLE)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Choose a record by its key, or the first one."""
        numbers = range(self.list.count())
        at = next((number for number in numbers if self.list.item(number).data(KEY_ROLE) == key), 0)
        self.list.setCurrentRow(at)

    def reload(self, key: str = "") -> None:
        """Read the list again and show the record of a key."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for item in self.items():
                line = QListWidgetItem(f"{item.label}\n{item.detail}" if item.detail else item.label)
                line.setData(KEY_ROLE, item.key)
                line.setToolTip(line.text())
                self.list.addItem(line)
            self.choose(key)
        self.show_beside(self.build_form(self.chosen()))

    def begin_new(self) -> None:
        """Show the form of a new record."""
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(-1)
            self.list.clearSelection()
        self.show_beside(self.build_form(""))

    def show_beside(self, widget: QWidget) -> None:
        """Show a form, or something else, beside the list."""
        self.keep_drafts()
        self.form = None
        if self._beside is not None:
            self._holder.removeWidget(self._beside)
            self._beside.hide()
            self._beside.deleteLater()
        self._beside = widget
        if isinstance(widget, RecordForm):
            self._take(widget)
        if self.remove_button is not None:
            self.remove_button.setEnabled(bool(self.chosen()) and not self.refusal)
        self._holder.addWidget(widget)

    def _choose(self) -> None:
        self.show_beside(self.build_form(self.chosen()))

    def _note_saved(self) -> None:
        key = self.form.stored_key if self.form is not None else ""
        super()._note_saved()
        self.reload(key)

    def _ask_removal(self) -> None:
        if not self.chosen():
            return
        name = self.list.currentItem().text().split("\n")[0]
        question = Question(f"删除{self.noun}", f"确定删除“{name}”吗？", accept="删除", danger=True)
        self.shell.prompts.ask(self, question, self._remove_chosen)

    def _remove_chosen(self) -> None:
        self.shell.attempt(partial(self.remove, self.chosen()), self._note_removed, self._note_refused)

    def _note_removed(self, _done: None) -> None:
        if self.form is not None:
            self.form.forget()
        self.say("已删除。")
        self.reload()

    def _note_refused(self, error: OfficeError) -> None:
        self.posted.emit(Notice(error.sentence, Tone.RED))
