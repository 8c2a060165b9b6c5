"""Header search, mapping, records and faults, on sheets as offices keep them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.domain.issues.issue import IssueSource, IssueState
from lantian_desktop.domain.roster.roster import GroupKind, PostRole
from lantian_desktop.exchange.issues.ledger_sheet import LEDGER
from lantian_desktop.exchange.issues.sheet import ISSUES
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, normalised
from lantian_desktop.exchange.kit.precheck import FaultSeverity, Table, precheck
from lantian_desktop.exchange.kit.reading import read_sheets
from lantian_desktop.exchange.kit.sheets import MAX_ROWS, Merge, Sheet
from lantian_desktop.exchange.plans.progress_sheet import PROGRESS
from lantian_desktop.exchange.roster.group_sheet import GROUPS
from lantian_desktop.exchange.roster.sheet import ROSTER
from tests.exchange.kit.workbooks import HEADERS, issue, put, xlsx


def sheet(*rows: object, merged: tuple[Merge, ...] = (), name: str = "清单") -> Sheet:
    return Sheet(name, tuple(tuple(row) for row in rows), merged)  # type: ignore[arg-type]  # rows are literal tuples


def issues(*rows: list[object]) -> Table:
    return precheck((sheet(HEADERS, *rows),), ISSUES)


def test_title_rows_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    rows = [["问题清单"], ["单位：高陵区", "2019年7月"], [], list(HEADERS), [], issue(), [], issue("高督-12-002"), []]
    table = precheck(read_sheets(put(tmp_path, xlsx(rows, merges=("A1:G1",)))), ISSUES)
    assert (table.header.first, table.header.last, table.missing, table.faults) == (3, 3, (), ())
    assert [(record.row, record.values["number"]) for record in table.good] == [(6, "高督-12-001"), (8, "高督-12-002")]


def test_a_header_of_two_rows_with_merged_cells(tmp_path: Path) -> None:
    top = ["编号", "属地", "", "点位", "", "", "问题", "", "发现日期", "责任人", ""]
    low = ["", "区县", "街道（镇）", "名称", "经度", "纬度", "类别", "描述", "", "姓名", "电话"]
    row = [
        "高督-12-001",
        "高陵区",
        "通远街道",
        "某木器点",
        109.0885,
        "34.5347",
        "散乱污",
        "无手续",
        43656,
        "单某",
        13800000001,
    ]
    merges = ("A2:A3", "B2:C2", "D2:F2", "G2:H2", "I2:I3", "J2:K2")
    (record,) = precheck(read_sheets(put(tmp_path, xlsx([["清单"], top, low, row], merges=merges))), ISSUES).good
    values = record.values
    assert (values["territory"], values["street"], values["site"]) == ("高陵区", "通远街道", "某木器点")
    assert (values["longitude"], values["latitude"]) == (Decimal("109.0885"), Decimal("34.5347"))
    assert (values["category"], values["description"], values["found_on"]) == ("散乱污", "无手续", date(2019, 7, 10))
    assert (values["responsible_person"], values["responsible_phone"]) == ("单某", "13800000001")


@pytest.mark.parametrize(
    "header", ["手机", "手 机", "手机*", "手机（必填）", "手机号码", "移动电话：", "【手机】手机", "ｍｏｂｉｌｅ"]
)
def test_headers_are_recognised_in_many_forms(header: str) -> None:
    table = precheck((sheet(("单位", "职务", header), ("高陵区", "主任", "13800000001")),), ROSTER)
    assert table.records[0].values["mobile"] == "13800000001"


def test_the_best_sheet_is_taken_and_one_can_be_named() -> None:
    sheets = (
        sheet(("列名", "要求"), ("编号", "必填"), ("类别", "必填"), name="填写说明"),
        sheet(HEADERS, issue("甲-1"), name="第一批"),
        sheet((*HEADERS, "街道"), [*issue("乙-1"), "通远街道"], name="第二批"),
    )
    assert precheck(sheets, ISSUES).source.name == "第二批"
    assert precheck(sheets, ISSUES, sheet="第一批").good[0].values["number"] == "甲-1"


def test_one_unit_merged_over_several_persons() -> None:
    table = precheck(
        (
            sheet(
                ("序号", "单位", "职务", "姓名"), (1, "高陵区", "主任", "单某"), (2, "", "干部", "仇某"), (3, "", "", ""), (4, "阎良区", "主任", "查某"),
                merged=(Merge(1, 1, 3, 1),),
            ),
        ),
        ROSTER,
    )  # fmt: skip
    assert [(record.values["unit"], record.values["name"]) for record in table.good] == [
        ("高陵区", "单某"),
        ("高陵区", "仇某"),
        ("阎良区", "查某"),
    ]


def test_numbered_empty_rows_notes_and_repeated_headers_are_no_records() -> None:
    rows = (
        (1, "高陵区", "主任", "单某"),
        (2, "", "", ""),
        ("序号", "单位", "职务", "姓名"),
        ("", "注：本表一式两份", "", ""),
        ("", "合计", "", ""),
    )
    table = precheck((sheet(("序号", "单位", "职务", "姓名"), *rows),), ROSTER)
    assert ([record.row for record in table.records], table.faults, table.skipped) == ([2], (), 3)


def test_every_fault_names_row_column_reason_and_original() -> None:
    table = issues(
        issue(found="2019年7月38日"),
        issue("高督-12-002", 点位名称="", 问题描述=" "),
        issue("高督-12-003", 责任人电话="1.38E+10"),
        issue("高督-12-003", 属地单位=""),
        issue("高督-12-004", 责任人电话="13800138000.0"),
    )
    assert [(f.row, f.column, f.header, f.original, f.severity.value) for f in table.faults] == [
        (2, "B", "发现日期", "2019年7月38日", "error"),
        (3, "E", "点位名称", "", "error"),
        (4, "G", "责任人电话", "1.38E+10", "error"),
        (5, "C", "属地单位", "", "error"),
        (5, "A", "编号", "高督-12-003", "error"),
        (6, "G", "责任人电话", "13800138000.0", "warning"),
    ]
    assert table.faults[4].sentence == "第 5 行 A 列“编号”：编号与第 4 行重复"
    assert [record.row for record in table.good] == [6]
    assert table.good[0].values["responsible_phone"] == "13800138000"
    assert (len(table.errors), len(table.warnings)) == (5, 1)


def test_rows_without_a_number_do_not_repeat_one_another() -> None:
    assert len(issues(issue(""), issue("")).good) == 2


def test_a_missing_required_column_is_reported_once_and_keeps_everything_out() -> None:
    table = precheck((sheet(("编号", "问题描述", "类别"), ("甲-1", "积尘", "扬尘")),), ISSUES)
    assert [column.header for column in table.missing] == ["发现日期", "属地单位"]
    assert (table.good, table.faults) == ((), ())
    neither = precheck((sheet(("发现日期", "属地", "类别"), ("2019-07-05", "高陵区", "扬尘")),), ISSUES)
    assert [column.header for column in neither.missing] == ["点位名称"]


def test_a_mapping_overrides_what_the_headers_say() -> None:
    rows = (("A", "B", "C", "属地", "D"), ("2019-07-05", "扬尘", "积尘", "旧名", "高陵区"))
    mapping = {"found_on": 0, "category": 1, "description": 2, "territory": 4}
    table = precheck((sheet(*rows),), ISSUES, mapping=mapping, header_row=0)
    assert table.good[0].values["territory"] == "高陵区"
    recognised = precheck((sheet(HEADERS, issue()),), ISSUES, mapping={"number": -1, "site": 99})
    assert recognised.good[0].values["number"] == ""
    assert recognised.good[0].values["site"] == ""


def test_a_sheet_without_header_is_refused_with_what_to_do() -> None:
    for rows in ((("甲", "乙"), ("丙", "丁")), (("编号",), ("甲-1",))):
        with pytest.raises(UnreadableFile, match=r"没有找到问题清单的表头.*下载模板"):
            precheck((sheet(*rows),), ISSUES)


def test_one_row_more_than_allowed_is_refused_and_one_less_is_not() -> None:
    row = tuple(issue(""))
    assert len(precheck((sheet(HEADERS, *([row] * MAX_ROWS)),), ISSUES).good) == MAX_ROWS
    with pytest.raises(UnreadableFile, match="超过 100,000 行"):
        precheck((sheet(HEADERS, *([row] * (MAX_ROWS + 1))),), ISSUES)


def test_a_service_adds_its_own_findings() -> None:
    table = issues(issue(), issue("高督-12-002", 属地单位="渭城区"))
    more = table.with_faults([table.fault(table.records[1], "territory", "没有“渭城区”这个单位")])
    assert [record.row for record in more.good] == [2]
    assert more.errors[0].sentence == "第 3 行 C 列“属地单位”：没有“渭城区”这个单位"
    absent = table.fault(table.records[0], "street", "街道不存在", FaultSeverity.WARNING)
    assert (absent.column, absent.header) == ("", "街道")


def test_states_of_an_old_ledger_are_known_by_their_labels() -> None:
    for state in IssueState:
        rows = ((*HEADERS, "状态"), [*issue(), state.label])
        assert precheck((sheet(*rows),), ISSUES).good[0].values["state"] == state.value


@pytest.mark.parametrize(
    ("columns", "key", "words"),
    [
        (ROSTER, "level", Level),
        (ROSTER, "role", PostRole),
        (GROUPS, "kind", GroupKind),
        (ISSUES, "source", IssueSource),
        (ISSUES, "state", IssueState),
    ],
)
def test_choices_are_the_domain_vocabulary(columns: ColumnSet, key: str, words: type) -> None:
    assert [(choice.value, choice.label) for choice in columns.column(key).choices] == [
        (w.value, w.label) for w in words
    ]


@pytest.mark.parametrize("columns", [ROSTER, GROUPS, ISSUES, PROGRESS, LEDGER], ids=lambda columns: columns.title)
def test_no_alias_means_two_columns(columns: ColumnSet) -> None:
    words = [{normalised(word) for word in (one.header, *one.aliases, one.key)} for one in columns.columns]
    assert sum(map(len, words)) == len(set().union(*words))
    for column in columns.columns:
        assert column.kind is not CellKind.CHOICE or column.choices
        spellings = [{normalised(word) for word in (one.value, one.label, *one.aliases)} for one in column.choices]
        assert sum(map(len, spellings)) == len(set().union(*spellings))
