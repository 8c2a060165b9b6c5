"""The list of issues in the first annex of a letter: which columns each kind has and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.letters.letter import CoveredIssue, LetterDraft, LetterKind
from lantian_desktop.domain.plans.plan import RectificationPlan
from lantian_desktop.services.letters import facts as letter_facts
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units

if TYPE_CHECKING:
    from lantian_desktop.documents.kit.table import TableContent

Cell = Callable[[Office, Issue, CoveredIssue], str]


def issue_list(office: Office, draft: LetterDraft) -> TableContent:
    """Return the table of the covered issues, in the order of the draft."""
    from lantian_desktop.documents.kit.table import (  # reportlab: only where a page is made
        Align,
        TableColumn,
        TableContent,
    )

    columns = _COLUMNS[draft.kind]
    aligns = {True: Align.CENTRE, False: Align.LEFT}
    named = (TableColumn(head, weight, aligns[centred]) for head, weight, centred, _ in columns)
    heads = (TableColumn("序号", 0.6, Align.CENTRE), *named)
    rows = []
    for number, covered in enumerate(draft.covered, 1):
        issue = issues.load(office.session, covered.issue_id)
        rows.append((str(number), *(cell(office, issue, covered) for *_, cell in columns)))
    return TableContent(heads, tuple(rows))


def _number(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return issue.number


def _territory(office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    unit = units.unit(office.session, issue.territory_id)
    return unit.short_name or unit.name


def _site(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return issue.site or "—"


def _category(office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    labels = {category.id: category.label for category in settings.categories(office.session)}
    return labels.get(issue.category, issue.category)


def _description(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return issue.description or issue.site


def _plan_due(_office: Office, _issue: Issue, covered: CoveredIssue) -> str:
    return _day(covered.plan_due)


def _rectify_due(_office: Office, _issue: Issue, covered: CoveredIssue) -> str:
    return _day(covered.rectify_due)


def _rectify_due_now(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return _day(issue.dues.nearest_rectify)


def _plan_due_now(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return "已报送" if issue.plan_submitted_on else _day(issue.dues.nearest_plan)


def _state(_office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return issue.state.label


def _grounds(office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    return letter_facts.grounds(office, issue) or "—"


def _of_plan(read: Callable[[RectificationPlan], str]) -> Cell:
    def cell(office: Office, issue: Issue, _covered: CoveredIssue) -> str:
        plan = letter_facts.current_plan(office, issue)
        return (read(plan) if plan else "") or "—"

    return cell


def _measures(plan: RectificationPlan) -> str:
    return "\n".join(f"{number}. {measure.text}" for number, measure in enumerate(plan.measures, 1))


def _people(plan: RectificationPlan) -> str:
    return "\n".join(dict.fromkeys(f"{measure.unit} {measure.person}".strip() for measure in plan.measures))


def _last_due(plan: RectificationPlan) -> str:
    days = [measure.due for measure in plan.measures if measure.due]
    return _day(max(days)) if days else ""


def _done(plan: RectificationPlan) -> str:
    return "\n".join(f"{number}. {measure.progress}%" for number, measure in enumerate(plan.measures, 1))


def _outcome(office: Office, issue: Issue, _covered: CoveredIssue) -> str:
    done = letter_facts.latest_checklist(office, issue)
    return done.outcome.label if done and done.outcome else "—"


def _day(day: date | None) -> str:
    return cn_date(day) if day else "—"


_NUMBER = ("编号", 1.9, True, _number)
_TERRITORY = ("属地", 1.1, True, _territory)
_SITE = ("点位名称", 2.2, False, _site)
_CATEGORY = ("类别", 1.6, False, _category)
_DESCRIPTION = ("问题描述", 4.6, False, _description)
_COLUMNS: Mapping[LetterKind, Sequence[tuple[str, float, bool, Cell]]] = {
    LetterKind.SUPERVISION: (
        _NUMBER,
        _TERRITORY,
        _SITE,
        _CATEGORY,
        _DESCRIPTION,
        ("方案期限", 1.7, True, _plan_due),
        ("整改期限", 1.7, True, _rectify_due),
    ),
    LetterKind.REMINDER: (
        _NUMBER,
        _TERRITORY,
        _SITE,
        _DESCRIPTION,
        ("目前进展", 1.2, True, _state),
        ("原方案期限", 1.7, True, _plan_due_now),
        ("原整改期限", 1.7, True, _rectify_due_now),
        ("催办期限", 1.7, True, _rectify_due),
    ),
    LetterKind.APPEAL: (_NUMBER, _SITE, _CATEGORY, _DESCRIPTION, ("申诉理由", 4.0, False, _grounds)),
    LetterKind.ADMONITION: (
        _NUMBER,
        _TERRITORY,
        _SITE,
        _CATEGORY,
        _DESCRIPTION,
        ("整改期限", 1.7, True, _rectify_due_now),
        ("目前进展", 1.2, True, _state),
    ),
    LetterKind.PLAN_REPORT: (
        _NUMBER,
        _SITE,
        ("问题描述", 3.0, False, _description),
        ("整改目标", 2.0, False, _of_plan(lambda plan: plan.goal)),
        ("完成标准", 2.0, False, _of_plan(lambda plan: plan.standard)),
        ("整改措施", 3.4, False, _of_plan(_measures)),
        ("责任单位及责任人", 2.0, False, _of_plan(_people)),
        ("完成时限", 1.7, True, _of_plan(_last_due)),
    ),
    LetterKind.RECTIFICATION_REPORT: (
        _NUMBER,
        _SITE,
        ("问题描述", 3.4, False, _description),
        ("整改措施", 3.6, False, _of_plan(_measures)),
        ("完成进度", 1.2, True, _of_plan(_done)),
        ("责任单位及责任人", 2.0, False, _of_plan(_people)),
        ("整改期限", 1.7, True, _rectify_due_now),
        ("核查结果", 1.3, True, _outcome),
        ("目前进展", 1.2, True, _state),
    ),
}
