"""What the check of a letter is made of: findings, and the letter with what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.letters.flaws import Severity
from lantian_desktop.domain.letters.letter import LetterDraft
from lantian_desktop.services.letters.lists import issue_list
from lantian_desktop.services.office import Office
from lantian_desktop.store.issues import issues

BETWEEN_UNITS = "、"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `field` names the entry of the letter form.

    `start` and `end` are the place in what the entry holds: characters of a text (the body is its paragraphs joined by line breaks,
    copied_to its units joined by 、), rows of a list (issues, addressees, annexes). Both are 0 where the whole entry is meant.
    """

    severity: Severity
    sentence: str
    field: str
    start: int = 0
    end: int = 0


def error(sentence: str, field: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that blocks."""
    return Finding(Severity.ERROR, sentence, field, start, end)


def warning(sentence: str, field: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that asks for another look."""
    return Finding(Severity.WARNING, sentence, field, start, end)


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those that block."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Subject:
    """A letter under check: its body as one text, the issues it covers by their numbers in the store, what the list prints of each."""

    office: Office
    draft: LetterDraft
    body: str
    issues: Mapping[int, Issue]
    printed: tuple[str, ...]


def subject(office: Office, draft: LetterDraft) -> Subject:
    """Read from the store what a letter is about."""
    wanted = tuple(dict.fromkeys(covered.issue_id for covered in draft.covered))
    found = {issue.id: issue for issue in issues.load_many(office.session, wanted)}
    return Subject(office, draft, "\n".join(draft.paragraphs), found, _printed(office, draft, found))


def _printed(office: Office, draft: LetterDraft, found: Mapping[int, Issue]) -> tuple[str, ...]:
    """Return the words of each row of the list; most kinds print of the record no more than place and description."""
    rows = [found.get(covered.issue_id) for covered in draft.covered]
    if not draft.with_list or None in rows:
        return ("",) * len(rows)
    if draft.rules.upward:  # these print plans and grounds as well
        return tuple("\n".join(cells) for cells in issue_list(office, draft).rows)
    return tuple(f"{issue.site}\n{issue.description}" for issue in rows if issue is not None)
