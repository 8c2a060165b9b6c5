"""Sheets about duty: the loads of a period, the explanation of an arrangement, and the accounts of 轮休 and 换休."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.rota.arranging import Arrangement
from lantian_desktop.domain.rota.load import Load, LoadTable
from lantian_desktop.domain.rota.rest_balance import RestBalance, days_text
from lantian_desktop.domain.rota.rota import DutyMember
from lantian_desktop.domain.rota.words import (
    RULES,
    barred_words,
    candidate_words,
    table_title,
    table_verdict,
    tenths,
    weights_words,
    why_words,
)
from lantian_desktop.exchange.kit.columns import ColumnSet, SheetColumn
from lantian_desktop.exchange.kit.writing import Grid, grid_of, workbook_bytes

Row = dict[str, object]
_KINDS = (
    SheetColumn("workdays", "工作日班", width=10),
    SheetColumn("rest_days", "休息日班", width=10),
    SheetColumn("holidays", "法定节假日班", width=13),
    SheetColumn("nights", "其中夜班", width=10),
    SheetColumn("shifts", "合计班数", width=10),
    SheetColumn("points", "分值", width=8),
)
LOADS = ColumnSet(
    "值班负荷",
    (
        SheetColumn("table", "季度与岗位", width=22),
        SheetColumn("name", "姓名", width=10),
        SheetColumn("share", "分担（%）", width=10),
        *_KINDS,
        SheetColumn("credit", "请假记入", width=10),
        SheetColumn("level", "折算分值", width=10),
        SheetColumn("deviation", "与平均相差", width=11),
        SheetColumn("note", "说明", width=44),
    ),
)
REASONS = ColumnSet(
    "排班理由",
    (
        SheetColumn("day", "值班日", width=12),
        SheetColumn("shift", "班次", width=8),
        SheetColumn("post", "岗位", width=10),
        SheetColumn("name", "人员", width=10),
        SheetColumn("points", "分值", width=7),
        SheetColumn("why", "为何排此人", width=46),
        SheetColumn("candidates", "可排人员当时负荷", width=40),
        SheetColumn("barred", "不可排人员及原因", width=50),
    ),
)
ACCOUNTS = ColumnSet(
    "轮休换休",
    (
        SheetColumn("name", "姓名", width=10),
        *_KINDS,
        SheetColumn("opening", "期初（天）", width=10),
        SheetColumn("earned", "值班挣得（天）", width=14),
        SheetColumn("spent", "换休（天）", width=10),
        SheetColumn("by_hand", "补记（天）", width=10),
        SheetColumn("balance", "结余（天）", width=10),
        SheetColumn("note", "提示", width=14),
    ),
)
ACCOUNT_LINES = ColumnSet(
    "换休明细",
    (
        SheetColumn("name", "姓名", width=10),
        SheetColumn("day", "日期", width=12),
        SheetColumn("kind", "类别", width=10),
        SheetColumn("words", "事由", width=44),
        SheetColumn("tenths", "天数", width=8),
        SheetColumn("balance", "结余", width=8),
    ),
)


def explanation_bytes(
    arrangement: Arrangement, members: Mapping[int, DutyMember], weights: LoadWeights, *, created: datetime, title: str
) -> bytes:
    """Return the workbook that explains an arrangement: loads, the reason of every seat, and the rules."""
    rules = Grid("规则", ("规则",), tuple((text,) for text in (*RULES, f"分值：{weights_words(weights)}。")), (110,))
    reasons = grid_of(REASONS, [*_given(arrangement, members), *_vacant(arrangement, members)])
    return workbook_bytes((_loads(arrangement.tables, weights, title), reasons, rules), created=created)


def loads_bytes(tables: Sequence[LoadTable], weights: LoadWeights, *, created: datetime, title: str) -> bytes:
    """Return the workbook of loads as they stand."""
    return workbook_bytes((_loads(tables, weights, title),), created=created)


def accounts_bytes(
    accounts: Sequence[RestBalance], tables: Sequence[LoadTable], weights: LoadWeights, *, created: datetime, title: str
) -> bytes:
    """Return the workbook of 轮休 and 换休: everybody's sums, every line, and the loads of the same days by post."""
    lines = [row for account in accounts for row in _account_lines(account)]
    sums, every = grid_of(ACCOUNTS, account_rows(accounts), title=title), grid_of(ACCOUNT_LINES, lines)
    return workbook_bytes((sums, every, _loads(tables, weights, "")), created=created)


def account_rows(accounts: Iterable[RestBalance]) -> list[Row]:
    """Return everybody's sums as rows of ACCOUNTS."""
    return [
        {
            "name": one.member.name,
            **_counts(one.load, one.points),
            "opening": days_text(one.opening),
            "earned": days_text(one.earned),
            "spent": days_text(one.spent),
            "by_hand": days_text(one.by_hand),
            "balance": days_text(one.balance),
            "note": "已透支" if one.overdrawn else "",
        }
        for one in accounts
    ]


def _account_lines(account: RestBalance) -> list[Row]:
    return [
        {
            "name": account.member.name,
            "day": line.day,
            "kind": line.kind,
            "words": line.words,
            "tenths": days_text(line.tenths, signed=True),
            "balance": days_text(line.balance),
        }
        for line in account.lines
    ]


def _loads(tables: Iterable[LoadTable], weights: LoadWeights, title: str) -> Grid:
    rows: list[Row] = []
    for table in tables:
        name = table_title(table)
        for line in table.lines:
            figures = {"share": line.share, "level": line.level, "deviation": line.deviation}
            shown = {key: tenths(value) for key, value in figures.items()}
            counts = _counts(line.load, line.points)
            rows.append({"table": name, "name": line.member.name, **counts, "credit": line.credit, **shown})
        if table.others.shifts:
            counts = _counts(table.others, table.others.points(weights))
            rows.append({"table": name, "name": "其他人员", **counts, "note": "替班等，不在本岗位人员之内"})
        total = {"level": tenths(sum((line.level for line in table.lines), Fraction(0)))}
        note = table_verdict(table)
        rows.append({"table": name, "name": "合计", **_counts(table.total, table.points), **total, "note": note})
    return grid_of(LOADS, rows, title=title)


def _given(arrangement: Arrangement, members: Mapping[int, DutyMember]) -> list[Row]:
    return [
        {
            "day": why.slot.shift.day,
            "shift": why.slot.shift.name,
            "post": why.slot.seat.post,
            "name": members[why.member_id].name,
            "points": why.slot.points,
            "why": why_words(why, members),
            "candidates": candidate_words(why.candidates, members),
            "barred": barred_words(why.candidates, members),
        }
        for why in arrangement.reasons
    ]


def _vacant(arrangement: Arrangement, members: Mapping[int, DutyMember]) -> list[Row]:
    return [
        {
            "day": one.slot.shift.day,
            "shift": one.slot.shift.name,
            "post": one.slot.seat.post,
            "name": "空缺",
            "points": one.slot.points,
            "why": "无人可排。",
            "barred": barred_words(one.candidates, members),
        }
        for one in arrangement.vacant
    ]


def _counts(load: Load, points: int) -> Row:
    return {
        "workdays": load.workdays,
        "rest_days": load.rest_days,
        "holidays": load.holidays,
        "nights": load.nights,
        "shifts": load.shifts,
        "points": points,
    }
