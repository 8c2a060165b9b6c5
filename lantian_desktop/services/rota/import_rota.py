"""Rows of a 值班表 become seats given to members. A row says who stands a shift; an empty cell takes nobody out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_date, cn_day
from lantian_desktop.domain.admin.people import same_person
from lantian_desktop.domain.rota.rota import (
    ChangeStatus,
    DutyMember,
    Leave,
    Rota,
    RotaChange,
    Seat,
    on_duty,
    on_leave,
)
from lantian_desktop.domain.rota.schemes import MOST_OFFICERS, DutyPost, Shift, ShiftPattern, scheme_on, shifts_of
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.import_plan import ImportPlan, ImportRow, RotaRecord, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored
from lantian_desktop.store.session import Touched

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.precheck import Fault, Record, Table

_IN_FORCE = (ChangeStatus.REQUESTED, ChangeStatus.APPROVED)
_POSTS = {"leader": DutyPost.LEADER, "officers": DutyPost.OFFICER}
_SPELLINGS = {  # how real lists call the shifts
    "24小时": ("24小时", "全天", "全日", "昼夜", "整天", "一班", "24h"),
    "白班": ("白班", "白", "日班", "白天", "日间", "昼"),
    "夜班": ("夜班", "夜", "晚班", "夜间", "晚上", "晚"),
    "早班": ("早班", "早", "上午"),
    "中班": ("中班", "中", "下午"),
}
_NUMBER = re.compile(r"[:：（(]*[+\d][\d\-—转]{4,}[)）]*$")  # shorter ones tell two persons of one name apart
_ADDITION = re.compile(r"[（(][^（()）]*[)）]$")  # 示例甲（科长）; tried only after the name as it stands
_UNNEEDED = re.compile(r"\s|[（(].*?[)）]|值班$")


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are judged by, read once an import."""

    rota: Rota
    members: tuple[DutyMember, ...]
    leaves: tuple[Leave, ...]
    changed: Mapping[Seat, RotaChange]
    handed_over: frozenset[tuple[date, int]]

    def member(self, name: str, day: date) -> DutyMember | None:
        """Return who is meant by a name; of two, the one who takes turns on that day."""
        names = (name, _ADDITION.sub("", name))
        found = [member for called in names for member in self.members if same_person(member.name, called)]
        return next((member for member in found if member.serves_on(day)), found[0] if found else None)

    def seats_taken(self, shift: Shift, post: DutyPost) -> dict[Seat, int]:
        """Return who has the seats of a shift, changes counted, as 谁在班 answers it."""
        answer = on_duty(self.rota, shift.starts_at)
        return {one.seat: one.member.id for one in answer.of(post)} if answer else {}


class _Objection(Exception):
    """Why a row cannot be taken: the column and the reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key, self.reason = key, reason


def judge(office: Office, table: Table, path: Path) -> tuple[Table, dict[int, ImportRow]]:
    """Return the table with what the store had to object, and the verdicts of the rows that can be taken."""
    known = _read(office, table.good)
    seen: dict[tuple[date, int], int] = {}
    faults: list[Fault] = []
    rows: dict[int, ImportRow] = {}
    named = any(key in table.header.found for key in _POSTS)
    for record in table.good:
        if not named:
            faults.append(table.fault(record, "leader", "表中没有“带班领导”和“值班员”列"))
            continue
        try:
            rows[record.row] = _row(known, record, seen)
        except _Objection as objection:
            faults.append(table.fault(record, objection.key, objection.reason))
            continue
        faults += _doubts(table, known, record)
    return table.with_faults(faults), rows


def caption(record: Record) -> str:
    """Return what a row is called in the pre-check."""
    day = record.values.get("day")
    parts = (cn_date(day) if isinstance(day, date) else "", str(record.values.get("shift") or ""))
    people = "、".join(name for key in _POSTS for name in _parts(record, key))
    return " ".join(part for part in (*parts, people) if part)


def write(
    office: Office, rows: Sequence[ImportRow], plan: ImportPlan, touched: Touched, advance: Callable[[int, int], bool]
) -> None:
    """Give the seats inside the caller's transaction, as set by hand; one undo for all."""
    records = [row.value for row in rows if isinstance(row.value, RotaRecord)]
    advance(0, len(records))
    given = {seat: member for record in records for seat, member in record.given}
    cleared = [seat for record in records for seat in record.cleared]
    before = stored.images(office.session, sorted({*given, *cleared}))
    stored.clear(office.session, cleared)
    stored.put(office.session, sorted(given.items()), pinned=True)
    touched.add("duty")
    compensation.offer(office, title=f"导入 {plan.path.name}", rota_before=before)


def choices(office: Office) -> Mapping[str, Sequence[str]]:
    """Return the words a template offers in drop-downs."""
    members = [member for member in duty_members.members(office.session) if member.serves_on(office.today)]
    patterns = dict.fromkeys(name for scheme in stored.schemes(office.session) for name in scheme.pattern.shifts)
    return {
        "shift": tuple(patterns) or ShiftPattern.WHOLE_DAY.shifts,
        "leader": [member.name for member in members if DutyPost.LEADER in member.posts],
    }


def _read(office: Office, records: Sequence[Record]) -> _Known:
    days = [day for record in records if isinstance(day := record.values["day"], date)] or [office.today]
    first, last = min(days), max(days)
    standing = stored.changes(office.session, first, last, statuses=_IN_FORCE)
    return _Known(
        stored.rota(office.session, first, last),
        duty_members.members(office.session),
        duty_members.leaves(office.session, first, last),
        {seat: change for change in standing for seat in change.seats},
        duty_log.handed_over(office.session, first, last),
    )


def _row(known: _Known, record: Record, seen: dict[tuple[date, int], int]) -> ImportRow:
    shift = _shift(known, record)
    earlier = seen.setdefault((shift.day, shift.index), record.row)
    if earlier != record.row:
        raise _Objection("day", f"与第 {earlier} 行是同一班，几名值班员请写在一个单元格里，用顿号分隔")
    given: dict[Seat, int] = {}
    cleared: list[Seat] = []
    fresh = True
    for key, post in _POSTS.items():
        existing = known.seats_taken(shift, post)
        fresh = fresh and not existing
        wanted = _wanted(known, record, key, shift.day)
        if wanted and set(wanted) != set(existing.values()):
            moved, left = _placed(shift, post, existing, wanted)
            given |= moved
            cleared += left
    for seat in sorted({*given, *cleared}):
        _require_free(known, seat)
    verdict = RowVerdict.SAME if not given and not cleared else RowVerdict.NEW if fresh else RowVerdict.CHANGED
    value = RotaRecord(tuple(sorted(given.items())), tuple(cleared))
    return ImportRow(record.row, verdict, caption(record), value=value)


def _shift(known: _Known, record: Record) -> Shift:
    day = record.values["day"]
    assert isinstance(day, date)  # the column is required
    shifts = shifts_of(known.rota.schemes, day)
    if not shifts:
        raise _Objection("day", f"{cn_date(day)}还没有设置班次，请先在“排班表”里设置班次")
    shift_name = _UNNEEDED.sub("", str(record.values.get("shift") or "")).lower()
    if not shift_name and len(shifts) == 1:
        return shifts[0]
    names = "、".join(shift.name for shift in shifts)
    if not shift_name:
        raise _Objection("shift", f"{cn_day(day)}分{names}，请填写班次")
    for shift in shifts:
        if shift_name in _SPELLINGS.get(shift.name, (shift.name,)):
            return shift
    raise _Objection("shift", f"{cn_day(day)}没有“{shift_name}”，这一天的班次有：{names}")


def _wanted(known: _Known, record: Record, key: str, day: date) -> tuple[int, ...]:
    """Return whom a cell names, in its order; empty when it names nobody."""
    post = _POSTS[key]
    found: list[int] = []
    for name, member in _people(known, _parts(record, key), day):
        if member is None:
            raise _Objection(key, f"值班人员里没有“{name}”，请先在“人员与请假”里加入")
        if post not in member.posts:
            raise _Objection(key, f"{member.name}没有设为{post.label}，请先在“人员与请假”里勾选")
        if member.id not in found:
            found.append(member.id)
    most = MOST_OFFICERS if post is DutyPost.OFFICER else 1
    if len(found) > most:
        raise _Objection(key, f"一班最多 {most} 名{post.label}")
    return tuple(found)


def _parts(record: Record, key: str) -> tuple[str, ...]:
    """Return the names in a cell without the numbers that real lists write behind them."""
    parts = record.values.get(key)
    bare = (_NUMBER.sub("", part).strip("：: ") for part in parts) if isinstance(parts, tuple) else ()
    return tuple(part for part in bare if part)


def _people(known: _Known, parts: Sequence[str], day: date) -> Iterator[tuple[str, DutyMember | None]]:
    """Yield each name with the member it means; a name written with a blank inside (单　某) comes as two parts."""
    at = 0
    while at < len(parts):
        joined = "".join(parts[at : at + 2])
        alone = known.member(parts[at], day)
        both = known.member(joined, day) if alone is None and at + 1 < len(parts) else None
        yield (joined, both) if both else (parts[at], alone)
        at += 2 if both else 1


def _placed(
    shift: Shift, post: DutyPost, seats_taken: Mapping[Seat, int], wanted: Sequence[int]
) -> tuple[dict[Seat, int], list[Seat]]:
    """Return the seats given and those cleared so that `wanted` have them: who is there already keeps the seat."""
    most = MOST_OFFICERS if post is DutyPost.OFFICER else 1
    every = [Seat(shift.day, shift.index, post, number) for number in range(most)]
    kept = {seat: member for seat, member in seats_taken.items() if member in wanted}
    coming = [member for member in wanted if member not in kept.values()]
    leaving = [seat for seat in seats_taken if seat not in kept]
    free = [*leaving, *(seat for seat in every if seat not in seats_taken)]
    given = dict(zip(free, coming, strict=False))
    return given, [seat for seat in leaving if seat not in given]


def _require_free(known: _Known, seat: Seat) -> None:
    key = next(key for key, post in _POSTS.items() if post is seat.post)
    if seat in known.changed:
        kind = known.changed[seat].kind.label
        raise _Objection(key, f"这一班有{kind}记录，请先撤销{kind}再改排班")
    if (seat.day, seat.shift) in known.handed_over:
        raise _Objection(key, "这一班已经交接，不能再改排班")


def _doubts(table: Table, known: _Known, record: Record) -> Iterator[Fault]:
    """Yield what is pointed out and taken all the same: conflicts are shown, not mended."""
    from lantian_desktop.exchange.kit.precheck import FaultSeverity  # spreadsheets: only where a file is read

    day = record.values["day"]
    assert isinstance(day, date)  # the column is required
    named: dict[int, str] = {}
    for key in _POSTS:
        for _, member in _people(known, _parts(record, key), day):
            if member is None:
                continue
            if member.id in named and named[member.id] != key:
                yield table.fault(record, key, f"{member.name}同时是带班领导和值班员", FaultSeverity.WARNING)
            named[member.id] = key
            leave = on_leave(known.leaves, member.id, day)
            if leave is not None:
                sentence = f"{member.name}{cn_day(leave.first)}至{cn_day(leave.last)}{leave.kind.label}"
                yield table.fault(record, key, sentence, FaultSeverity.WARNING)
            if not member.serves_on(day):
                yield table.fault(record, key, f"{member.name}这一天不在值班人员之列", FaultSeverity.WARNING)
    scheme = scheme_on(known.rota.schemes, day)
    count = len(_parts(record, "officers"))
    if scheme is not None and count > scheme.officers:
        yield table.fault(
            record, "officers", f"每班设 {scheme.officers} 名值班员，表中有 {count} 名", FaultSeverity.WARNING
        )
