"""Errors of the world: each carries one finished Chinese sentence that says what to do. Bugs are never of these kinds."""

from __future__ import annotations


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
