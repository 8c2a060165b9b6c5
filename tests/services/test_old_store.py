"""A store of the fourth schema, opened by today's program: every list, count, step, undo and the journal are as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lantian_desktop.domain.issues.issue import StepKind
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal
from lantian_desktop.services.desk import setup
from lantian_desktop.services.duty import log, reminders
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.detail import IssueDetail, issue_detail
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from tests.factories import PASSWORD, Wall
from tests.services.old_store import build_old_store, recorded_facts

FACTS = recorded_facts()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    build_old_store(tmp_path / "office", tmp_path / "frozen")
    clock = Wall(datetime(2019, 7, 14, 9))
    opened = setup.sign_in(
        tmp_path / "office", user="示例甲", password=PASSWORD, clock=clock, resources=resources(), window=True
    )
    yield opened
    opened.session.close()


def lines(office: Office, query: IssueQuery) -> list[list[Any]]:
    found = issues.issue_page(office, query=query).rows
    return [[row.number, row.site, row.state.value, str(row.due), row.overdue] for row in found]


def details(office: Office) -> dict[str, IssueDetail]:
    found = issues.issue_page(office, query=IssueQuery()).rows
    return {row.number: issue_detail(office, issue_id=row.id) for row in found}


def test_views_and_lists_of_issues(office: Office) -> None:
    assert {view.value: count for view, count in issues.view_counts(office).items()} == FACTS["views"]
    assert lines(office, IssueQuery(sort="state")) == FACTS["by_state"]
    assert lines(office, IssueQuery(descending=True)) == FACTS["by_number"]
    assert [row[0] for row in lines(office, IssueQuery(text="己点位"))] == ["高督-12-006"]


def test_steps_and_what_may_be_done_next(office: Office) -> None:
    shown = details(office)
    assert {
        number: [
            [step.title, step.grounds, step.note, step.user, str(step.happened_on), step.to_state.value]
            for step in detail.steps
        ]
        for number, detail in shown.items()
    } == FACTS["steps"]
    assert {
        number: [[offer.action.value, offer.refusal] for offer in detail.offers] for number, detail in shown.items()
    } == FACTS["offers"]


def test_what_steps_reported_in_one_text_stands_apart(office: Office) -> None:
    shown = details(office)
    kinds = {number: [step.kind for step in detail.steps] for number, detail in shown.items()}
    assert kinds["旧督-1"] == [StepKind.BROUGHT_IN]
    assert kinds["高督-12-005"] == [StepKind.REGISTERED, StepKind.TRANSFERRED]
    assert kinds["高督-12-006"] == [StepKind.REGISTERED, StepKind.ACTED, StepKind.UNDONE]
    _, late, rejected = shown["高督-12-002"].steps
    assert (late.reason, late.override_reason) == ("该点位早已拆除", "系统停机两日")
    assert (rejected.reason, rejected.reply_number) == ("证据不足；现场仍在", "市督函〔2019〕7号")
    _, appealed, upheld = shown["高督-12-003"].steps
    assert (appealed.reason, appealed.override_reason) == ("不在本辖区；附图为证", "")
    assert (upheld.reason, upheld.reply_number) == ("", "市督函〔2019〕8号")


def test_the_roster_in_its_order(office: Office) -> None:
    found = roster.roster_page(office, query=RosterQuery(limit=5000)).rows
    assert [[line.id, line.role.value, line.name, line.title] for line in found] == FACTS["roster"]


def test_the_duty_log_and_the_calls_made(office: Office) -> None:
    found = log.entries(office, day=office.today, limit=100).rows
    message = [[line.content, line.unit, line.phone, line.outcome and line.outcome.value, line.done] for line in found]
    assert message == FACTS["log"]
    calls = {
        number: [
            [call.party, call.unit, call.outcome and call.outcome.value]
            for call in reminders.calls_to_make(office, issue_id=detail.issue.id)
        ]
        for number, detail in details(office).items()
    }
    assert calls == FACTS["calls"]
    assert [[one.key, one.on.isoformat()] for one in reminders.due_reminders(office)] == FACTS["reminders"]


def test_journal_and_undo(office: Office) -> None:
    verdict = journal.verify(office)
    assert [verdict.entries, verdict.head] == FACTS["journal"]
    assert steps.undo_title(office) == FACTS["undo"]
    before = FACTS["views"]["pending"]
    steps.undo_last(office)
    assert issues.view_counts(office)[IssueView.PENDING] == before + 1
    assert journal.verify(office).sound


def test_what_was_stamped_is_locked_again(office: Office) -> None:
    with pytest.raises(Exception, match="step forbids UPDATE"):
        office.session.database.execute_sql("UPDATE step SET reason = '改'")
