"""What the 值班日志 says of a line and of a hand-over: columns, chips, facts. No widgets."""

from __future__ import annotations

from collections.abc import Callable

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.duty.log import CallOutcome, Handover, LogEntry, ShiftKey
from lantian_desktop.domain.phones import grouped
from lantian_desktop.services.duty.log import is_late, is_open_call
from lantian_desktop.services.duty.log_print import item_text, shift_caption, signature_text
from lantian_desktop.services.issues.issues import any_issue
from lantian_desktop.services.office import Office
from lantian_desktop.ui.kit.lists.cards import Detail, Event, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.paint.theme import Tone

Row = LogEntry | Handover
HANDOVER = "交接班"
OPEN, OPEN_CALL, CLOSED, LATE, LOCKED = "未办结", "未接通", "已有后续", "补记", "已锁定"
_OUTCOME_TONES = {CallOutcome.ANSWERED: Tone.GREEN, CallOutcome.PASSED_ON: Tone.ACCENT}


def key_of(row: Row) -> tuple[str, int]:
    """Return what a row is remembered by."""
    return ("handover" if isinstance(row, Handover) else "entry", row.id)


def columns(is_open: Callable[[LogEntry], bool]) -> tuple[Column[Row], ...]:
    """Return the columns of the list; `is_open` says whether something is still to do about a line."""

    def chip(row: Row) -> Chip | None:
        return state(row, is_open=isinstance(row, LogEntry) and is_open(row))

    return (
        Column("时间", when, width=98),
        Column("类型", lambda row: HANDOVER if isinstance(row, Handover) else row.kind.label, width=64),
        Column("内容", content, width=260),
        Column("状态", lambda row: shown.text if (shown := chip(row)) else "", width=96, chip=chip),
        Column("来自", source, width=130),
        Column("记录人", lambda row: row.taker.person if isinstance(row, Handover) else row.recorder, width=84),
    )


def when(row: Row) -> str:
    """Return 7-15 03:07."""
    at = row.signed_at if isinstance(row, Handover) else row.at
    return f"{at.month}-{at.day:02d} {at:%H:%M}"


def source(row: Row) -> str:
    """Return who it came from, or who handed over to whom."""
    if isinstance(row, Handover):
        return f"{row.giver.person} → {row.taker.person}"
    return " ".join(part for part in (row.unit, row.name) if part)


def content(row: Row) -> str:
    """Return what a row is about."""
    if not isinstance(row, Handover):
        return row.content
    left = sum(not item.done for item in row.items)
    note = f"，{row.note}" if row.note else ""
    return f"移交 {len(row.items)} 项，未办 {left} 项{note}"


def state(row: Row, *, is_open: bool) -> Chip | None:
    """Return the chip that says where a line stands."""
    if isinstance(row, Handover):
        return Chip("有说明", Tone.AMBER) if row.reason else None
    if is_open:
        return Chip(OPEN_CALL if is_open_call(row) else OPEN, Tone.AMBER)
    if row.outcome is not None and row.done:
        return Chip(row.outcome.label, _OUTCOME_TONES.get(row.outcome, Tone.NEUTRAL))
    if not row.done:
        return Chip(CLOSED, Tone.NEUTRAL)
    return Chip(LATE, Tone.AMBER) if is_late(row) else None


def entry_detail(office: Office, line: LogEntry, *, is_open: bool) -> Detail:
    """Return all there is to say of a line."""
    chips = [chip for chip in (state(line, is_open=is_open),) if chip]
    late = Chip(LATE, Tone.AMBER)
    chips += [late] if is_late(line) and late not in chips else []
    chips += [Chip(LOCKED)] if line.locked else []
    entered = line.entered_at or line.at
    recorded = f"{line.recorder}，{cn_date(entered.date())} {entered:%H:%M} 登记"
    passed = line.passed_to + (f"，{line.passed_at:%H:%M}" if line.passed_to and line.passed_at else "")
    came = (
        Fact("单位", line.unit),
        Fact("姓名", line.name),
        Fact("职务", line.post),
        Fact("电话", grouped(line.phone)),
    )
    dealt = (Fact("关于问题", _issue_caption(office, line)), Fact("转办", passed), Fact("结果", line.result))
    shift = shift_caption(office, shift=ShiftKey(line.day, line.shift))
    return Detail(
        title=f"{line.kind.label} {cn_date(line.at.date())} {line.at:%H:%M}",
        subtitle=shift,
        chips=tuple(chips),
        body=line.content,
        groups=(
            FactGroup("来自", _filled_facts(came)),
            FactGroup("办理", _filled_facts(dealt)),
            FactGroup("", (Fact("记录", recorded),)),
        ),
    )


def _issue_caption(office: Office, line: LogEntry) -> str:
    """Return number and place of the issue a line speaks of, also of one that lies in the 回收站."""
    if line.issue_id is None:
        return ""
    issue = any_issue(office, issue_id=line.issue_id)
    return f"{issue.number} {issue.caption}"


def handover_detail(office: Office, row: Handover) -> Detail:
    """Return all there is to say of a hand-over."""
    here, there = (
        shift_caption(office, shift=key)
        for key in (ShiftKey(row.day, row.shift), ShiftKey(row.next_day, row.next_shift))
    )
    signed = (
        Fact("交班人", signature_text(row.giver)),
        Fact("接班人", signature_text(row.taker)),
        Fact("时间", f"{cn_date(row.signed_at.date())} {row.signed_at:%H:%M}"),
        Fact("备注", row.note),
        Fact("原因", row.reason),
        Fact("日志链头", row.journal_head[:16]),
    )
    tones = {True: Tone.GREEN, False: None}
    events = tuple(
        Event(f"{serial}", item_text(item), tone=tones[item.done]) for serial, item in enumerate(row.items, 1)
    )
    return Detail(
        title=f"{HANDOVER} {here}",
        subtitle=f"交给 {there}，签字后锁定",
        groups=(FactGroup("签字", _filled_facts(signed)),),
        events=events,
        events_heading="交接事项",
    )


def _filled_facts(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.text)
