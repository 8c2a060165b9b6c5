"""What lists ask for and what they get: frozen questions and rows, independent of any store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows from `offset` on, and how many there are in all."""

    rows: tuple[T, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """What a record is found by: its words, the full readings and initials of its names, and the reading it sorts by.

    `spelled` are a contact's texts with the readings of every character (`domain.spelling.packed`).
    """

    text: str = ""
    pinyin: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    sort: str = ""
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class UndoRecord:
    """A change that may still be taken back. `payload` is what the service that made it needs to do so."""

    id: int
    title: str
    at: datetime
    user: str
    payload: Mapping[str, Any]
