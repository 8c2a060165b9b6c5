"""Ready-made records for tests of the store: units, categories, issues, plans, checklists."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueState
from lantian_desktop.domain.plans.plan import Measure, PlanStatus, PlanType, RectificationPlan
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.store.admin import settings
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Session

FOUND_ON = date(2019, 7, 5)
TODAY = date(2019, 7, 15)
CATEGORIES = (
    Category("dust", "扬尘综合治理", 2),
    Category("boiler", "燃煤锅炉整治", 1, ("sets", "tonnage"), ("锅炉",)),
)


class _TakenBack(Exception):
    pass


@contextmanager
def taken_back(db: Session) -> Generator[None, None, None]:
    """Run the block inside a write that fails at its end, so that nothing of it stays."""
    try:
        with db.write("不留痕"):
            yield
            raise _TakenBack
    except _TakenBack:
        return


def furnish(db: Session) -> None:
    """Put three units and two categories into an empty store; the units' numbers are 1 to 3."""
    with db.write("预置"):
        units.save_unit(db, Unit(0, "高陵区", "高陵", UnitKind.DISTRICT, 20, "610117", formal_name="高陵区人民政府"))
        units.save_unit(db, Unit(0, "新城区", "新城", UnitKind.DISTRICT, 10, "610102", aliases=("新城",)))
        units.save_unit(db, Unit(0, "通远街道", "通远", UnitKind.STREET, 30, parent_id=1))
        settings.save_categories(db, CATEGORIES)


def furnish_old(db: Session) -> None:
    """Put a unit and a category, number 1 and dust, into a store of an earlier schema, inside the caller's write."""
    db.database.execute_sql(
        "INSERT INTO unit (id, name, short_name, formal_name, aliases, kind, position, code) "
        "VALUES (1, '高陵区', '高陵', '', '[]', 'district', 1, '')"
    )
    db.database.execute_sql("INSERT INTO category VALUES ('dust', '扬尘综合治理', 1, '[]', '[]')")


def an_issue(number: str = "高督-12-001", **changed: object) -> Issue:
    """Return an issue not yet stored."""
    issue = Issue(0, number, IssueState.PENDING, FOUND_ON, 1, "dust", site="示例木器加工点")
    return replace(issue, **changed)  # type: ignore[arg-type]  # the caller names fields of Issue


def stored(db: Session, issue: Issue, *words: str) -> Issue:
    """Store an issue that is found by its number, its site and `words`."""
    with db.write("登记"):
        return issues.add(db, issue, keys=SearchKeys(" ".join((issue.number, issue.site, *words))))


def a_plan(issue_id: int, *measures: Measure, version: int = 1, **changed: object) -> RectificationPlan:
    """Return a plan of one measure, or of those given."""
    plan = RectificationPlan(
        issue_id=issue_id,
        version=version,
        status=PlanStatus.DRAFT,
        type=PlanType.TIME_LIMITED,
        goal="完成治理",
        standard="达到六个百分之百",
        measures=measures or (a_measure(),),
        author="示例甲",
    )
    return replace(plan, **changed)  # type: ignore[arg-type]  # the caller names fields of RectificationPlan


def a_measure(text: str = "覆盖物料", **changed: object) -> Measure:
    """Return a measure not yet stored."""
    return replace(Measure(0, text, "通远街道", "示例乙", date(2019, 8, 1)), **changed)  # type: ignore[arg-type]  # the caller names fields of Measure


DUES = DueDates(
    confirm_by=date(2019, 7, 10), appeal_by=date(2019, 7, 12), plan_due=date(2019, 7, 19), rectify_due=date(2019, 8, 18)
)
