"""What is written reads back as it was, is text and nothing else, and is the same twice."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.issues.issue import IssueTag
from lantian_desktop.exchange.issues.sheet import ISSUES
from lantian_desktop.exchange.kit.delimited import read_csv
from lantian_desktop.exchange.kit.error_list import error_list_bytes
from lantian_desktop.exchange.kit.precheck import precheck
from lantian_desktop.exchange.kit.reading import read_sheets
from lantian_desktop.exchange.kit.templates import template_bytes
from lantian_desktop.exchange.kit.writing import CsvEncoding, csv_bytes, save, sheet_bytes, table_bytes
from lantian_desktop.exchange.plans.progress_sheet import PROGRESS
from lantian_desktop.exchange.roster.sheet import ROSTER
from tests.exchange.kit.workbooks import HEADERS, issue, put, xlsx

AT = datetime(2019, 7, 22, 8, 30)
ISSUE = {
    "number": "高督-12-018", "round": 12, "group": "第3组", "source": "inspection", "found_on": date(2019, 7, 10), "territory": "高陵区",
    "street": "通远街道", "site": "某木器点", "longitude": Decimal("109.0885"), "latitude": Decimal("34.53"), "category": "“散乱污”企业综合整治",
    "description": "=1+1 无手续\n第二行", "supporting_units": ("市住建局", "市城管局"), "responsible_person": "张𬱖", "responsible_phone": "13800000001",
    "sets": 1, "households": 12, "tonnage": Decimal("0.7"), "state": "rectifying", "rectify_due": date(2019, 8, 10), "tags": ("突出问题",),
}  # fmt: skip


def test_records_survive_the_way_out_and_in(tmp_path: Path) -> None:
    data = sheet_bytes(
        ISSUES,
        [ISSUE, {"site": "@某点", "found_on": date(2019, 7, 1), "territory": "阎良区", "category": "扬尘"}],
        created=AT,
        title="清单",
    )
    table = precheck(read_sheets(put(tmp_path, data)), ISSUES)
    assert table.faults == ()
    first, second = table.good
    assert {key: first.values[key] for key in ISSUE} == ISSUE
    assert second.values["site"] == "@某点"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert sheet_bytes(ISSUES, [ISSUE], created=AT) == sheet_bytes(ISSUES, [ISSUE], created=AT)
    assert template_bytes(ROSTER, created=AT) == template_bytes(ROSTER, created=AT)


def test_cells_are_text_the_header_is_frozen_and_filtered() -> None:
    hostile = [
        '=HYPERLINK("mailto:x@y")',
        "ftp://example.invalid",
        "13800000001",
        "0123",
        "1e5",
        "{=1}",
        "-1",
        "@SUM(A1)",
        "TRUE",
    ]
    book = openpyxl.load_workbook(
        io.BytesIO(table_bytes(["甲"] * len(hostile), [hostile], created=AT, title="题", sheet="a/b:c[1]"))
    )
    sheet = book.active
    assert [cell.value for cell in sheet[3]] == hostile
    assert {cell.data_type for cell in sheet[3]} == {"s"}
    assert {cell.hyperlink for cell in sheet[3]} == {None}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:I3")
    assert (sheet.title, sheet["A1"].value) == ("a b c 1", "题")
    assert book.properties.created == AT


def test_labels_and_sets_are_written_in_words() -> None:
    data = table_bytes(
        ["甲"], [[IssueTag.PROMINENT], [frozenset({IssueTag.COMMON, IssueTag.REGIONAL})], [None], [True]], created=AT
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["突出问题", "共性、区域性", None, "是"]


def test_a_text_no_cell_can_hold_is_refused_and_not_cut_off() -> None:
    with pytest.raises(InvalidInput, match="B2 单元格的内容超过"):
        table_bytes(["甲", "乙"], [["短", "长" * 32_768]], created=AT)


def test_a_progress_report_round_trips(tmp_path: Path) -> None:
    row = {
        "number": "高督-12-018",
        "measure": "1",
        "percent": 1,
        "note": "已停产",
        "on": date(2019, 7, 15),
        "evidence": ("a.jpg", "b.jpg"),
    }
    (record,) = precheck(read_sheets(put(tmp_path, sheet_bytes(PROGRESS, [row], created=AT))), PROGRESS).good
    assert {key: record.values[key] for key in row} == row


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=3, max_size=3), max_size=5),
    st.sampled_from(CsvEncoding),
)
def test_csv_gives_back_every_text(rows: list[list[str]], encoding: CsvEncoding) -> None:
    back = read_csv(csv_bytes(["甲,", "乙", "丙"], rows, encoding=encoding), "a.csv").rows
    full = [["甲,", "乙", "丙"], *rows]
    while full and not any(cell.strip() for cell in full[-1]):
        full.pop()
    assert [list(row) for row in back] == full


def test_csv_disarms_formulas() -> None:
    data = csv_bytes(["a"], [["=1"], ["+1"], ["-1"], ["@a"], ["'=1"], ["正文"]], encoding=CsvEncoding.UTF8)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n")[1:-1] == ["'=1", "'+1", "'-1", "'@a", "''=1", "正文"]
    assert csv_bytes(["甲"], []).decode("gb18030") == "甲\r\n"


def test_a_template_tells_what_to_fill_in_and_offers_choices(tmp_path: Path) -> None:
    data = template_bytes(ROSTER, created=AT, choices={"unit": ["高陵区", "阎良区"]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("联络名册", "visible"),
        ("填写说明", "visible"),
        ("选项", "hidden"),
    ]
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in book["联络名册"].data_validations.dataValidation
    }
    assert set(offered) == {"B2", "C2", "D2", "E2", "T2"}
    lists = {tuple(cell.value for cell in column if cell.value) for column in book["选项"].columns}
    assert ("高陵区", "阎良区") in lists
    assert [row[1].value for row in book["填写说明"].iter_rows(min_row=3, max_row=3)] == ["必填"]
    table = precheck(read_sheets(put(tmp_path, data)), ROSTER)
    assert (len(table.header.found), table.missing, table.records) == (len(ROSTER.columns), (), ())


def test_the_error_list_holds_the_original_rows_and_can_be_imported_again(tmp_path: Path) -> None:
    rows = [
        ["题"],
        [*HEADERS, "未识别列"],
        [*issue(), "甲"],
        [*issue("高督-12-002", "7月5日"), "乙"],
        [*issue("高督-12-002", 责任人电话="1.38E+10"), "丙"],
    ]
    table = precheck(read_sheets(put(tmp_path, xlsx(rows))), ISSUES)
    data = error_list_bytes(table, created=AT)
    (sheet,) = read_sheets(put(tmp_path, data, "错误清单.xlsx"))
    assert sheet.rows[0] == ("原行号", "错误原因", *HEADERS, "未识别列")
    assert [row[0] for row in sheet.rows[1:]] == ["4", "5"]
    assert "B 列“发现日期”：日期没有年份" in str(sheet.rows[1][1])
    assert str(sheet.rows[2][1]).count("\n") == 1
    assert sheet.rows[1][2:] == ("高督-12-002", "7月5日", "高陵区", "扬尘综合治理", "某工地", "裸土未覆盖", "", "乙")
    again = precheck((sheet,), ISSUES)
    assert (again.missing, [fault.header for fault in again.errors]) == ((), ["发现日期", "责任人电话", "编号"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_saving_is_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    save(target, b"old")
    save(target, b"new")
    assert (target.read_bytes(), names(tmp_path)) == (b"new", ["台账.xlsx"])
    with pytest.raises(OfficeError, match=r"不存在.*没有保存"):
        save(tmp_path / "没有" / "台账.xlsx", b"x")
    (tmp_path / "夹").mkdir()
    with pytest.raises(OfficeError, match="无法写入“夹”"):
        save(tmp_path / "夹", b"x")
    assert names(tmp_path) == ["台账.xlsx", "夹"]
