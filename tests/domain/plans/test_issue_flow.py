"""The workflow table against the handbook's table, and its guards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.issue_flow import FLOW, OF_SIGNATURE, RefusalCode, StepFacts
from lantian_desktop.domain.plans.plan import Measure, PlanStatus, PlanType, RectificationPlan
from lantian_desktop.domain.plans.verification import Answer, Checklist, ItemResult, ItemTemplate, Outcome

# The table of the handbook, state by state, written down on its own.
TABLE = {
    "found": {"refer": "pending", "dismiss": "withdrawn"},
    "pending": {"confirm": "confirmed", "appeal": "appealed"},
    "appealed": {"uphold": "withdrawn", "reject": "confirmed", "retract": "pending"},
    "confirmed": {"assign": "assigned", "withdraw": "withdrawn"},
    "assigned": {"submit_plan": "planned", "withdraw": "withdrawn"},
    "planned": {"approve_plan": "rectifying", "return_plan": "assigned", "withdraw": "withdrawn"},
    "rectifying": {"report_done": "reported", "revise_plan": "planned", "withdraw": "withdrawn"},
    "reported": {"pass": "verified", "fail": "rectifying", "withdraw": "withdrawn"},
    "verified": {"strike_off": "closed", "refuse": "rectifying"},
    "closed": {"reopen": "rectifying"},
    "withdrawn": {},
}
DAY = date(2019, 7, 10)
MEASURE = Measure(1, "拆除喷漆房", "通远街道", "示例丁", date(2019, 8, 1), progress=100, evidence=1)
PLAN = RectificationPlan(
    1, 1, PlanStatus.SUBMITTED, PlanType.TIME_LIMITED, "完成拆除", "两断三清", (MEASURE,), "示例甲"
)
MET = (Answer(ItemTemplate("断水", "看", "已断"), ItemResult.MET),)
CHECKLIST = Checklist(
    1, 1, "两断三清", 1, MET, ("示例己", "示例庚"), datetime(2019, 7, 9, 10), "现场", outcome=Outcome.DONE
)  # fmt: skip


def issue(state: IssueState = IssueState.PENDING, **changes: object) -> Issue:
    made = Issue(
        1, "高督-12-018", state, date(2019, 7, 1), 1, "scattered_polluter", site="某木器点", responsible_person="示例丁"
    )
    return replace(made, **changes)


def signed(name: str) -> Signature:
    return Signature(name, SignedBy.LOGIN, DAY)


READY = StepFacts(
    issue=issue(dues=DueDates(plan_due=DAY, rectify_due=DAY)),
    on=DAY,
    reason="理由",
    signature=signed("示例丙"),
    covering_letter="高治霾函〔2019〕1号",
    plan=PLAN,
    checklist=CHECKLIST,
    passed_by=("示例乙", "示例己"),
)


@pytest.mark.parametrize("state", IssueState)
@pytest.mark.parametrize("action", IssueAction)
def test_the_table_is_the_handbooks(state: IssueState, action: IssueAction) -> None:
    facts = (
        READY
        if action is not IssueAction.FAIL
        else replace(READY, checklist=replace(CHECKLIST, outcome=Outcome.NOT_DONE))
    )
    target = TABLE[state.value].get(action.value)
    if target is None:
        with pytest.raises(Refused, match=f"当前状态为“{state.label}”，不能{action.label}"):
            FLOW.advance(state, action, facts)
    else:
        assert FLOW.advance(state, action, facts).value == target
    assert (action in FLOW.allowed(state)) is (target is not None)


A, S = IssueAction, IssueState
REFUSALS = [
    (S.FOUND, A.DISMISS, {"reason": " "}, "请填写理由"),
    (S.PENDING, A.APPEAL, {"reason": ""}, "申诉理由"),
    (S.PENDING, A.APPEAL, {"issue": issue(dues=DueDates(appeal_by=date(2019, 7, 9)))}, "已超过申诉期限"),
    (S.APPEALED, A.UPHOLD, {"reason": ""}, "复函文号或理由"),
    (S.CONFIRMED, A.ASSIGN, {"covering_letter": ""}, "尚无督办函"),
    (S.CONFIRMED, A.ASSIGN, {"issue": issue()}, "方案期限和整改期限"),
    (S.ASSIGNED, A.SUBMIT_PLAN, {"plan": replace(PLAN, goal="", measures=())}, "整改目标、至少一条整改措施"),
    (S.PLANNED, A.APPROVE_PLAN, {"signature": None}, "登录签批"),
    (S.PLANNED, A.APPROVE_PLAN, {"signature": signed("示例 甲")}, "审定人必须是另一人"),
    (S.PLANNED, A.APPROVE_PLAN, {"signature": Signature("示例丙", SignedBy.PAPER, DAY)}, "扫描件"),
    (S.PLANNED, A.RETURN_PLAN, {"reason": ""}, "请填写理由"),
    (S.RECTIFYING, A.REPORT_DONE, {"plan": replace(PLAN, measures=(replace(MEASURE, evidence=0),))}, "没有佐证材料"),
    (S.RECTIFYING, A.REPORT_DONE, {"plan": replace(PLAN, measures=(replace(MEASURE, progress=90),))}, "尚未完成（90%）"),
    (S.RECTIFYING, A.REPORT_DONE, {"issue": issue(needs_new_measure=True)}, "新的措施和新的整改期限"),
    (S.REPORTED, A.PASS, {"checklist": None}, "请先填写核查清单"),
    (S.REPORTED, A.PASS, {"checklist": replace(CHECKLIST, verifiers=("示例己",))}, "不少于两名核查人"),
    (S.REPORTED, A.PASS, {"checklist": replace(CHECKLIST, verifiers=("示例己", "示例丁"))}, "责任人，不能核查"),
    (S.REPORTED, A.PASS, {"checklist": replace(CHECKLIST, outcome=Outcome.FALSELY_REPORTED)}, "虚报整改完成”，不能通过"),
    (S.REPORTED, A.FAIL, {}, "不能按不通过办理"),
    (S.ASSIGNED, A.SUBMIT_PLAN, {"plan": None}, "请先填写整改方案"),
    (S.VERIFIED, A.STRIKE_OFF, {"signature": replace(signed("示例丙"), signed_on=date(2019, 7, 1)), "last_happened_on": DAY}, "早于上一步"),
    (S.VERIFIED, A.STRIKE_OFF, {"latest_checklist": replace(CHECKLIST, outcome=Outcome.REBOUND)}, "最近一次核查结果为“反弹”"),
    (S.VERIFIED, A.STRIKE_OFF, {"signature": signed("示例乙")}, "销号须由另一人签字"),
    (S.VERIFIED, A.STRIKE_OFF, {"signature": signed("示例己")}, "销号须由另一人签字"),
    (S.VERIFIED, A.STRIKE_OFF, {"signature": signed("示例丁")}, "责任人，销号须由另一人"),
    (S.VERIFIED, A.STRIKE_OFF, {"issue": issue(tags=frozenset({IssueTag.PROMINENT})), "passed_checklists": 1}, "两次核查"),
    (S.CLOSED, A.REOPEN, {"reason": ""}, "请填写理由"),
    (S.RECTIFYING, A.WITHDRAW, {"reason": ""}, "请填写理由"),
    (S.PENDING, A.CONFIRM, {"last_happened_on": date(2019, 7, 11)}, "早于上一步"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "action", "changes", "sentence"), REFUSALS)
def test_each_guard_refuses_with_its_sentence(
    state: IssueState, action: IssueAction, changes: dict[str, object], sentence: str
) -> None:
    facts = replace(READY, **changes)
    refusal = FLOW.refusal(state, action, facts)
    assert refusal is not None
    assert sentence in refusal.sentence
    with pytest.raises(Refused) as refused:
        FLOW.advance(state, action, facts)
    assert (refused.value.sentence, refused.value.code) == (refusal.sentence, refusal.code)


def test_every_rule_has_a_code_and_every_code_a_rule() -> None:
    asked = [FLOW.refusal(state, action, replace(READY, **changes)) for state, action, changes, _ in REFUSALS]
    codes = {refusal.code for refusal in asked if refusal is not None}
    assert codes == set(RefusalCode)


def test_the_form_for_a_signature_opens_where_a_signature_helps() -> None:
    needs_signing = {"签批", "签字"}
    for state, action, changes, _ in REFUSALS:
        refusal = FLOW.refusal(state, action, replace(READY, **changes))
        if refusal is not None and state is S.VERIFIED:
            assert (refusal.code in OF_SIGNATURE) is any(word in refusal.sentence for word in needs_signing)


def test_a_late_appeal_goes_through_with_its_reason() -> None:
    late = replace(READY, issue=issue(dues=DueDates(appeal_by=date(2019, 7, 9))), override_reason="系统停机")
    assert FLOW.advance(S.PENDING, A.APPEAL, late) is S.APPEALED


def test_a_prominent_issue_closes_after_two_verifications() -> None:
    twice = replace(READY, issue=issue(tags=frozenset({IssueTag.PROMINENT})), passed_checklists=2)
    assert FLOW.advance(S.VERIFIED, A.STRIKE_OFF, twice) is S.CLOSED


def test_what_an_old_ledger_brought_in_closes_without_a_plan_here() -> None:
    assert FLOW.advance(S.VERIFIED, A.STRIKE_OFF, replace(READY, plan=None, brought_in=True)) is S.CLOSED
    assert FLOW.refusal(S.VERIFIED, A.STRIKE_OFF, replace(READY, plan=None)) is not None
