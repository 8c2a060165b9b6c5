"""自动排班 for an office: a proposal that changes nothing, its acceptance as one change, the loads that stand, and both as sheets."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.rota.arranging import Arrangement, Arranging, arrange, span_of, tables_of
from lantian_desktop.domain.rota.load import LoadTable, holders, quarter_of, slots_between
from lantian_desktop.domain.rota.rota import ChangeStatus, Seat, seats_of
from lantian_desktop.domain.rota.schemes import shifts_between
from lantian_desktop.services.admin.settings import as_read, keep_settings
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import rota
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored

LONGEST_DAYS = 400  # a year and a little; longer periods are slips of the pen
MOST_POINTS = 1000
_IN_FORCE = (ChangeStatus.REQUESTED, ChangeStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class ArrangementProposal:
    """What 自动排班 would do. `task` is what it was worked out from, so that later changes are noticed; `redo` whether seats given before were open."""

    task: Arranging
    redo: bool
    arrangement: Arrangement


def weights(office: Office) -> LoadWeights:
    """Return what shifts weigh in this office."""
    return office.settings.duty_weights


def save_weights(office: Office, *, weights: LoadWeights, read_at: int | None = None) -> LoadWeights:
    """Change what shifts weigh; seats already given stay. Raise InvalidInput with the entry that is wrong.

    With `read_at` only where the settings still are at that revision.
    """
    office.require(Right.ARRANGE_DUTY)
    for entry in fields(weights):
        least = 0 if entry.name == "night" else 1
        if not least <= getattr(weights, entry.name) <= MOST_POINTS:
            raise InvalidInput(f"分值应为 {least} 至 {MOST_POINTS} 的整数，请更正。", field=entry.name)
    changed = replace(as_read(office, read_at), duty_weights=weights)
    keep_settings(office, title="设置值班分值", settings=changed, **asdict(weights))
    return weights


def propose(office: Office, *, first: date, last: date, redo: bool = False) -> ArrangementProposal:
    """Work out who takes the empty seats of some days (with `redo` also seats given before, unless pinned or begun); write nothing."""
    if last < first:
        raise InvalidInput("结束日期早于开始日期，请更正。", field="last")
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidInput(f"一次最多排 {LONGEST_DAYS} 天，请分段排班。", field="last")
    task = _task(office, first, last, redo)
    if not shifts_between(task.rota.schemes, first, last):
        raise Refused("这些日期还没有设置班次，请先在“班次设置”里设置。")
    if not task.rota.members:
        raise Refused("还没有值班人员，请先在“人员与请假”里添加。")
    return ArrangementProposal(task, redo, arrange(task))


def accept(office: Office, *, proposal: ArrangementProposal) -> int:
    """Put a proposal into the rota as one change with one undo and return how many seats changed; refused when anything moved since."""
    office.require(Right.ARRANGE_DUTY)
    task, came = proposal.task, proposal.arrangement
    if _task(office, task.first, task.last, proposal.redo) != task:
        raise Refused("排班、人员、请假或分值在此期间有变动，请重新自动排班后再采用。")
    given = {seat: member for seat, member in came.given.items() if task.rota.seats.get(seat) != member}
    cleared = tuple(one.slot.seat for one in came.vacant if one.slot.seat in task.rota.seats)
    rota.give_seats(office, given=given, cleared=cleared, title="自动排班")
    return len(given) + len(cleared)


def load_table(office: Office, *, first: date, last: date) -> tuple[LoadTable, ...]:
    """Return the load of each post between two days, both included, for whoever stands the seats: the stand-in, not the one planned."""
    start, end = quarter_of(first)[0], quarter_of(last)[1]
    task = _known(office, start, end, first, last)
    slots = slots_between(task.rota, task.calendar, task.weights, start, end)
    return tables_of(task, slots.values(), holders(task.rota, slots.values()), ((first, last),))


def export_explanation(office: Office, *, proposal: ArrangementProposal, path: Path) -> int:
    """Write why each seat of a proposal went to whom, with the loads and the rules, as .xlsx; return how many seats."""
    from lantian_desktop.exchange.rota.load_sheet import explanation_bytes  # spreadsheets: only where a file leaves

    _require_sheet(path)
    task, came = proposal.task, proposal.arrangement
    title = f"{office.profile.name}排班负荷（{cn_date(task.first)}至{cn_date(task.last)}）"
    members = task.rota.members
    write_file(path, explanation_bytes(came, members, task.weights, created=office.clock(), title=title))
    return len(came.reasons) + len(came.vacant)


def export_load(office: Office, *, first: date, last: date, path: Path) -> int:
    """Write the loads between two days as .xlsx; return how many lines there are."""
    from lantian_desktop.exchange.rota.load_sheet import loads_bytes  # spreadsheets: only where a file leaves

    _require_sheet(path)
    tables = load_table(office, first=first, last=last)
    title = f"{office.profile.name}值班负荷（{cn_date(first)}至{cn_date(last)}）"
    write_file(path, loads_bytes(tables, weights(office), created=office.clock(), title=title))
    return sum(len(table.lines) for table in tables)


def _task(office: Office, first: date, last: date, redo: bool) -> Arranging:
    task = _known(office, *span_of(first, last), first, last)
    fixed = _fixed(office, task, redo)
    shifts = shifts_between(task.rota.schemes, first, last)
    free = (seat for shift in shifts for seat in seats_of(task.rota, shift) if seat not in fixed)
    return Arranging(first, last, task.rota, task.leaves, task.calendar, task.weights, tuple(free))


def _known(office: Office, start: date, end: date, first: date, last: date) -> Arranging:
    entry = stored.rota(office.session, start, end)
    leaves = duty_members.leaves(office.session, start, end)
    return Arranging(first, last, entry, leaves, office.calendar, weights(office), ())


def _fixed(office: Office, task: Arranging, redo: bool) -> set[Seat]:
    """Return the seats that are left alone: given ones (with `redo` only pinned or begun), those under a change, and signed shifts."""
    first, last, seats = task.first, task.last, task.rota.seats
    fixed = set(stored.pinned(office.session, first, last)) if redo else set(seats)
    changed = stored.changes(office.session, first, last, statuses=_IN_FORCE)
    fixed |= {seat for change in changed for seat in change.seats}
    signed, now = duty_log.handed_over(office.session, first, last), office.clock()
    for shift in shifts_between(task.rota.schemes, first, last):
        for seat in seats_of(task.rota, shift):
            if (shift.day, shift.index) in signed or (seat in seats and shift.starts_at <= now):
                fixed.add(seat)
    return fixed


def _require_sheet(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise InvalidInput("只能导出为 .xlsx，请改文件名。", field="path")
