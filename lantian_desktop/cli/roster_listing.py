"""The roster as a listing: who holds which post today or held it on a day, numbers as the user may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantian_desktop.cli.output import OutputField, Reply, listing
from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import RosterEntry, Side
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.services.roster import roster

FIELDS = (
    OutputField("unit", "单位"),
    OutputField("role", "联络身份"),
    OutputField("side", "AB角"),
    OutputField("name", "姓名"),
    OutputField("title", "职务"),
    OutputField("mobile", "手机"),
    OutputField("duty_phone", "24小时电话"),
    OutputField("office_phone", "办公电话"),
    OutputField("round", "轮次"),
    OutputField("inspection_group", "工作组"),
    OutputField("held_since", "任职自"),
    OutputField("gaps", "待补"),
)
EVERY = 1_000_000


def roster_listing(office: Office, *, on: date | None, unit: str | None) -> Reply:
    """Return the roster of today, or of a day not after it, of one unit and those below it or of all."""
    if on is not None and on > office.today:
        raise InvalidInput("只能列出今天和以前的名册，请换一个日期。", field="as_of")
    unit_id = roster.find_unit(office, text=unit).id if unit else None
    lines = _lines(office, on, unit_id)
    names = {one.id: one.name for one in roster.units(office)}
    rows = [_row(office, line, names.get(line.unit_id, ""), now=on is None) for line in lines]
    filled = sum(bool(line.name) for line in lines)
    day = cn_date(on or office.today)
    return listing(FIELDS, rows, footer=f"{day}的名册，共 {len(rows)} 条，有人的 {filled} 条。")


def _lines(office: Office, on: date | None, unit_id: int | None) -> Sequence[RosterEntry]:
    if on is not None:
        return roster_history.roster_at(office, on=on, unit_id=unit_id)
    return roster.roster_page(office, query=RosterQuery(unit_id=unit_id, limit=EVERY)).rows


def _row(office: Office, line: RosterEntry, unit: str, *, now: bool) -> dict[str, object]:
    findings = roster_gaps.findings(office, entry_id=line.id) if now else ()
    return {
        "unit": unit,
        "role": line.role,
        "side": None if line.side is Side.NONE else line.side,
        "name": line.name,
        "title": line.title,
        **{name: getattr(line.phones, name) for name in line.phones.__dataclass_fields__},
        "round": line.round_number,
        "inspection_group": line.group,
        "held_since": line.held_since,
        "verified_on": line.verified_on,
        "starred": line.starred,
        "remark": line.remark,
        "gaps": tuple(dict.fromkeys(one.gap for one in findings)),
    }
