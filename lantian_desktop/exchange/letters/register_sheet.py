"""The columns of the 发文登记簿 and 收文登记簿 as they leave, in the order they are printed."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import ColumnSet, SheetColumn

ISSUED = ColumnSet(
    "发文登记簿",
    (
        SheetColumn("number", "文号", width=22),
        SheetColumn("dated_on", "成文日期", width=12),
        SheetColumn("title", "标题", width=44),
        SheetColumn("kind", "文种", width=10),
        SheetColumn("addressees", "主送", width=24),
        SheetColumn("copied_to", "抄送", width=20),
        SheetColumn("signatory", "签发人", width=10),
        SheetColumn("issues", "涉及问题数", width=11),
        SheetColumn("registered_at", "登记时间", width=17),
        SheetColumn("user", "登记人", width=10),
        SheetColumn("reprints", "重印次数", width=10),
        SheetColumn("void", "作废（原因）", width=20),
        SheetColumn("sha256", "PDF SHA-256", width=68),
    ),
)
RECEIVED = ColumnSet(
    "收文登记簿",
    (
        SheetColumn("number", "来文字号", width=24),
        SheetColumn("sender", "来文单位", width=20),
        SheetColumn("title", "标题", width=44),
        SheetColumn("dated_on", "成文日期", width=12),
        SheetColumn("received_on", "收文日期", width=12),
        SheetColumn("plan_due", "方案期限", width=12),
        SheetColumn("rectify_due", "整改期限", width=12),
        SheetColumn("issues", "涉及问题", width=36),
        SheetColumn("scan", "扫描件有无", width=11),
    ),
)
