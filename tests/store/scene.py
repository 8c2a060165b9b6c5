"""A small invented office for tests of registers, finding and summaries: three territories, issues and their steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, Step, StepKind
from lantian_desktop.domain.letters.letter import CoveredIssue, LetterDraft, LetterKind, SupervisionType
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.issues import steps as issue_steps
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Session

FOUND = date(2019, 7, 1)
CATEGORIES = (
    Category("dust", "扬尘综合治理", 1),
    Category("boiler", "燃煤锅炉整治", 2),
    Category("burning", "露天焚烧管控", 3),
)


def furnish(db: Session) -> tuple[Unit, ...]:
    """Give the store three districts, one department and three categories."""
    names = (("新城区", UnitKind.DISTRICT), ("高陵区", UnitKind.DISTRICT), ("高新区", UnitKind.DEVELOPMENT_ZONE))
    with db.write("单位"):
        settings.save_categories(db, CATEGORIES)
        made = [
            units.save_unit(db, Unit(0, name, name, kind, order)) for order, (name, kind) in enumerate(names, start=1)
        ]
        made.append(units.save_unit(db, Unit(0, "市住建局", "住建局", UnitKind.DEPARTMENT, 9)))
    return tuple(made)


def keys(*words: str, initials: str = "") -> SearchKeys:
    return SearchKeys(" ".join(words), initials=(initials,) if initials else ())


def add_issue(
    db: Session, number: str, territory: Unit, *, state: IssueState = IssueState.PENDING, **more: object
) -> Issue:
    """Store one issue with the step that brought it to its state."""
    plain = Issue(0, number, state, FOUND, territory.id, "dust", site=f"示例点位{number}", description="裸土未覆盖")
    issue = replace(plain, **more)  # type: ignore[arg-type]  # the caller names fields of Issue
    with db.write("登记") as touched:
        added = issues.add(db, issue, keys=keys(number, issue.site, issue.description))
        touched.add("issues", added.id)
        add_step(db, added.id, state, issue.found_on)
    return added


def add_step(
    db: Session,
    issue_id: int,
    to_state: IssueState,
    on: date,
    *,
    action: IssueAction | None = None,
    before: IssueState | None = None,
) -> None:
    kind = StepKind.ACTED if action else StepKind.REGISTERED
    step = Step(0, issue_id, kind, action, before, to_state, on, db.clock(), db.user)
    with db.write("步骤"):
        issues.save(db, replace(issues.load(db, issue_id), state=to_state))
        issue_steps.add_step(db, step)


def draft(
    *covered: Issue, title: str = "关于扬尘问题的督办函", addressees: tuple[int, ...] = (), on: date = FOUND
) -> LetterDraft:
    due = on + timedelta(days=7)
    return LetterDraft(
        kind=LetterKind.SUPERVISION,
        type=SupervisionType.LISTED,
        title=title,
        addressee_ids=addressees,
        paragraphs=("一、问题", "二、要求"),
        covered=tuple(CoveredIssue(issue.id, due, due + timedelta(days=23)) for issue in covered),
        dated_on=on,
        signatory="示例签发人",
        contact_person="示例联系人",
        contact_phone="029-86910000",
        copied_to=("示例抄送单位",),
    )
