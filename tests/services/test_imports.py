"""Importing the samples and odd sheets: verdicts, one transaction, one undo, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.errors import Refused
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import GroupKind, Round
from lantian_desktop.services.admin import journal
from lantian_desktop.services.desk import finding, imports
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.services.roster.rounds import GroupEntry

HEAD = ["编号", "发现日期", "属地", "点位名称", "类别", "问题描述", "责任人", "状态", "督办文号", "整改时限"]


def sheet(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ([*HEAD], *rows):
        book.active.append(row)
    book.save(path)
    return path


def sample(office: Office, name: str) -> Path:
    return office.resources / "samples" / name


def test_the_sample_list_comes_in_once(office: Office, wall) -> None:
    wall.pass_days(7)
    path = sample(office, "问题清单.xlsx")
    plan = imports.precheck(office, kind=ImportKind.ISSUES, path=path)
    faulty = [row for row in plan.rows if row.verdict is RowVerdict.FAULTY]
    assert len(plan.rows) == 120
    assert 3 <= len(faulty) <= 10
    assert all(row.reasons for row in faulty)
    assert plan.count(RowVerdict.NEW) == 120 - len(faulty)
    result = imports.apply_import(office, plan=plan)
    assert (result.new, result.skipped) == (120 - len(faulty), len(faulty))
    counts = issues.view_counts(office)
    assert counts[IssueView.PENDING] + counts[IssueView.CONFIRMED] == counts[IssueView.ALL] == result.new
    again = imports.precheck(office, kind=ImportKind.ISSUES, path=path)
    assert again.count(RowVerdict.SAME) == result.new
    assert again.count(RowVerdict.NEW) == again.count(RowVerdict.CHANGED) == 0


def test_the_sample_roster_comes_in_once_and_sets_the_round(office: Office, wall) -> None:
    wall.pass_days(7)
    path = sample(office, "联络名册.xlsx")
    plan = imports.precheck(office, kind=ImportKind.ROSTER, path=path)
    assert plan.count(RowVerdict.FAULTY) == 0, [row.reasons for row in plan.rows if row.reasons]
    imports.apply_import(office, plan=plan)
    again = imports.precheck(office, kind=ImportKind.ROSTER, path=path)
    assert again.count(RowVerdict.SAME) == len(again.rows) == 145
    known = roster.current_round(office)
    assert known is not None
    assert known.caption() == "第12轮次（7月8日–7月22日）"
    named = [group.name for group in roster.groups(office, round_number=12)]
    assert named == ["中心组", *(f"第{n}组" for n in range(1, 11))]
    for typed in ("䶮", "liyan", "ly"):
        assert any("李䶮" in hit.title for hit in finding.find(office, text=typed, kinds=["contact"])), typed


def test_the_undo_of_an_import_takes_its_rounds_and_groups_back_too(office: Office) -> None:
    plan = imports.precheck(office, kind=ImportKind.ROSTER, path=sample(office, "联络名册.xlsx"))
    imports.apply_import(office, plan=plan)
    assert len(roster.groups(office, round_number=12)) == 11
    steps.undo_last(office)
    assert (roster.rounds(office), roster.groups(office, round_number=12)) == ((), ())
    stored = Round(12, date(2019, 7, 1), None)
    own = GroupEntry("特别一组", GroupKind.SPECIAL, "高陵区、鄠邑区")
    rounds.save_round(office, round_=stored, entries=[own], current=False)
    kept = roster.groups(office, round_number=12)
    imports.apply_import(office, plan=plan)
    assert roster.rounds(office) != (stored,)
    steps.undo_last(office)
    assert roster.rounds(office) == (stored,)
    assert roster.groups(office, round_number=12) == kept


def test_a_changed_cell_updates_and_one_undo_takes_it_all_back(office: Office, tmp_path: Path) -> None:
    first = sheet(
        tmp_path / "a.xlsx", ["高督-12-018", "2019.7.5", "高陵区", "某木器点", "散乱污", "喷漆作业", "", "", "", ""]
    )
    imports.apply_import(office, plan=imports.precheck(office, kind=ImportKind.ISSUES, path=first))
    second = sheet(
        tmp_path / "b.xlsx",
        ["高督-12-018", "2019.7.5", "高陵区", "某木器点", "散乱污", "", "示例丁", "", "", ""],
        ["高督-12-019", "2019-07-06", "高陵", "某工地", "扬尘综合治理", "未覆盖", "", "", "", ""],
    )
    plan = imports.precheck(office, kind=ImportKind.ISSUES, path=second)
    assert [row.verdict for row in plan.rows] == [RowVerdict.CHANGED, RowVerdict.NEW]
    imports.apply_import(office, plan=plan)
    changed = issues.issue_by_number(office, number="高督-12-018")
    assert (changed.description, changed.responsible_person) == ("喷漆作业", "示例丁")
    assert steps.undo_last(office) == "导入 b.xlsx"
    assert issues.issue_by_number(office, number="高督-12-018").responsible_person == ""
    assert issues.issue_page(office, query=IssueQuery()).total == 1


def test_faults_name_row_column_and_reason(office: Office, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "坏.xlsx",
        ["", "2019年13月5日", "高陵区", "某点", "散乱污", "", "", "", "", ""],
        ["", "2019-07-05", "高岭区", "某点", "散乱污", "", "", "", "", ""],
        ["", "2019-07-05", "高陵区", "某点", "不明", "", "", "", "", ""],
        ["", "2019-07-05", "高陵区", "", "散乱污", "", "", "", "", ""],
        ["", "2020-07-05", "高陵区", "某点", "散乱污", "", "", "", "", ""],
    )
    plan = imports.precheck(office, kind=ImportKind.ISSUES, path=path)
    sentence = [row.reasons[0] for row in plan.rows]
    assert plan.count(RowVerdict.FAULTY) == 5
    for reason, words in zip(sentence, ("发现日期", "高岭区", "类别", "", "晚于今天"), strict=True):
        assert words in reason
    out = tmp_path / "错误清单.xlsx"
    imports.write_error_list(office, plan=plan, path=out)
    written = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).active.iter_rows()]
    assert any("高岭区" in str(value) for row in written for value in row)
    assert len(written) >= 6


def test_an_old_ledger_starts_where_it_stands(office: Office, tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "台账.xlsx",
        [
            "高督-11-001",
            "2019-05-05",
            "高陵区",
            "某锅炉房",
            "燃煤锅炉",
            "未拆除",
            "示例丁",
            "整改中",
            "高治霾函〔2019〕3号",
            "2019-08-01",
        ],
    )
    imports.apply_import(office, plan=imports.precheck(office, kind=ImportKind.ISSUES, path=path))
    issue = issues.issue_by_number(office, number="高督-11-001")
    assert issue.state is IssueState.RECTIFYING
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert [step.title for step in detail.steps] == ["期初录入"]
    assert "高治霾函〔2019〕3号" in detail.steps[0].reason


def test_a_cancelled_import_writes_nothing(office: Office, wall) -> None:
    wall.pass_days(7)
    plan = imports.precheck(office, kind=ImportKind.ISSUES, path=sample(office, "问题清单.xlsx"))
    head = journal.head(office)
    with pytest.raises(Refused, match="导入已取消"):
        imports.apply_import(office, plan=plan, advance=lambda done, total: False)
    assert issues.issue_page(office, query=IssueQuery()).total == 0
    assert journal.head(office) == head


def test_a_district_gives_its_own_issues_to_its_streets(office: Office, wall) -> None:
    wall.pass_days(7)
    plan = imports.precheck(office, kind=ImportKind.ISSUES, path=sample(office, "问题清单.xlsx"))
    imports.apply_import(office, plan=plan)
    street = roster.find_unit(office, text="泾渭街道")
    issue = issues.issue_by_number(office, number="高督-12-008")
    assert issue.territory_id == street.id


def test_templates_read_back_as_empty_lists(office: Office, tmp_path: Path) -> None:
    for kind in ImportKind:
        path = tmp_path / f"{kind.label}.xlsx"
        imports.write_template(office, kind=kind, path=path)
        assert imports.precheck(office, kind=kind, path=path).rows == ()


def test_gaps_of_the_roster_are_the_normal_start(office: Office) -> None:
    page = roster.roster_page(office, query=RosterQuery(only_gaps=True, limit=500))
    assert page.total > 60
    assert all(not entry.name for entry in page.rows)
