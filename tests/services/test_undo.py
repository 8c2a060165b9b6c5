"""Undo takes back the last change and no earlier one: letters, progress and edits since then stand in its way, and say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import Refused, UnreadableFile
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.services import attachments
from lantian_desktop.services.admin import journal
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from tests.factories import new_issue
from tests.services.test_main_job import confirmed, fingerprint, state


def appealed(office: Office) -> int:
    entered = issues.register_issue(office, issue=new_issue(office, site="某片区"))
    steps.perform(office, issue_ids=[entered.id], action=IssueAction.APPEAL, step=StepInput(reason="已拆除"))
    return entered.id


def test_a_letter_over_other_issues_stands_in_the_way(office: Office) -> None:
    covered = confirmed(office)
    other = appealed(office)
    letters.issue_letter(office, draft=letter_content.propose(office, issue_ids=[covered.id]).draft)
    before = fingerprint(office, other)
    assert steps.undo_title(office) is None
    with pytest.raises(Refused, match="之后又做了“制发督办函”，不能再撤销"):
        steps.undo_last(office)
    assert fingerprint(office, other) == before


def test_an_edit_of_the_roster_is_taken_back_before_what_came_earlier(office: Office) -> None:
    issue_id = appealed(office)
    before = state(office, issue_id).state
    entry = roster.roster_page(office, query=RosterQuery()).rows[0]
    roster.save_entry(office, entry=replace(entry, remark="示例"))
    assert steps.undo_last(office) == "修改名册条目"
    assert roster.roster_page(office, query=RosterQuery()).rows[0] == entry
    assert state(office, issue_id).state is before
    steps.undo_last(office)
    assert state(office, issue_id).state is not before


def test_changes_of_different_issues_are_taken_back_one_after_another(office: Office) -> None:
    entered = [issues.register_issue(office, issue=new_issue(office, site=f"某点位{n}")).id for n in range(2)]
    for issue_id in entered:
        steps.perform(office, issue_ids=[issue_id], action=IssueAction.CONFIRM)
    for issue_id in reversed(entered):
        assert steps.undo_last(office).startswith("确认")
        assert state(office, issue_id).state is IssueState.PENDING
    with pytest.raises(Refused, match="不能撤销这一步"):
        steps.undo_last(office)


def test_papers_added_to_the_same_issue_do_not_stand_in_the_way(office: Office, photo: Path) -> None:
    issue_id = appealed(office)
    attachments.attach(office, issue_id=issue_id, path=photo)
    assert steps.undo_last(office).startswith("申诉")
    other = confirmed(office)
    attachments.attach(office, issue_id=issue_id, path=photo)
    with pytest.raises(Refused, match="添加附件"):
        steps.undo_last(office)
    assert state(office, other.id).state is IssueState.CONFIRMED


def test_looking_at_a_number_does_not_stand_in_the_way(office: Office) -> None:
    issue_id = appealed(office)
    entry = roster.roster_page(office, query=RosterQuery()).rows[0]
    roster.reveal_mobile(office, entry_id=entry.id)
    steps.undo_last(office)
    assert state(office, issue_id).state is IssueState.PENDING


def test_an_issue_and_its_photos_are_one_change(office: Office, tmp_path: Path) -> None:
    photos = [tmp_path / "一.jpg", tmp_path / "二.jpg"]
    for photo in photos:
        photo.write_bytes(photo.name.encode())
    before = len(journal.entries(office))
    issue = issues.register_issue(office, issue=new_issue(office), photos=photos)
    assert len(journal.entries(office)) == before + 1
    papers = issue_detail(office, issue_id=issue.id).attachments
    assert [(paper.name, paper.purpose) for paper in papers] == [
        ("一.jpg", AttachmentPurpose.PHOTO),
        ("二.jpg", AttachmentPurpose.PHOTO),
    ]
    steps.undo_last(office)
    assert issues.removed_count(office) == 1
    issues.restore_issues(office, issue_ids=[issue.id])
    assert issue_detail(office, issue_id=issue.id).attachments == papers


def test_a_photo_that_cannot_be_read_enters_nothing(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        issues.register_issue(office, issue=new_issue(office), photos=[tmp_path / "没有.jpg"])
    assert issues.issue_page(office, query=IssueQuery()).total == 0
