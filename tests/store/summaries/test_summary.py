"""The counts of a day against an independent count."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueAction, IssueState, overdue
from lantian_desktop.domain.plans.verification import Checklist, Outcome
from lantian_desktop.domain.roster.roster import Round, Unit
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import checklists
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Session
from lantian_desktop.store.summaries.summary import summary
from tests.store.scene import CATEGORIES, FOUND, add_issue, add_step, furnish

S, A = IssueState, IssueAction
TODAY = date(2019, 7, 15)


def day(number: int) -> date:
    return date(2019, 7, number)


def test_an_empty_store_counts_nothing_and_shows_every_unit_and_category(db: Session) -> None:
    furnish(db)
    counted = summary(db, as_of=TODAY, round_number=None)
    assert (counted.found, counted.assigned, counted.plans_owed, counted.rectified_owed) == (0, 0, 0, 0)
    assert [line.label for line in counted.by_unit] == ["新城区", "高陵区", "高新区"]
    assert [line.label for line in counted.by_category] == [category.label for category in CATEGORIES]
    assert counted.by_state == dict.fromkeys(S, 0)
    assert counted.outcomes == dict.fromkeys(Outcome, 0)
    assert counted.overdue == ()


def follow(db: Session, issue: Issue, *path: tuple[A, S, int]) -> None:
    before = issue.state
    for action, after, on in path:
        add_step(db, issue.id, after, day(on), action=action, before=before)
        before = after


def test_states_are_those_of_the_day_asked_for(db: Session) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    follow(db, issue, (A.CONFIRM, S.CONFIRMED, 3), (A.ASSIGN, S.ASSIGNED, 5), (A.WITHDRAW, S.WITHDRAWN, 9))
    seen = {number: summary(db, as_of=day(number), round_number=None) for number in (1, 2, 3, 4, 5, 8, 9)}
    states = {number: next(state for state, count in each.by_state.items() if count) for number, each in seen.items()}
    assert states == {
        1: S.PENDING, 2: S.PENDING, 3: S.CONFIRMED, 4: S.CONFIRMED, 5: S.ASSIGNED, 8: S.ASSIGNED, 9: S.WITHDRAWN,
    }  # fmt: skip
    assert [(each.found, each.assigned, each.withdrawn) for each in seen.values()] == [
        (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 0), (1, 1, 1),
    ]  # fmt: skip
    assert (seen[8].plans_owed, seen[9].plans_owed) == (1, 0)
    assert summary(db, as_of=date(2019, 6, 30), round_number=None).found == 0


def test_found_is_not_assigned(db: Session) -> None:
    territory, other, *_ = furnish(db)
    for index in range(5):
        issue = add_issue(db, f"高督-12-{index:03d}", (territory, other)[index % 2])
        if index < 2:
            follow(db, issue, (A.CONFIRM, S.CONFIRMED, 2), (A.ASSIGN, S.ASSIGNED, 3))
    counted = summary(db, as_of=TODAY, round_number=None)
    assert (counted.found, counted.assigned) == (5, 2)
    assert [(line.label, line.found, line.assigned) for line in counted.by_unit] == [
        ("新城区", 3, 1), ("高陵区", 2, 1), ("高新区", 0, 0),
    ]  # fmt: skip


def test_an_undone_assignment_does_not_count(db: Session) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    follow(db, issue, (A.CONFIRM, S.CONFIRMED, 2), (A.ASSIGN, S.ASSIGNED, 3))
    add_step(db, issue.id, S.CONFIRMED, day(3), before=S.ASSIGNED)
    assert summary(db, as_of=TODAY, round_number=None).assigned == 0


def test_appeals_and_what_became_of_them(db: Session) -> None:
    territory, *_ = furnish(db)
    paths: list[tuple[tuple[A, S, int], ...]] = [
        ((A.APPEAL, S.APPEALED, 3),),
        ((A.APPEAL, S.APPEALED, 3), (A.UPHOLD, S.WITHDRAWN, 6)),
        ((A.APPEAL, S.APPEALED, 3), (A.REJECT, S.CONFIRMED, 6)),
        (),
    ]
    for index, path in enumerate(paths):
        follow(db, add_issue(db, f"高督-12-{index:03d}", territory), *path)
    undone = add_issue(db, "高督-12-009", territory)
    follow(db, undone, (A.APPEAL, S.APPEALED, 3))
    add_step(db, undone.id, S.PENDING, day(3), before=S.APPEALED)
    counted = [summary(db, as_of=day(number), round_number=None) for number in (2, 5, 6)]
    assert [(each.appeals, each.appeals_upheld) for each in counted] == [(0, 0), (3, 0), (3, 1)]


@pytest.mark.parametrize(
    ("state", "plan_on", "reported_on", "figures"),
    [
        (S.ASSIGNED, None, None, (1, 0, 0, 0, 0)),
        (S.PLANNED, day(9), None, (1, 1, 1, 0, 0)),
        (S.PLANNED, day(11), None, (1, 1, 0, 0, 0)),
        (S.RECTIFYING, day(10), None, (1, 1, 1, 0, 0)),
        (S.REPORTED, day(10), day(14), (1, 1, 1, 1, 1)),
        (S.CLOSED, day(10), day(13), (1, 1, 1, 1, 1)),
        (S.CONFIRMED, None, None, (0, 0, 0, 0, 0)),
        (S.WITHDRAWN, None, None, (0, 0, 0, 0, 0)),
    ],
)
def test_plans_and_rectification_are_judged_by_their_days(
    db: Session, state: S, plan_on: date | None, reported_on: date | None, figures: tuple[int, ...]
) -> None:
    territory, *_ = furnish(db)
    dues = DueDates(plan_due=day(12), superior_plan_due=day(10), rectify_due=day(31))
    add_issue(db, "高督-12-001", territory, state=state, dues=dues, plan_submitted_on=plan_on, reported_on=reported_on)
    seen = summary(db, as_of=TODAY, round_number=None)
    assert (
        seen.plans_owed, seen.plans_submitted, seen.plans_on_time, seen.rectified_owed, seen.rectified_on_time,
    ) == figures  # fmt: skip


def test_a_rectification_is_owed_when_its_day_has_come(db: Session) -> None:
    territory, *_ = furnish(db)
    dues = DueDates(plan_due=day(5), rectify_due=day(15))
    add_issue(db, "高督-12-001", territory, state=S.RECTIFYING, dues=dues, plan_submitted_on=day(4))
    seen = {number: summary(db, as_of=day(number), round_number=None) for number in (14, 15, 16)}
    assert [each.rectified_owed for each in seen.values()] == [0, 1, 1]
    assert [[line.days for line in each.overdue] for each in seen.values()] == [[], [], [1]]


def test_overdue_lines_name_the_due_date_that_was_missed(db: Session) -> None:
    territory, other, *_ = furnish(db)
    dues = DueDates(plan_due=day(10), superior_plan_due=day(8), rectify_due=day(9))
    add_issue(db, "高督-12-002", other, state=S.ASSIGNED, dues=dues)
    add_issue(db, "高督-12-001", territory, state=S.RECTIFYING, dues=dues, plan_submitted_on=day(8), site="")
    add_issue(db, "高督-12-003", other, state=S.REPORTED, dues=dues, plan_submitted_on=day(8), reported_on=day(11))
    add_issue(db, "高督-12-004", other, state=S.REPORTED, dues=dues, plan_submitted_on=day(8), reported_on=day(9))
    add_issue(db, "高督-12-005", other, state=S.VERIFIED, dues=dues, plan_submitted_on=day(8), reported_on=day(11))
    lines = summary(db, as_of=TODAY, round_number=None).overdue
    assert [(line.number, line.territory, line.site, line.due, line.days) for line in lines] == [
        ("高督-12-002", "高陵区", "示例点位高督-12-002", day(8), 7),
        ("高督-12-001", "新城区", "裸土未覆盖", day(9), 6),
        ("高督-12-003", "高陵区", "示例点位高督-12-003", day(9), 2),
    ]


def test_one_round_is_counted_by_itself(db: Session) -> None:
    territory, *_ = furnish(db)
    with db.write("轮次"):
        units.save_round(db, Round(12, date(2019, 7, 8), date(2019, 7, 22)))
    for index, number in enumerate((12, 12, 13, None)):
        add_issue(db, f"高督-12-{index:03d}", territory, round_number=number)
    counted = [summary(db, as_of=TODAY, round_number=number) for number in (12, 13, None)]
    assert [each.found for each in counted] == [2, 1, 4]
    assert [each.round_caption for each in counted] == ["第12轮次（7月8日–7月22日）", "第13轮次", ""]


def test_verifications_count_by_outcome_and_day(db: Session, clock: object) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory, state=S.REPORTED)
    base = Checklist(0, issue.id, "通用", 1, ())
    made = ((Outcome.FALSELY_REPORTED, 10), (Outcome.FALSELY_REPORTED, 12), (Outcome.DONE, 14), (None, 11))
    with db.write("核查"):
        for outcome, number in made:
            at = db.clock().replace(day=number)
            checklists.save(db, Checklist(**{**_fields(base), "outcome": outcome, "verified_at": at}))
    assert summary(db, as_of=day(12), round_number=None).outcomes[Outcome.FALSELY_REPORTED] == 2
    assert summary(db, as_of=day(13), round_number=None).outcomes[Outcome.DONE] == 0
    assert summary(db, as_of=day(14), round_number=None).outcomes[Outcome.DONE] == 1


def _fields(checklist: Checklist) -> dict[str, object]:
    return {name: getattr(checklist, name) for name in Checklist.__slots__}


def test_removed_issues_do_not_count(db: Session) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    with db.write("删除"):
        issues.remove(db, issue.id)
    assert summary(db, as_of=TODAY, round_number=None).found == 0


def any_day(chance: random.Random) -> date | None:
    return chance.choice((None, FOUND + timedelta(days=chance.randrange(25))))


def anything(db: Session, chance: random.Random, territories: tuple[Unit, ...], serial: int) -> Issue:
    submitted, reported = any_day(chance), any_day(chance)
    return add_issue(
        db,
        f"高督-12-{serial:03d}",
        chance.choice(territories[:3]),
        state=chance.choice(list(S)),
        category=chance.choice(CATEGORIES).id,
        dues=DueDates(None, None, *(any_day(chance) for _ in range(4))),
        plan_submitted_on=submitted if submitted and submitted <= TODAY else None,
        reported_on=reported if reported and reported <= TODAY else None,
    )


@pytest.mark.parametrize("seed", range(3))
def test_todays_figures_are_those_of_the_domain(db: Session, seed: int) -> None:
    chance = random.Random(seed)
    territories = furnish(db)
    made = [anything(db, chance, territories, serial) for serial in range(120)]
    counted = summary(db, as_of=TODAY, round_number=None)
    late = [issue for issue in made if overdue(issue, TODAY)]
    assert {line.number for line in counted.overdue} == {issue.number for issue in late}
    assert len(late) > 10
    assert counted.by_state == {state: sum(issue.state is state for issue in made) for state in S}
    per_unit = Counter(issue.territory_id for issue in made)
    late_per_unit = Counter(issue.territory_id for issue in late)
    for line, unit in zip(counted.by_unit, territories, strict=False):
        assert (line.label, line.found, line.overdue) == (unit.short_name, per_unit[unit.id], late_per_unit[unit.id])
    for line, category in zip(counted.by_category, CATEGORIES, strict=True):
        assert line.found == sum(issue.category == category.id for issue in made)
    assert sum(line.assigned for line in counted.by_unit) == counted.assigned
    assert sum(line.closed for line in counted.by_category) == counted.closed == counted.by_state[S.CLOSED]
