"""The form of a rectification plan (整改方案): its header fields and the columns of its measures."""

from __future__ import annotations

from lantian_desktop.domain.plans.plan import PlanType
from lantian_desktop.exchange.kit.columns import Column, ColumnSet, Kind, choices_of
from lantian_desktop.exchange.kit.forms import FormLayout

MEASURES = ColumnSet(
    "整改措施",
    (
        Column("serial", "序号", ("编号",), Kind.SERIAL, width=6),
        Column("text", "措施", ("整改措施", "措施内容", "具体措施"), required=True, width=46),
        Column("unit", "责任单位", ("牵头单位", "实施单位"), required=True, width=18),
        Column("person", "责任人", ("责任人姓名", "负责人"), Kind.NAME, required=True, width=10),
        Column("phone", "电话", ("责任人电话", "联系电话"), Kind.PHONE, width=15),
        Column("due", "完成时限", ("完成日期", "时限", "完成期限", "整改时限"), Kind.DATE, required=True, width=12),
    ),
)
FIELDS = ColumnSet(
    "整改方案",
    (
        Column("number", "问题编号", ("编号",), Kind.CODE, required=True),
        Column("type", "整改类型", ("类型",), Kind.CHOICE, required=True, choices=choices_of(PlanType)),
        Column("goal", "整改目标", ("目标",), required=True),
        Column("standard", "完成标准", ("标准",), required=True),
        Column("interim_control", "过渡期管控", ("过渡期管控措施", "临时管控措施", "管控措施")),
        Column("budget_source", "资金来源", ("经费来源", "资金安排")),
        Column("author", "填报人", ("编制人", "拟稿人"), Kind.NAME),
        Column("submitted_on", "填报日期", ("报送日期",), Kind.DATE),
    ),
)

PLAN = FormLayout("整改方案", FIELDS, MEASURES)
