"""The columns of the ledger (问题整改台账) as offices keep it, in the order they print it."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import Column, ColumnSet, Kind

LEDGER = ColumnSet(
    "问题整改台账",
    (
        Column("serial", "序号", kind=Kind.SERIAL, width=6),
        Column("number", "编号", width=14),
        Column("source", "来源", width=10),
        Column("round", "轮次", width=7),
        Column("territory", "属地", width=12),
        Column("site", "点位", width=22),
        Column("category", "类别", width=18),
        Column("description", "问题描述", width=40),
        Column("requirement", "整改要求", width=26),
        Column("due", "整改时限", width=12),
        Column("standard", "完成标准", width=26),
        Column("measures", "整改措施", width=36),
        Column("responsible_unit", "责任单位", width=16),
        Column("responsible_person", "责任人及电话", width=20),
        Column("lead_and_support", "牵头/配合单位", width=20),
        Column("progress", "进展", width=26),
        Column("obstacle", "未到位原因及下一步", width=26),
        Column("result", "核查结果", width=12),
        Column("closed", "是否销号", width=10),
    ),
)
