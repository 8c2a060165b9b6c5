"""What a list's columns are: their keys, headers, aliases and kinds. Which lists there are stands in the *_sheet modules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lantian_desktop.domain.terms import Labelled


class CellKind(Labelled):
    """How the cells of a column are read; the label is what a template tells the person filling it in."""

    SERIAL = "serial", "序号，可不填"
    TEXT = "text", "文字"
    CODE = "code", "编号"
    NAME = "name", "姓名"
    LIST = "list", "可填多项，用顿号分隔"
    DATE = "date", "日期，如 2019-07-05"
    PHONE = "phone", "电话，如 029-00000000"
    MOBILE = "mobile", "11 位手机号"
    INTEGER = "integer", "整数"
    DECIMAL = "decimal", "数字"
    PERCENT = "percent", "百分数，如 35%"
    CHOICE = "choice", "从下拉列表中选择"


@dataclass(frozen=True, slots=True)
class CellChoice:
    """One answer of a CHOICE column: what is stored, what is shown, and other spellings met in real files."""

    value: str
    label: str
    aliases: tuple[str, ...] = ()


def choices_of(enum: type[Labelled], aliases: dict[str, tuple[str, ...]] | None = None) -> tuple[CellChoice, ...]:
    """Return the members of a domain vocabulary as choices; `aliases` are keyed by identifier."""
    more = aliases or {}
    return tuple(CellChoice(member.value, member.label, more.get(member.value, ())) for member in enum)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column. `blanks` are words that stand for an empty cell; `low` and `high` bound numbers; `width` in characters.

    A column that `skips_masked` takes a masked number (138****0000) for an empty cell and says so; elsewhere it is an error.
    """

    key: str
    header: str
    aliases: tuple[str, ...] = ()
    kind: CellKind = CellKind.TEXT
    required: bool = False
    choices: tuple[CellChoice, ...] = ()
    blanks: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    hint: str = ""
    example: str = ""
    width: int = 12
    skips_masked: bool = False

    @property
    def empty(self) -> object:
        """What an empty cell of this column is read as."""
        if self.kind is CellKind.LIST:
            return ()
        return None if self.kind in {CellKind.DATE, CellKind.INTEGER, CellKind.DECIMAL, CellKind.PERCENT} else ""


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """The columns of one list. Of each group in `either` one must be filled; `unique` may not repeat within a file."""

    title: str
    columns: tuple[SheetColumn, ...]
    either: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()

    def column(self, key: str) -> SheetColumn:
        """Return the column called `key`."""
        return next(column for column in self.columns if column.key == key)

    def keys_by_alias(self) -> dict[str, str]:
        """Return every normalised header and alias with its key."""
        return {
            normalised(word): column.key
            for column in self.columns
            for word in (column.header, *column.aliases, column.key)
        }


_NOTE = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_TRIM = re.compile(r"[\s*:：_·•]+")


def normalised(header: str) -> str:
    """Return a header in the form aliases are compared in: NFKC, lower case, without blanks, asterisks and colons."""
    return _TRIM.sub("", unicodedata.normalize("NFKC", header)).lower()


def header_forms(header: str) -> Iterable[str]:
    """Return the forms of a header to be looked up, the fullest first: 手机（必填） also counts as 手机."""
    full = normalised(header)
    yield full
    short = _NOTE.sub("", full)
    if short and short != full:
        yield short
