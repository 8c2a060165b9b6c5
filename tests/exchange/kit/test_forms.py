"""Checklists and plans as filled-in forms: written blank or filled, read back, their gaps named."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit.form_writing import form_bytes
from lantian_desktop.exchange.kit.forms import ReadForm, read_form
from lantian_desktop.exchange.kit.reading import read_sheets
from lantian_desktop.exchange.plans.checklist_sheet import CHECKLIST
from lantian_desktop.exchange.plans.plan_sheet import PLAN
from tests.exchange.kit.workbooks import put, xlsx

AT = datetime(2019, 7, 22, 8, 30)
FIELDS = {
    "number": "高督-12-018", "round": 12, "group": "第3组", "verifiers": ("示例甲", "示例乙"), "verified_on": date(2019, 8, 9), "place": "通远街道某木器点",
    "reported_text": "已拆除", "reported_on": date(2019, 8, 6), "photo_on": date(2019, 8, 6), "outcome": "mostly_done", "follow_up_on": date(2019, 9, 9),
}  # fmt: skip
ITEMS = [
    {"item": "1", "what": "断水", "how": "看水表", "standard": "阀门拆除", "result": "met", "note": "", "remedy": ""},
    {
        "item": "2",
        "what": "断电",
        "how": "看电表",
        "standard": "线路拆除",
        "result": "unmet",
        "note": "=余线",
        "remedy": "8月20日前拆除",
    },
]


def read(tmp_path: Path, data: bytes) -> ReadForm:
    return read_form(read_sheets(put(tmp_path, data)), CHECKLIST)


def test_a_filled_checklist_reads_back(tmp_path: Path) -> None:
    form = read(tmp_path, form_bytes(CHECKLIST, FIELDS, ITEMS, created=AT))
    assert (form.fields, [dict(record.values) for record in form.table.good], form.errors) == (FIELDS, ITEMS, ())


def test_a_blank_checklist_names_what_is_missing(tmp_path: Path) -> None:
    blank = [{key: item[key] for key in ("item", "what", "how", "standard")} for item in ITEMS]
    form = read(tmp_path, form_bytes(CHECKLIST, {"number": "高督-12-018"}, blank, created=AT))
    assert form.fields == {
        **dict.fromkeys(FIELDS),
        "number": "高督-12-018",
        "group": "",
        "verifiers": (),
        "place": "",
        "reported_text": "",
        "outcome": "",
    }
    assert [record.values["result"] for record in form.table.records] == ["", ""]
    nameless = read(tmp_path, form_bytes(CHECKLIST, {}, blank, created=AT))
    assert [fault.reason for fault in nameless.errors] == ["问题编号不能为空"]


def test_labels_with_colons_and_neighbours(tmp_path: Path) -> None:
    rows = [
        ["某区核查清单"],
        ["编号：高督-12-018", "", "轮次：", "12", "组别", ""],
        ["核查时间", "2019年8月9日", "核查人员：示例甲、示例乙", "", "核查结果", "整改到位"],
        ["地点:", "某处", "报告日期", "近日"],
        [],
        ["序号", "检查项目", "检查方法", "标准", "是否达到", "备注"],
        [1, "断水", "看", "断", "√", ""],
        [2, "断电", "看", "断", "也许", ""],
    ]
    form = read(tmp_path, xlsx(rows))
    assert (form.fields["number"], form.fields["round"], form.fields["group"]) == ("高督-12-018", 12, "")
    assert (form.fields["verified_on"], form.fields["verifiers"]) == (date(2019, 8, 9), ("示例甲", "示例乙"))
    assert (form.fields["outcome"], form.fields["place"]) == ("done", "某处")
    assert [(fault.row, fault.column) for fault in form.errors] == [(4, "D"), (8, "E")]
    assert form.table.good[0].values["result"] == "met"


def test_a_plan_reads_back_and_lacks_are_named(tmp_path: Path) -> None:
    fields = {
        "number": "高督-12-018", "type": "time_limited", "goal": "关停取缔", "standard": "两断三清", "interim_control": "停产", "budget_source": "自筹",
        "author": "示例甲", "submitted_on": date(2019, 7, 20), "revision": 41,
    }  # fmt: skip
    rows = [
        {
            "serial": "1",
            "text": "断电断水",
            "unit": "通远街道",
            "person": "单某",
            "phone": "13800000001",
            "due": date(2019, 8, 1),
        }
    ]
    form = read_form(read_sheets(put(tmp_path, form_bytes(PLAN, fields, rows, created=AT))), PLAN)
    assert (form.fields, [dict(record.values) for record in form.table.good], form.errors) == (fields, rows, ())
    poor = form_bytes(PLAN, {**fields, "goal": ""}, [{**rows[0], "person": ""}], created=AT)
    assert [fault.reason for fault in read_form(read_sheets(put(tmp_path, poor)), PLAN).errors] == [
        "整改目标不能为空",
        "责任人不能为空",
    ]


def test_a_form_without_its_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="整改措施的表头"):
        read_form(read_sheets(put(tmp_path, xlsx([["编号", "高督-12-018"]]))), PLAN)
    with pytest.raises(UnreadableFile, match="缺少“完成时限”列"):
        read_form(read_sheets(put(tmp_path, xlsx([["措施", "责任单位", "责任人"], ["停产", "某街道", "单某"]]))), PLAN)
