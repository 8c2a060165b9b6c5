"""The workflow of an issue as one table, with the guard of every step (domain handbook §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Signature, SignedBy, same_person
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.plan import PlanType, RectificationPlan, shortcomings, undone
from lantian_desktop.domain.plans.verification import Checklist, incomplete
from lantian_desktop.domain.workflow import Flow, Guard, Refusal, Rule

A = IssueAction
S = IssueState


class RefusalCode(StrEnum):
    """Which rule of the workflow refuses a step; never shown, the sentence is."""

    REASON_MISSING = "reason_missing"
    REPLY_MISSING = "reply_missing"
    GROUNDS_MISSING = "grounds_missing"
    APPEAL_LATE = "appeal_late"
    LETTER_MISSING = "letter_missing"
    DUES_MISSING = "dues_missing"
    PLAN_MISSING = "plan_missing"
    PLAN_INCOMPLETE = "plan_incomplete"
    SIGNATURE_MISSING = "signature_missing"
    SCAN_MISSING = "scan_missing"
    SIGNED_TOO_EARLY = "signed_too_early"
    SAME_PERSON = "same_person"
    SIGNER_RESPONSIBLE = "signer_responsible"
    VERIFIER_RESPONSIBLE = "verifier_responsible"
    MEASURES_UNDONE = "measures_undone"
    NEW_MEASURE_MISSING = "new_measure_missing"
    CHECKLIST_MISSING = "checklist_missing"
    CHECKLIST_INCOMPLETE = "checklist_incomplete"
    OUTCOME_CONTRADICTS = "outcome_contradicts"
    LATEST_FAILED = "latest_failed"
    VERIFIED_ONCE = "verified_once"
    TOO_EARLY = "too_early"


# What a signature, or that of another person, mends: the form for it may open.
OF_SIGNATURE = frozenset(
    {
        RefusalCode.SIGNATURE_MISSING,
        RefusalCode.SCAN_MISSING,
        RefusalCode.SIGNED_TOO_EARLY,
        RefusalCode.SAME_PERSON,
        RefusalCode.SIGNER_RESPONSIBLE,
    }
)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Everything the guards look at. What the user gives with a step (`reason` … `signature`) and what the store knows."""

    issue: Issue
    on: date
    reason: str = ""
    reply_number: str = ""
    signature: Signature | None = None
    override_reason: str = ""
    covering_letter: str = ""
    plan: RectificationPlan | None = None
    checklist: Checklist | None = None
    passed_checklists: int = 0
    passed_by: tuple[str, ...] = ()
    latest_checklist: Checklist | None = None
    submitted_by: str = ""
    last_happened_on: date | None = None
    brought_in: bool = False


def _needs_reason(facts: StepFacts) -> Refusal | None:
    return None if facts.reason.strip() else Refusal(RefusalCode.REASON_MISSING, "请填写理由。")


def _needs_reply(facts: StepFacts) -> Refusal | None:
    if facts.reason.strip() or facts.reply_number.strip():
        return None
    return Refusal(RefusalCode.REPLY_MISSING, "请填写复函文号或理由。")


def _needs_authority(facts: StepFacts) -> Refusal | None:
    if facts.reason.strip() or facts.reply_number.strip():
        return None
    return Refusal(RefusalCode.REPLY_MISSING, "请填写理由或上级来文的文号。")


def _appeal_grounds(facts: StepFacts) -> Refusal | None:
    if not facts.reason.strip():
        return Refusal(RefusalCode.GROUNDS_MISSING, "请填写申诉理由，可附上证明材料。")
    due = facts.issue.dues.appeal_by
    if due is not None and facts.on > due and not facts.override_reason.strip():
        return Refusal(RefusalCode.APPEAL_LATE, f"已超过申诉期限 {cn_date(due)}，仍要申诉请说明逾期原因。")
    return None


def _letter_covers(facts: StepFacts) -> Refusal | None:
    if not facts.covering_letter:
        return Refusal(RefusalCode.LETTER_MISSING, "尚无督办函涵盖该问题，请先制发或登记督办函。")
    if facts.issue.dues.nearest_plan is None or facts.issue.dues.nearest_rectify is None:
        return Refusal(RefusalCode.DUES_MISSING, "督办函未写明方案期限和整改期限，请补充后再交办。")
    return None


def _plan_complete(facts: StepFacts) -> Refusal | None:
    if facts.plan is None:
        in_old_ledger = facts.brought_in and facts.issue.state is S.PLANNED
        first = "方案在原台账中，请先“退回方案”，再补录报送。" if in_old_ledger else "请先填写整改方案。"
        return Refusal(RefusalCode.PLAN_MISSING, first)
    lacking = "、".join(shortcomings(facts.plan))
    return Refusal(RefusalCode.PLAN_INCOMPLETE, f"方案还缺：{lacking}。请补充后再报送。") if lacking else None


def _other_approver(facts: StepFacts) -> Refusal | None:
    refusal = _signed(facts)
    if refusal or facts.plan is None or facts.signature is None:
        return refusal or Refusal(RefusalCode.PLAN_MISSING, "没有待审的方案。")
    signer = facts.signature.person
    if same_person(signer, facts.plan.author) or same_person(signer, facts.submitted_by):
        sentence = f"方案由{signer}填报或报送，审定人必须是另一人，请由他人登录审定或登记纸质签批。"
        return Refusal(RefusalCode.SAME_PERSON, sentence)
    if _is_responsible(facts, signer):
        return Refusal(RefusalCode.SIGNER_RESPONSIBLE, f"{signer}是该问题的责任人，方案须由另一人审定。")
    return None


def _is_responsible(facts: StepFacts, person: str) -> bool:
    """Whether `person` answers for the issue or for one of the plan's measures."""
    responsible = [facts.issue.responsible_person, *(m.person for m in (facts.plan.measures if facts.plan else ()))]
    return any(same_person(person, name) for name in responsible)


def _signed(facts: StepFacts) -> Refusal | None:
    signature = facts.signature
    if signature is None or not signature.person.strip():
        return Refusal(RefusalCode.SIGNATURE_MISSING, "请登录签批，或登记纸质签批的签字人、日期和扫描件。")
    if signature.how is SignedBy.PAPER and not signature.scan:
        return Refusal(RefusalCode.SCAN_MISSING, "纸质签批需附签字页的扫描件或照片。")
    last = facts.last_happened_on
    if last is not None and signature.signed_on < last:
        sentence = f"签字日期 {cn_date(signature.signed_on)} 早于上一步的日期 {cn_date(last)}，请更正。"
        return Refusal(RefusalCode.SIGNED_TOO_EARLY, sentence)
    return None


def _all_done(facts: StepFacts) -> Refusal | None:
    if facts.plan is None and facts.brought_in:
        return None  # 期初录入: the plan stands in the office's old ledger
    if facts.plan is None:
        return Refusal(RefusalCode.PLAN_MISSING, "没有已审定的整改方案。")
    lacking = undone(facts.plan)
    if lacking:
        extra = "长期坚持类须有长效机制及其佐证。" if facts.plan.type is PlanType.LONG_TERM else ""
        return Refusal(RefusalCode.MEASURES_UNDONE, f"{'、'.join(lacking)}，请先登记进展并附上佐证。{extra}")
    return None


def _after_setback(facts: StepFacts) -> Refusal | None:
    if facts.issue.needs_new_measure:
        return Refusal(RefusalCode.NEW_MEASURE_MISSING, "该问题曾被退回整改，须先补充新的措施和新的整改期限。")
    return None


def _checklist_complete(facts: StepFacts) -> Refusal | None:
    if facts.checklist is None:
        return Refusal(RefusalCode.CHECKLIST_MISSING, "请先填写核查清单。")
    lacking = "、".join(incomplete(facts.checklist))
    return Refusal(RefusalCode.CHECKLIST_INCOMPLETE, f"核查清单还缺：{lacking}。") if lacking else None


def verifier_differs(facts: StepFacts) -> Refusal | None:
    """Return a refusal when a verifier of `facts.checklist` answers for the rectification; asked for every pass."""
    for verifier in facts.checklist.verifiers if facts.checklist else ():
        if _is_responsible(facts, verifier):
            sentence = f"{verifier}是该问题的责任人，不能核查自己的整改，请换一名核查人。"
            return Refusal(RefusalCode.VERIFIER_RESPONSIBLE, sentence)
    return None


def _outcome_passes(facts: StepFacts) -> Refusal | None:
    if facts.checklist is not None and not facts.checklist.passes:
        label = facts.checklist.outcome.label if facts.checklist.outcome else ""
        return Refusal(RefusalCode.OUTCOME_CONTRADICTS, f"核查结果为“{label}”，不能通过。")
    return None


def _outcome_fails(facts: StepFacts) -> Refusal | None:
    if facts.checklist is not None and facts.checklist.passes:
        return Refusal(RefusalCode.OUTCOME_CONTRADICTS, "核查结果为通过，不能按不通过办理。")
    return None


def _second_signer(facts: StepFacts) -> Refusal | None:
    refusal = _signed(facts)
    if refusal or facts.signature is None:
        return refusal
    signer = facts.signature.person
    if any(same_person(signer, person) for person in facts.passed_by):
        return Refusal(RefusalCode.SAME_PERSON, f"{signer}已参加或办理核查通过，销号须由另一人签字（谁验收、谁负责）。")
    if _is_responsible(facts, signer):
        return Refusal(RefusalCode.SIGNER_RESPONSIBLE, f"{signer}是该问题的责任人，销号须由另一人签字。")
    return None


def _latest_passes(facts: StepFacts) -> Refusal | None:
    latest = facts.latest_checklist
    if latest is None or latest.passes:
        return None
    label = latest.outcome.label if latest.outcome else "未下结论"
    return Refusal(RefusalCode.LATEST_FAILED, f"最近一次核查结果为“{label}”，请重新核查通过，或按“不予销号”办理。")


def _prominent_twice(facts: StepFacts) -> Refusal | None:
    if IssueTag.PROMINENT in facts.issue.tags and facts.passed_checklists < 2:
        return Refusal(RefusalCode.VERIFIED_ONCE, "突出问题须经两次核查通过后才能销号，请再做一次核查。")
    return None


def too_early(on: date, last: date | None) -> Refusal | None:
    """Return a refusal when a step on a day would go before the last one."""
    if last is not None and on < last:
        return Refusal(RefusalCode.TOO_EARLY, f"办理日期 {cn_date(on)} 早于上一步的日期 {cn_date(last)}，请更正。")
    return None


def _in_order(facts: StepFacts) -> Refusal | None:
    return too_early(facts.on, facts.last_happened_on)


def _rule(
    action: IssueAction, source: IssueState | tuple[IssueState, ...], target: IssueState, *guards: Guard[StepFacts]
) -> Rule[S, A, StepFacts]:
    sources = source if isinstance(source, tuple) else (source,)
    return Rule(action, sources, target, (_in_order, *guards))


_WITHDRAWABLE = (S.CONFIRMED, S.ASSIGNED, S.PLANNED, S.RECTIFYING, S.REPORTED)

FLOW: Flow[IssueState, IssueAction, StepFacts] = Flow(
    (
        _rule(A.REFER, S.FOUND, S.PENDING),
        _rule(A.DISMISS, S.FOUND, S.WITHDRAWN, _needs_reason),
        _rule(A.CONFIRM, S.PENDING, S.CONFIRMED),
        _rule(A.APPEAL, S.PENDING, S.APPEALED, _appeal_grounds),
        _rule(A.UPHOLD, S.APPEALED, S.WITHDRAWN, _needs_reply),
        _rule(A.REJECT, S.APPEALED, S.CONFIRMED, _needs_reply),
        _rule(A.RETRACT, S.APPEALED, S.PENDING, _needs_reply),
        _rule(A.ASSIGN, S.CONFIRMED, S.ASSIGNED, _letter_covers),
        _rule(A.SUBMIT_PLAN, S.ASSIGNED, S.PLANNED, _plan_complete),
        _rule(A.APPROVE_PLAN, S.PLANNED, S.RECTIFYING, _plan_complete, _other_approver),
        _rule(A.RETURN_PLAN, S.PLANNED, S.ASSIGNED, _needs_reason),
        _rule(A.REVISE_PLAN, S.RECTIFYING, S.PLANNED, _plan_complete),
        _rule(A.REPORT_DONE, S.RECTIFYING, S.REPORTED, _after_setback, _all_done),
        _rule(A.PASS, S.REPORTED, S.VERIFIED, _checklist_complete, _outcome_passes, verifier_differs),
        _rule(A.FAIL, S.REPORTED, S.RECTIFYING, _checklist_complete, _outcome_fails),
        _rule(A.STRIKE_OFF, S.VERIFIED, S.CLOSED, _all_done, _latest_passes, _prominent_twice, _second_signer),
        _rule(A.REFUSE, S.VERIFIED, S.RECTIFYING, _needs_reason),
        _rule(A.REOPEN, S.CLOSED, S.RECTIFYING, _needs_reason),
        _rule(A.WITHDRAW, _WITHDRAWABLE, S.WITHDRAWN, _needs_authority),
    )
)

SETBACKS = frozenset({A.FAIL, A.REFUSE, A.REOPEN})
