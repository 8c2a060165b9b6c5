"""The one full-text index: every record as single characters, so that a phrase finds any part of a word.

Which fields of a record are searched is decided where the record is written. Pinyin comes in ready-made from above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from lantian_desktop.store.tables import BOUND

BORDER = "\ue000"  # stands between two fields, so that no phrase reaches over it; a private-use sign nobody types
_KIND_BITS = 40  # a row number is the kind above so many bits, and the record's own number below
_RARE = 2000  # words found more often are looked for along the sort index instead


class SearchKind(IntEnum):
    """Kinds of records in the index. The numbers are stored: never change one."""

    ISSUE = 1
    CONTACT = 2
    LETTER = 3
    UNIT = 4
    PLAN = 5
    VERIFICATION = 6


def searchable(*fields: str | None) -> str:
    """Return the fields as one text to search in: without blanks and punctuation, in one form of the characters."""
    return BORDER.join(plain for plain in map(_plain, fields) if plain)


def terms(typed: str) -> tuple[str, ...]:
    """Return what is looked for: the words typed, each in the form `searchable` gives."""
    return tuple(plain for plain in map(_plain, typed.split()) if plain)


def index(kind: SearchKind, records: Iterable[tuple[int, str]]) -> None:
    """Put records (number, searchable text) into the index, replacing what was there."""
    for number, text in records:
        BOUND.execute_sql(
            "INSERT OR REPLACE INTO search_index (rowid, text) VALUES (?, ?)", (_rowid(kind, number), " ".join(text))
        )


def remove(kind: SearchKind, number: int) -> None:
    """Take a record out of the index."""
    BOUND.execute_sql("DELETE FROM search_index WHERE rowid = ?", (_rowid(kind, number),))


def rare_matches(kind: SearchKind, typed: str, *, most: int = _RARE) -> list[int] | None:
    """Return the numbers of the records that match, or None when they are more than `most`."""
    low = _rowid(kind, 0)
    found = BOUND.execute_sql(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?",
        (_query(typed), low, low + (1 << _KIND_BITS) - 1, most + 1),
    ).fetchall()
    return None if len(found) > most else [rowid - low for (rowid,) in found]


def _query(typed: str) -> str:
    return " AND ".join(f'"{" ".join(term)}"' for term in terms(typed))


def _rowid(kind: SearchKind, number: int) -> int:
    return (int(kind) << _KIND_BITS) + number


def _plain(text: str | None) -> str:
    """Keep letters, marks and digits of any script; everything else is layout."""
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if _is_kept(sign))


def _is_kept(sign: str) -> bool:
    """Private-use signs are kept too: fonts of rare characters in names put them there."""
    category = unicodedata.category(sign)
    return sign != BORDER and (category[0] in "LMN" or category == "Co")
