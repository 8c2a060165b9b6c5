"""Between pre-check and confirmation the office may go on working: nothing of it is overwritten by what was seen before."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.services import attachments
from lantian_desktop.services.desk import imports
from lantian_desktop.services.desk.imports import ImportKind
from lantian_desktop.services.import_plan import ImportPlan, RowVerdict
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.office import Office
from tests.factories import new_issue
from tests.services.test_main_job import state

HEADER = ("编号", "发现日期", "属地单位", "类别", "点位名称", "问题描述")


def seen(office: Office, folder: Path, *, site: str = "某点") -> ImportPlan:
    path = folder / "清单.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, ("省督-1", "2019-07-01", "高陵区", "散乱污", site, "示例描述")])
    return imports.precheck(office, kind=ImportKind.ISSUES, path=path)


def test_an_update_seen_before_a_step_does_not_take_the_step_back(office: Office, tmp_path: Path) -> None:
    imports.apply_import(office, plan=seen(office, tmp_path))
    issue = issues.issue_by_number(office, number="省督-1")
    plan = seen(office, tmp_path, site="某点（改）")
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    with pytest.raises(Refused, match="请重新预检"):
        imports.apply_import(office, plan=plan)
    assert state(office, issue.id).state is IssueState.CONFIRMED
    imports.apply_import(office, plan=seen(office, tmp_path, site="某点（改）"))
    now = state(office, issue.id)
    assert (now.state, now.site) == (IssueState.CONFIRMED, "某点（改）")


def test_a_number_registered_meanwhile_is_not_entered_twice(office: Office, tmp_path: Path) -> None:
    plan = seen(office, tmp_path)
    issues.register_issue(office, issue=new_issue(office, number="省督-1"))
    with pytest.raises(Refused, match="请重新预检"):
        imports.apply_import(office, plan=plan)
    assert issues.issue_page(office, query=IssueQuery(text="省督-1")).total == 1


def test_a_number_typed_in_full_width_is_the_same_number(office: Office, tmp_path: Path) -> None:
    imports.apply_import(office, plan=seen(office, tmp_path))
    wide = tmp_path / "宽.csv"
    rows = [
        HEADER,
        *((number, "2019-07-01", "高陵区", "散乱污", "某点", "示例描述") for number in ("省督－１", "省督-1")),
    ]
    with wide.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    again = imports.precheck(office, kind=ImportKind.ISSUES, path=wide)
    assert [row.verdict for row in again.rows] == [RowVerdict.SAME, RowVerdict.FAULTY]
    assert issues.issue_by_number(office, number="省督－１").number == "省督-1"


def test_work_that_has_nothing_to_do_with_the_sheet_does_not_matter(
    office: Office, tmp_path: Path, photo: Path
) -> None:
    plan = seen(office, tmp_path)
    other = issues.register_issue(office, issue=new_issue(office))
    attachments.attach(office, issue_id=other.id, path=photo)
    assert imports.apply_import(office, plan=plan).new == 1


def test_the_same_plan_is_not_entered_twice(office: Office, tmp_path: Path) -> None:
    plan = seen(office, tmp_path)
    imports.apply_import(office, plan=plan)
    with pytest.raises(Refused, match="请重新预检"):
        imports.apply_import(office, plan=plan)
