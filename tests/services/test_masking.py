"""Who may see which number: what a role does not show is masked in detail, list, sheet, export and JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lantian_desktop.cli.issue_lines import issue_lines, record
from lantian_desktop.cli.output import to_json
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import NotAllowed, UnreadableFile
from lantian_desktop.domain.issues.issue import Complainant, Issue
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import exports, finding, setup
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import filled_sheets, plans
from lantian_desktop.services.roster import roster
from tests.factories import PASSWORD, QUICK, new_issue
from tests.services.test_main_job import planned, state

SECRETS = ("13800000004", "信访示例", "13911112222")


@pytest.fixture
def issue(office: Office) -> Issue:
    """A complaint with a plan, as somebody sees it who may not change it."""
    made = planned(office)
    handover = replace(state(office, made.id), complainant=Complainant("信访示例", "13911112222"))
    issues.edit_issue(office, issue=handover)
    for name, role in (("示例审", Role.AUDITOR), ("示例值", Role.DUTY_OFFICER)):
        users.add_user(office, name=name, roles={role}, password=PASSWORD, cost=QUICK)
    return handover


@pytest.mark.parametrize("name", ["示例审", "示例值", "示例丙"])
def test_numbers_of_an_issue_are_masked_everywhere(office: Office, issue: Issue, tmp_path: Path, name: str) -> None:
    setup.unlock(office, user=name, password=PASSWORD)
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    exports.export_ledger(office, path=tmp_path / "台账.xlsx")
    message = [
        repr(detail),
        to_json(record(detail, office.today)),
        "\n".join(issue_lines(detail, office.today)),
        repr(exports.ledger_rows(office)),
        repr(plans.blank_plan(office, issue_id=issue.id)),
        repr(finding.find(office, text="高督")),
    ]
    assert [secret for secret in SECRETS for text in message if secret in text] == []
    assert detail.responsible_phone_shown == "138****0004"


@pytest.mark.parametrize("number", ["029-86912345", "86912345", "029 8691 2345", "+8613911112222", "8691-2345"])
def test_a_complainant_is_not_called_at_home_either(office: Office, issue: Issue, number: str) -> None:
    stored_issue = issues.issue_by_number(office, number=issue.number)
    issues.edit_issue(office, issue=replace(stored_issue, complainant=Complainant("信访示例", number)))
    setup.unlock(office, user="示例审", password=PASSWORD)
    shown = issue_detail.issue_detail(office, issue_id=issue.id).issue.complainant
    assert "****" in shown.phone
    assert len([sign for sign in shown.phone if sign.isdigit()]) <= len([sign for sign in number if sign.isdigit()]) - 4
    assert shown.name == "信**"


def test_who_works_on_issues_sees_them_in_full(office: Office, issue: Issue) -> None:
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert detail.issue.complainant == issue.complainant
    assert detail.plan is not None
    assert detail.plan.measures[0].phone == "13800000004"
    assert "13800000004" in repr(exports.ledger_rows(office))
    assert "13911112222" not in repr(exports.ledger_rows(office))
    assert "13911112222" not in to_json(record(detail, office.today))


def test_a_mobile_in_another_column_of_the_roster_is_masked_too(office: Office, issue: Issue, tmp_path: Path) -> None:
    phones = Phones(mobile="13812345678", office_phone="13812345679", wechat="13812345680", duty_phone="029-86900000")
    unit = roster.find_unit(office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, name="示例辛", phones=phones, remark="另有 138 1234 5681")
    roster.save_entry(office, entry=entry)
    setup.unlock(office, user="示例审", password=PASSWORD)
    shown = roster.roster_page(office, query=RosterQuery(text="示例辛")).rows[0]
    assert shown.phones == Phones(
        mobile="138****5678", office_phone="138****5679", wechat="138****5680", duty_phone="029-86900000"
    )
    assert shown.remark == "另有 138****5681"


def test_the_journal_is_read_by_those_who_may(office: Office, issue: Issue) -> None:
    setup.unlock(office, user="示例值", password=PASSWORD)
    with pytest.raises(NotAllowed, match="查看操作日志"):
        journal.entries(office)


def test_the_sheet_of_a_plan_shows_what_its_reader_may_see(office: Office, issue: Issue, tmp_path: Path) -> None:
    setup.unlock(office, user="示例审", password=PASSWORD)
    plan = plans.blank_plan(office, issue_id=issue.id)
    filled_sheets.write_plan_sheet(office, number=issue.number, plan=plan, path=tmp_path / "方案.xlsx")
    with pytest.raises(UnreadableFile, match=r"138\*\*\*\*0004”不是电话号码"):  # and cannot come back as a number
        filled_sheets.plan_values(tmp_path / "方案.xlsx")


def test_the_journal_names_no_person_of_the_roster_and_no_number(office: Office, issue: Issue) -> None:
    unit = roster.find_unit(office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, name="示例辛", phones=Phones(mobile="13812345678"))
    kept = roster.save_entry(office, entry=entry)
    roster.save_entry(office, entry=replace(kept, remark="示例"))
    roster.reveal_mobile(office, entry_id=kept.id)
    roster.delete_entries(office, entry_ids=[kept.id])
    issues.register_issue(office, issue=new_issue(office, complainant=Complainant("信访示例", "13911112222")))
    journal_line = repr(journal.page(office).rows)
    assert [word for word in ("13812345678", *SECRETS) if word in journal_line] == []
