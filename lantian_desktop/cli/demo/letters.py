"""The demonstration's last day at the letter desk: a letter of every kind beside the 督办函 of the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lantian_desktop.cli.demo.clock import LAST_DAY
from lantian_desktop.cli.demo.office import CLERK, HEAD, DemoOffice
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.letters.letter import Letter, LetterKind, Urgency
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters


def write(demo: DemoOffice, *, covered: dict[LetterKind, Sequence[Issue]]) -> tuple[Letter, ...]:
    """Register a letter of each kind over its issues, in one go."""
    office = demo.signed_in_as(CLERK)
    drafts = []
    for kind, chosen in covered.items():
        proposal = letter_content.propose(
            office, issue_ids=[issue.id for issue in chosen], kind=kind, dated_on=LAST_DAY
        )
        urgency = Urgency.URGENT if kind is LetterKind.ADMONITION else Urgency.NONE
        copied_to = () if proposal.draft.rules.upward else ("市生态环境局",)
        drafts.append(replace(proposal.draft, signatory=HEAD, urgency=urgency, copied_to=copied_to))
    return letters.issue_letters(office, drafts=drafts)
