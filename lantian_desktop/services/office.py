"""The one object handed around: session, clock, user, folders and what the office has set. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lantian_desktop.domain.admin.calendar import WorkCalendar
from lantian_desktop.domain.admin.office import OfficeProfile, OfficeSettings
from lantian_desktop.domain.admin.people import Right, User
from lantian_desktop.domain.errors import NotAllowed
from lantian_desktop.store.admin import settings as stored
from lantian_desktop.store.session import Session

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Office:
    """An opened office. `clock` gives local time; `resources` is the folder of fonts, presets and help."""

    session: Session
    folder: Path
    resources: Path
    user: User
    clock: Clock

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock().date()

    @property
    def read_only(self) -> bool:
        """Whether a window elsewhere holds the store, so that only reading is possible."""
        return self.session.read_only

    @property
    def profile(self) -> OfficeProfile:
        """本单位."""
        return stored.profile(self.session)

    @property
    def settings(self) -> OfficeSettings:
        """What the office has set."""
        return stored.settings(self.session)

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar of the store."""
        return stored.calendar(self.session)

    def may(self, right: Right) -> bool:
        """Return whether the signed-in user holds `right`."""
        return self.user.may(right)

    def require(self, right: Right) -> None:
        """Raise NotAllowed unless the signed-in user holds `right`."""
        if not self.may(right):
            raise NotAllowed(
                f"{self.user.name}没有“{right.label}”的权限，请由有此权限的人登录办理，或请管理员调整角色。"
            )

    def connected(self) -> AbstractContextManager[None]:
        """Give the block a database connection in the calling thread; worker threads read inside it."""
        return self.session.connected()

    def catch_up(self) -> None:
        """See what other sessions have written: their changes are announced like one's own."""
        self.session.catch_up()

    def switch_user(self, user: User) -> None:
        """Let `user` go on in the same session."""
        self.user = user
        self.session.user = user.name
