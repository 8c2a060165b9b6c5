"""What is checked before a letter is registered: each finding one sentence, the entry it stands in and the place there."""

from __future__ import annotations

from lantian_desktop.domain.letters.flaws import Severity
from lantian_desktop.domain.letters.letter import LetterDraft
from lantian_desktop.services.letters import (
    coverage as letter_coverage,
)
from lantian_desktop.services.letters import (
    dates as letter_dates,
)
from lantian_desktop.services.letters import (
    layout as letter_layout,
)
from lantian_desktop.services.letters import (
    words as letter_words,
)
from lantian_desktop.services.letters.findings import Finding, errors, subject
from lantian_desktop.services.office import Office

__all__ = ["Finding", "Severity", "check", "errors"]

# In the order somebody would go through the letter: what it is about, to whom, its words, its dates, its number.
_CHECKS = (
    letter_words.title_findings,
    letter_coverage.issue_findings,
    letter_coverage.addressee_findings,
    letter_coverage.copy_findings,
    letter_words.text_findings,
    letter_words.complainant_findings,
    letter_words.record_findings,
    letter_words.glyph_findings,
    letter_dates.date_findings,
    letter_dates.day_off_findings,
    letter_dates.written_date_findings,
    letter_words.annex_findings,
    letter_words.contact_findings,
    letter_coverage.earlier_letter_findings,
    letter_dates.number_findings,
)


def check(office: Office, *, draft: LetterDraft) -> tuple[Finding, ...]:
    """Return everything doubtful about a letter, errors first; errors block, warnings ask. Nothing is changed."""
    about = subject(office, draft)
    found = dict.fromkeys(finding for part in _CHECKS for finding in part(about))
    if not errors(tuple(found)):  # else the pages would only say once more what is wrong
        found |= dict.fromkeys(letter_layout.page_findings(about))
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.WARNING))
