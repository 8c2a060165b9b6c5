"""What is done with the units at the left of the roster: a button below the tree, a right-click menu and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.roster import RosterEntry, Unit, UnitKind
from lantian_desktop.domain.roster.tree import KIND
from lantian_desktop.domain.roster.unit_rules import AREAS
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster, units
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.roster.detail import MAY_NOT

NEW, EDIT, UP, DOWN, DELETE = "unit-new", "unit-edit", "unit-up", "unit-down", "unit-delete"
EDIT_KEY, NEW_KEY = "F2", "Shift+F2"
_STEPS = {UP: -1, DOWN: 1}
_CHOOSE = "请先在左边选中一个单位。"


class UnitActions(QObject):
    """Enters, changes, moves and removes units; `refresh` reads the tree again before a new unit is gone to."""

    def __init__(
        self,
        shell: Shell,
        pane: BrowsePane[RosterEntry],
        show_form: Callable[[Form], None],
        refresh: Callable[[], None],
    ) -> None:
        super().__init__(pane)
        self._shell, self._pane, self._show_form, self._refresh = shell, pane, show_form, refresh
        self._form: Form | None = None
        self.button = QPushButton("单位…")
        self.button.setAccessibleName("单位的新增、修改、次序和删除")
        self.menu = QMenu(self.button.accessibleName(), self.button)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        pane.put_under_views(self.button)
        pane.views.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pane.views.customContextMenuRequested.connect(self._open_menu)
        QShortcut(QKeySequence(EDIT_KEY), pane).activated.connect(partial(self.do, EDIT))
        QShortcut(QKeySequence(NEW_KEY), pane).activated.connect(partial(self.do, NEW))
        for keys, key in (("Alt+Up", UP), ("Alt+Down", DOWN), ("Delete", DELETE)):
            shortcut = QShortcut(QKeySequence(keys), pane.views, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.do, key))

    def offers(self) -> tuple[Offer, ...]:
        """Return what can be done with the chosen unit, or why not."""
        office, unit = self._shell.office, self._chosen()
        may_not = "" if office.may(Right.EDIT_ROSTER) else MAY_NOT
        refusal = may_not or ("" if unit else _CHOOSE)
        name = f"“{unit.short_name or unit.name}”" if unit else "单位"
        return (
            Offer(NEW, "新增单位", may_not, shortcut=NEW_KEY),
            Offer(EDIT, f"修改{name}", refusal, shortcut=EDIT_KEY),
            Offer(UP, "上移", refusal or self._end(unit, UP), shortcut="Alt+↑"),
            Offer(DOWN, "下移", refusal or self._end(unit, DOWN), shortcut="Alt+↓"),
            Offer(DELETE, "删除", refusal, danger=True, shortcut="Delete"),
        )

    def do(self, key: str, _checked: bool = False) -> None:
        """Do one of them with the chosen unit; what cannot be done is said."""
        refusal = next(offer.refusal for offer in self.offers() if offer.key == key)
        unit = self._chosen()
        if refusal:
            self._shell.warn(refusal)
        elif key == NEW:
            self._open(new_unit(self._shell.office, self._pane.views.chosen()))
        elif unit is None:
            return
        elif key == EDIT:
            self._open(unit)
        elif key in _STEPS:
            moving = partial(units.move_unit, self._shell.office, unit_id=unit.id, by=_STEPS[key])
            self._shell.attempt(moving, partial(self._say, unit, f"已移动“{unit.name}”。"))
        else:
            self._ask_delete(unit)

    def _end(self, unit: Unit | None, key: str) -> str:
        if unit is None or units.may_move(self._shell.office, unit_id=unit.id, by=_STEPS[key]):
            return ""
        return f"“{unit.name}”已经排在{'最前' if key == UP else '最后'}。"

    def _chosen(self) -> Unit | None:
        view = self._pane.views.chosen()
        known = roster.units(self._shell.office) if view.isdigit() else ()
        return next((unit for unit in known if str(unit.id) == view), None)

    def _open(self, unit: Unit) -> None:
        from lantian_desktop.ui.roster.unit_form import UnitForm  # forms are loaded when the first one is opened

        self._form = UnitForm(self._shell, unit)
        self._show_form(self._form)
        self._form.saved.connect(self._go_to_saved)

    def _go_to_saved(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self._go_to(getattr(form, "unit_id", 0))

    def _go_to(self, unit_id: int) -> None:
        self._refresh()
        self._pane.show_view(str(unit_id))
        self._pane.views.setFocus()

    def _say(self, unit: Unit, sentence: str, _done: None) -> None:
        self._go_to(unit.id)
        say_done(self._shell, sentence)

    def _ask_delete(self, unit: Unit) -> None:
        refusal = units.removal_refusal(self._shell.office, unit_id=unit.id)
        if refusal:
            self._shell.warn(refusal)
            return
        question = Question("删除单位", f"删除单位“{unit.name}”？按 Ctrl+Z 可以撤销。", "删除", danger=True)
        self._shell.prompts.ask(self._pane, question, partial(self._delete, unit))

    def _delete(self, unit: Unit) -> None:
        service = partial(units.remove_unit, self._shell.office, unit_id=unit.id)
        self._shell.attempt(service, partial(self._leave, unit))

    def _leave(self, unit: Unit, _done: None) -> None:
        self._pane.views.choose(str(unit.parent_id) if unit.parent_id else f"{KIND}{unit.kind.value}")
        self._refresh()
        say_done(self._shell, f"已删除单位“{unit.name}”。")

    def _open_menu(self, where: QPoint) -> None:
        self.menu.popup(self._pane.views.viewport().mapToGlobal(where))

    def _fill(self) -> None:
        self.menu.clear()
        self.menu.setToolTipsVisible(True)
        for offer in self.offers():
            action = self.menu.addAction(f"{offer.label}\t{offer.shortcut}")
            action.setEnabled(not offer.refusal)
            action.setToolTip(offer.refusal)
            action.triggered.connect(partial(self.do, offer.key))


def new_unit(office: Office, view: str) -> Unit:
    """Return an empty unit for the place a view shows: a street in an area, otherwise one beside the unit chosen."""
    known = {str(unit.id): unit for unit in roster.units(office)}
    own = next((unit for unit in known.values() if office.profile.short_name in {unit.name, unit.short_name}), None)
    chosen = known.get(view)
    if view.startswith(KIND):
        return Unit(0, "", "", UnitKind(view.removeprefix(KIND)), 0)
    if chosen is None:
        chosen = own if own is not None and own.kind in AREAS else None
    if chosen is None or chosen.kind is UnitKind.CITY:
        return Unit(0, "", "", UnitKind.DEPARTMENT, 0)
    if chosen.kind in AREAS:
        return Unit(0, "", "", UnitKind.STREET, 0, parent_id=chosen.id)
    return Unit(0, "", "", chosen.kind, 0, parent_id=chosen.parent_id)
