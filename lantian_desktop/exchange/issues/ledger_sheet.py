"""The columns of the ledger (问题整改台账) as offices keep it, in the order they print it."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn

LEDGER = ColumnSet(
    "问题整改台账",
    (
        SheetColumn("serial", "序号", kind=CellKind.SERIAL, width=6),
        SheetColumn("number", "编号", width=14),
        SheetColumn("source", "来源", width=10),
        SheetColumn("round", "轮次", width=7),
        SheetColumn("territory", "属地", width=12),
        SheetColumn("site", "点位", width=22),
        SheetColumn("category", "类别", width=18),
        SheetColumn("description", "问题描述", width=40),
        SheetColumn("requirement", "整改要求", width=26),
        SheetColumn("due", "整改时限", width=12),
        SheetColumn("standard", "完成标准", width=26),
        SheetColumn("measures", "整改措施", width=36),
        SheetColumn("responsible_unit", "责任单位", width=16),
        SheetColumn("responsible_person", "责任人及电话", width=20),
        SheetColumn("lead_and_support", "牵头/配合单位", width=20),
        SheetColumn("progress", "进展", width=26),
        SheetColumn("obstacle", "未到位原因及下一步", width=26),
        SheetColumn("result", "核查结果", width=12),
        SheetColumn("closed", "是否销号", width=10),
    ),
)
