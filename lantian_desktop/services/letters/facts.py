"""What a letter can say of the issues it covers: counts, names, dates, the letters that came before. No wording here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lantian_desktop.domain.admin.calendar import CalendarMissing, DayKind, cn_date
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, plan_overdue, rectification_overdue
from lantian_desktop.domain.letters.letter import CoveredIssue, LetterKind
from lantian_desktop.domain.plans.plan import RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.services.office import Office
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters
from lantian_desktop.store.plans import checklists, plans
from lantian_desktop.store.roster import units

DONE_STATES = frozenset({IssueState.REPORTED, IssueState.VERIFIED, IssueState.CLOSED})
SEVERAL_DUES = "附件所列期限"  # said in the text where the covered issues have different due dates
MOST_NAMED = 2  # letters named in full (practice)
MEETING_AFTER = 3  # working days from the letter to the 约谈 it calls for (practice)


@dataclass(frozen=True, slots=True)
class Covered:
    """An issue with the due dates the letter sets for it."""

    issue: Issue
    plan_due: date | None
    rectify_due: date | None

    @property
    def link(self) -> CoveredIssue:
        """What the register keeps of it."""
        return CoveredIssue(self.issue.id, self.plan_due, self.rectify_due)


def loaded(office: Office, issue_ids: Sequence[int]) -> tuple[Issue, ...]:
    """Return the issues in their order; raise NotFound when one is gone."""
    covered_issues = issues.load_many(office.session, issue_ids)
    for missing in set(issue_ids) - {issue.id for issue in covered_issues}:
        issues.load(office.session, missing)
    return covered_issues


def facts(office: Office, covered: Sequence[Covered], day: date) -> dict[str, str]:
    """Return the words for every placeholder; `day` is the letter's 成文日期."""
    covered_issues = [one.issue for one in covered]
    first = covered_issues[0]
    territories = _territories(office, covered_issues)
    return {
        "round": round_words(covered_issues),
        "count": str(len(covered_issues)),
        "numbers": "、".join(issue.number for issue in covered_issues),
        "number": first.number,
        "site": " ".join(first.caption.split()),
        "description": sentence(first.description or first.caption),
        "territory": territories[0],
        "territories": "、".join(territories),
        "plan_due": _common_day({one.plan_due for one in covered}),
        "rectify_due": _common_day({one.rectify_due for one in covered}),
        "as_of": cn_date(day),
        "plan_late": str(sum(plan_overdue(issue, day) for issue in covered_issues)),
        "rectify_late": str(sum(rectification_overdue(issue, day) for issue in covered_issues)),
        "done": str(sum(issue.state in DONE_STATES for issue in covered_issues)),
        "closed": str(sum(issue.state is IssueState.CLOSED for issue in covered_issues)),
        "open": str(sum(issue.state not in DONE_STATES for issue in covered_issues)),
        "meeting_on": cn_date(_meeting(office, day)),
        "contact_person": office.profile.contact_person,
        "contact_phone": office.profile.contact_phone,
        **_earlier(office, covered_issues),
    }


def sentence(text: str) -> str:
    """Return text on one line that ends as a sentence does."""
    joined = "；".join(line.strip().rstrip("；") for line in text.splitlines() if line.strip())
    return joined if joined.endswith(("。", "！", "？")) else f"{joined.rstrip('，、；')}。"


def round_words(covered_issues: Sequence[Issue]) -> str:
    """Return the rounds of the issues, 本 when none is known."""
    known = {issue.round_number for issue in covered_issues if issue.round_number is not None}
    return "、".join(str(number) for number in sorted(known)) or "本"


def _territories(office: Office, covered_issues: Sequence[Issue]) -> list[str]:
    wanted = {issue.territory_id for issue in covered_issues}
    return [unit.name for unit in units.all_units(office.session) if unit.id in wanted]


def _common_day(days: set[date | None]) -> str:
    known = {day for day in days if day is not None}
    if len(known) > 1:
        return SEVERAL_DUES
    return cn_date(known.pop()) if known else ""


def _meeting(office: Office, day: date) -> date:
    try:
        return office.calendar.due(day, MEETING_AFTER, DayKind.WORKING).due
    except CalendarMissing:  # proposed only: its writer sees the day and changes it
        return day + timedelta(days=MEETING_AFTER)


def _earlier(office: Office, covered_issues: Sequence[Issue]) -> dict[str, str]:
    """Return the standing 督办函 over these issues and the letters received about them, each named once."""
    ids = [issue.id for issue in covered_issues]
    own = {
        letter.id: letter
        for letter in letters.covering(office.session, *ids)
        if letter.draft.kind is LetterKind.SUPERVISION and not letter.void_reason
    }
    came = {letter.id: letter for letter in letters.received_covering(office.session, *ids)}
    newest = own[max(own)] if own else None
    return {
        "letters": _letter_list([(own[key].draft.title, str(own[key].number)) for key in sorted(own)]),
        "received": _letter_list([(came[key].title, came[key].number) for key in sorted(came)]),
        "letter_number": str(newest.number) if newest else "",
        "letter_title": newest.draft.title if newest else "",
        "letter_date": cn_date(newest.draft.dated_on) if newest else "",
    }


def _letter_list(letters: Sequence[tuple[str, str]]) -> str:
    """Return 《title》（number） of each letter; of many the first ones and how many there are."""
    shown = "、".join(f"《{title}》（{number}）" for title, number in letters[:MOST_NAMED])
    return f"{shown}等{len(letters)}份文件" if len(letters) > MOST_NAMED else shown


def grounds(office: Office, issue: Issue) -> str:
    """Return what was said when the issue was appealed last; an empty string when it never was."""
    appeals = [step for step in issues.steps(office.session, issue.id) if step.action is IssueAction.APPEAL]
    return appeals[-1].grounds if appeals else ""


def current_plan(office: Office, issue: Issue) -> RectificationPlan | None:
    """Return the newest version of the issue's plan."""
    return plans.current(office.session, issue.id)


def latest_checklist(office: Office, issue: Issue) -> Checklist | None:
    """Return the issue's last verification."""
    done = checklists.of_issue(office.session, issue.id)
    return done[-1] if done else None
