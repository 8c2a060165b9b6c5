"""The columns of the sheet that lists a round's inspection groups (轮次与工作组), beside the roster in the same file."""

from __future__ import annotations

from lantian_desktop.domain.roster.roster import GroupKind
from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn, choices_of

_KINDS = choices_of(
    GroupKind,
    {
        "central_group": ("中心", "中心协调组"),
        "ordinary_group": ("普通", "常规组"),
        "special_group": ("专项组", "机动组"),
    },
)

GROUPS = ColumnSet(
    "轮次与工作组",
    (
        SheetColumn("serial", "序号", ("编号",), CellKind.SERIAL, width=6),
        SheetColumn(
            "round",
            "轮次",
            ("督查轮次", "帮扶轮次", "监督轮次"),
            CellKind.INTEGER,
            required=True,
            low=1,
            high=999,
            example="12",
            width=7,
        ),
        SheetColumn(
            "starts_on",
            "开始日期",
            ("起始日期", "进驻日期", "开始时间", "进驻时间", "自"),
            CellKind.DATE,
            example="2019-07-08",
            width=12,
        ),
        SheetColumn(
            "ends_on",
            "结束日期",
            ("截止日期", "离开日期", "结束时间", "撤离日期", "至"),
            CellKind.DATE,
            example="2019-07-22",
            width=12,
        ),
        SheetColumn("group", "组名", ("工作组", "工作组名称", "组别名称"), required=True, example="第3组", width=12),
        SheetColumn(
            "kind",
            "组别",
            ("组类型", "类型", "工作组类型"),
            CellKind.CHOICE,
            choices=_KINDS,
            example="普通组",
            width=10,
        ),
        SheetColumn(
            "territories",
            "负责区县",
            ("负责区域", "检查区县", "督查区域", "对应区县", "包抓区县"),
            CellKind.LIST,
            example="高陵区、阎良区",
            width=28,
        ),
        SheetColumn("remark", "备注", ("说明",), width=20),
    ),
)
