"""Plans by version: measures keep their number, progress and evidence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.plans.lists import PlanLine
from lantian_desktop.domain.plans.plan import PlanStatus, PlanType, ProgressNote, RectificationPlan
from lantian_desktop.store import attachments
from lantian_desktop.store.issues import issues
from lantian_desktop.store.plans import plans
from lantian_desktop.store.session import Session
from tests.store.records import DUES, TODAY, a_measure, a_plan, an_issue, furnish, stored


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)
    stored(db, an_issue("高督-12-001", state=IssueState.RECTIFYING, dues=DUES))


def kept(db: Session, plan: RectificationPlan) -> RectificationPlan:
    with db.write("方案"):
        return plans.save(db, plan)


def report(db: Session, measure_id: int, percent: int) -> ProgressNote:
    note = ProgressNote(measure_id, percent, "已覆盖", TODAY, db.clock(), db.user)
    with db.write("进展"):
        plans.add_progress(db, note)
    return note


def evidence(db: Session, measure_id: int) -> None:
    with db.write("佐证"):
        purpose = AttachmentPurpose.EVIDENCE
        attachments.add(db, data=b"photo", name="照片.jpg", purpose=purpose, issue_id=1, measure_id=measure_id)


def test_every_field_of_a_plan_comes_back(db: Session) -> None:
    plan = a_plan(
        1,
        a_measure("一", phone="13800000000"),
        a_measure("二", due=None, progress=40),
        status=PlanStatus.RETURNED,
        type=PlanType.LONG_TERM,
        interim_control="停产",
        budget_source="自筹",
        submitted_on=TODAY,
        decided_by="示例乙",
        decided_on=TODAY,
        return_reason="措施不具体",
    )
    one = kept(db, plan)
    assert one == replace(plan, measures=tuple(replace(m, id=n) for n, m in enumerate(plan.measures, 1)))
    assert plans.current(db, 1) == one
    assert plans.versions(db, 1) == (one,)
    assert plans.current(db, 99) is None
    assert plans.versions(db, 99) == ()


def test_a_version_is_replaced_and_its_measures_keep_their_numbers(db: Session) -> None:
    one = kept(db, a_plan(1, a_measure("一"), a_measure("二")))
    first, second = one.measures
    again = kept(db, replace(one, goal="新的目标", measures=(second, a_measure("三"), replace(first, text="一改"))))
    assert [(m.id, m.text) for m in again.measures] == [(second.id, "二"), (3, "三"), (first.id, "一改")]
    assert plans.versions(db, 1) == (again,)


def test_a_new_version_keeps_progress_and_evidence_of_copied_measures(db: Session) -> None:
    one = kept(db, a_plan(1, a_measure("一"), a_measure("二")))
    report(db, one.measures[0].id, 60)
    note = report(db, one.measures[0].id, 100)
    evidence(db, one.measures[0].id)
    copied = replace(one.measures[0], text="一改", progress=0, evidence=0)
    two = kept(db, replace(one, version=2, measures=(copied, a_measure("三"))))
    assert [(m.text, m.progress, m.done_on, m.evidence) for m in two.measures] == [
        ("一改", 100, TODAY, 1),
        ("三", 0, None, 0),
    ]
    assert [plan.version for plan in plans.versions(db, 1)] == [1, 2]
    assert [m.text for m in plans.versions(db, 1)[0].measures] == ["一", "二"]
    assert plans.current(db, 1) == two
    assert plans.current_many(db, [1, 99]) == {1: two}
    assert [kept.percent for kept in plans.progress(db, 1)] == [60, 100]
    assert plans.progress(db, 1)[1] == note


def test_progress_falls_back_when_a_later_report_says_so(db: Session) -> None:
    one = kept(db, a_plan(1))
    report(db, 1, 100)
    report(db, 1, 80)
    current = plans.current(db, 1)
    assert current is not None
    assert (current.measures[0].progress, current.measures[0].done_on) == (80, None)
    with pytest.raises(NotFound, match="措施"), db.write("进展"):
        plans.add_progress(db, ProgressNote(99, 10, "", TODAY, db.clock(), db.user))
    assert len(plans.progress(db, 1)) == 2
    assert one.version == 1


def test_a_measure_of_another_issue_is_refused(db: Session) -> None:
    stored(db, an_issue("2"))
    one = kept(db, a_plan(1))
    with pytest.raises(NotFound, match="不属于这个问题"), db.write("方案"):
        plans.save(db, a_plan(2, one.measures[0]))
    assert plans.current(db, 2) is None


def test_images_bring_the_plan_back(db: Session) -> None:
    one = kept(db, a_plan(1, a_measure("一"), a_measure("二")))
    note = report(db, 1, 50)
    before = plans.versions(db, 1)
    images = json.loads(json.dumps(plans.images(db, 1)))
    kept(db, replace(one, version=2, measures=(one.measures[0],)))
    (first, _second) = plans.versions(db, 1)
    kept(db, replace(first, goal="别的", measures=(a_measure("三"),)))
    report(db, 1, 100)
    with db.write("撤销"):
        plans.put_images(db, 1, images)
    assert plans.versions(db, 1) == before
    assert plans.progress(db, 1) == (note,)
    assert plans.page(db, as_of=TODAY).total == 1


def test_images_of_no_plan_take_the_plan_away(db: Session) -> None:
    images = json.loads(json.dumps(plans.images(db, 1)))
    kept(db, a_plan(1))
    with db.write("撤销"):
        plans.put_images(db, 1, images)
    assert plans.current(db, 1) is None
    assert plans.page(db, as_of=TODAY).total == 0
    assert kept(db, a_plan(1)).measures[0].text == "覆盖物料"


def test_the_list_shows_the_highest_version_of_each_plan(db: Session) -> None:
    stored(db, an_issue("高督-12-002", site="锅炉房", state=IssueState.RECTIFYING))
    one = kept(db, a_plan(1, a_measure("一"), a_measure("二"), submitted_on=TODAY))
    two = replace(one, version=2, status=PlanStatus.SUBMITTED)
    kept(db, two)
    report(db, 1, 25)
    kept(db, a_plan(2))
    page = plans.page(db, as_of=date(2019, 8, 19))
    assert (page.total, [row.issue_id for row in page.rows]) == (2, [2, 1])
    assert page.rows[1] == PlanLine(
        issue_id=1,
        number="高督-12-001",
        site="示例木器加工点",
        territory="高陵",
        version=2,
        status=PlanStatus.SUBMITTED,
        type=PlanType.TIME_LIMITED,
        percent=12,
        plan_due=DUES.plan_due,
        submitted_on=TODAY,
        rectify_due=DUES.rectify_due,
        overdue=True,
        state=IssueState.RECTIFYING,
    )
    assert plans.page(db, as_of=TODAY).rows[1].overdue is False
    assert [row.issue_id for row in plans.page(db, as_of=TODAY, status=PlanStatus.DRAFT).rows] == [2]
    assert [row.issue_id for row in plans.page(db, as_of=TODAY, text="木器").rows] == [1]
    assert [row.issue_id for row in plans.page(db, as_of=TODAY, offset=1, limit=1).rows] == [1]
    counts = plans.status_counts(db)
    assert counts == {**dict.fromkeys(PlanStatus, 0), PlanStatus.DRAFT: 1, PlanStatus.SUBMITTED: 1}
    assert issues.load(db, 1).plan_submitted_on is None
