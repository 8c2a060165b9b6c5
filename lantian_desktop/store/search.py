"""The one full-text index: every record as single characters, so that a phrase finds any part of a word.

Which fields of a record are searched is decided where the record is written. Pinyin comes in ready-made from above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum

from peewee import SQL

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.roster.contact_search import Hit
from lantian_desktop.domain.roster.roster import PostRole
from lantian_desktop.store.rows import run_many, sql
from lantian_desktop.store.session import Session

BORDER = "\ue000"  # stands between two fields, so that no phrase reaches over it; a private-use sign nobody types
_KIND_BITS = 40  # a row number is the kind above so many bits, and the record's own number below
RARE = 2000  # words found more often are looked for along the sort index instead

# Where a kind of record is found, and what is shown of it: number, title, subtitle. Contacts stand in the roster's order,
# the others newest first. The innermost query is cut early: a common word costs no more than a rare one.
_SHOWN = {
    "contact": """
        SELECT p.id, COALESCE(NULLIF(h.name, ''), '待报'), u.short_name || ' ' || p.title || '|' || p.role
        FROM post p JOIN unit u ON u.id = p.unit_id LEFT JOIN person h ON h.id = p.holder_id
        WHERE p.removed = 0 AND p.id IN (SELECT rowid - ? FROM ({matches}))
        ORDER BY u.position, p.role_order, p.sort_key, p.id LIMIT ?""",
    "issue": """
        SELECT i.id, i.number, COALESCE(NULLIF(i.site, ''), substr(i.description, 1, 24)) || ' ' || u.short_name || '|' || i.state
        FROM issue i JOIN unit u ON u.id = i.territory_id
        WHERE i.removed = 0 AND i.id IN (SELECT rowid - ? FROM ({matches} ORDER BY rowid DESC LIMIT 500))
        ORDER BY i.id DESC LIMIT ?""",
    "letter": """
        SELECT l.id, l.prefix || '〔' || l.year || '〕' || l.serial || '号', l.title || '|'
        FROM letter l WHERE l.id IN (SELECT rowid - ? FROM ({matches} ORDER BY rowid DESC LIMIT 500))
        ORDER BY l.id DESC LIMIT ?""",
}
_MATCHES = "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"


class SearchKind(IntEnum):
    """Kinds of records in the index. The numbers are stored: never change one."""

    ISSUE = 1
    CONTACT = 2
    LETTER = 3
    UNIT = 4
    PLAN = 5
    VERIFICATION = 6
    RECEIVED = 7


def searchable(*fields: str | None) -> str:
    """Return the fields as one text to search in: without blanks and punctuation, in one form of the characters."""
    return BORDER.join(plain for plain in map(_searchable_signs, fields) if plain)


def terms(typed: str) -> tuple[str, ...]:
    """Return what is looked for: the words typed, each in the form `searchable` gives."""
    return tuple(plain for plain in map(_searchable_signs, typed.split()) if plain)


def index(db: Session, kind: SearchKind, records: Iterable[tuple[int, str]]) -> None:
    """Put records (number, searchable text) into the index, replacing what was there, inside the caller's transaction."""
    rows = ((_rowid(kind, number), " ".join(text)) for number, text in records)
    run_many(db, "INSERT OR REPLACE INTO search_index (rowid, text) VALUES (?, ?)", rows)


def remove(db: Session, kind: SearchKind, number: int) -> None:
    """Take a record out of the index."""
    db.database.execute_sql("DELETE FROM search_index WHERE rowid = ?", (_rowid(kind, number),))


def rare_matches(db: Session, kind: SearchKind, typed: str, *, most: int = RARE) -> list[int] | None:
    """Return the numbers of the records that match, or None when they are more than `most`."""
    if not terms(typed):
        return []
    low = _rowid(kind, 0)
    statement = f"{_MATCHES} LIMIT ?"
    found = sql(db, statement, (*_match_parameters(kind, typed), most + 1))
    return None if len(found) > most else [rowid - low for (rowid,) in found]


def matching(kind: SearchKind, typed: str) -> SQL:
    """Return a sub-query giving the numbers of the records that match, for `column.in_(…)`."""
    return SQL(f"({_MATCHES.replace('rowid', 'rowid - ?', 1)})", [_rowid(kind, 0), *_match_parameters(kind, typed)])


def find(db: Session, text: str, *, kinds: Sequence[str] = tuple(_SHOWN), limit: int = 50) -> tuple[Hit, ...]:
    """Return what matches `text` among contacts, issues and letters; every kind gets its share of `limit`."""
    if not terms(text):
        return ()
    found = [_hits(db, kind, text, limit) for kind in kinds if kind in _SHOWN]
    share = max(limit // max(len(found), 1), 1)
    left = limit - sum(min(len(hits), share) for hits in found)
    shown: list[Hit] = []
    for hits in found:
        more = min(max(len(hits) - share, 0), max(left, 0))
        left -= more
        shown += hits[: share + more]
    return tuple(shown[:limit])


def _hits(db: Session, kind: str, text: str, limit: int) -> list[Hit]:
    stored = SearchKind[kind.upper()]
    statement = _SHOWN[kind].format(matches=_MATCHES)
    rows = sql(db, statement, (_rowid(stored, 0), *_match_parameters(stored, text), limit))
    return [Hit(kind, number, title, _subtitle(kind, shown)) for number, title, shown in rows]


def _subtitle(kind: str, shown: str) -> str:
    words, _, identifier = shown.rpartition("|")
    if kind == "letter":
        return words
    label = PostRole(identifier).label if kind == "contact" else IssueState(identifier).label
    return words if label in words else f"{words.strip()} {label}"


def _match_parameters(kind: SearchKind, typed: str) -> tuple[object, ...]:
    low = _rowid(kind, 0)
    return _query(typed), low, low + (1 << _KIND_BITS) - 1


def _query(typed: str) -> str:
    return " AND ".join(f'"{" ".join(term)}"' for term in terms(typed))


def _rowid(kind: SearchKind, number: int) -> int:
    return (int(kind) << _KIND_BITS) + number


def _searchable_signs(text: str | None) -> str:
    """Keep letters, marks and digits of any script; everything else is layout."""
    if not text:
        return ""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if _is_kept(sign))


def _is_kept(sign: str) -> bool:
    """Private-use signs are kept too: fonts of rare characters in names put them there."""
    category = unicodedata.category(sign)
    return sign != BORDER and (category[0] in "LMN" or category == "Co")
