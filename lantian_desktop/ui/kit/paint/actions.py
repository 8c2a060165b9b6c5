"""The row of buttons under a record: what is allowed can be pressed, what is not says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lantian_desktop.ui.kit.paint.flow import FlowLayout

MORE = "更多"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be done; a `refusal` is the sentence why it cannot be done now."""

    key: str
    label: str
    refusal: str = ""
    primary: bool = False
    danger: bool = False
    shortcut: str = ""
    more: bool = False  # stands in the menu 更多 at the end of the row
    menu: str = ""  # stands in a menu of this name at the end of the row


class ActionBar(QWidget):
    """Buttons of offers, wrapping into rows when the pane is narrow."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=8, centred=centred)
        self._offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Replace the buttons."""
        if tuple(offers) == self._offers:
            return
        self._offers = tuple(offers)
        while (item := self._flow.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.setObjectName("")  # it stays until the event loop comes round, and is not to be found any more
                button.deleteLater()
        for offer in self._offers:
            if not _menu_of(offer):
                self._flow.addWidget(self._button(offer))
        menus = dict.fromkeys(filter(None, map(_menu_of, self._offers)))
        for menu in sorted(menus, key=lambda name: name == MORE):
            self._flow.addWidget(self._menu_button(menu))
        self.setVisible(bool(self._offers))
        self.updateGeometry()

    def button(self, key: str) -> QPushButton | None:
        """Return the button of an offer."""
        return self.findChild(QPushButton, f"offer-{key}")

    def fill_menu(self, menu: QMenu) -> None:
        """Put the same offers into a right-click menu, those of a named menu into one below it."""
        self._fill(menu, [offer for offer in self._offers if not offer.menu])
        for name in dict.fromkeys(offer.menu for offer in self._offers if offer.menu):
            self._fill(menu.addMenu(name), [offer for offer in self._offers if offer.menu == name])

    def _menu_button(self, name: str) -> QPushButton:
        button = QPushButton(name, self)
        button.setAccessibleName(f"{name.rstrip('…')}操作")
        menu = QMenu(button.accessibleName(), button)
        self._fill(menu, [offer for offer in self._offers if _menu_of(offer) == name])
        button.setMenu(menu)
        button.show()
        return button

    def _fill(self, menu: QMenu, offers: Sequence[Offer]) -> None:
        menu.setToolTipsVisible(True)
        for offer in offers:
            action = menu.addAction(offer.label)
            action.setEnabled(not offer.refusal)
            action.setToolTip(offer.refusal)
            action.triggered.connect(partial(self._request, offer.key))

    def press(self, key: str) -> None:
        """Ask for an offer as its button does, if it is there and allowed."""
        if any(offer.key == key and not offer.refusal for offer in self._offers):
            self.action_requested.emit(key)

    def _button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.label, self)
        button.setObjectName(f"offer-{offer.key}")
        button.setEnabled(not offer.refusal)
        hint = f"{offer.label}（{offer.shortcut}）" if offer.shortcut else ""
        button.setToolTip(offer.refusal or hint)
        button.setAccessibleName(offer.label)
        button.setAccessibleDescription(offer.refusal)
        if offer.primary and not offer.refusal:
            button.setProperty("role", "primary")
        elif offer.danger:
            button.setProperty("role", "danger")
        button.clicked.connect(partial(self._request, offer.key))
        button.show()
        return button

    def _request(self, key: str, _checked: bool = False) -> None:
        self.action_requested.emit(key)


def _menu_of(offer: Offer) -> str:
    return offer.menu or (MORE if offer.more else "")
