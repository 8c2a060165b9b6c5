"""The whole roster at once, as finding reads it, and the readings kept with every line. Single lines live in `roster`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side
from lantian_desktop.store import search
from lantian_desktop.store.rows import run_many, sql
from lantian_desktop.store.session import Session

# Past the model: five thousand lines take a tenth of the time.
_EVERYTHING = """
    SELECT p.id, p.unit_id, p.role, p.title, COALESCE(h.name, ''), p.office_phone, COALESCE(h.mobile, ''), p.duty_phone,
        p.extension, p.fax, COALESCE(h.email, ''), COALESCE(h.wechat, ''), p.round_number, p.inspection_group, p.remark,
        p.verified_on, t.since, p.starred, p.side, p.revision, p.spelled
    FROM post p JOIN unit u ON u.id = p.unit_id LEFT JOIN person h ON h.id = p.holder_id
    LEFT JOIN tenure t ON t.post_id = p.id AND t.until IS NULL
    WHERE p.removed = 0 ORDER BY u.position, p.role_order, p.side, p.sort_key, p.id"""


def everything(db: Session) -> tuple[tuple[RosterEntry, str], ...]:
    """Return every line of the roster in its order, each with the readings kept of it ('' none yet)."""
    lines = {row[0]: (_entry(row), str(row[-1])) for row in sql(db, _EVERYTHING)}
    return tuple(lines.values())


def keep_spellings(db: Session, found: Iterable[tuple[int, str, str]]) -> None:
    """Keep readings and sort keys of lines (number, readings, sort key) that had none; no change of record."""
    rows = ((spelling, sort, number) for number, spelling, sort in found)
    with db.write_unjournalled():
        run_many(db, "UPDATE post SET spelled = ?, sort_key = ? WHERE id = ?", rows)


def keep_words(db: Session, found: Iterable[tuple[int, SearchKeys]]) -> None:
    """Let lines be found by other words from now on, inside the caller's transaction; deleted ones once they are back."""
    texts = [(number, search.searchable(keys.text, *keys.pinyin, *keys.initials), keys) for number, keys in found]
    rows = ((text, keys.spelled, keys.sort, number) for number, text, keys in texts)
    run_many(db, "UPDATE post SET search_text = ?, spelled = ?, sort_key = ? WHERE id = ?", rows)
    removed = {number for (number,) in sql(db, "SELECT id FROM post WHERE removed = 1")}
    search.index(db, search.SearchKind.CONTACT, [(number, text) for number, text, _ in texts if number not in removed])


def _entry(row: tuple[Any, ...]) -> RosterEntry:
    (
        number,
        unit_id,
        role,
        title,
        name,
        *phones,
        round_number,
        group,
        remark,
        verified_on,
        since,
        starred,
        side,
        revision,
        _,
    ) = row
    return RosterEntry(
        id=number,
        unit_id=unit_id,
        role=PostRole(role),
        title=title,
        name=name,
        phones=Phones(*phones),
        round_number=round_number,
        group=group,
        remark=remark,
        verified_on=_day(verified_on),
        held_since=_day(since),
        starred=bool(starred),
        side=Side(side or Side.NONE.value),
        revision=revision,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
