"""The window as a clerk uses it: buttons clicked, entries typed into, keys pressed; and what the screen shows, read back.

With LANTIAN_PICTURES set, `shot` writes a picture into that folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QPushButton,
    QWidget,
)

from lantian_desktop import paths
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueView
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.detail import IssueDetail, issue_detail
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans
from lantian_desktop.ui.duty.handover import HandoverWindow
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.lists.browse import BrowsePane
from lantian_desktop.ui.kit.lists.views import VIEW_ROLE
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.worker import PoolWorker
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.shell.desk import Desk, OfficePlace
from lantian_desktop.ui.shell.help_window import HelpWindow
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS
from tests.factories import PASSWORD, QUICK, Wall, make_office
from tests.ui.hands import ALT, click, search, settle, strike, swept, text_of_widget
from tests.ui.tab_kit import CLERK_AND_HEAD, RecordedPrompts

W = TypeVar("W", bound=QWidget)
WAIT_MS = 20_000  # a busy machine may take this long over a page


class StrayWatch(QObject):
    """Notes every window that comes up and should not: a widget shown before it had its parent flickers and takes the focus."""

    WANTED = (Desk, ImportWindow, LetterWindow, HandoverWindow, HelpWindow, QMenu)

    def __init__(self) -> None:
        super().__init__()
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what is shown as a window."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
            if not popup and not isinstance(watched, self.WANTED):
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


class Walk:
    """A desk with everything a test of the whole window needs."""

    def __init__(self, folder: Path, appearance: Appearance, clock: Wall) -> None:
        self.folder, self.appearance, self.clock = folder, appearance, clock
        self.watch = StrayWatch()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self.watch)
        self.prompts = RecordedPrompts()
        self.worker = PoolWorker()
        self.desk = self.new_desk()

    def new_desk(self) -> Desk:
        """Return a further start of the program on the same folder."""
        create = partial(setup.create_office, cost=QUICK)
        note = self.folder / "config" / "data-folder.txt"
        noted = paths.remembered_folder(note)
        keep = partial(paths.remember_folder, note)
        place = OfficePlace(
            noted or self.folder / "office", paths.resources(), self.clock, create, keep, noted is not None
        )
        desk = Desk(place, self.appearance, self.worker, self.prompts)
        desk.show()
        assert QTest.qWaitForWindowActive(desk)
        return desk

    def enter_office(self) -> Office:
        """Make an office with 示例甲, who may do everything, and 示例丙, who signs, and show its window."""
        office = make_office(self.folder / "office", self.clock, roles=CLERK_AND_HEAD)
        users.add_user(office, name="示例丙", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
        self.desk.enter(office)
        return office

    def start_again(self) -> None:
        """Close the program and start it once more."""
        self.close()
        self.desk = self.new_desk()
        self.desk.begin()

    def close(self) -> None:
        """Close the program; what it has to delete is deleted."""
        self.desk.close()
        self.desk.deleteLater()
        swept()
        assert self.watch.strays == []

    @property
    def office(self) -> Office:
        """The office that is open."""
        assert self.desk.office is not None
        return self.desk.office

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.desk.window_shown is not None
        return self.desk.window_shown

    @property
    def notice(self) -> str:
        """The sentence of the strip under the header."""
        return self.window.notices.sentence

    def tab(self, key: str) -> QWidget:
        """Go to a tab with Alt and its number, and return it."""
        self.come_up()
        at = next(at for at, spec in enumerate(TABS) if spec.key == key)
        self.key(Qt.Key(Qt.Key.Key_1 + at), ALT)
        assert self.window.tabs.currentIndex() == at
        return self.window.tab(key)

    def come_up(self) -> None:
        """Make the desk the active window again, as a window manager does when the one over it has closed."""
        if QApplication.activeWindow() is not self.desk:
            self.desk.activateWindow()
            assert QTest.qWaitForWindowActive(self.desk)

    def pane(self, key: str) -> BrowsePane[object]:
        """Go to a tab and return its frame."""
        pane: BrowsePane[object] = self.tab(key).pane  # type: ignore[attr-defined]  # every tab of TABS has one
        return pane

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        strike(key, modifier)

    def look_at(self, tab: str, view: str, number: str = "") -> BrowsePane[object]:
        """Click a view of a tab, and put the cursor on the line that shows `number`."""
        pane = self.pane(tab)
        self.choose_view(pane, view)
        if number:
            self.click_row(pane, number)
        return pane

    def choose_view(self, pane: BrowsePane[object], view: str) -> None:
        """Click a view."""
        search(pane, "")
        model = pane.views.model()
        index = next(
            index
            for row in range(model.rowCount())
            if view in {(index := model.index(row, 0)).data(VIEW_ROLE).key, index.data(VIEW_ROLE).label}
        )
        pane.views.scrollTo(index)
        QTest.mouseClick(
            pane.views.viewport(), Qt.MouseButton.LeftButton, pos=pane.views.visualRect(index).center() + QPoint(0, 8)
        )
        assert pane.views.chosen() == index.data(VIEW_ROLE).key

    def click_row(
        self,
        pane: BrowsePane[object],
        words: str,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Click the line that shows `words`."""
        row = next(at for at, line in enumerate(lines_of(pane)) if words in line)
        index = pane.rows.index(row, 0)
        pane.table.scrollTo(index)
        QTest.mouseClick(
            pane.table.viewport(), Qt.MouseButton.LeftButton, modifier, pane.table.visualRect(index).center()
        )

    def press(self, pane: BrowsePane[object], key: str) -> QWidget | None:
        """Click a button under the record, and return the form it opened."""
        button = offer(pane, key)
        click(button)
        return pane.detail.form

    def find(self, kind: type[W]) -> W:
        """Return the one shown window or widget of a kind."""
        found = [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]
        assert len(found) == 1, f"{kind.__name__}: {len(found)}"
        return found[0]

    def file(self, name: str, data: bytes = b"\xff\xd8\xff\xe0 example") -> Path:
        """Write a file to attach."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def detail(self, number: str) -> IssueDetail:
        """Return everything the services know of an issue."""
        found = issues.issue_by_number(self.office, number=number)
        return issue_detail(self.office, issue_id=found.id)

    def issue(self, number: str) -> Issue:
        """Return an issue as the services know it."""
        return issues.issue_by_number(self.office, number=number)

    def fingerprint(self, *numbers: str) -> tuple[object, ...]:
        """Return everything a refused step must leave as it was."""
        return (*(facts_of(self.detail(number)) for number in numbers), *store_state(self.office))

    def refused(self, numbers: str, sentence: str, attempt: Callable[[], object], shown: Callable[[], str]) -> None:
        """Do something that must be refused: its sentence is on the screen, and nothing at all has changed."""
        before = self.fingerprint(*numbers.split())
        attempt()
        seen = shown()
        assert sentence in seen, seen
        assert self.fingerprint(*numbers.split()) == before

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        """Write a picture of the desk or a window, where somebody asked for pictures."""
        folder = os.environ.get("LANTIAN_PICTURES")
        if folder:
            settle()
            Path(folder).mkdir(parents=True, exist_ok=True)
            (widget or self.desk).grab().save(str(Path(folder) / f"{name}.png"))


def facts_of(detail: IssueDetail) -> tuple[object, ...]:
    """Return all that is stored of one issue."""
    return (
        detail.issue,
        detail.steps,
        detail.due_moves,
        detail.plan_versions,
        detail.progress,
        detail.checklists,
        detail.attachments,
        detail.letters,
        detail.received,
    )


def store_state(office: Office) -> tuple[object, ...]:
    """Return registers, counts and the journal's head."""
    return (
        letters.letter_page(office),
        letters.received_page(office),
        plans.plan_page(office),
        issues.view_counts(office),
        journal.head(office),
    )


def offer(pane: BrowsePane[object], key: str) -> QPushButton:
    """Return the shown button of an offer."""
    found = pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    return next(button for button in found if not button.isHidden())


def offers_of(pane: BrowsePane[object]) -> list[str]:
    """Return the words of the buttons shown under a record."""
    return [button.text() for button in pane.detail.bar.findChildren(QPushButton) if not button.isHidden()]


def lines_of(pane: BrowsePane[object]) -> list[str]:
    """Return the loaded rows of a list as the screen shows them, cell by cell."""
    model = pane.rows
    return [
        " ".join(str(model.data(model.index(row, column)) or "") for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def count_of(pane: BrowsePane[object], view: str) -> int | None:
    """Return the number shown beside a view, by its key or label."""
    model = pane.views.model()
    shown = (model.index(row, 0).data(VIEW_ROLE) for row in range(model.rowCount()))
    return next(one.count for one in shown if view in {one.key, one.label})


def shows_counts(walk: Walk) -> None:
    """Assert that the inbox shows beside each view what the services count."""
    pane = walk.pane("inbox")
    counted = issues.view_counts(walk.office)
    assert {view: count_of(pane, view.value) for view in IssueView} == {
        view: counted.get(view, 0) for view in IssueView
    }


def stands(walk: Walk, number: str, state: IssueState, action: IssueAction, view: IssueView) -> None:
    """Assert that an issue has come to a state by an action, and that list, detail and counts of the inbox show it."""
    detail = walk.detail(number)
    assert (detail.issue.state, detail.steps[-1].action) == (state, action)
    pane = walk.look_at("inbox", view.value, number)
    assert any(number in line and state.label in line for line in lines_of(pane))
    shown = text_of_widget(pane.detail)
    assert number in shown
    assert state.label in shown
    assert f"{action.label} · {walk.office.user.name}" in shown
    shows_counts(walk)
