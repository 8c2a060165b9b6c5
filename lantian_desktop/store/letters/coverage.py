"""Which issues a letter covers, and until when: the links of letters issued and received alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lantian_desktop.domain.letters.letter import CoveredIssue
from lantian_desktop.store.rows import run, tuples
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import LetterIssueRow, ReceivedIssueRow

Link = type[LetterIssueRow] | type[ReceivedIssueRow]


def cover(db: Session, link: Link, letter_id: int, covered: Iterable[CoveredIssue]) -> None:
    """Write down what a letter covers, in its order."""
    for position, issue in enumerate(covered):
        row = link.insert(
            letter_id=letter_id,
            issue_id=issue.issue_id,
            position=position,
            plan_due=issue.plan_due,
            rectify_due=issue.rectify_due,
        )
        run(db, row)


def covered(db: Session, link: Link, letter_ids: Iterable[int]) -> Mapping[int, tuple[CoveredIssue, ...]]:
    """Return what each of the letters covers, in its order; a letter that covers nothing gives an empty tuple."""
    wanted = list(letter_ids)
    columns = (link.letter_id, link.issue_id, link.plan_due, link.rectify_due)
    query = link.select(*columns).where(link.letter_id.in_(wanted)).order_by(link.letter_id, link.position)
    found: dict[int, list[CoveredIssue]] = defaultdict(list)
    for letter_id, issue_id, plan_due, rectify_due in tuples(db, query):
        found[letter_id].append(CoveredIssue(issue_id, plan_due, rectify_due))
    return {letter_id: tuple(found[letter_id]) for letter_id in wanted}
