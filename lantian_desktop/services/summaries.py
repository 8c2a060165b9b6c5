"""综合反馈: one set of figures, and the sentences, tables and pages made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lantian_desktop.domain.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.feedback import CountLine, OverdueLine, Summary, percent
from lantian_desktop.domain.issue import IssueState
from lantian_desktop.domain.verification import Outcome
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store import summary as stored

if TYPE_CHECKING:
    from lantian_desktop.documents.table import TableContent

SHOWN_OVERDUE = 50  # the rest is counted


def summary(office: Office, *, as_of: date | None = None, round_number: int | None = None) -> Summary:
    """Return every figure as of a day (today), for one round or all."""
    day = as_of or office.today
    if day > office.today:
        raise InvalidInput("截至日期晚于今天，请更正。", field="as_of")
    return stored.summary(office.session, as_of=day, round_number=round_number)


def summary_title(office: Office, figures: Summary) -> str:
    """Return the document's title."""
    middle = f"{figures.round_caption.partition('（')[0]}" if figures.round_caption else ""
    return f"{office.profile.name}{middle}强化监督整改情况综合反馈"


def summary_text(figures: Summary) -> tuple[str, ...]:
    """Return the summary's paragraphs, made from the same figures as its tables."""
    return (
        "一、总体情况",
        _overall(figures),
        "二、办理进度",
        _progress(figures),
        "三、核查情况",
        _outcomes(figures.outcomes),
        "四、超期问题",
        _overdue(figures.overdue),
        "五、分单位情况",
        _silent(figures.by_unit),
    )


def _overall(figures: Summary) -> str:
    lead = f"截至{cn_date(figures.as_of)}，{figures.round_caption}累计登记问题{figures.found}个"
    states = "，".join(
        f"{state.label}{figures.by_state.get(state, 0)}个" for state in IssueState if figures.by_state.get(state, 0)
    )
    parts = [
        lead,
        f"交办督办{figures.assigned}个（占{percent(figures.assigned, figures.found)}）",
        f"撤销{figures.withdrawn}个",
        f"销号{figures.closed}个（占{percent(figures.closed, figures.found)}）",
    ]
    return f"{'，'.join(parts)}。当前状态：{states or '无'}。"


def _progress(figures: Summary) -> str:
    return (
        f"应报整改方案{figures.plans_owed}个，已报{figures.plans_submitted}个，"
        f"报送率{percent(figures.plans_submitted, figures.plans_owed)}，"
        f"其中按期报送{figures.plans_on_time}个，按期率{percent(figures.plans_on_time, figures.plans_owed)}；"
        f"已到整改期限或已报告完成{figures.rectified_owed}个，按期完成{figures.rectified_on_time}个，"
        f"按期率{percent(figures.rectified_on_time, figures.rectified_owed)}。"
        f"提出申诉{figures.appeals}个，申诉成立{figures.appeals_upheld}个。"
    )


def _outcomes(outcomes: Mapping[Outcome, int]) -> str:
    total = sum(outcomes.values())
    if total == 0:
        return "尚无核查记录。"
    parts = [
        f"{outcome.label}{outcomes[outcome]}次（{percent(outcomes[outcome], total)}）"
        for outcome in Outcome
        if outcomes.get(outcome)
    ]
    return f"累计核查{total}次：{'，'.join(parts)}。"


def _overdue(lines: Sequence[OverdueLine]) -> str:
    if not lines:
        return "无超期问题。"
    return f"超期未办结问题{len(lines)}个，见表3。"


def _silent(lines: Sequence[CountLine]) -> str:
    silent = [line.label for line in lines if line.found == 0]
    named = f"无登记问题的单位：{'、'.join(silent)}。" if silent else "各单位均有登记问题。"
    return f"各单位情况见表2。{named}"


def summary_pdf(office: Office, *, as_of: date | None = None, round_number: int | None = None) -> bytes:
    """Return the 综合反馈 as a plain document."""
    from lantian_desktop.documents.feedback_summary import (
        FeedbackSummary,
        build,
    )  # reportlab: only where a page is made

    figures = summary(office, as_of=as_of, round_number=round_number)
    content = FeedbackSummary(
        title=summary_title(office, figures),
        as_of=figures.as_of,
        blocks=(*summary_text(figures), *_tables(figures)),
        issuer=office.profile.letterhead,
        dated_on=figures.as_of,
    )
    return build(content, faces(office))


def _tables(figures: Summary) -> tuple[TableContent, ...]:
    tables = [
        _count_table("表1  分类别情况", "类别", figures.by_category),
        _count_table("表2  分单位情况", "单位", figures.by_unit),
    ]
    if figures.overdue:
        tables.append(_overdue_table(figures.overdue))
    return tuple(tables)


def _count_table(caption: str, head: str, lines: Sequence[CountLine]) -> TableContent:
    from lantian_desktop.documents.table import Align, TableColumn, TableContent  # as above

    centre = Align.CENTRE
    total = sum(line.found for line in lines)
    heads = ("登记", "占比", "交办", "销号", "销号率", "超期")
    columns = (TableColumn(head, 2.6), *(TableColumn(word, 1.0, centre) for word in heads))
    rows = [_count_row(line, total) for line in lines]
    whole = CountLine(
        "合计", total, *(sum(getattr(line, name) for line in lines) for name in ("assigned", "closed", "overdue"))
    )
    return TableContent(columns, (*rows, _count_row(whole, total)), caption, "单位：个")


def _count_row(line: CountLine, total: int) -> tuple[str, ...]:
    return (
        line.label,
        str(line.found),
        percent(line.found, total),
        str(line.assigned),
        str(line.closed),
        percent(line.closed, line.found),
        str(line.overdue),
    )


def _overdue_table(lines: Sequence[OverdueLine]) -> TableContent:
    from lantian_desktop.documents.table import Align, TableColumn, TableContent  # as above

    centre = Align.CENTRE
    columns = (
        TableColumn("编号", 1.4, centre),
        TableColumn("属地", 1.2, centre),
        TableColumn("点位名称", 2.6),
        TableColumn("期限", 1.6, centre),
        TableColumn("超期天数", 1.0, centre),
    )
    rows = tuple(
        (line.number, line.territory, line.site, cn_date(line.due), str(line.days)) for line in lines[:SHOWN_OVERDUE]
    )
    left = len(lines) - len(rows)
    return TableContent(columns, rows, "表3  超期问题", f"另有 {left} 个未列出" if left > 0 else "")
