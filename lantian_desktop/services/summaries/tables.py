"""The tables of a summary as the typesetter takes them. The figures come in; which tables there are `summary_text` says."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.summaries.feedback import CountLine, DayLine, OverdueLine, Summary, SummaryForm, percent
from lantian_desktop.services.summaries.text import SummaryTable, table_name, tables_of

SHOWN = 50  # lines of a table that names issues; the rest is counted
_CENTRE = Align.CENTRE


def tables(figures: Summary) -> tuple[TableContent, ...]:
    """Return the tables in their order."""
    return tuple(_table(figures, table) for table in tables_of(figures))


def _table(figures: Summary, table: SummaryTable) -> TableContent:
    caption = f"{table_name(figures, table)}  {table.label}"
    if table is SummaryTable.OVERDUE:
        return _overdue_table(caption, figures.overdue)
    if table is SummaryTable.CATEGORY:
        return _count_table(caption, "类别", figures.by_category)
    if table is SummaryTable.UNIT:
        return _count_table(caption, "单位", figures.by_unit, daily=figures.form is SummaryForm.DAILY)
    day = figures.day
    lines = () if day is None else day.new if table is SummaryTable.NEW else day.due
    return _day_table(caption, "类别" if table is SummaryTable.NEW else "到期事项", lines)


def _count_table(caption: str, head: str, lines: Sequence[CountLine], *, daily: bool = False) -> TableContent:
    total = sum(line.found for line in lines)
    heads = (*(("当日新增",) if daily else ()), "登记", "占比", "交办", "销号", "销号率", "超期")
    columns = (TableColumn(head, 2.6), *(TableColumn(word, 1.0, _CENTRE) for word in heads))
    names = ("assigned", "closed", "overdue", "new")
    whole = CountLine("合计", total, *(sum(getattr(line, name) for line in lines) for name in names))
    rows = tuple(_count_row(line, total, daily=daily) for line in (*lines, whole))
    return TableContent(columns, rows, caption, "单位：个")


def _count_row(line: CountLine, total: int, *, daily: bool) -> tuple[str, ...]:
    return (
        line.label,
        *((str(line.new),) if daily else ()),
        str(line.found),
        percent(line.found, total),
        str(line.assigned),
        str(line.closed),
        percent(line.closed, line.found),
        str(line.overdue),
    )


def _overdue_table(caption: str, lines: Sequence[OverdueLine]) -> TableContent:
    columns = (
        TableColumn("编号", 1.4, _CENTRE),
        TableColumn("属地", 1.2, _CENTRE),
        TableColumn("点位名称", 2.6),
        TableColumn("期限", 1.6, _CENTRE),
        TableColumn("超期天数", 1.0, _CENTRE),
    )
    rows = tuple((line.number, line.territory, line.site, cn_date(line.due), str(line.days)) for line in lines[:SHOWN])
    return TableContent(columns, rows, caption, _left_over(lines))


def _day_table(caption: str, head: str, lines: Sequence[DayLine]) -> TableContent:
    columns = (
        TableColumn("编号", 1.4, _CENTRE),
        TableColumn("属地", 1.2, _CENTRE),
        TableColumn("点位名称", 2.8),
        TableColumn(head, 2.0, _CENTRE),
    )
    rows = tuple((line.number, line.territory, line.site, line.what) for line in lines[:SHOWN])
    return TableContent(columns, rows, caption, _left_over(lines))


def _left_over(lines: Sequence[object]) -> str:
    left = len(lines) - SHOWN
    return f"另有 {left} 个未列出" if left > 0 else ""
