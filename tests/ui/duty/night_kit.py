"""A night on duty for tests: an office with a rota and a unit's roster at 03:07, a desk to sign in at, and what can be read on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import users
from lantian_desktop.services.office import Office
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.duty.big_number import BigNumber
from lantian_desktop.ui.duty.mode.screen import DutyMode
from lantian_desktop.ui.kit.paint.text import ElidedLabel
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.worker import InlineWorker
from lantian_desktop.ui.shell.desk import Desk, OfficePlace
from tests.factories import PASSWORD, QUICK, Wall, make_office
from tests.services.duty.kit import arrange_days, fill_unit
from tests.ui.hands import settle, strike
from tests.ui.tab_kit import CLERK_AND_HEAD, RecordedPrompts

NIGHT = datetime(2019, 7, 16, 3, 7, 20)
ON_DUTY = ("138 0000 0001", "029-8690 0002")


@dataclass
class Night:
    """An office at night and its desk."""

    clock: Wall
    desk: Desk

    @property
    def office(self) -> Office:
        assert self.desk.office is not None
        return self.desk.office

    @property
    def mode(self) -> DutyMode:
        assert self.desk.mode is not None
        return self.desk.mode

    def sign_in(self, name: str = "示例甲", password: str = PASSWORD) -> None:
        """Type a password at whatever asks for one, and press Enter."""
        gate = self.gate
        gate.name_field.set_text(name)
        QTest.keyClicks(gate.password_field.line, password)
        QTest.keyClick(gate.password_field.line, Qt.Key.Key_Return)
        settle()

    @property
    def gate(self) -> PasswordGate:
        """What asks for a password."""
        found = [gate for gate in self.desk.findChildren(PasswordGate) if gate.isVisible()]
        assert len(found) == 1
        return found[0]

    def type(self, text: str) -> None:
        """Type into the search line key by key."""
        for sign in text:
            QTest.keyClick(self.mode.box, sign)
            settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        strike(key, modifier)
        settle()

    def read(self) -> str:
        """Return every text that can be read on the screen now, line by line."""
        return "\n".join(readable(self.desk))

    def minute_passes(self, to: datetime) -> None:
        """Let the clock on the wall come to an instant, and the page wake for its minute."""
        self.clock.at = to
        self.mode.cards.minute.timeout.emit()
        settle()


def readable(window: QWidget) -> list[str]:
    """Return the texts of the labels that are seen, and whole: none behind others, none outside the window."""
    labels = [
        label.text() for label in window.findChildren(QLabel) if label.text() and _is_seen(label) and _fits(label)
    ]
    return labels + [number.text for number in window.findChildren(BigNumber) if _is_seen(number)]


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _fits(label: QLabel) -> bool:
    drawn_smaller = getattr(label, "is_whole", None)
    if drawn_smaller is not None:
        return bool(drawn_smaller())
    return not isinstance(label, ElidedLabel) or label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


def make_night(folder: Path, appearance: Appearance, fill: Callable[[Office], object] = fill_unit) -> Night:
    """Return a desk that asks 示例甲 (who may do all) or 示例丙 (who only signs and keeps the log) for the password."""
    clock = Wall(NIGHT)
    office = make_office(folder / "office", clock, roles=CLERK_AND_HEAD)
    arrange_days(office, date(2019, 7, 15), 7)
    fill(office)
    users.add_user(office, name="示例丙", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    office.session.close()
    return open_desk(folder, appearance, clock)


def open_desk(folder: Path, appearance: Appearance, clock: Wall) -> Night:
    """Start the program on an office that is there."""
    desk = Desk(OfficePlace(folder / "office", resources(), clock), appearance, InlineWorker(), RecordedPrompts())
    desk.show()
    desk.begin()
    desk.activateWindow()
    assert QTest.qWaitForWindowActive(desk)
    return Night(clock, desk)


def end(night: Night) -> None:
    """Close the program and let go of its widgets."""
    night.desk.close()
    night.desk.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
