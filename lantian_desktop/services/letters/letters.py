"""Letters of every kind: proposed from issues, numbered, built, stored and registered in one transaction; received letters likewise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput, NotFound, OfficeError, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState
from lantian_desktop.domain.letters.letter import (
    CoveredIssue,
    Letter,
    LetterDraft,
    LetterFormat,
    LetterKind,
    ReceivedLetter,
    prefix_for,
)
from lantian_desktop.domain.letters.numbering import DocumentNumber, RegisterFlaws, register_flaws
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.admin.print_log import require_not_void
from lantian_desktop.services.attachments import read_file
from lantian_desktop.services.files import write_file
from lantian_desktop.services.issues.issues import DueKind, move_due
from lantian_desktop.services.issues.steps import StepInput, advance
from lantian_desktop.services.letters.check import check, errors
from lantian_desktop.services.letters.content import letter_bytes
from lantian_desktop.services.office import Office
from lantian_desktop.store import attachments
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters as stored

_YEAR = re.compile(r"[〔\[［(（]([0-9]{4})[〕\]］)）]")
AFTER_ASSIGNMENT = frozenset({IssueState.ASSIGNED, IssueState.PLANNED, IssueState.RECTIFYING})


def preview(office: Office, *, draft: LetterDraft) -> bytes:
    """Return the letter as it would print, its number left blank; nothing is stored."""
    return letter_bytes(office, draft, number="")


def issue_letter(office: Office, *, draft: LetterDraft) -> Letter:
    """Number, build, store and register a letter and assign what it covers: all of it or nothing. Raise Refused on errors."""
    return issue_letters(office, drafts=[draft])[0]


def issue_letters(office: Office, *, drafts: Sequence[LetterDraft]) -> tuple[Letter, ...]:
    """Register several letters in their order, each with the next number: all of them or none. Raise Refused on errors."""
    office.require(Right.EDIT_RECORDS)
    if not drafts:
        raise InvalidInput("没有要登记的文书，请先选择问题。", field="issues")
    with office.session.write(f"制发{_kinds(drafts)}") as touched:
        issued = []
        for draft in drafts:  # checked one after the other: each sees the dates and numbers of those before it
            found = errors(check(office, draft=draft))
            if found:
                raise Refused(found[0].sentence)
            letter = _register(office, draft)
            for covered in draft.covered:
                touched.add("issues", covered.issue_id)
            touched.add("letters", letter.id)
            issued.append(letter)
        touched.note(number="、".join(str(letter.number) for letter in issued))
        touched.note(sha256="、".join(letter.pdf_sha256 for letter in issued))
    return tuple(issued)


def _kinds(drafts: Sequence[LetterDraft]) -> str:
    named = "、".join(dict.fromkeys(draft.kind.label for draft in drafts))
    return named if len(drafts) == 1 else f"{named} {len(drafts)} 件"


def _register(office: Office, draft: LetterDraft) -> Letter:
    number = take_number(office, draft)
    pdf = letter_bytes(office, draft, number=str(number))
    letter = stored.register(office.session, number=number, draft=draft, pdf=pdf)
    if draft.kind is LetterKind.SUPERVISION:  # a 催办函 presses, but moves no due date
        for covered in draft.covered:
            assign(office, covered, str(number), StepInput(on=draft.dated_on), own=True)
    return letter


def take_number(office: Office, draft: LetterDraft) -> DocumentNumber:
    """Take the next number of the 代字 of the letter's format in its year, inside the caller's transaction."""
    prefix, year = prefix_for(office.profile, draft.rules.format), draft.dated_on.year
    return DocumentNumber(prefix, year, stored.take_serial(office.session, prefix, year))


def next_numbers(office: Office, *, drafts: Sequence[LetterDraft]) -> tuple[DocumentNumber, ...]:
    """Return the numbers letters would get if they were registered now, in their order; nothing is taken."""
    taken: dict[tuple[str, int], int] = {}
    numbers = []
    for draft in drafts:
        series = (prefix_for(office.profile, draft.rules.format), draft.dated_on.year)
        taken[series] = taken.get(series, stored.last_serial(office.session, *series)) + 1
        numbers.append(DocumentNumber(*series, taken[series]))
    return tuple(numbers)


def assign(office: Office, covered: CoveredIssue, number: str, step: StepInput, *, own: bool) -> Issue:
    """Give an issue the due dates of a letter and, when it is 已确认, assign it; later ones only get the new dates."""
    issue = issues.load(office.session, covered.issue_id)
    plan_kind, rectify_kind = _tiers(own)
    for kind, new in ((plan_kind, covered.plan_due), (rectify_kind, covered.rectify_due)):
        if new is not None and getattr(issue.dues, kind.value) != new:
            issue = move_due(office, issue, kind, new, reason=number, approver=office.user.name)
    if issue.state is IssueState.CONFIRMED:
        step = step if own else _not_before_last_step(office, issue, step)
        return advance(office, issue, IssueAction.ASSIGN, step, letter=number)
    if issue.state in AFTER_ASSIGNMENT or not own:
        return issue
    raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，不能列入督办函，请先确认。")


def _not_before_last_step(office: Office, issue: Issue, step: StepInput) -> StepInput:
    """A letter from above that is entered late assigns on the day of the issue's last step, not before it."""
    days = [one.happened_on for one in issues.steps(office.session, issue.id)]
    return replace(step, on=max(day for day in (step.on, *days) if day is not None))


def _tiers(own: bool) -> tuple[DueKind, DueKind]:
    if own:
        return DueKind.PLAN_DUE, DueKind.RECTIFY_DUE
    return DueKind.SUPERIOR_PLAN_DUE, DueKind.SUPERIOR_RECTIFY_DUE


def letter(office: Office, *, letter_id: int) -> Letter:
    """Return one line of the 发文登记簿."""
    return stored.letter(office.session, letter_id)


def letter_by_number(office: Office, *, number: str) -> Letter:
    """Return the letter numbered `number`; raise NotFound when there is none."""
    found = stored.by_number(office.session, DocumentNumber.parse(number))
    if found is None:
        raise NotFound(f"发文登记簿中没有 {number}，请核对文号。")
    return found


def letter_pdf(office: Office, *, letter_id: int) -> bytes:
    """Return the stored PDF byte for byte; raise OfficeError when it no longer matches its SHA-256."""
    stored_letter = stored.letter(office.session, letter_id)
    pdf = stored.pdf(office.session, letter_id)
    if hashlib.sha256(pdf).hexdigest() != stored_letter.pdf_sha256:
        raise OfficeError(f"{stored_letter.number} 的存档文件与登记的校验值不符，请从备份恢复后再打印。")
    return pdf


def reprint(office: Office, *, letter_id: int) -> bytes:
    """Return the stored PDF and count the reprint in the register."""
    require_not_void(office, letter_id=letter_id)
    stored_letter = stored.letter(office.session, letter_id)
    pdf = letter_pdf(office, letter_id=letter_id)
    with office.session.write(f"打印 {stored_letter.number}") as touched:
        touched.note(times=stored.count_reprint(office.session, letter_id))
        touched.add("letters", letter_id)
    return pdf


def save_pdf(office: Office, *, letter_id: int, path: Path) -> None:
    """Write the stored PDF to `path`."""
    write_file(path, letter_pdf(office, letter_id=letter_id))


def void_letter(office: Office, *, letter_id: int, reason: str) -> Letter:
    """Void a letter: it keeps its number and its PDF, and tells why. The issues it assigned keep their state."""
    office.require(Right.EDIT_RECORDS)
    if not reason.strip():
        raise InvalidInput("请填写作废原因。", field="reason")
    stored_letter = stored.letter(office.session, letter_id)
    if stored_letter.void_reason:
        raise Refused(f"{stored_letter.number} 已经作废。")
    with office.session.write(f"作废 {stored_letter.number}") as touched:
        stored.void(office.session, letter_id, reason.strip())
        touched.note(reason=reason.strip())
        touched.add("letters", letter_id)
    return stored.letter(office.session, letter_id)


def letter_page(
    office: Office, *, text: str = "", year: int | None = None, offset: int = 0, limit: int = 100
) -> Page[Letter]:
    """Return one page of the 发文登记簿, newest first."""
    return stored.page(office.session, text=text, year=year, offset=offset, limit=limit)


def flaws(office: Office, *, year: int, letter_format: LetterFormat = LetterFormat.LETTER) -> RegisterFlaws:
    """Return gaps and duplicates of the counter of a format's 代字 in a year."""
    return register_flaws(stored.serials(office.session, prefix_for(office.profile, letter_format), year))


def register_received(office: Office, *, received: ReceivedLetter, scan: Path | None = None) -> ReceivedLetter:
    """Enter a letter from above into the 收文登记簿 and assign the confirmed issues it covers."""
    office.require(Right.EDIT_RECORDS)
    received = _tidied(received)
    _check_received(office, received)
    data = read_file(scan) if scan is not None else b""
    with office.session.write(f"登记来文 {received.number}") as touched:
        if scan is not None:
            kept = attachments.add(
                office.session,
                data=data,
                name=scan.name,
                purpose=AttachmentPurpose.RECEIVED_LETTER,
                issue_id=None,
                measure_id=None,
                taken_on=None,
            )
            received = replace(received, scan=kept.sha256)
        entered = stored.register_received(office.session, received)
        for covered in received.covered:
            assign(office, covered, received.number, StepInput(on=received.received_on), own=False)
            touched.add("issues", covered.issue_id)
        touched.add("letters", entered.id)
    return entered


def received_page(office: Office, *, text: str = "", offset: int = 0, limit: int = 100) -> Page[ReceivedLetter]:
    """Return one page of the 收文登记簿, newest first."""
    return stored.received_page(office.session, text=text, offset=offset, limit=limit)


def _tidied(received: ReceivedLetter) -> ReceivedLetter:
    """Return the letter without blanks around its words and with 〔〕 around the year, as the sender printed it."""
    number = _YEAR.sub(r"〔\1〕", received.number.strip())
    return replace(received, number=number, sender=received.sender.strip(), title=received.title.strip())


def _check_received(office: Office, received: ReceivedLetter) -> None:
    filled: Sequence[tuple[str, str, str]] = (
        ("number", received.number, "来文字号"),
        ("sender", received.sender, "来文单位"),
        ("title", received.title, "标题"),
    )
    for field, value, label in filled:
        if not value.strip():
            raise InvalidInput(f"请填写{label}。", field=field)
    if received.dated_on > received.received_on:
        raise InvalidInput("收文日期早于成文日期，请更正。", field="received_on")
    if received.received_on > office.today:
        raise InvalidInput("收文日期晚于今天，请更正。", field="received_on")
    for covered in received.covered:
        _check_dues(covered, received.dated_on)
    if any(earlier.sender == received.sender for earlier in stored.received_by_number(office.session, received.number)):
        raise Refused(f"收文登记簿中已有{received.sender}的 {received.number}，请核对，不要重复登记。")


def _check_dues(covered: CoveredIssue, dated_on: date) -> None:
    if covered.plan_due is None or covered.plan_due < dated_on:
        raise InvalidInput("方案期限早于来文的成文日期，请更正。", field="plan_due")
    if covered.rectify_due is None or covered.rectify_due < covered.plan_due:
        raise InvalidInput("整改期限早于方案期限，请更正。", field="rectify_due")
