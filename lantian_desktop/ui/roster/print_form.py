"""The form that says how the 联络名册 is printed: its order, which lines, in which form of the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from lantian_desktop.domain.roster.export import BookOptions, BookOrder, RosterScope
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.drafts import ShortDrafts
from lantian_desktop.ui.kit.forms.field import CheckField, ChoiceField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.roster.scope_field import ALL, EVERYTHING, ROUND, ScopeFields


class RosterPrintForm(Form):
    """打印名册. `book_requested` carries the BookOptions; `services.desk.blank_forms.roster_form` makes the document of it."""

    book_requested = Signal(object)

    def __init__(self, shell: Shell, *, shown: RosterScope = EVERYTHING, chosen: Sequence[int] = ()) -> None:
        super().__init__("打印名册", key="roster-print", drafts=ShortDrafts(), submit=self._tell, save_label="预览")
        self.order = self.add(ChoiceField("order", "编排", choices.of_terms(BookOrder), required=True))
        self.scope = ScopeFields(self, shell.office, shown=shown, chosen=chosen)
        self.page_each = self.add(CheckField("page_each", "每个单位（轮次）另起一页"))
        self.order.edited.connect(self._follow)
        self._follow()
        self.begin()

    def _follow(self) -> None:
        """Propose the round for a book by rounds; a whole book has no parts that could begin a page."""
        order = BookOrder(self.order.text())
        self.page_each.setEnabled(order is not BookOrder.WHOLE)
        if order is BookOrder.BY_ROUND and self.field("range").text() == ALL:
            self.scope.choose(ROUND)

    def _tell(self) -> None:
        order = BookOrder(self.order.text())
        page_each = order is not BookOrder.WHOLE and bool(self.page_each.text())
        self.book_requested.emit(BookOptions(order, self.scope.scope(), self.scope.numbers(), page_each))
