"""The one top-level window: it shows the wizard, the sign-in, the work, duty mode or the lock. What each does is its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QWindow
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedWidget, QWidget

from lantian_desktop.domain.admin.office import Level, OfficeProfile
from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.services.admin import presets
from lantian_desktop.services.desk import setup
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.office import Clock, Office
from lantian_desktop.ui.admin.gate import Gate, PasswordGate, RecoveryGate
from lantian_desktop.ui.kit.imports.opening import open_import
from lantian_desktop.ui.kit.paint.keys import press_by_enter
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.kit.work.memory import enters_in_duty_mode
from lantian_desktop.ui.kit.work.prompts import Prompts, Question
from lantian_desktop.ui.kit.work.shell import OfficeMemory, Shell
from lantian_desktop.ui.kit.work.worker import Worker
from lantian_desktop.ui.shell.hidden_windows import HiddenWindows, close_forms
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.tabs import TABS

if TYPE_CHECKING:
    from lantian_desktop.ui.admin.first_run import NewOffice
    from lantian_desktop.ui.duty.mode.screen import DutyMode

WIDTH, HEIGHT = 1366, 768
ACTIVE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})
PROGRAM = "蓝天联络"
EVERYTHING = frozenset({"users"}).union(*(spec.topics for spec in TABS))


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """Where an office lies or will lie, what the program itself is made of, and how a new office comes to be.

    `note_folder` keeps the folder for the next start; without it the folder was named for this one. `expected`: an office
    was remembered to lie here, so when it is not there the disk is missing and no new office is made.
    """

    folder: Path
    resources: Path
    clock: Clock
    create: Callable[..., tuple[Office, str]] = setup.create_office
    note_folder: Callable[[Path], None] | None = None
    expected: bool = False


class Desk(QStackedWidget):
    """The program's window from the first start to the last."""

    opened = Signal()
    moved = Signal(Path)
    closed = Signal()

    def __init__(
        self,
        place: OfficePlace,
        appearance: Appearance,
        worker: Worker,
        prompts: Prompts,
        make_demo: Callable[[], Office] | None = None,
    ) -> None:
        super().__init__()
        self._place, self._appearance, self._worker, self._prompts = place, appearance, worker, prompts
        self._make_demo = make_demo
        self.office: Office | None = None
        self.window_shown: MainWindow | None = None
        self.mode: DutyMode | None = None
        self._frame = Qt.WindowState.WindowNoState  # of the window before the mode filled the screen
        self._hidden_windows = HiddenWindows(self)
        self.stays_on_close: Callable[[], bool] | None = None  # asked when the window is closed, where there is a tray
        self.setWindowTitle(PROGRAM)
        self.resize(WIDTH, HEIGHT)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)

    def begin(self) -> None:
        """Show the wizard on a new PC, otherwise the sign-in; an office that is not where it was is asked for."""
        if setup.store_exists(self._place.folder):
            self.ask_sign_in()
        elif self._place.expected or setup.store_remains(self._place.folder):
            self.ask_where()
        else:
            self.ask_first_run()

    def ask_first_run(self) -> None:
        """Show the wizard."""
        from lantian_desktop.ui.admin.first_run import FirstRun, FirstRunActions  # needed once in the life of an office

        actions = FirstRunActions(
            units=presets.unit_choices(self._place.resources),
            suggest=self._suggest,
            create=self._create,
            see_demo=self._see_demo if self._make_demo else None,
            open_existing=self._open_existing if self._place.note_folder else None,
        )
        wizard = FirstRun(actions, self._prompts, self._place.folder)
        wizard.found.connect(self.ask_sign_in)
        wizard.finished.connect(self.show_work)
        wizard.import_requested.connect(self._import_roster)
        self._show(wizard)

    def ask_where(self) -> None:
        """Say that the office is gone or only half there, and ask for another folder or another try."""
        from lantian_desktop.ui.admin.missing_folder import MissingFolder

        page = MissingFolder(self._place.folder, self._prompts, self._open_existing, self._half_office())
        page.passed.connect(self.ask_sign_in)
        page.new_folder_requested.connect(self.ask_first_run)
        self._show(page)

    def _half_office(self) -> str:
        """Return the store's own sentence where something is left of an office, otherwise nothing."""
        try:
            setup.user_names(self._place.folder)
        except OfficeError as error:
            return error.sentence if setup.store_remains(self._place.folder) else ""
        return ""

    def ask_sign_in(self) -> None:
        """Show the sign-in."""
        names = setup.user_names(self._place.folder)
        gate = PasswordGate(PROGRAM, "请登录。", "登录", names, self._sign_in)
        gate.add_link("忘记密码", self.ask_recovery)
        gate.passed.connect(self.start_work)
        self._show(gate)
        gate.password_field.setFocus()

    def ask_recovery(self) -> None:
        """Show the entry of the recovery code."""
        gate = RecoveryGate(setup.user_names(self._place.folder), self._recover)
        gate.add_link("返回登录", self.ask_sign_in)
        gate.passed.connect(self.show_work)
        self._show(gate)

    def enter(self, office: Office) -> None:
        """Take an office that is already open and show the work."""
        self.office = office
        self.show_work()

    @property
    def locked(self) -> bool:
        """Whether a password is asked for before anything can be read or done."""
        return isinstance(self.currentWidget(), Gate) or (self.mode is not None and self.mode.locked)

    def start_work(self) -> None:
        """Show the work to somebody who has just signed in: duty mode to those who chose so."""
        if self.office is not None and enters_in_duty_mode(OfficeMemory(self.office)):
            self._fill_screen(self.office)
        else:
            self.show_work()

    def show_duty_mode(self) -> None:
        """Fill the screen the window is on with who is on duty; nothing while a password is asked for."""
        if self.office is not None and self.mode is None and not self.locked:
            self._fill_screen(self.office)

    def leave_duty_mode(self) -> None:
        """Go back to the window as it was."""
        if self.mode is not None and not self.mode.locked:
            mode, self.mode = self.mode, None
            mode.leave()
            self.setWindowState(self._frame)
            self.show_work()

    def show_work(self) -> None:
        """Show the main window, built when it is first needed."""
        if self.office is None:
            return
        office = self.office
        if self.window_shown is None:
            self.window_shown = self._build_window(office)
        self._show(self.window_shown)
        self._hidden_windows.bring_back(office.user.name)
        self._begin_work()

    def switch_user(self) -> None:
        """Ask who goes on; another name than the present one is proposed."""
        self.lock()
        gate = self.mode.gate if self.mode is not None else self.currentWidget()
        if self.office is not None and isinstance(gate, PasswordGate):
            others = [name for name in setup.user_names(self.office.folder) if name != self.office.user.name]
            gate.ask_for((others or [self.office.user.name])[0])

    def lock(self) -> None:
        """Put the lock in front of the work and hide every window of its own: only who is on duty can still be read."""
        from lantian_desktop.ui.duty.mode.lock import lock_gate

        office = self.office
        if office is None or self.locked:
            return
        self._idle.stop()
        self._hidden_windows.put(office.user.name)
        names = setup.user_names(office.folder)
        if self.mode is not None:
            self.mode.lock(names, self._unlock)
            return
        gate = lock_gate(office, self._appearance.size, names, self._unlock)
        gate.ask_for(office.user.name)
        gate.passed.connect(self.show_work)
        self._show(gate)
        gate.password_field.setFocus()

    def watch(self, window: QWindow | None) -> None:
        """See what reaches a window; a filter on the whole program would be asked a thousand times for every key."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or click puts the lock off; Enter presses the button it is on."""
        if event.type() in ACTIVE and self._idle.isActive():
            self._idle.start()
        return press_by_enter(event) or super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the office, or only go out of sight where the user wants the program to stay in the tray."""
        if self.stays_on_close is not None and self.stays_on_close():
            event.ignore()
            self.hide()
            return
        self.leave()
        super().closeEvent(event)
        self.closed.emit()

    def leave(self) -> None:
        """Close the office and everything that works on it."""
        self._idle.stop()
        if self.mode is not None:
            self.mode.leave()
            self.mode = None
        page = self.currentWidget()
        if page is not None and page is not self.window_shown:  # duty mode, or a lock that reads who is on duty
            self.removeWidget(page)
            page.deleteLater()
        if self.window_shown is not None:
            self.window_shown.leave()
            self.removeWidget(self.window_shown)
            self.window_shown.deleteLater()
            self.window_shown = None
        if self.office is not None:
            self.office.session.close()
            self.office = None

    def _suggest(self, unit: str, level: Level) -> OfficeProfile:
        return presets.suggest_profile(self._place.resources, unit_name=unit, level=level)

    def _create(self, new: NewOffice) -> str:
        self.office, code = self._place.create(
            new.folder,
            profile=new.profile,
            admin=new.admin,
            password=new.password,
            clock=self._place.clock,
            resources=self._place.resources,
        )
        self._settle(new.folder)
        return code

    def _open_existing(self, folder: Path) -> None:
        """Go on with the office in `folder` from now on; raise InvalidInput when there is none."""
        if not setup.store_exists(folder):
            raise InvalidInput(f"“{folder}”里没有蓝天联络的数据，请选择含有 office.db 的文件夹。", field="folder")
        self._settle(folder)

    def _settle(self, folder: Path) -> None:
        """Take `folder` for the office's, and remember it for the next start unless another one was named for this."""
        self._place = replace(self._place, folder=folder)
        self.moved.emit(folder)
        if self._place.note_folder is None:
            return
        try:
            self._place.note_folder(folder)
        except OfficeError as error:  # the office is there all the same
            self._prompts.tell(self, Question("数据文件夹", error.sentence))

    def _sign_in(self, name: str, password: str) -> None:
        place = self._place
        self.office = setup.sign_in(
            place.folder, user=name, password=password, clock=place.clock, resources=place.resources, window=True
        )

    def _recover(self, name: str, code: str, password: str) -> None:
        place = self._place
        self.office = setup.recover(
            place.folder, code=code, user=name, new_password=password, clock=place.clock, resources=place.resources
        )

    def _unlock(self, name: str, password: str) -> None:
        if self.office is None:
            return
        before = self.office.user.name
        setup.unlock(self.office, user=name, password=password)
        if self.window_shown is not None and name != before:
            close_forms(self.window_shown)
            self.window_shown.changes.announce(EVERYTHING)  # what every tab shows and offers follows their rights

    def _see_demo(self) -> None:
        if self._make_demo is not None:
            self.enter(self._make_demo())

    def _import_roster(self) -> None:
        if self.office is not None:
            open_import(self._shell(self.office), ImportKind.ROSTER, self)

    def _shell(self, office: Office) -> Shell:
        return Shell(office, self._worker, self._prompts, OfficeMemory(office))

    def _build_window(self, office: Office) -> MainWindow:
        shell = self._shell(office)
        self._appearance.recall(shell.memory)
        window = MainWindow(shell, self._appearance, TABS)
        window.lock_requested.connect(self.lock)
        window.changes.changed.connect(self._hear)
        window.user_switch_requested.connect(self.switch_user)
        window.duty_mode_requested.connect(self.show_duty_mode)
        return window

    def _fill_screen(self, office: Office) -> None:
        from lantian_desktop.ui.duty.mode.screen import DutyMode  # not needed for the tabs

        self._hidden_windows.put(office.user.name)
        self._frame = self.windowState()
        shell = self._shell(office)
        if self.window_shown is None:
            self._appearance.recall(shell.memory)
        self.mode = DutyMode(shell, self._appearance)
        self.mode.left.connect(self.leave_duty_mode)
        self.mode.record_requested.connect(self._leave_for_record)
        self.mode.lock_requested.connect(self.lock)
        self.mode.unlocked.connect(self._go_on_in_mode)
        self._show(self.mode)
        self.showFullScreen()
        self.mode.take_up()
        self._begin_work()

    def _go_on_in_mode(self) -> None:
        if self.mode is not None and self.office is not None:
            self._hidden_windows.bring_back(self.office.user.name)
            self._begin_work()

    def _leave_for_record(self, kind: str, record_id: int) -> None:
        self.leave_duty_mode()
        if self.window_shown is not None:
            self.window_shown.show_record(kind, record_id)

    def _begin_work(self) -> None:
        self._show_title()
        self._wait_for_idle()
        self.opened.emit()

    def _show(self, page: QWidget) -> None:
        old = self.currentWidget()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        if old is not None:
            old.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # what waits behind needs no room
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setCurrentWidget(page)
        if old is not None and old is not page and old is not self.window_shown:
            self.removeWidget(old)
            old.deleteLater()

    def _show_title(self) -> None:
        if self.office is None:
            return
        roles = "、".join(role.label for role in sorted(self.office.user.roles, key=lambda role: role.value))
        reading = "（只读）" if self.office.read_only else ""
        mode = "单机简化模式：" if self.office.user.has_several_roles else ""
        who = f"{self.office.user.name}（{mode}{roles}）{reading}"
        self.setWindowTitle(f"{self.office.profile.name} — {who} — {PROGRAM}")

    def _hear(self, topics: frozenset[str]) -> None:
        if topics & {"settings", "users"} and not self.locked:
            self._show_title()
            self._wait_for_idle()

    def _wait_for_idle(self) -> None:
        if self.office is not None:
            self._idle.setInterval(self.office.settings.lock_after_minutes * 60_000)
            self._idle.start()


def watch_activity(app: QApplication, desk: Desk) -> None:
    """Let the desk see the keys and clicks of every window, so that it knows when nobody is there."""
    app.focusWindowChanged.connect(desk.watch)
