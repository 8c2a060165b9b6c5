"""Letters to register and pages to read back, for the tests of what is printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2

from lantian_desktop.domain.issues.issue import Issue, IssueAction
from lantian_desktop.domain.letters.letter import CoveredIssue, Letter, ReceivedLetter
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.store.letters import letters as stored
from tests.factories import new_issue

PLAN_DUE, RECTIFY_DUE = date(2019, 7, 22), date(2019, 8, 20)


def confirmed(office: Office, **changes: object) -> Issue:
    """Register and confirm an issue."""
    issue = issues.register_issue(office, issue=new_issue(office, **changes))
    return steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)[0]


def issue_letter(office: Office, **changes: object) -> Letter:
    """Issue a letter over a new issue."""
    issue = confirmed(office)
    proposal = letter_content.propose(office, issue_ids=[issue.id], plan_due=PLAN_DUE, rectify_due=RECTIFY_DUE)
    draft = replace(proposal.draft, signatory="示例丙", copied_to=("市生态环境局",))
    return letters.issue_letter(office, draft=replace(draft, **changes))  # type: ignore[arg-type]  # fields of a draft


def lose_number(office: Office) -> int:
    """Take a number without registering a letter, as a damaged store would show it."""
    with office.session.write("示例"):
        return stored.take_serial(office.session, office.profile.prefix, office.today.year)


def receive_letter(office: Office, number: str, *covered_issues: Issue, scan: Path | None = None) -> ReceivedLetter:
    """Register a letter from above."""
    covered = tuple(CoveredIssue(issue.id, date(2019, 7, 20), date(2019, 8, 20)) for issue in covered_issues)
    received = ReceivedLetter(
        0, number, "市铁腕治霾办", "关于突出问题的督办函", date(2019, 7, 10), date(2019, 7, 11), covered
    )
    return letters.register_received(office, received=received, scan=scan)


def words_of(pdf: bytes) -> str:
    """Return the text of every page without blanks."""
    return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf))


def cells_of(path: Path) -> list[list[object]]:
    """Return the cells of the first sheet, as another program reads them."""
    sheet = openpyxl.load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]
