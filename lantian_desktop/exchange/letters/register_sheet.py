"""The columns of the 发文登记簿 and 收文登记簿 as they leave, in the order they are printed."""

from __future__ import annotations

from lantian_desktop.exchange.kit.columns import Column, ColumnSet

ISSUED = ColumnSet(
    "发文登记簿",
    (
        Column("number", "文号", width=22),
        Column("dated_on", "成文日期", width=12),
        Column("title", "标题", width=44),
        Column("kind", "文种", width=10),
        Column("addressees", "主送", width=24),
        Column("copied_to", "抄送", width=20),
        Column("signatory", "签发人", width=10),
        Column("issues", "涉及问题数", width=11),
        Column("registered_at", "登记时间", width=17),
        Column("user", "登记人", width=10),
        Column("reprints", "重印次数", width=10),
        Column("void", "作废（原因）", width=20),
        Column("sha256", "PDF SHA-256", width=68),
    ),
)
RECEIVED = ColumnSet(
    "收文登记簿",
    (
        Column("number", "来文字号", width=24),
        Column("sender", "来文单位", width=20),
        Column("title", "标题", width=44),
        Column("dated_on", "成文日期", width=12),
        Column("received_on", "收文日期", width=12),
        Column("plan_due", "方案期限", width=12),
        Column("rectify_due", "整改期限", width=12),
        Column("issues", "涉及问题", width=36),
        Column("scan", "扫描件有无", width=11),
    ),
)
