"""The sentences of a summary, made from the same figures as its tables, and which tables there are. No layout, no store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.plans.verification import Outcome
from lantian_desktop.domain.summaries.feedback import (
    CountLine,
    DayFigures,
    Summary,
    SummaryForm,
    SummaryNotes,
    percent,
)
from lantian_desktop.domain.terms import Labelled

_NUMERALS = "一二三四五六七八九十"
# What a 日报 counts of the day's steps, in the order of the procedure.
_DAILY_STEPS = (
    IssueAction.CONFIRM,
    IssueAction.APPEAL,
    IssueAction.UPHOLD,
    IssueAction.REJECT,
    IssueAction.ASSIGN,
    IssueAction.SUBMIT_PLAN,
    IssueAction.APPROVE_PLAN,
    IssueAction.RETURN_PLAN,
    IssueAction.REPORT_DONE,
    IssueAction.PASS,
    IssueAction.FAIL,
    IssueAction.STRIKE_OFF,
    IssueAction.REFUSE,
    IssueAction.REOPEN,
    IssueAction.WITHDRAW,
)


class SummaryTable(Labelled):
    """A table of a summary; the label is its caption."""

    NEW = "new", "当日新增问题"
    DUE = "due", "当日到期事项"
    CATEGORY = "category", "分类别情况"
    UNIT = "unit", "分单位情况"
    OVERDUE = "overdue", "超期问题"


def tables_of(figures: Summary) -> tuple[SummaryTable, ...]:
    """Return the tables a summary has, in order; one over a single category or unit does not divide by it."""
    there = {
        SummaryTable.NEW: figures.day is not None and bool(figures.day.new),
        SummaryTable.DUE: figures.day is not None and bool(figures.day.due),
        SummaryTable.CATEGORY: not figures.topic.category and figures.form is not SummaryForm.DAILY,
        SummaryTable.UNIT: figures.topic.territory_id is None,
        SummaryTable.OVERDUE: bool(figures.overdue),
    }
    return tuple(table for table, present in there.items() if present)


def table_name(figures: Summary, table: SummaryTable) -> str:
    """Return 表2 for the second table of the summary."""
    return f"表{tables_of(figures).index(table) + 1}"


def summary_text(figures: Summary, notes: SummaryNotes | None = None) -> tuple[str, ...]:
    """Return the summary's paragraphs with their headings; what a person wrote stands at the end."""
    parts: list[tuple[str, Sequence[str]]] = [(name, (say(figures),)) for name, say in _SECTIONS[figures.form]]
    if notes is not None:
        parts += [("典型问题", _paragraphs(notes.typical)), ("下一步工作", _paragraphs(notes.next_steps))]
    filled = ((name, texts) for name, texts in parts if any(texts))
    return tuple(chain.from_iterable(
        (f"{numeral}、{name}", *texts) for numeral, (name, texts) in zip(_NUMERALS, filled, strict=False)
    ))  # fmt: skip


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _overall(figures: Summary) -> str:
    about = f"“{figures.topic.label}”" if figures.topic.label else ""
    states = "，".join(
        f"{state.label}{figures.by_state.get(state, 0)}个" for state in IssueState if figures.by_state.get(state, 0)
    )
    parts = [
        f"截至{cn_date(figures.as_of)}，{figures.round_caption}{about}累计登记问题{figures.found}个",
        f"交办督办{figures.assigned}个（占{percent(figures.assigned, figures.found)}）",
        f"撤销{figures.withdrawn}个",
        f"销号{figures.closed}个（占{percent(figures.closed, figures.found)}）",
    ]
    return f"{'，'.join(parts)}。当前状态：{states or '无'}。"


def _of_the_day(figures: Summary) -> str:
    day = figures.day or DayFigures((), {}, (), 0)
    done = "，".join(f"{action.label}{day.done[action]}个" for action in _DAILY_STEPS if day.done.get(action))
    new = f"新增问题{len(day.new)}个"
    if day.new:
        new += f"（见{table_name(figures, SummaryTable.NEW)}）"
    due = f"当日到期{len(day.due)}项"
    if day.due:
        due += f"（见{table_name(figures, SummaryTable.DUE)}）"
    late = f"当日新增超期{day.newly_overdue}个，累计超期{len(figures.overdue)}个"
    return f"{cn_date(figures.as_of)}{figures.round_caption}{new}；当日办理：{done or '无'}；{due}；{late}。"


def _progress(figures: Summary) -> str:
    return (
        f"应报整改方案{figures.plans_owed}个，已报{figures.plans_submitted}个，"
        f"报送率{percent(figures.plans_submitted, figures.plans_owed)}，"
        f"其中按期报送{figures.plans_on_time}个，按期率{percent(figures.plans_on_time, figures.plans_owed)}；"
        f"已到整改期限或已报告完成{figures.rectified_owed}个，按期完成{figures.rectified_on_time}个，"
        f"按期率{percent(figures.rectified_on_time, figures.rectified_owed)}。"
        f"提出申诉{figures.appeals}个，申诉成立{figures.appeals_upheld}个。"
    )


def _verified(figures: Summary) -> str:
    outcomes: Mapping[Outcome, int] = figures.outcomes
    total = sum(outcomes.values())
    if total == 0:
        return "尚无核查记录。"
    parts = [
        f"{outcome.label}{outcomes[outcome]}次（{percent(outcomes[outcome], total)}）"
        for outcome in Outcome
        if outcomes.get(outcome)
    ]
    return f"累计核查{total}次：{'，'.join(parts)}。"


def _overdue(figures: Summary) -> str:
    if not figures.overdue:
        return "无超期问题。"
    return f"超期未办结问题{len(figures.overdue)}个，见{table_name(figures, SummaryTable.OVERDUE)}。"


def _units(figures: Summary) -> str:
    """Return who has no issues at all and who owes plans; nothing when the summary is about one unit."""
    if SummaryTable.UNIT not in tables_of(figures):
        return ""
    silent = [line.label for line in figures.by_unit if line.found == 0]
    named = f"无登记问题的单位：{'、'.join(silent)}。" if silent else "各单位均有登记问题。"
    return f"各单位情况见{table_name(figures, SummaryTable.UNIT)}。{named}{_owing(figures.by_unit)}"


def _owing(lines: Iterable[CountLine]) -> str:
    owing = [
        f"{line.label}（{line.plans_owed - line.plans_in}个）" for line in lines if line.plans_owed > line.plans_in
    ]
    return f"尚未报齐整改方案的单位：{'、'.join(owing)}。" if owing else ""


_GENERAL: tuple[tuple[str, Callable[[Summary], str]], ...] = (
    ("总体情况", _overall),
    ("办理进度", _progress),
    ("核查情况", _verified),
    ("超期问题", _overdue),
    ("分单位情况", _units),
)
_SECTIONS: Mapping[SummaryForm, tuple[tuple[str, Callable[[Summary], str]], ...]] = {
    SummaryForm.GENERAL: _GENERAL,
    SummaryForm.DAILY: (
        ("当日情况", _of_the_day),
        ("累计情况", _overall),
        ("办理进度", _progress),
        ("超期问题", _overdue),
        ("分单位情况", _units),
    ),
    SummaryForm.ROUND: _GENERAL,
    SummaryForm.SPECIAL: _GENERAL,
}
