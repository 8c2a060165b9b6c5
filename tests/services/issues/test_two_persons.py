"""The rules about two persons, by every path: log-in, another one's password, paper, and names written in other ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role, same_person
from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.services.admin import users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from tests.factories import PASSWORD, answered, full_plan
from tests.services.test_main_job import assigned, fingerprint, finish_measures, head_signs, planned, reported, state

A = IssueAction


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例甲", "示 例　甲"),
        ("示例甲", "示例甲\u200b"),
        ("示例甲", "\ufeff示例甲"),
        ("买买提·示例", "买买提•示例"),
        ("买买提·示例", "买买提・示例"),
        ("Shi Li", "ＳＨＩ ＬＩ"),
    ],
)
def test_one_name_written_in_two_ways_is_one_person(one: str, other: str) -> None:
    assert same_person(one, other)


def test_names_of_nothing_but_blanks_are_nobody() -> None:
    assert not same_person("\u200b", "\u200b")
    assert not same_person("示例甲", "示例乙")


def test_who_submitted_a_colleagues_draft_cannot_approve_it(office: Office) -> None:
    users.change_roles(office, name="示例丙", roles={Role.HEAD, Role.CLERK})
    issue = assigned(office)
    plans.save_plan_draft(office, plan=full_plan(office, issue.id))
    setup.unlock(office, user="示例丙", password=PASSWORD)
    draft = plans.blank_plan(office, issue_id=issue.id)
    plans.submit_plan(office, plan=replace(draft, goal="另行改写"))
    before = fingerprint(office, issue.id)
    with pytest.raises(Refused, match="示例丙填报或报送，审定人必须是另一人"):
        steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN)
    assert fingerprint(office, issue.id) == before


def test_the_responsible_person_does_not_approve(office: Office, photo: Path) -> None:
    issue = planned(office)
    for name in ("示例丁", "示 例 丁"):
        paper = PaperSignature(name, office.today, photo)
        with pytest.raises(Refused, match="责任人，方案须由另一人审定"):
            steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(paper=paper))


def test_who_answers_for_a_measure_does_not_sign_the_striking_off(office: Office, photo: Path) -> None:
    issue = assigned(office, responsible_person="")
    plans.submit_plan(office, plan=full_plan(office, issue.id))
    issue = _run_to_reported(office, issue, photo)
    verification.conclude(office, checklist=answered(office, issue.id))
    paper = PaperSignature("示例丁", office.today, photo)
    with pytest.raises(Refused, match="责任人，销号须由另一人签字"):
        steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=StepInput(paper=paper))


def test_one_verifier_written_twice_is_one(office: Office, photo: Path) -> None:
    issue = reported(office, photo)
    twice = replace(answered(office, issue.id), verifiers=("示例己", "示例 己"))
    with pytest.raises(Refused, match="不少于两名核查人"):
        verification.conclude(office, checklist=twice)


def test_a_second_verification_is_not_made_by_the_responsible_person(office: Office, photo: Path) -> None:
    issue = _prominent(office, photo)
    verification.conclude(office, checklist=answered(office, issue.id))
    own = replace(answered(office, issue.id), verifiers=("示例丁", "示例庚"))
    with pytest.raises(Refused, match="不能核查自己的整改"):
        verification.conclude(office, checklist=own)


def test_what_failed_after_it_passed_is_not_struck_off(office: Office, photo: Path) -> None:
    issue = reported(office, photo)
    verification.conclude(office, checklist=answered(office, issue.id))
    verification.conclude(office, checklist=answered(office, issue.id, outcome=Outcome.FALSELY_REPORTED))
    offer = next(o for o in issue_detail.issue_detail(office, issue_id=issue.id).offers if o.action is A.STRIKE_OFF)
    assert offer.refusal is not None
    with pytest.raises(Refused, match="最近一次核查结果为“虚报整改完成”"):
        steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=StepInput(signature=head_signs(office)))
    refused = steps.perform(office, issue_ids=[issue.id], action=A.REFUSE, step=StepInput(reason="虚报"))[0]
    assert refused.state is IssueState.RECTIFYING


def test_an_undone_verification_does_not_count(office: Office, photo: Path) -> None:
    issue = _prominent(office, photo)
    verification.conclude(office, checklist=answered(office, issue.id))
    steps.undo_last(office)
    assert issue_detail.issue_detail(office, issue_id=issue.id).checklists == ()
    verification.conclude(office, checklist=answered(office, issue.id))
    with pytest.raises(Refused, match="两次核查通过"):
        steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=StepInput(signature=head_signs(office)))
    verification.conclude(office, checklist=answered(office, issue.id))
    step = StepInput(signature=head_signs(office))
    assert steps.perform(office, issue_ids=[issue.id], action=A.STRIKE_OFF, step=step)[0].state is IssueState.CLOSED


def _prominent(office: Office, photo: Path) -> Issue:
    issue = assigned(office)
    issues.set_tags(office, issue_id=issue.id, tags=frozenset({IssueTag.PROMINENT}))
    plans.submit_plan(office, plan=full_plan(office, issue.id))
    return _run_to_reported(office, issue, photo)


def _run_to_reported(office: Office, issue: Issue, photo: Path) -> Issue:
    steps.perform(office, issue_ids=[issue.id], action=A.APPROVE_PLAN, step=StepInput(signature=head_signs(office)))
    finish_measures(office, issue.id, photo)
    steps.perform(office, issue_ids=[issue.id], action=A.REPORT_DONE)
    return state(office, issue.id)
