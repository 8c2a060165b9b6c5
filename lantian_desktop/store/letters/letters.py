"""The 发文登记簿: numbers, registered letters, their PDFs, and which issues each covers. 收文 lies in `received` and is offered here too."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import fn

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.letters.letter import (
    CoveredIssue,
    Letter,
    LetterDraft,
    LetterKind,
    SupervisionType,
    TextAnnex,
    Urgency,
)
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.domain.queries import Page
from lantian_desktop.store import search
from lantian_desktop.store.admin import counters
from lantian_desktop.store.letters.coverage import cover, covered
from lantian_desktop.store.letters.received import (
    received_by_number,
    received_covering,
    received_page,
    register_received,
)
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, scalar, tuples, unpack, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import LetterIssueRow, LetterPdfRow, LetterRow, UnitRow

__all__ = [
    "by_ids",
    "by_number",
    "count_reprint",
    "covering",
    "last_dated",
    "last_serial",
    "letter",
    "numbers",
    "page",
    "pdf",
    "received_by_number",
    "received_covering",
    "received_page",
    "register",
    "register_received",
    "serials",
    "standing_for",
    "take_serial",
    "void",
]


def take_serial(db: Session, prefix: str, year: int) -> int:
    """Take the next number of a 代字 in a year; it is gone for good when the caller's transaction commits."""
    return counters.take(db, _counter(prefix, year))


def last_serial(db: Session, prefix: str, year: int) -> int:
    """Return the number of a 代字 taken last in a year, 0 when none was."""
    return counters.last_taken(db, _counter(prefix, year))


def register(db: Session, *, number: DocumentNumber, draft: LetterDraft, pdf: bytes) -> Letter:
    """Enter a letter with its PDF into the register."""
    digest, at = hashlib.sha256(pdf).hexdigest(), db.clock()
    columns = {**_number_columns(number), **_draft_columns(draft)}
    row = LetterRow.insert(**columns, pdf_sha256=digest, registered_at=at, user=db.user, void_reason="")
    letter_id = run(db, row)
    run(db, LetterPdfRow.insert(letter_id=letter_id, data=pdf))
    cover(db, LetterIssueRow, letter_id, draft.covered)
    search.index(db, search.SearchKind.LETTER, [(letter_id, _searchable(db, number, draft))])
    return Letter(letter_id, number, draft, digest, at, db.user)


def letter(db: Session, letter_id: int) -> Letter:
    """Return one line of the register; raise NotFound when there is none."""
    found = _letters(db, fetch(db, LetterRow.select().where(LetterRow.id == letter_id)))
    if not found:
        raise NotFound("发文登记簿中没有这份文书，请刷新列表后重试。")
    return found[0]


def by_number(db: Session, number: DocumentNumber) -> Letter | None:
    """Return the letter of that number, or None."""
    wanted = (LetterRow.prefix == number.prefix) & (LetterRow.year == number.year) & (LetterRow.serial == number.serial)
    return next(iter(_letters(db, fetch(db, LetterRow.select().where(wanted)))), None)


def page(db: Session, *, text: str = "", year: int | None = None, offset: int = 0, limit: int = 100) -> Page[Letter]:
    """Return one page of the register, newest first; `text` is any part of number, title, unit or person."""
    query = LetterRow.select()
    if year is not None:
        query = query.where(LetterRow.year == year)
    if search.terms(text):
        query = query.where(LetterRow.id.in_(search.matching(search.SearchKind.LETTER, text)))
    total = int(scalar(db, query.select(fn.COUNT(LetterRow.id))))
    shown = query.order_by(LetterRow.registered_at.desc(), LetterRow.id.desc()).offset(offset).limit(limit)
    return Page(_letters(db, fetch(db, shown)), total, offset)


def numbers(db: Session, *, text: str = "", year: int | None = None) -> tuple[tuple[int, DocumentNumber], ...]:
    """Return every letter's id and number without reading the letters; narrowed as `page` is."""
    query = LetterRow.select(LetterRow.id, LetterRow.prefix, LetterRow.year, LetterRow.serial)
    if year is not None:
        query = query.where(LetterRow.year == year)
    if search.terms(text):
        query = query.where(LetterRow.id.in_(search.matching(search.SearchKind.LETTER, text)))
    return tuple((letter_id, DocumentNumber(*number)) for letter_id, *number in tuples(db, query))


def by_ids(db: Session, ids: Sequence[int]) -> dict[int, Letter]:
    """Return letters by their ids, at most some hundreds at a time."""
    return {one.id: one for one in _letters(db, fetch(db, LetterRow.select().where(LetterRow.id.in_(list(ids)))))}


def pdf(db: Session, letter_id: int) -> bytes:
    """Return the stored PDF byte for byte; raise NotFound when there is none."""
    row = fetch_one(db, LetterPdfRow.select(LetterPdfRow.data).where(LetterPdfRow.letter_id == letter_id))
    if row is None:
        raise NotFound("没有找到这份文书的存档，请刷新列表后重试。")
    return bytes(row["data"])


def covering(db: Session, *issue_ids: int) -> tuple[Letter, ...]:
    """Return the letters that cover one of the issues, in the order they were registered, void ones too."""
    linked = LetterIssueRow.select(LetterIssueRow.letter_id).where(LetterIssueRow.issue_id.in_(issue_ids))
    return _letters(db, fetch(db, LetterRow.select().where(LetterRow.id.in_(linked)).order_by(LetterRow.id)))


def standing_for(db: Session, issue_ids: Sequence[int], kind: LetterKind) -> dict[int, tuple[DocumentNumber, ...]]:
    """Return for each issue the numbers of the letters of a kind that cover it, void ones aside."""
    link = LetterIssueRow.letter_id == LetterRow.id
    query = LetterRow.select(LetterIssueRow.issue_id, LetterRow.prefix, LetterRow.year, LetterRow.serial)
    query = query.join(LetterIssueRow, on=link).where(
        LetterIssueRow.issue_id.in_(list(issue_ids)), LetterRow.kind == kind.value, LetterRow.void_reason == ""
    )
    found: dict[int, tuple[DocumentNumber, ...]] = {}
    for issue_id, *number in tuples(db, query.order_by(LetterRow.id)):
        found[issue_id] = (*found.get(issue_id, ()), DocumentNumber(*number))
    return found


def count_reprint(db: Session, letter_id: int) -> int:
    """Count one more print of a registered letter and return the count."""
    run(db, LetterRow.update(reprints=LetterRow.reprints + 1).where(LetterRow.id == letter_id))
    return int(scalar(db, LetterRow.select(LetterRow.reprints).where(LetterRow.id == letter_id)))


def void(db: Session, letter_id: int, reason: str) -> None:
    """Void a letter: it keeps its number and its PDF, and is found by 作废 and the reason as well."""
    stored_letter = letter(db, letter_id)
    words = _searchable(db, stored_letter.number, stored_letter.draft, "作废", reason)
    search.index(db, search.SearchKind.LETTER, [(letter_id, words)])
    run(db, LetterRow.update(void_reason=reason, voided_at=db.clock()).where(LetterRow.id == letter_id))


def serials(db: Session, prefix: str, year: int) -> tuple[int, ...]:
    """Return every serial registered under a 代字 in a year, in order."""
    query = LetterRow.select(LetterRow.serial).where(_series(prefix, year)).order_by(LetterRow.serial)
    return tuple(serial for (serial,) in tuples(db, query))


def last_dated(db: Session, prefix: str, year: int) -> date | None:
    """Return the latest 成文日期 of a 代字 in a year; void letters keep their number and count as well."""
    dated = LetterRow.select(LetterRow.dated_on).where(_series(prefix, year))
    query = dated.order_by(LetterRow.dated_on.desc()).limit(1)
    row = fetch_one(db, query)
    return None if row is None else row["dated_on"]


def _counter(prefix: str, year: int) -> str:
    return f"letter:{prefix}:{year}"


def _series(prefix: str, year: int) -> Any:
    return (LetterRow.prefix == prefix) & (LetterRow.year == year)


def _number_columns(number: DocumentNumber) -> dict[str, Any]:
    return {"prefix": number.prefix, "year": number.year, "serial": number.serial}


def _draft_columns(draft: LetterDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind.value,
        "type": draft.type.value,
        "title": draft.title,
        "addressee_ids": pack(draft.addressee_ids),
        "paragraphs": pack(draft.paragraphs),
        "dated_on": draft.dated_on,
        "signatory": draft.signatory,
        "contact_person": draft.contact_person,
        "contact_phone": draft.contact_phone,
        "copied_to": pack(draft.copied_to),
        "urgency": draft.urgency.value,
        "with_seal": draft.with_seal,
        "addressed_to": pack(draft.addressed_to),
        "with_list": draft.with_list,
        "annexes": pack([[annex.title, annex.text] for annex in draft.annexes]),
    }


def _searchable(db: Session, number: DocumentNumber, draft: LetterDraft, *more: str) -> str:
    query = UnitRow.select(UnitRow.name, UnitRow.short_name).where(UnitRow.id.in_(draft.addressee_ids))
    units = [name for names in tuples(db, query) for name in names]
    people = (draft.signatory, draft.contact_person, draft.contact_phone)
    named = (*draft.addressed_to, *draft.copied_to)
    return search.searchable(str(number), draft.kind.label, draft.title, *units, *named, *people, *more)


def _letters(db: Session, rows: Sequence[dict[str, Any]]) -> tuple[Letter, ...]:
    issues = covered(db, LetterIssueRow, [row["id"] for row in rows])
    return tuple(_letter(row, issues[row["id"]]) for row in rows)


def _letter(row: dict[str, Any], issues: tuple[CoveredIssue, ...]) -> Letter:
    return Letter(
        id=row["id"],
        number=DocumentNumber(row["prefix"], row["year"], row["serial"]),
        draft=_draft(row, issues),
        pdf_sha256=row["pdf_sha256"],
        registered_at=row["registered_at"],
        user=row["user"],
        reprints=row["reprints"],
        void_reason=row["void_reason"],
        voided_at=row["voided_at"],
    )


def _draft(row: dict[str, Any], issues: tuple[CoveredIssue, ...]) -> LetterDraft:
    return LetterDraft(
        kind=LetterKind(row["kind"]),
        type=SupervisionType(row["type"]),
        title=row["title"],
        addressee_ids=tuple(unpack(row["addressee_ids"])),
        paragraphs=unpack_texts(row["paragraphs"]),
        covered=issues,
        dated_on=row["dated_on"],
        signatory=row["signatory"],
        contact_person=row["contact_person"],
        contact_phone=row["contact_phone"],
        copied_to=unpack_texts(row["copied_to"]),
        urgency=Urgency(row["urgency"]),
        with_seal=bool(row["with_seal"]),
        addressed_to=unpack_texts(row["addressed_to"]),
        with_list=bool(row["with_list"]),
        annexes=tuple(TextAnnex(title, text) for title, text in unpack(row["annexes"])),
    )
