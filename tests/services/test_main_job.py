"""The main job through the services, step by step, with every refusal changing nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role, Signature
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueSource, IssueState
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.domain.plans.plan import PlanStatus
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps, transfer
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import immediate_rectification, plans, verification
from lantian_desktop.services.roster import roster
from tests.factories import PASSWORD, QUICK, Wall, answered, full_plan, new_issue

A = IssueAction


def confirmed(office: Office, **changes: object) -> Issue:
    entered = issues.register_issue(office, issue=new_issue(office, **changes))
    return steps.perform(office, issue_ids=[entered.id], action=A.CONFIRM)[0]


def assigned(office: Office, **changes: object) -> Issue:
    issue = confirmed(office, **changes)
    letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[issue.id]).draft)
    return state(office, issue.id)


def planned(office: Office) -> Issue:
    issue = assigned(office)
    plans.submit_plan(office, plan=full_plan(office, issue.id))
    return state(office, issue.id)


def rectifying(office: Office) -> Issue:
    issue = planned(office)
    steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(signature=head_signs(office)))
    return state(office, issue.id)


def reported(office: Office, photo: Path) -> Issue:
    issue = rectifying(office)
    finish_measures(office, issue.id, photo)
    return steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)[0]


def finish_measures(office: Office, issue_id: int, photo: Path) -> None:
    plan = issue_detail.issue_detail(office, issue_id=issue_id).plan
    assert plan is not None
    for measure in plan.measures:
        plans.record_progress(office, issue_id=issue_id, measure_id=measure.id, percent=100, evidence=[photo])


def state(office: Office, issue_id: int) -> Issue:
    return issue_detail.issue_detail(office, issue_id=issue_id).issue


def head_signs(office: Office) -> Signature:
    return users.sign_by_password(office, name="示例丙", password=PASSWORD)


def fingerprint(office: Office, issue_id: int) -> tuple[object, ...]:
    """Everything a refused step must leave as it was."""
    detail = issue_detail.issue_detail(office, issue_id=issue_id)
    return (
        detail.issue,
        detail.steps,
        detail.plan_versions,
        detail.checklists,
        detail.attachments,
        detail.letters,
        journal.head(office),
    )


def test_an_issue_goes_all_the_way_and_rebounds(office: Office, wall: Wall, photo: Path) -> None:
    issue = reported(office, photo)
    wall.pass_days(1)
    passed = verification.conclude(office, checklist=answered(office, issue.id))
    assert passed.state is IssueState.VERIFIED
    step = StepInput(signature=head_signs(office), follow_up_on=date(2019, 9, 1))
    closed = steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=step)[0]
    assert closed.state is IssueState.CLOSED
    assert (closed.closed_on, closed.follow_up_on) == (date(2019, 7, 16), date(2019, 9, 1))
    reopened = steps.perform(office, issue_ids=[issue.id], action=A.REOPEN, step=StepInput(reason="夜间恢复生产"))[0]
    assert reopened.state is IssueState.RECTIFYING
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert [s.action for s in detail.steps] == [
        None,
        A.CONFIRM,
        A.ASSIGN,
        A.SUBMIT_PLAN,
        A.APPROVE_PLAN,
        A.REPORT_DONE,
        A.PASS,
        A.STRIKE_OFF,
        A.REOPEN,
    ]
    assert journal.verify(office).sound


def test_after_a_rebound_a_new_measure_and_due_date_are_needed(office: Office, wall: Wall, photo: Path) -> None:
    issue = reported(office, photo)
    verification.conclude(office, checklist=answered(office, issue.id, outcome=Outcome.FALSELY_REPORTED))
    assert state(office, issue.id).state is IssueState.RECTIFYING
    with pytest.raises(Refused, match="新的措施和新的整改期限"):
        steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)
    plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    assert plan is not None
    fresh = replace(plan.measures[0], text="查封电表")
    plans.add_measure_after_setback(office, issue_id=issue.id, measure=fresh, rectify_due=date(2019, 8, 20))
    with pytest.raises(Refused, match="尚未完成"):
        steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)
    finish_measures(office, issue.id, photo)
    again = steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)[0]
    assert again.state is IssueState.REPORTED
    assert again.dues.rectify_due == date(2019, 8, 20)


def test_a_letter_takes_the_next_number_and_keeps_its_bytes(office: Office) -> None:
    several = [confirmed(office, site=f"某点位{n}").id for n in range(3)]
    first = letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=several).draft)
    single = confirmed(office, site="某商砼站")
    second = letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[single.id]).draft)
    assert [str(first.number), str(second.number)] == ["高治霾函〔2019〕1号", "高治霾函〔2019〕2号"]
    pdf = letters.letter_pdf(office, letter_id=first.id)
    assert hashlib.sha256(pdf).hexdigest() == first.pdf_sha256
    assert letters.reprint(office, letter_id=first.id) == pdf
    assert letters.letter(office, letter_id=first.id).reprints == 1
    assert {state(office, n).state for n in several} == {IssueState.ASSIGNED}
    voided = letters.void_letter(office, letter_id=second.id, reason="主送单位有误")
    assert voided.void_reason == "主送单位有误"
    assert letters.flaws(office, year=2019).gaps == ()


def test_a_letter_that_cannot_be_made_takes_no_number(office: Office) -> None:
    issue = confirmed(office)
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    before = fingerprint(office, issue.id)
    for broken, sentence in (
        (replace(draft, title=""), "标题"),
        (replace(draft, addressee_ids=()), "主送"),
        (replace(draft, dated_on=date(2019, 7, 16)), "晚于今天"),
        (replace(draft, paragraphs=("本函为机密。",)), "涉密"),
        (replace(draft, covered=draft.covered * 2), "列入了两次"),
        (replace(draft, title="关于😀的督办函"), "U\\+1F600"),
    ):
        with pytest.raises(Refused, match=sentence):
            letters.issue_letter(office, draft=broken)
    assert fingerprint(office, issue.id) == before
    assert str(letters.issue_letter(office, draft=draft).number) == "高治霾函〔2019〕1号"


def test_where_the_calendar_ends_due_dates_are_typed_not_guessed(office: Office, wall: Wall) -> None:
    issue = confirmed(office)
    wall.at = wall.at.replace(year=2026, month=12, day=30)
    proposal = letter_content.propose(office, issue_ids=[issue.id])
    assert "2027 年节假日安排未录入" in proposal.workings[0]
    with pytest.raises(Refused, match="方案期限应晚于成文日期"):
        letters.issue_letter(office, draft=proposal.draft)
    typed = letter_content.propose(
        office, issue_ids=[issue.id], plan_due=date(2027, 1, 8), rectify_due=date(2027, 1, 29)
    )
    assert letters.issue_letter(office, draft=typed.draft).number.year == 2026


def test_steps_out_of_turn_say_why_and_change_nothing(office: Office) -> None:
    issue = confirmed(office)
    before = fingerprint(office, issue.id)
    for action in (A.CONFIRM, A.APPEAL, A.APPROVE_PLAN, A.REPORT_DONE, A.STRIKE_OFF, A.REOPEN):
        with pytest.raises(Refused, match=f"{issue.number} 当前状态为“已确认”，不能{action.label}"):
            steps.perform(office, issue_ids=[issue.id], action=action, step=StepInput(reason="x"))
    assert fingerprint(office, issue.id) == before


def test_who_wrote_the_plan_cannot_approve_it_even_with_all_roles(office: Office) -> None:
    issue = planned(office)
    before = fingerprint(office, issue.id)
    with pytest.raises(Refused, match="登录签批"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN)
    own = Signature("示例甲", head_signs(office).how, office.today)
    with pytest.raises(Refused, match="审定人必须是另一人"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(signature=own))
    with pytest.raises(NotAllowed, match="审定签批"):
        users.sign_by_password(office, name="示例乙", password=PASSWORD)
    assert fingerprint(office, issue.id) == before


def test_a_paper_signature_needs_its_scan_and_is_kept(office: Office, photo: Path) -> None:
    issue = planned(office)
    before = fingerprint(office, issue.id)
    lost = PaperSignature("示例丙", office.today, photo.with_name("没有.jpg"))
    with pytest.raises(Exception, match="读不到文件"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(paper=lost))
    by_author = PaperSignature("示例甲", office.today, photo)
    with pytest.raises(Refused, match="另一人"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(paper=by_author))
    assert fingerprint(office, issue.id) == before
    paper = PaperSignature("示例丙", office.today, photo)
    steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(paper=paper))
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert detail.issue.state is IssueState.RECTIFYING
    assert detail.plan is not None
    assert (detail.plan.status, detail.plan.decided_by) == (PlanStatus.APPROVED, "示例丙")
    assert [kept.sha256 for kept in detail.attachments] == [detail.steps[-1].signature.scan]


def test_done_without_evidence_is_refused(office: Office) -> None:
    issue = rectifying(office)
    plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    assert plan is not None
    plans.record_progress(office, issue_id=issue.id, measure_id=plan.measures[0].id, percent=100)
    before = fingerprint(office, issue.id)
    with pytest.raises(Refused, match="没有佐证材料"):
        steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)
    assert fingerprint(office, issue.id) == before


def test_the_second_signer_is_somebody_else(office: Office, photo: Path) -> None:
    issue = reported(office, photo)
    verification.conclude(office, checklist=answered(office, issue.id))
    before = fingerprint(office, issue.id)
    for name in ("示例甲", "示例己", "示例丁"):
        paper = PaperSignature(name, office.today, photo)
        with pytest.raises(Refused, match="另一人签字"):
            steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=StepInput(paper=paper))
    assert fingerprint(office, issue.id) == before


def test_an_unfinished_checklist_changes_nothing(office: Office, photo: Path) -> None:
    issue = reported(office, photo)
    before = fingerprint(office, issue.id)
    lacking = replace(answered(office, issue.id), verifiers=("示例己",), outcome=None)
    with pytest.raises(Refused, match="不少于两名核查人、核查结果"):
        verification.conclude(office, checklist=lacking)
    assert fingerprint(office, issue.id) == before


def test_an_early_verification_is_kept_and_moves_nothing(office: Office) -> None:
    issue = assigned(office)
    early = answered(office, issue.id, outcome=Outcome.LATE)
    assert verification.conclude(office, checklist=early).state is IssueState.ASSIGNED
    assert [c.outcome for c in issue_detail.issue_detail(office, issue_id=issue.id).checklists] == [Outcome.LATE]


def test_immediate_rectification_stamps_every_step_or_none(office: Office, photo: Path) -> None:
    issue = assigned(office)
    plan = full_plan(office, issue.id)
    before = fingerprint(office, issue.id)
    by_author = StepInput(paper=PaperSignature("示例甲", office.today, photo))
    with pytest.raises(Refused, match="审定人必须是另一人"):
        immediate_rectification.rectify_immediately(office, plan=plan, evidence=[photo], approval=by_author)
    with pytest.raises(InvalidInput, match="佐证材料"):
        immediate_rectification.rectify_immediately(
            office, plan=plan, evidence=[], approval=StepInput(signature=head_signs(office))
        )
    assert fingerprint(office, issue.id) == before
    done = immediate_rectification.rectify_immediately(
        office, plan=plan, evidence=[photo], approval=StepInput(signature=head_signs(office))
    )
    assert done.state is IssueState.REPORTED
    titles = [step.title for step in issue_detail.issue_detail(office, issue_id=issue.id).steps]
    assert titles[-3:] == ["报送方案", "审定方案", "报告完成"]
    assert steps.undo_last(office) == f"立行立改 {issue.number}"
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert (detail.issue, detail.plan) == (issue, None)
    assert journal.verify(office).sound


def test_what_cannot_be_verified_stays_with_a_new_date(office: Office, photo: Path) -> None:
    issue = reported(office, photo)
    kept = verification.conclude(office, checklist=answered(office, issue.id, outcome=Outcome.UNVERIFIABLE))
    assert kept.state is IssueState.REPORTED
    assert state(office, issue.id).follow_up_on == date(2019, 7, 25)


def test_a_bulk_step_is_all_or_nothing_with_one_undo(office: Office) -> None:
    entered = [issues.register_issue(office, issue=new_issue(office, site=f"某点位{n}")) for n in range(4)]
    ids = [issue.id for issue in entered]
    steps.perform(office, issue_ids=ids[:1], action=A.CONFIRM)
    with pytest.raises(Refused):
        steps.perform(office, issue_ids=ids, action=A.CONFIRM)
    assert issues.view_counts(office)[IssueView.PENDING] == 3
    steps.perform(office, issue_ids=ids[1:], action=A.CONFIRM)
    assert steps.undo_last(office) == "确认 3 件"
    assert issues.view_counts(office)[IssueView.PENDING] == 3
    assert issue_detail.issue_detail(office, issue_id=ids[1]).steps[-1].title == "撤销：确认 3 件"


def test_undo_is_refused_once_later_work_depends_on_it(office: Office) -> None:
    issue = confirmed(office)
    letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[issue.id]).draft)
    assert steps.undo_title(office) is None
    with pytest.raises(Refused, match="不能撤销"):
        steps.undo_last(office)


def test_only_unconfirmed_records_can_be_deleted_and_come_back_by_undo(office: Office) -> None:
    kept = confirmed(office)
    with pytest.raises(Refused, match="只有未确认的问题可以删除"):
        issues.delete_issues(office, issue_ids=[kept.id])
    entered = issues.register_issue(office, issue=new_issue(office, site="误登记"))
    issues.delete_issues(office, issue_ids=[entered.id])
    assert issues.issue_page(office, query=IssueQuery(text="误登记")).total == 0
    steps.undo_last(office)
    assert issues.issue_page(office, query=IssueQuery(text="误登记")).total == 1


def test_own_numbers_follow_each_other_and_are_never_given_twice(office: Office) -> None:
    numbers = [issues.register_issue(office, issue=new_issue(office, site=f"点{n}")).number for n in range(3)]
    assert numbers == ["高督-12-001", "高督-12-002", "高督-12-003"]
    steps.undo_last(office)
    assert issues.register_issue(office, issue=new_issue(office)).number == "高督-12-004"
    with pytest.raises(InvalidInput, match="已经存在"):
        issues.register_issue(office, issue=new_issue(office, number="高督-12-001"))


def test_what_we_find_ourselves_starts_confirmed(office: Office) -> None:
    own = issues.starting_state(new_issue(office, source=IssueSource.SELF_CHECK))
    assert issues.register_issue(office, issue=own).state is IssueState.CONFIRMED


def test_a_user_without_rights_learns_who_may(office: Office) -> None:
    setup.unlock(office, user="示例丙", password=PASSWORD)
    with pytest.raises(NotAllowed, match="示例丙没有“办理问题”的权限"):
        issues.register_issue(office, issue=new_issue(office))


def test_buttons_know_who_may_press_them(office: Office) -> None:
    issue = confirmed(office)
    users.add_user(office, name="示例辛", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    refusals = {}
    for name in ("示例乙", "示例丙", "示例辛"):
        setup.unlock(office, user=name, password=PASSWORD)
        refusals[name] = {
            offer.action: offer.refusal for offer in issue_detail.issue_detail(office, issue_id=issue.id).offers
        }
    assert refusals["示例乙"] == {A.ASSIGN: None, A.WITHDRAW: None}
    assert refusals["示例丙"][A.WITHDRAW] is None
    assert "没有“办理问题”的权限" in refusals["示例丙"][A.ASSIGN]
    assert all("权限" in sentence for sentence in refusals["示例辛"].values())


def test_before_any_round_is_known_the_year_stands_in_the_number(office: Office) -> None:
    assert issues.register_issue(office, issue=new_issue(office, round_number=None)).number == "高督-2019-001"


def test_another_territory_takes_over_with_a_reason_and_undo_brings_it_back(office: Office) -> None:
    issue = assigned(office)
    other = roster.find_unit(office, text="张卜街道")
    with pytest.raises(InvalidInput, match="属地移交"):
        issues.edit_issue(office, issue=replace(issue, territory_id=other.id))
    before = fingerprint(office, issue.id)
    for unit_id, reason, sentence in ((other.id, " ", "理由"), (issue.territory_id, "x", "没有变化")):
        with pytest.raises(InvalidInput, match=sentence):
            transfer.transfer(office, issue_id=issue.id, territory_id=unit_id, reason=reason)
    assert fingerprint(office, issue.id) == before
    moved = transfer.transfer(office, issue_id=issue.id, territory_id=other.id, reason="点位在张卜街道辖区")
    assert moved.territory_id == other.id
    last = issue_detail.issue_detail(office, issue_id=issue.id).steps[-1]
    assert (last.title, last.reason) == ("属地移交：高陵 → 张卜街道", "点位在张卜街道辖区")
    steps.undo_last(office)
    assert state(office, issue.id).territory_id == issue.territory_id
