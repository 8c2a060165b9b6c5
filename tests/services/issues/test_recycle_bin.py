"""回收站: what was deleted is listed, shown without any step, and brought back whole; a number in use stands in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import NotAllowed, NotFound, Refused
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.services.admin import journal
from lantian_desktop.services.desk import finding
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.detail import issue_detail, removed_detail
from lantian_desktop.services.office import Office
from tests.factories import new_issue


def deleted(office: Office, site: str = "某砂石堆场", **changes: object) -> int:
    issue = issues.register_issue(office, issue=new_issue(office, site=site, **changes))
    issues.delete_issues(office, issue_ids=[issue.id])
    return issue.id


def test_what_was_deleted_is_listed_and_shown_and_nowhere_else(office: Office) -> None:
    gone = deleted(office)
    page = issues.removed_page(office, query=IssueQuery())
    assert [(row.id, row.site) for row in page.rows] == [(gone, "某砂石堆场")]
    assert issues.removed_count(office) == 1
    assert issues.issue_page(office, query=IssueQuery()).total == 0
    assert issues.removed_page(office, query=IssueQuery(text="砂石")).total == 1
    assert issues.removed_page(office, query=IssueQuery(text="锅炉")).total == 0
    shown = removed_detail(office, issue_id=gone)
    assert (shown.issue.site, shown.offers) == ("某砂石堆场", ())
    with pytest.raises(NotFound):
        issue_detail(office, issue_id=gone)


def test_what_is_restored_stands_as_before_and_is_found_and_can_be_undone(office: Office) -> None:
    gone = deleted(office)
    before = removed_detail(office, issue_id=gone).issue
    assert issues.restore_issues(office, issue_ids=[gone]) == 1
    assert issue_detail(office, issue_id=gone).issue == before
    assert [hit.id for hit in finding.find(office, text="砂石")] == [gone]
    assert issues.removed_count(office) == 0
    assert journal.entries(office, limit=1)[0].title == "还原 1 件"
    assert steps.undo_last(office) == "还原 1 件"
    assert issues.removed_count(office) == 1


def test_a_number_in_use_meanwhile_keeps_all_of_them_in_the_bin(office: Office) -> None:
    gone = deleted(office, number="曲江督-12-001")
    other = deleted(office, site="另一处")
    issues.register_issue(office, issue=new_issue(office, site="后来的", number="曲江督-12-001"))
    with pytest.raises(Refused, match="编号“曲江督-12-001”已由另一个问题使用"):
        issues.restore_issues(office, issue_ids=[other, gone])
    assert issues.removed_count(office) == 2


def test_two_with_one_number_do_not_come_back_together(office: Office) -> None:
    twins = [deleted(office, number="曲江督-12-001"), deleted(office, number="曲江督-12-001")]
    with pytest.raises(Refused, match="已由另一个问题使用"):
        issues.restore_issues(office, issue_ids=twins)
    assert issues.restore_issues(office, issue_ids=twins[:1]) == 1


def test_who_may_not_work_on_issues_restores_none(office: Office) -> None:
    gone = deleted(office)
    reader = replace(office.user, roles=frozenset({Role.AUDITOR}))
    office.switch_user(reader)
    with pytest.raises(NotAllowed):
        issues.restore_issues(office, issue_ids=[gone])


def test_what_stands_is_not_restored(office: Office) -> None:
    issue = issues.register_issue(office, issue=new_issue(office))
    with pytest.raises(NotFound, match="回收站里没有"):
        issues.restore_issues(office, issue_ids=[issue.id])
