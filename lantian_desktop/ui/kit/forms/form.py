"""The form: fields in rows, drafts on every edit, one-sentence errors beside the field they concern, Ctrl+S and Esc.

A form over a stored record saves over nothing it has not shown: what somebody else stored meanwhile is merged field by field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lantian_desktop.domain.errors import ChangedMeanwhile, InvalidInput, OfficeError
from lantian_desktop.domain.merging import changes
from lantian_desktop.ui.kit.forms.drafts import Drafts, joined, parted
from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.forms.merge_panel import MergeChoice, MergePanel
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone

DRAFT_PAUSE_MS = 400  # an edit is on disk half a second after the last key

F = TypeVar("F", bound=Field)


class Form(QWidget):
    """A form that hands what was typed to `submit`; what raises an OfficeError stays open with the sentence shown."""

    saved = Signal()
    closed = Signal()

    def __init__(
        self, title: str, *, key: str, drafts: Drafts, submit: Callable[[], None], save_label: str = "保存"
    ) -> None:
        super().__init__()
        self._key, self._drafts, self._submit = key, drafts, submit
        self._fields: dict[str, Field] = {}
        self._offered: dict[str, str] = {}
        self._offered_over: dict[str, str] = {}  # what was stored when the draft was begun
        self._stored: dict[str, str] = {}  # what was stored when it was read last
        self._overwritten: dict[str, str] = {}  # stored values given up for typed ones, by field name
        self._read_again: Callable[[], Form] | None = None
        self._watching = False
        self._dirty = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_PAUSE_MS)
        self._pause.timeout.connect(self.keep_draft)
        self._body = QFrame()
        self.column = QVBoxLayout(self._body)
        self._scroll = QScrollArea()
        self._title = plain_label(title, "title", wrap=True)
        self._error = plain_label("", "red", wrap=True, selectable=True)
        self._build_body()
        self._build(save_label)

    def add(self, *fields: F, stretch: tuple[int, ...] = ()) -> F:
        """Put fields side by side into the next row and return the first."""
        row = QHBoxLayout()
        row.setSpacing(12)
        self.adopt(*fields)
        for at, field in enumerate(fields):
            row.addWidget(field, stretch[at] if stretch else 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        return fields[0]

    def adopt(self, *fields: Field) -> None:
        """Take fields that have their place elsewhere: they are kept and submitted like the others."""
        for field in fields:
            self._fields[field.name] = field
            field.edited.connect(self._note_edit)

    def add_heading(self, text: str) -> None:
        """Begin a group of fields."""
        self.column.addSpacing(4)
        self.column.addWidget(plain_label(text, "accent"))

    def add_text(self, text: str, role: str = "muted") -> None:
        """Put a sentence between the fields."""
        self.column.addWidget(plain_label(text, role, wrap=True, selectable=True))

    def add_widget(self, widget: QWidget) -> None:
        """Put something else between the fields."""
        self.column.addWidget(widget)

    def facts(self) -> dict[str, str]:
        """Return what the form shows of its record and does not enter, by its label: somebody else may change that too."""
        return {}

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return self._fields[name]

    def texts(self) -> dict[str, str]:
        """Return what is entered, by field name."""
        return {name: field.text() for name, field in self._fields.items()}

    def fill(self, texts: dict[str, str]) -> None:
        """Enter texts by field name; unknown names are passed over."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].set_text(text)

    def begin(self, reread: Callable[[], Form] | None = None) -> None:
        """Start watching edits; call it when all fields stand and hold what is stored. Offers a draft if there is one.

        A form over a stored record gives `reread`: it reads the record again, saves over that from now on, and returns a form
        that holds it.
        """
        self.column.addStretch(1)
        self._read_again, self._stored = reread, {**self.facts(), **self.texts()}
        draft, over = parted(self._drafts.load(self._key) or {})
        if draft and draft != self.texts():
            self._offered, self._offered_over = draft, over
            self._offer.show()
            self._body.setEnabled(False)
            self.setFocusProxy(self._restore)
            self._restore.setFocus()
        else:
            self._watching = True
            self._focus_first()

    @property
    def draft_offered(self) -> bool:
        """Whether the form waits for 恢复 or 放弃."""
        return not self._offer.isHidden()

    def restore_draft(self) -> None:
        """Enter the draft; what somebody stored since it was begun is merged with it."""
        stored, self._stored = self._stored, {**self._stored, **self._offered_over}
        self.fill(self._offered)
        self._settle_offer()
        if self._read_again is not None and self._offered_over:
            self._take_over(ChangedMeanwhile(), stored)
        self._dirty = True

    def discard_draft(self) -> None:
        """Forget the draft."""
        self._drafts.discard(self._key)
        self._settle_offer()

    def keep_draft(self) -> None:
        """Keep what was typed since it was kept last, so that a form which goes away later stays its writer's draft."""
        self._pause.stop()
        if not self._dirty:
            return
        self._dirty = False
        typed = {name: text for name, text in self.texts().items() if self._may_keep(name)}
        self._drafts.save(self._key, typed if self._read_again is None else joined(typed, self._stored))

    def save(self) -> bool:
        """Submit what is typed; on success forget the draft and say so."""
        if self.draft_offered:
            return False
        if not self.entries_valid() or not self.save_by(self._submit):
            return False
        self.saved.emit()
        return True

    def save_by(self, submit: Callable[[], object]) -> bool:
        """Hand what is typed to one of the form's ways of saving, unchecked; on success forget the draft."""
        if not self._choices_made():
            return False
        try:
            self._submit_merged(submit)
        except OfficeError as error:
            self.refuse(error)
            return False
        self.forget()
        return True

    def _submit_merged(self, submit: Callable[[], object]) -> None:
        """Submit; where nothing this form shows was changed meanwhile, submit again over what is stored now."""
        with self._drafts.replacing({self._fields[name].called: text for name, text in self._overwritten.items()}):
            try:
                submit()
            except ChangedMeanwhile as conflict:
                if self._read_again is None:
                    raise
                twin = self._read_again()
                stored = {**twin.facts(), **twin.texts()}
                twin.deleteLater()
                if self._take_over(conflict, stored):
                    raise
                submit()

    def _take_over(self, conflict: ChangedMeanwhile, stored: dict[str, str]) -> bool:
        """Merge what is stored now into the form; return whether there was anything to show."""
        labels = {name: field.called for name, field in self._fields.items()}
        found = changes(self._stored, stored, {**self._stored, **self.texts()}, labels)
        asked = {one.name for one in found if one.is_asked}
        self._stored |= {name: text for name, text in stored.items() if name not in asked}
        self.fill({one.name: one.stored for one in found if one.is_taken})
        if found:
            self.merging.show_conflict(conflict.with_changes(found), lambda name, text: self._fields[name].words(text))
            self._scroll.ensureWidgetVisible(self.merging)
        return bool(found)

    def _settle(self, choice: MergeChoice) -> None:
        """Go on with the value chosen; a stored one that is given up is told to the journal when the form is saved."""
        change = self.merging.parts[choice.name].change
        self._stored[choice.name] = change.stored
        self._overwritten.pop(choice.name, None)
        if choice.is_mine:
            self._overwritten[choice.name] = self._fields[choice.name].words(change.stored)
        self.fill({choice.name: choice.text})

    def _choices_made(self) -> bool:
        part = self.merging.open_part
        if part is None:
            return True
        self._error.setText(f"“{part.change.label}”两人都改了，请先选择采用哪一个，再保存。")
        self._error.show()
        self._scroll.ensureWidgetVisible(part)
        part.take.setFocus()
        return False

    def entries_valid(self) -> bool:
        """Say whether each entry by itself may be taken; what is wrong is shown beside it."""
        self._error.hide()
        wrong = [
            (field, complaint)
            for field in self._fields.values()
            if field.isEnabled() and (complaint := field.complaint())
        ]
        for field, complaint in wrong:
            field.show_error(complaint)
        if wrong:
            self._show_field(wrong[0][0])
        return not wrong

    def refuse(self, error: OfficeError) -> None:
        """Show why it was not saved, beside the field it concerns or at the foot."""
        field = self._fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is not None:
            field.show_error(error.sentence)
            self._show_field(field)
        elif isinstance(error, ChangedMeanwhile) and self.merging.message:
            self._point_at_conflict()
        else:
            self._error.setText(error.sentence)
            self._error.show()

    @property
    def error(self) -> str:
        """The sentence at the foot, empty when there is none."""
        return "" if self._error.isHidden() else self._error.text()

    def forget(self) -> None:
        """Drop the draft: what was typed is saved or no longer wanted."""
        self._pause.stop()
        self._dirty = False
        self._overwritten.clear()
        self.merging.clear()
        self._drafts.discard(self._key)

    def close_form(self) -> None:
        """Leave the form; what was typed stays as a draft."""
        self.keep_draft()
        self.closed.emit()

    def close_for_another(self) -> None:
        """Leave the form because somebody else took the window over; its draft was kept for its writer when it was hidden."""
        self._pause.stop()
        self._dirty = False
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves, Esc leaves."""
        if event.matches(QKeySequence.StandardKey.Save):
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the draft when the form goes away with its window."""
        if event.type() in {QEvent.Type.Hide, QEvent.Type.DeferredDelete}:
            self.keep_draft()
        return super().event(event)

    def _point_at_conflict(self) -> None:
        part = self.merging.open_part
        (part.take if part else self.save_button).setFocus()

    def _may_keep(self, name: str) -> bool:
        return not name.startswith("password")

    def _note_edit(self) -> None:
        if self._watching:
            self._error.hide()  # what was refused is being changed
            self._dirty = True
            self._pause.start()

    def _settle_offer(self) -> None:
        self._offer.hide()
        self._body.setEnabled(True)
        self._watching = True
        self._focus_first()

    def _focus_first(self) -> None:
        if self._fields:
            self.setFocusProxy(next(iter(self._fields.values())))
            self.setFocus()

    def _show_field(self, field: Field) -> None:
        self._scroll.ensureWidgetVisible(field)
        field.setFocus()

    def show_title(self, title: str) -> None:
        """Show another title over the fields."""
        self._title.setText(title)

    def _build(self, save_label: str) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._title)
        whole.addWidget(self._build_offer())
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._error)
        whole.addLayout(self._build_buttons(save_label))

    def _build_body(self) -> None:
        self._body.setProperty("role", "card")
        # Entries keep their height and the form scrolls; otherwise it would first squeeze them to a line each.
        self._body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(10)
        self.merging = MergePanel()
        self.merging.chosen.connect(self._settle)
        self.column.addWidget(self.merging)
        self._scroll.setProperty("role", "ground")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        self._error.hide()

    def _build_buttons(self, save_label: str) -> QHBoxLayout:
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.save_button = self._button(f"{save_label}（Ctrl+S）", save_label, self.save)
        set_role(self.save_button, "primary")
        self.close_button = self._button("关闭（Esc）", "关闭，已填内容留作草稿", self.close_form)
        self.close_button.setToolTip("已填的内容留作草稿，下次打开可恢复。")
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.close_button)
        self.buttons.addStretch(1)
        return self.buttons

    def _build_offer(self) -> QFrame:
        self._offer = QFrame()
        self._offer.setProperty("role", "notice")
        self._offer.setProperty("tone", Tone.AMBER.value)
        row = QHBoxLayout(self._offer)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(plain_label("上次填写的内容还没有保存。", wrap=True), 1)
        self._restore = self._button("恢复", "恢复上次未保存的内容", self.restore_draft)
        self._discard = self._button("放弃", "放弃上次未保存的内容", self.discard_draft)
        row.addWidget(self._restore)
        row.addWidget(self._discard)
        self._offer.hide()
        return self._offer

    def _button(self, text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        button.clicked.connect(pressed)
        return button
