"""Lists of issues: views, filters, words, sorting and paging agree with the domain and come from indexes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueState, IssueTag, overdue
from lantian_desktop.domain.issues.lists import VIEW_STATES, IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.store.issues import (
    columns as issue_columns,
)
from lantian_desktop.store.issues import (
    filters as issue_filters,
)
from lantian_desktop.store.issues import (
    issues,
)
from lantian_desktop.store.issues import (
    lists as issue_lists,
)
from lantian_desktop.store.session import Session
from tests.store.records import DUES, FOUND_ON, TODAY, an_issue, furnish, stored, taken_back

DAYS = st.dates(date(2019, 7, 1), date(2019, 7, 31))
MAYBE = st.none() | DAYS
ISSUES = st.builds(
    lambda state, dues, planned, reported, closed, tags, blocked, territory: an_issue(
        "",
        state=state,
        dues=dues,
        plan_submitted_on=planned,
        reported_on=reported,
        closed_on=closed,
        tags=tags,
        blocked_reason=blocked,
        territory_id=territory,
    ),
    st.sampled_from(IssueState),
    st.builds(DueDates, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE),
    MAYBE,
    MAYBE,
    MAYBE,
    st.frozensets(st.sampled_from(IssueTag)),
    st.sampled_from(["", " ", "设备未到"]),
    st.sampled_from([1, 2]),
)


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)


def rows(db: Session, **asked: object) -> tuple[IssueLine, ...]:
    return issues.page(db, IssueQuery(**asked), as_of=TODAY).rows  # type: ignore[arg-type]  # the test names fields


def numbers(db: Session, **asked: object) -> list[str]:
    return [row.number for row in rows(db, **asked)]


@given(ISSUES, DAYS)
def test_the_column_tells_what_the_domain_says_of_overdue(issue: Issue, as_of: date) -> None:
    late_after = issue_columns.late_after(issue)
    assert (late_after is not None and late_after < as_of) == overdue(issue, as_of)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ISSUES, max_size=12), DAYS)
def test_views_and_counts_agree_with_the_domain(db: Session, drawn: list[Issue], as_of: date) -> None:
    with taken_back(db):
        kept = issues.add_many(db, ((issue, SearchKeys("词")) for issue in drawn))
        counts = issues.view_counts(db, as_of=as_of)
        for view in IssueView:
            wanted = {issue.id for issue in kept if _in_view(issue, view, as_of)}
            assert set(issues.ids(db, IssueQuery(view=view), as_of=as_of)) == wanted
            assert counts[view] == len(wanted)
        found = issues.page(db, IssueQuery(), as_of=as_of).rows
        assert {row.id: row.overdue for row in found} == {issue.id: overdue(issue, as_of) for issue in kept}


def _in_view(issue: Issue, view: IssueView, as_of: date) -> bool:
    if view in VIEW_STATES:
        return issue.state in VIEW_STATES[view]
    due, done_on = issue_columns.current_due(issue)
    soon = due is not None and done_on is None and as_of <= due <= as_of + timedelta(days=3)
    return {
        IssueView.OVERDUE: overdue(issue, as_of),
        IssueView.DUE_SOON: soon,
        IssueView.BLOCKED: bool(issue.blocked_reason.strip()),
        IssueView.PROMINENT: IssueTag.PROMINENT in issue.tags,
        IssueView.ALL: True,
    }[view]


def test_a_row_tells_what_the_list_shows(db: Session) -> None:
    one = stored(
        db,
        an_issue(
            site="",
            description="现场检查发现物料露天堆放，未采取覆盖、围挡等扬尘防治措施",
            lead_unit_id=2,
            state=IssueState.ASSIGNED,
            dues=replace(DUES, plan_due=date(2019, 7, 12)),
            tags=frozenset({IssueTag.REGIONAL}),
            blocked_reason="停工",
            responsible_person="示例乙",
        ),
    )
    assert rows(db) == (
        IssueLine(
            id=one.id,
            number="高督-12-001",
            site="现场检查发现物料露天堆放，未采取覆盖、围挡等扬尘",
            category_label="扬尘综合治理",
            territory="高陵",
            state=IssueState.ASSIGNED,
            due=date(2019, 7, 12),
            due_done_on=None,
            overdue=True,
            blocked=True,
            tags=frozenset({IssueTag.REGIONAL}),
            found_on=FOUND_ON,
            lead_unit="新城",
            responsible_person="示例乙",
        ),
    )
    assert rows(db)[0].site == one.caption


@pytest.mark.parametrize(
    ("state", "changed", "due", "done_on"),
    [
        (IssueState.FOUND, {}, None, None),
        (IssueState.PENDING, {}, date(2019, 7, 10), None),
        (IssueState.APPEALED, {}, None, None),
        (IssueState.CONFIRMED, {}, None, None),
        (IssueState.ASSIGNED, {}, date(2019, 7, 19), None),
        (IssueState.ASSIGNED, {"plan_submitted_on": TODAY}, date(2019, 8, 18), None),
        (IssueState.PLANNED, {"plan_submitted_on": TODAY}, date(2019, 8, 18), None),
        (IssueState.RECTIFYING, {}, date(2019, 8, 18), None),
        (IssueState.REPORTED, {"reported_on": TODAY}, date(2019, 8, 18), TODAY),
        (IssueState.VERIFIED, {"reported_on": TODAY}, date(2019, 8, 18), TODAY),
        (IssueState.CLOSED, {"reported_on": TODAY, "closed_on": date(2019, 9, 1)}, date(2019, 8, 18), TODAY),
        (IssueState.WITHDRAWN, {"reported_on": TODAY}, None, None),
    ],
)
def test_the_due_date_is_the_one_that_matters_now(
    db: Session, state: IssueState, changed: dict[str, object], due: date | None, done_on: date | None
) -> None:
    stored(db, an_issue(state=state, dues=DUES, **changed))
    assert [(row.due, row.due_done_on) for row in rows(db)] == [(due, done_on)]


def test_figures_in_numbers_sort_by_value(db: Session) -> None:
    for number in ("高督-12-1000", "高督-12-018", "高督-9-001", "高督-12-999"):
        stored(db, an_issue(number))
    assert numbers(db) == ["高督-9-001", "高督-12-018", "高督-12-999", "高督-12-1000"]
    assert numbers(db, descending=True)[0] == "高督-12-1000"


@pytest.fixture
def sorted_three(db: Session) -> None:
    stored(db, an_issue("1", territory_id=1, category="dust", lead_unit_id=1, site="乙", responsible_person="b"))
    stored(db, an_issue("2", territory_id=2, category="boiler", lead_unit_id=2, site="甲", state=IssueState.FOUND))
    stored(db, an_issue("3", territory_id=1, category="boiler", site="丙", dues=DUES, found_on=date(2019, 7, 1)))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("number", ["1", "2", "3"]),
        ("territory", ["2", "1", "3"]),
        ("category_label", ["2", "3", "1"]),
        ("lead_unit", ["3", "2", "1"]),
        ("site", ["3", "1", "2"]),
        ("state", ["2", "1", "3"]),
        ("due", ["1", "2", "3"]),
        ("found_on", ["3", "1", "2"]),
        ("responsible_person", ["2", "3", "1"]),
        ("overdue", ["1", "2", "3"]),
        ("blocked", ["1", "2", "3"]),
        ("tags", ["1", "2", "3"]),
        ("no such column", ["1", "2", "3"]),
    ],
)
@pytest.mark.usefixtures("sorted_three")
def test_every_column_sorts_and_pages_both_ways(db: Session, sort: str, order: list[str]) -> None:
    assert numbers(db, sort=sort) == order
    backwards = numbers(db, sort=sort, descending=True)
    assert backwards == order[::-1]
    for offset in range(4):
        for limit in (1, 2, 3):
            assert numbers(db, sort=sort, offset=offset, limit=limit) == order[offset : offset + limit]
            assert numbers(db, sort=sort, offset=offset, limit=limit, descending=True) == backwards[offset:][:limit]


@pytest.mark.usefixtures("sorted_three")
def test_filters_narrow_together(db: Session) -> None:
    assert numbers(db, territory_id=1) == ["1", "3"]
    assert numbers(db, territory_id=1, category="boiler") == ["3"]
    assert numbers(db, states=(IssueState.FOUND, IssueState.CLOSED)) == ["2"]
    assert numbers(db, view=IssueView.PENDING, text="乙") == ["1"]
    assert numbers(db, round_number=12) == []
    page = issues.page(db, IssueQuery(territory_id=1, limit=1), as_of=TODAY)
    assert (page.total, len(page.rows), page.offset) == (2, 1, 0)
    assert issues.page(db, IssueQuery(offset=7), as_of=TODAY).rows == ()


def test_words_are_found_in_any_part(db: Session) -> None:
    _eight(db)
    boilers = ["N-1", "N-2", "N-3", "N-5", "N-6", "N-7"]
    assert numbers(db, text="锅炉") == boilers
    assert numbers(db, text="炉点", descending=True, limit=2) == ["N-7", "N-6"]
    assert numbers(db, text="锅炉 N5") == ["N-5"]
    assert numbers(db, text="锅炉", sort="territory", limit=4) == ["N-1", "N-3", "N-5", "N-7"]
    assert issues.page(db, IssueQuery(text="锅炉", limit=1), as_of=TODAY).total == 6
    assert len(issues.ids(db, IssueQuery(text="锅炉", limit=1), as_of=TODAY)) == 6
    assert numbers(db, text="督[2019]", offset=6) == ["N-6", "N-7"]
    assert numbers(db, text="没有") == []
    assert len(numbers(db, text=" 〔 ")) == 8


def test_common_words_are_found_by_the_other_roads(db: Session) -> None:
    _eight(db)
    crowd = [an_issue(f"Z-{n}", site="锅炉房", round_number=99) for n in range(issue_filters.FEW + 1)]
    with db.write("导入"):
        issues.add_many(db, ((issue, SearchKeys(issue.number + issue.site)) for issue in crowd))
    total = len(crowd) + 6
    page = issues.page(db, IssueQuery(text="锅炉", limit=7), as_of=TODAY)
    assert ([row.number for row in page.rows], page.total) == (["N-1", "N-2", "N-3", "N-5", "N-6", "N-7", "Z-0"], total)
    assert numbers(db, text="锅炉", descending=True, limit=1) == [f"Z-{len(crowd) - 1}"]
    assert len(issues.ids(db, IssueQuery(text="锅炉"), as_of=TODAY)) == total
    inside = IssueQuery(text="锅炉", territory_id=2, limit=2)  # common words, but a short list
    assert [row.number for row in issues.page(db, inside, as_of=TODAY).rows] == ["N-1", "N-3"]
    assert numbers(db, text="锅炉", sort="territory", limit=5) == ["N-1", "N-3", "N-5", "N-7", "N-2"]


def _eight(db: Session) -> None:
    for n in range(8):
        stored(
            db, an_issue(f"N-{n}", territory_id=1 + n % 2, site=f"{'锅炉' if n % 4 else '扬尘'}点{n}"), "高督〔2019〕"
        )


def test_pages_and_counts_come_from_indexes(db: Session) -> None:
    """Encrypted pages are slow to read: no list may read the rows it does not show."""
    plans_of_queries: list[str] = []
    original = db.database.execute_sql

    def listening(sql: str, params: object = None) -> object:
        if sql.startswith("SELECT"):
            plans_of_queries.extend(row[3] for row in original(f"EXPLAIN QUERY PLAN {sql}", params))
        return original(sql, params)

    db.database.execute_sql = listening  # listens and passes on
    for view in IssueView:
        for sort in (*issue_lists._SORTS, *issue_lists._GROUPS):
            issues.page(db, IssueQuery(view=view, sort=sort), as_of=TODAY)
    issues.view_counts(db, as_of=TODAY)
    scans = {line for line in plans_of_queries if line.startswith("SCAN") and "INDEX" not in line}
    assert any("COVERING INDEX" in line for line in plans_of_queries)
    assert scans == set()


def test_lists_are_read_from_another_thread(db: Session) -> None:
    from concurrent.futures import ThreadPoolExecutor

    stored(db, an_issue())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(numbers, db).result() == ["高督-12-001"]
