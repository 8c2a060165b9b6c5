"""The form of a rectification plan (整改方案): its header fields and the columns of its measures."""

from __future__ import annotations

from lantian_desktop.domain.plans.plan import PlanType
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn, choices_of
from lantian_desktop.exchange.kit.forms import FormLayout

MEASURES = ColumnSet(
    "整改措施",
    (
        SheetColumn("serial", "序号", ("编号",), CellKind.SERIAL, width=6),
        SheetColumn("text", "措施", ("整改措施", "措施内容", "具体措施"), required=True, width=46),
        SheetColumn("unit", "责任单位", ("牵头单位", "实施单位"), required=True, width=18),
        SheetColumn("person", "责任人", ("责任人姓名", "负责人"), CellKind.NAME, required=True, width=10),
        SheetColumn("phone", "电话", ("责任人电话", "联系电话"), CellKind.PHONE, width=15),
        SheetColumn(
            "due", "完成时限", ("完成日期", "时限", "完成期限", "整改时限"), CellKind.DATE, required=True, width=12
        ),
    ),
)
FIELDS = ColumnSet(
    "整改方案",
    (
        SheetColumn("number", "问题编号", ("编号",), CellKind.CODE, required=True),
        SheetColumn("type", "整改类型", ("类型",), CellKind.CHOICE, required=True, choices=choices_of(PlanType)),
        SheetColumn("goal", "整改目标", ("目标",), required=True),
        SheetColumn("standard", "完成标准", ("标准",), required=True),
        SheetColumn("interim_control", "过渡期管控", ("过渡期管控措施", "临时管控措施", "管控措施")),
        SheetColumn("budget_source", "资金来源", ("经费来源", "资金安排")),
        SheetColumn("author", "填报人", ("编制人", "拟稿人"), CellKind.NAME),
        SheetColumn("submitted_on", "填报日期", ("报送日期",), CellKind.DATE),
        SheetColumn("revision", "数据版本", (), CellKind.INTEGER, hint="由程序填写，请勿改动"),
    ),
)

PLAN = FormLayout("整改方案", FIELDS, MEASURES)
