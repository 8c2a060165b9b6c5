"""The columns of a 值班表 as a sheet: one row a shift. Whom a name means is not known here."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import CellKind, ColumnSet, SheetColumn

_NOBODY = ("待定", "空缺", "空", "无", "/", "-", "—", "——")

ROTA = ColumnSet(
    "值班表",
    (
        SheetColumn("serial", "序号", ("编号", "no", "顺序"), CellKind.SERIAL, width=6),
        SheetColumn(
            "day",
            "日期",
            ("值班日期", "时间", "值班时间", "年月日", "日期时间"),
            CellKind.DATE,
            required=True,
            hint="要写年份；一班一行",
            example="2019-07-15",
            width=12,
        ),
        SheetColumn("weekday", "星期", ("周几", "星期几", "周"), hint="可不填，导入时不看这一列", width=6),
        SheetColumn("mark", "节假日", ("日期性质", "假日", "类型"), hint="可不填，导入时不看这一列", width=10),
        SheetColumn(
            "shift",
            "班次",
            ("值班班次", "班别", "时段", "值班时段", "班"),
            blanks=("/", "-"),
            hint="一天只有一班的可不填",
            example="夜班",
            width=10,
        ),
        SheetColumn(
            "leader",
            "带班领导",
            ("值班领导", "带班", "领导", "带班人", "带班负责人", "带班领导姓名", "值班领导姓名", "带班人员"),
            CellKind.LIST,
            blanks=_NOBODY,
            hint="写“人员与请假”里的姓名",
            example="示例甲",
            width=12,
        ),
        SheetColumn(
            "leader_phone",
            "带班领导电话",
            ("领导电话", "带班电话", "值班领导电话", "带班领导手机", "带班领导联系电话"),
            hint="可不填，导入时不看这一列",
            width=14,
        ),
        SheetColumn(
            "officers",
            "值班员",
            (
                "值班人员", "值班", "值班人", "值班干部", "值班员姓名", "值班人员姓名", "值守人员", "工作人员", "主班", "姓名",
            ),
            CellKind.LIST,
            blanks=_NOBODY,
            hint="几名值班员用顿号分隔，最多 3 名",
            example="示例乙、示例丙",
            width=20,
        ),
        SheetColumn(
            "officer_phones",
            "值班员电话",
            ("值班人员电话", "联系电话", "电话", "联系方式", "值班员手机", "手机", "值班电话"),
            hint="可不填，导入时不看这一列",
            width=26,
        ),
        SheetColumn("note", "备注", ("说明", "变动", "附注"), hint="可不填，导入时不看这一列", width=24),
    ),
)  # fmt: skip
