"""The columns of a progress report on measures (整改进展)."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn

PROGRESS = ColumnSet(
    "整改进展",
    (
        SheetColumn("serial", "序号", (), CellKind.SERIAL, width=6),
        SheetColumn(
            "number", "编号", ("问题编号", "督办编号"), CellKind.CODE, required=True, example="高督-12-018", width=14
        ),
        SheetColumn(
            "measure",
            "措施",
            ("整改措施", "措施序号", "措施内容", "第几条措施"),
            hint="写第几条（1、2……）或措施原文；只有一条措施时可不填",
            example="1",
            width=30,
        ),
        SheetColumn(
            "percent",
            "进展",
            ("进展%", "进度", "进度%", "完成比例", "完成率", "完成百分比", "整改进度"),
            CellKind.PERCENT,
            required=True,
            example="35%",
            width=9,
        ),
        SheetColumn("note", "说明", ("进展说明", "进展情况", "整改情况", "情况说明", "工作进展"), width=40),
        SheetColumn(
            "on",
            "日期",
            ("报告日期", "填报日期", "进展日期", "截至日期", "填报时间"),
            CellKind.DATE,
            required=True,
            example="2019-07-15",
            width=12,
        ),
        SheetColumn(
            "evidence",
            "佐证材料",
            ("附件", "佐证", "证明材料", "照片"),
            CellKind.LIST,
            hint="与本文件同一文件夹内的文件名",
            width=26,
        ),
        SheetColumn("taken_on", "拍摄日期", ("照片日期", "拍照日期", "拍摄时间"), CellKind.DATE, width=12),
    ),
)
