"""What commands print: aligned plain-text tables for people, one JSON value for scripts. Decides nothing about the office."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

_WIDE = frozenset("WF")  # East Asian wide and full-width; ambiguous ones are one column wide in UTF-8 terminals
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
GAP = "  "


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command has to say: `text` for people, `value` (plain data, or domain values) for --json."""

    text: str
    value: object = None


@dataclass(frozen=True, slots=True)
class OutputField:
    """One column of a listing: the key in JSON and the header in the table."""

    key: str
    header: str


def listing(fields: Sequence[OutputField], rows: Iterable[Mapping[str, object]], *, footer: str = "") -> Reply:
    """Return a table of `rows` for people and the rows themselves for --json."""
    records = [dict(row) for row in rows]
    lines = table(
        [field.header for field in fields], [[shown(row.get(field.key)) for field in fields] for row in records]
    )
    return Reply("\n".join([*lines, footer] if footer else lines), records)


def facts(pairs: Iterable[tuple[str, object]]) -> list[str]:
    """Return one line per fact that has a value, labels aligned."""
    known = [(label, shown(value)) for label, value in pairs if shown(value)]
    width = max((display_width(label) for label, _ in known), default=0)
    return [f"{padded(label, width)}{GAP}{value}" for label, value in known]


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a header line, a rule and one line per row, columns aligned for a fixed-width terminal."""
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(display_width(row[i]) for row in [list(headers), *flat]) for i in range(len(headers))]
    rule = GAP.join("-" * width for width in widths)
    return [_line(headers, widths), rule, *(_line(row, widths) for row in flat)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(padded(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def display_width(text: str) -> int:
    """Return the columns `text` takes in a terminal: two for a Chinese character, none for a combining mark."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in _UNSEEN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def padded(text: str, width: int) -> str:
    """Return `text` filled with blanks to `width` columns."""
    return text + " " * (width - display_width(text))


def shown(value: object) -> str:
    """Return a value as people read it: labels for terms, 是 / 空 for flags, 、between several."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, (tuple, list, frozenset, set)):
        return "、".join(
            sorted(shown(part) for part in value) if isinstance(value, (frozenset, set)) else map(shown, value)
        )
    return str(value)


def to_json(value: object) -> str:
    """Return one JSON value: terms by identifier, dates ISO 8601, characters unescaped."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def plain(value: object) -> object:  # noqa: PLR0911 - one line per kind of value reads best
    """Return `value` as JSON knows it; raise TypeError for a kind that has no agreed form."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, Path)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(part) for key, part in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(map(str, map(plain, value)))
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")
