"""Issues are stored, numbered, hidden, brought back and stamped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.issues.issue import (
    Complainant,
    DueDates,
    DueMove,
    IssueAction,
    IssueSource,
    IssueState,
    IssueTag,
    Position,
    Quantities,
    Step,
    StepKind,
)
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.domain.queries import SearchKeys
from lantian_desktop.store.issues import issues
from lantian_desktop.store.session import Session
from tests.store.records import DUES, FOUND_ON, TODAY, an_issue, furnish, stored, taken_back


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)


FULL = an_issue(
    "SX-2019-7-12",
    state=IssueState.RECTIFYING,
    category="boiler",
    description="两台燃煤锅炉未拆除",
    source=IssueSource.COMPLAINT,
    round_number=12,
    group="普通3组",
    street="通远街道",
    address="通远街道 1 号",
    position=Position(109.08, 34.53),
    task_item="秋冬季攻坚 12",
    legal_basis="第一百零七条",
    lead_unit_id=2,
    supporting_unit_ids=(3, 2),
    responsible_person="示例䶮",
    responsible_phone="13800000000",
    quantities=Quantities(2, None, Decimal("0.50")),
    complainant=Complainant("示例丙", "13900000000"),
    tags=frozenset({IssueTag.PROMINENT, IssueTag.COMMON}),
    blocked_reason="设备未到",
    dues=replace(DUES, superior_rectify_due=date(2019, 8, 10)),
    due_moves=2,
    plan_submitted_on=date(2019, 7, 14),
    follow_up_on=date(2019, 9, 1),
    needs_new_measure=True,
    remark="示例",
)


def test_every_field_of_an_issue_comes_back(db: Session) -> None:
    one = stored(db, FULL)
    assert one == replace(FULL, id=one.id)
    assert issues.load(db, one.id) == one
    assert issues.load_many(db, [99, one.id]) == (one,)
    bare = stored(db, an_issue("2", site="", description="露天焚烧"))
    assert issues.load(db, bare.id) == bare


def test_saving_replaces_every_field(db: Session) -> None:
    one = stored(db, an_issue())
    changed = replace(FULL, id=one.id, revision=one.revision)
    with db.write("修改"):
        saved = issues.save(db, changed)
    assert issues.load(db, one.id) == changed
    with db.write("修改"):
        issues.save(db, replace(one, supporting_unit_ids=(), revision=saved.revision))
    assert issues.load(db, one.id) == one


def test_saving_an_issue_that_is_not_there_is_refused(db: Session) -> None:
    with pytest.raises(NotFound, match="可能已被删除"), db.write("修改"):
        issues.save(db, replace(FULL, id=99))
    assert issues.page(db, IssueQuery(), as_of=TODAY).total == 0


def test_many_are_stored_as_one_by_one(db: Session) -> None:
    given = [replace(FULL, number=f"B-{n}") for n in range(1203)]
    with db.write("导入"):
        first = issues.add(db, an_issue(), keys=SearchKeys("x"))
        many = issues.add_many(db, ((issue, SearchKeys(issue.number, ("gaoling",), ("gl",))) for issue in given))
        after = issues.add(db, an_issue("C-1"), keys=SearchKeys("x"))
    assert [issue.id for issue in many] == list(range(first.id + 1, after.id))
    assert issues.load(db, many[-1].id) == many[-1] == replace(given[-1], id=many[-1].id)
    assert issues.page(db, IssueQuery(text="B1202"), as_of=TODAY).total == 1
    assert issues.page(db, IssueQuery(text="aolin"), as_of=TODAY).total == 1203
    assert issues.by_numbers(db, [issue.number for issue in given]) == {issue.number: issue for issue in many}


def test_a_number_belongs_to_one_issue(db: Session) -> None:
    one = stored(db, an_issue("高督-12-001"))
    with pytest.raises(InvalidInput, match="一件一号") as refused, db.write("登记"):
        issues.add(db, an_issue("高督-12-001"), keys=SearchKeys())
    assert refused.value.field == "number"
    other = stored(db, an_issue("高督-12-002"))
    with pytest.raises(InvalidInput), db.write("修改"):
        issues.save(db, replace(other, number="高督-12-001"))
    assert issues.by_number(db, " 高督-12-001 ") == one
    assert issues.by_number(db, "高督-12-003") is None


def test_our_own_numbers_rise_and_pass_by_received_ones(db: Session) -> None:
    stored(db, an_issue("高督-12-002"))
    with db.write("取号"):
        assert [issues.take_number(db, "高", 12) for _ in range(2)] == ["高督-12-001", "高督-12-003"]
        assert issues.take_number(db, "高", 13) == "高督-13-001"
    with taken_back(db):
        assert issues.take_number(db, "高", 12) == "高督-12-004"
    with db.write("取号"):
        assert issues.take_number(db, "高", 12) == "高督-12-004"


def test_the_bin_hides_an_issue_everywhere_and_gives_it_back(db: Session) -> None:
    one = stored(db, an_issue("高督-12-001"))
    with db.write("删除"):
        issues.remove(db, one.id)
    with pytest.raises(NotFound, match="可能已被删除"):
        issues.load(db, one.id)
    assert issues.by_number(db, one.number) is None
    assert issues.page(db, IssueQuery(), as_of=TODAY).total == 0
    assert issues.page(db, IssueQuery(text="木器"), as_of=TODAY).total == 0
    assert issues.view_counts(db, as_of=TODAY)[IssueView.ALL] == 0
    assert issues.same_site_since(db, replace(one, id=0), FOUND_ON) == ()
    with db.write("恢复"):
        assert issues.restore(db, one.id) == one
    assert issues.page(db, IssueQuery(text="木器"), as_of=TODAY).total == 1


def test_an_issue_whose_number_was_given_again_stays_in_the_bin(db: Session) -> None:
    one = stored(db, an_issue("高督-12-001"))
    with db.write("删除"):
        issues.remove(db, one.id)
    stored(db, an_issue("高督-12-001"))
    with pytest.raises(InvalidInput, match="一件一号"), db.write("恢复"):
        issues.restore(db, one.id)
    assert issues.page(db, IssueQuery(), as_of=TODAY).total == 1


def test_an_image_brings_an_issue_back_to_what_it_was(db: Session) -> None:
    one = stored(db, FULL, "独有词")
    image = json.loads(json.dumps(issues.image(db, one.id)))
    with db.write("修改"):
        issues.save(db, replace(an_issue("X"), id=one.id, revision=one.revision), keys=SearchKeys("别的"))
    assert issues.page(db, IssueQuery(text="独有词"), as_of=TODAY).total == 0
    with db.write("撤销"):
        issues.put_image(db, image)
    assert issues.load(db, one.id) == one
    assert issues.page(db, IssueQuery(text="独有词"), as_of=TODAY).total == 1
    assert issues.page(db, IssueQuery(text="别的"), as_of=TODAY).total == 0


def test_new_words_are_found_and_old_ones_are_not(db: Session) -> None:
    one = stored(db, an_issue(), "旧词")
    with db.write("修改"):
        issues.save(db, one, keys=SearchKeys("新词"))
        issues.save(db, one)
    found = [issues.page(db, IssueQuery(text=text), as_of=TODAY).total for text in ("旧词", "新词", "新", "〔新词〕")]
    assert found == [0, 1, 1, 1]


def test_the_same_place_and_category_again(db: Session) -> None:
    one = stored(db, an_issue("1", site="示例 木器加工点"))
    two = stored(db, an_issue("2", site="示例木器加工点", found_on=date(2019, 7, 6)))
    stored(db, an_issue("3", site="示例木器加工点", category="boiler"))
    stored(db, an_issue("5", site="示例木器加工点", territory_id=2))
    nowhere = stored(db, an_issue("4", site=""))
    assert issues.same_site_since(db, two, date(2018, 7, 6)) == (one.id,)
    assert issues.same_site_since(db, one, date(2019, 7, 6)) == (two.id,)
    assert issues.same_site_since(db, nowhere, date(2019, 1, 1)) == ()


def test_issues_of_the_same_facts_are_offered_for_comparing(db: Session) -> None:
    one = stored(db, an_issue("1", site="示例 木器加工点"))
    stored(db, an_issue("2", found_on=date(2019, 7, 6)))
    bare = stored(db, an_issue("3", site="", description="露天焚烧"))
    assert issues.issues_of_same_facts(db, [an_issue("x")]) == (one,)
    assert set(issues.issues_of_same_facts(db, [an_issue("x"), an_issue("y", site="")])) == {one, bare}
    assert issues.issues_of_same_facts(db, []) == ()


def test_steps_are_kept_in_order_with_their_signatures(db: Session) -> None:
    one = stored(db, an_issue())
    signature = Signature("示例乙", SignedBy.PAPER, date(2019, 7, 14), "ab" * 32)
    steps = [
        Step(0, one.id, StepKind.BROUGHT_IN, None, None, IssueState.PENDING, FOUND_ON, db.clock(), db.user),
        Step(
            0,
            one.id,
            StepKind.ACTED,
            IssueAction.CONFIRM,
            IssueState.PENDING,
            IssueState.CONFIRMED,
            TODAY,
            db.clock(),
            "示例乙",
        ),
    ]
    last = replace(
        steps[1],
        action=IssueAction.ASSIGN,
        reason="理由",
        reply_number="某函〔2019〕3号",
        override_reason="停机",
        signature=signature,
    )
    assert last.grounds == "理由；复函 某函〔2019〕3号；停机"
    with db.write("办理"):
        issues.add_steps(db, steps)
        issues.add_step(db, last)
    assert issues.steps(db, one.id) == (replace(steps[0], id=1), replace(steps[1], id=2), replace(last, id=3))
    assert issues.last_step_ids(db, [one.id, 99]) == {one.id: 3}
    assert issues.last_step_days(db, [one.id, 99]) == {one.id: TODAY}
    assert issues.last_step_days(db, []) == {}


def test_moves_of_due_dates_are_kept(db: Session) -> None:
    one = stored(db, an_issue())
    move = DueMove(one.id, "rectify_due", None, date(2019, 9, 1), "设备未到", "示例乙", db.clock())
    later = replace(move, old=date(2019, 9, 1), new=date(2019, 9, 9))
    with db.write("改期"):
        issues.add_due_move(db, move)
        issues.add_due_move(db, later)
    assert issues.due_moves(db, one.id) == (move, later)


def test_an_issue_needs_a_known_unit_and_category(db: Session) -> None:
    import peewee

    for unknown in (an_issue(territory_id=99), an_issue(category="nothing"), an_issue(lead_unit_id=99)):
        with pytest.raises(peewee.IntegrityError), db.write("登记"):
            issues.add(db, unknown, keys=SearchKeys())
    assert issues.view_counts(db, as_of=TODAY)[IssueView.ALL] == 0
    assert DueDates() == an_issue().dues
