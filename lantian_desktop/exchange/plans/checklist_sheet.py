"""The form of a filled verification checklist (核查清单): its header fields and the columns of its items."""

from __future__ import annotations

from lantian_desktop.domain.plans.verification import ItemResult, Outcome
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn, choices_of
from lantian_desktop.exchange.kit.forms import FormLayout

_RESULTS = choices_of(
    ItemResult,
    {
        "met": ("√", "是", "合格", "符合", "达标"),
        "unmet": ("×", "否", "不合格", "不符合", "不达标"),
        "not_applicable": ("无此项", "不涉及"),
    },
)
_OUTCOMES = choices_of(Outcome)

ITEMS = ColumnSet(
    "核查清单",
    (
        SheetColumn("item", "序号", ("项次", "编号", "项目编号"), CellKind.SERIAL, width=6),
        SheetColumn("what", "核查内容", ("项目", "核查项目", "检查内容", "检查项目", "内容"), required=True, width=24),
        SheetColumn("how", "核查方法", ("检查方法", "方法"), width=34),
        SheetColumn("standard", "标准", ("核查标准", "合格标准", "达到标准", "要求"), width=34),
        SheetColumn(
            "result", "结果", ("核查结果", "检查结果", "是否达到"), CellKind.CHOICE, choices=_RESULTS, width=10
        ),
        SheetColumn("note", "说明", ("备注", "现场情况", "情况说明"), width=28),
        SheetColumn(
            "remedy",
            "补充措施或原因",
            ("补充措施", "未达到的措施或原因", "原因"),
            hint="结果为“未达到”时必填",
            width=28,
        ),
    ),
)
FIELDS = ColumnSet(
    "核查清单",
    (
        SheetColumn("number", "问题编号", ("编号",), CellKind.CODE, required=True),
        SheetColumn("round", "轮次", ("督查轮次",), CellKind.INTEGER, low=1, high=999),
        SheetColumn("group", "组别", ("工作组",)),
        SheetColumn("verifiers", "核查人", ("核查人员", "检查人", "核查人签字"), CellKind.LIST),
        SheetColumn("verified_on", "核查日期", ("核查时间", "检查日期"), CellKind.DATE),
        SheetColumn("place", "核查地点", ("地点", "检查地点")),
        SheetColumn("reported_text", "报告情况", ("单位报告情况", "报告完成情况", "整改报告")),
        SheetColumn("reported_on", "报告日期", ("报告完成日期", "报告时间"), CellKind.DATE),
        SheetColumn("photo_on", "照片日期", ("照片拍摄日期", "拍摄日期"), CellKind.DATE),
        SheetColumn("outcome", "核查结论", ("结论", "核查结果", "总体结果"), CellKind.CHOICE, choices=_OUTCOMES),
        SheetColumn("follow_up_on", "回头看日期", ("再次核查日期", "复查日期"), CellKind.DATE),
    ),
)

CHECKLIST = FormLayout("核查清单", FIELDS, ITEMS)
