"""Errors of the world: each carries one finished Chinese sentence that says what to do. Bugs are never of these kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lantian_desktop.domain.merging import FieldChange


class OfficeError(Exception):
    """A thing that went wrong outside the program; its text is shown to the user as it is."""

    @property
    def sentence(self) -> str:
        """The finished Chinese sentence."""
        return str(self)


class Refused(OfficeError):
    """The workflow or a rule of the office forbids this step; nothing was changed. `code` tells which rule, where rules have one."""

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


class InvalidInput(OfficeError):
    """What was typed or read cannot be used; `field` names the entry it stands in."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class ChangedMeanwhile(OfficeError):
    """Somebody changed the record after it was read here, so that saving would lose what they wrote; nothing was changed.

    `by`, `at` and `title` tell whose change it was (empty, None and empty where the journal does not know); `changes` the
    fields concerned, for those who know how to name them.
    """

    def __init__(
        self, *, by: str = "", at: datetime | None = None, title: str = "", changes: Sequence[FieldChange] = ()
    ) -> None:
        self.by, self.at, self.title, self.changes = by, at, title, tuple(changes)
        super().__init__(
            f"{self.who_and_when}改过这条记录{f'（{title}）' if title else ''}，没有保存；请核对后再保存。"
        )

    @property
    def who_and_when(self) -> str:
        """Return 示例乙于7月15日 08:30, as far as it is known."""
        when = f"于{self.at.month}月{self.at.day}日 {self.at:%H:%M}" if self.at else "在此期间"
        return f"{self.by or '有人'}{when}"

    def with_changes(self, changes: Sequence[FieldChange]) -> ChangedMeanwhile:
        """Return the same news with the fields concerned."""
        return ChangedMeanwhile(by=self.by, at=self.at, title=self.title, changes=changes)


class NotFound(OfficeError):
    """The record asked for is not in the store."""


class NotAllowed(OfficeError):
    """The user's roles do not cover this action."""


class StoreError(OfficeError):
    """The store could not be opened, read or written."""


class WrongPassword(StoreError):
    """Name or password do not open the store."""


class LockedOut(StoreError):
    """Too many wrong passwords; the sentence says when to try again."""


class StoreBusy(StoreError):
    """Another window or process holds the store."""


class NewerSchema(StoreError):
    """The store was written by a newer version of the program."""


class DamagedStore(StoreError):
    """The file is not a store of this program or its pages are damaged."""


class UnusableFolder(StoreError):
    """The folder is read-only, full, on the network or kept in sync by another program."""


class UnreadableFile(OfficeError):
    """A file offered for import cannot be used; the sentence says why."""


class MissingGlyph(OfficeError):
    """A character no face can draw; the sentence holds its code point and field."""
