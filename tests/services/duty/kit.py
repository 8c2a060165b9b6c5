"""A week of duty for tests: 24-hour shifts from 08:30, 示例甲 leading and 示例乙, 示例丁 taking turns as officers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota import rota

LEADERS, OFFICERS = ("示例甲", "示例戊"), ("示例乙", "示例丁")
NUMBERS = {"示例甲": "13800000001", "示例乙": "029-86900002", "示例丁": "13800000004", "示例戊": "13800000005"}


def arrange_days(office: Office, first: date, days: int) -> dict[str, DutyMember]:
    """Set up shifts and put people into them for some days in turn; return the members by name."""
    rota.save_scheme(office, scheme=DutyScheme(first))
    posts = {**dict.fromkeys(LEADERS, DutyPost.LEADER), **dict.fromkeys(OFFICERS, DutyPost.OFFICER)}
    members = {
        name: rota.save_member(office, member=DutyMember(0, name, frozenset({post}), phone=NUMBERS[name]))
        for name, post in posts.items()
    }
    given = {}
    for number in range(days):
        day = first + timedelta(days=number)
        given[Seat(day, 0, DutyPost.LEADER)] = members[LEADERS[number % 2]].id
        given[Seat(day, 0, DutyPost.OFFICER)] = members[OFFICERS[number % 2]].id
    rota.give_seats(office, given=given, title="排班")
    return members


def fill_unit(office: Office, unit: str = "高新区") -> dict[str, RosterEntry]:
    """Put a liaison, a 24-hour line, two of the staff and a chief liaison into a unit's roster; return the lines by role and name."""
    unit_id = roster.find_unit(office, text=unit).id
    lines = (
        RosterEntry(0, unit_id, PostRole.CHIEF_LIAISON, "副主任", "示例辛", Phones("029-88330001", "13900000012")),
        RosterEntry(0, unit_id, PostRole.LIAISON, "", "示例庚", Phones("029-88330002", "13700000011", "029-88330009")),
        RosterEntry(0, unit_id, PostRole.DUTY_PHONE, phones=Phones(duty_phone="029-88330000")),
        RosterEntry(0, unit_id, PostRole.STAFF, "科员", "示例壬", Phones("029-88330002", "13700000013")),
    )
    members = {}
    for line in lines:
        before = next(
            (one for one in _of(office, unit_id) if one.role is line.role and line.role is not PostRole.STAFF), None
        )
        saved = roster.save_entry(
            office, entry=line if before is None else replace(line, id=before.id, revision=before.revision)
        )
        members[line.name or line.role.label] = saved
    return members


def _of(office: Office, unit_id: int) -> tuple[RosterEntry, ...]:
    return roster.roster_page(office, query=RosterQuery(unit_id=unit_id)).rows
