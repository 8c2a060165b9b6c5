"""The 收文登记簿: letters from above with their own number, and which issues each covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from peewee import fn

from lantian_desktop.domain.letters.letter import ReceivedLetter
from lantian_desktop.domain.queries import Page
from lantian_desktop.store import search
from lantian_desktop.store.letters.coverage import cover, covered
from lantian_desktop.store.rows import fetch, run, scalar
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import ReceivedIssueRow, ReceivedLetterRow


def register_received(db: Session, letter: ReceivedLetter) -> ReceivedLetter:
    """Enter a received letter and what it covers; return it with its number in the register."""
    columns = ("number", "sender", "title", "dated_on", "received_on", "scan")
    letter_id = run(db, ReceivedLetterRow.insert(**{name: getattr(letter, name) for name in columns}))
    cover(db, ReceivedIssueRow, letter_id, letter.covered)
    text = search.searchable(letter.number, letter.sender, letter.title)
    search.index(db, search.SearchKind.RECEIVED, [(letter_id, text)])
    return replace(letter, id=letter_id)


def received_page(db: Session, *, text: str = "", offset: int = 0, limit: int = 100) -> Page[ReceivedLetter]:
    """Return one page of the register, newest first; `text` is any part of number, sender or title."""
    query = ReceivedLetterRow.select()
    if search.terms(text):
        query = query.where(ReceivedLetterRow.id.in_(search.matching(search.SearchKind.RECEIVED, text)))
    total = int(scalar(db, query.select(fn.COUNT(ReceivedLetterRow.id))))
    newest = query.order_by(ReceivedLetterRow.received_on.desc(), ReceivedLetterRow.id.desc())
    return Page(_letters(db, fetch(db, newest.offset(offset).limit(limit))), total, offset)


def received_covering(db: Session, *issue_ids: int) -> tuple[ReceivedLetter, ...]:
    """Return the received letters that cover one of the issues, in the order they were entered."""
    linked = ReceivedIssueRow.select(ReceivedIssueRow.letter_id).where(ReceivedIssueRow.issue_id.in_(issue_ids))
    query = ReceivedLetterRow.select().where(ReceivedLetterRow.id.in_(linked)).order_by(ReceivedLetterRow.id)
    return _letters(db, fetch(db, query))


def received_by_number(db: Session, number: str) -> tuple[ReceivedLetter, ...]:
    """Return the received letters of that number; two senders may use the same one."""
    query = ReceivedLetterRow.select().where(ReceivedLetterRow.number == number).order_by(ReceivedLetterRow.id)
    return _letters(db, fetch(db, query))


def _letters(db: Session, rows: Sequence[dict[str, Any]]) -> tuple[ReceivedLetter, ...]:
    issues = covered(db, ReceivedIssueRow, [row["id"] for row in rows])
    return tuple(ReceivedLetter(**row, covered=issues[row["id"]]) for row in rows)
